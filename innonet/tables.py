"""A table for a terminal, for a spreadsheet, or for a program."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from graph.exchange.cells import guarded
from graph.network import Network
from innonet.headings import HEADINGS_ZH


def written(
    table: pd.DataFrame, form: str, *, network: Network | None = None, width: int = 120, language: str = "en"
) -> str:
    """Return `table` as text.

    Parameters
    ----------
    table : DataFrame
        A column `claims` holds lists of claim ids.
    form : {"table", "csv", "json"}
        csv and json hold codes, never translated labels; json adds `evidence`, all sentences of a row.
    network : Network, optional
        Where the sentences of json's `evidence` come from.
    width : int
        Of the terminal, in columns.
    language : {"en", "zh"}
        Of the headings that people read.
    """
    if form == "csv":
        return _csv(table)
    if form == "json":
        return _json(table, network)
    return _terminal(table, width, HEADINGS_ZH if language == "zh" else {})


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): _plain(v) for k, v in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (date, datetime, pd.Timestamp)):
        return None if value is pd.NaT else value.isoformat()[:10]
    if value is None or (isinstance(value, float) and value != value) or value is pd.NA:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _csv(table: pd.DataFrame) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in _rows(table):
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else str(value)


def _json(table: pd.DataFrame, network: Network | None) -> str:
    rows = _rows(table)
    if network is not None and "claims" in table.columns:
        from queries.run import evidence

        for row in rows:
            row["evidence"] = evidence(network, row["claims"] or [])
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _terminal(table: pd.DataFrame, width: int, headings: Mapping[str, str]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from viz.report.text import printable

    shown = [column for column in table.columns if column != "claims"]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in shown:
        figures = pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_bool_dtype(table[column])
        drawn.add_column(
            headings.get(str(column), str(column)), justify="right" if figures else "left", overflow="fold"
        )
    for row in _rows(table):
        drawn.add_row(*(Text(_people(row[str(column)])) for column in shown))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True, highlight=False).print(drawn)
    return printable(out.getvalue())


def _people(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_people(item) for item in value)
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
