"""What chance would give: networks in which every actor keeps its number of partners."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from graph.measures.groups import By, grouped
from graph.measures.mixing import assortativity_of, degree_assortativity, pairs
from graph.measures.roles import ROLES, role_counts
from graph.measures.sociogram import Floats, Ints, Sociogram, matrix_of, sociogram
from graph.measures.triangles import transitivity
from graph.network import Network

SWAPS = 10
"""Swaps a tie before the first network is drawn (Milo et al. 2003 use 100 with many refused; ten mix as well here)."""

SWAPS_BETWEEN = 3
"""Swaps a tie between one drawn network and the next of the same chain."""

CHAINS = 8
"""Independent chains: a fixed number, so that cores change the time and not the result."""

# Pairs from which compiling the swaps repays.
COMPILED_FROM = 5_000


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
    large = len(u) >= COMPILED_FROM
    one_chain = _compiled_chain if large else _plain_chain

    def chain(number: int) -> list[Floats]:
        random = np.random.default_rng(seeds[number])
        steps = [
            ((SWAPS if k == 0 else SWAPS_BETWEEN) * len(u), int(random.integers(2**31)))
            for k in range(len(range(number, draws, CHAINS)))
        ]
        return list(one_chain(s, codes, groups, u, v, steps))

    with ThreadPoolExecutor(min(CHAINS, cpu_count() or 1) if large else 1) as pool:
        parts = list(pool.map(chain, range(CHAINS)))
    return [parts[k % CHAINS][k // CHAINS] for k in range(draws)]


def _plain_chain(
    s: Sociogram, codes: Ints, groups: int, u: Ints, v: Ints, steps: list[tuple[int, int]]
) -> Iterator[Floats]:
    """Yield the figures after each step, a number of swaps and its seed."""
    for times, seed in steps:
        u, v = swapped(u, v, times, seed)
        matrix = matrix_of(s.n, u, v, np.ones(len(u)), directed=False, role=None)
        yield _figures(Sociogram(s.ids, matrix, False), codes, groups)


def _compiled_chain(
    s: Sociogram, codes: Ints, groups: int, u: Ints, v: Ints, steps: list[tuple[int, int]]
) -> Iterator[Floats]:
    """Yield as `_plain_chain` does: the chain keeps what degrees fix, and no matrix is made."""
    from graph.measures.kernels.swaps import Chain, triangles_and_roles

    chain, paths = Chain(u, v), float((s.degree * (s.degree - 1)).sum())
    for times, seed in steps:
        chain.swap(times, seed)
        closed, roles = triangles_and_roles(chain.u, chain.v, s.degree, codes, groups)
        u, v = chain.u.astype(np.int64), chain.v.astype(np.int64)
        yield _in_order(s, codes, groups, u, v, 6.0 * closed / paths if paths else float("nan"), roles)


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


def _figures(s: Sociogram, codes: Ints, groups: int) -> Floats:
    u, v = pairs(s)
    return _in_order(s, codes, groups, u, v, transitivity(s), role_counts(s, codes)[:, :5].sum(axis=0))


def _in_order(s: Sociogram, codes: Ints, groups: int, u: Ints, v: Ints, closed: float, roles: Ints) -> Floats:
    """Return the figures in the order of the table; `closed` is the transitivity."""
    across = (codes[u] != codes[v]).mean() if len(u) else np.nan
    mixing = [degree_assortativity(s.degree, u, v), assortativity_of(codes, u, v, groups), 2 * across - 1]
    return np.array([closed, *mixing, *roles], float)
