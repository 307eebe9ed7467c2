"""Who works with whom: within and across sectors, kinds and regions, and how that compares with chance."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from graph.measures.groups import By, Within, apart, grouped, label_of
from graph.measures.sociogram import Floats, Ints, Sociogram, sociogram
from graph.network import Network

PERMUTATIONS = 1000


def ei_index(
    network: Network,
    *,
    by: By = "sector",
    kinds: Iterable[str] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the E-I index of the whole network and of each group, with a permutation test.

    E-I = (E − I) / (E + I) of E joined pairs across groups and I within: −1 where all stay among their own, +1 where
    all cross. A network whose groups differ in size does not have 0 by chance; `expected` says what it has.

    Parameters
    ----------
    network : Network
        Ties read without direction, parallel ties once; actors of unknown group are left out.
    by : {"sector", "kind", "subkind", "region"} or mapping of entity id to group
    permutations : int
        Times that groups are dealt anew to the actors, ties kept.
    seed : int
        Of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Indexed by group, "all" first: ``actors``, ``internal`` and ``external`` (joined pairs; of a group, those with
        an end in it), ``ei`` (NaN without ties), ``expected`` (mean over permutations), ``p`` (share of permutations at
        least as far from the mean, (1 + hits) / (1 + permutations)). The group rows carry no test: NaN.

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises. *Social Psychology Quarterly*
    51, 123–140.
    """
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds), by)
    u, v = pairs(s)
    across = codes[u] != codes[v]
    external = np.bincount(codes[u][across], minlength=len(labels)) + np.bincount(
        codes[v][across], minlength=len(labels)
    )
    internal = np.bincount(codes[u][~across], minlength=len(labels))
    inside, outside = int((~across).sum()), int(across.sum())
    observed = _ei(outside, inside)
    draws = _permuted(codes, permutations, seed, lambda dealt: _ei_of(dealt, u, v)) if len(u) else np.zeros(0)
    rows = {"all": (s.n, inside, outside, observed, draws.mean() if len(draws) else np.nan, _p(observed, draws))}
    sizes = np.bincount(codes, minlength=len(labels))
    for k, label in enumerate(labels):
        rows[label] = (sizes[k], internal[k], external[k], _ei(external[k], internal[k]), np.nan, np.nan)
    table = pd.DataFrame.from_dict(
        rows, orient="index", columns=["actors", "internal", "external", "ei", "expected", "p"]
    )
    table.index.name = "group"
    return table.astype({"actors": int, "internal": int, "external": int})


def ei_of_actors(network: Network, *, by: By = "sector", kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the E-I index of each actor, indexed by entity id.

    ``name``, ``group``, ``internal`` and ``external`` (partners within and outside its group), ``ei`` (NaN of
    isolates).
    """
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds), by)
    u, v = pairs(s)
    across = codes[u] != codes[v]
    external = np.bincount(u, across, s.n) + np.bincount(v, across, s.n)
    internal = np.bincount(u, ~across, s.n) + np.bincount(v, ~across, s.n)
    with np.errstate(invalid="ignore"):
        ei = (external - internal) / (external + internal)
    return pd.DataFrame(
        {
            "name": list(s.names),
            "group": [labels[k] for k in codes],
            "internal": internal.astype(int),
            "external": external.astype(int),
            "ei": ei,
        },
        index=pd.Index(s.ids, name="id", dtype=object),
    )


def mixing(
    network: Network,
    *,
    by: By = "sector",
    kinds: Iterable[str] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how many pairs join each two groups, against chance: the shares of U–I, U–G, I–G and all others.

    Parameters as in `ei_index`.

    Returns
    -------
    pandas.DataFrame
        One row a pair of groups, indexed by (first, second): ``pairs`` (joined), ``share`` (of all joined pairs),
        ``expected`` (mean when groups are dealt anew), ``ratio`` (pairs / expected), ``p`` (two-sided, as in
        `ei_index`).
    """
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds), by)
    u, v = pairs(s)
    k = len(labels)
    cells = [(a, b) for a in range(k) for b in range(a, k)]
    names = pd.MultiIndex.from_tuples([(labels[a], labels[b]) for a, b in cells], names=["first", "second"])
    observed = _cells(codes, u, v, k)
    draws = _permuted(codes, permutations, seed, lambda dealt: _cells(dealt, u, v, k)) if len(u) else None
    expected = draws.mean(axis=0) if draws is not None else np.full(len(cells), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "pairs": observed.astype(int),
                "share": observed / len(u) if len(u) else np.nan,
                "expected": expected,
                "ratio": np.where(expected > 0, observed / expected, np.nan),
                "p": [_p(observed[c], draws[:, c]) if draws is not None else np.nan for c in range(len(cells))],
            },
            index=names if cells else pd.MultiIndex.from_arrays([[], []], names=["first", "second"]),
        )


