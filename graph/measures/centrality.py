"""How central each actor is, by the field's common measures."""

from collections.abc import Iterable
from math import log, sqrt

import numpy as np
import pandas as pd

from graph.errors import MeasureError
from graph.measures.events import projected, projection_role
from graph.measures.paths import betweenness, closeness
from graph.measures.ranking import ranks
from graph.measures.sociogram import Floats, Ints, Sociogram, sociogram
from graph.measures.spectral import eigenvector, hubs_and_authorities, katz, pagerank
from graph.measures.triangles import clustering, core
from graph.network import Network

EXACT_UP_TO = 2_000_000_000
"""Actors × arcs up to which betweenness is exact by itself: 14,000 actors with 70,000 ties."""

SAMPLED_STEPS = 500_000_000
"""Sources × arcs of a sample, where one is drawn."""


def centrality(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    directed: bool = False,
    weight: str | None = None,
    weight_role: str | None = None,
    projection: str | None = None,
    alpha: float | None = None,
    sample: int | None = None,
    seed: int = 0,
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
        actor, and in_degree, out_degree, hub and authority are added.
    weight, weight_role : str, optional
        ``weight="weight"`` with ``weight_role="strength"`` (paths have length 1/w) or ``"distance"``; see `sociogram`.
    projection : {"full", "newman", "fractional_actor", "fractional_event"}, optional
        Read the events that actors share instead of the ties between them; see `projected`. Its weights are strengths,
        read by paths only with ``weight_role="strength"``.
    alpha : float, optional
        Tuning of Opsahl et al. for strengths: 0 counts partners, 1 their strength. Adds `opsahl`, k (s/k)^α, and paths
        then have length 1/w^α.
    sample : int, optional
        Sources to count betweenness from. By default all, or, from 2·10⁹ actors × arcs on, as many as make 5·10⁸; then
        `betweenness_error` is added and `table.attrs["betweenness"]` says so.
    seed : int
        Of the sample.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, ordered by degree, then betweenness (both falling), then id.

        ``name``; ``component`` (int, 1 is the largest); ``degree`` (int, partners); ``degree_share`` (degree / (n−1));
        ``strength`` (sum of weights; without a weight the number of ties; NaN of distances); ``betweenness`` (0 to 1:
        ``betweenness_raw`` over the number of pairs of others); ``betweenness_raw`` (pairs of others, undirected pairs
        once); ``closeness`` (0 to 1, Wasserman–Faust; 0 where nobody reaches the actor); ``harmonic`` (Σ 1/d);
        ``eigenvector`` (unit length, NaN outside the largest component); ``pagerank`` (sums to 1); ``katz`` (unit
        length); ``core`` (int, largest k of a k-core); ``clustering`` (0 to 1, 0 with fewer than two partners; NaN in a
        projection).

        ``attrs["betweenness"]``: exact (bool), sources, of (actors), seed, and error_95: with 95 % confidence no
        `betweenness` is further than this from the exact one (Hoeffding, over all actors at once).

    Raises
    ------
    MeasureError
        If a weight has no role or is no positive number, `alpha` is given without strengths, or a projection is asked
        for a direction or distances, which it has not.

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
    Opsahl, T., Agneessens, F. and Skvoretz, J. (2010). Node centrality in weighted networks. *Social Networks* 32,
    245–251.
    """
    if projection is None:
        drawn = sociogram(network, kinds=kinds, directed=directed, weight=weight, weight_role=weight_role)
    else:
        role = projection_role("centrality", weight, weight_role, directed=directed)
        drawn = projected(network, projection, kinds=kinds)
        if role is None:
            drawn = drawn.unweighted()
    return centrality_of(drawn, alpha=alpha, sample=sample, seed=seed)


def centrality_of(
    s: Sociogram, *, alpha: float | None = None, sample: int | None = None, seed: int = 0
) -> pd.DataFrame:
    """Return the table of `centrality` of a sociogram that is already drawn, such as a projection."""
    if alpha is not None:
        if s.weight_role != "strength":
            raise MeasureError("centrality", "alpha tunes strengths. Say weight_role='strength', or leave alpha out.")
        s = s.tuned(alpha)
    sources, about = _sources(s, sample, seed)
    pairs = (s.n - 1) * (s.n - 2) / (1 if s.directed else 2)
    raw, error = betweenness(s, sources)
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
        "eigenvector": eigenvector(s),
        "pagerank": pagerank(s),
        "katz": katz(s),
        "core": core(s),
        # Every event is a clique of its members: what a projection clusters is their numbers.
        "clustering": clustering(s) if s.projection is None else np.full(s.n, np.nan),
    }
    if sources is not None:
        columns["betweenness_error"] = error / pairs
    if alpha is not None:
        columns["opsahl"] = opsahl(s, alpha)
    if s.directed:
        hub, authority = hubs_and_authorities(s)
        columns |= {
            "in_degree": np.bincount(s.matrix.indices, minlength=s.n),
            "out_degree": np.diff(s.matrix.indptr),
            "hub": hub,
            "authority": authority,
        }
    table = in_order(pd.DataFrame(columns, index=pd.Index(s.ids, name="id", dtype=object)), ["degree", "betweenness"])
    table.attrs["betweenness"] = about
    return table


def strength(s: Sociogram) -> Floats:
    """Return the sum of tie weights at each actor, both directions; NaN where weights are distances."""
    if s.weight_role == "distance":
        return np.full(s.n, np.nan)
    out = np.asarray(s.matrix.sum(axis=1), float).ravel()
    return out + np.asarray(s.matrix.sum(axis=0), float).ravel() if s.directed else out


def opsahl(s: Sociogram, alpha: float) -> Floats:
    """Return k (s/k)^α of partners k and strength s; 0 of isolates."""
    k = s.degree.astype(float)
    mean = np.divide(strength(s), k, out=np.zeros(s.n), where=k > 0)
    return k * np.where(k > 0, mean**alpha, 0.0)


def in_order(table: pd.DataFrame, falling: list[str], rising: list[str] | None = None) -> pd.DataFrame:
    """Return the rows ordered by these columns, equals (up to rounding) by id, so that the order is always the same."""
    keys = [(column, False) for column in falling] + [(column, True) for column in rising or []]
    places = [ranks(table[column], ascending=up).fillna(len(table) + 1).to_numpy(int) for column, up in keys]
    return table.iloc[np.lexsort([table.index.to_numpy(str), *reversed(places)])]


def _sources(s: Sociogram, sample: int | None, seed: int) -> tuple[Ints | None, dict[str, object]]:
    """Return the sources to count betweenness from (None: all) and what to say of them."""
    if sample is None and s.n * s.matrix.nnz > EXACT_UP_TO:
        sample = max(SAMPLED_STEPS // int(s.matrix.nnz), 100)
    if sample is None or sample >= s.n:
        return None, {"exact": True, "sources": s.n, "of": s.n}
    if sample < 2:
        raise MeasureError("betweenness", f"a sample of {sample} has no error to state. Take 2 or more.")
    found = np.sort(np.random.default_rng(seed).choice(s.n, sample, replace=False))
    error = sqrt(log(2 * s.n / 0.05) / (2 * sample)) * s.n / (s.n - 1)
    return found, {"exact": False, "sources": sample, "of": s.n, "seed": seed, "error_95": error}
