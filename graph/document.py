"""What was read: a document, its parts, and the names that stand in it.

Offsets are code points of `Document.text`, the text as read, damage included: an analyst's quote must be found in the
page as it stands, so `text[start:end] == quote` holds for every span of the project.
"""

from dataclasses import dataclass
from datetime import date

from graph.identity import content_id
from graph.ontology import Label


@dataclass(frozen=True, slots=True)
class Document:
    """One page, file or table as it was read."""

    id: str
    """`document_id(sha256)`."""
    sha256: str
    """Of the bytes as they lay on disk."""
    address: str
    """Where a reader finds it again: the web address that the page states, else the file's name; never a full path."""
    title: str | None
    publisher: str | None
    published: date | None
    """Unknown stays None, and is said."""
    region: str | None
    """The region that the document speaks of or its publisher belongs to, where known."""
    language: str
    """zh or en."""
    media_type: str
    charset: str | None
    text: str
    reader: str
    """Name and version of the reader, such as `html@1`."""
    damage: tuple[Label, ...] = ()
    """What was found broken or left out and how it was read, one sentence each, in both languages."""


def document_id(sha256: str) -> str:
    """Return the id of the document with these bytes."""
    return content_id("d", sha256)


@dataclass(frozen=True, slots=True)
class Mention:
    """One name, or one class word, where it stands."""

    document: str
    start: int
    end: int
    surface: str
    """As it stands in the text, damage included."""
    name: str
    """Normalised: simplified, half-width, without pinyin notes; relative names completed by the frame."""
    kind: str
    generic: bool = False
    """A class word that names nobody (院士工作站, 链主企业)."""
    academician: bool = False
    """The text calls the person an academician (院士)."""
    confidence: float = 1.0
    """How sure the reader is of borders and kind, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that a document states of an entity: an identifier, a region, a sector, an English name."""

    document: str
    name: str
    kind: str
    property: str
    """subkind, region, sector, academician, name_en, alias, or a scheme: ror, uscc, wikidata, stock, orcid."""
    value: str
    basis: str
    """Why: `stated`, `register`, `leading place name`, `name`."""
    start: int
    end: int
