"""The models of a reader, loaded once: which weight files there are decides what reads.

`default` takes all; `fast` leaves the encoder out; a missing or damaged file takes one part away, and is said. Without
the border model and the pair model the rules read alone.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.extract.knowledge import Knowledge
from ingest.learned import crf, kinds
from ingest.learned.confidence import Confidence
from ingest.learned.names import NameReader
from ingest.learned.pair_model import PairModel
from ingest.learned.pieces import WordPieces
from ingest.learned.scorer import Scorer
from ingest.learned.status import StatusModel
from ingest.learned.tagger import Tagger
from ingest.learned.weights import MANIFEST, Array, Missing, load, strings_of

SMALL = ("crf", "kinds", "pairs", "status")
"""Weight files that every learned reading needs."""
ENCODER = ("vocabulary", "tagger", "scorer")
"""Those of the encoder."""


@dataclass(frozen=True, eq=False)
class Models:
    """What reads beside the rules."""

    names: NameReader
    pairs: PairModel
    status: StatusModel
    confidence: Confidence
    scorer: Scorer | None = None
    pieces: WordPieces | None = None


VERSION = 2
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
    reader : {"default", "fast", "rules"}
    folder : Path, optional
        Where the weights lie (`innonet train` makes such a folder); those that come with innonet if None.
    """
    if reader == "rules":
        return Loaded(None, f"rules@{VERSION}")
    found: dict[str, Mapping[str, Array]] = {}
    missing: list[Missing] = []
    for name in (*SMALL, "quantities", "confidence_fast", *((*ENCODER, "confidence") if reader == "default" else ())):
        arrays = load(name, folder)
        if isinstance(arrays, Missing):
            missing.append(arrays)
        else:
            found[name] = arrays
    if not {*SMALL, "confidence_fast"} <= found.keys():
        return Loaded(None, f"rules@{VERSION}", _said(missing, "the rules alone read on"))
    whole = {*ENCODER, "confidence"} <= found.keys()
    weights = Confidence.of_arrays(found["confidence" if whole else "confidence_fast"])
    name = f"{'models' if whole else 'fast'}@{VERSION}{_mark(folder)}"
    models = assembled(knowledge, found, weights, with_encoder=whole)
    without = "rules read the numbers" if {one.name for one in missing} == {"quantities"} else "the encoder is left out"
    return Loaded(models, name, _said(missing, without))


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
    knowledge: Knowledge, found: Mapping[str, Mapping[str, Array]], confidence: Confidence, *, with_encoder: bool
) -> Models:
    """Return the models that weight files, by name, hold."""
    tagger = scorer = pieces = None
    if with_encoder:
        table = {f"enc.{name}": array for name, array in found["vocabulary"].items() if name != "pieces"}
        pieces = WordPieces(strings_of(found["vocabulary"]["pieces"]))
        tagger = Tagger({**table, **found["tagger"]}, pieces)
        scorer = Scorer({**table, **found["scorer"]})
    names = NameReader(knowledge, crf.unpack(found["crf"]), kinds.unpack(found["kinds"], knowledge), tagger)
    pairs, status = PairModel.of(found["pairs"]), StatusModel.of(found["status"])
    return Models(names, pairs, status, confidence, scorer, pieces)
