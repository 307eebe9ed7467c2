"""Annotated folders against what a reader, or any other tool, says of their texts.

gold = annotated(folder)                # passages as people annotated them
said = read_by(gold, reader="default")  # or said_in(folder, gold): another tool's files of the same names
score(zip(gold.values(), said))
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import DocumentError, InnonetError
from ingest.extract.knowledge import Knowledge
from ingest.extract.passage import from_passage, to_passage
from ingest.extract.score import Passage
from ingest.extraction import extract

NOTHING: Passage = {"mentions": [], "claims": [], "quantities": []}
NEEDED: Mapping[str, Mapping[str, type]] = {
    "mentions": {"text": str, "kind": str},
    "claims": {"kind": str, "roles": dict},
    "quantities": {"indicator": str},
}
"""List of a passage → the keys that scoring cannot do without, and what they hold."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One passage as annotated and as said."""

    folder: str
    name: str
    gold: Passage
    said: Passage

    @property
    def language(self) -> str:
        """The language of the text: zh or en."""
        return "en" if self.gold.get("language") == "en" else "zh"


def annotated(folder: Path) -> dict[str, Passage]:
    """Return the passages of a folder by file name, in order.

    Raises
    ------
    InnonetError
        If the folder holds none.
    DocumentError
        If one is no passage.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise InnonetError(f"{folder.name or folder}: no passage is here. Name a folder with one JSON file a passage.")
    return {file.name: _passage(file, annotated=True) for file in files}


def read_by(
    folder: str,
    passages: Mapping[str, Passage],
    *,
    reader: str = "default",
    knowledge: Knowledge | None = None,
    weights: Path | None = None,
) -> Iterator[Compared]:
    """Yield every passage with what a reader of innonet says of its text; nothing that was annotated is shown to it.

    `weights`: the folder of the models, where they are not those that come with innonet.
    """
    for name, gold in passages.items():
        said = to_passage(extract(from_passage(gold), knowledge, reader=reader, weights=weights))
        yield Compared(folder, name, gold, said)


def said_in(said: Path, folder: str, passages: Mapping[str, Passage], *, common: bool = False) -> Iterator[Compared]:
    """Yield every passage with what lies under its name in `said`, or in the folder of that name in `said`.

    A file that is not there says nothing; with `common` its passage is left out.

    Raises
    ------
    InnonetError
        If `said` is no folder, or holds nothing under any of the names.
    DocumentError
        If a file is no passage.
    """
    if not said.is_dir():
        raise InnonetError(f"{said}: there is no such folder. Name one with a JSON file for each passage.")
    place = said / folder if (said / folder).is_dir() else said
    if not any((place / name).is_file() for name in passages):
        raise InnonetError(f"{said.name or said}: no file is called as a passage of {folder}. Name them alike.")
    for name, gold in passages.items():
        file = place / name
        if file.is_file() or not common:
            yield Compared(folder, name, gold, _passage(file) if file.is_file() else NOTHING)


def _passage(file: Path, *, annotated: bool = False) -> Passage:
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


def by_folder_and_language(items: Iterable[Compared]) -> dict[tuple[str, str], list[Compared]]:
    """Return (folder, language) → its passages, in the order of the folders; Chinese first."""
    groups: dict[tuple[str, str], list[Compared]] = {}
    for item in items:
        groups.setdefault((item.folder, item.language), []).append(item)
    order = {folder: number for number, folder in enumerate(dict.fromkeys(folder for folder, _ in groups))}
    return {key: groups[key] for key in sorted(groups, key=lambda key: (order[key[0]], key[1] == "en"))}
