"""What is counted of an entity, a tie and a document, and the ways through a network that the sums share."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from graph.claim import Claim
from graph.entity import Entity
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store.grouping import grouped
from graph.tie import Assertion, Tie, furthest

THINGS = ("Platform", "Consortium")
PARTS = {
    "leaders": frozenset({"LEADS"}), "hosts": frozenset({"HOSTS"}), "members": frozenset({"MEMBER_OF", "CO_BUILDS"})
}  # fmt: skip
"""How who takes part in a platform or consortium is called → the kinds of tie that say so."""
TAKING_PART = frozenset[str]().union(*PARTS.values())


def of_entity(network: Network, entity: Entity, about: Sequence[Claim]) -> dict[str, Any]:
    """Return what is counted of an entity: `ties`, and `about`, the claims that speak of it.

    Of a platform or consortium also the names of its `leaders`, `hosts` and `members` (members and builders), how many
    of each are named actors, and the `furthest` status of the ties about it that stand.
    """
    kept: dict[str, Any] = {"ties": len(network.ties_of(entity.id)), "about": network.by_age(c.id for c in about)}
    if entity.kind in THINGS:
        for part, kinds in PARTS.items():
            kept[part] = sorted({one.name for one in _taking_part(network, entity, kinds)})
            kept[f"named_{part}"] = named(network, entity, kinds)
        kept["furthest"] = network.furthest(entity.id)
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
        kept["followed"] = furthest(other.status for other in network.ties_of(tie.target) if other.kind != tie.kind)
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


def names_of(network: Network, tie: Tie) -> tuple[str, str]:
    """Return the names of both ends of a tie."""
    return network.entity(tie.source).name, network.entity(tie.target).name


def history(tie: Tie) -> list[Assertion]:
    """Return what each claim said of a tie, oldest first: the first that it said."""
    told = {assertion.claim: assertion for assertion in reversed(tie.history)}
    return [told[claim] for claim in tie.claims]


def about_whom(network: Network, claim: Claim) -> Iterator[Entity]:
    """Yield the entities that take part in a claim."""
    return (network.entity(p.entity) for p in claim.participants if p.entity is not None and network.has(p.entity))


def partners(network: Network, actor: Entity) -> Iterator[tuple[Tie, Entity]]:
    """Yield the collaboration ties of an actor with the actor at the other end."""
    for tie in network.ties_of(actor.id):
        if tie.kind in ONTOLOGY.collaboration:
            one, two = map(network.entity, tie.ends)
            other = two if one.id == actor.id else one
            if is_actor(other):
                yield tie, other


def _taking_part(network: Network, thing: Entity, kinds: frozenset[str]) -> Iterator[Entity]:
    for tie in network.ties_of(thing.id):
        if tie.kind in kinds and not tie.ended and network.entity(tie.target).id == thing.id:
            yield network.entity(tie.source)


def named(network: Network, thing: Entity, kinds: frozenset[str]) -> int:
    """Return how many named actors take part in a thing by ties of these kinds; who left takes part no more."""
    return len({e.id for e in _taking_part(network, thing, kinds) if is_actor(e) and not e.placeholder})


def is_actor(entity: Entity) -> bool:
    """Return whether measures count an entity as an actor."""
    return entity.kind in ONTOLOGY.actors


def step(status: str) -> int:
    """Return the place of a status in the lifecycle; -1 for one outside it."""
    return ONTOLOGY.statuses[status].order if status in ONTOLOGY.statuses else -1


def number(value: float | None) -> float | None:
    """Return a number as the only type that both servers keep as they are given it: a column has one type."""
    return None if value is None else float(value)
