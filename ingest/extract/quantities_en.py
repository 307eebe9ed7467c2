"""Figures in English sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ingest.extract.figure import Context, Figure, any_of, bounds, in_sight, rules
from ingest.extract.numerals import DIGITS, english_number
from ingest.text.segment import Segment

SPACED = r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"
"""Thousands set apart by blanks: 500 000."""
NOUN_REACH = 4
"""Words between a number and the plural that it counts: 22 forward-looking joint research projects."""

FEW = 4
"""Up to here `the two …` points back to what was named."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules."""

    money: re.Pattern[str]
    percent: re.Pattern[str]
    points: re.Pattern[str]
    measure: re.Pattern[str]
    count: re.Pattern[str]
    more_before: re.Pattern[str]
    most_before: re.Pattern[str]
    about_before: re.Pattern[str]
    increment_before: re.Pattern[str]
    increment_after: re.Pattern[str]
    cue: re.Pattern[str]
    cues: Mapping[str, str]
    words: Mapping[str, int]
    not_nouns: frozenset[str]
    plurals: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]


@cache
def grammar() -> Grammar:
    """Return the rules of `patterns/quantities.toml`, compiled."""
    r = rules("en")
    relation = r["relation"]
    word = any_of(r["words"])
    number = rf"{SPACED}|{DIGITS}|(?i:(?:{word})(?:-(?:{word}))?)\b"
    low, high = rf"(?P<low>{number})", rf"(?:\s?(?:to|-|–|—)\s?(?P<high>{number}))?"
    magnitude, currency = any_of(r["magnitudes"]), any_of(r["currencies"])
    cues = {cue: name for name in ("achieved", "planned", "building", "aspired") for cue in r["modality"][name]}
    before = {
        name: re.compile(rf"(?<![Nn]o )(?<![Nn]ot )\b(?i:{any_of(relation[name])}) ?(?:a |an )?$")
        for name in ("more_before", "most_before", "about_before", "increment_before")
    }
    return Grammar(
        money=re.compile(
            rf"(?P<currency>{currency})\s?{low}{high}(?:(?P<gap>\s?)(?P<magnitude>{magnitude})\b)?"
            rf"|(?P<low2>{number})(?:\s(?P<magnitude2>{magnitude}))?\s(?P<word>{any_of(r['money_words'])})\b"
        ),
        percent=re.compile(rf"{low}{high}\s?(?:%|per ?cent\b)"),
        points=re.compile(rf"{low}(?: of a)? (?P<unit>percentage points?)\b"),
        measure=re.compile(rf"{low}{high}(?P<plus>\+)?\s?(?P<unit>{any_of(r['measures'])})\b"),
        count=re.compile(rf"(?<![\w.]){low}{high}(?P<plus>\+)?(?=[\s-](?P<noun>[^.;:()\n]{{3,80}}))"),
        increment_after=re.compile(rf"^ (?i:{any_of(relation['increment_after'])})"),
        cue=re.compile(rf"\b(?i:{any_of(cues)})\b"),
        cues=cues,
        words=r["words"],
        not_nouns=frozenset(r["not_nouns"]),
        plurals=frozenset(r["plurals"]),
        patterns={
            key.removesuffix("_pattern"): re.compile(value)
            for table in (r, r["modality"])
            for key, value in table.items()
            if key.endswith("_pattern")
        },
        **before,
    )


class Found(NamedTuple):
    """A number with its unit; offsets within the sentence."""

    start: int
    end: int
    low: float
    high: float | None
    unit: str | None
    more: bool
    noun: str


def figures(text: str, sentence: Segment, context: Context) -> Iterator[Figure]:
    """Yield the figures of one sentence of normalised English text, in order.

    Parameters
    ----------
    text : str
        The whole text; `sentence` is a stretch of it.
    sentence : Segment
        Where it stands.
    context : Context
        What the document says of all its figures.
    """
    words = text[sentence.start : sentence.end]
    before = sentence.start
    for found in _found(words):
        near, here, base = in_sight(words, found, sentence.start)
        if not _is_figure(near, here):
            continue
        relation, low, high = _relation(near, here)
        modality = _modality(near, here, relation, context)
        if _is_aside(near, here, relation, modality):
            continue
        start = max(before, base + _clause_start(near, here.start))
        before = base + here.end + len(here.noun)
        yield Figure(
            start=base + here.start,
            end=base + here.end,
            low=low,
            high=high,
            unit=here.unit,
            relation=relation,
            modality=modality,
            indicator=_indicator(near, here),
            quote=(start, before),
        )


