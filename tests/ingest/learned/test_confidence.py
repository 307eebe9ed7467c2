"""Every kind of claim is weighed by its own weights; those of another form are refused in a line."""

from dataclasses import replace

import numpy as np
import pytest

from ingest.learned.candidates import KINDS
from ingest.learned.confidence import FEATURES, KEEP_ALL, VOICES, Confidence
from ingest.learned.trees import Trees
from ingest.learned.weights import words


def test_a_kind_has_weights_and_a_start_of_its_own():
    weights = np.zeros((len(KINDS), len(FEATURES)), np.float32)
    weights[1, 0] = 2.0
    starts = np.arange(len(KINDS), dtype=np.float32) - 1
    made = Confidence(weights, starts, np.zeros(3, np.float32), KEEP_ALL)
    rows = np.zeros((3, len(FEATURES)), np.float32)
    rows[:, 0] = np.log(3) / 2
    # odds: e^-1 by the start alone; 3 by the weight alone; e by the start alone
    expected = [1 / (1 + np.e), 3 / 4, np.e / (1 + np.e)]
    np.testing.assert_allclose(made.of(rows, np.array([0, 1, 2])), expected, rtol=1e-5)


STUMP = Trees(
    feature=np.array([0, 0, 0], np.int16), threshold=np.array([0.5, np.inf, np.inf], np.float32),
    left=np.array([1, 1, 2], np.int32), right=np.array([2, 1, 2], np.int32), value=np.array([0, -1, 3], np.float32),
    start=np.array([0], np.int32), base=1.0, depth=1,
)  # fmt: skip
"""1 - 1 where the first feature is at most a half, else 1 + 3."""


def test_trees_and_regression_meet_halfway():
    weights = np.zeros((len(KINDS), len(FEATURES)), np.float32)
    weights[:, 0] = 2.0
    made = Confidence(weights, np.ones(len(KINDS), np.float32), np.zeros(3, np.float32), KEEP_ALL, STUMP)
    rows = np.zeros((2, len(FEATURES)), np.float32)
    rows[1, 0] = 1
    # regression 1 and 3, trees 0 and 4
    np.testing.assert_allclose(made.of(rows, np.array([0, 0])), 1 / (1 + np.exp([-0.5, -3.5])), rtol=1e-6)
    told = dict(zip(VOICES, made.voices(rows, np.array([0, 0]))[1].tolist(), strict=True))
    assert {name: value for name, value in told.items() if value} == {"trees": 1.0, "kind": 0.5, "all together": 2.0}


@pytest.mark.parametrize("trees", [None, STUMP], ids=["regression alone", "with trees"])
def test_what_is_kept_comes_back(trees):
    made = replace(Confidence.start(with_scorer=True), trees=trees)
    again = Confidence.of_arrays(made.arrays())
    rows = np.linspace(-3, 3, 2 * len(FEATURES), dtype=np.float32).reshape(2, -1)
    np.testing.assert_array_equal(again.of(rows, np.array([0, 3])), made.of(rows, np.array([0, 3])))
    assert again.keep == made.keep


@pytest.mark.parametrize(
    "other",
    [{"features": words(FEATURES[:-1])}, {"kind": words(KINDS[:-1])}, {"weights": np.zeros(len(FEATURES))}],
    ids=["features", "kinds", "one set for all kinds"],
)
def test_weights_of_another_form_are_refused(other):
    with pytest.raises(ValueError, match="weighs other things"):
        Confidence.of_arrays({**Confidence.start(with_scorer=True).arrays(), **other})
