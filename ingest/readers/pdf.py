"""PDF files: a look at the structure by pypdf, the text by PDFium, wrapped lines joined, and a gate against noise.

PDFium gives the best Chinese text and mends broken files, but unpacks any bomb; pypdf refuses these. A page without a
character map gives noise and no error, so the text must look like a language. To be called in the worker only
(`ingest.worker`): a crafted file can still keep either library busy.
"""

import io
import logging
import struct
import unicodedata
import zlib

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from graph.errors import DocumentError
from ingest.readers.page import Page
from ingest.readers.source import Source
from ingest.readers.unwrap import join
from ingest.text.common_characters import COMMON
from ingest.text.normalise import normalise

MOST_PAGES = 3_000
LARGEST = 64 * 1024 * 1024
"""Bytes of drawing instructions, unpacked."""
NOISE_SHARE = 0.01
"""Of private-use, control and unassigned signs; a text layer has hardly any."""
LANGUAGE_SHARE = 0.6
"""Of common characters, Latin letters, digits and punctuation that a text has at least."""

# What pypdf raises on broken files beside its own errors, as mutation of valid files showed.
_STUMBLES = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError,
    AssertionError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its warnings are no talk for a terminal


def read_pdf(source: Source) -> Page:
    """Return the page of a PDF file.

    Raises
    ------
    DocumentError
        If it is encrypted, broken or a bomb, or its text layer is missing or noise (a scan needs OCR).
    """
    _check(source)
    pages = _pages(source)
    text, notes = join(pages)
    if not text:
        raise DocumentError(source.path, "has no text layer, so it is a scan. Run OCR first.")
    if not _is_language(text):
        raise DocumentError(source.path, "its text layer is noise (fonts without a character map). Run OCR first.")
    return Page(text, "application/pdf", None, "pdf@1", source.sha256, source.name, notes)


def _check(source: Source) -> None:
    """Refuse bombs by pypdf's own limits. What it cannot read is left to PDFium, which mends more."""
    try:
        reader = PdfReader(io.BytesIO(source.data), strict=False)
        if reader.is_encrypted:
            return
        if len(reader.pages) > MOST_PAGES:
            raise DocumentError(source.path, f"has more than {MOST_PAGES} pages. Split it.")
        unpacked = 0
        for page in reader.pages:
            contents = page.get_contents()
            unpacked += len(contents.get_data()) if contents is not None else 0
            if unpacked > LARGEST:
                raise _bomb(source.path)
    except (LimitReachedError, MemoryError):
        raise _bomb(source.path) from None
    except _STUMBLES:
        return


def _bomb(path: str) -> DocumentError:
    return DocumentError(path, "unpacks to far more than pages need, so no PDF that people make. Do not open it.")


def _pages(source: Source) -> list[list[str]]:
    """Return the lines of each page."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(source.path, "is encrypted. Save it without a password.") from None
        raise DocumentError(source.path, "is broken (no pages can be found in it). Download it again.") from None
    try:
        return [_lines(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise DocumentError(source.path, "is broken (a page of it cannot be read). Download it again.") from None
    finally:
        document.close()


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        text: str = textpage.get_text_range()
    finally:
        textpage.close()
        page.close()
    # PDFium marks a hyphen at a line's end as U+FFFE or U+0002; the word goes on in the next line.
    text = text.replace("\ufffe\r\n", "").replace("\x02\r\n", "").replace("\ufffe", "").replace("\x02", "")
    return text.encode("utf-8", "replace").decode("utf-8").splitlines()


def _is_language(text: str) -> bool:
    clean = normalise(text[:200_000])
    raw = [sign for sign in text[:200_000] if not sign.isspace()]
    noise = sum(unicodedata.category(sign) in {"Co", "Cc", "Cn", "Cs"} or sign == "\ufffd" for sign in raw)
    signs = [sign for sign in clean.text if not sign.isspace()]
    known = sum(sign in COMMON or sign < "\u0250" or unicodedata.category(sign)[0] == "P" for sign in signs)
    return noise <= NOISE_SHARE * len(raw) and known >= LANGUAGE_SHARE * len(signs) and "(cid:" not in text
