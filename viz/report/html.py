"""A report as one page: opens offline, prints on A4, needs no script, and lets every figure open its sentence."""

from markupsafe import Markup

from graph.ontology import ONTOLOGY
from viz.charts import svg
from viz.page import asset, policy, render
from viz.report.report import (
    Cell,
    Column,
    Evidence,
    Paragraph,
    Refs,
    Report,
    Table,
    by_sentence,
    dense,
    runs,
    shown,
    widths,
)


def html(report: Report) -> str:
    """Return the report as one HTML document.

    Its content security policy allows nothing but the page's own style, by hash: whatever stands in a name or a
    sentence stays text. Evidence numbers are links to the sentence at the end of the page: source, date, status.
    """
    style = asset("report.css")
    evidence = {item.number: item for item in report.evidence}
    cited = _cited(report)
    numbered = {"table": 0, "figure": 0}

    def number(kind: str) -> int:
        numbered[kind] += 1
        return numbered[kind]

    return render(
        "report.html",
        report=report,
        style=Markup(style),
        policy=policy([], [style]),
        says=report.says,
        sentences=by_sentence(item for item in report.evidence if item.number in cited),
        drawn=lambda block: Markup(svg(block.chart, f"f-{block.key}")),
        refs=lambda refs: _refs(refs, evidence, report),
        cell=lambda value, column: _cell(value, column, evidence, report),
        group=lambda item: _group(item.status) if item.about == "claim" else "",
        widths=lambda table: widths(table, report.language),
        dense=lambda table: dense(table, report.language),
        number=number,
        kind=lambda block: type(block).__name__,
        opens=lambda address: address.startswith(("http://", "https://")),
    )


def _cited(report: Report) -> set[int]:
    """Return the evidence numbers that the page shows: rows that it leaves to the workbook cite nothing here."""
    numbers = {n for paragraph in report.opening for n in paragraph.refs}
    for block in report.blocks():
        match block:
            case Paragraph():
                numbers.update(block.refs)
            case Table():
                numbers.update(n for row in block.rows[: block.shown] for c in row if isinstance(c, tuple) for n in c)
    return numbers


def _refs(refs: Refs, evidence: dict[int, Evidence], report: Report) -> Markup:
    links = Markup("").join(_link(run, evidence, report) for run in runs(refs))
    return Markup('<span class="refs">{}</span>').format(links) if refs else Markup("")


def _link(run: str, evidence: dict[int, Evidence], report: Report) -> Markup:
    first = int(run.split("–")[0])
    item = evidence[first]
    hint = f"{item.marked} — {item.document}, {item.day(report.language)}" + ("" if run == str(first) else " …")
    return Markup('<a href="#e{}" title="{}">[{}]</a>').format(first, hint, run)


def _cell(value: Cell, column: Column, evidence: dict[int, Evidence], report: Report) -> Markup:
    if column.kind == "evidence" and isinstance(value, tuple):
        return _refs(value, evidence, report)
    text = shown(value, column, report.language)
    if column.kind == "word" and (group := _group(str(value))):
        return Markup('<span class="status {}">{}</span>').format(group, text)
    return Markup("{}").format(text)


def _group(status: str) -> str:
    """Return the status group as a class of the style sheet."""
    return ONTOLOGY.group_of(status).replace(" ", "-")