def _found(words: str) -> list[Found]:
    g = grammar()
    value = g.words
    found: list[Found] = []

    def add(m: re.Match[str], written: str, unit: str | None, noun: str = "") -> None:
        bounds_ = m.groupdict()
        high = english_number(bounds_["high"], value) if bounds_.get("high") else None
        found.append(
            Found(m.start(), m.end(), english_number(written, value), high, unit, bool(bounds_.get("plus")), noun)
        )

    for m in g.money.finditer(words):
        if m["currency"]:
            gap = "" if m["magnitude"] in rules("en")["short_magnitudes"] else " "
            add(m, m["low"], (m["currency"] + gap + m["magnitude"]) if m["magnitude"] else m["currency"])
        else:
            add(m, m["low2"], f"{m['magnitude2']} {m['word']}" if m["magnitude2"] else m["word"])
    for m in g.patterns["doubled"].finditer(words):
        found.append(Found(m.start(), m.end(), 100.0, None, "%", False, ""))
    for m in g.percent.finditer(words):
        add(m, m["low"], "%")
    for pattern in (g.points, g.measure):
        for m in pattern.finditer(words):
            add(m, m["low"], m["unit"])
    for m in g.count.finditer(words):
        noun = _noun(m["noun"])
        if noun is not None:
            add(m, m["low"], None, words[m.end()] + noun)
    found.sort(key=lambda f: (f.start, -f.end))
    apart: list[Found] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _noun(after: str) -> str | None:
    """Return the words up to the plural that a number counts; None where there is none close by."""
    g = grammar()
    taken: list[str] = []
    for word in after.split(" ")[: NOUN_REACH + 1]:
        plain = word.strip(",'’\"”“")
        if plain in g.not_nouns or g.patterns["not_within"].fullmatch(plain):
            return None
        taken.append(word)
        if plain in g.plurals or (plain.endswith("s") and not plain.endswith(("ss", "us", "is", "'s", "’s"))):
            return " ".join(taken).rstrip(",'’\"”")
        if word != plain:
            return None
    return None


def _is_figure(words: str, found: Found) -> bool:
    g = grammar()
    left = words[: found.start]
    if g.patterns["not_after"].search(left):
        return False
    if found.unit is None:
        bare_year = 1900 <= found.low <= 2100 and "," not in words[found.start : found.end]
        pointing = found.low <= FEW and g.patterns["pointing"].search(left) is not None
        if bare_year or pointing:
            return False
        return found.low > 1 or g.more_before.search(left) is not None
    if g.patterns["repeated"].search(left):
        return False
    if found.unit.endswith(("%", "points", "point")) or found.unit in rules("en")["measures"]:
        return True
    return g.patterns["given"].search(words) is None


def _is_aside(words: str, found: Found, relation: str, modality: str) -> bool:
    """Return whether a number is only a way of speaking: two firms met; two chairs to be funded are a plan."""
    in_words = not words[found.start].isdigit()
    return in_words and found.unit is None and found.low == 2 and relation == "equal" and modality == "achieved"


def _relation(words: str, found: Found) -> tuple[str, float | None, float | None]:
    g = grammar()
    left, right = words[: found.start], words[found.end :]
    over = found.more or g.more_before.search(left) is not None
    if found.high is not None:
        relation = "range"
    elif g.most_before.search(left):
        relation = "at_most"
    elif words[found.start].isalpha() and found.unit == "%":
        relation = "increment"  # to double
    elif g.increment_before.search(left) or g.increment_after.search(right):
        relation = "increment"
    elif over:
        relation = "more"
    elif g.about_before.search(left):
        relation = "about"
    else:
        relation = "equal"
    return relation, *bounds(relation, found.low, found.high, over)


def _modality(words: str, found: Found, relation: str, context: Context) -> str:
    g = grammar()
    named = [g.cues[m.group().lower()] for m in g.cue.finditer(words, 0, found.start)]
    if "aspired" in named:
        return "aspired"
    right = words[found.end :]
    by = g.patterns["by_year"].search(right)
    ahead = g.patterns["year"].finditer(right) if context.year is not None else ()
    if any(int(m.group(1)) > (context.year or 0) for m in ahead) or (by and context.year is None):
        return "planned"
    if g.patterns["modal_after"].search(right):
        return "planned"
    if named:
        return named[-1]
    return "planned" if relation in ("at_most", "range") else context.default


def _indicator(words: str, found: Found) -> str:
    if found.noun:
        return found.noun.strip(" -")
    left = re.split(r"[,;:()]", words[: found.start])[-1].split()
    doubled = re.match(
        r" (?:the number of |its |the )?([\w-]+(?: [\w-]+){0,3}?)(?= by\b| in\b|[,.;]|$)", words[found.end :]
    )
    if doubled and words[found.start].isalpha() and found.unit == "%":
        return doubled.group(1).strip()
    behind = re.match(r" (?:of|for|in) (?:the )?((?:[\w-]+ ?){1,3})", words[found.end :])
    if behind:
        return behind.group(1).strip()
    return " ".join(left[-3:]) or words[found.start : found.end]


def _clause_start(words: str, start: int) -> int:
    return max((m.end() for m in re.finditer(r"[,;:] ", words[:start])), default=0)
