"""Claims of a document by the pair models: every candidate weighed, the surest place of each pair, pairs put together.

names ─> scenes ─> pairs ─> trees, scorer, rules' votes ─> one probability ─> events
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from graph.ontology import ONTOLOGY
from ingest.extract.knowledge import Knowledge, load_knowledge
from ingest.extract.said import Said, settled
from ingest.learned.candidates import KINDS, Actor, Scene, scenes, shapes
from ingest.learned.confidence import weighed
from ingest.learned.cues import cuebook
from ingest.learned.events import WEAK, Scored, events, uncovered
from ingest.learned.layout import layout
from ingest.learned.models import Models
from ingest.learned.networks import language_of
from ingest.learned.pair_model import Logits
from ingest.learned.scorer import Scores
from ingest.learned.status import of_lone, of_pairs
from ingest.learned.table import Table, Votes, table, votes_of
from ingest.learned.understood import Understood

SCORER_SHARE = {"zh": 1.5, "en": 3.0}
"""How much the encoder's word on a status counts beside that of the regression over cues; English has fewer cues."""
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
    votes: Votes
    """What the rules say, pair by pair."""
    features: npt.NDArray[np.float32]
    """[candidates, FEATURES] of `ingest.learned.confidence`."""

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of all scenes, by their numbers in `table`."""
        return tuple(actor for scene in self.table.scenes for actor in scene.actors)

    def scene_of(self, actor: int) -> Scene:
        """Return the scene of an actor."""
        return self.table.scenes[int(self.table.cast.scene[actor])]


def read(models: Models, known: Understood, knowledge: Knowledge) -> list[Said]:
    """Return the claims of a document, each with its probability as confidence, in the order of the text."""
    items = weigh(models, known, knowledge)
    same = known.frame.same
    language = language_of(known.frame.document)
    confidence = models.confidence(language)
    keep = confidence.keep[language]
    sure = np.where(taken_back(items, known), np.float32(0), confidence.of(items.features, items.kind))
    best = surest(items, sure, same)
    # Less sure pairs only fill gaps of agreements of several.
    told = [at for at in best.values() if sure[at] >= WEAK * keep]
    linear, scorer = lone_odds(items)
    sure_lone = np.where(lone_taken_back(items, known), np.float32(0), confidence.of_lone(linear, scorer))
    taken = {key[2] for key, at in best.items() if key[0] == "APPROVES" and sure[at] >= keep}
    lone = [
        at for (_, _, name), at in surest_lone(items, sure_lone, same).items()
        if sure_lone[at] >= keep and name not in taken
    ]  # fmt: skip
    scored = [*_pairs(models, items, np.array(told, np.int64), sure), *_lone(models, items, lone, sure_lone)]
    # A pattern of the user's own is said as it stands; of the shipped ones and the rules the models decide.
    added = {pattern.id for pattern in knowledge.patterns} - _shipped()
    own = [claim for claim in known.said if claim.pattern in added]
    seen = {_named(items, at, same) for at in range(len(items.pair))}
    rest = uncovered((claim for claim in known.said if claim.pattern not in added), seen, keep)
    made = events(known.frame, items.table.cues, scored, keep)
    return settled([*made, *rest, *own])


@cache
def _shipped() -> frozenset[str]:
    """Return the patterns that come with innonet."""
    return frozenset(pattern.id for pattern in load_knowledge().patterns)


def weigh(models: Models, known: Understood, knowledge: Knowledge) -> Weighed:
    """Return the candidates of a document."""
    frame = known.frame
    found = scenes(frame, knowledge)
    types = shapes(knowledge)
    votes = votes_of(known.said)
    rows = table(frame, found, types, cuebook(knowledge), votes)
    logits = models.pairs.logits(rows)
    scores = None
    language = language_of(frame.document)
    if networks := models.shelf.of(language):
        laid = layout(frame.text, found, types, networks.pieces, language == "en")
        scores = networks.scorer.score(laid, known.shared)
    pair, kind, features = weighed(rows, logits, scores, known.sure_names)
    return Weighed(rows, logits, scores, pair, kind, votes, features)


def taken_back(items: Weighed, known: Understood) -> npt.NDArray[np.bool_]:
    """Return which candidates [candidates] the text itself takes back where they stand."""
    back = np.zeros(len(items.pair), np.bool_)
    if known.taken_back:
        ends = [(actor.start, actor.end, actor.kind) for actor in items.actors]
        for at, (pair, kind) in enumerate(zip(items.pair.tolist(), items.kind.tolist(), strict=True)):
            x, y = ends[items.table.x[pair]], ends[items.table.y[pair]]
            back[at] = known.taken_back.pair(x, y) and known.taken_back.granted(x, y) != KINDS[kind]
    return back


def lone_taken_back(items: Weighed, known: Understood) -> npt.NDArray[np.bool_]:
    """Return the same of what may be approved by nobody named, `Table.lone`."""
    things = (items.actors[number] for number in items.table.lone.tolist())
    return np.array([known.taken_back.one(thing.start, thing.end) for thing in things], np.bool_)


def surest(items: Weighed, probability: npt.NDArray[np.float32], same: Mapping[str, str]) -> dict[Key, int]:
    """Return for each pair of names the candidate that says it most surely; `same`: short form → full name."""
    best: dict[Key, int] = {}
    for at in np.argsort(-probability, kind="stable").tolist():
        key = _named(items, at, same)
        if key[1] != key[2]:
            best.setdefault(key, at)
    return best


def _named(items: Weighed, at: int, same: Mapping[str, str]) -> Key:
    """Return what a candidate says, by names."""
    kind, pair, actors = KINDS[items.kind[at]], items.pair[at], items.actors
    x, y = (same.get(n, n) for n in (actors[items.table.x[pair]].name, actors[items.table.y[pair]].name))
    return (kind, x, y) if x < y or ONTOLOGY.claim(kind).directed else (kind, y, x)


def surest_lone(items: Weighed, probability: npt.NDArray[np.float32], same: Mapping[str, str]) -> dict[Key, int]:
    """Return for each thing that may be approved by nobody named its surest place among `Table.lone`."""
    best: dict[Key, int] = {}
    for at in np.argsort(-probability, kind="stable").tolist():
        name = items.actors[items.table.lone[at]].name
        best.setdefault(("APPROVES", "", same.get(name, name)), at)
    return best


def lone_odds(items: Weighed) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the linear and the scorer's log-odds of approvals by nobody named; without a scorer those of the first."""
    return items.logits.lone, items.logits.lone if items.scores is None else items.scores.lone


