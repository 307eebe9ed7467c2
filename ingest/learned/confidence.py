"""How sure a pair is: what the models and the rules say of it, weighed into one probability.

A regression weighs each voice by itself, trees see which voices come together; half the sum of both is the log-odds.
They were fitted on folders that none of the models had learned from (`ingest.training.confidence`), over the
names that the reader found there; so a probability of .8 means that about four of five such claims are right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.learned.candidates import HOWS, KINDS
from ingest.learned.features import best_other
from ingest.learned.networks import LANGUAGES
from ingest.learned.pair_model import Logits
from ingest.learned.scorer import Scores
from ingest.learned.table import Table
from ingest.learned.trees import Trees
from ingest.learned.weights import strings_of, words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
FEATURES = (
    "trees", "linear", "scorer", "both agree", "best other kind", "rule", "rule here", "surest rule of another kind",
    "less sure name", "carried", "pointed", "class word", "English", "trees, English", "scorer, English",
)  # fmt: skip
"""What is weighed: log-odds of the models, votes of the rules, log-odds of the names, how the two stand. Each language
has a scorer of its own, so English has weights on top of the common ones."""
VOICES = (*FEATURES, "kind", "all together")
"""What speaks for a claim: the features, the start of its kind, and the trees over all of it."""
OF_SCORER = ("scorer", "both agree", "scorer, English")
"""What is known with an encoder only."""
KEEP_ALL = dict.fromkeys(LANGUAGES, 0.0)
LOW = -6.0
"""Log-odds of trees and scorer, on average, below which a pair is nobody's claim."""
_CAP = 8.0


