"""What a document says: claims about links, and quantities.

A claim is n-ary: an agreement of five parties is one claim with five partners. Ties between two ends are derived from
it later (`graph.derive`), so that a consortium stays one thing.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from graph.day import day_of
from graph.identity import content_id

_PARTS = {
    "": ("-01", "-12"),
    "-H1": ("-01", "-06"),
    "-H2": ("-07", "-12"),
    "-Q1": ("-01", "-03"),
    "-Q2": ("-04", "-06"),
    "-Q3": ("-07", "-09"),
    "-Q4": ("-10", "-12"),
}
"""What stands behind the year of a period longer than a month → its first and its last month."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One filler of a role in a claim."""

    role: str
    name: str
    """The normalised name; the surface form where generic."""
    kind: str
    start: int | None = None
    """Where it stands in the text; None where the frame supplied an elided subject."""
    end: int | None = None
    generic: bool = False
    entity: str | None = None
    """Id of the entity; None in the ledger, filled by `graph.derive`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One document says one thing about its participants."""

    id: str
    document: str
    kind: str
    participants: tuple[Participant, ...]
    status: str
    start: int
    end: int
    quote: str
    """Verbatim: `text[start:end]`."""
    when: str | None = None
    """The date of the fact itself, YYYY, YYYY-MM or YYYY-MM-DD, if the text gives it."""
    field: str | None = None
    position: str | None = None
    """The title held, of an AFFILIATED_WITH."""
    amount: str | None = None
    """As written, of a FUNDS."""
    confidence: float = 1.0
    """0 to 1."""
    pattern: str = ""
    """The rule, table column or model that read it."""
    before: str = ""
    """What its sentence says before the quote; empty in the ledger, filled by `graph.derive`: see `graph.sentence`."""
    after: str = ""
    """What its sentence says after the quote."""

    @property
    def sentence(self) -> str:
        """The whole sentence, a long one cut; in the ledger the quote alone."""
        return self.before + self.quote + self.after

    def names(self, role: str) -> tuple[str, ...]:
        """Return the names that fill `role`."""
        return tuple(p.name for p in self.participants if p.role == role)

    def in_role(self, role: str) -> tuple[Participant, ...]:
        """Return the participants in `role`, in the order of the text."""
        return tuple(p for p in self.participants if p.role == role)


def claim_id(
    document: str, kind: str, participants: tuple[Participant, ...], status: str, start: int, end: int, when: str | None
) -> str:
    """Return the id of a claim: a hash of document, kind, roles as spans (names where elided), quote, status, when."""
    roles = sorted((p.role, p.start or 0, p.end or 0, p.name if p.start is None else "") for p in participants)
    return content_id("c", document, kind, roles, start, end, status, when)


def first_day(when: str | None) -> date | None:
    """Return the first day of YYYY, YYYY-MM or YYYY-MM-DD; None for other text."""
    if when is None or len(when) not in (4, 7, 10):
        return None
    try:
        return day_of((when + "-01-01")[:10])
    except ValueError:
        return None


def span(period: str | None) -> tuple[date, date] | None:
    """Return the first and the last day of YYYY, YYYY-MM, YYYY-MM-DD, a half or a quarter; None for other text.

    Examples
    --------
    >>> [str(day) for day in span("2023-H1")], [str(day) for day in span("2024-02")]
    (['2023-01-01', '2023-06-30'], ['2024-02-01', '2024-02-29'])
    """
    if period is None:
        return None
    year, part = period[:4], period[4:]
    first, last = (first_day(year + month) for month in _PARTS.get(part, (part, part)))
    if first is None or last is None:
        return None
    if len(period) == len("YYYY-MM-DD"):
        return first, first
    return first, last.replace(day=monthrange(last.year, last.month)[1])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a document states as a target or an achievement."""

    id: str
    document: str
    indicator: str
    low: float | None
    high: float | None
    """None where open."""
    unit: str | None
    """As written, in simplified characters: 家, 名, 亿元, %."""
    relation: str
    """equal, about, more, range, increment, at_most."""
    modality: str
    """planned, aspired, building, achieved."""
    period: str | None
    """A year, month or day (see `span`), a half (2023-H1) or a quarter (2023-Q2); of a table, as written."""
    start: int
    end: int
    quote: str
    scope: str | None = None
    """Name of the entity that the figure is about; None where unknown."""
    scope_kind: str | None = None
    confidence: float = 1.0
    entity: str | None = None
    """Id of the scope's entity; None in the ledger, filled by `graph.derive`."""
    before: str = ""
    """What its sentence says before the quote; empty in the ledger, filled by `graph.derive`."""
    after: str = ""
    """What its sentence says after the quote."""

    @property
    def sentence(self) -> str:
        """The whole sentence, a long one cut; in the ledger the quote alone."""
        return self.before + self.quote + self.after


def relation_of(low: float | None, high: float | None) -> str:
    """Return the relation that two numbers say by themselves, None where open: equal, more, at_most or range."""
    if high is None:
        return "more"
    if low is None:
        return "at_most"
    return "equal" if low == high else "range"


def quantity_id(document: str, indicator: str, start: int, end: int, low: float | None, high: float | None) -> str:
    """Return the id of a quantity: a hash of document, indicator, quote span and figures."""
    return content_id("q", document, indicator, start, end, low, high)
