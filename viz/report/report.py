"""What a report says, apart from how it looks: the same content becomes a page, a Word file, a workbook.

Codes stay codes here (`signed`, `COOPERATES_WITH`); a renderer for people asks the ontology for the label, a renderer
for programs writes the code. Evidence is cited by number: the number opens the sentence in every form that people read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.ontology import ONTOLOGY
from graph.sentence import marked
from viz.charts import Chart, breadth

Refs = tuple[int, ...]
"""Numbers of entries in the evidence list."""

Cell = str | int | float | bool | date | Refs | None
"""What stands in a table: text, a code, a figure, a day, evidence numbers, or nothing."""

ColumnKind = Literal["text", "word", "modality", "number", "date", "evidence"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more; evidence numbers stand where the sentence needs them."""

    parts: tuple[str | Refs, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def refs(self) -> Refs:
        """All evidence numbers, in the order of the text."""
        return tuple(dict.fromkeys(n for part in self.parts if not isinstance(part, str) for n in part))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what programs call it, what people read over it, what stands in it."""

    key: str
    label: str
    kind: ColumnKind = "text"
    """`word`: a kind or status, `modality`: of a quantity (codes); `number`: right-aligned; `evidence`: numbers."""
    digits: int = 0
    """Decimals shown, of a `number`; files for programs keep the full figure."""
    wide: float = 1.0
    """Of a `text` column: its share of the room that figures, days and codes leave, relative to the other texts."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a caption."""

    key: str
    """What programs call it; unique in a report."""
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    shown: int = 60
    """Rows that a page shows; workbook, CSV and JSON hold all, and the page says so."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption."""

    key: str
    caption: str
    chart: Chart


Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the guard found: why something is left out, corrected or to be read with care."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that a report rests on, with all that a citation needs."""

    number: int
    id: str
    """Of the claim or quantity."""
    says: str
    """What was read in it, in our words: who, what, whom."""
    quote: str
    """Verbatim: what was read, where `before` and `after` are not empty a part of its sentence."""
    status: str
    """The claim's status, or the quantity's modality (codes)."""
    document: str
    """Title of the document, else its address."""
    publisher: str | None
    address: str
    published: date | None
    about: Literal["claim", "quantity"] = "claim"
    before: str = ""
    """What the sentence says before the quote."""
    after: str = ""
    """What the sentence says after the quote."""

    @property
    def sentence(self) -> str:
        """The whole sentence, a long one cut."""
        return self.before + self.quote + self.after

    @property
    def marked(self) -> str:
        """The sentence as plain text, the quote in brackets where it is a part of it."""
        return marked(self.before, self.quote, self.after)

    def standing(self, language: str) -> str:
        """Return what people read for the claim's status or the quantity's modality."""
        return modality(self.status, language) if self.about == "quantity" else ONTOLOGY.label(self.status, language)

    def day(self, language: str) -> str:
        """Return what people read for the day of publication."""
        return self.published.isoformat() if self.published else "日期不详" if language == "zh" else "undated"


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one network."""

    name: str
    """overview, centrality, status, targets, …"""
    title: str
    subtitle: str
    language: str
    """zh or en."""
    opening: tuple[Paragraph, ...]
    """Three sentences that a leader can repeat."""
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    """(what, how it was done): generated from what was really done."""
    evidence: tuple[Evidence, ...] = ()
    revision: str = ""
    """Of the ledger."""
    newest: date | None = None
    """Newest publication date: the stamp, and the date of every file made from the report."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order of the report."""
        return tuple(block for block in self.blocks() if isinstance(block, Table))

    def blocks(self) -> Iterator[Block]:
        """Yield every block of every section, in order."""
        for section in self.sections:
            yield from section.blocks

    def says(self, zh: str, en: str) -> str:
        """Return the text in the report's language."""
        return zh if self.language == "zh" else en


def by_sentence(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Return evidence with all that one quote of a sentence says together, in the order of first numbers."""
    found: dict[tuple[object, ...], list[Evidence]] = {}
    for item in evidence:
        whole = item.before, item.quote, item.after
        found.setdefault((item.document, item.address, item.published, *whole), []).append(item)
    return list(found.values())


def shown(cell: Cell, column: Column, language: str) -> str:
    """Return what people read in a cell; empty for nothing."""
    match cell:
        case None:
            return ""
        case bool():
            return {True: "是", False: "否"}[cell] if language == "zh" else {True: "yes", False: "no"}[cell]
        case tuple():
            return ", ".join(runs(cell))
        case float() if cell != cell:
            return "–"
        case int() | float() if column.kind == "number":
            return f"{cell:,.{column.digits}f}"
        case date():
            return cell.isoformat()
        case _ if column.kind == "modality":
            return modality(str(cell), language)
        case _ if column.kind == "word":
            return ONTOLOGY.label(str(cell), language)
        case _:
            return str(cell)


PAGE = 57.0
"""Width of a table on an A4 page, in units of its type size."""

DENSE = 0.86
"""A table whose words do not fit on the page is set in type of this size, relative to the others."""

PADDING = 1.0

LONGEST_WORDS = (10.0, 8.0, 6.5, 5.0, 3.0)
"""Words of a text up to this width do not break; the first that leaves room on the page counts."""

WHOLE = 6.5
"""Where words shorter than this would break, smaller type comes first."""


def widths(table: Table, language: str) -> list[float]:
    """Return each column's share of the table's width, in percent.

    No word of a heading or of a cell breaks, figures, days and codes stay on one line; texts share what is left as
    `Column.wide` says, the less the more of their cells are empty, and none gets more than its longest text takes.
    """
    texts = _texts(table, language)
    found, page = _fitted(table, texts)
    _share(found, table.columns, texts, page)
    return [round(100 * width / sum(found), 1) for width in found]


def dense(table: Table, language: str) -> bool:
    """Return whether a table is set in smaller type: its words would break in the usual one."""
    return _fitted(table, _texts(table, language))[1] > PAGE


def _texts(table: Table, language: str) -> list[list[str]]:
    """Return the texts of each column that a page shows."""
    rows = table.rows[: table.shown]
    return [[shown(row[n], column, language) for row in rows] for n, column in enumerate(table.columns)]


def _fitted(table: Table, texts: list[list[str]]) -> tuple[list[float], float]:
    """Return what each column needs, and the page's width in units of the type in which that fits, if any does."""
    for page, shortest in ((PAGE, WHOLE), (PAGE / DENSE, 0.0)):
        for longest in (width for width in LONGEST_WORDS if width >= shortest):
            found = [_least(column, cells, longest) for column, cells in zip(table.columns, texts, strict=True)]
            if sum(found) <= page:
                return found, page
    return found, page


def _least(column: Column, cells: list[str], longest: float) -> float:
    """Return what a column needs so that nothing in it breaks that should not."""
    # A heading may break between words, and between any two Han characters; four of them a line still read well.
    head = max(_words(column.label, 4.0), default=1.0) * 1.15  # bold
    match column.kind:
        case "text":
            body = max((min(word, longest) for cell in cells for word in _words(cell, 3.0)), default=1.0)
        case "evidence":
            body = 7.0 if any(len(cell) > 10 for cell in cells) else 4.0
        case _:
            whole = max((breadth(cell) for cell in cells), default=1.0)
            body = whole if whole <= 10.0 else max(word for cell in cells for word in _words(cell, 4.0))
    badge = 0.9 if column.kind == "word" else 0.0
    return max(head, body + badge) + PADDING


def _words(text: str, han: float) -> list[float]:
    """Return the widths of what does not break in a text; of Han characters `han` stay together."""
    runs_ = re.findall(r"[\u2e80-\uffff]+|[^\s\u2e80-\uffff-]+-?", text)
    return [min(breadth(run), han) if ord(run[0]) >= 0x2E80 else breadth(run) for run in runs_]


def _share(found: list[float], columns: Sequence[Column], texts: list[list[str]], page: float) -> None:
    """Give the room that is left on the page to the texts, in place."""
    weights, most = [], []
    for column, cells in zip(columns, texts, strict=True):
        filled = sum(map(bool, cells)) / len(cells) if cells else 1.0
        most.append(max(map(breadth, (*cells, column.label))) + PADDING)
        # A column of sentences needs more lines than one of names: by the root of its length it gets more room.
        weights.append(column.wide * filled * most[-1] ** 0.5 if column.kind == "text" else 0.0)
    while (left := page - sum(found)) > 0.1:
        takers = [n for n, weight in enumerate(weights) if weight and found[n] < most[n]]
        if not takers:
            break
        all_weights = sum(weights[n] for n in takers)
        for n in takers:
            found[n] = min(found[n] + left * weights[n] / all_weights, most[n])


def modality(word: str, language: str) -> str:
    """Return what people read for a modality; the codes planned and building are statuses too, with other labels."""
    return ONTOLOGY.modalities[word].in_(language) if word in ONTOLOGY.modalities else word


def runs(refs: Refs) -> list[str]:
    """Return evidence numbers with neighbours joined: 1, 2, 3, 7 becomes 1–3, 7.

    Examples
    --------
    >>> runs((1, 2, 3, 7))
    ['1–3', '7']
    >>> runs((1, 2))
    ['1', '2']
    """
    found: list[list[int]] = []
    for number in sorted(set(refs)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    texts: list[str] = []
    for run in found:
        texts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return texts
