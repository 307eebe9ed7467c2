"""Linear models and trees as arrays."""

import numpy as np

from ingest.learned.linear import Linear
from ingest.learned.trees import BLOCK, Trees

LINEAR = Linear(
    np.array([3, 8], np.uint32), np.array([[1.0, -1.0], [0.5, 2.0]], np.float32), np.array([0.25, 0.0], np.float32)
)
# One tree that asks feature 1 whether it is at most 2, and there feature 0; one that is a leaf.
TREES = Trees(
    np.array([1, 0, 0, 0, 0, 0], np.int16),
    np.array([2, 5, np.inf, np.inf, np.inf, np.inf], np.float32),
    np.array([1, 2, 2, 3, 4, 5], np.int32),
    np.array([4, 3, 2, 3, 4, 5], np.int32),
    np.array([0, 0, 1, 2, 3, 10], np.float32),
    np.array([0, 5], np.int32),
    -1.0,
    2,
)


def test_a_logit_is_the_sum_of_known_features():
    rows, keys = np.array([0, 0, 0, 2]), np.array([3, 7, 8, 8], np.uint64)

    assert LINEAR.logits(rows, keys, 3).tolist() == [[1.75, 1.0], [0.25, 0.0], [0.75, 2.0]]


def test_linear_weights_are_kept_in_steps_of_a_127th_of_the_largest():
    again = Linear.of(LINEAR.arrays("x"), "x")

    assert again.keys.tolist() == [3, 8]
    assert np.abs(again.weights - LINEAR.weights).max() <= 2 / 127 / 2 + 1e-6


def test_a_model_without_features_gives_its_bias():
    none = Linear(np.zeros(0, np.uint32), np.zeros((0, 1), np.float32), np.array([0.5], np.float32))

    assert none.logits(np.array([0]), np.array([4], np.uint64), 1).tolist() == [[0.5]]


def test_trees_send_each_row_down_to_its_leaf():
    rows = np.array([[5, 2], [6, 2], [0, 3]], np.float32)

    assert TREES.logits(rows).tolist() == [1 + 10 - 1, 2 + 10 - 1, 3 + 10 - 1]


def test_trees_score_a_row_alike_however_many_rows_there_are():
    rows = np.tile(np.array([[5, 2], [6, 2], [0, 3]], np.float32), (BLOCK, 1))

    assert np.array_equal(TREES.logits(rows)[:3], TREES.logits(rows[:3]))
    assert np.array_equal(Trees.of(TREES.arrays("t"), "t").logits(rows), TREES.logits(rows))
