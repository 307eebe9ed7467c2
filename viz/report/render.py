"""From a report to the bytes of a file, by the file's suffix."""

from graph.errors import UsageError
from viz.report.report import Report

SUFFIXES = (".html", ".xlsx", ".docx", ".csv", ".json")


def render(report: Report, suffix: str) -> bytes:
    """Return the report as a file of this suffix: .html, .xlsx, .docx, .csv or .json; UsageError for any other."""
    # Each form is imported where it is asked for: Word and Excel take a second that no other command should pay.
    match suffix.lower():
        case ".html":
            from viz.report.html import html

            return html(report).encode("utf-8", "replace")
        case ".xlsx":
            from viz.report.xlsx import xlsx

            return xlsx(report)
        case ".docx":
            from viz.report.docx import docx

            return docx(report)
        case ".csv":
            from viz.report.csv import csv

            return csv(report)
        case ".json":
            from viz.report.json import json

            return json(report).encode("utf-8", "replace")
    raise UsageError(f"A report cannot be written as {suffix or 'a file without suffix'!r}. Use {', '.join(SUFFIXES)}.")
