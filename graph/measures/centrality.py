"""How central each actor is, by the field's common measures."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graph.measures.paths import betweenness, closeness
from graph.measures.ranking import ranks
from graph.measures.sociogram import Floats, Sociogram, sociogram
from graph.network import Network


def centrality(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    directed: bool = False,
    weight: str | None = None,
    weight_role: str | None = None,
) -> pd.DataFrame:
    """Return how central each actor is.

    Parameters
    ----------
    network : Network
        Actors only; placeholders, groups, regions, programmes and fields are left out. Isolates stay.
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds.
    directed : bool
        Whether ties keep their direction. Betweenness then follows it, closeness and harmonic take distances *to* the
        actor, and `in_degree` and `out_degree` are added.
    weight, weight_role : str, optional
        ``weight="weight"`` with ``weight_role="strength"`` (paths have length 1/w) or ``"distance"``; see `sociogram`.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, ordered by degree, then betweenness (both falling), then id.

        ``name``; ``component`` (int, 1 is the largest); ``degree`` (int, partners); ``degree_share`` (degree / (n−1));
        ``strength`` (sum of weights; without a weight the number of ties; NaN of distances); ``betweenness`` (0 to 1:
        ``betweenness_raw`` over the number of pairs of others); ``betweenness_raw`` (pairs of others, undirected pairs
        once); ``closeness`` (0 to 1, Wasserman–Faust; 0 where nobody reaches the actor); ``harmonic`` (Σ 1/d).

    Raises
    ------
    MeasureError
        If a weight has no role or is no positive number.

    Notes
    -----
    A network of one actor has degree_share, betweenness and closeness 0, as networkx has; of two, betweenness 0.

    References
    ----------
    Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. *Social Networks* 1, 215–239.
    Brandes, U. (2001). A faster algorithm for betweenness centrality. *J. Math. Sociology* 25, 163–177.
    Wasserman, S. and Faust, K. (1994). *Social Network Analysis*, ch. 5. Cambridge University Press.
    Barrat, A. et al. (2004). The architecture of complex weighted networks. *PNAS* 101, 3747–3752.
    Boldi, P. and Vigna, S. (2014). Axioms for centrality. *Internet Mathematics* 10, 222–262.
    """
    drawn = sociogram(network, kinds=kinds, directed=directed, weight=weight, weight_role=weight_role)
    return centrality_of(drawn)


def centrality_of(s: Sociogram) -> pd.DataFrame:
    """Return the table of `centrality` of a sociogram that is already drawn, such as a projection."""
    pairs = (s.n - 1) * (s.n - 2) / (1 if s.directed else 2)
    raw = betweenness(s)
    close, harmonic = closeness(s)
    columns: dict[str, object] = {
        "name": list(s.names),
        "component": s.component + 1,
        "degree": s.degree,
        "degree_share": s.degree / max(s.n - 1, 1),
        "strength": strength(s),
        "betweenness": raw / pairs if pairs > 0 else np.zeros(s.n),
        "betweenness_raw": raw,
        "closeness": close,
        "harmonic": harmonic,
    }
    if s.directed:
        columns["in_degree"] = np.bincount(s.matrix.indices, minlength=s.n)
        columns["out_degree"] = np.diff(s.matrix.indptr)
    table = pd.DataFrame(columns, index=pd.Index(s.ids, name="id", dtype=object))
    return in_order(table, ["degree", "betweenness"])


def strength(s: Sociogram) -> Floats:
    """Return the sum of tie weights at each actor, both directions; NaN where weights are distances."""
    if s.weight_role == "distance":
        return np.full(s.n, np.nan)
    out = np.asarray(s.matrix.sum(axis=1), float).ravel()
    return out + np.asarray(s.matrix.sum(axis=0), float).ravel() if s.directed else out


def in_order(table: pd.DataFrame, falling: list[str], rising: list[str] | None = None) -> pd.DataFrame:
    """Return the rows ordered by these columns, equals (up to rounding) by id, so that the order is always the same."""
    keys = [(column, False) for column in falling] + [(column, True) for column in rising or []]
    places = [ranks(table[column], ascending=up).fillna(len(table) + 1).to_numpy(int) for column, up in keys]
    return table.iloc[np.lexsort([table.index.to_numpy(str), *reversed(places)])]
