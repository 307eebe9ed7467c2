"""How the network hangs together: components, density, what breaks it, core and periphery."""

from collections.abc import Iterable
from math import log

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.mixing import degree_assortativity, pairs
from graph.measures.sociogram import Floats, Ints, Sociogram, sociogram
from graph.measures.triangles import clustering, core, transitivity
from graph.network import Network

# Actors of the largest component from which compiling the search for distances repays.
COMPILED_FROM = 3_000

# Actors × arcs up to which every distance is taken (100,000 actors with 500,000 ties); beyond, from so many sources.
EXACT_STEPS = 200_000_000_000
SAMPLED_SOURCES = 500


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


def cohesion(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return figures of the whole network, with and without isolates where they differ.

    Returns
    -------
    pandas.DataFrame
        Indexed by figure, one column ``value``: actors; isolates; pairs (joined); density (pairs / possible pairs);
        density_joined (the same without isolates); components; largest (actors in the largest); largest_share;
        mean_degree; transitivity (closed share of two-paths); mean_clustering; mean_distance and diameter (of the
        largest component; from 2·10¹¹ actors × arcs on estimated from 500 actors, the diameter then a lower bound);
        bridges and cut_points (ties and actors whose loss breaks a component); core (largest k-core) and core_size;
        assortativity (by degree); hierarchy (slope of log degree over log rank, negative; Crespo et al. 2014);
        small_world (σ, NaN unless it means something, see Notes).

    Notes
    -----
    In a projection transitivity, mean_clustering and small_world are NaN: every event is a clique of its members.
    σ = (C / C_r) / (L / L_r) compares clustering and distance with a random network of the same size and density, C_r =
    mean degree / n and L_r = ln n / ln mean degree. It is given only for connected networks of at least 100 actors with
    mean degree over 2 that are no projection: cliques of events make C meaningless, fragments L.

    References
    ----------
    Humphries, M. D. and Gurney, K. (2008). Network ‘small-world-ness’. *PLoS ONE* 3, e2051.
    Crespo, J., Suire, R. and Vicente, J. (2014). Lock-in or lock-out? *J. Economic Geography* 14, 199–219.
    """
    return cohesion_of(sociogram(network, kinds=kinds))


def cohesion_of(s: Sociogram) -> pd.DataFrame:
    """Return the table of `cohesion` of a sociogram that is already drawn."""
    nan = float("nan")
    joined = int((s.degree > 0).sum())
    u, v = pairs(s)
    m = len(u)
    sizes = np.bincount(s.component) if s.n else np.zeros(0, int)
    distance, diameter = _distances(s)
    bridging, points = cuts(s)
    cores = core(s)
    mean = 2 * m / s.n if s.n else nan
    local = clustering(s) if s.projection is None else np.full(s.n, nan)
    values: dict[str, float] = {
        "actors": s.n,
        "isolates": s.n - joined,
        "pairs": m,
        "density": m / (s.n * (s.n - 1) / 2) if s.n > 1 else nan,
        "density_joined": m / (joined * (joined - 1) / 2) if joined > 1 else nan,
        "components": len(sizes),
        "largest": int(sizes.max(initial=0)),
        "largest_share": sizes.max() / s.n if s.n else nan,
        "mean_degree": mean,
        "transitivity": transitivity(s) if s.projection is None else nan,
        "mean_clustering": float(local.mean()) if s.n else nan,
        "mean_distance": distance,
        "diameter": diameter,
        "bridges": len(bridging),
        "cut_points": int((points > 0).sum()),
        "core": int(cores.max(initial=0)),
        "core_size": int((cores == cores.max()).sum()) if s.n else 0,
        "assortativity": degree_assortativity(s.degree, u, v),
        "hierarchy": _hierarchy(s.degree),
        "small_world": nan,
    }
    if len(sizes) == 1 and s.n >= 100 and mean > 2 and s.projection is None:
        values["small_world"] = (values["mean_clustering"] / (mean / s.n)) / (distance / (log(s.n) / log(mean)))
    table = pd.DataFrame({"value": list(values.values())}, index=pd.Index(list(values), name="figure", dtype=object))
    return table.astype(float)


def bridges(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the pairs whose loss would break a component, however many ties join the pair.

    Returns
    -------
    pandas.DataFrame
        Indexed by (first, second) ids: ``first_name``, ``second_name``, ``cut_off`` (int, actors in the smaller part
        then), ``ties`` (tuple of tie ids), greatest loss first.
    """
    s = sociogram(network, kinds=kinds)
    found, _ = cuts(s)
    of: dict[frozenset[str], list[str]] = {}
    for tie in s.used:
        of.setdefault(frozenset(tie.ends), []).append(tie.id)
    sizes = np.bincount(s.component) if s.n else np.zeros(0, int)
    rows = []
    for u, v, below in found:
        first, second = sorted((s.ids[u], s.ids[v]))
        smaller = min(below, int(sizes[s.component[u]]) - below)
        ids = tuple(of.get(frozenset((first, second)), ()))
        rows.append((first, second, s.names[s.position[first]], s.names[s.position[second]], smaller, ids))
    rows.sort(key=lambda row: (-row[4], row[0], row[1]))
    index = pd.MultiIndex.from_arrays([[r[0] for r in rows], [r[1] for r in rows]], names=["first", "second"])
    columns = ["first_name", "second_name", "cut_off", "ties"]
    return pd.DataFrame([row[2:] for row in rows], index=index, columns=columns)


def cut_points(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the actors whose loss would break their component.

    Indexed by entity id: ``name``, ``degree``, ``parts`` (int, pieces that its component falls into), most parts first,
    then by id.
    """
    s = sociogram(network, kinds=kinds)
    _, points = cuts(s)
    rows = {}
    for row in np.flatnonzero(points):
        rows[s.ids[row]] = s.names[row], int(s.degree[row]), int(points[row]) + 1
    order = sorted(rows, key=lambda id: (-rows[id][2], id))
    return pd.DataFrame(
        [rows[id] for id in order],
        index=pd.Index(order, name="id", dtype=object),
        columns=["name", "degree", "parts"],
    )


def core_periphery(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return which actors form a core that is joined within and to all others, as well as any cut by degree can say.

    The actors are ordered by degree and split where the correlation of the joined pairs with the ideal pattern (a pair
    is joined if one of the two is in the core) is highest.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, core first: ``name``, ``degree``, ``core`` (bool). ``attrs["fit"]`` is
        the correlation, NaN where every pair, or none, is joined.

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (2000). Models of core/periphery structures. *Social Networks* 21, 375–395.
    """
    s = sociogram(network, kinds=kinds)
    order = np.argsort(-s.degree, kind="stable")
    place = np.empty(s.n, np.int64)
    place[order] = np.arange(s.n)
    u, v = pairs(s)
    # A pair touches a core of the first k actors if the better placed of its ends is among them.
    touched = np.cumsum(np.bincount(np.minimum(place[u], place[v]), minlength=s.n)) if s.n else np.zeros(0)
    k = np.arange(1, s.n + 1)
    possible = s.n * (s.n - 1) / 2
    ideal = possible - (s.n - k) * (s.n - k - 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = (touched * possible - ideal * len(u)) / np.sqrt(
            ideal * (possible - ideal) * len(u) * (possible - len(u)) + 0.0
        )
    best = int(np.nanargmax(fit)) if s.n and np.isfinite(fit).any() else -1
    table = pd.DataFrame(
        {
            "name": [s.names[row] for row in order],
            "degree": s.degree[order],
            "core": np.arange(s.n) <= best,
        },
        index=pd.Index([s.ids[row] for row in order], name="id", dtype=object),
    )
    table.attrs["fit"] = float(fit[best]) if best >= 0 else float("nan")
    return table


def cuts(s: Sociogram) -> tuple[list[tuple[int, int, int]], Ints]:
    """Return bridges as (row, row, actors beyond the second), and cut points (Tarjan 1972).

    Of each actor it is said into how many more pieces its component would fall without it: 0 of those that are none.
    """
    ties = s.symmetric
    if ties.nnz >= 200_000:
        from graph.measures.kernels.cuts import cuts as compiled_cuts

        return compiled_cuts(ties)
    starts, ends = ties.indptr.tolist(), ties.indices.tolist()
    return _cuts(starts, ends, s.n)


def _cuts(starts: list[int], ends: list[int], n: int) -> tuple[list[tuple[int, int, int]], Ints]:
    found, points = [], np.zeros(n, np.int64)
    seen, low, parent, size = [0] * n, [0] * n, [-1] * n, [1] * n
    at, clock = starts[:n], 0
    for root in range(n):
        if seen[root]:
            continue
        clock += 1
        seen[root] = low[root] = clock
        stack, children = [root], 0
        while stack:
            v = stack[-1]
            if at[v] < starts[v + 1]:
                u = ends[at[v]]
                at[v] += 1
                if not seen[u]:
                    clock += 1
                    seen[u] = low[u] = clock
                    parent[u] = v
                    stack.append(u)
                    children += v == root
                elif u != parent[v]:
                    low[v] = min(low[v], seen[u])
                continue
            stack.pop()
            p = parent[v]
            if p >= 0:
                low[p] = min(low[p], low[v])
                size[p] += size[v]
                if low[v] > seen[p]:
                    found.append((p, v, size[v]))
                if p != root and low[v] >= seen[p]:
                    points[p] += 1
        points[root] = max(children - 1, 0)
    return found, points


def _distances(s: Sociogram) -> tuple[float, float]:
    """Return mean distance and diameter of the largest component."""
    inside = np.flatnonzero(s.component == 0)
    n = len(inside)
    if n < 2:
        return float("nan"), float("nan")
    ties: sparse.csr_array = s.symmetric[inside][:, inside]
    if n > COMPILED_FROM:
        from graph.measures.kernels.distances import distance_sums

        sources = np.arange(n) if ties.nnz * n <= EXACT_STEPS else np.arange(0, n, n // SAMPLED_SOURCES)
        far, _, _, furthest = distance_sums(ties, sources)
        return float(far.sum()) / (len(sources) * (n - 1)), float(furthest.max())
    total, furthest_of_all = 0.0, 0.0
    for first in range(0, n, 256):
        d = csgraph.dijkstra(ties, indices=np.arange(first, min(first + 256, n)), unweighted=True)
        total += float(d.sum())
        furthest_of_all = max(furthest_of_all, float(d.max()))
    return total / (n * (n - 1)), furthest_of_all


def _hierarchy(degree: Ints) -> float:
    """Return the slope of log degree over log rank, actors with ties only."""
    k: Floats = np.sort(degree[degree > 0])[::-1].astype(float)
    if len(k) < 3 or k[0] == k[-1]:
        return float("nan")
    return float(np.polyfit(np.log(np.arange(1, len(k) + 1)), np.log(k), 1)[0])
