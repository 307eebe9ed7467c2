"""Fits how models and rules are weighed, on passages that no model learned from, over the names found there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from graph.errors import InnonetError
from graph.ontology import ONTOLOGY
from ingest.learned.candidates import KINDS
from ingest.learned.claims import Key, Weighed, lone_odds, surest, surest_lone
from ingest.learned.confidence import FEATURES, KEEP_ALL, OF_SCORER, Confidence, one_hot, with_kinds
from ingest.learned.networks import LANGUAGES, language_of
from ingest.learned.trees import Trees
from ingest.training.labels import gold_pairs, pairs_of
from ingest.training.passages import Annotated
from ingest.training.trees import exported

STRENGTH, STRENGTH_OF_STARTS, STRENGTH_OF_KINDS = 1.0, 0.3, 0.1
"""Inverse of the penalties: of the common weights; of the kinds' starts, and of what their weights differ by."""
TREES = {
    "max_iter": 80, "max_leaf_nodes": 8, "learning_rate": 0.06, "min_samples_leaf": 40, "l2_regularization": 5.0,
    "random_state": 0, "early_stopping": False,
}  # fmt: skip
FEW = 5_000
"""Candidates below which trees would learn by heart; the regression decides alone."""
TEMPTED = 0.05
"""Share of the falsehoods that annotators noted as tempting which may be said: a user forgives silence sooner."""
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
        return self._classed(self.annotated[0])

    @cached_property
    def tempting(self) -> frozenset[Key]:
        """The pairs that annotators noted as tempting and false, in the same way."""
        return self._classed(pairs_of(self.passage, "traps", self.annotated[1])) - self.gold

    def _classed(self, pairs: Iterable[tuple[int, str, str]]) -> frozenset[Key]:
        groups = {m["text"] for m in self.passage.raw["mentions"] if m["kind"] == "Group"}
        return frozenset(self.classed((KINDS[kind], a, b)) for kind, a, b in pairs if not {a, b} & groups)

    def classed(self, key: Key) -> Key:
        """Return a pair of names as a pair of classes."""
        kind, a, b = key
        of = self.annotated[1]
        first, second = of(a) if a else "", of(b) if b else ""
        return (kind, first, second) if first < second or ONTOLOGY.claim(kind).directed else (kind, second, first)


class Told(NamedTuple):
    """A pair that could be said."""

    sure: float
    right: bool
    tempting: bool


def fit(held: Sequence[Held], *, with_scorer: bool) -> Confidence:
    """Return the weights that make probabilities true on `held`, and the least probability worth saying."""
    weights = _weights(held, with_scorer)
    told = _told_apart(held, weights, with_scorer)
    keep = {language: _kept([one for one in told if one[0].language == language]) for language in LANGUAGES}
    return replace(weights, keep=keep)


def _weights(held: Sequence[Held], with_scorer: bool) -> Confidence:
    weights = Confidence.start(with_scorer)
    for _ in range(ROUNDS):
        rows, kinds, right = _rows(held, weights)
        weights = _fitted(rows, kinds, right, with_scorer, _lone(held, weights, with_scorer))
    rows, kinds, right = _rows(held, weights)
    return replace(weights, trees=_trees(rows, kinds, right)) if len(rows) >= FEW else weights


def _trees(rows: npt.NDArray[np.float32], kinds: npt.NDArray[np.int64], right: npt.NDArray[np.bool_]) -> Trees:
    return exported(HistGradientBoostingClassifier(**TREES).fit(with_kinds(rows, kinds), right))


def _told_apart(held: Sequence[Held], weights: Confidence, with_scorer: bool) -> list[tuple[Held, list[Told]]]:
    """Return the passages with what could be said of each, as sure as weights are that were fitted without its folder.

    `weights`, which were fitted on all, know them too well: by them the cut would be lower than is good elsewhere. They
    tell of a folder whose others are too few.
    """
    told: list[tuple[Held, list[Told]]] = []
    for folder in sorted({one.passage.folder for one in held}):
        others = [one for one in held if one.passage.folder != folder]
        try:
            apart = _weights(others, with_scorer)
        except InnonetError:  # too little is left
            apart = weights
        told.extend((one, _told(one, apart)) for one in held if one.passage.folder == folder)
    return told


def _kept(told: Sequence[tuple[Held, list[Told]]]) -> float:
    """Return the least probability worth saying on passages of one language; the half where nothing is right."""
    pairs = [pair for _, own in told for pair in own]
    if not any(pair.right for pair in pairs):
        return 0.5
    return best_cut(pairs, sum(len(one.gold) for one, _ in told), sum(len(one.tempting) for one, _ in told))


def best_cut(told: Iterable[Told], gold: int, tempting: int) -> float:
    """Return the probability from which F1 is highest, of those that say few enough tempting falsehoods.

    Parameters
    ----------
    told : iterable of Told
        Pairs that could be said.
    gold, tempting : int
        How many right pairs, and how many tempting ones, there are to say.
    """
    ordered = sorted(told, key=lambda pair: -pair.sure)
    hits, sprung = (np.cumsum([getattr(pair, name) for pair in ordered]) for name in ("right", "tempting"))
    f1 = 2 * hits / (np.arange(1, len(ordered) + 1) + gold)
    f1[sprung > TEMPTED * tempting] = 0
    return float(round(ordered[int(f1.argmax())].sure, 3))


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
    kind = one_hot(kinds)
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


def _told(one: Held, weights: Confidence) -> list[Told]:
    """Return the pairs of a passage that could be said, each once: as the surest of its names say it."""
    if not len(one.items.pair):
        return []
    sure = weights.of(one.items.features, one.items.kind)
    told: dict[Key, float] = {}
    for key, at in surest(one.items, sure, one.same).items():
        told.setdefault(one.classed(key), float(sure[at]))
    return [Told(probability, key in one.gold, key in one.tempting) for key, probability in told.items()]
