"""The comment header of a `.cypher` file: what it asks, what it needs, what it answers.

A header is a run of lines `// key: text` at the top, so that the file pastes anywhere as it stands:

    // title: Partners of an actor
    // param: since (int, year, default 2015) first year counted
    // column: ties (int, count)
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.day import day_of
from graph.errors import QueryError, QuestionError, UsageError

PARAM_TYPES = ("entity", "region", "str", "word", "int", "float", "bool", "date", "list of str")
COLUMN_TYPES = ("str", "int", "float", "bool", "date", "list of str", "list of int")
DEEPEST = 100
"""Lists in lists that a parameter may have; the driver walks them by recursion."""
LARGEST = 2**63 - 1
"""The largest whole number that a server takes."""
ENGINES = ("bundled", "neo4j")
_WRITTEN = {"int": (f"whole number from 0 to {LARGEST}", "3"), "float": ("float", "0.5"), "bool": ("bool", "true"),
            "date": ("date", "2023-12-31")}  # fmt: skip
"""Type of a parameter → what a wrong value is not, and a right one."""
_ONCE = ("title", "title-zh", "asks", "asks-zh", "empty", "empty-zh", "needs")
_ENTRY = re.compile(r"(?P<name>[a-z][a-z0-9_]*) \((?P<type>[^,()]+)(?:, (?P<more>[^()]*))?\)(?: (?P<says>.+))?")


@dataclass(frozen=True, slots=True)
class Param:
    """A value that a question takes."""

    name: str
    type: str
    """entity (any known name), region (any known name, or part of it), str, word (one that `says` lists), int (from 0),
    float, bool, date or list of str."""
    unit: str | None
    required: bool
    default: Any
    """Of the parameter's type; None also where required."""
    says: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a question answers."""

    name: str
    type: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a `.cypher` file says of itself."""

    title: str
    title_zh: str
    asks: str
    asks_zh: str
    empty: str
    """Why an answer may be empty."""
    empty_zh: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    needs: tuple[str, ...]
    """Engines on which it runs: bundled, neo4j."""
    example: tuple[tuple[str, str], ...]
    """Parameters with which it answers on the network of the bundled notices."""


def read_header(name: str, text: str) -> Header:
    """Return the header of the question `name`; QueryError says which line is missing or wrong."""
    said: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        key, separator, value = line[2:].strip().partition(": ")
        if separator and key in (*_ONCE, "param", "column", "example"):
            said.setdefault(key, []).append(value.strip())
    for key in _ONCE:
        if len(said.get(key, ())) != 1:
            raise QueryError(name, f"the header needs one line '// {key}: …', found {len(said.get(key, ()))}.")
    needs = tuple(said["needs"][0].split(", "))
    if unknown := set(needs) - set(ENGINES):
        raise QueryError(name, f"needs {', '.join(sorted(unknown))}, which is none of {', '.join(ENGINES)}.")
    return Header(
        title=said["title"][0], title_zh=said["title-zh"][0], asks=said["asks"][0], asks_zh=said["asks-zh"][0],
        empty=said["empty"][0], empty_zh=said["empty-zh"][0],
        params=tuple(_param(name, entry) for entry in said.get("param", ())),
        columns=tuple(_column(name, entry) for entry in said.get("column", ())),
        needs=needs,
        example=_example(name, said.get("example", [])),
    )  # fmt: skip


def value_of(param: Param, given: Any, question: str) -> Any:
    """Return `given`, which may be text from a command line, as a value of the parameter's type."""
    if given is None:
        return None
    if param.type == "word" and given not in re.split(", | or ", param.says):
        raise QuestionError(question, f"{param.name}={given!r} is none of {param.says}.")
    try:
        match param.type:
            case "int":
                return _count(given)
            case "float":
                return float(given)
            case "bool":
                return given if isinstance(given, bool) else {"true": True, "false": False}[str(given).lower()]
            case "date":
                return given if isinstance(given, date) else day_of(str(given))
            case "list of str":
                return given.split(",") if isinstance(given, str) else [str(item) for item in given]
            case _:
                return str(given)
    except (ValueError, KeyError, TypeError) as error:
        called, example = _WRITTEN.get(param.type, (param.type, "text"))
        raise QuestionError(question, f"{param.name}={given!r} is no {called}. Write it like {example}.") from error


def _count(given: Any) -> int:
    """Return a whole number from 0: all that questions count by; a list cut at -1 would lose its last row unseen."""
    if not 0 <= (number := int(given)) <= LARGEST:
        raise ValueError(number)
    return number


def _example(question: str, lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a line `name=A; other=B`."""
    if len(lines) > 1:
        raise QueryError(question, "the header has more than one line '// example: …'.")
    pairs = [part.partition("=") for line in lines for part in line.split("; ")]
    if any(not equals or not key for key, equals, _ in pairs):
        raise QueryError(question, f"example line {lines[0]!r} is not 'name=VALUE; other=VALUE'.")
    return tuple((key, value) for key, _, value in pairs)


def as_value(text: str) -> Any:
    """Return what a person means by the text of a parameter that no header types: a number, true, false, null, a list.

    All else stays text; so does what stands in double quotes, without them.

    Raises
    ------
    UsageError
        If lists lie in lists deeper than `DEEPEST`.
    """
    try:
        value = json.loads(text, parse_constant=_no_number)
        deep = _deeper(value, DEEPEST)
    except ValueError:
        return text
    except RecursionError:
        deep = True
    if deep:
        raise UsageError(
            f"A parameter nests lists more than {DEEPEST} deep, which no server takes. Write fewer, or a text in "
            "double quotes."
        )
    return text if isinstance(value, dict) else value


def _no_number(word: str) -> float:
    """Refuse NaN and Infinity, which JSON does not know: a text stays text."""
    raise ValueError(word)


def _deeper(value: Any, depth: int) -> bool:
    """Return whether lists lie in lists deeper than that; by loops, as recursion is what is to be spared."""
    level = [value]
    for _ in range(depth + 1):
        lists = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, list | dict)]
        level = [part for parts in lists for part in parts]
    return bool(level)


def once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return parameters by name.

    Raises
    ------
    UsageError
        If one is given twice.
    """
    params: dict[str, str] = {}
    for key, value in pairs:
        if key in params:
            raise UsageError(f"{key} is given twice, as {params[key]!r} and {value!r}.")
        params[key] = value
    return params


def _param(question: str, entry: str) -> Param:
    name, type_, more, says = _parts(question, "param", entry, PARAM_TYPES)
    unit, required, default = None, True, None
    for item in more:
        if item.startswith("default "):
            required, default = False, item.removeprefix("default ")
        else:
            unit = item
    bare = Param(name, type_, unit, required, None, says)
    if not required and default != "null":
        return Param(name, type_, unit, required, value_of(bare, default, question), says)
    return bare


def _column(question: str, entry: str) -> Column:
    name, type_, more, _ = _parts(question, "column", entry, COLUMN_TYPES)
    return Column(name, type_, more[0] if more else None)


def _parts(question: str, what: str, entry: str, types: Sequence[str]) -> tuple[str, str, list[str], str]:
    found = _ENTRY.fullmatch(entry)
    if found is None or found["type"] not in types:
        raise QueryError(
            question, f"{what} line {entry!r} is not 'name (type, unit) words'; types: {', '.join(types)}."
        )
    return found["name"], found["type"], (found["more"] or "").split(", ") if found["more"] else [], found["says"] or ""
