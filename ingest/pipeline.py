"""A notice becomes a reading: find files → read each in a worker → frame → extract. One document in memory at a time.

One bad document never ends a run: it comes out as an `Outcome` with a reason, and the rest go on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.document import document_id
from graph.errors import DocumentError
from graph.reading import Reading
from ingest.extract.extract import extract, models_of
from ingest.frame import document_of
from ingest.readers.source import load, shown
from ingest.registers.claims_table import readings_of
from ingest.worker import SafeReader

LEDGER = frozenset({"innonet.db", "innonet.db-wal", "innonet.db-shm"})
RESULTS = frozenset(
    {"explorer.html", "report.html", "report.xlsx", "report.docx", "network.graphml", "network.gexf", "tables"}
)
"""What `innonet build` leaves in a folder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: readings, nothing new, or skipped with a reason."""

    path: Path
    readings: tuple[Reading, ...] = ()
    """One; of a claims table one for each source that its rows name."""
    skipped: str | None = None
    """Why it was left out: one sentence."""
    warnings: tuple[str, ...] = ()
    """What was left out inside a file that was read, such as a bad row of a table."""


def ingest(
    paths: Iterable[Path],
    *,
    publisher: str | None = None,
    published: date | None = None,
    known: Callable[[str, str], bool] = lambda document, extractor: False,
    reader: str = "default",
) -> Iterator[Outcome]:
    """Yield what became of every file under `paths`, in order.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders that are walked in the order of their names.
    publisher, published
        Used for documents that do not say so themselves.
    known : callable
        (document id, extractor) → whether the ledger holds that reading; such files are not read again.
    reader : {"default", "fast", "rules"}
        What reads the texts, see `ingest.extract.extract.extract`.
    """
    ready = models_of(reader=reader)  # wrong use ends the run before any file is opened
    missing = ready.missing
    with SafeReader() as files:
        for path, problem in find(paths):
            if problem is not None:
                yield Outcome(path, skipped=problem)
                continue
            try:
                outcome = _one(path, files, publisher, published, known, reader, ready.name)
                yield replace(outcome, warnings=(*outcome.warnings, *missing))
                missing = ()
            except DocumentError as error:
                yield Outcome(path, skipped=str(error))


def find(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Yield every file under `paths` once, folders in the order of names, with the reason where one cannot be read."""
    seen: set[Path] = set()
    for path in paths:
        for found, problem in _walk(path):
            place = found.absolute()
            if place not in seen:
                seen.add(place)
                yield found, problem


def _walk(path: Path) -> Iterator[tuple[Path, str | None]]:
    try:
        is_folder = path.is_dir()
        inside = sorted(path.iterdir()) if is_folder else []
    except (OSError, ValueError) as error:
        yield path, f"{shown(path)}: cannot be opened ({getattr(error, 'strerror', error)}). Check its rights."
        return
    if not is_folder:
        yield path, None
    made = _made_here({child.name for child in inside})
    for child in inside:
        if child.name in made:
            continue
        # Hidden files are no documents; a link to a folder may lead in circles, or out of what was named.
        if not child.name.startswith(".") and not (child.is_symlink() and child.is_dir()):
            yield from _walk(child)


def _made_here(names: set[str]) -> frozenset[str]:
    """Return which of a folder's `names` innonet left there: its own reports must never become sources."""
    if not {"innonet.db", "explorer.html"} <= names:
        return LEDGER if "innonet.db" in names else frozenset()
    return LEDGER | RESULTS


def _one(
    path: Path,
    files: SafeReader,
    publisher: str | None,
    published: date | None,
    known: Callable[[str, str], bool],
    reader: str,
    extractor: str,
) -> Outcome:
    if known(document_id(load(path).sha256), extractor):
        return Outcome(path)
    page = files.read(path)
    if page.table is not None:
        table = readings_of(page, publisher=publisher, published=published)
        if not table.readings:
            why = "holds no row that keeps to the form." if table.warnings else "holds no row under its header."
            return Outcome(path, skipped=f"{shown(path)}: {why}", warnings=table.warnings)
        return Outcome(path, table.readings, warnings=table.warnings)
    document = document_of(page, publisher=publisher, published=published)
    return Outcome(path, (extract(document, reader=reader),))
