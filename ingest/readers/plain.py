"""Plain text, and passages that were annotated or extracted before (JSON)."""

import json
import re
from datetime import date
from typing import Any

from graph.claim import first_day
from graph.errors import DocumentError
from graph.ontology import Label
from ingest.readers.page import Page
from ingest.readers.source import Source
from ingest.text.charset import decode

DEEPEST = 64
"""Brackets inside brackets in a passage; a real one has four."""


def read_text(source: Source) -> Page:
    """Return the page of a plain text or Markdown file."""
    found = decode(source.data, source.path)
    markdown = source.suffix in {".md", ".markdown"}
    return Page(
        found.text,
        "text/markdown" if markdown else "text/plain",
        found.charset,
        "text@1",
        source.sha256,
        source.name,
        found.warnings,
    )


def read_passage(source: Source) -> Page:
    """Return the page of a passage: its `text`, `publisher` and `published`; annotations in it are not looked at.

    Raises
    ------
    DocumentError
        If it is no JSON object with a `text`, names a key twice, or nests more than `DEEPEST` levels deep.
    """
    found = decode(source.data, source.path)
    try:
        # Bounded before it is parsed: the parser itself recurses.
        if _depth(found.text) > DEEPEST:
            raise DocumentError(source.path, f"nests more than {DEEPEST} levels deep, so it is no passage.")
        data = json.loads(found.text, object_pairs_hook=_once, parse_constant=_no_constant)
    except ValueError as error:
        raise DocumentError(source.path, f"is no valid JSON ({error}). Correct it, or save it as .txt.") from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise DocumentError(source.path, 'is no passage: an object with a string "text" is expected.')
    if not data["text"].strip():
        raise DocumentError(source.path, "its text is empty.")
    publisher = data.get("publisher")
    if not (publisher is None or isinstance(publisher, str)):
        raise DocumentError(source.path, '"publisher" is a string or null.')
    published, said = _day(source, data.get("published"))
    return Page(
        data["text"].encode("utf-8", "replace").decode("utf-8"),
        "application/json",
        found.charset,
        "passage@1",
        source.sha256,
        source.name,
        (*found.warnings, *said),
        publisher=(publisher or "").encode("utf-8", "replace").decode("utf-8") or None,
        published=published,
    )


def _day(source: Source, value: Any) -> tuple[date | None, tuple[Label, ...]]:
    """Return the day, and what is to be said of it: a month or a year alone is dated by its first day."""
    if value is None or value == "":
        return None, ()
    day = first_day(value) if isinstance(value, str) else None
    if day is None:
        raise DocumentError(source.path, '"published" is YYYY-MM-DD, YYYY-MM, YYYY or null.')
    if len(value) == len("YYYY-MM-DD"):
        return day, ()
    return day, (Label(f"日期只写到{value}，以其第一天计。", f"Dated {value} only; its first day stands for it."),)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key if len(key) <= 40 else key[:40] + '…'!r} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _depth(text: str) -> int:
    depth = deepest = 0
    # A string that nothing closes runs to the end: sought for again from each sign of it, its close would take minutes.
    strings = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
    for bracket in re.findall(r"[\[{}\]]", strings.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