def mixing_matrix(network: Network, *, by: By = "sector", kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the symmetric table of joined pairs, groups × groups; the diagonal holds pairs within a group, once."""
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds), by)
    u, v = pairs(s)
    table = np.zeros((len(labels), len(labels)), int)
    np.add.at(table, (codes[u], codes[v]), 1)
    across = table + table.T
    np.fill_diagonal(across, np.diag(table))
    return pd.DataFrame(across, index=pd.Index(labels, name="group"), columns=labels)


def assortativity(
    network: Network, *, by: Iterable[str] = ("sector", "kind", "region"), kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return whether like works with like, by each grouping and by degree.

    r = (Σ e_ii − Σ a_i b_i) / (1 − Σ a_i b_i) of groups, Pearson's r of degree over the ends of ties: 1 where like
    meets only like, 0 by chance, negative where unlike meets. NaN where every tie joins the same group, or there is no
    tie.

    Returns
    -------
    pandas.DataFrame
        Indexed by grouping, "degree" last: ``r`` and ``pairs`` (joined pairs whose ends are known).

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. *Physical Review E* 67, 026126.
    """
    drawn = sociogram(network, kinds=kinds)
    rows = {}
    for name in by:
        s, codes, labels = grouped(network, drawn, name)
        u, v = pairs(s)
        rows[name] = (assortativity_of(codes, u, v, len(labels)), len(u))
    u, v = pairs(drawn)
    rows["degree"] = (degree_assortativity(drawn.degree, u, v), len(u))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["r", "pairs"]).astype({"pairs": int})
    table.index.name = "by"
    return table


def openness(
    network: Network, *, by: By = "region", kinds: Iterable[str] | None = None, within: Within | None = None
) -> pd.DataFrame:
    """Return how far each region (or other group) works beyond itself, and through whom.

    Parameters
    ----------
    network : Network
        Ties read without direction, parallel ties once.
    by : {"sector", "kind", "subkind", "region"} or mapping of entity id to group
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds.
    within : mapping of group to groups, optional
        What lies in what, as a city lies in its province: a pair of two such groups crosses nothing, and is internal
        to both. By default groups of two names are two.

    Returns
    -------
    pandas.DataFrame
        One row a group, indexed by it: ``actors``; ``internal``, ``external`` (joined pairs with an end in it);
        ``unknown`` (pairs whose other end has no known group: in neither count); ``openness`` (external / (internal +
        external), which is (1 + E-I) / 2); ``gatekeepers`` (actors with partners both inside and outside, ids as a
        tuple);
        ``gatekeeper_share`` (of the external pairs, those at a gatekeeper).

    References
    ----------
    Graf, H. (2011). Gatekeepers in regional networks of innovators. *Cambridge Journal of Economics* 35, 173–198.
    """
    s = sociogram(network, kinds=kinds)
    labels = [label_of(network, id, by) for id in s.ids]
    u, v = pairs(s)
    inside: dict[int, int] = {}
    outside: dict[int, int] = {}
    unknown = dict.fromkeys(sorted({label for label in labels if label is not None}), 0)
    internal = dict.fromkeys(unknown, 0)
    for a, b in [*zip(u.tolist(), v.tolist(), strict=True), *zip(v.tolist(), u.tolist(), strict=True)]:
        here, there = labels[a], labels[b]
        if here is None:
            continue
        if there is None:
            unknown[here] += 1
        elif apart(here, there, within or {}):
            outside[a] = outside.get(a, 0) + 1
        else:
            inside[a] = inside.get(a, 0) + 1
            # A pair within one group is met from both ends.
            internal[here] += here != there or a < b
    rows = {}
    for group in unknown:
        members = [row for row, label in enumerate(labels) if label == group]
        external = sum(outside.get(row, 0) for row in members)
        keepers = [row for row in members if inside.get(row) and outside.get(row)]
        rows[group] = {
            "actors": len(members),
            "internal": internal[group],
            "external": external,
            "unknown": unknown[group],
            "openness": external / (internal[group] + external) if internal[group] + external else np.nan,
            "gatekeepers": tuple(s.ids[row] for row in keepers),
            "gatekeeper_share": sum(outside[row] for row in keepers) / external if external else np.nan,
        }
    columns = ["actors", "internal", "external", "unknown", "openness", "gatekeepers", "gatekeeper_share"]
    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="group", dtype=object), columns=columns)


