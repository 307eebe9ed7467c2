"""Why an answer is empty: what its view leaves out, and words of a statement that no view holds."""

from collections.abc import Container, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from graph.errors import QueryError
from graph.store.guard import DEEPEST, SIGNS
from graph.store.model import LABELS, PROPERTIES, TYPES
from graph.store.statement import OPENING, Group, Item, Sign, groups, read_statement, split
from queries.answer import Answer


def why(answer: Answer, text: str, language: str = "en") -> list[str]:
    """Return the lines that say why an answer is empty, or a column of it; none where nothing is.

    Parameters
    ----------
    answer : Answer
        What was answered.
    text : str
        The statement; "" for a question of the library, whose words are right.
    language : str
        zh or en.
    """
    said = []
    if not answer.rows:
        said.append((answer.reason_zh if language == "zh" else answer.reason) or "No rows.")
    if not answer.rows or answer.has_blank_column:
        said.append(misspelt(text, language))
    return [" ".join(filter(None, said))] if any(said) else []


def misspelt(text: str, language: str = "en") -> str:
    """Return which labels, types and properties of `text` no view can hold, with the nearest that is known.

    "" if all are known. Labels and types are read from the brackets of patterns alone, properties from those and from
    what follows their variables, so that a key of another map or a word of a text is none of them.
    """
    try:
        items = read_statement(text, most_signs=SIGNS, deepest=DEEPEST)
    except QueryError:
        return ""
    zh = language == "zh"
    said = []
    for what, what_zh, word, known in dict.fromkeys([*_unknown(items), *_unknown_properties(items)]):
        near = next(iter(get_close_matches(word, sorted(known), 1)), None)
        if zh:
            said.append(f"没有名为 {word} 的{what_zh}" + (f"，是否指 {near}？" if near else "。"))
        else:
            said.append(f"No {what} is called {word}" + (f"; did you mean {near}?" if near else "."))
    return "".join(said) if zh else " ".join(said)


Unknown = tuple[str, str, str, frozenset[str]]
"""What a word is meant to be, in English and Chinese, the word, and those that are known."""


def _unknown(items: Sequence[Item]) -> Iterator[Unknown]:
    for group in groups(items):
        if group.bracket in ("(", "["):
            known = frozenset(LABELS if group.bracket == "(" else TYPES)
            for word in _after_colon(group):
                if word not in known:
                    yield "label or type", "标签或关系类型", word, known


def _unknown_properties(items: Sequence[Item]) -> Iterator[Unknown]:
    variables = {group.items[0].text for group in _patterns(items) if group.items}
    for word in (*_keys(items), *_after_dot(items, variables)):
        if word not in PROPERTIES:
            yield "property", "属性", word, frozenset(PROPERTIES)


def _patterns(items: Sequence[Item]) -> Iterator[Group]:
    """Yield the brackets of nodes and relationships at any depth: `(n)`, `(n:Label)`, `[t {key: 1}]`; none of calls."""
    for before, item in pairwise((None, *items)):
        if not isinstance(item, Group):
            continue
        yield from _patterns(item.items)
        second = item.items[1] if len(item.items) > 1 else None
        shaped = second is None or isinstance(second, Group) or second.text == ":"
        if shaped and (not _is_called(before) if item.bracket == "(" else item.bracket == "[" and _is_line(before)):
            yield item


def _is_called(before: Item | None) -> bool:
    return before is not None and bool(before.word) and before.word not in OPENING


def _is_line(before: Item | None) -> bool:
    return before is not None and before.text.endswith("-")


def _keys(items: Sequence[Item]) -> Iterator[str]:
    """Yield the keys of the maps in patterns."""
    for pattern in _patterns(items):
        for inner in pattern.items[-1:]:
            if isinstance(inner, Group) and inner.bracket == "{":
                yield from (key.text.strip("`") for key, *rest in split(inner.items) if rest and rest[0].text == ":")


def _after_dot(items: Sequence[Item], variables: Container[str]) -> Iterator[str]:
    """Yield what follows a variable and a dot."""
    for one, dot, word in zip(items, items[1:], items[2:], strict=False):
        if one.text in variables and dot.text == "." and isinstance(word, Sign):
            yield word.text.strip("`")
    for group in items:
        if isinstance(group, Group):
            yield from _after_dot(group.items, variables)


def _after_colon(group: Group) -> Iterator[str]:
    """Yield what follows `:` or, in the same alternative or conjunction, `|` and `&`."""
    if not any(item.text == ":" for item in group.items[:2]):
        return
    for before, item in pairwise(group.items):
        if isinstance(item, Sign) and item.kind in ("word", "name") and before.text in (":", "|", "&"):
            yield item.text.strip("`")
