"""From a report to the bytes of a file, by the file's suffix."""

from collections.abc import Callable

from graph.errors import UsageError
from viz.report.csv import csv
from viz.report.docx import docx
from viz.report.html import html
from viz.report.json import json
from viz.report.report import Report
from viz.report.xlsx import xlsx

_RENDERERS: dict[str, Callable[[Report], bytes]] = {
    ".html": lambda report: html(report).encode("utf-8", "replace"),
    ".xlsx": xlsx,
    ".docx": docx,
    ".csv": csv,
    ".json": lambda report: json(report).encode("utf-8", "replace"),
}

SUFFIXES = tuple(_RENDERERS)


def render(report: Report, suffix: str) -> bytes:
    """Return the report as a file of this suffix: .html, .xlsx, .docx, .csv or .json; UsageError for any other."""
    if suffix.lower() not in _RENDERERS:
        raise UsageError(
            f"A report cannot be written as {suffix or 'a file without suffix'!r}. Use {', '.join(SUFFIXES)}."
        )
    return _RENDERERS[suffix.lower()](report)