def pairs(s: Sociogram) -> tuple[Ints, Ints]:
    """Return the joined pairs as two arrays of rows, each pair once, smaller row first."""
    cells = s.symmetric.tocoo()
    once = cells.row < cells.col
    return cells.row[once].astype(np.int64), cells.col[once].astype(np.int64)


def assortativity_of(codes: Ints, u: Ints, v: Ints, k: int) -> float:
    """Return Newman's r of a grouping over undirected pairs; NaN where it is 0/0."""
    if not len(u):
        return float("nan")
    e = np.bincount(codes[u] * k + codes[v], minlength=k * k).reshape(k, k).astype(float)
    e = (e + e.T) / (2 * len(u))
    chance = float((e.sum(axis=0) * e.sum(axis=1)).sum())
    return float("nan") if chance >= 1 - 1e-12 else float((np.trace(e) - chance) / (1 - chance))


def degree_assortativity(degree: Ints, u: Ints, v: Ints) -> float:
    """Return Pearson's r of the degrees at both ends of undirected pairs; NaN where all are alike."""
    x, y = degree[u].astype(float), degree[v].astype(float)
    if not len(x):
        return float("nan")
    mean = (x.sum() + y.sum()) / (2 * len(x))
    spread = ((x - mean) ** 2).sum() + ((y - mean) ** 2).sum()
    return float("nan") if spread == 0 else float(2 * ((x - mean) * (y - mean)).sum() / spread)


def _ei(external: float, internal: float) -> float:
    return float("nan") if external + internal == 0 else (external - internal) / (external + internal)


def _ei_of(codes: Ints, u: Ints, v: Ints) -> float:
    return float(2 * (codes[u] != codes[v]).mean() - 1)


def _cells(codes: Ints, u: Ints, v: Ints, k: int) -> Floats:
    """Return the joined pairs of each two groups, upper triangle row by row."""
    low, high = np.minimum(codes[u], codes[v]), np.maximum(codes[u], codes[v])
    square: Floats = np.bincount(low * k + high, minlength=k * k).astype(float)
    cells: Floats = square[[a * k + b for a in range(k) for b in range(a, k)]]
    return cells


def _permuted(codes: Ints, times: int, seed: int, statistic: Callable[[Ints], object]) -> Floats:
    random = np.random.default_rng(seed)
    return np.array([statistic(random.permutation(codes)) for _ in range(times)])


def _p(observed: float, draws: Floats) -> float:
    """Return the two-sided share of draws at least as far from their mean, the observed one counted among them."""
    if not len(draws):
        return float("nan")
    mean = draws.mean()
    far = np.abs(draws - mean) >= abs(observed - mean) - 1e-12
    return float((1 + far.sum()) / (1 + len(draws)))
