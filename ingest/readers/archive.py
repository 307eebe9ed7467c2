"""Office files are zip archives of XML: both are opened within bounds that keep a small file from being a bomb."""

import io
import struct
import zipfile
import zlib

from lxml import etree

from graph.errors import DocumentError
from ingest.readers.source import Source

MOST_MEMBERS = 4_000
LARGEST = 64 * 1024 * 1024
"""Bytes, all members unpacked."""
STEEPEST = 200
"""Unpacked to packed size of a member beyond a megabyte; a report in Word has 5 to 30."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
    OSError,
)
_ENCRYPTED = 0x1


class Archive:
    """The members of an office file, each read at most once within the bounds.

    Raises
    ------
    DocumentError
        When opened or read: if it is broken, encrypted, or unpacks to more than an office file can be.
    """

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self._left = LARGEST
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _BROKEN:
            raise self._broken() from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST:
            raise self._bomb()
        if any(m.file_size > 2**20 and m.file_size > STEEPEST * max(1, m.compress_size) for m in members):
            raise self._bomb()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise DocumentError(self.path, "is encrypted. Save it without a password.")
        # Two members of one name: programs differ in which they show.
        self.names = tuple(dict.fromkeys(member.filename for member in members))

    def read(self, name: str) -> bytes:
        """Return the bytes of a member, counted as they come: what a member declares of its size may be a lie."""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except _BROKEN:
            raise self._broken() from None
        self._left -= len(data)
        if self._left < 0:
            raise self._bomb()
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML member. Nothing outside it is fetched; a document type is refused."""
        return parse_xml(self.read(name), self.path)

    def _broken(self) -> DocumentError:
        return DocumentError(self.path, "is broken (its archive does not open). Download or save it again.")

    def _bomb(self) -> DocumentError:
        return DocumentError(
            self.path, f"unpacks to more than {LARGEST >> 20} MiB, so no office file that people write. Do not open it."
        )


def parse_xml(data: bytes, path: str) -> etree._Element:
    """Return the root of `data`; DocumentError if it is no well-formed XML or brings a document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DocumentError(path, "is broken (its XML cannot be read). Save it again.") from None
    # Entities come with a document type only, and office programs write none.
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(path, "brings a document type (DOCTYPE), which no office program writes. Do not open it.")
    return root
