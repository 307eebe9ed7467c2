"""Fitted trees say the same as plain arrays."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ingest.training.trees import exported


def test_exported_trees_say_what_the_fitted_ones_say():
    random = np.random.default_rng(5)
    rows = random.normal(size=(600, 4)).astype(np.float32)
    right = rows[:, 0] * rows[:, 1] > 0.2
    model = HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=6, random_state=0).fit(rows, right)

    told = exported(model).logits(rows)

    assert len(set(told.round(4))) > 20
    np.testing.assert_allclose(told, model.decision_function(rows), rtol=1e-4, atol=1e-5)
