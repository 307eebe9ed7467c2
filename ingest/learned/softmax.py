"""Scores as log-probabilities."""

import numpy as np
import numpy.typing as npt


def log_softmax(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """Return the log-probabilities of scores [n, classes]; exponentials of a row sum to 1."""
    scores = scores - scores.max(1, keepdims=True, initial=-np.inf)
    return np.asarray(scores - np.log(np.exp(scores).sum(1, keepdims=True)), np.float32)
