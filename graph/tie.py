"""How two entities are linked, as derived from claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.identity import content_id
from graph.ontology import ONTOLOGY

OF_TARGET = frozenset({"CO_BUILDS", "LEADS", "HOSTS", "MEMBER_OF", "APPROVES", "PROMOTES"})
"""Kinds of tie whose status says how far the target has come: what is built, led, hosted, joined, approved …"""
HEADING = ("LEADS", "HOSTS")
"""Kinds of tie from who heads a thing, 牵头或依托单位: leaders before hosts."""
OF_SOURCE = frozenset({"BRANCH_OF", "PART_OF", "LOCATED_IN", "SUCCEEDS"})
"""Kinds of tie whose status says how far the source has come: a planned branch makes no plan of its parent."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One claim's word on a tie: what it said the status was, and when it said so."""

    published: date | None
    status: str
    claim: str
    document: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A link of one kind between two entities, with all that was ever said of it."""

    id: str
    kind: str
    source: str
    """Entity id: the first role; of an undirected tie the smaller id."""
    target: str
    directed: bool
    status: str
    """As of the view's day."""
    since: str | None
    """Earliest `when` of the present status, as written; None if no claim dates it."""
    asserted: date | None
    """Newest publication that says the present status."""
    weight: float
    """Number of documents; of a network read from tables, the column `weight`."""
    history: tuple[Assertion, ...] = ()
    """Oldest first, undated first."""
    field: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """Both entity ids, source first."""
        return self.source, self.target

    @property
    def ended(self) -> bool:
        """Whether the last word on it is that it ended: it is history, and who stood in it takes part no more."""
        return self.status == "ended"

    def about(self, id: str) -> bool:
        """Return whether its status says how far the entity with this id has come.

        What an entity does to others, or is given, says nothing of it: a centre that signs with a university has not
        been signed.
        """
        return (self.kind in OF_TARGET and self.target == id) or (self.kind in OF_SOURCE and self.source == id)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that say it, in the order of the history."""
        return tuple(dict.fromkeys(assertion.claim for assertion in self.history))

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that say it, in the order of the history."""
        return tuple(dict.fromkeys(assertion.document for assertion in self.history))


def furthest(statuses: Iterable[str]) -> str | None:
    """Return the status that stands last in the lifecycle, `ended` only where nothing else is said; None without any.

    A thing goes on while one tie stands, whoever has left it.

    Examples
    --------
    >>> furthest(["promoting", "operating", "ended"]), furthest(["ended"]), furthest([])
    ('operating', 'ended', None)
    """
    known = [status for status in statuses if status in ONTOLOGY.statuses]
    return max(known, key=lambda status: (status != "ended", ONTOLOGY.statuses[status].order), default=None)


def tie_id(kind: str, source: str, target: str) -> str:
    """Return the id of the tie of this kind between these ends; pass undirected ends in order."""
    return content_id("t", kind, source, target)
