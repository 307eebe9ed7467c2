"""Claims and quantities from a table of our own form (csv or xlsx): one row a claim or a figure, each its own evidence.

The first row names the columns; their order is free, and others are left alone.

============== ======================================================================================================
column         what stands in it
============== ======================================================================================================
kind           a kind of claim (COOPERATES_WITH) or its label (合作, cooperates with); empty in a row of a quantity
*a role*       the names that fill it: `partner`, `builder`, `built`, `leader` … as the ontology has them; several apart
               by `;` or `、`. Each as `name<Kind>`, `name<Kind generic>` for a class word that names nobody
*role*_kind   the kind of the names in the role's column that say none themselves
status         planned, promoting, signed, building, approved, operating, ended, or its label
when           the day of the fact: YYYY, YYYY-MM or YYYY-MM-DD, a day of the calendar; 2023-7-3 and 2023/7/3 are read
field          the technology or industry; position: the title held; amount: as written
quote          the sentence that says so (also called `sentence`); without it the row itself is the evidence
publisher      who says so; published: when (YYYY-MM-DD, 2023-7-3 or 2023/7/3); address: where it can be read
indicator      of a quantity, with low, high, unit, relation, modality, period, scope and scope_kind (of the entity)
============== ======================================================================================================

Rows that name the same publisher, day and address are one document; its text has one line a row, its filled cells with
their columns, so that every span holds. A row that does not keep to the form is left out with one line that says why;
the others go on, and a document of which none is left is no document. A table that has one of these columns twice is
not read: which of the two counts, only its author knows.

>>> table = (("kind", "partner", "status"), ("COOPERATES_WITH", "云岭大学<University>;青禾集团<Enterprise>", "signed"))
>>> page = Page("", "text/csv", None, "csv@1", "0" * 64, "claims.csv", table=table)
>>> readings_of(page).readings[0].claims[0].names("partner")
('云岭大学', '青禾集团')
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.claim import Claim, Participant, Quantity, claim_id, first_day, quantity_id, relation_of
from graph.day import as_iso, day_of
from graph.document import Document, Mention, document_id
from graph.errors import DocumentError
from graph.ontology import ONTOLOGY, ClaimKind, Shelf, code_of
from graph.reading import Reading
from ingest.frame import language_of
from ingest.places import leading_place
from ingest.readers.page import Page
from ingest.readers.source import shown
from ingest.readers.table import line
from ingest.readers.webmeta import web_address
from ingest.text.normalise import clean_name

EXTRACTOR = "claims-table@1"
MOST_TIES = 20_000
"""That one row may say: two hundred partners, each with each. A row of more would fill the memory of whoever asks."""

_ROLES = frozenset(role for kind in ONTOLOGY.claims.values() for role in kind.roles)
_SOLE_KIND = {"person": "Person", "place": "Region", "event": "Event"}
"""Roles that only one kind of entity fills."""
_EXPECTED = (
    "kind, status and a column a role (partner, builder, built, leader, led …), "
    "or indicator, low, high, unit and modality"
)
_COLUMNS = _ROLES | {f"{role}_kind" for role in _ROLES} | {
    "kind", "status", "when", "field", "position", "amount", "quote", "sentence", "publisher", "published", "address",
    "indicator", "low", "high", "unit", "relation", "modality", "period", "scope", "scope_kind",
}  # fmt: skip
"""What a header may name; other columns are kept in the text and not read."""
_NAME = re.compile(r"[^;；、\n]+")


class _BadRow(ValueError):
    """A row that does not keep to the form; the message says why."""


@dataclass(frozen=True, slots=True)
class TableReadings:
    """What a table gave: one reading a document, and one line for each row that was left out."""

    readings: tuple[Reading, ...]
    warnings: tuple[str, ...]
    """One a row, so that their number is that of the rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the names of its columns, and where each cell stands in the text of its document."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, int]
    start: int
    end: int

    def cell(self, *names: str) -> str:
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


