"""Fits the scorer of pairs that needs no encoder: linear models, then trees over their held-out logits.

The trees see, of every passage, logits of linear models that were fitted without its page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from ingest.extract.claims import Claims
from ingest.extract.knowledge import Knowledge
from ingest.extract.status import statuses
from ingest.learned import features, hashed
from ingest.learned.candidates import ENTITIES, KINDS, shapes
from ingest.learned.cues import Bools, Ints, cuebook
from ingest.learned.linear import Linear
from ingest.learned.pair_model import Floats, PairModel, asked
from ingest.learned.table import Table, UInts, table, votes_of
from ingest.learned.trees import Trees
from ingest.training.labels import ELSEWHERE, NOT_SAID, SAID, Labelled, labelled
from ingest.training.passages import Annotated
from ingest.training.trees import exported

FOLDS = 4
LEAST = 3
"""Pairs that must show a feature."""
STRENGTH = 0.5
"""Inverse of the penalty of the linear models."""
TOLERANCE = 0.05
"""Of the solver; nearer to the optimum reads no better and takes half as long again."""
SMALL, SMALL_OF_PAIRS = 0.03, 0.2
"""Weights nearer to 0 are left out; of pairs, those between were three quarters of the file and read no better."""
THINNED = 3
"""Of pairs without a cue of the kind or a vote of the rules, one in so many is learnt from, with that weight."""
OF_TRAPS = 3
"""How often a pair is learnt from that annotators noted as tempting and false."""
TREES = {
    "max_iter": 220, "max_leaf_nodes": 16, "learning_rate": 0.07, "min_samples_leaf": 20, "l2_regularization": 2.0,
    "random_state": 0, "early_stopping": False,
}  # fmt: skip
NEVER = -2
"""Label of a claim that the kinds of the two do not allow."""

Labels = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Lesson:
    """A passage as the fit sees it."""

    source: str
    table: Table
    rows: Ints
    keys: UInts
    labels: Labels
    """[pairs, KINDS]"""
    weights: Floats
    """[pairs, KINDS] how much each label counts: what annotators noted as tempting counts more."""
    lone_rows: Ints
    lone_keys: UInts
    lone_labels: Labels
    cued: Bools
    """[pairs, KINDS] whether a cue of the kind stands beside or between, or the rules say it."""


def lesson(passage: Annotated, knowledge: Knowledge) -> Lesson:
    """Return an annotated passage with features and labels."""
    return lesson_of(labelled(passage, knowledge), knowledge)


def lesson_of(example: Labelled, knowledge: Knowledge) -> Lesson:
    """Return a labelled passage with features."""
    language = example.passage.document.language
    said = Claims(knowledge, example.frame, statuses(knowledge, language), frozenset()).read()
    rows = table(example.frame, example.scenes, shapes(knowledge), cuebook(knowledge), votes_of(said))
    labels = np.full((len(rows.x), len(KINDS)), NEVER, np.int8)
    weights = np.ones(labels.shape, np.float32)
    for row, pair in enumerate(example.examples):
        labels[row, list(pair.kinds)] = pair.labels
        weights[row, list(pair.kinds)] = np.where(pair.traps, OF_TRAPS, 1)
    alone = np.array([thing.label for thing in example.alone], np.int8)
    return Lesson(
        example.passage.source, rows, *hashed.of_pairs(rows), labels, weights, *hashed.of_lone(rows), alone, _cued(rows)
    )


def _cued(rows: Table) -> Bools:
    """Return [pairs, KINDS] whether a cue of the kind stands in the clauses of a pair, or the rules say it."""
    cast = rows.cast
    clause = rows.clause(*rows.outside, cast.scene_start[rows.x], cast.scene_end[rows.x])
    first, last = rows.cues.between(*clause)
    sums = np.concatenate([np.zeros((1, len(KINDS)), np.int64), np.cumsum(rows.cues.kinds, 0)])
    cued: Bools = sums[last] > sums[first]
    cued[rows.votes.pair, rows.votes.kind] = True
    return cued


def fit(lessons: Sequence[Lesson]) -> PairModel:
    """Return the model fitted on passages; same passages in the same order, same model."""
    priors = _priors(lessons)
    folds = fold_of([lesson.source for lesson in lessons])
    held: list[Floats] = [np.zeros(0, np.float32)] * len(lessons)
    for fold in range(FOLDS):
        linear = fit_linear([one for one, f in zip(lessons, folds, strict=True) if f != fold])
        for at, (one, own) in enumerate(zip(lessons, folds, strict=True)):
            if own == fold:
                held[at] = _ruled(one, linear.logits(one.rows, one.keys, len(one.labels)))
    return PairModel(fit_linear(lessons), fit_lone(lessons), fit_trees(lessons, held, priors), priors)


def _ruled(one: Lesson, linear: Floats) -> Floats:
    return np.where(one.table.allowed, linear, np.float32(features.NEVER))


def fold_of(sources: Sequence[str]) -> list[int]:
    """Return a fold for each passage; passages of one page share it."""
    numbers = {source: number for number, source in enumerate(dict.fromkeys(sources))}
    return [numbers[source] % FOLDS for source in sources]


# ---------------------------------------------------------------- linear
def fit_linear(lessons: Sequence[Lesson]) -> Linear:
    """Return a logistic regression a kind of claim over the features that `LEAST` pairs show."""
    keys, matrix = sparse([(one.rows, one.keys, len(one.labels)) for one in lessons])
    labels = np.concatenate([one.labels for one in lessons])
    cued = np.concatenate([one.cued for one in lessons])
    counts = np.concatenate([one.weights for one in lessons])
    thin = _thinned(len(labels))
    weights = np.zeros((len(keys), len(KINDS)), np.float32)
    bias = np.full(len(KINDS), features.NEVER, np.float32)
    for kind in range(len(KINDS)):
        own = labels[:, kind]
        taken = (own == SAID) | ((own == NOT_SAID) & (cued[:, kind] | thin))
        rows = np.flatnonzero(taken)
        weight = (np.where((own == NOT_SAID) & ~cued[:, kind], THINNED, 1) * counts[:, kind]).astype(np.float64)[rows]
        fitted = _logistic(matrix[rows], own[rows] == SAID, weight)
        if fitted:
            weights[:, kind], bias[kind] = fitted
    return kept(keys, weights, bias, SMALL_OF_PAIRS)


def fit_lone(lessons: Sequence[Lesson]) -> Linear:
    """Return a logistic regression of approvals by nobody named."""
    keys, matrix = sparse([(one.lone_rows, one.lone_keys, len(one.lone_labels)) for one in lessons])
    labels = np.concatenate([one.lone_labels for one in lessons])
    rows = np.flatnonzero(labels != ELSEWHERE)
    fitted = _logistic(matrix[rows], labels[rows] == SAID, np.ones(len(rows)))
    weights = np.zeros((len(keys), 1), np.float32)
    bias = np.full(1, features.NEVER, np.float32)
    if fitted:
        weights[:, 0], bias[0] = fitted
    return kept(keys, weights, bias)


def sparse(told: Iterable[tuple[Ints, UInts, int]]) -> tuple[npt.NDArray[np.uint32], csr_matrix]:
    """Return the keys that `LEAST` rows show and the matrix [rows, keys] of who shows them."""
    rows, keys, base = [], [], 0
    for row, key, count in told:
        rows.append((row + base).astype(np.int32))
        keys.append(key.astype(np.uint32))
        base += count
    row, key = np.concatenate(rows), np.concatenate(keys)
    every, times = np.unique(key, return_counts=True)
    known = every[times >= LEAST].astype(np.uint32)
    place = np.minimum(np.searchsorted(known, key), max(len(known) - 1, 0))
    held = known[place] == key
    starts = np.concatenate([[0], np.cumsum(np.bincount(row[held], minlength=base))])
    return known, csr_matrix((np.ones(int(held.sum())), place[held].astype(np.int32), starts), shape=(base, len(known)))


def _thinned(count: int) -> Bools:
    """Return which of `count` pairs are among the one in `THINNED` that is learnt from whatever it shows."""
    mixed = (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    chosen: Bools = (mixed >> np.uint64(40)) % np.uint64(THINNED) == 0
    return chosen


def _logistic(matrix: Any, said: Bools, weight: npt.NDArray[np.float64]) -> tuple[Floats, float] | None:
    if said.sum() < LEAST:
        return None
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=TOLERANCE, max_iter=200, random_state=0)
    model.fit(matrix, said, sample_weight=weight)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def kept(keys: npt.NDArray[np.uint32], weights: Floats, bias: Floats, least: float = SMALL) -> Linear:
    """Return a linear model without weights nearer to 0 than `least`."""
    weights[np.abs(weights) < least] = 0
    kept = weights.any(1)
    return Linear(keys[kept], weights[kept], bias)


# ---------------------------------------------------------------- trees
def _priors(lessons: Sequence[Lesson]) -> Floats:
    """Return how often each claim kind links two kinds of entities, as smoothed logarithms."""
    counts = np.zeros((len(KINDS), len(ENTITIES), len(ENTITIES)))
    for one in lessons:
        pair, kind = np.nonzero(one.labels == SAID)
        cast = one.table.cast
        np.add.at(counts, (kind, cast.kind[one.table.x[pair]], cast.kind[one.table.y[pair]]), 1)
    priors: Floats = np.log((counts + 0.3) / (counts.sum((1, 2), keepdims=True) + 5)).astype(np.float32)
    return priors


def fit_trees(lessons: Sequence[Lesson], held: Sequence[Floats], priors: Floats) -> Trees:
    """Return boosted trees over the rows that the held-out linear logits do not rule out."""
    rows, said, weights = [], [], []
    for one, linear in zip(lessons, held, strict=True):
        pair, kind = asked(one.table, linear)
        taken = one.labels[pair, kind] != ELSEWHERE
        pair, kind = pair[taken], kind[taken]
        rows.append(features.rows_of(one.table, linear, pair, kind, priors))
        said.append(one.labels[pair, kind] == SAID)
        weights.append(one.weights[pair, kind])
    model = HistGradientBoostingClassifier(**TREES)
    model.fit(np.concatenate(rows), np.concatenate(said), sample_weight=np.concatenate(weights))
    return exported(model)
