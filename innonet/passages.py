"""What is read in documents, as passages: one JSON file each, without a ledger."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from ingest.extract.passage import to_passage
from ingest.pipeline import Outcome, find, ingest
from ingest.readers.source import load
from ingest.registers.claims_table import EXTRACTOR as TABLE
from innonet.files import keep_apart, write_json
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

    Inputs that differ in their ending alone keep it (`notice.pdf.json`); those that are called the same are numbered.
    Parameters are those of `Project.add`.

    Raises
    ------
    UsageError
        If a passage would be written over an input.
    """
    names = _names(path for path, problem in find(paths) if problem is None)
    keep_apart(names, (folder / f"{name}.json" for name in names.values()))
    taken = {*names.values(), *(path.stem for path in names)}  # a number must lead to no input either
    read: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    warnings: list[str] = []
    rows = 0
    for outcome in ingest(paths, publisher=publisher, published=published, reader=reader, weights=weights, jobs=jobs):
        progress(outcome)
        warnings += outcome.warnings
        rows += outcome.rows
        if outcome.skipped is not None:
            skipped.append((outcome.path, outcome.skipped))
            continue
        read.append(outcome.path)
        for number, reading in enumerate(outcome.readings):
            name = names[outcome.path]
            if number:
                name = _free(name, taken)
                taken.add(name)
            write_json(folder / f"{name}.json", to_passage(reading))
    return Added(tuple(read), (), tuple(skipped), tuple(warnings), rows=rows)


def _names(inputs: Iterable[Path]) -> dict[Path, str]:
    """Return the name of each input's passage, no two the same: its stem, else its whole name, else that numbered."""
    found = list(inputs)
    times = Counter(path.stem for path in found)
    names = {path: path.stem for path in found if times[path.stem] == 1}
    taken = set(names.values())
    for path in found:
        if path not in names:
            names[path] = path.name if path.name not in taken else _free(path.name, taken)
            taken.add(names[path])
    return names


def _free(name: str, taken: set[str]) -> str:
    return next(candidate for number in count(2) if (candidate := f"{name}-{number}") not in taken)


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
