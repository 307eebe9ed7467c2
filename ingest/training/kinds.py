"""Fits the model of kinds: multinomial logistic regression over features of annotated names."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.learned.kinds import Describer, pack
from ingest.training.passages import Annotated

STRENGTH = 1.0
"""Inverse of the L2 penalty."""
LEAST_SEEN = 2
"""Names; a rarer feature is none."""


def fit(passages: Iterable[Annotated], knowledge: Knowledge) -> dict[str, Any]:
    """Return the arrays of a model of kinds (`ingest.learned.kinds.unpack`); same passages, same arrays."""
    describer = Describer(knowledge)
    rows: list[list[str]] = []
    kinds: list[int] = []
    for passage in passages:
        text = passage.clean.text
        names = [name for name in passage.gold if name.kind in ORGANISATIONS]
        near = describer.listed(text, [(name.start, name.end) for name in names])
        rows.extend(describer.features(text, n.start, n.end, hints) for n, hints in zip(names, near, strict=True))
        kinds.extend(ORGANISATIONS.index(name.kind) for name in names)
    counts = Counter(feature for row in rows for feature in row)
    kept = sorted(feature for feature, count in counts.items() if count >= LEAST_SEEN)
    at = {feature: column for column, feature in enumerate(kept)}
    columns = [[at[feature] for feature in row if feature in at] for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([column for row in columns for column in row], np.int32)
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(kept)))
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, kinds)
    weights, bias = np.zeros((len(kept), len(ORGANISATIONS))), np.full(len(ORGANISATIONS), -30.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return pack(kept, weights, bias)