@dataclass(frozen=True, eq=False)
class Confidence:
    """Weights of one reader."""

    weights: Floats
    """[KINDS, FEATURES]: a kind of claim has weights of its own, drawn to those that are common to all."""
    kinds: Floats
    """[KINDS], the start for each kind of claim."""
    lone: Floats
    """[3] for approvals by nobody named: linear, scorer, start."""
    keep: Mapping[str, float]
    """Language → probability; less sure claims are not said at all."""
    trees: Trees | None = None
    """Over `FEATURES` and one column a kind; without them the regression decides alone."""

    @staticmethod
    def start(with_scorer: bool) -> "Confidence":
        """Return weights before any fit: the mean of the models' log-odds."""
        weights = np.zeros(len(FEATURES), np.float32)
        weights[[FEATURES.index("trees"), FEATURES.index("scorer")]] = (0.5, 0.5) if with_scorer else (1.0, 0.0)
        alike, none = np.tile(weights, (len(KINDS), 1)), np.zeros(len(KINDS), np.float32)
        return Confidence(alike, none, np.array([0.5, 0.5, 0.0], np.float32), KEEP_ALL)

    def of(self, rows: Floats, kind: Ints) -> Floats:
        """Return the probability of each row of features as a claim of its kind."""
        return probability(self.voices(rows, kind))

    def voices(self, rows: Floats, kind: Ints) -> Floats:
        """Return what each of `VOICES` adds to the log-odds of each row, [rows, VOICES]."""
        each = np.concatenate([rows * self.weights[kind], self.kinds[kind][:, None]], 1)
        if self.trees is None:
            return np.pad(each, ((0, 0), (0, 1)))
        together = self.trees.logits(with_kinds(rows, kind))
        return np.concatenate([each, together[:, None]], 1) * np.float32(0.5)

    def of_lone(self, linear: Floats, scorer: Floats) -> Floats:
        """Return the probability that things are approved by nobody named."""
        return _odds(linear * self.lone[0] + scorer * self.lone[1] + self.lone[2])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the weights as they are kept."""
        return {
            "features": words(FEATURES), "kind": words(KINDS), "weights": self.weights.astype(np.float64),
            "kinds": self.kinds.astype(np.float64), "lone": self.lone.astype(np.float64),
            "keep": np.array([self.keep[language] for language in LANGUAGES]),
            **(self.trees.arrays("together") if self.trees else {}),
        }  # fmt: skip

    @staticmethod
    def of_arrays(arrays: Mapping[str, npt.NDArray[Any]]) -> "Confidence":
        """Return what `arrays` were made of.

        Raises
        ------
        ValueError
            If they weigh other things than this reader tells.
        """
        known = strings_of(arrays["features"]) == FEATURES and strings_of(arrays["kind"]) == KINDS
        if not known or arrays["weights"].shape != (len(KINDS), len(FEATURES)):
            raise ValueError("it weighs other things than this reader tells")
        weights, kinds, lone = (arrays[name].astype(np.float32) for name in ("weights", "kinds", "lone"))
        keep = dict(zip(LANGUAGES, arrays["keep"].tolist(), strict=True))
        trees = Trees.of(arrays, "together") if "together start" in arrays else None
        return Confidence(weights, kinds, lone, keep, trees)


def weighed(
    table: Table, logits: Logits, scores: Scores | None, sure: Mapping[str, float]
) -> tuple[Ints, Ints, Floats]:
    """Return pairs and kinds that may be claims, and their rows of features.

    Parameters
    ----------
    scores : Scores, optional
        Of the encoder's scorer, row by row those of `table`; without it its feature is that of the trees.
    sure : Mapping of str to float
        Name → probability that it is one, of its surest place; a name that no model read is sure.
    """
    trees = np.clip(logits.trees, -_CAP, _CAP)
    scorer = trees if scores is None else np.clip(scores.pairs, -_CAP, _CAP)
    mean = (trees + scorer) / 2
    pair, kind = np.nonzero(table.allowed & (mean > LOW))
    votes = np.zeros((3, *table.allowed.shape), np.float32)
    if len(table.votes.pair):
        weight = _logit(table.votes.confidence)
        np.maximum.at(votes[0], (table.votes.pair, table.votes.kind), weight + _CAP)
        here = table.votes.here
        np.maximum.at(votes[1], (table.votes.pair[here], table.votes.kind[here]), 1.0)
        np.maximum.at(votes[2], (table.votes.pair, table.votes.kind), table.votes.confidence)
    surest, rival = best_other(votes[2]), best_other(np.where(table.allowed, mean, -_CAP))
    cast = table.cast
    name = _logit(np.array([sure.get(actor.name, 0.97) for scene in table.scenes for actor in scene.actors]))
    x, y = table.x, table.y
    least = np.minimum(name[x], name[y]) if len(name) else np.zeros(0)
    pointed = np.isin(cast.how, [HOWS.index(how) for how in ("own", "point", "both", "post")])
    english = float(table.frame.document.language == "en")
    columns = (
        trees[pair, kind],
        np.clip(logits.linear, -_CAP, _CAP)[pair, kind],
        scorer[pair, kind],
        np.minimum(trees, scorer)[pair, kind],
        rival[pair, kind],
        votes[0][pair, kind] / _CAP,
        votes[1][pair, kind],
        surest[pair, kind],
        least[pair],
        (cast.carried[x] | cast.carried[y])[pair],
        (pointed[x] | pointed[y])[pair],
        (cast.generic[x] | cast.generic[y])[pair],
        np.full(len(pair), english),
        trees[pair, kind] * english,
        scorer[pair, kind] * english,
    )
    return pair, kind, np.stack([np.asarray(column, np.float32) for column in columns], 1)


def probability(voices: Floats) -> Floats:
    """Return what rows of `Confidence.voices` come to together."""
    return _odds(voices.sum(1))


def one_hot(kind: Ints) -> Floats:
    """Return one column for each kind of claim: 1 in its own, else 0."""
    return np.eye(len(KINDS), dtype=np.float32)[kind]


def with_kinds(rows: Floats, kind: Ints) -> Floats:
    """Return the rows of features and behind them their kind as columns."""
    return np.concatenate([rows, one_hot(kind)], 1)


def _logit(share: npt.NDArray[Any]) -> Floats:
    held = np.clip(np.asarray(share, np.float64), 1e-3, 1 - 1e-3)
    return np.log(held / (1 - held)).astype(np.float32)


def _odds(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)), np.float32)
