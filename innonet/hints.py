"""Words of a statement that the model does not hold, and what may be meant: why an answer, or a column, is empty."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TypeGuard

from graph.errors import QueryError
from graph.store.guard import DEEPEST, SIGNS
from graph.store.model import LABELS, PROPERTIES, TYPES
from graph.store.statement import OPENING, Group, Item, Sign, groups, read_statement, split

CHINESE = {"label or type": "标签或关系类型", "property": "属性"}
UNCALLED = OPENING | {"AND", "NOT", "OR", "XOR"}
"""Words after which a bracket is no call."""


def misspelt(text: str, language: str = "en") -> str:
    """Return which labels, types and properties of `text` no view can hold, with the nearest that is known.

    "" if all are known. Labels and types are read from the brackets of patterns alone, properties from those and from
    what follows their variables, so that a key of another map or a word of a text is none of them. A variable that
    stands for another value as well (`AS d`, `d IN`) is left aside: a date or a map has parts of its own.
    """
    try:
        items = read_statement(text, most_signs=SIGNS, deepest=DEEPEST)
    except QueryError:
        return ""
    zh = language == "zh"
    said = []
    for what, word, known in dict.fromkeys(_unknown(items)):
        near = next(iter(get_close_matches(word, sorted(known), 1)), None)
        if zh:
            said.append(f"没有名为 {word} 的{CHINESE[what]}" + (f"，是否指 {near}？" if near else "。"))
        else:
            said.append(f"No {what} is called {word}" + (f"; did you mean {near}?" if near else "."))
    return "".join(said) if zh else " ".join(said)


def _unknown(items: Sequence[Item]) -> Iterator[tuple[str, str, Collection[str]]]:
    """Yield what each unknown word is meant to be, the word, and those that are known."""
    patterns = tuple(_patterns(items))
    for pattern in patterns:
        known = LABELS if pattern.bracket == "(" else TYPES
        yield from (("label or type", word, known) for word in _after_colon(pattern.items) if word not in known)
    variables = {_variable(pattern) for pattern in patterns} - {"", *_other_values(items)}
    for word in (*_keys(patterns), *_after_dot(items, variables)):
        if word not in PROPERTIES:
            yield "property", word, PROPERTIES


def _patterns(items: Sequence[Item]) -> Iterator[Group]:
    """Yield the brackets of nodes and relationships at any depth: `(n)`, `(:Label)`, `[t {key: 1}]`; none of calls."""
    for before, item in pairwise((None, *items)):
        if isinstance(item, Group):
            if _is_node(before, item) or _is_relationship(before, item):
                yield item
            yield from _patterns(item.items)


def _is_node(before: Item | None, group: Group) -> bool:
    if group.bracket != "(" or (before is not None and before.word and before.word not in UNCALLED):
        return False
    rest = group.items[1:] if _variable(group) else group.items
    return not rest or rest[0].text == ":" or rest[0].word == "WHERE" or _is_map(rest[0])


def _is_relationship(before: Item | None, group: Group) -> bool:
    return group.bracket == "[" and before is not None and before.text == "-"


def _is_map(item: Item) -> TypeGuard[Group]:
    return isinstance(item, Group) and item.bracket == "{"


def _is_name(item: Item) -> bool:
    return isinstance(item, Sign) and item.kind in ("word", "name")


def _variable(pattern: Group) -> str:
    """Return what a pattern calls its node or relationship; "" if it does not."""
    return pattern.items[0].text if pattern.items and _is_name(pattern.items[0]) else ""


def _levels(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield what stands outside all brackets, and in each."""
    yield items
    yield from (group.items for group in groups(items))


def _other_values(items: Sequence[Item]) -> Iterator[str]:
    """Yield the names that are given to values: `AS name`, `name IN list`."""
    for level in _levels(items):
        for one, next_ in pairwise(level):
            if one.word == "AS":
                yield next_.text
            elif next_.word == "IN":
                yield one.text


def _keys(patterns: Sequence[Group]) -> Iterator[str]:
    """Yield the keys of the maps that end patterns; a projection (`n {.name, key: 1}`) is none."""
    for pattern in patterns:
        for last in filter(_is_map, pattern.items[-1:]):
            pairs = split(last.items)
            if all(len(pair) > 1 and pair[1].text == ":" for pair in pairs):
                yield from (pair[0].text.strip("`") for pair in pairs)


def _after_dot(items: Sequence[Item], variables: Collection[str]) -> Iterator[str]:
    """Yield what follows a variable and a dot; `year` in `d.day.year` does not, though there be a variable `day`."""
    for level in _levels(items):
        for before, one, dot, word in zip((None, *level), level, level[1:], level[2:], strict=False):
            if one.text in variables and dot.text == "." and _is_name(word) and (before is None or before.text != "."):
                yield word.text.strip("`")


def _after_colon(items: Sequence[Item]) -> Iterator[str]:
    """Yield what follows `:` or, in the same alternative or conjunction, `|`, `&` and `!`; in brackets as well."""
    for before, item in pairwise(items):
        if before.text in (":", "|", "&", "!"):
            if _is_name(item):
                yield item.text.strip("`")
            elif isinstance(item, Group):
                yield from _after_colon((before, *item.items))
