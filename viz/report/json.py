"""A report as JSON for programs: codes, full figures, evidence by number."""

import json as encoder
from datetime import date
from typing import Any

from viz.report.report import Cell, Evidence, Paragraph, Report, Table


def json(report: Report) -> str:
    """Return the report as JSON text, UTF-8 unescaped, keys in a fixed order; what is unknown is null."""
    return encoder.dumps(_report(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _report(report: Report) -> dict[str, Any]:
    return {
        "report": report.name,
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language,
        "revision": report.revision,
        "newest": _day(report.newest),
        "opening": [_paragraph(paragraph) for paragraph in report.opening],
        "findings": [{"code": finding.code, "text": finding.text} for finding in report.findings],
        "tables": [_table(table) for table in report.tables],
        "methods": [{"what": what, "how": how} for what, how in report.methods],
        "evidence": [_evidence(item) for item in report.evidence],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"text": paragraph.text, "evidence": list(paragraph.refs)}


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        "table": table.key,
        "caption": table.caption,
        "note": table.note,
        "columns": [{"key": c.key, "label": c.label, "kind": c.kind} for c in table.columns],
        "rows": [dict(zip(keys, map(_value, row), strict=True)) for row in table.rows],
    }


def _value(cell: Cell) -> Any:
    match cell:
        case tuple():
            return list(cell)
        case date():
            return cell.isoformat()
        case float() if cell != cell or cell in (float("inf"), float("-inf")):
            return None
        case _:
            return cell


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "number": item.number,
        "id": item.id,
        "says": item.says,
        "quote": item.quote,
        "sentence": item.sentence,
        "status": item.status,
        "document": item.document,
        "publisher": item.publisher,
        "address": item.address,
        "published": _day(item.published),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
