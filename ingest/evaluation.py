"""Annotated folders against what a reader, or any other tool, says of their texts.

gold = annotated(folder)                # passages as people annotated them
said = read_by(gold, reader="default")  # or said_in(folder, gold): another tool's files of the same names
score(zip(gold.values(), said))
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InnonetError
from ingest.extract.knowledge import Knowledge
from ingest.extract.passage import from_passage, to_passage
from ingest.extract.passage_file import NOTHING, checked
from ingest.extract.score import Passage
from ingest.extraction import extract


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
    return {file.name: checked(file, annotated=True) for file in files}


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
            yield Compared(folder, name, gold, checked(file) if file.is_file() else NOTHING)


def by_folder_and_language(items: Iterable[Compared]) -> dict[tuple[str, str], list[Compared]]:
    """Return (folder, language) → its passages, in the order of the folders; Chinese first."""
    groups: dict[tuple[str, str], list[Compared]] = {}
    for item in items:
        groups.setdefault((item.folder, item.language), []).append(item)
    order = {folder: number for number, folder in enumerate(dict.fromkeys(folder for folder, _ in groups))}
    return {key: groups[key] for key in sorted(groups, key=lambda key: (order[key[0]], key[1] == "en"))}
