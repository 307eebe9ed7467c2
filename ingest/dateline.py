"""The dateline that a report opens with, such as LANSHAN, June 18, 2025 /PRNewswire/ -- and then the text.

A place, a day and a mark, after which the report begins, or nothing. By form: every word before the day is capitalised,
none of them (`frame.toml`) makes it a sentence, a term or an event, and it says no other number. The day is that of
publication; the place is nobody's name. Chinese wires open with a place, the day and 电, 讯 or the wire between
strokes: 上海2025年6月18日 /美通社/.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from ingest.text.dates import dates_in

LONGEST_PLACE = 64
"""Signs before the day."""
MOST_WORDS = 9
"""Of places and a wire: DAKAR, Senegal and OSLO, Norway; …"""
LEAD = LONGEST_PLACE + 40


class Dateline(NamedTuple):
    """The day of a dateline and what stands around it."""

    day: date
    placed: bool
    """Whether more than the day stands there: a place, or words such as `press release`."""
    alone: bool
    """Whether the line ends with it; else a report begins."""


_WORDS = tomllib.loads(files("ingest").joinpath("frame.toml").read_text(encoding="utf-8"))["dateline"]
_JOINING, _NEVER = frozenset(_WORDS["joining"]), frozenset(_WORDS["never"])
_HEADS = frozenset(_WORDS["heads"])
_WEEKDAY = re.compile(rf"(?:{'|'.join(_WORDS['weekdays'])})\b\.?,?\s*$", re.IGNORECASE)
_MARKS = " ,;:-–—~|/("
_PLACE_ENDS = (",", ";", "-", "–", "—", "~", "|", "/", "(")  # no colon: Formation: 12 December 1962
_BETWEEN = re.compile(r"[\s,;/()\[\]–—~|]+|--+")
_TIME = r"(?:,?\s*[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?)?"
_WIRE = r"(?:\s*\([A-Z][^()]{1,40}\)(?=\s*[-–—:])|,\s[A-Z][\w-]{1,20}(?=\s+(?:--|[–—])\s))?"
# What ends a dateline with a place: the end of the line, a mark, or a bracket before a new sentence.
_AFTER_PLACE = re.compile(
    rf"{_TIME}{_WIRE}\s*(?:$|[.:](?=\s|$)|[-–—~|/]+|\)(?=\s+[A-Z0-9\"“‘]|\s*(?:$|[-–—:.])))[-–—:.]*"
)
# What ends one without: the chronicle's colon (1 April 1995: …) does not.
_AFTER_DAY = re.compile(r"\)?\s*(?:\.(?=\s)|(?:--|[-–—])(?=\s)|(?<=\))(?=\s))\s*(?=[\"“‘$€£]?[A-Z])")
_HAN_PLACE = re.compile(r"[\u4e00-\u9fff]{2,16}")
_AFTER_HAN = re.compile(rf"\s*(?:(?:{'|'.join(_WORDS['wired'])})(?![\u4e00-\u9fff])|/[^/\n]{{1,20}}/)")

_CAPITALS = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’ -]{2,30}[A-Z.](?:, [A-Z][A-Za-z]{1,15}\.?(?: [A-Z][A-Za-z]{1,15}| [A-Z]\.)?){0,2})"
    r"(?:,? [A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:, [0-9]{4})?)?(?: ?\([A-Z][^()\n]{1,30}\))?"
    r"(?: (?P<hyphen>-) | ?(?P<mark>-{2,3}|–|—) ?)"
    # A report follows, a sentence at least; a heading (DAAD – Regional Office) ends with the line.
    r"(?=[A-Z0-9\"“'‘][^\n]{40,}?[a-z)\"”][.!?:](?:\s|$))",
    re.MULTILINE,
)


class Capitals(NamedTuple):
    """A dateline in capitals, which needs no year: QINGLAN, March 14 (Xinhua) -, by its places in a text."""

    place: tuple[int, int]
    mark: int
    """Where the mark begins that ends it."""
    end: int
    """Where the report begins."""


def capitals(text: str, start: int = 0, end: int | None = None) -> Iterator[Capitals]:
    """Yield the datelines in capitals at the heads of lines of `text[start:end]`; no name goes on over their mark."""
    for match in _CAPITALS.finditer(text, start, len(text) if end is None else end):
        if not _is_head(match["place"]):  # PRESS RELEASE –
            yield Capitals(match.span("place"), match.start(match.lastgroup or ""), match.end())


def dateline(line: str) -> Dateline | None:
    """Return the dateline with which a normalised line begins, or None; a span of days is none."""
    found = next(dates_in(line[:LEAD]), None)
    if found is None or found[0] > LONGEST_PLACE:
        return None
    start, end, day = found
    before = _WEEKDAY.sub("", line[:start])
    place = before.strip(_MARKS + "#[•")
    if _HAN_PLACE.fullmatch(before):
        after = _AFTER_HAN.match(line, end)
    elif not place:
        after = _AFTER_DAY.match(line, end)
    elif _is_head(place) or (before.rstrip()[-1:] in _PLACE_ENDS and _is_place(place)):
        after = _AFTER_PLACE.match(line, end)
    else:
        return None
    if after is None or _goes_on(line[after.end() : after.end() + 24]):
        return None
    return Dateline(day, bool(place), after.end() == len(line))


def _is_head(words: str) -> bool:
    return words.lower() in _HEADS


def _is_place(words: str) -> bool:
    """Return whether these can be names of places (and of a wire): capitalised, with of or and between them."""
    parts = [part for part in _BETWEEN.split(words) if part not in ("", "-")]
    if not 0 < len(parts) <= MOST_WORDS or ":" in words or any(sign.isdigit() for sign in words):
        return False
    if any(part.lower().strip(".'’") in _NEVER for part in parts):
        return False
    return parts[0][0].isupper() and all(part[0].isupper() or part in _JOINING for part in parts)


def _goes_on(after: str) -> bool:
    """Return whether another day follows at once: 15 October 2016 – 14 October 2019."""
    return any(start <= 2 for start, _, _ in dates_in(after))
