"""Files that the commands take and leave: a statement, read no further than need be, and passages."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.errors import InnonetError, UsageError
from graph.files import opening, write
from graph.store.guard import BYTES


def read_statement(path: Path) -> str:
    """Return the statement in a file of UTF-8 text, `-` for what comes in by stdin.

    No more is read than a statement may have, so that the guard refuses a longer one.
    """
    from_stdin = str(path) == "-"
    name = "stdin" if from_stdin else str(path)
    if from_stdin and sys.stdin is None:
        raise InnonetError("stdin is closed. Give a file.")
    try:
        with sys.stdin.buffer if from_stdin else path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        raise InnonetError(f"{name} cannot be read ({error.strerror}). Check the path.") from error
    try:
        return data.decode("utf-8-sig", "strict" if len(data) <= BYTES else "replace")
    except UnicodeDecodeError as error:
        raise InnonetError(f"{name} is no UTF-8 text. Save it as UTF-8.") from error


def keep_apart(inputs: Iterable[Path], outputs: Iterable[Path]) -> None:
    """Raise UsageError for the first of `outputs` that is one of `inputs` and would take its place."""
    read = {path.resolve() for path in inputs}
    if taken := next((path for path in outputs if path.resolve() in read), None):
        raise UsageError(f"{taken} would be written over, and is to be read. Name another folder for what is written.")


def keep_tables(files: Mapping[Path, bytes]) -> None:
    """Raise UsageError for the first of the tables `files` in whose place a table with other columns lies."""
    for path, content in files.items():
        header = content[: content.index(b"\n") + 1]
        if path.is_file() and opening(path, len(header)) != header:
            raise UsageError(f"{path} is there, and its columns are not those to be written. Name another folder.")


def write_json(path: Path, passage: Mapping[str, Any]) -> Path:
    """Write a passage as one JSON file and return where it lies."""
    text = json.dumps(passage, ensure_ascii=False, indent=2) + "\n"
    return write(path, text.encode("utf-8", "surrogatepass"))
