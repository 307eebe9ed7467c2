"""The library of named questions: one `.cypher` file each, under `queries/cypher/<shelf>/<name>.cypher`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import QueryError, QuestionError
from queries.header import Header, read_header


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    shelf: str
    """The folder it stands in: actors, consortia, status, evidence …"""
    header: Header
    text: str
    """The file as it stands, header included."""

    def title(self, language: str) -> str:
        """Return the title in `language`: "zh", else English."""
        return self.header.title_zh if language == "zh" else self.header.title

    def asks(self, language: str) -> str:
        """Return what it asks, as a sentence in `language`."""
        return self.header.asks_zh if language == "zh" else self.header.asks


def all_questions() -> tuple[Question, ...]:
    """Return the whole library, by shelf and name."""
    return _library()


def find(name: str) -> Question:
    """Return the question of that name; QuestionError with names like it if there is none."""
    for question in _library():
        if question.name == name:
            return question
    if " " in name:
        raise QuestionError(
            name, "is no question's name. Write a statement after --cypher, a parameter as -p KEY=VALUE."
        )
    from rapidfuzz import process  # only mistyped names need it

    names = [question.name for question in _library()]
    near = [match for match, score, _ in process.extract(name.lower(), names, limit=3) if score >= 60]
    hint = f"Did you mean {', '.join(near)}?" if near else "`innonet queries` lists them all."
    raise QuestionError(name, f"no question of the library has this name. {hint}")


@cache
def _library() -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for shelf in sorted(_folder().iterdir(), key=lambda entry: entry.name):
        if not shelf.is_dir():
            continue
        for file in sorted(shelf.iterdir(), key=lambda entry: entry.name):
            name = file.name.removesuffix(".cypher")
            if name == file.name:
                continue
            if name in found:
                raise QueryError(name, f"stands on two shelves, {found[name].shelf} and {shelf.name}.")
            text = file.read_text(encoding="utf-8")
            found[name] = Question(name, shelf.name, read_header(name, text), text)
    return tuple(found.values())


def _folder() -> Traversable:
    return files("queries").joinpath("cypher")
