"""Every kind of claim is weighed by its own weights; those of another form are refused in a line."""

import numpy as np
import pytest

from graph.errors import InnonetError
from ingest.learned.candidates import KINDS
from ingest.learned.confidence import FEATURES, KEEP_ALL, Confidence
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


def test_what_is_kept_comes_back():
    made = Confidence.start(with_scorer=True)
    again = Confidence.of_arrays(made.arrays())
    np.testing.assert_array_equal(again.weights, made.weights)
    assert again.keep == made.keep


@pytest.mark.parametrize(
    "other",
    [{"features": words(FEATURES[:-1])}, {"kind": words(KINDS[:-1])}, {"weights": np.zeros(len(FEATURES))}],
    ids=["features", "kinds", "one set for all kinds"],
)
def test_weights_of_another_form_are_refused(other):
    with pytest.raises(InnonetError, match="another version"):
        Confidence.of_arrays({**Confidence.start(with_scorer=True).arrays(), **other})
