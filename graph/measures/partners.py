"""Who should talk to whom: pairs not yet joined that their partners, events and fields suggest, with the evidence."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from graph.entity import Entity
from graph.errors import MeasureError
from graph.measures.events import affiliations
from graph.measures.sociogram import Floats, Ints, Sociogram, is_collaboration, sociogram
from graph.network import Network
from graph.ontology import ONTOLOGY

METHODS = ("adamic_adar", "resource_allocation", "katz", "common_partners", "common_events")

PARTNERS = frozenset({"University", "Institute", "Enterprise", "Agency", "Association"})
"""Kinds that can be asked to cooperate: a platform or a consortium is what they do together, a person acts for one."""

TAKING_PART = frozenset({"CO_BUILDS", "HOSTS", "LEADS", "MEMBER_OF"})
"""Kinds of tie by which one does something together with others."""

# Katz' β: a path of three steps counts a tenth of a path of two, and four steps on are left out.
KATZ = 0.1

MOST_PAIRS = 50_000_000
"""Two-step paths and shared events up to which all pairs are held at once."""

COLUMNS = [
    "first_name",
    "second_name",
    *METHODS,
    "through",
    "events",
    "fields",
    "claims",
]


def partners(
    network: Network,
    *,
    of: str | None = None,
    by: str = "adamic_adar",
    top: int = 20,
    planned: bool = False,
    kinds: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return pairs that are not joined yet and would fit, best first, each with what suggests it.

    Two are joined by a tie, and by what they do together: those who build, host or lead one thing, and those who belong
    to one platform, consortium or project, need no introduction.

    Parameters
    ----------
    network : Network
    of : str, optional
        Entity id; only pairs with it.
    by : str
        Score that orders: one of `METHODS`.
    top : int
        Number of pairs.
    planned : bool
        Whether ties that are only intended count as evidence. A pair that an intended tie joins is never recommended:
        it has been thought of.
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds.

    Returns
    -------
    pandas.DataFrame
        Indexed by (first, second) ids, `of` first where given: names; ``adamic_adar`` (Σ 1/ln k over common partners of
        k partners), ``resource_allocation`` (Σ 1/k), ``katz`` (paths of two steps, and of three at a tenth),
        ``common_partners`` and ``common_events`` (int); ``through`` (ids of common partners, fewest partners first),
        ``events`` and ``fields`` (what both take part in, what both work on) as tuples; ``claims`` (ids, of the ties to
        those common partners: the evidence).

    References
    ----------
    Adamic, L. A. and Adar, E. (2003). Friends and neighbors on the Web. *Social Networks* 25, 211–230.
    Zhou, T., Lü, L. and Zhang, Y.-C. (2009). Predicting missing links via local information. *Eur. Phys. J. B* 71,
    623–630.
    Katz, L. (1953). A new status index. *Psychometrika* 18, 39–43.
    """
    if by not in METHODS:
        raise MeasureError("partners", f"{by!r} is no score. Use {', '.join(METHODS)}.")
    wanted = None if kinds is None else frozenset(kinds)
    evidence = _evidence(network, wanted, planned)
    full, base = sociogram(network, kinds=wanted), sociogram(evidence, kinds=wanted)
    fields = _fields(evidence, base)
    able = np.array([_can_be_partner(network.entity(id).kind) for id in base.ids], bool)
    rows = np.arange(base.n)
    if of is not None:
        of = network.entity(of).id
        if of not in base.position:
            raise MeasureError("partners", f"{network.entity(of).name} is no actor with ties. Choose another.")
        rows = np.array([base.position[of]])
        able[rows] = True
    things = _things(network, base, wanted)
    _bounded(base, evidence, things, rows)
    scores, shared = _scores(base, rows), _common_events(evidence, base, rows)
    joined = [full.symmetric, _together(things, rows)]
    u, v = _candidates(base, joined, [scores["common_partners"], shared], able, once=of is None)
    columns = {name: _at(matrix, u, v) for name, matrix in (scores | {"common_events": shared}).items()}
    place = np.argsort(np.array(base.ids, str), kind="stable").argsort() if base.n else np.zeros(0, np.int64)
    falling = [-columns[name].round(9) for name in (by, *METHODS)]
    best = np.lexsort([place[v], place[u], *reversed(falling)])[:top]
    values = {(int(u[k]), int(v[k])): {name: float(column[k]) for name, column in columns.items()} for k in best}
    table = affiliations(evidence)
    at = {actor: frozenset(_events_of(table.incidence, row, table.events)) for row, actor in enumerate(table.actors)}
    counted = {tie.id for tie in base.used}
    found = []
    for i, j in values:
        a, b = base.ids[i], base.ids[j]
        common = sorted(set(_row(base, i)) & set(_row(base, j)), key=lambda k: (int(base.degree[k]), base.ids[k]))
        value = values[i, j]
        claims = [
            claim
            for k in common
            for tie in network.ties_of(base.ids[k])
            if {a, b} & set(tie.ends) and tie.id in counted
            for claim in tie.claims
        ]
        found.append(
            {
                "first_name": base.names[i],
                "second_name": base.names[j],
                **{name: int(value[name]) if name.startswith("common") else value[name] for name in METHODS},
                "through": tuple(base.ids[k] for k in common),
                "events": tuple(sorted(at.get(a, frozenset()) & at.get(b, frozenset()))),
                "fields": tuple(sorted(fields[a] & fields[b])),
                "claims": tuple(dict.fromkeys(claims)),
            }
        )
    index = pd.MultiIndex.from_arrays(
        [[base.ids[i] for i, _ in values], [base.ids[j] for _, j in values]], names=["first", "second"]
    )
    return pd.DataFrame(found, index=index, columns=COLUMNS)


