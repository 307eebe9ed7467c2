"""Who stands first by a measure: all of the equals, since the order of a table chooses nobody among them."""

import pandas as pd

from graph.measures.ranking import ranks

NAMED = 3
"""So many of the equals a sentence names; the others are counted."""


def foremost(values: pd.Series, *, lowest: bool = False) -> list[str]:
    """Return the ids of all that share the highest (or lowest) value, in the order of the series; unknown is neither.

    Examples
    --------
    >>> foremost(pd.Series({"a": 0.3, "b": 0.1 + 0.2, "c": 0.1, "d": float("nan")}))
    ['a', 'b']
    """
    first = ranks(values, ascending=lowest).eq(1).fillna(False).to_numpy(bool)
    return [str(id) for id in values.index[first]]
