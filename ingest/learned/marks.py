"""What the word lists and the rules say of each token: marks that the border model reads beside the signs.

A mark is a tag (`suffix.Platform`, `break`, `place.county`, `rule.ORG` …) and a side: B, I, E where a word begins, runs
on, ends; S where it is one token. Weights belong to marks, never to words, so a word that a user adds to a list speaks
at once, without training. No word stands here, only the names of lists.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

import ahocorasick

from ingest.extract.found import Found
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.mentions import finder
from ingest.extract.places import LocalPlaces, Places
from ingest.extract.search import Words, leftmost
from ingest.learned.tokens import COARSE, Span, coarse

SIDES = "BIES"
_B, _I, _E, _S = (1 << i for i in range(4))

_SUFFIXES = tuple(f"suffix.{kind}" for kind in ORGANISATIONS)
_HEADS = tuple(f"en.{kind}" for kind in (*ORGANISATIONS, "Event", "Programme", "place_head"))
_PLACES = ("place.province", "place.prefecture", "place.county", "place.other")
_REGISTER = tuple(f"register.{kind}" for kind in ORGANISATIONS)
FAMILIES: tuple[tuple[str, ...], ...] = (
    (*_SUFFIXES, "suffix.firm"),
    _HEADS,
    _PLACES,
    _REGISTER,
    ("place.short",),
    ("suffix.weak",),
    ("suffix.branch",),
    ("suffix.Event", "suffix.Programme"),
    ("class.organisation", "class.Event", "class.Programme"),
    ("class.modifier", "class.level"),
    ("false_ending",),
    ("break",),
    ("shield",),
    ("trim.left",),
    ("field",),
    ("title", "title.prefix"),
    ("takes_post",),
    ("surname.compound", "surname"),
    ("no_person",),
    ("after_person",),
    ("our.region", "our.organisation", "that", "both", "standing"),
    ("measure",),
    ("group.noun",),
    ("group.before",),
    ("verb", "adverb"),
    ("member_words",),
    ("bracket.part",),
    ("en.place",),
    ("en.title", "en.address", "en.rank"),
    ("en.letters",),
    ("en.said",),
    ("en.inside",),
    ("en.stop",),
    ("en.subject",),
    ("en.party_before", "en.party_after"),
)
"""Tags whose words never overlap one another: of two that do, the first stands, then the longer."""
_LISTS: Mapping[str, tuple[str, ...]] = {
    "suffix.weak": tuple(f"suffix.weak.{kind}" for kind in ORGANISATIONS),
    "class.organisation": tuple(f"class.{kind}" for kind in ORGANISATIONS),
    "shield": ("shield", "joined"),
    "both": ("both", "three", "four"),
    "verb": (
        *("sign", "make", "found", "cooperate", "lead", "approve", "invest"),
        *("settle", "organise", "attend", "rename", "promote", "establish", "host"),
    ),
}
"""Tags that stand for several lists; any other tag is the name of its one list."""
_RULES = tuple(f"rule.{kind}" for kind in COARSE)
TAGS = (*(tag for family in FAMILIES for tag in family), "place.local", *_RULES)
_BIT = {tag: 4 * at for at, tag in enumerate(TAGS)}
_ALL = (1 << 4 * len(TAGS)) - 1
_ONES = _ALL // 15
OPENS, CLOSES = _ONES * (_B | _S), _ONES * (_E | _S)
"""Masks of the sides with which a word begins, and with which it ends."""


def names(mask: int) -> list[str]:
    """Return the marks of a token: `Bsuffix.Platform`, in the order of `TAGS`."""
    found = []
    while mask:
        bit = (mask & -mask).bit_length() - 1
        found.append(SIDES[bit % 4] + TAGS[bit // 4])
        mask &= mask - 1
    return found


def has(mask: int, tag: str) -> bool:
    """Return whether a token carries `tag` on any side."""
    return bool(mask >> _BIT[tag] & 15)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a text."""

    masks: list[int]
    """For each token its marks, four bits a tag; see `names`."""
    endings: dict[int, str]
    """Token that closes a name's ending → kind; `firm` for endings of firms' short names."""


