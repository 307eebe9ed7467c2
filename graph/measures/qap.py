"""Whether two relations between the same actors go together: correlation under renamed actors."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graph.errors import MeasureError
from graph.measures.relations import joined
from graph.measures.sociogram import sociogram
from graph.network import Network


def qap(
    network: Network,
    first: "Iterable[str] | str",
    second: "Iterable[str] | str",
    *,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return whether two relations between the same actors go together: QAP correlation.

    Pairs share actors, so that a usual test of their correlation is wrong. Here the actors of the first relation are
    renamed at random, rows and columns together, and the correlation taken anew.

    Parameters
    ----------
    network : Network
        Actors only, ties read without direction, parallel ties once.
    first, second : iterable of str, or str
        Kinds of tie; or the name of a grouping ("sector", "kind", "region"): two actors are then related if they are of
        the same known group.
    permutations : int
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row: ``r`` (Pearson's over all pairs of actors, NaN where a relation joins none or all), ``mean`` and ``sd``
        over permutations, ``p_greater``, ``p_less`` and ``p`` (two-sided; each (1 + hits) / (1 + permutations)),
        ``actors``.

    References
    ----------
    Krackhardt, D. (1988). Predicting with networks. *Social Networks* 10, 359–381.
    """
    s = sociogram(network)
    if s.n < 3:
        raise MeasureError("qap", f"{s.n} actors have too few pairs to correlate. Read more kinds of tie.")
    a, b = joined(network, s, first, "qap"), joined(network, s, second, "qap")
    every = s.n * (s.n - 1)
    spread = np.sqrt(_spread(a.nnz, every) * _spread(b.nnz, every))

    def r(both: float) -> float:
        return (both / every - (a.nnz / every) * (b.nnz / every)) / spread if spread else float("nan")

    observed = r(float(a.multiply(b).sum()))
    random = np.random.default_rng(seed)
    drawn = np.empty(permutations)
    for k in range(permutations):
        order = random.permutation(s.n)
        drawn[k] = r(float(a[order][:, order].multiply(b).sum()))
    hits = {
        "p_greater": (drawn >= observed - 1e-12).sum(),
        "p_less": (drawn <= observed + 1e-12).sum(),
        "p": (np.abs(drawn) >= abs(observed) - 1e-12).sum(),
    }
    row: dict[str, float] = {"r": observed, "mean": float(drawn.mean()), "sd": float(drawn.std(ddof=1))}
    row |= {name: float(1 + hit) / (1 + permutations) if spread else float("nan") for name, hit in hits.items()}
    return pd.DataFrame([row | {"actors": s.n}])


def _spread(joined: int, every: int) -> float:
    share = joined / every
    return share * (1 - share)
