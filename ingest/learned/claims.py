"""Claims of a document by the pair models: every candidate weighed, the surest place of each pair, pairs put together.

names ─> scenes ─> pairs ─> trees, scorer, rules' votes ─> one probability ─> events
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.ontology import ONTOLOGY
from ingest.extract.frame import Frame
from ingest.extract.knowledge import Knowledge
from ingest.extract.said import Said
from ingest.learned.candidates import KINDS, scenes, shapes
from ingest.learned.confidence import weighed
from ingest.learned.cues import cuebook
from ingest.learned.layout import layout
from ingest.learned.models import Models
from ingest.learned.pair_model import Logits
from ingest.learned.scorer import Scores
from ingest.learned.table import Table, table, votes_of

Key = tuple[str, str, str]
"""Kind of claim, names of its two ends; the first is empty where nobody is named."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """The candidates of a document with what the models and the rules say of them."""

    table: Table
    logits: Logits
    scores: Scores | None
    pair: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    """Rows of `table` and numbers of kinds that may be claims."""
    features: npt.NDArray[np.float32]
    """[candidates, FEATURES] of `ingest.learned.confidence`."""


def weigh(models: Models, frame: Frame, knowledge: Knowledge, said: list[Said], sure: Mapping[str, float]) -> Weighed:
    """Return the candidates of a document; `said` is what the rules say, `sure` how sure its names are."""
    found = scenes(frame, knowledge)
    types = shapes(knowledge)
    rows = table(frame, found, types, cuebook(knowledge), votes_of(said))
    logits = models.pairs.logits(rows)
    scores = None
    if models.scorer and models.pieces:
        english = frame.document.language == "en"
        scores = models.scorer.score(layout(frame.text, found, types, models.pieces, english))
    return Weighed(rows, logits, scores, *weighed(rows, logits, scores, sure))


def surest(items: Weighed, probability: npt.NDArray[np.float32], same: Mapping[str, str]) -> dict[Key, int]:
    """Return for each pair of names the candidate that says it most surely; `same`: short form → full name."""
    actors = [actor for scene in items.table.scenes for actor in scene.actors]
    best: dict[Key, int] = {}
    for at in np.argsort(-probability, kind="stable").tolist():
        kind = KINDS[items.kind[at]]
        pair = items.pair[at]
        x, y = (same.get(n, n) for n in (actors[items.table.x[pair]].name, actors[items.table.y[pair]].name))
        if not ONTOLOGY.claim(kind).directed and x > y:
            x, y = y, x
        if x != y:
            best.setdefault((kind, x, y), at)
    return best


def surest_lone(items: Weighed, probability: npt.NDArray[np.float32], same: Mapping[str, str]) -> dict[Key, int]:
    """Return for each thing that may be approved by nobody named its surest place among `Table.lone`."""
    actors = [actor for scene in items.table.scenes for actor in scene.actors]
    best: dict[Key, int] = {}
    for at in np.argsort(-probability, kind="stable").tolist():
        name = actors[items.table.lone[at]].name
        best.setdefault(("APPROVES", "", same.get(name, name)), at)
    return best
