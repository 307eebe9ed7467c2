"""Sparse logistic regressions over one table of hashed features: a column of weights a kind of claim."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from ingest.learned.cues import Ints
from ingest.learned.table import UInts
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Linear:
    """Weights by key."""

    keys: npt.NDArray[np.uint32]
    """Known features, sorted."""
    weights: Floats
    """[keys, columns]"""
    bias: Floats
    """[columns]"""

    def logits(self, rows: Ints, keys: UInts, count: int) -> Floats:
        """Return the logits of `count` rows.

        Parameters
        ----------
        rows, keys : array
            Row `rows[i]` has feature `keys[i]`; rows in order, see `ingest.learned.hashed`.

        Returns
        -------
        array [count, columns]
        """
        place = self.places(keys)
        known = place >= 0
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows[known], minlength=count))])
        matrix = csr_matrix(
            (np.ones(int(known.sum()), np.float32), place[known], starts), shape=(count, len(self.keys))
        )
        logits: Floats = (matrix @ self.weights).astype(np.float32) + self.bias
        return logits

    def places(self, keys: UInts) -> Ints:
        """Return the row of each key in `weights`, -1 for one that is not known."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        low = keys.astype(np.uint32)
        place = np.minimum(np.searchsorted(self.keys, low), len(self.keys) - 1)
        return np.where(self.keys[place] == low, place, -1)

    def arrays(self, name: str) -> dict[str, Array]:
        """Return the weights as they are kept, under names that begin with `name`: int8 with a scale a column."""
        scale = np.abs(self.weights).max(0, initial=1e-6).astype(np.float32) / np.float32(127)
        whole = np.rint(self.weights / scale).astype(np.int8)
        kept = whole.any(1)
        return {
            f"{name} keys": self.keys[kept],
            f"{name} weights": whole[kept],
            f"{name} steps": scale,
            f"{name} bias": self.bias.astype(np.float32),
        }

    @staticmethod
    def of(arrays: Mapping[str, Array], name: str) -> "Linear":
        """Return what `arrays` were made of."""
        weights = arrays[f"{name} weights"].astype(np.float32) * arrays[f"{name} steps"]
        return Linear(arrays[f"{name} keys"], weights, arrays[f"{name} bias"])
