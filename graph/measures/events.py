"""Two-mode networks: actors and the things they build, lead or belong to together, kept whole and projected on demand.

A consortium of twelve is one event with twelve members, not sixty-six ties. A projection turns events into ties between
their members, and each way of counting answers another question; none is the default.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from graph.errors import MeasureError
from graph.measures.sociogram import Ints, Sociogram, is_actor, role_of, sociogram
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.tie import Tie

EVENT_KINDS = frozenset({"MEMBER_OF", "CO_BUILDS", "LEADS"})
"""Kinds whose target is an event and whose source takes part in it."""

PROJECTIONS = ("full", "newman", "fractional_actor", "fractional_event")


@dataclass(frozen=True, eq=False)
class Affiliations:
    """Who takes part in what."""

    actors: tuple[str, ...]
    """Entity ids: all actors of the network but those that are events only, in the network's order."""
    events: tuple[str, ...]
    """Entity ids of the things with at least one actor, in the network's order."""
    incidence: sparse.csr_array
    """actors × events, 1 where the actor takes part."""
    leaders: Mapping[str, tuple[str, ...]]
    """Event → actors that lead it; regions and groups that do are no actors."""
    names: Mapping[str, str]
    left_out: Mapping[str, int]
    """Counted: placeholders (events or members without a name), other_members (no actors), ended (ties:
    who left takes part no more)."""

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Event → its actors, in the network's order."""
        by_event = self.incidence.T.tocsr()
        return {
            event: tuple(
                self.actors[row] for row in sorted(by_event.indices[by_event.indptr[k] : by_event.indptr[k + 1]])
            )
            for k, event in enumerate(self.events)
        }

    @cached_property
    def sizes(self) -> Ints:
        """Number of actors in each event."""
        return np.asarray(self.incidence.sum(axis=0), np.int64).ravel()


def affiliations(network: Network, *, kinds: Iterable[str] | None = None) -> Affiliations:
    """Return the two-mode network: `whole` of any kind, what is built, what is led, and the actors that take part.

    Parameters
    ----------
    network : Network
    kinds : iterable of str, optional
        Kinds of tie from a participant to an event; by default MEMBER_OF, CO_BUILDS and LEADS. TAKES_PART_IN and
        ORGANISES are events too, but of another sort: name them to read them. Of no kind are ended ties read.

    Raises
    ------
    MeasureError
        If a kind has no direction: neither end of its ties is an event.
    """
    wanted = EVENT_KINDS if kinds is None else frozenset(kinds)
    shelf: dict[object, Affiliations] = vars(network).setdefault("_affiliations", {})
    if wanted not in shelf:
        shelf[wanted] = _affiliations(network, wanted)
    return shelf[wanted]


def projected(network: Network, how: str, *, of: str = "actors", kinds: Iterable[str] | None = None) -> Sociogram:
    """Return the actors joined by the events that they share, as a sociogram of strengths.

    Parameters
    ----------
    network : Network
    how : {"full", "newman", "fractional_actor", "fractional_event"}
        What an event of n actors gives each pair of them. "full": 1, so that an actor's strength grows with the size of
        its events. "newman" (the same as "fractional_actor"): 1/(n−1), so that its strength is its number of events
        with partners. "fractional_event": 2/(n(n−1)), so that each event gives 1 in all.
    of : {"actors", "events"}
        Events are joined by the actors that they share, counted in the same way.
    kinds : iterable of str, optional
        As in `affiliations`.

    Raises
    ------
    MeasureError
        If `how` is none of the four, or a kind has no direction.

    Notes
    -----
    Events of one actor join nobody and are counted in `left_out["single"]`. Every event becomes a clique: clustering
    and small-world figures of a projection are artefacts of event sizes.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks II. *Physical Review E* 64, 016132.
    Perianes-Rodriguez, A., Waltman, L. and van Eck, N. J. (2016). Constructing bibliometric networks: full and
    fractional counting. *Journal of Informetrics* 10, 1178–1195.
    """
    if how not in PROJECTIONS:
        raise MeasureError("projection", f"{how!r} is no way of counting. Use {', '.join(PROJECTIONS)}.")
    table = affiliations(network, kinds=kinds)
    ids, incidence = (table.actors, table.incidence) if of == "actors" else (table.events, table.incidence.T.tocsr())
    matrix = projection_of(incidence, how)
    return Sociogram(
        ids=ids,
        matrix=matrix,
        directed=False,
        weight_role="strength",
        kinds=EVENT_KINDS if kinds is None else frozenset(kinds),
        names=tuple(table.names[id] for id in ids),
        left_out=dict(table.left_out) | {"single": int((_sizes(incidence) == 1).sum())},
        projection=how,
    )


def projection_role(measure: str, weight: str | None, weight_role: str | None, *, directed: bool = False) -> str | None:
    """Return how the weights of a projection are to be read: "strength", or None for who is joined only.

    Raises
    ------
    MeasureError
        Under the name of `measure`, if a direction or distances are asked for, which a projection has not; also if a
        weight has no role.
    """
    role = role_of(weight, weight_role)
    if directed:
        raise MeasureError(measure, "a projection has no direction. Leave directed out, or leave projection out.")
    if role == "distance":
        raise MeasureError(measure, "weights of a projection are strengths, no distances. Say weight_role='strength'.")
    return role


