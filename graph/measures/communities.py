"""Which actors form groups that are denser within than chance would make them, and how far that depends on luck."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from graph.errors import MeasureError
from graph.measures.events import projected, projection_role
from graph.measures.sociogram import Floats, Ints, Sociogram, sociogram
from graph.measures.spectral import strengths
from graph.network import Network

METHODS = ("leiden", "louvain")
SEEDS = tuple(range(10))


def communities(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    weight: str | None = None,
    weight_role: str | None = None,
    projection: str | None = None,
    method: str = "leiden",
    resolution: float = 1.0,
    seeds: Sequence[int] = SEEDS,
) -> pd.DataFrame:
    """Return the community of each actor: the best of several runs, and how stable it is over them.

    Modularity Q = (1/2m) Σ (A_ij − γ k_i k_j / 2m) over pairs of one community has many near-best answers; a community
    that changes with the seed is no finding. Read without direction.

    Parameters
    ----------
    network, kinds, weight, weight_role, projection
        As in `centrality`; distances are refused.
    method : {"leiden", "louvain"}
        Leiden gives connected communities, Louvain may not.
    resolution : float
        γ: more than 1 finds more and smaller communities. Communities below about √(2m) ties cannot be seen at γ = 1.
    seeds : sequence of int
        One run each; the one of highest Q is kept, the first of equals.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, largest community first: ``name``; ``community`` (Int64, 1 is the
        largest; missing of isolates); ``stability`` (0 to 1: over the actor's partners in its community, the mean share
        of runs in which both are in one community; NaN without any).

        ``attrs``: method, resolution, seeds, modularity (of the kept run, at γ), communities (number), ari (mean
        adjusted Rand index between runs: 1 where all agree), ari_lowest.

    Raises
    ------
    MeasureError
        If the method is unknown, `resolution` is not positive, there is no seed, or weights are distances or have
        no role.

    References
    ----------
    Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden. *Scientific Reports* 9, 5233.
    Newman, M. E. J. and Girvan, M. (2004). Finding and evaluating community structure. *Phys. Rev. E* 69, 026113.
    Fortunato, S. and Barthélemy, M. (2007). Resolution limit in community detection. *PNAS* 104, 36–41.
    """
    if projection is None:
        s = sociogram(network, kinds=kinds, weight=weight, weight_role=weight_role)
    else:
        projection_role("communities", weight, weight_role)
        s = projected(network, projection, kinds=kinds)
    return communities_of(s, method=method, resolution=resolution, seeds=seeds)


def communities_of(
    s: Sociogram, *, method: str = "leiden", resolution: float = 1.0, seeds: Sequence[int] = SEEDS
) -> pd.DataFrame:
    """Return the table of `communities` of a sociogram that is already drawn."""
    if method not in METHODS:
        raise MeasureError("communities", f"{method!r} is no method. Use {' or '.join(METHODS)}.")
    if s.weight_role == "distance":
        raise MeasureError("communities", "communities need strengths, not distances. Say weight_role='strength'.")
    if resolution <= 0 or not seeds:
        raise MeasureError("communities", "resolution must be positive and at least one seed given.")
    ties = strengths(s) if not s.directed else s.symmetric
    joined = np.flatnonzero(s.degree > 0)
    inside = ties[joined][:, joined].tocsr()
    find = _leiden if method == "leiden" else _louvain
    runs = [find(inside, resolution, seed) for seed in seeds] if len(joined) else []
    quality = [modularity(inside, run, resolution) for run in runs]
    best = int(np.argmax(np.round(quality, 12))) if runs else 0
    label = pd.array([pd.NA] * s.n, dtype="Int64")
    stability = np.full(s.n, np.nan)
    if runs:
        kept = _by_size(runs[best])
        label[joined] = kept + 1
        stability[joined] = _stability(inside, kept, runs)
    agreement = [adjusted_rand(a, b) for k, a in enumerate(runs) for b in runs[k + 1 :]]
    table = pd.DataFrame(
        {"name": list(s.names), "community": label, "stability": stability},
        index=pd.Index(s.ids, name="id", dtype=object),
    ).sort_values("community", kind="stable", na_position="last")
    table.attrs |= {
        "method": method,
        "resolution": resolution,
        "seeds": list(seeds),
        "modularity": float(quality[best]) if runs else float("nan"),
        "communities": int(runs[best].max()) + 1 if runs else 0,
        "ari": float(np.mean(agreement)) if agreement else float("nan"),
        "ari_lowest": float(np.min(agreement)) if agreement else float("nan"),
    }
    return table


def modularity(ties: sparse.csr_array, label: Ints, resolution: float = 1.0) -> float:
    """Return Q of a partition (labels 0 … c−1) of a symmetric matrix; NaN without ties."""
    total = float(ties.sum())
    if not total:
        return float("nan")
    cells = ties.tocoo()
    within = float(cells.data[label[cells.row] == label[cells.col]].sum())
    strength = np.asarray(ties.sum(axis=1), float).ravel()
    sums = np.bincount(label, strength)
    return within / total - resolution * float((sums**2).sum()) / total**2


def adjusted_rand(first: Ints, second: Ints) -> float:
    """Return how far two partitions agree: 1 wholly, 0 as chance would (Hubert and Arabie 1985)."""
    k = int(second.max()) + 1
    cells = np.unique(first * k + second, return_counts=True)[1].astype(float)

    def inner(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    a, b = inner(np.bincount(first).astype(float)), inner(np.bincount(second).astype(float))
    every = len(first) * (len(first) - 1) / 2
    chance = a * b / every if every else 0.0
    most = (a + b) / 2
    return 1.0 if most == chance else (inner(cells) - chance) / (most - chance)


def _leiden(ties: sparse.csr_array, resolution: float, seed: int) -> Ints:
    from graspologic_native import leiden_csr

    n = ties.shape[0]
    _, found = leiden_csr(
        ties.indptr.astype(np.int64),
        ties.indices.astype(np.int32),
        ties.data.astype(np.float64),
        n,
        resolution=resolution,
        iterations=10,  # it converges in fewer; one alone leaves Q on the table
        seed=seed,
    )
    return np.array([found[row] for row in range(n)], np.int64)


def _louvain(ties: sparse.csr_array, resolution: float, seed: int) -> Ints:
    import networkx as nx

    graph = nx.from_scipy_sparse_array(ties)
    label = np.zeros(ties.shape[0], np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, resolution=resolution, seed=seed)):
        label[list(members)] = number
    return label


def _by_size(label: Ints) -> Ints:
    """Return the labels renumbered: 0 is the largest, of equals the one of the first actor."""
    sizes = np.bincount(label)
    first = np.full(len(sizes), len(label))
    np.minimum.at(first, label, np.arange(len(label)))
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    found: Ints = rank[label]
    return found


def _stability(ties: sparse.csr_array, kept: Ints, runs: list[Ints]) -> Floats:
    cells = ties.tocoo()
    own = kept[cells.row] == kept[cells.col]
    row, column = cells.row[own], cells.col[own]
    together = np.mean([run[row] == run[column] for run in runs], axis=0)
    n = len(kept)
    with np.errstate(invalid="ignore"):
        found: Floats = np.bincount(row, together, n) / np.bincount(row, minlength=n)
    return found
