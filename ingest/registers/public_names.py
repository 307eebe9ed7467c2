"""The register of public names: universities, academies and institutes, ministries, funders, societies, firms.

It ships as a table, `public_names.csv`, and enters a ledger like any other document: each row is the evidence that
its names are one. So CAAS, 中国农科院 and 中国农业科学院 meet without world knowledge in code, and a reader can
open the row that says so. Bodies abroad stand under their usual Chinese name. Only short forms that mean one body
everywhere are listed: 武大 is, 南大 (there are three) is not, nor 联想, which is a word first.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from graph.document import Attribute, Document, Mention, document_id
from graph.judgement import Judgement, Key, Verdict, pair
from graph.reading import Reading

RULE = "rule:register@1"
READER = "register@1"
FILE = "public_names.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One body of the register, with where its cells stand in the text of the table."""

    number: int
    """Of the line, the header being 1."""
    start: int
    """Offset of the line."""
    text: str
    """The line as it stands."""
    cells: Mapping[str, tuple[str, ...]]
    """Column → values; `aliases` and `aliases_en` hold several."""
    spans: Mapping[tuple[str, str], tuple[int, int]]
    """(column, value) → where the value stands."""

    def one(self, column: str) -> str:
        """Return the value of a column that holds one; empty if there is none."""
        return next(iter(self.cells[column]), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the full Chinese one first, English ones last."""
        return tuple(name for column in ("name", "aliases", "name_en", "aliases_en") for name in self.cells[column])


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the register, in its order."""
    return tuple(_rows(_text()))


@cache
def register() -> Reading:
    """Return the register as a document with its evidence.

    Returns
    -------
    Reading
        One mention and one key a name; attributes `alias`, `name_en`, `region`, `sector`, `ror`, `wikidata` with basis
        "register"; a judgement `same` by `rule:register@1` between the full name of a row and each of its others.
    """
    text = _text()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=document_id(sha256),
        sha256=sha256,
        address=FILE,
        title="公共名称登记表 / Register of public names",
        publisher="innonet",
        published=None,
        region=None,
        language="zh",
        media_type="text/csv",
        charset="utf-8",
        text=text,
        reader=READER,
    )
    return Reading(
        document=document,
        extractor=READER,
        mentions=tuple(mention for row in rows() for mention in _mentions(document.id, row)),
        attributes=tuple(attribute for row in rows() for attribute in _attributes(document.id, row)),
        judgements=tuple(decision for row in rows() for decision in _judgements(row)),
    )


@cache
def names() -> Mapping[str, str]:
    """Return every name of the register, in all languages, with its kind: the gazetteer of the extractor."""
    return MappingProxyType({name: row.one("kind") for row in rows() for name in row.names})


def canonical(name: str) -> str | None:
    """Return the full Chinese name of the body that the register knows by `name`; None if it knows none.

    Examples
    --------
    >>> canonical("CAAS")
    '中国农业科学院'
    >>> canonical("南大") is None
    True
    """
    return _canonical().get(name)


@cache
def _canonical() -> Mapping[str, str]:
    return {name: row.one("name") for row in rows() for name in row.names}


@cache
def _text() -> str:
    return files("ingest.registers").joinpath(FILE).read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[Row]:
    lines = text.split("\n")
    header = lines[0].split(",")
    start = len(lines[0]) + 1
    for number, line in enumerate(lines[1:], 2):
        if line:
            cells: dict[str, tuple[str, ...]] = {}
            spans: dict[tuple[str, str], tuple[int, int]] = {}
            at = 0
            for column, cell in zip(header, next(csv.reader([line])), strict=True):
                cells[column] = tuple(value for value in cell.split("|") if value)
                for value in cells[column]:
                    # Cells stand in the order of the header, so a search from the last one on finds the right place.
                    at = line.index(value, at)
                    spans[column, value] = (start + at, start + at + len(value))
                    at += len(value)
            yield Row(number, start, line, MappingProxyType(cells), MappingProxyType(spans))
        start += len(line) + 1


def _mentions(document: str, row: Row) -> Iterator[Mention]:
    for column in ("name", "aliases", "name_en", "aliases_en"):
        for name in row.cells[column]:
            start, end = row.spans[column, name]
            yield Mention(document, start, end, name, name, row.one("kind"))


def _attributes(document: str, row: Row) -> Iterator[Attribute]:
    properties = {
        "aliases": "alias",
        "name_en": "name_en",
        "aliases_en": "alias",
        "region": "region",
        "sector": "sector",
        "ror": "ror",
        "wikidata": "wikidata",
    }
    for column, property in properties.items():
        for value in row.cells[column]:
            start, end = row.spans[column, value]
            yield Attribute(document, row.one("name"), row.one("kind"), property, value, "register", start, end)


def _judgements(row: Row) -> Iterator[Judgement]:
    full = Key(row.one("name"), row.one("kind"))
    why = f"{FILE}, line {row.number}: {row.text}"
    for other in row.names[1:]:
        yield pair(Verdict.SAME, full, Key(other, full.kind), RULE, why)
