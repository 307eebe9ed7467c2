"""How two entities are linked, as derived from claims."""

from dataclasses import dataclass
from datetime import date

from graph.identity import content_id


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
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that say it, in the order of the history."""
        return tuple(dict.fromkeys(assertion.claim for assertion in self.history))

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that say it, in the order of the history."""
        return tuple(dict.fromkeys(assertion.document for assertion in self.history))


def tie_id(kind: str, source: str, target: str) -> str:
    """Return the id of the tie of this kind between these ends; pass undirected ends in order."""
    return content_id("t", kind, source, target)
