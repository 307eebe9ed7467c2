"""A notice becomes a reading: find files → read each in a worker → frame → extract. One document in memory at a time.

One bad document never ends a run: it comes out as an `Outcome` with a reason, and the rest go on.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.document import document_id
from graph.errors import DocumentError, InnonetError
from graph.reading import Reading
from ingest.extract.extract import EXTRACTOR, extract
from ingest.frame import document_of
from ingest.readers.read import MAX_BYTES
from ingest.registers.claims_table import EXTRACTOR as TABLE_EXTRACTOR
from ingest.registers.claims_table import read_claims_table
from ingest.worker import Reader

TABLES = frozenset({".csv", ".xlsx"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a reading, nothing new, or skipped with a reason."""

    path: Path
    reading: Reading | None = None
    skipped: str | None = None
    """Why it was left out: one sentence."""
    warnings: tuple[str, ...] = ()
    """What was left out inside a file that was read, such as a bad row of a table."""

    @property
    def known(self) -> bool:
        """Whether these bytes were read before by the same reader."""
        return self.reading is None and self.skipped is None


def ingest(
    paths: Iterable[Path],
    *,
    publisher: str | None = None,
    published: date | None = None,
    known: Callable[[str, str], bool] = lambda document, extractor: False,
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
    """
    with Reader() as reader:
        for path, problem in find(paths):
            if problem is not None:
                yield Outcome(path, skipped=problem)
                continue
            try:
                yield _one(path, reader, publisher, published, known)
            except InnonetError as error:
                yield Outcome(path, skipped=str(error))


def find(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Yield every file under `paths` once, folders in the order of names, with the reason where one cannot be read."""
    seen: set[Path] = set()
    for path in paths:
        for found, problem in _walk(path):
            real = found.resolve()
            if real not in seen:
                seen.add(real)
                yield found, problem


def _walk(path: Path) -> Iterator[tuple[Path, str | None]]:
    if not path.exists():
        yield path, f"{path.name}: there is no such file. Check the path."
    elif not path.is_dir():
        yield path, None
    else:
        try:
            inside = sorted(child for child in path.iterdir() if not child.name.startswith("."))
        except OSError as error:
            yield path, f"{path.name}: the folder cannot be opened ({error.strerror}). Check its rights."
            return
        for child in inside:
            if child.is_symlink() and child.is_dir():
                continue  # a link to a folder may lead in circles, or out of what was named
            yield from _walk(child)


def _one(
    path: Path,
    reader: Reader,
    publisher: str | None,
    published: date | None,
    known: Callable[[str, str], bool],
) -> Outcome:
    sha256 = _sha256(path)
    if path.suffix.lower() in TABLES:
        if known(document_id(sha256), TABLE_EXTRACTOR):
            return Outcome(path)
        reading, warnings = read_claims_table(path, reader=reader)
        return Outcome(path, reading, warnings=warnings)
    if known(document_id(sha256), EXTRACTOR):
        return Outcome(path)
    page = reader.read(path)
    return Outcome(path, extract(document_of(page, sha256, publisher=publisher, published=published)))


def _sha256(path: Path) -> str:
    try:
        if not path.is_file():
            raise DocumentError(path.name, "this is not a regular file. Name a file or a folder.")
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(path.name, f"it is larger than {MAX_BYTES >> 20} MiB. Split it.")
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DocumentError(path.name, f"it cannot be read ({error.strerror}). Check its rights.") from error
