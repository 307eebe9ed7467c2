"""English persons by how they are addressed: the farms of Mr Mumba; a form of address is no part of a name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import ORGANISATIONS, Knowledge

_NO_PERSON = ("en.stop", "en.title", "en.rank", *(f"en.{kind}" for kind in (*ORGANISATIONS, "Event", "Programme")))
_UP, _LOW = "A-ZÀ-ÞČĆĐİŁŚŞŠŹŻŽ", "a-zß-ÿā-ž"
_WORD = (
    r"(?:[A-Z]\.(?:[ -]?[A-Z]\.)*|[A-Z](?= )"
    rf"|(?:[dDO]['’]|al-|el-)?[{_UP}](?:[{_LOW}]+(?:[{_UP}][{_LOW}]+)?|[{_UP}]{{2,}})(?:[-'’][{_UP}{_LOW}][{_LOW}]*)*)"
)
_LINK = r"(?: (?:bin|binti|de|del|van|von|der|den|da|dos|di|al|el|un|la|ter))*"
_NAME = re.compile(rf"{_WORD}(?:{_LINK} {_WORD}){{0,3}}(?![^\W_]|&|[-´]\w|['’]s [A-Z])")


def addressed(text: str, names: Sequence[Found], knowledge: Knowledge) -> Iterator[Found]:
    """Yield the persons after a form of address (`en.address`) where nothing else has been found.

    Words that open no name or name a body (`en.stop`, the heads of names) make it none: Dr Panjwani Centre is nobody.
    """
    taken = bytearray(len(text))
    for item in names:
        taken[item.start : item.end] = b"\x01" * (item.end - item.start)
    for m in _words(knowledge).address.finditer(text):
        name = _NAME.match(text, m.end())
        if name and not any(taken[m.start() : name.end()]) and not _is_nobody(name.group(), knowledge):
            yield Found(*own_name(text, *name.span(), knowledge), "Person")


def own_name(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[int, int]:
    """Return where the name of a person stands without forms of address and letters behind it: Mrs |Ann Roe| AM."""
    words = _words(knowledge)
    if (front := words.front.match(text, start, end)) and front.end() < end:
        start = front.end()
    behind = words.letters.search(text, start, end)
    return start, behind.start() if behind else end


def _is_nobody(name: str, knowledge: Knowledge) -> bool:
    """Return whether the words are no name of a person: initials alone, a title, a word of a body."""
    words = set(name.split())
    return all(word[-1] == "." for word in words) or any(words & knowledge.set(key) for key in _NO_PERSON)


class _Words(NamedTuple):
    """The lists of `lexicon/english.toml`, compiled."""

    address: re.Pattern[str]
    front: re.Pattern[str]
    letters: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(knowledge: Knowledge) -> _Words:
    address, rank = knowledge.words("en.address"), knowledge.words("en.rank")
    return _Words(
        re.compile(rf"(?<![A-Za-zÀ-ÿ])(?:{alternatives(address)})\.? (?=[A-Z])"),
        re.compile(rf"(?:(?:{alternatives((*address, *rank))})\.? )+"),
        re.compile(rf"(?:,? (?:{alternatives(knowledge.words('en.letters'))}))+$"),
    )
