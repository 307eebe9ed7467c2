"""Registers: ids in the order in which a question of the library lists what they stand for.

A register holds no answers: a question takes as many ids from its beginning as it wants rows, and reads those.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from graph.claim import Quantity
from graph.entity import Entity
from graph.identity import content_id
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store.counted import JOINING, LEADING, THINGS, history, is_actor, named, names_of, number, partners, step
from graph.store.grouping import grouped
from graph.store.guard import MOST_ROWS
from graph.tie import Tie

LONGEST = MOST_ROWS + 1
"""Ties of a register: a row more than an answer can have shows that it is cut. Longer lists take servers seconds."""
AIMED = frozenset({"planned", "aspired", "building"})
"""Modalities of a figure that is yet to be reached."""
Sum = tuple[str, str, dict[str, Any]]
"""Label, id and the other properties of a node `:Sum`."""


def registers(network: Network) -> Iterator[Sum]:
    """Yield every register that lists something, and the pairs of entries that contradict each other."""
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
    """Yield the pairs of entries of one history of which a later document names an earlier step, and their register."""
    found = []
    for tie in network.ties:
        said = history(tie)
        if len(tie.documents) < 2:
            continue
        for i, one in enumerate(said):
            for j, other in enumerate(said):
                if (
                    one.published
                    and other.published
                    and one.published <= other.published
                    and one.document != other.document
                    and step(one.status) > step(other.status)
                ):
                    first, kind, second, id = _by_name(network, tie)
                    days = one.published, other.published
                    found.append(((first, kind, second, *days, one.claim, other.claim), id, i, j))
    if found:
        ids = []
        for _, tie, earlier, later in sorted(found):
            ids.append(f"contradiction {tie} {earlier} {later}")
            yield "Contradiction", ids[-1], {"tie": tie, "earlier": earlier, "later": later}
        yield "Register", "contradicted", {"of": ids}


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
        if tie.kind == "LEADS":
            led[network.entity(tie.source).id].add(network.entity(tie.target).name)
    yield from register("leaders", map(network.entity, led), lambda e: len(led[e.id]))
    things = [entity for entity in network.entities if entity.kind in THINGS]
    unnamed = [e for e in things if not (named(network, e, LEADING) and named(network, e, JOINING))]
    yield from register("unnamed", unnamed, lambda _: 0)
    if things:
        things.sort(key=lambda e: (e.kind, e.name, e.id))
        yield "Register", "platforms", {"of": [entity.id for entity in things]}


def _of_targets(network: Network) -> Iterator[Sum]:
    """Yield the register of what is aimed at, and what was achieved of an indicator, counted in one unit.

    The figures of such an `:Achieved` stand in lists side by side; a property list can hold no null, so that an
    unknown entity or period is empty text.
    """
    aims = [q for q in network.quantities if q.modality in AIMED]
    if aims:
        aims.sort(key=lambda q: (q.indicator, q.period is None, q.period or "", q.low is None, q.low or 0.0, q.id))
        yield "Register", "targets", {"of": [q.id for q in aims]}
    # A figure that could not be read as a number can be held against nothing.
    read = [q for q in network.quantities if q.modality == "achieved" and _most(q) is not None]
    for id, figures in grouped(sorted(read, key=lambda q: q.id), achieved_id):
        yield "Achieved", id, {
            "indicator": figures[0].indicator, "unit": figures[0].unit, "figures": [q.id for q in figures],
            "of": [network.entity(q.entity).id if q.entity and network.has(q.entity) else "" for q in figures],
            "periods": [q.period or "" for q in figures], "added": [q.relation == "increment" for q in figures],
            "most": [_most(q) for q in figures],
        }  # fmt: skip


def achieved_id(quantity: Quantity) -> str:
    """Return the id of the sum that holds what was achieved of the indicator of a quantity, in its unit."""
    return content_id("achieved ", quantity.indicator, quantity.unit)


def _most(quantity: Quantity) -> float | None:
    return number(quantity.low if quantity.high is None else quantity.high)


def _by_name(network: Network, tie: Tie) -> tuple[Any, ...]:
    first, second = names_of(network, tie)
    return first, tie.kind, second, tie.id
