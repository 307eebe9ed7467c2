"""One table of a report as CSV: codes, full figures, and nothing that a spreadsheet would run."""

import csv as writer
from io import StringIO
from json import dumps

from graph.errors import UsageError
from graph.exchange.cells import guarded
from viz.report.report import Cell, Column, Report, Table


def csv(report: Report, table: str | None = None) -> bytes:
    """Return the table called `table`, else the report's first, as UTF-8 with a byte-order mark.

    The mark is that of `graph.exchange.tables`. Evidence stands as a JSON list of
    claim and quantity ids. UsageError if there is no such table.
    """
    wanted = _table(report, table)
    ids = {item.number: item.id for item in report.evidence}
    out = StringIO(newline="")
    rows = writer.writer(out, lineterminator="\n")
    rows.writerow([column.key for column in wanted.columns])
    rows.writerows(
        [_field(cell, column, ids) for cell, column in zip(row, wanted.columns, strict=True)] for row in wanted.rows
    )
    return out.getvalue().encode("utf-8-sig", "replace")


def _table(report: Report, key: str | None) -> Table:
    tables = {table.key: table for table in report.tables}
    if key is None and tables:
        return next(iter(tables.values()))
    if key in tables:
        return tables[key]
    raise UsageError(
        f"report {report.name}: there is no table {key!r}. Tables: {', '.join(tables)}."
        if tables
        else f"report {report.name}: this report has no table. Ask for html, docx or json."
    )


def _field(cell: Cell, column: Column, ids: dict[int, str]) -> str | int | float:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell != cell:
            return ""
        case int() | float():
            return cell
        case tuple():
            return dumps([ids[number] for number in cell])
        case _:
            return guarded(str(cell))
