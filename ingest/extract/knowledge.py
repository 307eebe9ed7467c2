"""What the reader knows: word lists and claim patterns, all of it data.

`lexicon/*.toml` holds named lists of words, `patterns/*.toml` the forms of claims. A folder of the user's own, of the
same form, is laid over them by `load_knowledge(folder)`: its words join the lists of the same name, a pattern with the
id of a shipped one replaces it. No word stands in the code that reads.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import DocumentError, OntologyError
from ingest.extract.alternatives import alternatives
from ingest.extract.pattern import CLASSES, Pattern, read_patterns

ORGANISATIONS = CLASSES["organisation"]
"""The kinds that name organisations, in the order in which endings are asked."""
_UNREADABLE = (
    OSError, OntologyError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, re.error,
)  # fmt: skip
"""What a file of a user's own can be wrong in."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Word lists by name (`suffix.University`, `break`, `title` …) and patterns."""

    lists: Mapping[str, tuple[str, ...]]
    patterns: tuple[Pattern, ...]
    registered: Mapping[str, str]
    """Names of the register of public names, short forms included, and their kinds."""

    def words(self, name: str) -> tuple[str, ...]:
        """Return the list `name`; empty where there is none."""
        return self.lists.get(name, ())

    def under(self, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (rest of the name, words) of every list whose name begins with `prefix.`."""
        for name, words in self.lists.items():
            if name.startswith(prefix + "."):
                yield name[len(prefix) + 1 :], words

    @cached_property
    def sets(self) -> Mapping[str, frozenset[str]]:
        """The lists as sets."""
        return {name: frozenset(words) for name, words in self.lists.items()}

    def set(self, name: str) -> frozenset[str]:
        """Return the list `name` as a set."""
        return self.sets.get(name, frozenset())

    @cached_property
    def _expressions(self) -> dict[tuple[str, ...], re.Pattern[str]]:
        return {}

    @cached_property
    def _alternatives(self) -> dict[tuple[str, ...], str]:
        return {}

    def any_of(self, *names: str) -> str:
        """Return the text of an expression that matches any word of the lists, longest first."""
        if names not in self._alternatives:
            self._alternatives[names] = alternatives(w for name in names for w in self.words(name))
        return self._alternatives[names]

    def expression(self, *names: str) -> re.Pattern[str]:
        """Return an expression that matches any word of the lists, longest first."""
        if names not in self._expressions:
            self._expressions[names] = re.compile(self.any_of(*names))
        return self._expressions[names]

    @cached_property
    def suffix_kinds(self) -> Mapping[str, str]:
        """Ending → kind of organisation; `firm` endings are not among them."""
        return {word: kind for kind in reversed(ORGANISATIONS) for word in self.words(f"suffix.{kind}")}

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """Class word → kind."""
        return {
            word: kind
            for kind, words in self.under("class")
            for word in words
            if "." not in kind and kind != "modifier"
        }

    @cached_property
    def subkinds(self) -> Mapping[str, str]:
        """Ending → subkind of a Platform."""
        return {word: subkind for subkind, words in self.under("subkind") for word in words}


def load_knowledge(extra: Path | None = None) -> Knowledge:
    """Return the shipped knowledge, with the lists and patterns of the folder `extra` laid over it.

    Parameters
    ----------
    extra : Path, optional
        A folder with `*.toml` files, or with `lexicon/` and `patterns/` in it. A file whose tables hold `words` adds to
        lists; one with `kind` and `[[pattern]]` adds patterns.

    Raises
    ------
    DocumentError
        If there is no such folder, or a file of it is no TOML of that form; the message names the file.
    """
    if extra is None:
        return _shipped()
    if not extra.is_dir():
        raise DocumentError(str(extra), "there is no such folder. Name one with lists and patterns of your own.")
    shipped = _shipped()
    lists = dict(shipped.lists)
    patterns = {pattern.id: pattern for pattern in shipped.patterns}
    forms: list[tuple[Path, dict[str, Any]]] = []
    for path in sorted(extra.rglob("*.toml")):
        with _named(path):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            if "pattern" in data:
                forms.append((path, data))
            else:
                _lay(lists, data)
    for path, data in forms:  # after all lists, whatever their files are called
        with _named(path):
            patterns |= {pattern.id: pattern for pattern in read_patterns(data, lists)}
    return Knowledge(lists, tuple(patterns.values()), shipped.registered)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Raise a DocumentError that names the file for whatever it is wrong in."""
    try:
        yield
    except _UNREADABLE as error:
        why = str(error).rstrip(".")
        raise DocumentError(str(path), f"no word list or pattern file ({why}). See docs/extraction.md.") from error


@cache
def _shipped() -> Knowledge:
    lists: dict[str, tuple[str, ...]] = {}
    root = files("ingest.extract")
    for entry in sorted(root.joinpath("lexicon").iterdir(), key=lambda e: e.name):
        _lay(lists, tomllib.loads(entry.read_text(encoding="utf-8")))
    patterns: list[Pattern] = []
    for entry in sorted(root.joinpath("patterns").iterdir(), key=lambda e: e.name):
        data = tomllib.loads(entry.read_text(encoding="utf-8"))
        if "pattern" in data:
            patterns.extend(read_patterns(data, lists))
    return Knowledge(lists, tuple(patterns), _registered())


def _registered() -> Mapping[str, str]:
    from ingest.registers import public_names

    return dict(public_names.names())


def _lay(lists: dict[str, tuple[str, ...]], data: Mapping[str, Any], prefix: str = "") -> None:
    """Add every `words` of the nested tables to the list named by the path to it."""
    for key, value in data.items():
        if key == "words":
            words = value.split() if isinstance(value, str) else list(value)
            if not all(isinstance(word, str) for word in words):
                raise TypeError(f"the words of [{prefix}] are no words")
            lists[prefix] = tuple(dict.fromkeys((*lists.get(prefix, ()), *words)))
        elif isinstance(value, dict):
            _lay(lists, value, f"{prefix}.{key}" if prefix else key)
