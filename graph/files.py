"""Write a file whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from graph.errors import InnonetError, UsageError

SQLITE = b"SQLite format 3\0"
"""How a file of SQLite begins, and so each ledger: what cannot be made anew is never replaced."""


def write(path: Path, content: bytes) -> Path:
    """Write `content` to `path` through a neighbour and a rename, and return `path`; its folder is made if missing.

    A link stays a link: what it points at is written.

    Raises
    ------
    InnonetError
        If it cannot be written, or `path` is a folder, a device or a pipe, which a rename would take away.
    UsageError
        If a database, such as a ledger, lies there.
    """
    try:
        target = _file(path)
        if opening(target, len(SQLITE)) == SQLITE:
            raise UsageError(f"{path} is a database, perhaps a ledger, and stays. Name another file to write.")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        neighbour = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            neighbour.chmod(0o666 & ~_umask())
            neighbour.replace(target)
        except BaseException:
            neighbour.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InnonetError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    return path


def opening(path: Path, signs: int) -> bytes:
    """Return the first bytes of a file, at most so many; none where there is no file, or none that can be read."""
    try:
        with path.open("rb") as file:
            return file.read(signs)
    except OSError:  # to replace a file, nobody needs to read it
        return b""


def _file(path: Path) -> Path:
    """Return the regular file, there or to be made, that `path` leads to."""
    try:
        mode = path.stat().st_mode  # asked of the path itself: the name behind /dev/stdout need not be one
    except (FileNotFoundError, NotADirectoryError):  # the latter is told, with its words, when the folder is made
        return Path(os.path.realpath(path))
    if not stat.S_ISREG(mode):
        what = "folder" if stat.S_ISDIR(mode) else "device or a pipe"
        raise InnonetError(f"{path} is a {what}, and what is written is a file. Name one.")
    return Path(os.path.realpath(path))


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
