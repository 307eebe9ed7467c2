"""A claim as it was read, before it gets an id and goes back to the source; and which of several stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from ingest.extract.frame import Party

PAIRED = 60
"""Names of a list that are compared pair by pair; longer lists are one claim all the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in clean offsets, before it gets an id."""

    kind: str
    roles: tuple[tuple[str, tuple[Party, ...]], ...]
    status: str
    start: int
    end: int
    confidence: float
    pattern: str
    position: str | None = None
    amount: str | None = None
    field: str | None = None
    when: str | None = None

    def names(self, role: str) -> frozenset[str]:
        """Return the names in a role."""
        return frozenset(p.name for r, parties in self.roles for p in parties if r == role)

    @property
    def pairs(self) -> frozenset[tuple[str, ...]]:
        """The pairs of ends that the claim links; one end alone where the other is not named."""
        sides = [sorted({p.name for p in parties}) for _, parties in self.roles if parties]
        if len(sides) == 1:
            names = sides[0]
            several = frozenset((a, b) for i, a in enumerate(names[:PAIRED]) for b in names[i + 1 : PAIRED])
            return several or frozenset((name,) for name in names)
        return frozenset(product(*[side[:PAIRED] for side in sides]))


def settled(said: Iterable[Said]) -> list[Said]:
    """Return each claim once, in the order of the text.

    Better patterns come first; a claim all of whose pairs another one of its kind has told is left out.
    """
    taken: set[tuple[str, tuple[str, ...]]] = set()
    kept: list[Said] = []
    for claim in sorted(said, key=lambda c: (-c.confidence, -len(c.pairs), c.start, c.end, c.pattern)):
        pairs = {(claim.kind, tuple(sorted(p)) if len(claim.roles) == 1 else p) for p in claim.pairs}
        if not pairs <= taken:
            taken |= pairs
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.start, c.end, c.kind, c.pattern, str(c.roles)))
