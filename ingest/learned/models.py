"""The models of a reader, loaded once: which weight files there are decides what reads.

`default` takes all; `onnx` too, with the encoder in whole numbers; `fast` leaves the encoder out; a missing or damaged
file takes one part away, and is said. Without the border model and the pair model the rules read alone.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from ingest.extract.knowledge import Knowledge
from ingest.learned import crf, kinds, quantities
from ingest.learned.confidence import Confidence
from ingest.learned.encoder import Build
from ingest.learned.names import NameReader
from ingest.learned.networks import LANGUAGES, NONE, Shelf, shelf
from ingest.learned.pair_model import PairModel
from ingest.learned.quantities import Judge
from ingest.learned.rounded import RoundedStack
from ingest.learned.status import StatusModel
from ingest.learned.weights import MANIFEST, Array, Missing, load

SMALL = ("crf", "kinds", "pairs", "status")
"""Weight files that every learned reading needs; the encoder's are those of `ingest.learned.networks`."""


@dataclass(frozen=True, eq=False)
class Models:
    """What reads beside the rules."""

    names: NameReader
    pairs: PairModel
    status: StatusModel
    shelf: Shelf
    with_encoder: Confidence | None
    """How claims are weighed where the encoder reads."""
    without: Confidence
    """How they are weighed where it does not."""
    judge: Judge | None = None
    """What tells figures among numbers; without it the rules do."""

    def confidence(self, language: str) -> Confidence:
        """Return how claims of a document are weighed."""
        return self.with_encoder if self.with_encoder and language in self.shelf.languages else self.without


BUILDS: dict[str, Build | None] = {"default": None, "onnx": RoundedStack}
"""Readers with the encoder, and what computes its layers."""
_TONGUE = {"zh": "Chinese", "en": "English"}
VERSION = 15
"""Of readings: what was read by another version is read anew."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """Models, or none, what a reading by them is called, and what was not there."""

    models: Models | None
    name: str
    missing: tuple[str, ...] = ()
    """One line where weights cannot be used: which, what reads on, why, what next."""


@lru_cache(maxsize=8)
def loaded(knowledge: Knowledge, reader: str = "default", folder: Path | None = None) -> Loaded:
    """Return the models of a reader over `knowledge`.

    Parameters
    ----------
    reader : {"default", "onnx", "fast", "rules"}
    folder : Path, optional
        Where the weights lie (`innonet train` makes such a folder); those that come with innonet if None.
    """
    if reader == "rules":
        return Loaded(None, f"rules@{VERSION}")
    made = {name: _made(name, folder, make) for name, make in makers(knowledge, reader).items()}
    missing = [one for one in made.values() if isinstance(one, Missing)]
    found = {name: one for name, one in made.items() if not isinstance(one, Missing)}
    if not {*SMALL, "confidence_fast"} <= found.keys():
        return Loaded(None, f"rules@{VERSION}", _said(missing, "the rules alone read on"))
    networks = NONE
    if "confidence" in found:
        networks, gone = shelf(folder, build=BUILDS[reader])
        missing += gone
    models = assembled(
        knowledge, found, networks, found["confidence"] if networks.languages else None, found["confidence_fast"]
    )
    return Loaded(
        models, f"{_called(networks, reader)}@{VERSION}{_mark(folder)}", _said(missing, _left(missing, networks))
    )


Make = Callable[[Mapping[str, Array]], Any]
"""Makes a model of the arrays of its weight file."""


def makers(knowledge: Knowledge, reader: str = "fast") -> dict[str, Make]:
    """Return what makes the models of a reader beside its networks, by the name of the weight file."""
    found: dict[str, Make] = {
        "crf": crf.unpack, "kinds": partial(kinds.unpack, knowledge=knowledge), "pairs": PairModel.of,
        "status": StatusModel.of, "quantities": quantities.unpack, "confidence_fast": Confidence.of_arrays,
    }  # fmt: skip
    return found | {"confidence": Confidence.of_arrays} if reader in BUILDS else found


def _made(name: str, folder: Path | None, make: Make) -> Any:
    """Return the model of a weight file, or `Missing` with why there is none: whole files can be of another version."""
    arrays = load(name, folder)
    if isinstance(arrays, Missing):
        return arrays
    try:
        return make(arrays)
    except (KeyError, ValueError, IndexError) as error:
        why = error if isinstance(error, ValueError) else "it has lost some arrays"
        return Missing(name, f"{name}.npz does not fit this reader ({why}). Train it anew by `innonet train`.")


def _called(networks: Shelf, reader: str) -> str:
    """Return what a reading is called: fast without the encoder, models with it, with the language if there is one."""
    if not networks.languages:
        return "fast"
    name = "onnx" if reader == "onnx" else "models"
    return name if networks.languages >= set(LANGUAGES) else f"{name}-{min(networks.languages)}"


def _left(missing: Sequence[Missing], networks: Shelf) -> str:
    """Return what follows from weights that are not there."""
    if {one.name for one in missing} == {"quantities"}:
        return "rules read the numbers"
    if networks.languages:
        return f"the encoder reads {_TONGUE[min(networks.languages)]} only"
    return "the encoder is left out"


def _said(missing: Sequence[Missing], left: str) -> tuple[str, ...]:
    if not missing:
        return ()
    names = ", ".join(one.name for one in missing)
    return (f"Weights {names} cannot be used, so {left}: {missing[0].reason}",)


def _mark(folder: Path | None) -> str:
    """Return what tells weights of one's own from those that come with innonet, and from one another."""
    if folder is None:
        return ""
    return "-" + hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:8]


def assembled(
    knowledge: Knowledge,
    found: Mapping[str, Any],
    networks: Shelf,
    with_encoder: Confidence | None,
    without: Confidence,
) -> Models:
    """Return the models of a reader; `found` are those of the weight files `SMALL` and the judge, by name."""
    names = NameReader(knowledge, found["crf"], found["kinds"], networks)
    return Models(names, found["pairs"], found["status"], networks, with_encoder, without, found.get("quantities"))
