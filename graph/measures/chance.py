"""What chance would give: networks with the same degrees, and matrices with their actors renamed."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from graph.errors import MeasureError
from graph.measures.groups import By, grouped, label_of
from graph.measures.mixing import assortativity_of, degree_assortativity, pairs
from graph.measures.roles import ROLES, role_counts
from graph.measures.sociogram import Floats, Ints, Sociogram, matrix_of, sociogram
from graph.measures.triangles import transitivity
from graph.network import Network

SWAPS = 10
"""Swaps a tie before the first network is drawn (Milo et al. 2003 use 100 with many refused; ten mix as well here)."""

SWAPS_BETWEEN = 3
"""Swaps a tie between one drawn network and the next of the same chain."""

LARGEST_RELATION = 20_000_000
"""Related pairs that a relation may hold: two groups of 3,000."""

CHAINS = 8
"""Independent chains: a fixed number, so that cores change the time and not the result."""


def against_chance(
    network: Network,
    *,
    by: By = "sector",
    draws: int = 200,
    kinds: Iterable[str] | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Return figures of the network beside those of random networks in which every actor has as many partners.

    Pairs swap ends (a–b, c–d become a–d, c–b) so often that only degrees are left. What differs from such networks is
    not the work of how many partners each actor has.

    Parameters
    ----------
    network : Network
        Read without direction; actors of unknown group are left out.
    by : str or mapping
        Grouping of the mixing figures and roles; see `ei_index`.
    draws : int
        Random networks.
    kinds : iterable of str, optional
    seed : int

    Returns
    -------
    pandas.DataFrame
        Indexed by figure (transitivity, degree_assortativity, assortativity, ei, the five roles of the whole network):
        ``observed``, ``mean`` and ``sd`` over draws, ``z``, ``p`` (two-sided, (1 + draws at least as far) / (1 +
        draws)). NaN where a figure is undefined or never varies. Fewer than two pairs cannot swap: all draws are the
        network.

    References
    ----------
    Maslov, S. and Sneppen, K. (2002). Specificity and stability in topology of protein networks. *Science* 296,
    910–913.
    """
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds), by)
    u, v = pairs(s)
    names = ["transitivity", "degree_assortativity", "assortativity", "ei", *ROLES]
    observed = _figures(s, codes, len(labels))
    drawn = np.array(rewired_figures(s, codes, len(labels), u, v, draws, seed)).reshape(-1, len(names))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, sd = drawn.mean(axis=0), drawn.std(axis=0, ddof=1) if draws > 1 else np.full(len(names), np.nan)
        far = np.abs(drawn - mean) >= np.abs(observed - mean) - 1e-12
        z = np.where(sd > 1e-12, (observed - mean) / sd, np.nan)
    p = np.where(np.isnan(observed), np.nan, (1 + far.sum(axis=0)) / (1 + draws))
    return pd.DataFrame(
        {"observed": observed, "mean": mean, "sd": sd, "z": z, "p": p}, index=pd.Index(names, name="figure")
    )


def rewired_figures(s: Sociogram, codes: Ints, groups: int, u: Ints, v: Ints, draws: int, seed: int) -> list[Floats]:
    """Return the figures of `draws` networks with the same degrees, from `CHAINS` chains."""
    from concurrent.futures import ThreadPoolExecutor
    from os import cpu_count

    seeds = np.random.SeedSequence(seed).spawn(CHAINS)
    large = len(u) >= 5_000
    swap = swapped
    if large:
        from graph.measures.kernels import swap_pairs

        swap = swap_pairs

    def chain(number: int) -> list[Floats]:
        random = np.random.default_rng(seeds[number])
        a, b = u.copy(), v.copy()
        figures: list[Floats] = []
        for k in range(len(range(number, draws, CHAINS))):
            a, b = swap(a, b, (SWAPS if k == 0 else SWAPS_BETWEEN) * len(u), int(random.integers(2**31)))
            matrix = matrix_of(s.n, a, b, np.ones(len(a)), directed=False, role=None)
            figures.append(_figures(Sociogram(s.ids, matrix, False), codes, groups))
        return figures

    with ThreadPoolExecutor(min(CHAINS, cpu_count() or 1) if large else 1) as pool:
        parts = list(pool.map(chain, range(CHAINS)))
    return [parts[k % CHAINS][k // CHAINS] for k in range(draws)]


def swapped(u: Ints, v: Ints, times: int, seed: int) -> tuple[Ints, Ints]:
    """Return pairs after `times` tries to swap ends; a swap that would join a pair twice or with itself is not made."""
    random = np.random.default_rng(seed)
    a, b = u.tolist(), v.tolist()
    m = len(a)
    if m < 2:
        return u, v
    joined = {(min(x, y), max(x, y)) for x, y in zip(a, b, strict=True)}
    tries = random.integers(m, size=(times, 2)).tolist()
    turned = (random.random(times) < 0.5).tolist()
    for (e, f), turn in zip(tries, turned, strict=True):
        c, d = (b[f], a[f]) if turn else (a[f], b[f])
        if e == f or a[e] == d or c == b[e]:
            continue
        first, second = (min(a[e], d), max(a[e], d)), (min(c, b[e]), max(c, b[e]))
        if first in joined or second in joined or first == second:
            continue
        joined -= {(min(a[e], b[e]), max(a[e], b[e])), (min(c, d), max(c, d))}
        joined |= {first, second}
        a[f], b[f] = c, b[e]
        b[e] = d
    return np.array(a, np.int64), np.array(b, np.int64)


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
    a, b = _relation(network, s, first), _relation(network, s, second)
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


def _relation(network: Network, s: Sociogram, what: "Iterable[str] | str") -> sparse.csr_array:
    if not isinstance(what, str):
        return sociogram(network, kinds=what).pattern
    labels = [label_of(network, id, what) for id in s.ids]
    names = sorted({label for label in labels if label is not None})
    number = {name: column for column, name in enumerate(names)}
    known = [(row, number[label]) for row, label in enumerate(labels) if label is not None]
    if sum(n * n for n in Counter(column for _, column in known).values()) > LARGEST_RELATION:
        raise MeasureError("qap", f"too many pairs share a {what}. Take a finer grouping, or fewer actors.")
    cells = ([row for row, _ in known], [column for _, column in known])
    belongs = sparse.coo_array((np.ones(len(known)), cells), shape=(s.n, max(len(names), 1))).tocsr()
    same = (belongs @ belongs.T).tocsr()
    same.setdiag(0)
    same.eliminate_zeros()
    return same


def _spread(joined: int, every: int) -> float:
    share = joined / every
    return share * (1 - share)


def _figures(s: Sociogram, codes: Ints, groups: int) -> Floats:
    u, v = pairs(s)
    across = (codes[u] != codes[v]).mean() if len(u) else np.nan
    mixing = [degree_assortativity(s.degree, u, v), assortativity_of(codes, u, v, groups), 2 * across - 1]
    return np.array([transitivity(s), *mixing, *role_counts(s, codes)[:, :5].sum(axis=0)], float)
