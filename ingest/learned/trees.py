"""Boosted trees as plain arrays, applied with numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]
BLOCK = 512
"""Rows that go down all trees together."""


@dataclass(frozen=True, eq=False)
class Trees:
    """Nodes of all trees end to end."""

    feature: npt.NDArray[np.int16]
    """Which feature a node asks; a leaf asks the first, and goes to itself."""
    threshold: Floats
    """Values up to this go left; a leaf's is infinite."""
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    """Numbers of the nodes that follow."""
    value: Floats
    """What a leaf adds to the logit."""
    start: npt.NDArray[np.int32]
    """Root of each tree."""
    base: float
    depth: int
    """Most questions from a root to a leaf."""

    def logits(self, rows: Floats) -> Floats:
        """Return the logit of each row of features [rows, features]."""
        result = np.empty(len(rows), np.float32)
        for first in range(0, len(rows), BLOCK):
            block = rows[first : first + BLOCK]
            flat, width = np.ascontiguousarray(block).ravel(), block.shape[1]
            at = np.repeat(self.start, len(block))
            offset = np.tile(np.arange(len(block)) * width, len(self.start))
            going = np.arange(len(at))
            for _ in range(self.depth):
                node = at[going]
                goes = flat[offset[going] + self.feature[node]] <= self.threshold[node]
                after = np.where(goes, self.left[node], self.right[node])
                at[going] = after
                going = going[after != node]
            values = self.value[at].reshape(len(self.start), len(block))
            # Tree after tree, so that the sum does not depend on how many rows there are.
            result[first : first + BLOCK] = self.base + np.cumsum(values, 0, dtype=np.float64)[-1]
        return result

    def arrays(self, name: str) -> dict[str, Array]:
        """Return the trees as they are kept, under names that begin with `name`."""
        return {
            f"{name} feature": self.feature,
            f"{name} threshold": self.threshold,
            f"{name} left": self.left,
            f"{name} right": self.right,
            f"{name} value": self.value,
            f"{name} start": self.start,
            f"{name} shape": np.array([self.base, self.depth], np.float64),
        }

    @staticmethod
    def of(arrays: Mapping[str, Array], name: str) -> "Trees":
        """Return what `arrays` were made of."""
        base, depth = arrays[f"{name} shape"].tolist()
        feature, threshold, left, right, value, start = (
            arrays[f"{name} {part}"] for part in ("feature", "threshold", "left", "right", "value", "start")
        )
        return Trees(feature, threshold, left, right, value, start, base, int(depth))
