"""Fits how models and rules are weighed, on passages that no model learned from, over the names found there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from graph.errors import InnonetError
from graph.ontology import ONTOLOGY
from ingest.learned.candidates import KINDS
from ingest.learned.claims import Key, Weighed, lone_odds, surest, surest_lone
from ingest.learned.confidence import FEATURES, Confidence
from ingest.training.labels import gold_pairs
from ingest.training.passages import Annotated

STRENGTH, STRENGTH_OF_KINDS = 1.0, 0.3
"""Inverse of the penalties of the weights and of the kinds' starts."""
ROUNDS = 3
"""Which place of a pair is the surest depends on the weights: fit, choose anew, fit again."""


@dataclass(frozen=True, eq=False)
class Held:
    """A passage that no model learned from, with its candidates."""

    passage: Annotated
    items: Weighed
    same: dict[str, str]


def fit(held: Sequence[Held], *, with_scorer: bool) -> Confidence:
    """Return the weights that make probabilities true on `held`, and the least probability worth saying."""
    weights = Confidence.start(with_scorer)
    for _ in range(ROUNDS):
        rows, kinds, right = _rows(held, weights)
        weights = _fitted(rows, kinds, right, with_scorer, _lone(held, weights, with_scorer))
    told = [pair for one in held for pair in _told(one, weights)]
    gold = sum(len(_gold(one)) for one in held)
    return Confidence(weights.weights, weights.kinds, weights.lone, best_cut(told, gold))


def best_cut(told: Iterable[tuple[float, bool]], gold: int) -> float:
    """Return the least probability at which F1 is highest; `told` are probabilities and whether they are right."""
    ordered = sorted(told, reverse=True)
    hits = np.cumsum([right for _, right in ordered])
    f1 = 2 * hits / (np.arange(1, len(ordered) + 1) + gold)
    # A flat top: the middle of what is within a hundredth of the best.
    near = np.flatnonzero(f1 >= f1.max() - 0.004)
    return float(round(ordered[int(near.mean())][0], 3))


def _fitted(
    rows: npt.NDArray[np.float32],
    kinds: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
    with_scorer: bool,
    lone: npt.NDArray[np.float32],
) -> Confidence:
    if not with_scorer:
        rows = rows.copy()
        rows[:, [FEATURES.index("scorer"), FEATURES.index("both agree")]] = 0
    starts = np.eye(len(KINDS), dtype=np.float32)[kinds] * STRENGTH_OF_KINDS
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(np.concatenate([rows, starts], 1), right)
    found = model.coef_[0].astype(np.float32)
    of_kinds = found[len(FEATURES) :] * STRENGTH_OF_KINDS + np.float32(model.intercept_[0])
    return Confidence(found[: len(FEATURES)], of_kinds, lone, 0.0)


def _rows(
    held: Sequence[Held], weights: Confidence
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    rows, kinds, right = [], [], []
    for one in held:
        if not len(one.items.pair):
            continue
        gold = _gold(one)
        best = surest(one.items, weights.of(one.items.features, one.items.kind), one.same)
        for key, at in best.items():
            rows.append(one.items.features[at])
            kinds.append(one.items.kind[at])
            right.append(_classed(one, key) in gold)
    if len(set(right)) < 2:
        raise InnonetError(
            f"Confidence cannot be fitted on {len(held)} passages: the models find nothing right, or nothing wrong, in "
            "them. Give more, or other, held-out passages."
        )
    return np.stack(rows), np.array(kinds, np.int64), np.array(right, bool)


def _lone(held: Sequence[Held], weights: Confidence, with_scorer: bool) -> npt.NDArray[np.float32]:
    rows, right = [], []
    for one in held:
        gold = _gold(one)
        linear, scorer = lone_odds(one.items)
        for key, at in surest_lone(one.items, weights.of_lone(linear, scorer), one.same).items():
            rows.append((linear[at], scorer[at] if with_scorer else 0.0))
            right.append(_classed(one, key) in gold)
    if len(set(right)) < 2:  # a few passages may approve nothing: the start stands
        return weights.lone
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(np.array(rows), np.array(right))
    return np.array([*model.coef_[0], model.intercept_[0]], np.float32)


def _told(one: Held, weights: Confidence) -> list[tuple[float, bool]]:
    gold = _gold(one)
    told = []
    if len(one.items.pair):
        sure = weights.of(one.items.features, one.items.kind)
        told = [(float(sure[at]), _classed(one, key) in gold) for key, at in surest(one.items, sure, one.same).items()]
    return told


def _gold(one: Held) -> set[Key]:
    of = _class(one)
    groups = {m["text"] for m in one.passage.raw["mentions"] if m["kind"] == "Group"}
    said, _ = gold_pairs(one.passage)
    found = set()
    for kind, a, b in said:
        first, second = of(a) if a else "", of(b) if b else ""
        if a in groups or b in groups:
            continue
        if not ONTOLOGY.claim(KINDS[kind]).directed and first > second:
            first, second = second, first
        found.add((KINDS[kind], first, second))
    return found


def _class(one: Held) -> Callable[[str], str]:
    return gold_pairs(one.passage)[1]


def _classed(one: Held, key: Key) -> Key:
    of = _class(one)
    kind, a, b = key
    first, second = of(a) if a else "", of(b) if b else ""
    if not ONTOLOGY.claim(kind).directed and first > second:
        first, second = second, first
    return kind, first, second
