"""The rows of a workbook's sheets as text: a cell object a figure would cost half a minute on a large network."""

import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here, from March 1900 on."""

FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was, 29 February 1900, and knows nothing before 1900."""

SheetCell = tuple[str | int | float | date, int]
"""A value that Excel can hold, and the number of its style in the workbook."""


def sheet_row(number: int, cells: Iterable[tuple[str, SheetCell]]) -> str:
    """Return one row of a sheet (ECMA-376 part 1, 18.3.1.73) from (column letters, cell), empty cells left out.

    Text stays text, whatever it begins with: it stands in the cell itself, and no formula is ever written.
    """
    return f'<row r="{number}">{"".join(_cell(f"{letters}{number}", *cell) for letters, cell in cells)}</row>'


def _cell(place: str, value: str | int | float | date, style: int) -> str:
    match value:
        case str():
            text = escape(value, {"\r": "&#13;"})
            return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case date():
            return f'<c r="{place}" s="{style}"><v>{(value - _DAY_ZERO).days}</v></c>'
        case float():
            return f'<c r="{place}" s="{style}"><v>{float.__repr__(value)}</v></c>'
        case _:
            return f'<c r="{place}" s="{style}"><v>{int(value)}</v></c>'


def link(place: str, to: str) -> str:
    """Return the entry of a cell that jumps to another place of the workbook."""
    return f"<hyperlink ref={quoteattr(place)} location={quoteattr(to)}/>"


def with_rows(sheet: bytes, rows: str, links: str, last: str) -> bytes:
    """Return a sheet's XML with rows after those that it has, and its links; `last` is the lowest cell at the right."""
    sized = re.sub(rb'(<dimension ref="[A-Z]+\d+)(:[A-Z]+\d+)?"', rb"\1:" + last.encode() + b'"', sheet, count=1)
    filled = sized.replace(b"</sheetData>", rows.encode() + b"</sheetData>", 1)
    if not links:
        return filled
    # The standard has links right before page margins, where no print options stand between; we set none.
    return filled.replace(b"<pageMargins", f"<hyperlinks>{links}</hyperlinks><pageMargins".encode(), 1)