def _pairs(
    models: Models, items: Weighed, told: npt.NDArray[np.int64], sure: npt.NDArray[np.float32]
) -> Iterator[Scored]:
    pair, kind = items.pair[told], items.kind[told]
    statuses = _statuses(models, items, pair, kind)
    for at, row, number, status in zip(told.tolist(), pair.tolist(), kind.tolist(), statuses.tolist(), strict=True):
        x, y = int(items.table.x[row]), int(items.table.y[row])
        scene, name = items.scene_of(x), KINDS[number]
        yield Scored(
            name, items.actors[x], items.actors[y], scene, float(sure[at]), tuple(status),
            _rule(items, (name, items.actors[x].name, items.actors[y].name), scene),
        )  # fmt: skip


def _statuses(
    models: Models, items: Weighed, pair: npt.NDArray[np.int64], kind: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Return the scores [claims, STATUSES] of pairs as claims: the regression's, and the encoder's where it reads."""
    told = models.status.logits(items.table, of_pairs(items.table, pair, kind))
    language = language_of(items.table.frame.document)
    networks = models.shelf.of(language)
    if networks is None or items.scores is None:
        return told
    return told + SCORER_SHARE[language] * networks.scorer.statuses(items.scores.stages[pair], kind)


def _lone(models: Models, items: Weighed, lone: Sequence[int], sure: npt.NDArray[np.float32]) -> Iterator[Scored]:
    things = np.array(lone, np.int64)
    statuses = models.status.logits(items.table, of_lone(items.table, things)).tolist() if len(lone) else []
    for at, status in zip(lone, statuses, strict=True):
        number = int(items.table.lone[at])
        actor, scene = items.actors[number], items.scene_of(number)
        rule = _rule(items, ("APPROVES", "", actor.name), scene)
        yield Scored("APPROVES", None, actor, scene, float(sure[at]), tuple(status), rule)


def _rule(items: Weighed, key: Key, scene: Scene) -> Said | None:
    """Return what a rule says of a pair in the scene."""
    said = items.votes.get(key)
    return said if said and said.start < scene.end and scene.start < said.end else None
