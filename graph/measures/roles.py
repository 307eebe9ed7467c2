"""Who brokers between whom: the five roles of Gould and Fernandez (1989)."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from graph.measures.groups import By, grouped
from graph.measures.sociogram import Floats, Ints, Sociogram, sociogram
from graph.network import Network
from graph.ontology import Label

ROLES = {
    "coordinator": Label("协调者", "coordinator"),
    "consultant": Label("顾问", "consultant (itinerant broker)"),
    "representative": Label("代表者", "representative"),
    "gatekeeper": Label("守门人", "gatekeeper"),
    "liaison": Label("联络者", "liaison"),
}
"""Role → what people read. A broker v stands between a and c (a → v → c, no a → c):

coordinator: all three of one group; consultant: a and c of one group, v of another; representative: a and v of one, c
of another; gatekeeper: v and c of one, a of another; liaison: all three of different groups.
"""

ALL = "all"
"""Index of the row that holds the whole network."""

# Arcs from which compiling the kernel repays.
COMPILED_FROM = 200_000


def brokerage_roles(
    network: Network, *, by: By = "sector", directed: bool = False, kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return how often each actor brokers in each of the five roles, with what chance would give.

    Parameters
    ----------
    network : Network
        Actors of unknown group are left out.
    by : {"sector", "kind", "subkind", "region"} or mapping of entity id to group
    directed : bool
        Whether arcs are followed. By default ties are read both ways: every ordered pair (a, c) then counts, so that
        each open pair counts twice and gatekeeper = representative by construction; do not read their difference.
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, ordered by `total` (falling), then id; last the row "all", their sum.

        ``name``, ``group``; the five roles and ``total`` (int); for each ``…_expected``, its mean in a random digraph
        of the same size and density, and ``…_z``, how many standard deviations the count lies above it (NaN where
        chance gives none). Expectations and deviations are those of R's `sna::brokerage`; of ties read both ways they
        treat the two arcs of a tie as independent, as R does, so that z overstates.

    Notes
    -----
    In the row "all" the deviations follow the published moments, as in R. Exact ones, by summing over all pairs of
    triples, are up to 4 % smaller for representative, gatekeeper and total in the six-actor network of the tests.

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation. *Sociological Methodology* 19, 89–126.
    """
    s, codes, labels = grouped(network, sociogram(network, kinds=kinds, directed=directed), by)
    counts = role_counts(s, codes)
    sizes = np.bincount(codes, minlength=len(labels)).astype(float)
    density = s.matrix.nnz / (s.n * (s.n - 1)) if s.n > 1 else 0.0
    mean, deviation = _actor_moments(sizes, density)
    mean_all, deviation_all = _network_moments(sizes, density)
    names = [*ROLES, "total"]
    table = pd.DataFrame(counts, columns=names, index=pd.Index(s.ids, name="id", dtype=object))
    everyone = pd.DataFrame([counts.sum(axis=0)], columns=names, index=pd.Index([ALL], name="id"), dtype=np.int64)
    order = np.lexsort([np.array(s.ids, str), -counts[:, 5]]) if s.n else np.zeros(0, int)
    table = pd.concat([table.iloc[order], everyone])
    expected = np.vstack([mean[codes][order], mean_all])
    spread = np.vstack([deviation[codes][order], deviation_all])
    table.insert(0, "name", [*(s.names[row] for row in order), ""])
    table.insert(1, "group", [*(labels[codes[row]] for row in order), ""])
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(spread > 0, (table[names].to_numpy(float) - expected) / spread, np.nan)
    for column, name in enumerate(names):
        table[f"{name}_expected"] = expected[:, column]
        table[f"{name}_z"] = z[:, column]
    return table if s.n else table.iloc[:0]


def role_counts(s: Sociogram, codes: Ints) -> Ints:
    """Return n × 6 counts: the five roles in the order of `ROLES`, then their sum."""
    if not s.n:
        return np.zeros((0, 6), np.int64)
    if s.matrix.nnz >= COMPILED_FROM:
        from graph.measures.kernels.roles import roles

        five = roles(s.pattern, codes, s.directed)
    else:
        five = _by_products(s.pattern, codes)
    return np.column_stack([five, five.sum(axis=1)])