def evaluate_partners(
    before: Network, after: Network, *, k: int = 20, kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return how well each score, given the network before, finds the pairs that joined after.

    Parameters
    ----------
    before, after : Network
        Two views of one ledger, or two networks with the same ids.
    k : int
        Of precision@k.

    Returns
    -------
    pandas.DataFrame
        Indexed by score, best average precision first, with the baselines "popularity" (sum of partners),
        "preferential_attachment" (product) and "chance" (share of positives): ``average_precision``,
        ``precision_at_k``,
        ``pairs`` (not joined before, as in `partners`), ``positives`` (of them with a tie after). Equal scores share
        their place: the expected value over their orders is not taken, a group of equals enters as a whole. NaN without
        positives.

    References
    ----------
    Liben-Nowell, D. and Kleinberg, J. (2007). The link-prediction problem for social networks. *JASIST* 58, 1019–1031.
    Yang, Y., Lichtenwalter, R. N. and Chawla, N. V. (2015). Evaluating link prediction methods. *KAIS* 45, 751–782.
    """
    wanted = None if kinds is None else frozenset(kinds)
    evidence = _evidence(before, wanted, planned=False)
    full, base = sociogram(before, kinds=wanted), sociogram(evidence, kinds=wanted)
    later = sociogram(after, kinds=wanted)
    rows = [row for row, id in enumerate(base.ids) if _can_be_partner(before.entity(id).kind)]
    u, v = (np.array(rows, np.int64)[ends] for ends in np.triu_indices(len(rows), 1))
    every, things = np.arange(base.n), _things(before, base, wanted)
    _bounded(base, evidence, things, every)
    apart = _apart([full.symmetric, _together(things, every)], u, v)
    u, v = u[apart], v[apart]
    where = np.array([later.position.get(id, -1) for id in base.ids], np.int64)
    known = (where[u] >= 0) & (where[v] >= 0)
    joined = np.zeros(len(u), bool)
    if known.any():
        joined[known] = _at(later.symmetric, where[u[known]], where[v[known]]) > 0
    scores: dict[str, Floats] = {
        name: _at(matrix, u, v)
        for name, matrix in (_scores(base, every) | {"common_events": _common_events(evidence, base, every)}).items()
    }
    scores["popularity"] = (base.degree[u] + base.degree[v]).astype(float)
    scores["preferential_attachment"] = (base.degree[u] * base.degree[v]).astype(float)
    scores["chance"] = np.zeros(len(u))
    found = {
        name: {
            "average_precision": _average_precision(score, joined),
            "precision_at_k": _precision(score, joined, k),
            "pairs": len(u),
            "positives": int(joined.sum()),
        }
        for name, score in scores.items()
    }
    order = sorted(found, key=lambda name: (-np.nan_to_num(found[name]["average_precision"]), name))
    return pd.DataFrame([found[name] for name in order], index=pd.Index(order, name="score", dtype=object))


def _evidence(network: Network, kinds: frozenset[str] | None, planned: bool) -> Network:
    """Return the network of the ties that count: not ended, and not only intended unless `planned`."""
    out = {"ended"} if planned else {"ended", *ONTOLOGY.statuses_in(["intended"])}
    kept = tuple(
        tie
        for tie in network.ties
        if tie.status not in out and (is_collaboration(tie.kind) if kinds is None else tie.kind in kinds)
    )
    return replace(network, ties=kept)


def _bounded(s: Sociogram, evidence: Network, things: sparse.csr_array, rows: Ints) -> None:
    """Refuse more pairs than memory holds: an actor of 5,000 partners suggests twelve million."""
    tied, met, doing = (
        float((sizes.astype(float) ** 2).sum())
        for sizes in (s.degree, affiliations(evidence).sizes, np.diff(things.tocsc().indptr))
    )
    if len(rows) > 1 and max(tied + met, doing) > MOST_PAIRS:
        raise MeasureError(
            "partners", "too many pairs share a partner. Ask for one actor (of=), or fewer kinds of tie."
        )


def _scores(s: Sociogram, rows: Ints) -> dict[str, sparse.csr_array]:
    """Return the scores of pairs that begin in `rows`; other rows are empty."""
    a, degree = s.pattern, s.degree.astype(float)
    if not s.n:
        return dict.fromkeys(METHODS[:4], a)
    begin = np.zeros(s.n)
    begin[rows] = 1.0
    first = (sparse.diags_array(begin) @ a).tocsr()
    # A common partner has at least two partners, so that ln k > 0 wherever it counts.
    adamic = np.divide(1.0, np.log(np.maximum(degree, 2.0)), out=np.zeros(s.n), where=degree > 1)
    allocation = np.divide(1.0, degree, out=np.zeros(s.n), where=degree > 0)
    two = (first @ a).tocsr()
    return {
        "adamic_adar": (first @ sparse.diags_array(adamic) @ a).tocsr(),
        "resource_allocation": (first @ sparse.diags_array(allocation) @ a).tocsr(),
        "katz": (two + KATZ * (two @ a)).tocsr(),
        "common_partners": two,
    }


def _common_events(evidence: Network, s: Sociogram, rows: Ints) -> sparse.csr_array:
    table = affiliations(evidence)
    place = np.array([s.position[id] for id in table.actors], np.int64)
    begin = np.isin(place, rows).astype(float)
    shared = (sparse.diags_array(begin) @ table.incidence @ table.incidence.T).tocoo() if len(place) else None
    if shared is None:
        return sparse.csr_array((s.n, s.n), dtype=float)
    return sparse.coo_array((shared.data, (place[shared.row], place[shared.col])), shape=(s.n, s.n)).tocsr()


def _things(network: Network, s: Sociogram, kinds: frozenset[str] | None) -> sparse.csr_array:
    """Return actors × things that they do together, 1 where the actor takes part.

    What they build, host or lead counts whatever its kind, what they belong to only if its members work together in it;
    things without a name and ties only intended count too: those have been thought of.
    """
    column: dict[str, int] = {}
    cells: dict[tuple[int, int], None] = {}
    for tie in network.ties:
        read = tie.kind in TAKING_PART and (kinds is None or tie.kind in kinds)
        if read and tie.source in s.position and (tie.kind != "MEMBER_OF" or _is_joint(network.entity(tie.target))):
            cells[s.position[tie.source], column.setdefault(tie.target, len(column))] = None
    where = ([row for row, _ in cells], [thing for _, thing in cells])
    return sparse.coo_array((np.ones(len(cells)), where), shape=(s.n, len(column))).tocsr()


def _is_joint(thing: Entity) -> bool:
    """Return whether the members of a thing work together in it; those of an association or a plan may never meet."""
    return thing.kind in ("Platform", "Consortium") or thing.subkind == "project"


def _together(things: sparse.csr_array, rows: Ints) -> sparse.csr_array:
    """Return how many things each two do together, of pairs that begin in `rows`."""
    begin = np.zeros(things.shape[0])
    begin[rows] = 1.0
    return (sparse.diags_array(begin) @ things @ things.T).tocsr()


def _fields(network: Network, s: Sociogram) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {id: set() for id in s.ids}
    for tie in network.ties:
        for end in tie.ends:
            if tie.field and end in found:
                found[end].add(tie.field)
    return found


def _candidates(
    base: Sociogram,
    joined_by: list[sparse.csr_array],
    suggested_by: list[sparse.csr_array],
    able: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    once: bool,
) -> tuple[Ints, Ints]:
    """Return the pairs that something suggests, of those who can be partners and whom nothing of any status joins."""
    cells = [matrix.tocoo() for matrix in suggested_by]
    u = np.concatenate([cell.row for cell in cells]).astype(np.int64)
    v = np.concatenate([cell.col for cell in cells]).astype(np.int64)
    keep = ((u < v) if once else (u != v)) & able[u] & able[v]
    code = np.unique(u[keep] * base.n + v[keep])
    u, v = code // max(base.n, 1), code % max(base.n, 1)
    apart = _apart(joined_by, u, v)
    return u[apart], v[apart]


def _apart(joined_by: list[sparse.csr_array], u: Ints, v: Ints) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return of each pair whether nothing joins it."""
    apart = np.ones(len(u), bool)
    for matrix in joined_by:
        apart &= _at(matrix, u, v) == 0
    return apart


def _at(matrix: sparse.csr_array, u: Ints, v: Ints) -> Floats:
    """Return the entries at these places, by search in the sorted places: indexing a dense row of scipy is slow."""
    cells = matrix.tocsr()
    cells.sort_indices()
    n = cells.shape[1]
    filled = np.repeat(np.arange(cells.shape[0], dtype=np.int64), np.diff(cells.indptr)) * n + cells.indices
    wanted = u * n + v
    at = np.minimum(np.searchsorted(filled, wanted), max(len(filled) - 1, 0))
    if not len(filled):
        return np.zeros(len(u))
    found: Floats = np.where(filled[at] == wanted, cells.data[at], 0.0)
    return found


def _can_be_partner(kind: str) -> bool:
    return kind in PARTNERS or kind not in ONTOLOGY.kinds


def _row(s: Sociogram, row: int) -> list[int]:
    return [int(k) for k in s.pattern.indices[s.pattern.indptr[row] : s.pattern.indptr[row + 1]]]


def _events_of(incidence: sparse.csr_array, row: int, events: tuple[str, ...]) -> list[str]:
    return [events[k] for k in incidence.indices[incidence.indptr[row] : incidence.indptr[row + 1]]]


def _average_precision(score: Floats, joined: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> float:
    """Return Σ (recall gained) · precision over the thresholds of a score."""
    positives = int(joined.sum())
    if not positives:
        return float("nan")
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(joined[order])
    last = np.r_[np.flatnonzero(np.diff(score[order])), len(score) - 1]
    precision = hits[last] / (last + 1)
    return float((np.diff(np.r_[0, hits[last]]) / positives * precision).sum())


def _precision(score: Floats, joined: "np.ndarray[tuple[int], np.dtype[np.bool_]]", k: int) -> float:
    """Return the expected share of joined pairs among the first k, equals in random order."""
    if not joined.any():
        return float("nan")
    k = min(k, len(score))
    edge = -np.partition(-score, k - 1)[k - 1]
    above, level = score > edge, score == edge
    return float((joined[above].sum() + (k - above.sum()) * joined[level].mean()) / k)