def fitting_projection(network: Network, *, kinds: Iterable[str] | None = None) -> str | None:
    """Return "newman" where actors meet only in shared events, so that without a projection nobody has a partner.

    None where some tie joins two actors, or nothing joins any.
    """
    wanted = None if kinds is None else frozenset(kinds)
    if sociogram(network, kinds=wanted).m:
        return None
    events = None if wanted is None else wanted - _undirected(network.ties, wanted)
    return "newman" if (affiliations(network, kinds=events).sizes > 1).any() else None


def consortia(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return every consortium and other event with who takes part: the hyperedges, kept whole.

    Returns
    -------
    pandas.DataFrame
        One row an event, indexed by entity id, largest first, then by id: ``name``, ``kind``, ``size`` (int, actors),
        ``members`` and ``leaders`` (tuples of ids), ``sectors`` (of its members, as in "UIG"), ``regions`` (tuple,
        known ones), ``statuses`` (tuple, of its ties), ``claims`` (tuple of ids: the evidence).
    """
    table = affiliations(network, kinds=kinds)
    entity = {e.id: e for e in network.entities}
    wanted = EVENT_KINDS if kinds is None else frozenset(kinds)
    rows = []
    for event in table.events:
        members = table.members[event]
        at = network.ties_of(event)
        ties = [tie for tie in at if tie.kind in wanted and tie.target == event and not tie.ended]
        present = {entity[id].sector for id in members}
        rows.append(
            {
                "name": table.names[event],
                "kind": entity[event].kind,
                "size": len(members),
                "members": members,
                "leaders": table.leaders.get(event, ()),
                "sectors": "".join(sector for sector in "UIGRX" if sector in present),
                "regions": tuple(sorted({r for id in members if (r := entity[id].region)})),
                "statuses": tuple(dict.fromkeys(tie.status for tie in ties)),
                "claims": tuple(dict.fromkeys(claim for tie in ties for claim in tie.claims)),
            }
        )
    columns = ["name", "kind", "size", "members", "leaders", "sectors", "regions", "statuses", "claims"]
    found = pd.DataFrame(rows, index=pd.Index(table.events, name="id", dtype=object), columns=columns)
    return found.iloc[np.lexsort([np.array(table.events, str), -found["size"].to_numpy(int)])] if rows else found


def taking_part(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how much each actor takes part in events, by every way of counting.

    Returns
    -------
    pandas.DataFrame
        One row an actor that takes part, indexed by entity id, most events first, then by id: ``name``; ``events``
        (int, hyperedge degree); ``led`` (int, events it leads); ``partners`` (int, distinct co-participants); ``full``
        (sum over its events of the others in them); ``newman`` (events with partners); ``fractional_event`` (sum of
        2/n).
    """
    table = affiliations(network, kinds=kinds)
    b, sizes = table.incidence, table.sizes.astype(float)
    events = np.asarray(b.sum(axis=1), np.int64).ravel()
    led = dict.fromkeys(table.actors, 0)
    for leaders in table.leaders.values():
        for actor in leaders:
            led[actor] = led.get(actor, 0) + 1
    several = (sizes > 1).astype(float)
    found = pd.DataFrame(
        {
            "name": [table.names[id] for id in table.actors],
            "events": events,
            "led": [led[id] for id in table.actors],
            "partners": _partners(b),
            "full": b @ (sizes - 1),
            "newman": b @ several,
            "fractional_event": b @ (several * 2 / np.maximum(sizes, 1)),
        },
        index=pd.Index(table.actors, name="id", dtype=object),
    )
    found = found[found["events"] > 0]
    return found.iloc[np.lexsort([found.index.to_numpy(str), -found["events"].to_numpy(int)])] if len(found) else found


def s_components(network: Network, s: int, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the groups of events that hang together by sharing at least `s` actors.

    Returns
    -------
    pandas.DataFrame
        One row an event of at least `s` actors, indexed by entity id: ``name``, ``size`` (actors), ``component`` (int,
        1 has the most events), ``events`` (in its component).

    References
    ----------
    Aksoy, S. G. et al. (2020). Hypernetwork science via high-order hypergraph walks. *EPJ Data Science* 9, 16.
    """
    table = affiliations(network, kinds=kinds)
    large = np.flatnonzero(table.sizes >= s)
    b = table.incidence[:, large]
    shared = (b.T @ b).tocsr()
    shared.setdiag(0)
    shared.data = (shared.data >= s).astype(float)
    shared.eliminate_zeros()
    found = csgraph.connected_components(shared, directed=False)[1] if len(large) else np.zeros(0, int)
    counts = np.bincount(found) if len(large) else np.zeros(0, int)
    rank = np.empty(len(counts), int)
    rank[np.argsort(-counts, kind="stable")] = np.arange(1, len(counts) + 1)
    ids = [table.events[k] for k in large]
    return pd.DataFrame(
        {
            "name": [table.names[id] for id in ids],
            "size": table.sizes[large],
            "component": rank[found],
            "events": counts[found],
        },
        index=pd.Index(ids, name="id", dtype=object),
    ).sort_values("component", kind="stable")


def members_by_lead(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return who joins the events that whom leads: one row a pair of leader and other member, with their shared events.

    Indexed by (leader, member) ids: ``leader_name``, ``member_name``, ``events`` (int, led by the one with the other in
    them), most events first.
    """
    table = affiliations(network, kinds=kinds)
    counts: dict[tuple[str, str], int] = {}
    for event, leaders in table.leaders.items():
        for leader in leaders:
            for member in table.members[event]:
                if member != leader:
                    counts[leader, member] = counts.get((leader, member), 0) + 1
    order = sorted(counts, key=lambda pair: (-counts[pair], pair))
    index = pd.MultiIndex.from_tuples(order, names=["leader", "member"]) if order else pd.MultiIndex.from_arrays(
        [[], []], names=["leader", "member"]
    )  # fmt: skip
    return pd.DataFrame(
        {
            "leader_name": [table.names[a] for a, _ in order],
            "member_name": [table.names[b] for _, b in order],
            "events": [counts[pair] for pair in order],
        },
        index=index,
    )


def _undirected(ties: Iterable[Tie], kinds: frozenset[str]) -> frozenset[str]:
    """Return those of `kinds` without a direction: by the ontology, or by the ties where it does not know the kind."""
    known = {kind for kind in kinds if kind in ONTOLOGY.claims and not ONTOLOGY.claims[kind].directed}
    own = {tie.kind for tie in ties if tie.kind in kinds and tie.kind not in ONTOLOGY.claims and not tie.directed}
    return frozenset(known | own)


def _affiliations(network: Network, kinds: frozenset[str]) -> Affiliations:
    if wrong := _undirected(network.ties, kinds):
        raise MeasureError(
            "events", f"ties of kind {', '.join(sorted(wrong))} have no direction, and lead to no event. Leave it out."
        )
    entity = {e.id: e for e in network.entities}
    members: dict[tuple[str, str], None] = {}
    leaders: dict[str, dict[str, None]] = {}
    left_out = {"placeholders": 0, "other_members": 0, "ended": 0}
    for tie in network.ties:
        if tie.kind not in kinds or tie.source == tie.target:
            continue
        source, target = entity[tie.source], entity[tie.target]
        if tie.ended:
            left_out["ended"] += 1
        elif source.placeholder or target.placeholder:
            left_out["placeholders"] += 1
        elif not is_actor(source.kind):
            left_out["other_members"] += 1
        else:
            members[tie.source, tie.target] = None
            if tie.kind == "LEADS":
                leaders.setdefault(tie.target, {})[tie.source] = None
    taking, taken = {a for a, _ in members}, {e for _, e in members}
    actors = [
        e.id for e in network.entities
        if not e.placeholder and is_actor(e.kind) and (e.id in taking or e.id not in taken)
    ]  # fmt: skip
    events = [e.id for e in network.entities if e.id in taken]
    row = {id: number for number, id in enumerate(actors)}
    column = {id: number for number, id in enumerate(events)}
    where = ([row[a] for a, _ in members], [column[e] for _, e in members])
    incidence = sparse.coo_array((np.ones(len(members)), where), shape=(len(actors), len(events))).tocsr()
    incidence.sort_indices()
    return Affiliations(
        actors=tuple(actors),
        events=tuple(events),
        incidence=incidence,
        leaders={event: tuple(who) for event, who in leaders.items()},
        names={id: entity[id].name for id in (*actors, *events)},
        left_out=left_out,
    )


def _partners(incidence: sparse.csr_array) -> Ints:
    """Return how many others share an event with each actor, in blocks: a large event is a large clique."""
    found = np.zeros(incidence.shape[0], np.int64)
    turned = incidence.T.tocsr()
    for first in range(0, len(found), 500):
        met = incidence[first : first + 500] @ turned
        found[first : first + 500] = np.diff(met.indptr)
    # An actor in any event meets itself there.
    others: Ints = np.maximum(found - 1, 0)
    return others


def _sizes(incidence: sparse.csr_array) -> Ints:
    return np.asarray(incidence.sum(axis=0), np.int64).ravel()


def projection_of(incidence: sparse.csr_array, how: str) -> sparse.csr_array:
    """Return the weights between rows of a table of rows × events, by one of `PROJECTIONS`."""
    n = _sizes(incidence).astype(float)
    match how:
        case "full":
            each = np.ones(len(n))
        case "fractional_event":
            each = 2.0 / np.maximum(n * (n - 1), 1.0)
        case _:
            each = 1.0 / np.maximum(n - 1, 1.0)
    matrix = (incidence @ sparse.diags_array(each) @ incidence.T).tocsr() if len(n) else _nothing(incidence.shape[0])
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _nothing(n: int) -> sparse.csr_array:
    return sparse.csr_array((n, n), dtype=float)
