"""Web pages: everything but plain furniture, in lines, and what the page's own markup states of itself.

No extractor of main text is safe for our pages: members stand in short list items, projects in tables, and a stray tag
halves an article. So all is kept but what `ingest.readers.boilerplate` knows as furniture, and `damage` counts that.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graph.errors import DocumentError
from graph.ontology import Label
from ingest.readers.boilerplate import (
    SKIPPED,
    Weights,
    children,
    is_button_line,
    is_furniture,
    weigh,
    zone_of,
)
from ingest.readers.page import BUTTONS, MENUS, Page
from ingest.readers.source import Source
from ingest.readers.webmeta import stated
from ingest.text.charset import decode
from ingest.text.pinyin import HAN

LARGEST = 16 * 1024 * 1024
MOST_ATTRIBUTES = 2_000
"""On one tag; the parser compares each with all before it, and 100,000 take it a minute and a half."""
DEEPEST = 1_000
LONGEST_CELL = 400
"""Signs; a cell with more is a column of the layout, not of a table."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}?encoding=["']([\w-]{2,20})""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_NESTING = frozenset({
    "div", "span", "table", "ul", "ol", "dl", "section", "article", "blockquote", "font", "b", "i", "a", "em",
    "strong", "center", "main", "form",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    "ul", "legend",
})  # fmt: skip
_BROKEN_LINE = re.compile(rf"(?<=[{HAN}，。、；：“”（）])[ \t]*[\r\n]\s*(?=[{HAN}，。、；：“”（）])")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u3000]+")


@dataclass(slots=True)
class _Lines:
    """Collects text into lines, blanks folded as a browser folds them."""

    done: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)

    def end(self) -> None:
        # A line of the source that ends between two Han characters is no blank: names go on.
        line = _BLANKS.sub(" ", _BROKEN_LINE.sub("", "".join(self.current))).strip(" ")
        if line:
            self.done.append(line)
        self.current.clear()


def read_html(source: Source) -> Page:
    """Return the page of a web page.

    Raises
    ------
    DocumentError
        If it is too large or nested too deep for a page that people read, or holds no text.
    """
    if len(source.data) > LARGEST:
        raise DocumentError(source.path, f"has more than {LARGEST >> 20} MiB of HTML. Save the article alone.")
    hint = _DECLARED.search(source.data[:4096])
    found = decode(source.data, source.path, (hint[1] or hint[2]).decode("ascii") if hint else None)
    _check(found.text, source.path)
    tree = LexborHTMLParser(found.text)
    text, notes = _text(tree.body) if tree.body is not None else ("", ())
    if not text:
        raise DocumentError(source.path, "holds no text; a script fills this page. Save it from a browser, or as text.")
    says = stated(tree)
    return Page(
        text=text,
        media_type="text/html",
        charset=found.charset,
        reader="html@1",
        sha256=source.sha256,
        address=says.address or source.name,
        damage=(*found.warnings, *notes),
        title=says.title,
        publisher=says.publisher,
        published=says.published,
        site=says.site,
    )


def _check(text: str, path: str) -> None:
    """Refuse what the parser would choke on, by one look at the tags."""
    depth = deepest = end = 0
    # A tag ends at its first >, and the next is looked for behind that: each sign is seen once.
    while (match := _TAG.search(text, end)) is not None:
        end = text.find(">", match.end())
        end = len(text) if end < 0 else end
        if end - match.end() > MOST_ATTRIBUTES and _attributes(text[match.end() : end]) > MOST_ATTRIBUTES:
            raise DocumentError(path, f"has a tag with over {MOST_ATTRIBUTES} attributes; no page for people has one.")
        if match[2].lower() in _NESTING:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise DocumentError(path, f"nests more than {DEEPEST} elements deep. Save the article alone.")


def _attributes(tag: str) -> int:
    return len(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag).replace("/", " ").split())


def _text(body: LexborNode) -> tuple[str, tuple[Label, ...]]:
    """Return the lines of the page, and what was left out."""
    weights = weigh(body)
    zone = zone_of(body, weights)
    around = _ancestors(zone)
    lines = _Lines()
    furniture = hidden = 0
    # Each entry is a node to enter, or signs to write once the nodes above it on the stack are done.
    stack: list[tuple[LexborNode | str, bool, bool]] = [(body, False, zone.mem_id == body.mem_id)]
    while stack:
        node, in_cell, inside = stack.pop()
        if isinstance(node, str):
            if node == "\n":
                lines.end()
            else:
                lines.current.append(node)
            continue
        if node.is_text_node:
            lines.current.append(node.text_content or "")
            continue
        if not node.is_element_node or node.tag in SKIPPED:
            continue
        weight = weights[node.mem_id]
        if weight.hidden:
            hidden += bool(node.text().strip())
            continue
        if node.mem_id not in around and is_furniture(node, weight, inside):
            furniture += 1
            continue
        inside = inside or node.mem_id == zone.mem_id
        # A row around the zone is one of the page's layout.
        row = node.tag == "tr" and not in_cell and node.mem_id not in around and _is_row(node, weights)
        _enter(node, in_cell, inside, row, lines, stack)
    lines.end()
    kept = [line for line in lines.done if not is_button_line(line)]
    buttons = len(lines.done) - len(kept)
    return "\n".join(kept), tuple(
        Label(f"略去{zh}。", f"{en} left out: {count}.")
        for zh, en, count in (
            (f"{MENUS.zh}{furniture}块", MENUS.en, furniture),
            (f"{BUTTONS.zh}{buttons}行", BUTTONS.en, buttons),
            (f"隐藏内容{hidden}块", "Hidden blocks", hidden),
        )
        if count
    )


def _enter(
    node: LexborNode,
    in_cell: bool,
    inside: bool,
    row: bool,
    lines: _Lines,
    stack: list[tuple[LexborNode | str, bool, bool]],
) -> None:
    """Put what is in `node` on the stack, with the line ends that its kind of element has."""
    tag = node.tag
    line_end = " " if in_cell else "\n"
    if tag == "br":
        stack.append((line_end, in_cell, inside))
        return
    if tag in _BLOCKS or (tag in {"td", "th"} and not in_cell):
        stack.append((line_end, in_cell, inside))
        if not in_cell:
            lines.end()
        else:
            lines.current.append(" ")
    if row:
        cells = [child for child in children(node) if child.tag in {"td", "th"}]
        for number, cell in reversed(list(enumerate(cells))):
            stack.append((cell, True, inside))
            if number:
                stack.append((" | ", True, inside))
        return
    for child in reversed(list(children(node))):
        if tag == "pre" and child.is_text_node:
            for line in reversed((child.text_content or "").split("\n")):
                stack.append((line_end, in_cell, inside))
                stack.append((line, in_cell, inside))
        else:
            stack.append((child, in_cell, inside))


def _is_row(node: LexborNode, weights: Weights) -> bool:
    """Return whether a table row is a row of data: two cells or more, short, without tables inside."""
    cells = [child for child in children(node) if child.tag in {"td", "th"}]
    return (
        len(cells) >= 2
        and all(weights[cell.mem_id].signs <= LONGEST_CELL for cell in cells)
        and node.css_first("table") is None
    )


def _ancestors(node: LexborNode) -> frozenset[int]:
    """Return the ids of `node` and of everything around it."""
    ids = []
    above: LexborNode | None = node
    while above is not None:
        ids.append(above.mem_id)
        above = above.parent
    return frozenset(ids)
