"""How the network hangs together."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graph.measures.sociogram import sociogram
from graph.network import Network


def components(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return which component each actor is in: the actors it can reach over ties of any direction.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, largest component first, then in the network's order. ``name``;
        ``component`` (int, 1 is the largest); ``size`` (int, its actors); ``share`` (of all actors).
    """
    s = sociogram(network, kinds=kinds)
    size = np.bincount(s.component, minlength=1)[s.component] if s.n else np.zeros(0, np.int64)
    table = pd.DataFrame(
        {"name": list(s.names), "component": s.component + 1, "size": size, "share": size / max(s.n, 1)},
        index=pd.Index(s.ids, name="id", dtype=object),
    )
    return table.sort_values("component", kind="stable")
