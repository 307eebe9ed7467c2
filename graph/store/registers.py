"""Registers: ids in the order in which a question of the library lists what they stand for.

A register holds no answers: a question takes as many ids from its beginning as it wants rows, and reads those.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from graph.entity import Entity
from graph.identity import content_id
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store.contradictions import contradictions
from graph.store.counted import PARTS, THINGS, is_actor, named, names_of, partners
from graph.store.grouping import grouped
from graph.store.guard import MOST_ROWS
from graph.tie import HEADING, Tie

LONGEST = MOST_ROWS + 1
"""Ties of a register: a row more than an answer can have shows that it is cut. Longer lists take servers seconds."""
Sum = tuple[str, str, dict[str, Any]]
"""Label, id and the other properties of a node `:Sum`."""


def registers(network: Network) -> Iterator[Sum]:
    """Yield every register that lists something, and the pairs of statements that contradict each other."""
    yield from _of_ties(network)
    yield from _contradicted(network)
    yield from _of_entities(network)
    yield from _of_targets(network)


def _of_ties(network: Network) -> Iterator[Sum]:
    def oldest(tie: Tie) -> tuple[Any, ...]:
        return tie.asserted is None, tie.asserted or date.min, *by_name(tie)

    def newest(tie: Tie) -> tuple[Any, ...]:
        return tie.asserted is not None, -(tie.asserted or date.min).toordinal(), *by_name(tie)

    def by_name(tie: Tie) -> tuple[Any, ...]:
        return _by_name(network, tie)

    def register(name: str, ties: Iterable[Tie], order: Callable[[Tie], tuple[Any, ...]]) -> Iterator[Sum]:
        if ids := [tie.id for tie in sorted(ties, key=order)]:
            yield "Register", name, {"ties": ids[:LONGEST]}

    statuses = ONTOLOGY.statuses
    yield from register("silent", filter(network.silent, network.ties), oldest)
    agreed = [tie for tie in network.ties if tie.status in statuses and statuses[tie.status].group == "agreed"]
    yield from register("agreed", agreed, oldest)
    yield from register("one document", [tie for tie in network.ties if len(tie.documents) == 1], by_name)
    for status, ties in grouped(network.ties, lambda tie: tie.status):
        yield from register(f"status {status}", ties, newest)
    for kind, order in (("FUNDS", by_name), ("APPROVES", newest), ("PROMOTES", oldest)):
        yield from register(f"kind {kind}", [tie for tie in network.ties if tie.kind == kind], order)


def _contradicted(network: Network) -> Iterator[Sum]:
    """Yield the pairs of statements that contradict each other, and their register."""
    found = {
        content_id("contradiction ", kept["first"], kept["tie"], kept["second"], kept["claims"]): kept
        for kept in contradictions(network)
    }
    yield from (("Contradiction", id, kept) for id, kept in found.items())
    if found:
        yield "Register", "contradicted", {"of": list(found)}


def _of_entities(network: Network) -> Iterator[Sum]:
    def register(name: str, entities: Iterable[Entity], most: Callable[[Entity], int]) -> Iterator[Sum]:
        """List those first of which there is most, and the others by name."""
        if found := sorted(entities, key=lambda e: (-most(e), e.name, e.kind, e.id)):
            yield "Register", name, {"of": [entity.id for entity in found]}

    actors = [entity for entity in network.entities if is_actor(entity) and not entity.placeholder]
    count = Counter({entity.id: sum(1 for _ in partners(network, entity)) for entity in actors})
    yield from register("most tied", (entity for entity in actors if count[entity.id]), lambda e: count[e.id])
    led: dict[str, set[str]] = defaultdict(set)
    for tie in network.ties:
        if tie.kind == "LEADS" and not tie.ended:
            led[network.entity(tie.source).id].add(network.entity(tie.target).name)
    yield from register("leaders", map(network.entity, led), lambda e: len(led[e.id]))
    things = [entity for entity in network.entities if entity.kind in THINGS]
    heads, members = frozenset(HEADING), PARTS["members"]
    unnamed = [e for e in things if not (named(network, e, heads) and named(network, e, members))]
    yield from register("unnamed", unnamed, lambda _: 0)
    if things:
        things.sort(key=lambda e: (e.kind, e.name, e.id))
        yield "Register", "platforms", {"of": [entity.id for entity in things]}


def _of_targets(network: Network) -> Iterator[Sum]:
    """Yield the register of what is aimed at."""
    aims = [q for q in network.quantities if q.modality != "achieved"]
    if aims:
        aims.sort(key=lambda q: (q.indicator, q.period is None, q.period or "", q.low is None, q.low or 0.0, q.id))
        yield "Register", "targets", {"of": [q.id for q in aims]}


def _by_name(network: Network, tie: Tie) -> tuple[Any, ...]:
    first, second = names_of(network, tie)
    return first, tie.kind, second, tie.id
