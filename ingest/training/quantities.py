"""Fits the judge of numbers: logistic regressions over what `ingest.learned.quantities.describe` says of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.extract.figure import Figure
from ingest.extract.quantities import numbers
from ingest.learned.number_features import describe
from ingest.learned.quantities import COLUMNS, MODALITIES, RELATIONS, pack
from ingest.text.normalise import normalise
from ingest.training.passages import Annotated, occurrences

STRENGTHS = (0.1, 0.15, 0.1)
"""Inverse of the L2 penalty: whether it is a figure, relation, modality."""
LEAST_SEEN = 3
"""Numbers; a rarer feature is none."""
CUT = 0.5
"""Probability above which a number is a figure: where F1 of numbers was best on folders that were not learned from."""
FAINT = 0.02
"""A feature none of whose weights is larger is left out."""
TRUST = 0.5
"""Added to the score of the modality that the rules say; on some folders they know better than what was learned."""
NONE, FIGURE, OPEN = 0, 1, -1
"""A number that nobody annotated, one that is annotated, one told twice of which another is."""


@dataclass(frozen=True, slots=True)
class Example:
    """A number with its features and what annotators say of it."""

    figure: Figure
    features: tuple[str, ...]
    kept: int
    relation: int
    """Index in RELATIONS, -1 where the number is no figure."""
    modality: int


def examples(passage: Annotated) -> list[Example]:
    """Return all numbers of a passage."""
    found = numbers(passage.document, passage.clean)
    names = [(name.start, name.end, name.kind) for name in passage.gold if not name.generic]
    rows = describe(passage.document, passage.clean.text, found, names)
    kept = [NONE] * len(found)
    said: dict[int, Mapping[str, Any]] = {}
    for gold in passage.raw.get("quantities", ()):
        fits = _meant(found, gold)
        quotes = list(occurrences(passage.document.text, gold["quote"]))
        inside = [at for at in fits if at not in said and _within(passage, found[at], quotes)]
        free = [at for at in fits if at not in said]
        for at in fits:
            kept[at] = kept[at] or OPEN
        for at in (inside or free)[:1]:
            kept[at] = FIGURE
            said[at] = gold
    told = []
    for at, one in enumerate(found):
        gold = said.get(at, {})
        relation = RELATIONS.index(gold["relation"]) if gold.get("relation") in RELATIONS else -1
        modality = MODALITIES.index(gold["modality"]) if gold.get("modality") in MODALITIES else -1
        told.append(Example(one, tuple(rows[at]), kept[at], relation, modality))
    return told


def _meant(found: Sequence[Figure], gold: Mapping[str, Any]) -> list[int]:
    """Return which numbers an annotated quantity may mean: those of its value and unit.

    A value that the text holds once is meant whatever its unit is called: £12m is written in £m, £ m and £ million.
    """
    unit = normalise(gold["unit"]).text if gold["unit"] else None
    valued = [at for at, one in enumerate(found) if _fits(one, gold["low"], gold["high"])]
    return [at for at in valued if _counts(found[at], unit)] or (valued if len(valued) == 1 else [])


def _counts(figure: Figure, unit: str | None) -> bool:
    """Return whether a number has an annotated unit; some annotators write the noun of an English count as its unit."""
    return figure.unit == unit or (figure.unit is None and unit is not None and unit in figure.indicator)


def _fits(figure: Figure, low: float | None, high: float | None) -> bool:
    a, b = figure.written
    return (low, high) in {(a, a), (a, None), (None, a), (a, b), (None, b), (figure.low, figure.high)}


def _within(passage: Annotated, figure: Figure, quotes: Sequence[tuple[int, int]]) -> bool:
    start, end = passage.clean.span(figure.start, figure.end)
    return any(first <= start and end <= last + 1 for first, last in quotes)


def fit(told: Iterable[Example]) -> dict[str, Any]:
    """Return the arrays of a judge (`ingest.learned.quantities.unpack`); same numbers, same arrays."""
    every = list(told)
    counts = Counter(name for example in every for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    rows = matrix([example.features for example in every], names)
    weights, bias = np.zeros((len(names), COLUMNS)), np.zeros(COLUMNS)
    kept = np.array([example.kept for example in every])
    _enter(weights, bias, 0, rows[kept != OPEN], kept[kept != OPEN], STRENGTHS[0], 1)
    at = 1
    for column, size, strength in ((1, len(RELATIONS), STRENGTHS[1]), (2, len(MODALITIES), STRENGTHS[2])):
        labels = np.array([example.relation if column == 1 else example.modality for example in every])
        _enter(weights, bias, at, rows[labels >= 0], labels[labels >= 0], strength, size)
        at += size
    for number, modality in enumerate(MODALITIES, 1 + len(RELATIONS)):
        if f"mod={modality}" in names:
            weights[names.index(f"mod={modality}"), number] += TRUST
    told = np.flatnonzero(np.abs(weights.round(2)).max(1, initial=0) > FAINT)
    return pack([names[at] for at in told], weights[told], bias, CUT)


def matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> csr_matrix:
    """Return rows of features as a matrix of ones over the known `names`."""
    place = {name: at for at, name in enumerate(names)}
    columns = [[place[name] for name in row if name in place] for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([column for row in columns for column in row], np.int32)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(names)))


def _enter(
    weights: npt.NDArray[np.float64],
    bias: npt.NDArray[np.float64],
    at: int,
    rows: csr_matrix,
    labels: npt.NDArray[np.int64],
    strength: float,
    size: int,
) -> None:
    """Fit one regression and write it into the columns from `at`; a class that was never seen is never said."""
    classes = np.unique(labels)
    if len(classes) < 2:
        # Few passages may hold one class only: that one is said.
        bias[at : at + size] = -30.0
        bias[at + (int(classes[0]) if size > 1 and len(classes) else 0)] = 0.0
        return
    model = LogisticRegression(C=strength, max_iter=300).fit(rows, labels)
    if size == 1:
        weights[:, at], bias[at] = model.coef_[0], model.intercept_[0]
        return
    # Of two classes scikit-learn tells the log-odds of the second alone.
    two = len(classes) == 2
    coefficients = np.vstack([np.zeros_like(model.coef_), model.coef_]) if two else model.coef_
    starts = np.concatenate([[0.0], model.intercept_]) if two else model.intercept_
    bias[at : at + size] = -30.0
    for row, label in enumerate(model.classes_):
        weights[:, at + int(label)], bias[at + int(label)] = coefficients[row], starts[row]
