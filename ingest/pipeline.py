"""A notice becomes a reading: find files → read each in a worker → frame → extract. One document in memory at a time.

One bad document never ends a run: it comes out as an `Outcome` with a reason, and the rest go on.
"""

import errno
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
    rows: int = 0
    """How many rows of a table were left out; each has a warning."""
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
        self._started = False
        self._many, self._one = _Pool(jobs), _Pool(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exit: object) -> None:
        self._many.close()
        self._one.close()

    def finished(self, opened: Iterable[tuple[Path, Document | Outcome]]) -> Iterator[Outcome]:
        """Yield what became of each file; processes start when a third document waits."""
        waiting: deque[tuple[Path, Document | Outcome, Future[Reading] | None]] = deque()
        for path, item in opened:
            waiting.append((path, item, None))
            if self._jobs > 1 and sum(isinstance(held, Document) for _, held, _ in waiting) > 2:
                self._started = True
            if self._started:
                waiting = deque((p, i, r or self._begun(i)) for p, i, r in waiting)
            if len(waiting) > (3 * self._jobs if self._jobs > 1 else 0):
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _begun(self, item: Document | Outcome) -> Future[Reading] | None:
        return self._many.submit(self._read, item) if isinstance(item, Document) else None

    def _done(self, path: Path, item: Document | Outcome, running: Future[Reading] | None) -> Outcome:
        if isinstance(item, Outcome):
            return item
        try:
            return Outcome(path, (self._result(item, running) if running else self._read(item),))
        except BrokenProcessPool:
            why = "ends the process that reads it, perhaps for want of memory. Split it, or read it with --jobs 1."
            return Outcome(path, skipped=f"{shown(path)}: {why}")
        except Exception as error:  # a fault of ours in one text must not cost the others
            why = f"breaks the reader ({type(error).__name__}: {error}). Please report it with the file."
            return Outcome(path, skipped=f"{shown(path)}: {why}")

    def _result(self, document: Document, running: Future[Reading]) -> Reading:
        try:
            return running.result()
        except BrokenProcessPool:
            # One process that ends takes all that wait with it. Read alone, a document shows whether it was the cause.
            return self._one.submit(self._read, document).result()


class _Pool:
    """Processes that start with the first work, and anew once one of them was ended from outside."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._running: ProcessPoolExecutor | None = None

    def submit(self, read: Callable[[Document], Reading], document: Document) -> Future[Reading]:
        try:
            return self._submitted(read, document)
        except BrokenProcessPool:
            self.close()
            return self._submitted(read, document)

    def _submitted(self, read: Callable[[Document], Reading], document: Document) -> Future[Reading]:
        executor = self._executor()
        # An interrupt while a process starts would have it print where it stood: it waits until `_dies_quietly`.
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return executor.submit(read, document)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)

    def close(self) -> None:
        if self._running:
            self._running.shutdown(cancel_futures=True)
            self._running = None

    def _executor(self) -> ProcessPoolExecutor:
        # A fresh process, not a copy of this one: other threads may hold locks here.
        self._running = self._running or ProcessPoolExecutor(
            self._processes, mp_context=get_context("spawn"), initializer=_dies_quietly
        )
        return self._running


def _dies_quietly() -> None:
    """Let an interrupt (Ctrl-C) end this process without a word: the one that started it has the say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


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


def _walk(named: Path) -> Iterator[tuple[Path, str | None]]:
    waiting = [named]  # and not a call within a call: folders may lie deeper than Python recurses
    while waiting:
        path = waiting.pop()
        try:
            is_folder = path.is_dir()
            # Such a link may lead in circles, or out of what was named.
            is_link = is_folder and path is not named and path.is_symlink()
            inside = sorted(path.iterdir()) if is_folder and not is_link else []
        except (OSError, ValueError) as error:
            yield path, _why_closed(path, error)
            continue
        if is_link:
            yield path, f"{shown(path)}: is a link to a folder, and links are not followed. Give the folder itself."
        elif not is_folder:
            yield path, None
        made = _made_here({child.name for child in inside})
        # Hidden files are no documents.
        waiting.extend(child for child in reversed(inside) if not (child.name.startswith(".") or child.name in made))


def _why_closed(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return f"{shown(path)[:80]}…: lies too deep, its path is too long to open. Move its folder further up."
    return f"{shown(path)}: cannot be opened ({getattr(error, 'strerror', error)}). Check its rights."


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
            return Outcome(path, skipped=f"{shown(path)}: {why}", warnings=table.warnings, rows=len(table.warnings))
        return Outcome(path, table.readings, warnings=table.warnings, rows=len(table.warnings))
    return document_of(page, publisher=publisher, published=published)
