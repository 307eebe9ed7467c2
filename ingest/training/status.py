"""Fits the status of claims on the annotated ones."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from ingest.learned.cues import STATUSES, Ints
from ingest.learned.status import StatusModel, features, of_lone, of_pairs
from ingest.training.labels import SAID, Labelled
from ingest.training.pairs import Lesson, kept, sparse

STRENGTH = 0.4
"""Inverse of the penalty."""


def fit_status(examples: Sequence[tuple[Labelled, Lesson]]) -> StatusModel:
    """Return the model fitted on all claims that the passages prove; same passages in the same order, same model."""
    told, gold = [], []
    for example, one in examples:
        pairs, kinds, of_pair = pair_statuses(example)
        things, of_thing = lone_statuses(example)
        for asked, statuses in (
            (of_pairs(one.table, pairs, kinds), of_pair),
            (of_lone(one.table, things), of_thing),
        ):
            told.append((*features(one.table, asked), len(statuses)))
            gold.append(statuses)
    keys, matrix = sparse(told)
    model = LogisticRegression(C=STRENGTH, max_iter=300, random_state=0).fit(matrix, np.concatenate(gold))
    weights = np.zeros((len(keys), len(STATUSES)), np.float32)
    bias = np.full(len(STATUSES), -20, np.float32)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return StatusModel(kept(keys, weights, bias))


def pair_statuses(example: Labelled) -> tuple[Ints, Ints, Ints]:
    """Return the pairs and kinds that a passage proves, and their statuses by number."""
    found = [
        (row, kind, STATUSES.index(status))
        for row, pair in enumerate(example.examples)
        for kind, label, status in zip(pair.kinds, pair.labels, pair.statuses, strict=True)
        if label == SAID
    ]
    columns = np.array(found, np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def lone_statuses(example: Labelled) -> tuple[Ints, Ints]:
    """Return the things that a passage says are approved by nobody named, and at which status."""
    found = [(row, STATUSES.index(thing.status)) for row, thing in enumerate(example.alone) if thing.label == SAID]
    columns = np.array(found, np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]
