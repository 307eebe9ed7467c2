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
_COLUMNS = ("thing", "host", "builder", "leader", "member", "place", "other")
BEFORE = 400
"""Signs before a table that say what it lists."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a table says: column → names."""

    cells: dict[str, tuple[Party, ...]]
    start: int
    end: int
    status: str
    """planned or approved, by the lines before the table; operating where they say nothing."""
    listed: bool
    """Whether these lines make the table a list of approval."""


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
        status, listed = "operating", False
        for line in self._lines():
            cells = [
                (m.start() + line.start, m.end() + line.start) for m in _CELL.finditer(text[line.start : line.end])
            ]
            columns = [self._columns.get(text[a:b].strip(":"), "") for a, b in cells]
            if len(cells) >= 2 and sum(map(bool, columns)) >= max(2, len(cells) - 1):
                header = [column or "other" for column in columns]
                status, listed = self._listing(line.start)
                continue
            if header and (row := self._row(header, cells, line, status, listed)):
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
            if text[line.end - 1] == "|" and line.end - start < BEFORE:
                open_line = joined
                continue
            open_line = None
            yield joined
        if open_line:
            yield open_line

    def _listing(self, start: int) -> tuple[str, bool]:
        before = self.frame.text[max(0, start - BEFORE) : start]
        if any(word in before for word in self.knowledge.words("table.planned")):
            return "planned", True
        if any(word in before for word in self.knowledge.words("table.approved")):
            return "approved", True
        return "operating", False

    def _row(
        self, header: list[str], cells: list[tuple[int, int]], line: Line, status: str, listed: bool
    ) -> Row | None:
        text, names = self.frame.text, self.frame.names
        first = bisect_left(names, line.start, key=lambda n: n.start)
        here: list[Found] = []
        for item in names[first : first + 60]:
            if item.end > line.end:
                break
            if not item.generic and not (here and item.start < here[-1].end):
                here.append(item)
        if not here:
            return None
        columns = list(header)
        numbered = text[cells[0][0] : cells[0][1]].strip(".、").isdigit()
        if numbered and columns[0] != "other":
            columns = ["other", *columns]
        if not numbered and columns[0] == "other" and len(cells) < len(columns):
            columns = columns[1:]
        if len(cells) != len(columns):
            return None
        filled: dict[str, tuple[Party, ...]] = {}
        for column, (start, end) in zip(columns, cells, strict=True):
            inside = [n for n in here if start <= n.start < end]
            filled[column] = filled.get(column, ()) + tuple(self._party(n) for n in inside if self._fits(column, n))
        if "thing" not in filled or len(filled["thing"]) != 1:
            return None
        return Row(filled, line.start, line.end, status, listed)

    def _fits(self, column: str, item: Found) -> bool:
        if column == "place":
            return item.kind == "Region"
        return item.kind in ORGANISATIONS or (column == "leader" and item.kind == "Person") or item.kind == "Programme"

    def _party(self, item: Found) -> Party:
        return Party(self.frame.text[item.start : item.end], item.kind, item.start, item.end)
