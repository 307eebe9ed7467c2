"""Ranks that do not order equals: two values that differ by rounding only share a rank."""

import numpy as np
import pandas as pd

from graph.measures.sociogram import Floats

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
    found = places(values.to_numpy(float, na_value=np.nan), ascending=ascending)
    return pd.Series(found, index=values.index).astype("Int64")


def places(values: Floats, *, ascending: bool = False) -> Floats:
    """Return `ranks` of an array; NaN has NaN."""
    found = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return found
    order = known[np.argsort(values[known] if ascending else -values[known], kind="stable")]
    sorted_values = values[order]
    near = np.maximum(np.abs(sorted_values[1:]), np.abs(sorted_values[:-1])) * TOLERANCE
    new = np.r_[True, np.abs(np.diff(sorted_values)) > near]
    found[order] = np.maximum.accumulate(np.where(new, np.arange(1, len(order) + 1), 0))
    return found
