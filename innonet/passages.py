"""What is read in documents, as passages: one JSON file each, without a ledger."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from graph.errors import UsageError
from ingest.extract.passage import to_passage
from ingest.pipeline import Outcome, find, ingest
from ingest.readers.source import load
from ingest.registers.claims_table import EXTRACTOR as TABLE
from innonet.files import write_json
from innonet.project import Added


def look(paths: Sequence[Path]) -> None:
    """Raise DocumentError for the first of `paths` that is neither a folder nor a file that can be read."""
    for path in paths:
        if not path.is_dir():
            load(path)


def write_passages(
    paths: Sequence[Path],
    folder: Path,
    *,
    publisher: str | None = None,
    published: date | None = None,
    progress: Callable[[Outcome], None] = lambda outcome: None,
    reader: str = "default",
    weights: Path | None = None,
    jobs: int = 1,
) -> Added:
    """Read files and folders and write each document to `folder` under its own name; a table's documents are numbered.

    Parameters are those of `Project.add`.

    Raises
    ------
    UsageError
        If two inputs would be one file.
    """
    stems = [path.stem for path, problem in find(paths) if problem is None]
    if twice := sorted({stem for stem in stems if stems.count(stem) > 1}):
        raise UsageError(f"Two inputs are called {twice[0]!r}, and would be one file. Give them in two calls.")
    read: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    warnings: list[str] = []
    for outcome in ingest(paths, publisher=publisher, published=published, reader=reader, weights=weights, jobs=jobs):
        progress(outcome)
        warnings += outcome.warnings
        if outcome.skipped is not None:
            skipped.append((outcome.path, outcome.skipped))
            continue
        read.append(outcome.path)
        for number, reading in enumerate(outcome.readings):
            name = outcome.path.stem + (f"-{number + 1}" if number else "")
            write_json(folder / f"{name}.json", to_passage(reading))
    return Added(tuple(read), (), tuple(skipped), tuple(warnings))


def explain(
    paths: Sequence[Path],
    *,
    publisher: str | None = None,
    published: date | None = None,
    progress: Callable[[Outcome], None] = lambda outcome: None,
    reader: str = "default",
    weights: Path | None = None,
    language: str = "en",
    show: Callable[[str], None],
) -> Added:
    """Read files and folders and `show` each document's text with what was read in it and why.

    Parameters are those of `Project.add`. Rows of tables say for themselves what they say: they are left out.
    """
    from ingest.trace import explain as trace
    from innonet.explanation import explained

    read: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    for outcome in ingest(paths, publisher=publisher, published=published, reader=reader, weights=weights):
        progress(outcome)
        if outcome.skipped is not None:
            skipped.append((outcome.path, outcome.skipped))
            continue
        read.append(outcome.path)
        for reading in outcome.readings:
            if reading.extractor != TABLE:
                show(explained(trace(reading.document, reader=reader, weights=weights), language))
    return Added(tuple(read), (), tuple(skipped), ())
