"""Flattened tables: a line of headers, then lines of names.

    序号 中心名称 依托单位 共建单位
    1 云岭省草种技术创新中心 青禾集团 云岭农业大学、云岭省农科院

A header says what stands under it (`lexicon/tables.toml`): the thing, its host, its builders, its leader, its members,
its place. Cells are told apart by blanks, bars and tabs; a cell holds the names that stand in it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.text.segment import Line, lines

_CELL = re.compile(r"[^ \t|]+(?: (?=\())?")
_BRACKET = re.compile(r"\([^()]*\)")
_COLUMNS = ("thing", "host", "builder", "leader", "member", "place", "other")
BEFORE = 400
"""Signs before a table that say what it lists."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a table says: column → names."""

    cells: dict[str, tuple[Party, ...]]
    start: int
    end: int
    listing: "Listing"
    chairs: bool = False
    """Whether the line calls its member the chair."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the lines before a table make of it."""

    status: str
    """planned or approved; operating where they say nothing."""
    approver: Party | None
    """Whose list of approval it is."""
    thing: Party | None
    """What every line hosts or belongs to, where the table has no column for it."""
    members: bool
    """Whether the lines are members of `thing`."""


@dataclass(frozen=True)
class Tables:
    """Reads the tables of one document."""

    knowledge: Knowledge
    frame: Frame

    @cached_property
    def _columns(self) -> dict[str, str]:
        return {word: column for column in reversed(_COLUMNS) for word in self.knowledge.words(f"table.{column}")}

    def rows(self) -> Iterator[Row]:
        """Yield the rows of every table, in order."""
        text = self.frame.text
        header: list[str] = []
        listing = Listing("operating", None, None, False)
        for line in self._lines():
            cells = [
                (m.start() + line.start, m.end() + line.start) for m in _CELL.finditer(text[line.start : line.end])
            ]
            columns = [self._columns.get(_BRACKET.sub("", text[a:b]).strip(":"), "") for a, b in cells]
            if len(cells) >= 2 and sum(map(bool, columns)) >= max(2, len(cells) - 1):
                named = [column or "other" for column in columns]
                if named != header:
                    header, listing = named, self._listing(line.start, named)
                continue
            if header and (row := self._row(header, cells, line, listing)):
                yield row
            elif header and len(cells) > len(header) + 3:
                header = []

    def _lines(self) -> Iterator[Line]:
        """Yield lines, those that a bar leaves open joined with the next: 1 |⏎名称 |⏎单位."""
        text = self.frame.text
        open_line: Line | None = None
        for line in lines(text):
            start = open_line.start if open_line else line.start
            joined = Line(start, line.end, False)
            alone = "|" not in text[line.start : line.end - 1]
            if text[line.end - 1] == "|" and alone and line.end - start < BEFORE:
                open_line = joined
                continue
            open_line = None
            yield joined
        if open_line:
            yield open_line

    def _listing(self, start: int, header: list[str]) -> Listing:
        """Return what the lines before `start` say of the table."""
        low = max(0, start - BEFORE)
        before = self.frame.text[low:start]
        names = self.frame.names
        first, last = (bisect_left(names, at, key=lambda n: n.start) for at in (low, start))
        status = "operating"
        if any(word in before for word in self.knowledge.words("table.planned")):
            status = "planned"
        elif any(word in before for word in self.knowledge.words("table.approved")):
            status = "approved"
        agency = next((n for n in reversed(names[first:last]) if n.kind == "Agency" and not n.generic), None)
        publisher = self.frame.publisher
        approver = publisher if publisher and publisher.kind == "Agency" else self._party(agency) if agency else None
        thing, members = None, False
        if "thing" not in header:
            told = any(word in before for word in self.knowledge.words("table.members"))
            bodies = [n for n in names[first:last] if n.kind == "Consortium" and not n.generic]
            classes = [n for n in names[first:last] if n.kind == "Platform" and n.generic]
            members = told and bool(bodies)
            chosen = bodies[-1] if members else classes[-1] if classes and status != "operating" else None
            thing = self._party(chosen) if chosen else None
        return Listing(status, approver if status != "operating" else None, thing, members)

    def _row(self, header: list[str], cells: list[tuple[int, int]], line: Line, listing: Listing) -> Row | None:
        text = self.frame.text
        here = self._names(line)
        if not here:
            return None
        filled: dict[str, tuple[Party, ...]] = {}
        columns = self._aligned(header, cells, here)
        for column, (start, end) in zip(columns, cells, strict=False):
            inside = tuple(self._party(n) for n in here if start <= n.start < end and self._fits(column, n))
            if inside:
                filled[column] = filled.get(column, ()) + inside
        words = text[line.start : line.end]
        chairs = any(w in words for w in self.knowledge.words("table.chair"))
        chairs = chairs and not any(w in words for w in self.knowledge.words("table.not_chair"))
        if listing.thing and "host" in filled:
            filled["thing"] = (listing.thing,)
        if len(filled.get("thing", ())) != 1:
            return None
        return Row(filled, line.start, line.end, listing, chairs)

    def _names(self, line: Line) -> list[Found]:
        names = self.frame.names
        first = bisect_left(names, line.start, key=lambda n: n.start)
        here: list[Found] = []
        for item in names[first : first + 60]:
            if item.end > line.end:
                break
            if not item.generic and not (here and item.start < here[-1].end):
                here.append(item)
        return here

    def _aligned(self, header: list[str], cells: list[tuple[int, int]], here: list[Found]) -> list[str]:
        """Return the column of each cell; where cells are missing, the next column that the cell's names fit."""
        columns = list(header)
        numbered = self.frame.text[cells[0][0] : cells[0][1]].strip(".、").isdigit()
        if numbered and columns[0] != "other":
            columns = ["other", *columns]
        if not numbered and columns[0] == "other" and len(cells) < len(columns):
            columns = columns[1:]
        if len(cells) >= len(columns):
            return columns
        aligned: list[str] = []
        for start, end in cells:
            inside = [n for n in here if start <= n.start < end]
            fits = [not inside if c == "other" else any(self._fits(c, n) for n in inside) for c in columns]
            place = fits.index(True) if True in fits else len(columns)
            aligned.append(columns[place] if place < len(columns) else "other")
            columns = columns[place + 1 :]
        return aligned

    def _fits(self, column: str, item: Found) -> bool:
        if column == "place":
            return item.kind == "Region"
        if column == "thing":
            return item.kind in {"Platform", "Consortium", "Institute", "Programme", "University", "Enterprise"}
        return item.kind in ORGANISATIONS or (column == "leader" and item.kind == "Person")

    def _party(self, item: Found) -> Party:
        return Party(self.frame.text[item.start : item.end], item.kind, item.start, item.end, item.generic)
