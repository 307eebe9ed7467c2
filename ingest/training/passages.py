"""Annotated passages as the models learn from them: clean text and the places where annotated names stand in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.document import Document
from graph.errors import InnonetError
from ingest.extract.found import Found
from ingest.extract.passage import from_passage
from ingest.extract.passage_file import checked
from ingest.text.normalise import Normalised, normalise


@dataclass(frozen=True)
class Annotated:
    """A passage with what annotators said of it."""

    name: str
    folder: str
    document: Document
    clean: Normalised
    gold: tuple[Found, ...]
    """Annotated names where they stand in the clean text; of overlapping forms the longer holds."""
    raw: Mapping[str, Any]

    @property
    def source(self) -> str:
        """What passages of one page share: its address, else their own name."""
        return self.raw.get("source") or self.name


def folder(path: Path) -> list[Annotated]:
    """Return the passages of a folder, in the order of their names.

    Raises
    ------
    InnonetError
        If the folder holds no passage; a DocumentError if one cannot be read.
    """
    files = sorted(path.glob("*.json"))
    if not files:
        raise InnonetError(f"{path.name} holds no passage. A folder with one JSON file a passage is needed.")
    return [load(file) for file in files]


def load(path: Path) -> Annotated:
    """Return one passage, its names found in its clean text.

    Raises
    ------
    DocumentError
        If it cannot be read, or is no annotated passage.
    """
    raw = checked(path, annotated=True)
    document = from_passage(raw)
    clean = normalise(document.text)
    return Annotated(path.stem, path.parent.name, document, clean, tuple(sorted(_gold(clean, raw))), raw)


def _gold(clean: Normalised, raw: Mapping[str, Any]) -> Iterator[Found]:
    taken = bytearray(len(clean.text))
    for mention in sorted(raw["mentions"], key=lambda m: (-len(m["text"]), m["text"])):
        form = normalise(mention["text"]).text.strip()
        for start, end in occurrences(clean.text, form):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                yield Found(start, end, mention["kind"], bool(mention.get("generic")), bool(mention.get("academician")))


def occurrences(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Yield every place where `form` stands in `text`; Latin forms only as whole words."""
    at = text.find(form) if form else -1
    while at >= 0:
        end = at + len(form)
        left = at > 0 and _latin(text[at - 1]) and _latin(form[0])
        right = end < len(text) and _latin(text[end]) and _latin(form[-1])
        if not left and not right:
            yield at, end
        at = text.find(form, at + 1)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
