"""A table for a terminal, for a spreadsheet, or for a program."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from graph.exchange.cells import guarded, printable
from graph.network import Network
from graph.number import number
from innonet.headings import HEADINGS_ZH


def written(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    form: str,
    *,
    network: Network | None = None,
    width: int = 120,
    language: str = "en",
) -> str:
    """Return a table as text.

    Parameters
    ----------
    columns : sequence of str
        Their names; a column `claims` holds lists of claim ids.
    rows : sequence of sequences
        One value a column.
    form : {"table", "csv", "json"}
        csv and json hold codes, never translated labels; json adds `evidence`, all sentences of a row.
    network : Network, optional
        Where the sentences of json's `evidence` come from.
    width : int
        Of the terminal, in columns.
    language : {"en", "zh"}
        In which people read headings, and words of closed vocabularies such as statuses, in the form `table`.
    """
    plain = [[_plain(value) for value in row] for row in rows]
    if form == "csv":
        return _csv(columns, plain)
    if form == "json":
        return _json(columns, plain, network)
    if language != "zh":
        return _terminal(columns, plain, width, {})
    from innonet.values import in_chinese

    return _terminal(columns, in_chinese(columns, plain), width, HEADINGS_ZH)


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (date, datetime)) and value == value:  # pandas' NaT is a datetime, and unlike itself
        return value.isoformat()[:10]
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _csv(columns: Sequence[str], rows: list[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(_finite(value), ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else str(value)


def _json(columns: Sequence[str], rows: list[list[Any]], network: Network | None) -> str:
    records = [dict(zip(columns, _finite(row), strict=True)) for row in rows]
    if network is not None and "claims" in columns:
        from queries.run import evidence

        for record in records:
            record["evidence"] = evidence(network, record["claims"] or [])
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _finite(value: Any) -> Any:
    """Return a value as JSON may hold it, which knows no infinity."""
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _terminal(columns: Sequence[str], rows: list[list[Any]], width: int, headings: Mapping[str, str]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [at for at, column in enumerate(columns) if column != "claims"]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at in shown:
        justify: Literal["left", "right"] = "right" if _figures(row[at] for row in rows) else "left"
        drawn.add_column(headings.get(columns[at], columns[at]), justify=justify, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(_people(row[at])) for at in shown))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True, highlight=False).print(drawn)
    return printable(out.getvalue())


def _figures(values: Iterable[Any]) -> bool:
    """Return whether a column holds numbers and nothing else."""
    held = [value for value in values if value is not None]
    return bool(held) and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in held)


def _people(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_people(item) for item in value)
    if isinstance(value, float):  # four digits of a measure; of what is counted all
        return f"{value:.4g}" if abs(value) < 1_000 or not math.isfinite(value) else number(value)
    return str(value)
