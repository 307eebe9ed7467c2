"""What a reader hands on: the text of one file and what the file itself states about it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from graph.ontology import Label

MENUS = Label("菜单、链接列表和版权栏", "Menus, link lists and imprints")
BUTTONS = Label("按钮文字", "Lines of buttons")


def is_furniture(note: Label) -> bool:
    """Return whether a sentence of `damage` says only that a web page was read without its menus and buttons."""
    return note.en.startswith(tuple(f"{what.en} left out: " for what in (MENUS, BUTTONS)))


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one document, as it stands in the file; nothing is corrected."""

    text: str
    media_type: str
    charset: str | None
    """None for formats that fix it themselves, such as docx and pdf."""
    reader: str
    """Name and version of the reader, such as `html@1`."""
    sha256: str
    """Of the bytes that were read, in hexadecimal."""
    address: str
    """The web address that the page states, else the file's name; never a path."""
    damage: tuple[Label, ...] = ()
    """What was broken or left out, one sentence each, in both languages."""
    title: str | None = None
    """As the file's own markup states it; None where only the text can tell."""
    publisher: str | None = None
    published: date | None = None
    site: str | None = None
    """Whose web site it is: the publisher where neither markup nor text names one."""
    table: tuple[tuple[str, ...], ...] | None = None
    """The rows of a csv or xlsx file, header first; None for every other format."""


def to_json(page: Page) -> dict[str, Any]:
    """Return the page as JSON-able data."""
    return asdict(page) | {"published": page.published.isoformat() if page.published else None}


def from_json(data: dict[str, Any]) -> Page:
    """Return the page that `to_json` wrote."""
    published, table = data["published"], data["table"]
    return Page(
        **data
        | {
            "damage": tuple(Label(**note) for note in data["damage"]),
            "published": date.fromisoformat(published) if published else None,
            "table": None if table is None else tuple(tuple(row) for row in table),
        }
    )
