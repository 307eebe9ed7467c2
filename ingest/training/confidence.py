"""Fits how models and rules are weighed, on passages that no model learned from, over the names found there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from graph.errors import InnonetError
from graph.ontology import ONTOLOGY
from ingest.learned.candidates import KINDS
from ingest.learned.claims import Key, Weighed, lone_odds, surest, surest_lone
from ingest.learned.confidence import FEATURES, KEEP_ALL, OF_SCORER, Confidence
from ingest.learned.networks import LANGUAGES, language_of
from ingest.training.labels import gold_pairs
from ingest.training.passages import Annotated

STRENGTH, STRENGTH_OF_STARTS, STRENGTH_OF_KINDS = 1.0, 0.3, 0.1
"""Inverse of the penalties: of the common weights; of the kinds' starts, and of what their weights differ by."""
FLAT = 0.004
"""F1 that chance gives and takes."""
ROUNDS = 3
"""Which place of a pair is the surest depends on the weights: fit, choose anew, fit again."""


@dataclass(frozen=True, eq=False)
class Held:
    """A passage that no model learned from, with its candidates."""

    passage: Annotated
    items: Weighed
    same: dict[str, str]

    @property
    def language(self) -> str:
        """By whose networks it is read."""
        return language_of(self.passage.document)

    @cached_property
    def annotated(self) -> tuple[Mapping[tuple[int, str, str], object], Callable[[str], str]]:
        """The annotated pairs, and the class of a clean name."""
        return gold_pairs(self.passage)

    @cached_property
    def gold(self) -> frozenset[Key]:
        """The annotated pairs by kind and classes of names; counted groups are left out."""
        groups = {m["text"] for m in self.passage.raw["mentions"] if m["kind"] == "Group"}
        pairs = ((KINDS[kind], a, b) for kind, a, b in self.annotated[0] if not {a, b} & groups)
        return frozenset(self.classed(key) for key in pairs)

    def classed(self, key: Key) -> Key:
        """Return a pair of names as a pair of classes."""
        kind, a, b = key
        of = self.annotated[1]
        first, second = of(a) if a else "", of(b) if b else ""
        return (kind, first, second) if first < second or ONTOLOGY.claim(kind).directed else (kind, second, first)


def fit(held: Sequence[Held], *, with_scorer: bool) -> Confidence:
    """Return the weights that make probabilities true on `held`, and the least probability worth saying."""
    weights = Confidence.start(with_scorer)
    for _ in range(ROUNDS):
        rows, kinds, right = _rows(held, weights)
        weights = _fitted(rows, kinds, right, with_scorer, _lone(held, weights, with_scorer))
    keep = {language: _kept([one for one in held if one.language == language], weights) for language in LANGUAGES}
    return Confidence(weights.weights, weights.kinds, weights.lone, keep)


def _kept(held: Sequence[Held], weights: Confidence) -> float:
    """Return the least probability worth saying on passages of one language; the half where nothing is right."""
    told = [pair for one in held for pair in _told(one, weights)]
    return best_cut(told, sum(len(one.gold) for one in held)) if any(right for _, right in told) else 0.5


def best_cut(told: Iterable[tuple[float, bool]], gold: int) -> float:
    """Return the probability from which F1 is about highest; `told` are probabilities and whether they are right."""
    ordered = sorted(told, reverse=True)
    hits = np.cumsum([right for _, right in ordered])
    f1 = 2 * hits / (np.arange(1, len(ordered) + 1) + gold)
    # The top is flat: of what is as good within chance the surest, which says fewer falsehoods.
    near = np.flatnonzero(f1 >= f1.max() - FLAT)
    return float(round(ordered[int(near[0])][0], 3))


def _fitted(
    rows: npt.NDArray[np.float32],
    kinds: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
    with_scorer: bool,
    lone: npt.NDArray[np.float32],
) -> Confidence:
    if not with_scorer:
        rows = rows.copy()
        rows[:, [FEATURES.index(name) for name in OF_SCORER]] = 0
    kind = np.eye(len(KINDS), dtype=np.float32)[kinds]
    own = (kind[:, :, None] * rows[:, None, :]).reshape(len(rows), -1) * STRENGTH_OF_KINDS
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(np.concatenate([rows, kind * STRENGTH_OF_STARTS, own], 1), right)
    common, starts, apart = np.split(model.coef_[0], [len(FEATURES), len(FEATURES) + len(KINDS)])
    weights = common + apart.reshape(len(KINDS), len(FEATURES)) * STRENGTH_OF_KINDS
    of_kinds = starts * STRENGTH_OF_STARTS + model.intercept_[0]
    return Confidence(weights.astype(np.float32), of_kinds.astype(np.float32), lone, KEEP_ALL)


def _rows(
    held: Sequence[Held], weights: Confidence
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    rows, kinds, right = [], [], []
    for one in held:
        if not len(one.items.pair):
            continue
        gold = one.gold
        best = surest(one.items, weights.of(one.items.features, one.items.kind), one.same)
        for key, at in best.items():
            rows.append(one.items.features[at])
            kinds.append(one.items.kind[at])
            right.append(one.classed(key) in gold)
    if len(set(right)) < 2:
        raise InnonetError(
            f"Confidence cannot be fitted on {len(held)} passages: the models find nothing right, or nothing wrong, in "
            "them. Give more, or other, held-out passages."
        )
    return np.stack(rows), np.array(kinds, np.int64), np.array(right, bool)


def _lone(held: Sequence[Held], weights: Confidence, with_scorer: bool) -> npt.NDArray[np.float32]:
    rows, right = [], []
    for one in held:
        gold = one.gold
        linear, scorer = lone_odds(one.items)
        for key, at in surest_lone(one.items, weights.of_lone(linear, scorer), one.same).items():
            rows.append((linear[at], scorer[at] if with_scorer else 0.0))
            right.append(one.classed(key) in gold)
    if len(set(right)) < 2:  # a few passages may approve nothing: the start stands
        return weights.lone
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(np.array(rows), np.array(right))
    return np.array([*model.coef_[0], model.intercept_[0]], np.float32)


def _told(one: Held, weights: Confidence) -> list[tuple[float, bool]]:
    gold = one.gold
    told = []
    if len(one.items.pair):
        sure = weights.of(one.items.features, one.items.kind)
        told = [(float(sure[at]), one.classed(key) in gold) for key, at in surest(one.items, sure, one.same).items()]
    return told
