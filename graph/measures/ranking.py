"""Ranks that do not order equals: two values that differ by rounding only share a rank."""

import numpy as np
import pandas as pd

TOLERANCE = 1e-9
"""Share of the larger value below which two values are equal."""


def ranks(values: pd.Series, *, ascending: bool = False) -> pd.Series:
    """Return the rank of each value, 1 for the highest (or lowest, if `ascending`).

    Equals share the best rank of their group (1, 2, 2, 4); a missing value has none.

    Examples
    --------
    >>> ranks(pd.Series({"a": 0.3, "b": 0.1 + 0.2, "c": 1.0, "d": float("nan")})).tolist()
    [2, 2, 1, <NA>]
    """
    found = values.astype(float).dropna()
    order = found.sort_values(ascending=ascending, kind="stable")
    numbers = order.to_numpy()
    near = np.maximum(np.abs(numbers[1:]), np.abs(numbers[:-1])) * TOLERANCE
    new = np.r_[True, np.abs(np.diff(numbers)) > near] if len(numbers) else np.zeros(0, bool)
    places = np.maximum.accumulate(np.where(new, np.arange(1, len(numbers) + 1), 0))
    return pd.Series(places, index=order.index).reindex(values.index).astype("Int64")
