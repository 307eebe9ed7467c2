"""csv and xlsx files as rows of text: every cell as it stands, nothing guessed (NA is a name, 0012 keeps its zeros)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from graph.errors import DocumentError
from graph.exchange.cells import unguarded
from graph.ontology import Label
from ingest.readers.archive import Archive
from ingest.readers.page import Page
from ingest.readers.source import Source
from ingest.text.charset import decode

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 2**20
"""Signs; the csv module's own limit is an eighth of it."""


def read_csv(source: Source) -> Page:
    """Return the page of a csv or tsv file: its rows, and a text with one line a row.

    Raises
    ------
    DocumentError
        If a quote is not closed, a row is longer than the header, or the table is larger than the limits.
    """
    found = decode(source.data, source.path)
    delimiter = "\t" if source.suffix == ".tsv" else _delimiter(found.text)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(rows) > MOST_ROWS:
                raise DocumentError(source.path, f"has more than {MOST_ROWS} rows. Split it.")
            rows.append([unguarded(cell) for cell in row])
    except csv.Error as error:
        raise DocumentError(source.path, f"is no sound table: line {reader.line_num}: {error}. Correct it.") from None
    return _page(source, rows, "text/csv", found.charset, "csv@1", found.warnings)


def read_xlsx(source: Source) -> Page:
    """Return the page of an Excel file: the rows of its first sheet that has any, and a text with one line a row.

    Raises
    ------
    DocumentError
        If it is broken, encrypted, a zip bomb, empty, or larger than the limits.
    """
    archive = Archive(source)
    if "xl/workbook.xml" not in archive.names:
        raise DocumentError(source.path, "is no Excel file inside. Save it as .xlsx again.")
    for name in archive.names:
        # Read once within the bounds, and refused with a document type, before a library sees it.
        if b"<!DOCTYPE" in archive.read(name) and not name.startswith("xl/media/"):
            raise DocumentError(
                source.path, "brings a document type (DOCTYPE), which Excel never writes. Do not open it."
            )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except BaseException as error:
        # A crafted sheet makes the Rust library panic, which Python sees as an exception of a class without a module.
        if isinstance(error, CalamineError | ValueError | OSError) or type(error).__name__ == "PanicException":
            raise DocumentError(source.path, "is broken (no sheet of it can be read). Save it again.") from None
        raise
    filled = [(name, rows) for name, rows in sheets if rows]
    if not filled:
        raise DocumentError(source.path, "has no filled sheet.")
    notes = tuple(
        Label(
            f"没有读工作表{name}；只读第一张有内容的表。",
            f"Sheet {name} left out; the first filled sheet is read.",
        )
        for name, _ in filled[1:]
    )
    return _page(source, [[_text(cell) for cell in row] for row in filled[0][1]], XLSX, None, "xlsx@1", notes)


def _page(
    source: Source, rows: list[list[str]], media_type: str, charset: str | None, reader: str, damage: tuple[Label, ...]
) -> Page:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise DocumentError(source.path, "has no filled row.")
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise DocumentError(source.path, f"has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. Split it.")
    width = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise DocumentError(
                source.path,
                f"row {number} has {len(row)} cells and the header {width}. Quote cells that hold separators.",
            )
    table = tuple(tuple(one_line(cell) for cell in [*row, *[""] * width][:width]) for row in rows)
    return Page(
        text="\n".join(line(row) for row in table),
        media_type=media_type,
        charset=charset,
        reader=reader,
        sha256=source.sha256,
        address=source.name,
        damage=damage,
        table=table,
    )


def line(cells: Iterable[str]) -> str:
    """Return a row as one line of text."""
    return " | ".join(cells)


def one_line(cell: str) -> str:
    """Return a cell without the line ends in it, so that a row is a line."""
    return " ".join(cell.split()) if len(cell.splitlines()) > 1 else cell.strip()


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first line most; a comma where none does."""
    first: Sequence[str] = text[:LONGEST_CELL].splitlines()
    head = next((candidate for candidate in first if candidate.strip()), "")
    return max((",", ";", "\t"), key=head.count)


def _text(cell: str | float | bool | datetime | date | time | timedelta) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)
