"""A report on a terminal: opening sentences, tables, findings, and the sentences behind the numbers."""

import io

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from graph.exchange.cells import printable
from viz.report.report import Evidence, Paragraph, Report, Table, runs, shown


def text(report: Report, *, width: int = 120) -> str:
    """Return the report as plain text of at most `width` columns; evidence numbers stand in brackets."""
    out = io.StringIO()
    console = Console(file=out, width=width, no_color=True, highlight=False, soft_wrap=False)
    console.print(Text(report.title), Text(report.subtitle), "", sep="\n")
    for paragraph in report.opening:
        console.print(Text(_sentence(paragraph)))
    for section in report.sections:
        console.print("", Text(f"## {section.heading}"), sep="\n")
        for block in section.blocks:
            if isinstance(block, Paragraph):
                console.print(Text(_sentence(block)))
            elif isinstance(block, Table):
                console.print("", _drawn(block, report.language), sep="\n")
                if block.note:
                    console.print(Text(block.note))
    for heading, lines in (
        (report.says("方法提示", "Guard"), [finding.text for finding in report.findings]),
        (report.says("方法", "Methods"), [f"{what}: {how}" for what, how in report.methods]),
        (report.says("依据", "Evidence"), [_evidence(item, report.language) for item in report.evidence]),
    ):
        if lines:
            console.print("", Text(f"## {heading}"), *(Text(line) for line in lines), sep="\n")
    return "\n".join(line.rstrip() for line in printable(out.getvalue()).splitlines())


def _sentence(paragraph: Paragraph) -> str:
    return "".join(part if isinstance(part, str) else f" [{', '.join(runs(part))}]" for part in paragraph.parts)


def _drawn(table: Table, language: str) -> Drawn:
    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title=Text(table.caption), title_justify="left")
    for column in table.columns:
        drawn.add_column(Text(column.label), justify="right" if column.kind == "number" else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(shown(cell, column, language)) for cell, column in zip(row, table.columns, strict=True)))
    return drawn


def _evidence(item: Evidence, language: str) -> str:
    standing, day = item.standing(language), item.day(language)
    return f"[{item.number}] {item.says} ({standing}): {item.marked} — {item.document}, {day}"
