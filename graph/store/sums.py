"""Sums kept beside the network, so that a question over all of it need not look at every tie.

    (:Tie {id, kind, first, second, source, target, status, …})    a tie once more, as a row that an index finds
    (:Sum:Register {id, ties | of})                                ids in the order in which a question lists them
    (:Sum:Day {day, ties, entries})                                what was said anew on a day: ties, places in history
    (:Sum:Standing {tie, status, step, ties, silent, claims})      ties of one kind at one status
    (:Sum:Mix {first, second, ties, existing, claims})             collaboration between two sectors
    (:Sum:Reach {over, actor, own, met, count, ties, claims})      regions or sectors that an actor's ties lead to
    (:Sum:Contradiction {tie, earlier, later})                     places in a history; the later tells an earlier step
    (:Sum:Overlap {first, second, count, shared, claims})          two platforms or consortia with actors in both
    (:Sum:Place {region, actors})                                  the actors of one region
    (:Sum:Field {field, said, actors, claims})                     a field that claims name
    (:Sum:Publisher {publisher, documents, said, about_itself, claims})

All are counted from the network when a view is loaded, and belong to that view alone. A register holds ids and no
answers: a question takes as many from its beginning as it wants rows, and reads those. Lists of claims are by age,
oldest first.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from graph.claim import Claim
from graph.entity import Entity
from graph.identity import content_id
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store.grouping import grouped
from graph.tie import Assertion, Tie

LABELS = ("Register", "Day", "Standing", "Mix", "Reach", "Contradiction", "Overlap", "Place", "Field", "Publisher")
THINGS = ("Platform", "Consortium")
LEADING, JOINING = frozenset({"LEADS"}), frozenset({"MEMBER_OF", "CO_BUILDS", "HOSTS"})
Sum = tuple[str, str, dict[str, Any]]
"""Label, id and the other properties."""


def sums(network: Network) -> Iterator[Sum]:
    """Yield every sum of a network but the rows of its ties; nothing where there is nothing to count."""
    yield from _registers(network)
    yield from _days(network)
    yield from _standings(network)
    yield from _mixes(network)
    yield from _reaches(network)
    yield from _overlaps(network)
    yield from _places(network)
    yield from _fields(network)
    yield from _publishers(network)


def names_of(network: Network, tie: Tie) -> tuple[str, str]:
    """Return the names of both ends of a tie."""
    return network.entity(tie.source).name, network.entity(tie.target).name


def _registers(network: Network) -> Iterator[Sum]:
    """Yield the lists of ties that questions begin with, and of those who have most."""

    def by_name(tie: Tie) -> tuple[Any, ...]:
        first, second = names_of(network, tie)
        return first, tie.kind, second, tie.id

    def oldest(tie: Tie) -> tuple[Any, ...]:
        return tie.asserted is None, tie.asserted or date.min, *by_name(tie)

    def newest(tie: Tie) -> tuple[Any, ...]:
        return tie.asserted is not None, -(tie.asserted or date.min).toordinal(), *by_name(tie)

    def register(name: str, ties: Iterable[Tie], order: Callable[[Tie], tuple[Any, ...]]) -> Iterator[Sum]:
        if ids := [tie.id for tie in sorted(ties, key=order)]:
            yield "Register", name, {"ties": ids}

    statuses = ONTOLOGY.statuses
    yield from register("silent", filter(network.silent, network.ties), oldest)
    agreed = [tie for tie in network.ties if tie.status in statuses and statuses[tie.status].group == "agreed"]
    yield from register("agreed", agreed, oldest)
    yield from register("one document", [tie for tie in network.ties if len(tie.documents) == 1], by_name)
    for status, ties in grouped(network.ties, lambda tie: tie.status):
        yield from register(f"status {status}", ties, newest)
    for kind, order in (("FUNDS", by_name), ("APPROVES", newest), ("PROMOTES", oldest)):
        yield from register(f"kind {kind}", [tie for tie in network.ties if tie.kind == kind], order)
    yield from _contradicted(network, by_name)

    named = [entity for entity in network.entities if _is_actor(entity) and not entity.placeholder]
    count = Counter({entity.id: sum(1 for _ in _partners(network, entity)) for entity in named})
    most = sorted((entity for entity in named if count[entity.id]), key=lambda e: (-count[e.id], e.name, e.kind, e.id))
    if most:
        yield "Register", "most tied", {"of": [entity.id for entity in most]}
    led: dict[str, set[str]] = defaultdict(set)
    for tie in network.ties:
        if tie.kind == "LEADS":
            led[network.entity(tie.source).id].add(network.entity(tie.target).name)
    if led:
        leaders = sorted(map(network.entity, led), key=lambda e: (-len(led[e.id]), e.name, e.kind, e.id))
        yield "Register", "leaders", {"of": [entity.id for entity in leaders]}
    unnamed = sorted((e for e in network.entities if e.kind in THINGS and not (_named(network, e, LEADING) and _named(
        network, e, JOINING))), key=lambda e: (e.name, e.kind, e.id))  # fmt: skip
    if unnamed:
        yield "Register", "unnamed", {"of": [entity.id for entity in unnamed]}


def _contradicted(network: Network, by_name: Callable[[Tie], tuple[Any, ...]]) -> Iterator[Sum]:
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
                    first, kind, second, id = by_name(tie)
                    days = one.published, other.published
                    found.append(((first, kind, second, *days, one.claim, other.claim), id, i, j))
    if found:
        ids = []
        for _, tie, earlier, later in sorted(found):
            ids.append(f"contradiction {tie} {earlier} {later}")
            yield "Contradiction", ids[-1], {"tie": tie, "earlier": earlier, "later": later}
        yield "Register", "contradicted", {"of": ids}


def _days(network: Network) -> Iterator[Sum]:
    """Yield each day on which a tie was first spoken of, or given another status than before."""
    found: dict[date, list[tuple[Any, ...]]] = defaultdict(list)
    for tie in network.ties:
        said = history(tie)
        for at, one in enumerate(said):
            before = said[at - 1] if at and said[at - 1].published else None
            if one.published and (before is None or before.status != one.status):
                first, second = names_of(network, tie)
                found[one.published].append((first, tie.kind, second, one.status, tie.id, at))
    for day in sorted(found):
        rows = sorted(found[day])
        yield "Day", f"day {day}", {"day": day, "ties": [row[4] for row in rows], "entries": [row[5] for row in rows]}


def _standings(network: Network) -> Iterator[Sum]:
    for (kind, status), ties in grouped(network.ties, lambda tie: (tie.kind, tie.status)):
        place = step(status)
        yield "Standing", f"standing {kind} {status}", {
            "tie": kind, "status": status, "step": None if place < 0 else place, "ties": len(ties),
            "silent": sum(map(network.silent, ties)), "claims": network.by_age(id for tie in ties for id in tie.claims),
        }  # fmt: skip


def _mixes(network: Network) -> Iterator[Sum]:
    between = [tie for tie in network.ties if tie.kind in ONTOLOGY.collaboration and all(
        _is_actor(end) and not end.placeholder for end in map(network.entity, tie.ends))]  # fmt: skip
    for (first, second), ties in grouped(
        between, lambda t: tuple(sorted(network.entity(end).sector for end in t.ends))
    ):
        existing = sum(
            tie.status in ONTOLOGY.statuses and ONTOLOGY.statuses[tie.status].group == "existing" for tie in ties
        )
        yield "Mix", f"mix {first} {second}", {
            "first": first, "second": second, "ties": len(ties), "existing": existing,
            "claims": network.by_age(id for tie in ties for id in tie.claims),
        }  # fmt: skip


def _reaches(network: Network) -> Iterator[Sum]:
    """Yield, of each named actor, what the ties to other actors lead to, and the registers of who reaches most."""
    for over in ("region", "sector"):
        found = []
        for actor in network.entities:
            if actor.placeholder or not _is_actor(actor):
                continue
            met = [
                (other.region if over == "region" else other.sector, tie)
                for tie, other in _partners(network, actor)
                if (other.region is not None if over == "region" else other.sector != "X" and not other.placeholder)
            ]
            if met:
                known = sorted({value for value, _ in met if value is not None})
                found.append((-len(known), -len(met), actor.name, actor.id, {
                    "over": over, "actor": actor.name, "own": getattr(actor, over), "met": known, "count": len(known),
                    "ties": len(met), "claims": network.by_age(id for _, tie in met for id in tie.claims),
                }))  # fmt: skip
        found.sort(key=lambda row: row[:4])
        for *_, id, kept in found:
            yield "Reach", f"{over} {id}", kept
        if found:
            yield "Register", f"reach over {over}s", {"of": [f"{over} {row[3]}" for row in found]}


def _overlaps(network: Network) -> Iterator[Sum]:
    """Yield each two platforms or consortia that share actors, and the register of those that share most."""
    at: dict[tuple[str, str], list[tuple[Entity, Tie, Tie]]] = defaultdict(list)
    for actor in network.entities:
        if actor.placeholder or not _is_actor(actor):
            continue
        things = sorted(
            (network.entity(tie.target).id, tie.id, tie) for tie in network.ties_of(actor.id)
            if tie.kind in LEADING | JOINING and network.entity(tie.source).id == actor.id
            and network.entity(tie.target).kind in THINGS
        )  # fmt: skip
        for (v, _, t), (w, _, u) in combinations(things, 2):
            if v != w:
                at[v, w].append((actor, t, u))
    found = []
    for (v, w), both in at.items():
        shared = sorted({actor.name for actor, _, _ in both})
        first, second = network.entity(v).name, network.entity(w).name
        claims = network.by_age(id for _, t, u in both for id in (*t.claims, *u.claims))
        kept = {"first": first, "second": second, "count": len(shared), "shared": shared, "claims": claims}
        found.append((-len(shared), first, second, f"overlap {v} {w}", kept))
    found.sort(key=lambda row: row[:4])
    for *_, id, kept in found:
        yield "Overlap", id, kept
    if found:
        yield "Register", "overlaps", {"of": [row[3] for row in found]}


def _places(network: Network) -> Iterator[Sum]:
    actors = [entity for entity in network.entities if _is_actor(entity) and entity.region is not None]
    for region, there in grouped(actors, lambda entity: entity.region):
        yield "Place", content_id("place ", region), {"region": region, "actors": [entity.id for entity in there]}


def _fields(network: Network) -> Iterator[Sum]:
    for field, claims in grouped((c for c in network.claims if c.field is not None), lambda claim: claim.field):
        about = {entity.id for claim in claims for entity in about_whom(network, claim) if _is_actor(entity)}
        yield "Field", content_id("field ", field), {
            "field": field, "said": len(claims), "actors": len(about),
            "claims": network.by_age(claim.id for claim in claims),
        }  # fmt: skip


def _publishers(network: Network) -> Iterator[Sum]:
    documents = {document.id: document for document in network.documents}
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in network.entities:
        for alias in entity.aliases:
            bearers[alias].add(entity.id)
    said = [claim for claim in network.claims if claim.document in documents]
    for publisher, claims in grouped(said, lambda claim: documents[claim.document].publisher):
        own = bearers[publisher] if publisher is not None else set()
        yield "Publisher", content_id("publisher ", publisher), {
            "publisher": publisher, "documents": len({claim.document for claim in claims}), "said": len(claims),
            "about_itself": sum(any(entity.id in own for entity in about_whom(network, claim)) for claim in claims),
            "claims": network.by_age(claim.id for claim in claims),
        }  # fmt: skip


def history(tie: Tie) -> list[Assertion]:
    """Return what each claim said of a tie, oldest first: the first that it said."""
    told = {assertion.claim: assertion for assertion in reversed(tie.history)}
    return [told[claim] for claim in tie.claims]


def of_entity(network: Network, entity: Entity, about: Sequence[Claim]) -> dict[str, Any]:
    """Return what is counted of an entity: `ties`, and `about`, the claims that speak of it.

    Of a platform or consortium also the names of its `leaders` and `members` (members, builders and hosts), how many
    of each are named actors, and the `furthest` status that a claim about it says.
    """
    kept: dict[str, Any] = {"ties": len(network.ties_of(entity.id)), "about": network.by_age(c.id for c in about)}
    if entity.kind in THINGS:
        for role, kinds in (("leaders", LEADING), ("members", JOINING)):
            kept[role] = sorted({one.name for one in _taking_part(network, entity, kinds)})
            kept[f"named_{role}"] = _named(network, entity, kinds)
        kept["furthest"] = _furthest(claim.status for claim in about)
    return kept


def of_tie(network: Network, tie: Tie) -> dict[str, Any]:
    """Return what the row of a tie says beyond the tie: ends and their names, `amounts`, and what `followed`.

    The amounts of money that its claims name, as written, stand beside a funding; beside what is promoted, the furthest
    status of any tie of another kind that the promoted has.
    """
    first, second = names_of(network, tie)
    kept: dict[str, Any] = {"first": first, "second": second, "source": tie.source, "target": tie.target}
    if tie.kind == "FUNDS":
        kept["amounts"] = sorted({claim.amount for claim in network.claims_of(tie) if claim.amount is not None})
    if tie.kind == "PROMOTES":
        kept["followed"] = _furthest(other.status for other in network.ties_of(tie.target) if other.kind != tie.kind)
    return kept


def claims_about(network: Network) -> dict[str, list[Claim]]:
    """Return, by the id of an entity, the claims that speak of it, each once."""
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in network.claims:
        for id in dict.fromkeys(entity.id for entity in about_whom(network, claim)):
            about[id].append(claim)
    return about


def claims_in(network: Network) -> dict[str, list[str]]:
    """Return, by the id of a document, the ids of its claims, oldest first."""
    return {id: network.by_age(c.id for c in said) for id, said in grouped(network.claims, lambda c: c.document)}


def _furthest(statuses: Iterable[str]) -> str | None:
    """Return the status that stands last in the lifecycle; None where none of it is said."""
    return max((status for status in statuses if step(status) >= 0), key=step, default=None)


def _taking_part(network: Network, thing: Entity, kinds: frozenset[str]) -> Iterator[Entity]:
    for tie in network.ties_of(thing.id):
        if tie.kind in kinds and network.entity(tie.target).id == thing.id:
            yield network.entity(tie.source)


def _named(network: Network, thing: Entity, kinds: frozenset[str]) -> int:
    """Return how many named actors take part in a thing by ties of these kinds."""
    return len({e.id for e in _taking_part(network, thing, kinds) if _is_actor(e) and not e.placeholder})


def _partners(network: Network, actor: Entity) -> Iterator[tuple[Tie, Entity]]:
    """Yield the collaboration ties of an actor with the actor at the other end."""
    for tie in network.ties_of(actor.id):
        if tie.kind in ONTOLOGY.collaboration:
            one, two = map(network.entity, tie.ends)
            other = two if one.id == actor.id else one
            if _is_actor(other):
                yield tie, other


def about_whom(network: Network, claim: Claim) -> Iterator[Entity]:
    """Yield the entities that take part in a claim."""
    return (network.entity(p.entity) for p in claim.participants if p.entity is not None and network.has(p.entity))


def _is_actor(entity: Entity) -> bool:
    return entity.kind in ONTOLOGY.actors


def step(status: str) -> int:
    """Return the place of a status in the lifecycle; -1 for one outside it."""
    return ONTOLOGY.statuses[status].order if status in ONTOLOGY.statuses else -1
