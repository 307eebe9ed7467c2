"""CSV tables: for Excel, WPS, R and pandas.

UTF-8 with a byte-order mark: without one Excel on a Chinese system reads UTF-8 as GBK, and the first thing an office
sees is broken names. pandas and readr skip the mark.
"""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from graph import files
from graph.columns import CLAIM_COLUMNS, ENTITY_COLUMNS, QUANTITY_COLUMNS, TIE_COLUMNS
from graph.errors import DocumentError
from graph.exchange.cells import guarded, unguarded
from graph.exchange.flat import listed, number, said
from graph.network import Network, claim_rows, entity_rows, quantity_rows, tie_rows


def write(network: Network, path: Path) -> None:
    """Write the tables entities, ties, claims and quantities of `network`.

    `path` ending in .zip gets all four in one file; ending in .csv, the ties alone with the names of their ends, which
    is what a spreadsheet wants of a network; any other is a folder, made where missing. A write that fails leaves each
    file as it was.
    """
    if path.suffix.lower() == ".csv":
        files.write(path, _csv([*TIE_COLUMNS, "source_name", "target_name"], _named_ties(network)))
    elif path.suffix.lower() == ".zip":
        files.write(path, _archive(to_bytes(network)))
    else:
        for name, content in to_bytes(network).items():
            files.write(path / name, content)


def to_bytes(network: Network) -> dict[str, bytes]:
    """Return file name → CSV: lists as JSON text, dates as ISO text, nothing as an empty cell."""
    return {
        "entities.csv": _csv(ENTITY_COLUMNS, entity_rows(network)),
        "ties.csv": _csv(TIE_COLUMNS, tie_rows(network)),
        "claims.csv": _csv(CLAIM_COLUMNS, claim_rows(network)),
        "quantities.csv": _csv(QUANTITY_COLUMNS, quantity_rows(network)),
    }


def read(path: Path, directed: bool | None = None) -> Network:
    """Return the network, without evidence, of the files entities.csv and ties.csv in a folder.

    Raises
    ------
    DocumentError
        If one of them is missing.
    UsageError
        If a column is missing, or a kind is unknown and `directed` is not given.
    """
    return Network.from_tables(_table(path / "entities.csv"), _table(path / "ties.csv"), directed)


def _csv(columns: list[str], rows: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _archive(tables: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tables.items():
            # The zip format's first day: an archive made twice has the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case str():
            return guarded(value)
        case _:
            return said(value)


def _named_ties(network: Network) -> list[dict[str, Any]]:
    names = {entity.id: entity.name for entity in network.entities}
    return [
        row | {"source_name": names[row["source"]], "target_name": names[row["target"]]} for row in tie_rows(network)
    ]


def _table(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise DocumentError(
            path.name, "cannot be opened. Give the folder that holds entities.csv and ties.csv."
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(path.name, "is not UTF-8. Save it as “CSV UTF-8”.") from error
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    cells = [[_value(column, cell) for column, cell in zip(head, row, strict=False)] for row in body]
    return pd.DataFrame(cells, columns=head, dtype=object)


def _value(column: str, cell: str) -> Any:
    text = unguarded(cell)
    if column == "weight":
        return number(text)
    return listed(text) if listed(text) is not None else text or None
