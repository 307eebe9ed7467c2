"""Scores every pair of a document: sparse linear models, then boosted trees over what they and the rules say.

The linear models see every pair; the trees only those rows that the linear models do not rule out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.learned import features, hashed
from ingest.learned.candidates import ENTITIES, KINDS
from ingest.learned.cues import Ints
from ingest.learned.linear import Linear
from ingest.learned.table import Table
from ingest.learned.trees import Trees
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]
RULED_OUT = -5.5
"""Linear logit below which no tree is asked: one said pair in nine lies there, and trees would save none of them."""


@dataclass(frozen=True, eq=False)
class Logits:
    """Scores of a document's pairs as claims of each kind; `features.NEVER` where their kinds allow none."""

    linear: Floats
    """[pairs, KINDS]"""
    trees: Floats
    """[pairs, KINDS]; the linear logit where no tree was asked."""
    lone: Floats
    """[things] of an approval by nobody named, in the order of `Table.lone`."""


@dataclass(frozen=True, eq=False)
class PairModel:
    """Linear models, trees and what goes with them."""

    linear: Linear
    lone: Linear
    trees: Trees
    priors: Floats
    """[KINDS, ENTITIES, ENTITIES], see `ingest.learned.features.rows_of`."""

    def logits(self, table: Table) -> Logits:
        """Return the scores of all pairs of a document."""
        linear = self.linear.logits(*hashed.of_pairs(table), len(table.x))
        lone = self.lone.logits(*hashed.of_lone(table), len(table.lone))[:, 0]
        return Logits(*self.stacked(table, linear), lone)

    def stacked(self, table: Table, linear: Floats) -> tuple[Floats, Floats]:
        """Return the linear logits, those of what is not allowed out of reach, and the trees' over them."""
        linear = np.where(table.allowed, linear, np.float32(features.NEVER))
        pair, kind = asked(table, linear)
        trees = linear.copy()
        if len(pair):
            trees[pair, kind] = self.trees.logits(features.rows_of(table, linear, pair, kind, self.priors))
        return linear, trees

    def arrays(self) -> dict[str, Array]:
        """Return the model as it is kept, see `ingest.learned.weights`."""
        return {
            **self.linear.arrays("linear"),
            **self.lone.arrays("lone"),
            **self.trees.arrays("trees"),
            "priors": self.priors,
        }

    @staticmethod
    def of(arrays: Mapping[str, Array]) -> "PairModel":
        """Return what `arrays` were made of.

        Raises
        ------
        ValueError
            If they know other kinds of claims or actors.
        """
        if arrays["priors"].shape != (len(KINDS), len(ENTITIES), len(ENTITIES)):
            raise ValueError("the pair model knows other kinds")
        return PairModel(
            Linear.of(arrays, "linear"), Linear.of(arrays, "lone"), Trees.of(arrays, "trees"), arrays["priors"]
        )


def asked(table: Table, linear: Floats) -> tuple[Ints, Ints]:
    """Return the pairs and kinds that the trees look at."""
    pair, kind = np.nonzero(table.allowed & (linear > RULED_OUT))
    return pair, kind
