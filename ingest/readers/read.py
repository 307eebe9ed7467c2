"""The one door for files: what a file is, is told by its content first and its suffix second."""

import re
from collections.abc import Callable
from pathlib import Path

from graph.errors import DocumentError
from ingest.readers.html import read_html
from ingest.readers.page import Page
from ingest.readers.plain import read_passage, read_text
from ingest.readers.source import Source, load

FORMATS = "txt, md, html, json (passages)"
"""What is read, for messages."""

_READERS: dict[str, Callable[[Source], Page]] = {
    "text": read_text,
    "html": read_html,
    "passage": read_passage,
}
_BY_SUFFIX = {
    "": "text", ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "passage",
}  # fmt: skip
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def read(path: Path) -> Page:
    """Return the text of the file at `path` and what the file itself states about it.

    Raises
    ------
    DocumentError
        If it cannot be read: missing, empty, too large, of an unknown format, of an unknown character set, encrypted,
        broken, or made to exhaust the machine. One line, with what to do next.
    """
    source = load(path)
    return _READERS[format_of(source)](source)


def format_of(source: Source) -> str:
    """Return the name of the reader for `source`; DocumentError for a format that none reads."""
    if source.suffix not in _BY_SUFFIX:
        raise DocumentError(source.path, f"{source.suffix} files are not read. Read are: {FORMATS}.")
    named = _BY_SUFFIX[source.suffix]
    if named == "text" and _MARKUP.match(source.data[:8192].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return named
