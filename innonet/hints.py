"""Words of a statement that the model does not hold, and what may be meant: why an answer is empty."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from graph.errors import QueryError
from graph.store.guard import DEEPEST, SIGNS
from graph.store.model import LABELS, TYPES
from graph.store.statement import Group, Item, Sign, groups, read_statement


def misspelt(text: str, language: str = "en") -> str:
    """Return which labels and types of `text` no view can hold, with the nearest that is known; "" if all are known.

    Read from the brackets of patterns alone, so that a key of a map or a word of a text is none of them.
    """
    try:
        items = read_statement(text, most_signs=SIGNS, deepest=DEEPEST)
    except QueryError:
        return ""
    zh = language == "zh"
    said = []
    for word, known in dict.fromkeys(_unknown(items)):
        near = next(iter(get_close_matches(word, sorted(known), 1)), None)
        if zh:
            said.append(f"没有名为 {word} 的标签或关系类型" + (f"，是否指 {near}？" if near else "。"))
        else:
            said.append(f"No label or type is called {word}" + (f"; did you mean {near}?" if near else "."))
    return "".join(said) if zh else " ".join(said)


def _unknown(items: Sequence[Item]) -> Iterator[tuple[str, frozenset[str]]]:
    for group in groups(items):
        if group.bracket in ("(", "["):
            known = frozenset(LABELS if group.bracket == "(" else TYPES)
            for word in _after_colon(group):
                if word not in known:
                    yield word, known


def _after_colon(group: Group) -> Iterator[str]:
    """Yield what follows `:` or, in the same alternative or conjunction, `|` and `&`."""
    if not any(item.text == ":" for item in group.items[:2]):
        return
    for before, item in pairwise(group.items):
        if isinstance(item, Sign) and item.kind in ("word", "name") and before.text in (":", "|", "&"):
            yield item.text.strip("`")
