"""The one door for files: what a file is, is told by its content first and its suffix second."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from graph.errors import DocumentError
from ingest.readers.page import Page
from ingest.readers.source import Source, load

FORMATS = "txt, md, html, docx, pdf, csv and xlsx (claims tables), json (passages)"
"""What is read, for messages."""

LONGEST = 16_000_000
"""Signs of a page's text; a yearbook has one or two million."""

SIMPLE = frozenset({"text", "passage", "csv"})
"""Formats whose reading is a decoding and a few linear passes of our own, without a parser in C to fall for a trick."""

# Modules are loaded when first needed: a run over text files needs no PDF library.
_READERS = {
    "text": ("ingest.readers.plain", "read_text"),
    "passage": ("ingest.readers.plain", "read_passage"),
    "html": ("ingest.readers.html", "read_html"),
    "docx": ("ingest.readers.docx", "read_docx"),
    "pdf": ("ingest.readers.pdf", "read_pdf"),
    "csv": ("ingest.readers.table", "read_csv"),
    "xlsx": ("ingest.readers.table", "read_xlsx"),
}
_BY_SUFFIX = {
    "": "text", ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".docx": "docx", ".pdf": "pdf", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".json": "passage",
}  # fmt: skip
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# By first bytes: what people rename or save under a wrong suffix, with the way to a format that is read.
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or encrypted Office file. Save it as .docx or .xlsx."),
    (b"{\\rtf", "is a Rich Text file. Save it as .docx."),
    (b"\x89PNG", "is a picture. Run OCR first."),
    (b"\xff\xd8\xff", "is a picture. Run OCR first."),
    (b"GIF8", "is a picture. Run OCR first."),
    (b"\x1f\x8b", "is an archive. Unpack it and give the files in it."),
    (b"Rar!", "is an archive. Unpack it and give the files in it."),
    (b"7z\xbc\xaf", "is an archive. Unpack it and give the files in it."),
)  # fmt: skip
_ZIP = b"PK\x03\x04"


def read(path: Path) -> Page:
    """Return the text of the file at `path` and what the file itself states about it.

    For files of unknown origin use `ingest.worker.read_safely`, which does the same in a process that can be killed.

    Raises
    ------
    DocumentError
        If it cannot be read: missing, empty, too large, of an unknown format, of an unknown character set, encrypted,
        broken, or made to exhaust the machine. One line, with what to do next.
    """
    return page_of(load(path))


def page_of(source: Source) -> Page:
    """Return the page of a file whose bytes are at hand."""
    module, function = _READERS[format_of(source)]
    reader: Callable[[Source], Page] = getattr(import_module(module), function)
    page = reader(source)
    if len(page.text) > LONGEST:
        raise DocumentError(source.path, f"holds more than {LONGEST // 10**6} million signs. Split it.")
    return page


def format_of(source: Source) -> str:
    """Return the name of the reader for `source`; DocumentError for a format that none reads."""
    data = source.data
    for first_bytes, why in _REFUSED:
        if data.startswith(first_bytes):
            raise DocumentError(source.path, why)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        # The directory of a zip is at its end; names of members stand there in the clear.
        if b"word/document.xml" in data:
            return "docx"
        if b"xl/workbook.xml" in data:
            return "xlsx"
        if source.suffix in {".docx", ".xlsx"}:
            raise DocumentError(source.path, "is broken (its archive does not hold a document). Save it again.")
        raise DocumentError(source.path, "is an archive or an unknown Office file. Unpack it, or save it as .docx.")
    if source.suffix not in _BY_SUFFIX:
        raise DocumentError(source.path, f"{source.suffix} files are not read. Read are {FORMATS}.")
    named = _BY_SUFFIX[source.suffix]
    if named in {"docx", "xlsx", "pdf"}:
        raise DocumentError(source.path, f"is no {named} file inside. Save it as {source.suffix} again.")
    if named == "text" and _MARKUP.match(data[:8192].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return named