def is_claims_table(table: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether the header names the columns of a claim or of a quantity."""
    header = {_column(name) for name in table[0]}
    return ({"kind", "status"} <= header and bool(header & _ROLES)) or {"indicator", "modality"} <= header


def readings_of(page: Page, *, publisher: str | None = None, published: date | None = None) -> TableReadings:
    """Return what the claims table on `page` says; `publisher` and `published` count where a row names none.

    Raises
    ------
    DocumentError
        If the page is no table, or its header is not that of a claims table or names a column twice.
    """
    if page.table is None or not is_claims_table(page.table):
        found = "" if page.table is None else f", not {_short(', '.join(filter(None, page.table[0])), 200)}"
        raise DocumentError(
            page.address,
            f"is no claims table. Expected are the columns {_EXPECTED}{found}. Bring it into the form of "
            "docs/claims-table.md.",
        )
    header = [_column(name) for name in page.table[0]]
    if twice := next((name for name, times in Counter(header).items() if times > 1 and name in _COLUMNS), None):
        raise DocumentError(page.address, f"has the column {twice} twice. Join the two, or rename one.")
    warnings: list[str] = []
    groups: dict[tuple[str, str, str], list[tuple[int, tuple[str, ...]]]] = {}
    for number, cells in enumerate(page.table[1:], start=2):
        if not any(cells):
            continue
        named = dict(zip(header, cells, strict=True))
        source = (named.get("publisher", ""), as_iso(named.get("published", "")), named.get("address", ""))
        groups.setdefault(source, []).append((number, cells))
    readings = []
    for source, rows in groups.items():
        try:
            document = _document(page, header, source, rows, len(groups) == 1, publisher, published)
        except _BadRow as error:
            warnings.extend(f"{page.address}: row {number} left out: {error}" for number, _ in rows)
            continue
        reading = _reading(document, page, header, rows, warnings)
        if reading.claims or reading.quantities:
            readings.append(reading)
    return TableReadings(tuple(readings), tuple(warnings))


def _document(
    page: Page,
    header: list[str],
    source: tuple[str, str, str],
    rows: list[tuple[int, tuple[str, ...]]],
    alone: bool,
    publisher: str | None,
    published: date | None,
) -> Document:
    named, day, address = source
    by = clean_name(named or publisher or "") or None
    # Documents of one file must differ in their id: then the hash is that of the file's hash and the source's names.
    sha256 = page.sha256 if alone else hashlib.sha256("\n".join((page.sha256, *source)).encode()).hexdigest()
    text = "\n".join(line(_filled(header, cells)) for _, cells in rows)
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        address=web_address(address) or address or page.address,
        title=None,
        publisher=by,
        published=_day(day) if day else published,
        region=leading_place(by or ""),
        language=language_of(text),
        media_type=page.media_type,
        charset=page.charset,
        text=text,
        reader=page.reader,
        damage=page.damage,
    )


def _reading(
    document: Document,
    page: Page,
    header: list[str],
    rows: list[tuple[int, tuple[str, ...]]],
    warnings: list[str],
) -> Reading:
    claims: list[Claim] = []
    quantities: list[Quantity] = []
    mentions: dict[Mention, None] = {}
    at = 0
    for number, cells in rows:
        row = _row(number, header, cells, at)
        at = row.end + 1
        try:
            if row.cell("indicator") and not row.cell("kind"):
                quantities.append(_quantity(document, row))
                continue
            claim = _claim(document, row)
            claims.append(claim)
            mentions.update(dict.fromkeys(_mentions(document, claim.participants)))
        except _BadRow as error:
            warnings.append(f"{page.address}: row {number} left out: {error}")
    return Reading(document, EXTRACTOR, tuple(mentions), tuple(claims), tuple(quantities))


def _row(number: int, header: list[str], cells: tuple[str, ...], start: int) -> _Row:
    places: dict[str, int] = {}
    named: dict[str, str] = {}
    at = start
    for name, cell in zip(header, cells, strict=True):
        if name not in named:
            named[name], places[name] = cell, at + len(_headed(name, ""))
        if cell:
            at += len(_headed(name, cell)) + len(line(("", "")))
    return _Row(number, named, places, start, start + len(line(_filled(header, cells))))


def _filled(header: Iterable[str], cells: Iterable[str]) -> list[str]:
    """Return the filled cells of a row, each with its column's name: the sentence of a row that quotes none."""
    return [_headed(name, cell) for name, cell in zip(header, cells, strict=True) if cell]


def _headed(name: str, cell: str) -> str:
    return f"{name}: {cell}" if name else cell


def _claim(document: Document, row: _Row) -> Claim:
    if not row.cell("kind"):
        raise _BadRow("neither kind nor indicator is filled in.")
    kind = ONTOLOGY.claims[_known(row.cell("kind"), "kind", ONTOLOGY.claims)]
    entries = {role: [e for e in _NAME.finditer(row.cell(role)) if e.group().strip()] for role in kind.roles}
    _check_numbers(kind, {role: len(found) for role, found in entries.items()})
    participants = tuple(_participant(row, role, entry) for role in kind.roles for entry in entries[role])
    strangers = sorted(role for role in _ROLES - set(kind.roles) if row.cell(role))
    if strangers:
        raise _BadRow(f"{kind.name} has no role {strangers[0]}; its roles are {', '.join(kind.roles)}.")
    if not participants:
        raise _BadRow(f"none of its roles ({', '.join(kind.roles)}) is filled in.")
    if not row.cell("status"):
        raise _BadRow("its status is missing.")
    status = _known(row.cell("status"), "status", ONTOLOGY.statuses)
    when = as_iso(row.cell("when")) or None
    if when is not None and first_day(when) is None:
        raise _BadRow(f"when is {_short(when)!r}; expected is YYYY, YYYY-MM or YYYY-MM-DD of the calendar.")
    start, end = _evidence(row)
    return Claim(
        id=claim_id(document.id, kind.name, participants, status, start, end, when),
        document=document.id,
        kind=kind.name,
        participants=participants,
        status=status,
        start=start,
        end=end,
        quote=document.text[start:end],
        when=when,
        field=row.cell("field") or None,
        position=row.cell("position") or None,
        amount=row.cell("amount") or None,
        pattern=EXTRACTOR,
    )


def _check_numbers(kind: ClaimKind, names: Mapping[str, int]) -> None:
    """Raise _BadRow where a role holds more names than it takes, or the row would say too many ties."""
    for role, number in names.items():
        if number > 1 and role not in kind.many:
            raise _BadRow(f"the role {role} takes one name and {number} stand there.")
    # An empty role counts as one name: what nobody names is one placeholder each.
    ties = math.prod(max(1, n) for n in names.values()) if kind.directed else math.comb(sum(names.values()), 2)
    if ties > MOST_TIES:
        held = ", ".join(f"{number} in {role}" for role, number in names.items())
        next_step = "Split the row." if kind.directed else "Write them as members of one body."
        raise _BadRow(f"its names ({held}) make {ties} ties, and one row may make {MOST_TIES}. {next_step}")


def _participant(row: _Row, role: str, entry: re.Match[str]) -> Participant:
    surface, kind, generic = _tagged(entry.group().strip())
    name = _name(surface, role)
    kind = kind or row.cell(f"{role}_kind") or _SOLE_KIND.get(role, "")
    said = _short(surface)
    if not kind:
        raise _BadRow(f"the kind of {said} is missing; write {said}<Enterprise> or fill in {role}_kind.")
    start = row.places[role] + entry.start() + entry.group().index(surface)
    return Participant(
        role=role,
        name=name,
        kind=_known(kind, f"kind of {said}", ONTOLOGY.kinds),
        start=start,
        end=start + len(surface),
        generic=generic,
    )


def _tagged(entry: str) -> tuple[str, str, bool]:
    """Return a name, the kind in angle brackets after it ("" where none stands), and whether it names nobody."""
    at = max(entry.rfind("<"), entry.rfind("＜"))
    words = entry[at + 1 : -1].split()
    closed = at >= 0 and entry[-1] in ">＞" and not re.search("[>＞]", entry[at + 1 : -1])
    if closed and (len(words) == 1 or words[1:] == ["generic"]):
        return entry[:at].rstrip(), words[0], len(words) == 2
    return entry, "", False


def _name(surface: str, column: str) -> str:
    """Return the clean name; one of brackets or of signs that nobody sees would be an entity without a name."""
    name = clean_name(surface)
    if not any(map(str.isalnum, name)):
        raise _BadRow(f"a name in {column} is empty, or of signs alone. Write it, or take it out.")
    return name


def _mentions(document: Document, participants: Iterable[Participant]) -> Iterable[Mention]:
    for p in participants:
        if p.start is not None and p.end is not None:
            yield Mention(document.id, p.start, p.end, document.text[p.start : p.end], p.name, p.kind, p.generic)


def _quantity(document: Document, row: _Row) -> Quantity:
    low, high = _number(row, "low"), _number(row, "high")
    if low is None and high is None:
        raise _BadRow("neither low nor high is filled in.")
    if low is not None and high is not None and low > high:
        raise _BadRow(f"low ({_short(row.cell('low'))}) is above high ({_short(row.cell('high'))}).")
    relation = _known(row.cell("relation") or relation_of(low, high), "relation", ONTOLOGY.relations)
    if not row.cell("modality"):
        raise _BadRow(f"its modality is missing; known are {', '.join(ONTOLOGY.modalities)}.")
    scope = _name(row.cell("scope"), "scope") if row.cell("scope") else None
    scope_kind = row.cell("scope_kind") or None
    if scope is not None and scope_kind is None:
        raise _BadRow(f"the kind of {_short(scope)} is missing; fill in scope_kind.")
    start, end = _evidence(row)
    return Quantity(
        id=quantity_id(document.id, row.cell("indicator"), start, end, low, high),
        document=document.id,
        indicator=row.cell("indicator"),
        low=low,
        high=high,
        unit=row.cell("unit") or None,
        relation=relation,
        modality=_known(row.cell("modality"), "modality", ONTOLOGY.modalities),
        period=row.cell("period") or None,
        start=start,
        end=end,
        quote=document.text[start:end],
        scope=scope,
        scope_kind=_known(scope_kind, "scope_kind", ONTOLOGY.kinds) if scope and scope_kind else None,
    )


def _evidence(row: _Row) -> tuple[int, int]:
    """Return the span of the sentence that the row quotes, else of the row."""
    for column in ("quote", "sentence"):
        if row.cell(column):
            return row.places[column], row.places[column] + len(row.cell(column))
    return row.start, row.end


def _number(row: _Row, column: str) -> float | None:
    given = row.cell(column).replace(",", "").replace("，", "")
    if not given:
        return None
    if re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", given) is None:
        raise _BadRow(f"{column} is {_short(row.cell(column))!r} and no number.")
    return float(given)


def _day(given: str) -> date:
    try:
        return day_of(given)
    except ValueError:
        raise _BadRow(f"published is {_short(given)!r}; expected is YYYY-MM-DD.") from None


def _known(given: str, what: str, shelf: Shelf) -> str:
    """Return the code that `given` names, itself or by its label."""
    if (code := code_of(given, shelf)) is None:
        raise _BadRow(f"{what} is {_short(given)!r}; known are {', '.join(shelf)}.")
    return code


def _short(cell: str, most: int = 40) -> str:
    """Return a cell for a message: on one line, and not all of a long one."""
    return shown(" ".join(cell[:most].split()) + ("…" if len(cell) > most else ""))


def _column(name: str) -> str:
    return name.strip().lower().replace(" ", "_")
