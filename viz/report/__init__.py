"""Reports: one content (`Report`), rendered as HTML, Word, Excel, CSV and JSON."""

from viz.report.render import SUFFIXES, render
from viz.report.report import Cell, Column, Evidence, Figure, Finding, Paragraph, Report, Section, Table

__all__ = [
    "SUFFIXES",
    "Cell",
    "Column",
    "Evidence",
    "Figure",
    "Finding",
    "Paragraph",
    "Report",
    "Section",
    "Table",
    "render",
]
