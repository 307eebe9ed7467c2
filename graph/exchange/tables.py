"""CSV tables: for Excel, WPS, R and pandas.

UTF-8 with a byte-order mark: without one Excel on a Chinese system reads UTF-8 as GBK, and the first thing an office
sees is broken names. pandas and readr skip the mark.
"""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from graph import files
from graph.columns import CLAIM_COLUMNS, ENTITY_COLUMNS, QUANTITY_COLUMNS, TIE_COLUMNS
from graph.errors import DocumentError
from graph.exchange.cells import guarded, unguarded
from graph.exchange.flat import said
from graph.network import Network, claim_rows, entity_rows, quantity_rows, tie_rows

# The module's own limit is less than the claims of one tie can take. More than a C long of 32 bits it refuses.
_LONGEST_CELL = 2**31 - 1


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
        If one of them is missing, or is no sound table.
    UsageError
        If a column is missing, a kind is unknown and neither its row nor `directed` gives a direction, or a cell is not
        of its column: a weight no number, a day no day.
    """
    return Network.from_tables(_table(path / "entities.csv"), _table(path / "ties.csv"), directed)


def _csv(columns: list[str], rows: list[dict[str, Any]]) -> bytes:
    lines = _Lines()
    # The module quotes what holds a sign of its line end: with one of both, a lone carriage return is quoted too.
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines).encode("utf-8-sig", "replace")


class _Lines(list[str]):
    def write(self, line: str) -> None:
        self.append(line)


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
            rows = _rows(file)
    except OSError as error:
        raise DocumentError(
            path.name, "cannot be opened. Give the folder that holds entities.csv and ties.csv."
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(path.name, "is not UTF-8. Save it as “CSV UTF-8”.") from error
    except csv.Error as error:
        raise DocumentError(path.name, f"is no sound table ({error}). Correct it.") from error
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    missing = [""] * len(head)  # of a row that ends early
    cells = [[unguarded(cell) or None for cell, _ in zip([*row, *missing], head, strict=False)] for row in body]
    return pd.DataFrame(cells, columns=head, dtype=object)


def _rows(file: TextIO) -> list[list[str]]:
    former = csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(file))
    finally:
        csv.field_size_limit(former)
