"""Word files: paragraphs and tables in order, then notes, headers and footers; deleted and hidden words left out."""

from collections.abc import Iterator

from lxml import etree

from graph.errors import DocumentError
from graph.ontology import Label
from ingest.readers.archive import Archive
from ingest.readers.page import Page
from ingest.readers.source import Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # files saved as "strict"
)
_OUTSIDE = ("footnotes", "endnotes", "header", "footer")
"""Parts of a document that stand outside its body, in the order in which they follow it."""
# Deleted words, the old place of moved ones, and the second form of a drawing for old programs.
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr"}
)


def read_docx(source: Source) -> Page:
    """Return the page of a Word file; one line a paragraph or table row, cells apart by " | ".

    Raises
    ------
    DocumentError
        If it is broken, encrypted, a zip bomb, or holds no text.
    """
    archive = Archive(source)
    if "word/document.xml" not in archive.names:
        raise DocumentError(source.path, "is no Word file inside. Save it as .docx again.")
    reader = _Reader()
    lines = list(reader.lines(archive.xml("word/document.xml")))
    outside: dict[str, None] = {}
    for part in _OUTSIDE:
        for name in sorted(n for n in archive.names if n.startswith(f"word/{part}") and n.endswith(".xml")):
            # A header stands on every page and in several parts: once is enough.
            outside.update(dict.fromkeys(reader.lines(archive.xml(name))))
    lines.extend(outside)
    if not lines:
        raise DocumentError(source.path, "holds no text; perhaps only pictures. Run OCR first.")
    damage = []
    if reader.hidden:
        damage.append(Label(f"略去隐藏文字{reader.hidden}处。", f"Hidden words left out: {reader.hidden} runs."))
    if any(name.startswith("word/comments") for name in archive.names):
        damage.append(Label("略去页边批注。", "Comments in the margin left out."))
    return Page("\n".join(lines), MEDIA_TYPE, None, "docx@1", source.sha256, source.name, tuple(damage))


class _Reader:
    def __init__(self) -> None:
        self.hidden = 0

    def lines(self, root: etree._Element) -> Iterator[str]:
        """Yield the lines of a part. lxml refuses XML deeper than 256, so recursion is bounded."""
        for child in root:
            tag = _tag(child)
            if tag in _LEFT_OUT or _is_separator(child):
                continue
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            else:
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._gather(paragraph, pieces, boxes)
        for line in "".join(pieces).split("\n"):
            if line.strip():
                yield line.strip()
        for box in boxes:  # a text box hangs on a paragraph and stands beside it
            yield from self.lines(box)

    def _gather(self, node: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for child in node:
            match _tag(child):
                case "t":
                    pieces.append(child.text or "")
                case "tab" | "ptab":
                    pieces.append("\t")
                case "br" | "cr":
                    pieces.append("\n")
                case "noBreakHyphen":
                    pieces.append("-")
                case "txbxContent":
                    boxes.append(child)
                case "r" if _is_hidden(child):
                    self.hidden += 1
                case tag if tag not in _LEFT_OUT:
                    self._gather(child, pieces, boxes)

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _nearest(table, "tr"):
            cells = [" ".join(self.lines(cell)) for cell in _nearest(row, "tc")]
            if any(cells):
                yield " | ".join(cells)


def _nearest(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements `name` under `node` that belong to it: content controls are passed, tables inside are not."""
    for child in node:
        tag = _tag(child)
        if tag == name:
            yield child
        elif tag not in _LEFT_OUT and tag not in {"tbl", "p", "tc"}:
            yield from _nearest(child, name)


def _tag(node: etree._Element) -> str:
    """Return the name of an element without its namespace, which differs between kinds of Word files."""
    return etree.QName(node).localname


def _is_hidden(run: etree._Element) -> bool:
    for properties in run:
        if _tag(properties) == "rPr":
            for one in properties:
                if _tag(one) == "vanish":
                    return not any(value in {"0", "false", "off"} for value in one.attrib.values())
    return False


def _is_separator(node: etree._Element) -> bool:
    """Return whether a footnote is only the rule above the footnotes."""
    return _tag(node) in {"footnote", "endnote"} and any(
        "eparator" in value or value == "continuationNotice"
        for key, value in node.attrib.items()
        if str(key).endswith("type")
    )
