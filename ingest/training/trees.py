"""Fitted trees of scikit-learn as the plain arrays of `ingest.learned.trees`."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ingest.learned.trees import Trees


def exported(model: HistGradientBoostingClassifier) -> Trees:
    """Return fitted trees as plain arrays."""
    feature, threshold, left, right, value, start = [], [], [], [], [], []
    depth = base = 0
    for (tree,) in model._predictors:
        start.append(base)
        own = base + np.arange(len(tree.nodes))
        leaf = tree.nodes["is_leaf"].astype(bool)
        feature.append(np.where(leaf, 0, tree.nodes["feature_idx"]))
        threshold.append(np.where(leaf, np.inf, tree.nodes["num_threshold"]))
        left.append(np.where(leaf, own, base + tree.nodes["left"].astype(np.int64)))
        right.append(np.where(leaf, own, base + tree.nodes["right"].astype(np.int64)))
        value.append(np.where(leaf, tree.nodes["value"], 0))
        depth = max(depth, int(tree.nodes["depth"].max()))
        base += len(tree.nodes)
    return Trees(
        np.concatenate(feature).astype(np.int16), np.concatenate(threshold).astype(np.float32),
        np.concatenate(left).astype(np.int32), np.concatenate(right).astype(np.int32),
        np.concatenate(value).astype(np.float32), np.array(start, np.int32),
        float(np.ravel(model._baseline_prediction)[0]), depth,
    )  # fmt: skip