def marks(text: str, spans: Sequence[Span], proposals: Sequence[Found], knowledge: Knowledge) -> Marks:
    """Return the marks of the tokens `spans` of a clean text; nothing outside of them is read.

    Parameters
    ----------
    proposals : sequence of Found
        The names that the rules read in the same text, in its order.
    """
    masks = [0] * len(spans)
    endings: dict[int, str] = {}
    if not spans:
        return Marks(masks, endings)
    base, stop = spans[0][0], spans[-1][1]
    token_of = _tokens_of_signs(spans)
    lists = _lists(knowledge)
    window = text[base:stop]
    for start, end, tag in lists.find(window):
        first, last = token_of[start], token_of[end - 1]
        _write(masks, first, last, tag)
        if kind := _ENDS.get(tag):
            endings[last] = kind
    for start, end in lists.local(window):
        _write(masks, token_of[start], token_of[end - 1], "place.local")
    for item in proposals[bisect_left(proposals, base, key=attrgetter("start")) :]:
        if item.start >= stop:
            break
        kind = coarse(item.kind, item.generic)
        if kind:
            _write(masks, token_of[item.start - base], token_of[min(item.end, stop) - 1 - base], f"rule.{kind}")
    return Marks(masks, endings)


_ENDS = {tag: tag.partition(".")[2] for tag in (*_SUFFIXES, "suffix.firm", *_HEADS)}


def _write(masks: list[int], first: int, last: int, tag: str) -> None:
    bit = _BIT[tag]
    if first == last:
        masks[first] |= _S << bit
        return
    masks[first] |= _B << bit
    masks[last] |= _E << bit
    for at in range(first + 1, last):
        masks[at] |= _I << bit


def _tokens_of_signs(spans: Sequence[Span]) -> list[int]:
    """Return for each sign from the first token to the last the token that holds it, or the last one before it."""
    of: list[int] = []
    for at, ((start, _), (end, _)) in enumerate(pairwise((*spans, (spans[-1][1], 0)))):
        of.extend([at] * (end - start))
    return of


class Lists:
    """The word lists of one knowledge as a single automaton."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._places = finder(knowledge).places
        self._local = LocalPlaces(knowledge, self._places)
        entries: dict[str, dict[int, str]] = {}
        for family, tags in enumerate(FAMILIES):
            for tag in tags:
                for word in _words(knowledge, tag, self._places):
                    entries.setdefault(word, {}).setdefault(family, tag)
        self._automaton = ahocorasick.Automaton()
        for word in sorted(entries):
            if word:
                latin = (_is_latin(word[0]), _is_latin(word[-1]))
                self._automaton.add_word(word, (len(word), latin, tuple(entries[word].items())))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, tag) of every word of the lists; within a family none overlap."""
        if self._empty:
            return
        found: list[dict[Span, str]] = [{} for _ in FAMILIES]
        for last, (length, (left, right), entries) in self._automaton.iter(text):
            end = last + 1
            start = end - length
            if (left and start and _is_latin(text[start - 1])) or (right and _is_latin(text[end : end + 1])):
                continue
            for family, tag in entries:
                found[family][start, end] = tag
        for tags in found:
            yield from ((start, end, tags[start, end]) for start, end in leftmost(tags))

    def local(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places that no list knows, by their endings: 云岭市, and 云岭 where the text says 云岭市."""
        found = self._local.find(text, "")
        return Words(found).find(text) if found else iter(())


@lru_cache(maxsize=8)
def _lists(knowledge: Knowledge) -> Lists:
    return Lists(knowledge)


def _words(knowledge: Knowledge, tag: str, places: Places) -> Iterable[str]:
    if tag == "place.short":
        return places.short_counties
    if tag in _PLACES:
        level = tag.partition(".")[2]
        return [name for name, of in places.levels.items() if of == level]
    if tag in _REGISTER:
        kind = tag.partition(".")[2]
        return [name for name, of in knowledge.registered.items() if of == kind]
    return [word for name in _LISTS.get(tag, (tag,)) for word in knowledge.words(name)]


def _is_latin(sign: str) -> bool:
    return sign.isalnum() and (sign.isascii() or "\u00c0" <= sign <= "\u024f")
