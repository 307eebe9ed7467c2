"""A passage in a file of its own, checked before anything is made of it; the form is that of tests/corpus/GUIDE.md."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import DocumentError
from graph.ontology import ONTOLOGY
from ingest.extract.score import Passage

NOTHING: Passage = {"mentions": [], "claims": [], "quantities": []}
NEEDED: Mapping[str, Mapping[str, type]] = {
    "mentions": {"text": str, "kind": str},
    "claims": {"kind": str, "roles": dict},
    "quantities": {"indicator": str},
}
"""List of a passage → the keys that scoring and learning cannot do without, and what they hold."""


def checked(file: Path, *, annotated: bool = False) -> Passage:
    """Return the passage of a file; `annotated`: it is one of a corpus, with its text.

    Raises
    ------
    DocumentError
        If the file cannot be read, or is no passage: the message says where it departs from the form.
    """
    try:
        passage = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(file.name, f"is no JSON that can be read ({error}). Write UTF-8.") from error
    if not isinstance(passage, dict):
        raise DocumentError(file.name, "is no passage: one JSON object is needed. See tests/corpus/GUIDE.md.")
    whole = {**NOTHING, **passage}
    for fault in _faults(whole, annotated):
        raise DocumentError(file.name, f"{fault} See tests/corpus/GUIDE.md.")
    return whole


def _faults(passage: Passage, annotated: bool) -> Iterator[str]:
    if annotated and not isinstance(passage.get("text"), str):
        yield "has no `text`."
    for part, keys in {**NEEDED, "traps": NEEDED["claims"]}.items():
        items = passage.get(part, [])
        if not isinstance(items, list):
            yield f"`{part}` is no list."
            return
        for number, item in enumerate(items, 1):
            yield from _faults_of(f"{part} {number}", item, keys)
            if annotated and keys is NEEDED["claims"] and item["kind"] not in ONTOLOGY.claims:
                yield f"{part} {number}: {item['kind']} is no kind of claim."


def _faults_of(place: str, item: Any, keys: Mapping[str, type]) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"{place} is no object."
        return
    for key, kind in keys.items():
        if not isinstance(item.get(key), kind):
            yield f"{place} has no `{key}`."
    for role, names in item.get("roles", {}).items():
        if not _are_names(names):
            yield f"{place}: role `{role}` is no list of names."
    if not isinstance(item.get("confidence", 1.0), (int, float)):
        yield f"{place}: `confidence` is no number."


def _are_names(names: Any) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)
