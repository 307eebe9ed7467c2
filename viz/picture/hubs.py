"""Agreements of many: drawn as one hub with a spoke to each party instead of a line between every two."""

from dataclasses import dataclass

from graph.network import Network

MANY = 4
"""From so many parties on, an agreement is drawn as a hub."""


@dataclass(frozen=True, slots=True)
class Hub:
    """All that the same parties have agreed among themselves, of one kind."""

    members: tuple[str, ...]
    """Ids of the entities."""
    ties: tuple[str, ...]
    """Ids of the ties that nothing else says."""


def hubs(network: Network) -> tuple[Hub, ...]:
    """Return the hubs of a network: claims whose many parties share one role, and the ties that only they say."""
    of_claim: dict[str, tuple[str, tuple[str, ...]]] = {}
    for claim in network.claims:
        if len(claim.participants) < MANY or len({end.role for end in claim.participants}) > 1:
            continue
        known = {network.entity(end.entity).id for end in claim.participants if end.entity and network.has(end.entity)}
        if len(known) >= MANY:
            of_claim[claim.id] = claim.kind, tuple(sorted(known))
    ties: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for tie in network.ties:
        said = {of_claim.get(claim.id) for claim in network.claims_of(tie)}
        if len(said) == 1 and (parties := said.pop()) is not None:
            ties.setdefault(parties, []).append(tie.id)
    return tuple(Hub(members, tuple(of)) for (_, members), of in ties.items())
