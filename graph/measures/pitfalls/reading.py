"""What a check looks at, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.measures.events import Affiliations, affiliations
from graph.measures.sociogram import Sociogram
from graph.network import Network

SMALL = 30
"""Below so many actors with ties a list is printed, not ranks."""

SEVERITIES = ("refuse", "correct", "note")

DRAWN_UP_TO = 500_000
"""Arcs up to which checks that draw or search again (rank intervals, communities) run by themselves."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One way in which a number could mislead, with what was done about it."""

    code: str
    """Name of the check, such as `mixed-status`."""
    severity: str
    """refuse (the number is not given), correct (given in another way) or note (given, with this sentence)."""
    zh: str
    en: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence rests on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check looks at: the network, and how it was read."""

    network: Network
    s: Sociogram
    kinds: frozenset[str] | None
    weight_role: str | None

    @property
    def events(self) -> Affiliations:
        """The two-mode network beside it."""
        return affiliations(self.network, kinds=self.kinds if self.s.projection else None)


def some(count: int, one: str, several: str) -> str:
    """Return a count with its noun."""
    return f"{count} {one if count == 1 else several}"
