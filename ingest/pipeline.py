"""A notice becomes a reading: find files → read each in a worker → frame → extract. One document in memory at a time.

One bad document never ends a run: it comes out as an `Outcome` with a reason, and the rest go on.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from graph.document import Document, document_id
from graph.errors import DocumentError
from graph.reading import Reading
from ingest.extraction import extract, models_of
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
    document: str | None = None
    """Id of the document where its reading was known and the file was not read again."""
    stays: tuple[tuple[str, str | None], ...] = ()
    """What the ledger has otherwise than it was given here, and keeps: publisher or published, and what it has."""


def ingest(
    paths: Iterable[Path],
    *,
    publisher: str | None = None,
    published: date | None = None,
    known: Callable[[str, str], bool] = lambda document, extractor: False,
    reader: str = "default",
    weights: Path | None = None,
    jobs: int = 1,
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
    reader : {"default", "onnx", "fast", "rules"}
        What reads the texts, see `ingest.extraction.extract`.
    weights : Path, optional
        Folder of models of one's own.
    jobs : int
        How many processes read texts; the order, and what is read, do not depend on it.
    """
    ready = models_of(reader=reader, weights=weights)  # wrong use ends the run before any file is opened
    missing = ready.missing
    with SafeReader() as files, _Desk(jobs, reader, weights) as desk:
        for outcome in desk.finished(_opened(paths, files, publisher, published, known, ready.name)):
            yield replace(outcome, warnings=(*outcome.warnings, *missing))
            missing = ()


def _opened(
    paths: Iterable[Path],
    files: SafeReader,
    publisher: str | None,
    published: date | None,
    known: Callable[[str, str], bool],
    extractor: str,
) -> Iterator[tuple[Path, Document | Outcome]]:
    """Yield every file as a document to read, or with what became of it."""
    for path, problem in find(paths):
        if problem is not None:
            yield path, Outcome(path, skipped=problem)
            continue
        try:
            yield path, _one(path, files, publisher, published, known, extractor)
        except DocumentError as error:
            yield path, Outcome(path, skipped=str(error))


class _Desk:
    """Reads documents here, or in `jobs` processes that each hold the models; what comes in comes out in order."""

    def __init__(self, jobs: int, reader: str, weights: Path | None) -> None:
        self._read = partial(extract, reader=reader, weights=weights)
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exit: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def finished(self, opened: Iterable[tuple[Path, Document | Outcome]]) -> Iterator[Outcome]:
        """Yield what became of each file; processes start when a third document waits."""
        waiting: deque[tuple[Path, Document | Outcome | Future[Reading]]] = deque()
        for path, item in opened:
            waiting.append((path, item))
            if self._jobs > 1 and sum(isinstance(held, Document) for _, held in waiting) > 2:
                self._start()
            if self._pool:
                waiting = deque(
                    (p, self._pool.submit(self._read, i) if isinstance(i, Document) else i) for p, i in waiting
                )
            if len(waiting) > (3 * self._jobs if self._jobs > 1 else 0):
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _start(self) -> None:
        # A fresh process, not a copy of this one: other threads may hold locks here.
        self._pool = self._pool or ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"))

    def _done(self, path: Path, item: Document | Outcome | Future[Reading]) -> Outcome:
        if isinstance(item, Outcome):
            return item
        try:
            return Outcome(path, (item.result() if isinstance(item, Future) else self._read(item),))
        except Exception as error:  # a fault of ours in one text must not cost the others
            why = f"breaks the reader ({type(error).__name__}: {error}). Please report it with the file."
            return Outcome(path, skipped=f"{shown(path)}: {why}")


def find(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Yield every file under `paths` once, folders in the order of names, with the reason where one cannot be read.

    Of `paths` themselves a folder without a file is yielded with that for a reason.
    """
    seen: set[Path] = set()
    for path in paths:
        inside = list(_walk(path)) or [(path, f"{shown(path)}: this folder holds no document. Check the path.")]
        for found, problem in inside:
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
    extractor: str,
) -> Document | Outcome:
    document = document_id(load(path).sha256)
    if known(document, extractor):
        return Outcome(path, document=document)
    page = files.read(path)
    if page.table is not None:
        table = readings_of(page, publisher=publisher, published=published)
        if not table.readings:
            why = "holds no row that keeps to the form." if table.warnings else "holds no row under its header."
            return Outcome(path, skipped=f"{shown(path)}: {why}", warnings=table.warnings)
        return Outcome(path, table.readings, warnings=table.warnings)
    return document_of(page, publisher=publisher, published=published)
