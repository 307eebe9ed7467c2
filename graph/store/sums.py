"""Sums kept beside the network, so that a question over all of it need not look at every tie.

    (:Tie {id, kind, first, second, source, target, status, …})    a tie once more, as a row that an index finds
    (:Sum:Register {id, ties | of})                                ids in the order in which a question lists them
    (:Sum:Day {day, ties, entries})                                what was said anew on a day: ties, places in history
    (:Sum:Standing {tie, status, step, ties, silent, claims})      ties of one kind at one status
    (:Sum:Mix {first, second, ties, existing, claims})             collaboration between two sectors
    (:Sum:Reach {over, actor, own, met, count, ties, claims})      regions or sectors that an actor's ties lead to
    (:Sum:Contradiction {first, tie, second, earlier, later, claims})    what two documents say of one thing
    (:Sum:Overlap {first, second, count, shared, claims})          two platforms or consortia with actors in both
    (:Sum:Place {region, actors})                                  the actors of one region
    (:Sum:Field {field, said, actors, claims})                     a field that claims name
    (:Sum:Publisher {publisher, documents, said, about_itself, claims})

All are counted from the network when a view is loaded, and belong to that view alone. Lists of claims are by age,
oldest first. Of standings, mixes and publishers the newest LONGEST are kept, as of registers of ties the
first. Registers are made in `graph.store.registers`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from graph.entity import Entity
from graph.identity import content_id
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store.counted import TAKING_PART, THINGS, about_whom, history, is_actor, names_of, partners, step
from graph.store.grouping import grouped
from graph.store.registers import LONGEST, Sum, registers
from graph.tie import Tie

LABELS = ("Register", "Day", "Standing", "Mix", "Reach", "Contradiction", "Overlap", "Place", "Field", "Publisher")
PROPERTIES = ("about_itself", "actor", "actors", "count", "day", "entries", "existing", "met", "of", "over", "own",
              "shared", "tie", "earlier", "earlier_in", "earlier_on", "later", "later_in", "later_on")  # fmt: skip
"""What sums have beside properties that entities, ties, claims and documents have too."""


def sums(network: Network) -> Iterator[Sum]:
    """Yield every sum of a network but the rows of its ties; nothing where there is nothing to count."""
    yield from registers(network)
    yield from _days(network)
    yield from _standings(network)
    yield from _mixes(network)
    yield from _reaches(network)
    yield from _overlaps(network)
    yield from _places(network)
    yield from _fields(network)
    yield from _publishers(network)


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
            "silent": sum(map(network.silent, ties)),
            "claims": network.by_age(id for tie in ties for id in tie.claims)[-LONGEST:],
        }  # fmt: skip


def _mixes(network: Network) -> Iterator[Sum]:
    between = [tie for tie in network.ties if tie.kind in ONTOLOGY.collaboration and all(
        is_actor(end) and not end.placeholder for end in map(network.entity, tie.ends))]  # fmt: skip
    for (first, second), ties in grouped(
        between, lambda t: tuple(sorted(network.entity(end).sector for end in t.ends))
    ):
        existing = sum(
            tie.status in ONTOLOGY.statuses and ONTOLOGY.statuses[tie.status].group == "existing" for tie in ties
        )
        yield "Mix", f"mix {first} {second}", {
            "first": first, "second": second, "ties": len(ties), "existing": existing,
            "claims": network.by_age(id for tie in ties for id in tie.claims)[-LONGEST:],
        }  # fmt: skip


def _reaches(network: Network) -> Iterator[Sum]:
    """Yield, of each named actor, what the ties to other actors lead to, and the registers of who reaches most."""
    for over in ("region", "sector"):
        found = []
        for actor in network.entities:
            if actor.placeholder or not is_actor(actor):
                continue
            met = [
                (other.region if over == "region" else other.sector, tie)
                for tie, other in partners(network, actor)
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
        if actor.placeholder or not is_actor(actor):
            continue
        things = sorted(
            (network.entity(tie.target).id, tie.id, tie) for tie in network.ties_of(actor.id)
            if tie.kind in TAKING_PART and not tie.ended and network.entity(tie.source).id == actor.id
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
    actors = [entity for entity in network.entities if is_actor(entity) and entity.region is not None]
    for region, there in grouped(actors, lambda entity: entity.region):
        yield "Place", content_id("place ", region), {"region": region, "actors": [entity.id for entity in there]}


def _fields(network: Network) -> Iterator[Sum]:
    for field, claims in grouped((c for c in network.claims if c.field is not None), lambda claim: claim.field):
        about = {entity.id for claim in claims for entity in about_whom(network, claim) if is_actor(entity)}
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
            "claims": network.by_age(claim.id for claim in claims)[-LONGEST:],
        }  # fmt: skip
