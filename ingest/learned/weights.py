"""Weight files: where they lie, what they were trained on, and what is said when one is missing or damaged.

A file is an npz without dates, so that the same arrays are the same bytes; `manifest.json` beside it holds its
sha256. Large matrices are whole numbers with a scale a row, small ones half precision; both are opened to float32 once.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import InnonetError

Array = npt.NDArray[Any]
FORMAT = 2
"""Version of names and layout; a reader takes no other."""
MANIFEST = "manifest.json"
_INT8, _SCALE = ".int8", ".scale"
STEPS = 14
"""Steps to either side of 0 to which matrices are rounded, as the fit sees them (`ingest.training.bert.as_kept`)."""
LARGE = 1 << 14
"""Numbers from which a matrix is rounded."""
_UNUSABLE = (OSError, ValueError, KeyError, TypeError, RecursionError, zipfile.BadZipFile)
_FIXED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Missing:
    """Weights that cannot be used; the reader goes on without them and says so."""

    name: str
    reason: str
    """One line: why, and what next."""


def load(name: str, folder: Traversable | None = None) -> Mapping[str, Array] | Missing:
    """Return the arrays of a weight file by name, or why there are none.

    Parameters
    ----------
    name : str
        Without ending: ``"tagger"``.
    folder : Traversable, optional
        Where the manifest and the files lie; those of the package if None. A `pathlib.Path` will do.

    Returns
    -------
    Mapping of str to array, or Missing
        Matrices as torch keeps them, [out, in], and all half-precision arrays as float32. Never raises for what lies
        in the folder.
    """
    try:
        return opened(name, folder)
    except _UNUSABLE as error:
        return _missing(name, error)


def absent(name: str, folder: Traversable | None = None) -> Missing | None:
    """Return why a weight file cannot be used, None if it can; its bytes are checked, nothing is opened."""
    try:
        _checked(name, folder)
    except _UNUSABLE as error:
        return _missing(name, error)
    return None


def opened(name: str, folder: Traversable | None = None) -> Mapping[str, Array]:
    """Return the arrays of a weight file that is known to be there, as `load` does; raises what the files raise."""
    return _arrays(_checked(name, folder))


def save(folder: Path, name: str, arrays: Mapping[str, Array], trained_on: str, date: str) -> None:
    """Write a weight file and enter it in the folder's manifest.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    name : str
        Without ending.
    arrays : Mapping of str to array
        As they are to be kept; see `compact` for the state of a network.
    trained_on : str
        What the weights were fitted on, in a line.
    date : str
        ISO date that the maintainer gives; the clock is not asked.

    Raises
    ------
    InnonetError
        If an array holds objects, or the folder's manifest is of another format.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = npz(arrays)
    manifest = folder / MANIFEST
    files = _files(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "trained_on": trained_on, "date": date}
    (folder / f"{name}.npz").write_bytes(data)
    text = json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    manifest.write_text(text + "\n", encoding="utf-8")


def npz(arrays: Mapping[str, Array]) -> bytes:
    """Return arrays as the bytes of an npz: names sorted, no date; same arrays, same bytes.

    Raises
    ------
    InnonetError
        If an array holds Python objects.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(arrays):
            array = np.ascontiguousarray(arrays[name])
            if array.dtype.hasobject:
                raise InnonetError(f"{name} holds Python objects. Weights are plain arrays; see `words` for strings.")
            member = io.BytesIO()
            np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _FIXED), member.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return held.getvalue()


def pack(matrix: Array) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a matrix [rows, columns] as whole numbers and the scale of each row: `int8 * scale[:, None]` opens it."""
    scale = np.abs(matrix).max(1).astype(np.float32) / np.float32(STEPS)
    whole = np.rint(matrix / np.where(scale > 0, scale, 1)[:, None])
    return np.clip(whole, -STEPS, STEPS).astype(np.int8), scale


def hundredths(weights: npt.NDArray[Any]) -> npt.NDArray[np.float16]:
    """Return weights of a linear model in half precision, rounded to hundredths, which pack into half the room."""
    rounded: npt.NDArray[np.float16] = weights.round(2).astype(np.float16)
    return rounded


def compact(state: Mapping[str, Array]) -> dict[str, Array]:
    """Return a network's weights as they are kept: large matrices as whole numbers, the rest in half precision."""
    kept: dict[str, Array] = {}
    for name, array in state.items():
        if array.ndim == 2 and array.size >= LARGE:
            kept[name + _INT8], kept[name + _SCALE] = pack(array)
        else:
            kept[name] = array.astype(np.float16)
    return kept


def words(strings: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Return strings without line breaks as one array of bytes, see `strings_of`."""
    return np.frombuffer("\n".join(strings).encode("utf-8"), np.uint8)


def strings_of(array: Array) -> tuple[str, ...]:
    """Return the strings that `words` was given."""
    return tuple(array.tobytes().decode("utf-8").split("\n"))


def _files(manifest: str) -> dict[str, dict[str, str]]:
    read = json.loads(manifest)
    if read["format"] != FORMAT:
        raise InnonetError(f"Weights are of format {read['format']}, this innonet reads format {FORMAT}.")
    files: dict[str, dict[str, str]] = read["files"]
    return files


def _checked(name: str, folder: Traversable | None) -> bytes:
    folder = folder or resources.files("ingest.learned") / "weights"
    try:
        files = _files((folder / MANIFEST).read_text(encoding="utf-8"))
    except InnonetError as error:
        raise ValueError(error) from error
    if name not in files:
        raise FileNotFoundError(name)
    data = (folder / f"{name}.npz").read_bytes()
    if hashlib.sha256(data).hexdigest() != files[name]["sha256"]:
        raise ValueError("its bytes are not those that the manifest states")
    return data


def _arrays(data: bytes) -> dict[str, Array]:
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        kept = {name: archive[name] for name in archive.files}
    opened: dict[str, Array] = {}
    for name, array in kept.items():
        if name.endswith(_INT8):
            plain = name.removesuffix(_INT8)
            opened[plain] = array.astype(np.float32) * kept[plain + _SCALE][:, None]
        elif array.dtype == np.float16:
            opened[name] = array.astype(np.float32)
        elif not (name.endswith(_SCALE) and name.removesuffix(_SCALE) + _INT8 in kept):
            opened[name] = array
    return opened


def _missing(name: str, error: Exception) -> Missing:
    why = "is not there"
    if not isinstance(error, FileNotFoundError):
        why = f"cannot be read ({' '.join(str(error).split()) or type(error).__name__})"
    return Missing(name, f"{name}.npz {why}. Reinstall innonet, or run `innonet train`.")