def _by_products(arcs: sparse.csr_array, codes: Ints) -> Ints:
    """Count all two-step paths a → v → c by the groups of their ends, less those that come back or are closed."""
    n, k = arcs.shape[0], int(codes.max()) + 1
    cells = arcs.tocoo()
    same = codes[cells.row] == codes[cells.col]
    into, out = np.zeros((n, k)), np.zeros((n, k))
    np.add.at(out, (cells.row, codes[cells.col]), 1)
    np.add.at(into, (cells.col, codes[cells.row]), 1)
    every = np.arange(n)
    in_own, out_own = into[every, codes], out[every, codes]
    in_all, out_all = into.sum(axis=1), out.sum(axis=1)
    alike = (into * out).sum(axis=1)
    mutual = arcs.multiply(arcs.T).tocoo()
    back_same = np.bincount(mutual.row, codes[mutual.row] == codes[mutual.col], n)
    back_other = np.bincount(mutual.row, codes[mutual.row] != codes[mutual.col], n)
    paths = np.column_stack(
        [
            in_own * out_own - back_same,
            alike - in_own * out_own - back_other,
            in_own * (out_all - out_own),
            (in_all - in_own) * out_own,
            (in_all - in_own) * (out_all - out_own) - (alike - in_own * out_own),
        ]
    )

    def part(mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> sparse.csr_array:
        return sparse.csr_array((np.ones(int(mask.sum())), (cells.row[mask], cells.col[mask])), shape=(n, n))

    inside, across = part(same), part(~same)

    def closed(first: sparse.csr_array, third: sparse.csr_array, second: sparse.csr_array) -> Floats:
        """Return for each v the triples with a → v in `first`, a → c in `third` and v → c in `second`."""
        return np.asarray(((first.T @ third).multiply(second)).sum(axis=1), float).ravel()

    shut = np.column_stack(
        [
            closed(inside, inside, inside),
            closed(across, inside, across),
            closed(inside, across, across),
            closed(across, across, inside),
            closed(across, across, across),
        ]
    )
    return np.rint(paths - shut).astype(np.int64)


def _actor_moments(sizes: Floats, d: float) -> tuple[Floats, Floats]:
    """Return k × 6 means and standard deviations of the counts of one actor, by its group.

    A pair (a, c) is open at v with probability q = d²(1−d); two pairs that share a (or c) share one arc and have
    covariance d³(1−d)³; all others are independent.
    """
    q, shared = d**2 * (1 - d), d**3 * (1 - d) ** 3
    total = sizes.sum()
    mean, deviation = np.zeros((len(sizes), 6)), np.zeros((len(sizes), 6))
    for i, own in enumerate(sizes):
        rest = np.delete(sizes, i)
        mine, outside = own - 1, total - own
        # pairs (a, c) of each role, and ordered pairs of such pairs with one end in common
        pairs = [mine * (mine - 1), (rest * (rest - 1)).sum(), mine * outside, mine * outside,
                 (rest * (outside - rest)).sum(), (total - 1) * (total - 2)]  # fmt: skip
        one_end = mine * outside * (outside - 1) + outside * mine * (mine - 1)
        common = [2 * mine * (mine - 1) * (mine - 2), 2 * (rest * (rest - 1) * (rest - 2)).sum(), one_end, one_end,
                  2 * (rest * (outside - rest) * (outside - rest - 1)).sum(),
                  2 * (total - 1) * (total - 2) * (total - 3)]  # fmt: skip
        mean[i] = np.array(pairs) * q
        deviation[i] = np.sqrt(np.maximum(np.array(pairs) * q * (1 - q) + np.array(common) * shared, 0))
    return mean, deviation


def _network_moments(sizes: Floats, d: float) -> tuple[Floats, Floats]:
    """Return means and standard deviations of the six counts of the whole network, as published.

    Two triples that share one arc have covariance d³(1−d)³, that share the open pair d⁵(1−d), and of which one needs an
    arc that the other forbids −d⁴(1−d)².
    """
    q, shared, barred, twin = d**2 * (1 - d), d**3 * (1 - d) ** 3, d**4 * (1 - d) ** 2, d**5 * (1 - d)
    n, total = sizes, sizes.sum()
    inside, between = n * (n - 1) * (n - 2), n * (total - n) * (n - 1)
    a, v, c = (n.reshape(shape) for shape in ((-1, 1, 1), (1, -1, 1), (1, 1, -1)))
    k = np.arange(len(n))
    differ = (k[:, None, None] != k[None, :, None]) & (k[None, :, None] != k[None, None, :])
    differ &= k[:, None, None] != k[None, None, :]
    triples = np.where(differ, a * v * c, 0.0)
    ends, brokers = n[:, None], n[None, :]  # of a consultant: both ends of one group, the broker of another
    visits = np.where(k[:, None] != k[None, :], ends * brokers * (ends - 1), 0.0)
    one_side = (between * ((total - 3) * shared + (n - 2) * twin)).sum()
    extra = np.array(
        [
            (inside * ((4 * n - 10) * shared - 4 * (n - 3) * barred + (n - 3) * twin)).sum(),
            (visits * ((2 * ends + 2 * brokers - 6) * shared + (total - ends - 1) * twin)).sum(),
            one_side,
            one_side,
            (
                triples
                * (
                    (4 * (total - v) - 2 * (a + c + 1)) * shared
                    - (4 * (total - c) - 2 * (a + v + 1)) * barred
                    + (total - (a + c + 1)) * twin
                )
            ).sum(),
            total * (total - 1) * (total - 2)
            * ((4 * total - 10) * shared - 4 * (total - 3) * barred + (total - 3) * twin),
        ]
    )  # fmt: skip
    counts = np.array(
        [inside.sum(), between.sum(), between.sum(), between.sum(), triples.sum(), total * (total - 1) * (total - 2)]
    )
    return counts * q, np.sqrt(np.maximum(counts * q * (1 - q) + extra, 0))
