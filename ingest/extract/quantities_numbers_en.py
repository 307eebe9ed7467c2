"""English numbers with their units, as many as there may be; what they mean is read in `quantities_en`.

between EUR 2,000 and 5,000        2000 to 5000, EUR
30.2 million hectares              30.2, million hectares
28, 30 and 36 per cent             three numbers, %
two thirds of the firms            66.7, %
£50,000 to £1.5 million            0.05 to 1.5, £ million
two dozen young firms              24, noun: young firms
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.figure import rules
from ingest.extract.numerals import DIGITS, english_number

SPACED = r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"
"""Thousands set apart by blanks: 500 000."""
DOTTED = r"(?<!\d)\d{1,3}(?:(?:\.\d{3})+(?=\s?(?:EUR|€|euros?)\b|\s?€)|\.000(?= [a-z]))"
"""Thousands set apart by dots, as sums in euros are: 355.230 EUR, 40.000 students."""
GROUPED = r"(?<!\d)(?:\d{1,3}(?:'\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?!\d)"
"""Thousands set apart as the Swiss (5'000) and Indians (1,40,000) do."""
COMMA = (
    r"(?<![\d,])\d{1,4},\d{1,2}(?=\s?(?:%|[Pp]er ?cent\b"
    r"|(?:[kM]?€|[kM]?EUR|[Ee]uros?|[Mm]illion|[Bb]illion|M[Ii][Oo]|m|M|bn|mln)(?![A-Za-z])))"
)
"""A comma before decimals, as on the continent: 2,54 M EUR."""
CODE = (
    r"(?:[A-Z]{1,3}\$|[A-Z][A-Za-z]{0,3}\.?)(?=\d[\d.,]*[\s-]?(?:MAGNITUDE)\b)"
    r"|[A-Z]{2,3}\$?(?=\s\d[\d.,]*\s(?:MAGNITUDE)\b)"
)
"""Whatever stands where a currency does: P695 million, SFr20m, RO 22.3 million."""
NOUN_REACH = 5
"""Words between a number and the plural that it counts: 22 forward-looking joint research projects."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A bare number between them is a year, unless it is round and counts something: more than 2000 companies."""
ROUND = 50


class Found(NamedTuple):
    """A number with its unit; offsets within the sentence."""

    start: int
    end: int
    low: float
    high: float | None
    unit: str | None
    more: bool
    noun: str
    """The words up to the plural that it counts, with the sign before them; empty if there is none."""
    form: str = ""
    """`doubled` (to double) or `share` (two thirds) where no number with a unit is written."""


class Grammar(NamedTuple):
    """The compiled rules of numbers."""

    number: re.Pattern[str]
    doubled: re.Pattern[str]
    fraction: re.Pattern[str]
    one_in: re.Pattern[str]
    dotted: re.Pattern[str]
    comma: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_within: re.Pattern[str]
    change: re.Pattern[str]
    counted: re.Pattern[str]
    counting: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """Return the rules of `patterns/quantities.toml` for English numbers, compiled."""
    r = rules("en")
    named = alternatives([*r["measures"], *r["money_words"], *r["terms"]])
    unit = (
        rf"%|[Pp]er ?cent\b|pc\b|(?:of a )?percentage points?\b|(?:{named})(?:\b|(?<=[.€²³]))"
        rf"|[A-Z][a-z]+ (?i:{alternatives(r['money_of_lands'])})\b"
    )
    magnitude = alternatives(r["magnitudes"])
    currency = rf"{alternatives(r['currencies'])}|{CODE.replace('MAGNITUDE', magnitude)}"
    written = rf"{SPACED}|{DOTTED}|{GROUPED}|{COMMA}|{DIGITS}|{_in_words()}"
    return Grammar(
        number=re.compile(
            rf"(?<![\w.,/#:&@])(?P<above>[>≥]\s?)?(?:(?P<currency>{currency})\s?)?(?P<low>{written})"
            rf"(?P<plus>\+|-plus\b)?(?:[\s-]?(?P<magnitude>{magnitude})\b)?(?P<plus2>\+)?(?:[\s-]?(?P<unit>{unit}))?"
            rf"(?:\s?(?P<to>to|-|–|—|and|or)\s?(?P<currency2>{currency})?\s?(?P<high>{written})"
            rf"(?:[\s-]?(?P<magnitude2>{magnitude})\b)?(?:[\s-]?(?P<unit2>{unit}))?)?(?![\w%/]|[.,:]\d)"
        ),
        doubled=re.compile(r["doubled_pattern"]),
        fraction=re.compile(r["fraction_pattern"]),
        one_in=re.compile(r["one_in_pattern"]),
        dotted=re.compile(DOTTED),
        comma=re.compile(COMMA),
        not_after=re.compile(r["not_after_pattern"]),
        not_before=re.compile(r["not_before_pattern"]),
        not_within=re.compile(r["not_within_pattern"]),
        change=re.compile(r["change_pattern"]),
        counted=re.compile(r["counted_after_pattern"]),
        counting=re.compile(r["counting_pattern"]),
    )


def _in_words() -> str:
    """Return a pattern of numbers in words: nine, two hundred and ten, half a dozen, two and a half."""
    values = rules("en")["words"]
    groups = [word for word, value in values.items() if value in (12, 100, 1000) and word != "twelve"]
    tens = [word for word, value in values.items() if 20 <= value < 100]
    ones = [word for word in values if word not in tens and word not in groups]
    small = rf"(?:(?:{alternatives(tens)})(?:[- ](?:{alternatives(ones)}))?|{alternatives(ones)})"
    several = rf"(?:{small}|half a|an?) (?:{alternatives(groups)})(?:(?: and)? {small})?"
    return rf"(?i:\b(?:{several}|{small} and a half|half a(?= [mb]illion)|{small})\b)"


def numbers(words: str) -> list[Found]:
    """Return the numbers of a sentence in order; years, dates, terms, ordinals and glued digits are none."""
    found = [*_written(words), *_doubled(words), *_fractions(words)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Found] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return _shared(words, apart)


def _doubled(words: str) -> Iterator[Found]:
    for m in grammar().doubled.finditer(words):
        yield Found(m.start(), m.end(), 100.0, None, "%", False, "", "doubled")


def _fractions(words: str) -> Iterator[Found]:
    r = rules("en")
    for m in grammar().fraction.finditer(words):
        parts = r["words"].get((m["above"] or "").lower(), 1)
        low = 50.0 if m["half"] else round(100 * parts / r["fractions"][m["below"].lower()], 1)
        yield Found(m.start(), m.end(), low, None, "%", False, "", "share")
    for m in grammar().one_in.finditer(words):
        above, below = (english_number(m[name] or "1", r["words"]) for name in ("above", "below"))
        low = round(100 * above / below, 1)
        yield Found(m.start(), m.end(), low, None, "%", False, "", "share")


def _written(words: str) -> Iterator[Found]:
    g = grammar()
    at = 0
    while m := g.number.search(words, at):
        high = m["high"] if _is_range(words, m) else None
        end = m.end() if high else _low_end(m)
        at = max(end, m.start() + 1)
        if not g.not_after.search(words, max(0, m.start() - 24), m.start()) and not g.not_before.match(words, end):
            one = _found(words, m, high, end)
            year = one.unit is None and FIRST_YEAR <= one.low <= LAST_YEAR and m["low"].isdigit()
            if m["low"] == "000":
                continue  # a unit in a heading: £000
            if not year or (one.noun and _counts(words, m.start(), one.low)):
                yield one


def _counts(words: str, start: int, low: float) -> bool:
    """Return whether a number that may be a year counts: more than 2000 firms, it has 2100 staff; not in 2010 firms."""
    g, left = grammar(), words[max(0, start - 16) : start]
    return bool((low % ROUND == 0 and g.counted.search(left)) or g.counting.search(left))


def _low_end(m: re.Match[str]) -> int:
    return max(m.end(name) for name in ("low", "plus", "magnitude", "plus2", "unit"))


def _is_range(words: str, m: re.Match[str]) -> bool:
    """Return whether the second number closes a range: 2 to 5, between 2 and 5; not grew by 2,513 to 8,037.

    Nor does it after a magnitude or unit of the first that it does not repeat: $40 million to 19 firms.
    """
    if not m["high"] or (m["currency2"] and not m["currency"]) or (m["currency"] and m["unit2"]):
        return False
    if (m["magnitude"] and not m["magnitude2"] and not m["currency2"]) or (m["unit"] and not m["unit2"]):
        return False
    left = words[max(0, m.start() - 60) : m.start()]
    if m["to"] == "and":
        return re.search(r"(?i)\bbetween\s*$", left) is not None
    if m["to"] == "or":
        return re.search(r"(?i)\b(?:of|every|each) *$", left) is None and not m["magnitude"] and not m["unit"]
    if left.endswith("by "):
        return m["unit"] is None and m["unit2"] is not None  # cut by 30 to 50 per cent
    return not (m["to"] == "to" and left.endswith("from ") and grammar().change.search(left))


def _found(words: str, m: re.Match[str], high: str | None, end: int) -> Found:
    second = "2" if high and (m["magnitude2"] or m["unit2"]) else ""
    magnitude, unit = m[f"magnitude{second}"], m[f"unit{second}"] or m["unit"]
    low, top = _value(words, m, "low"), _value(words, m, "high") if high else None
    more = bool(m["above"] or m["plus"] or m["plus2"])
    if top is not None and m["currency2"] and m["magnitude2"] and not m["magnitude"] and low > top:
        low /= rules("en")["magnitudes"][m["magnitude2"]]  # £50,000 to £1.5 million
    if m["currency"]:
        unit = money(m["currency"].strip(), magnitude)
    elif unit in ("%", "pc", None) or unit.lower().replace(" ", "") == "percent":
        unit = magnitude if unit is None else "%"
    elif unit in rules("en")["terms"] and low != 1:
        unit = f"{unit.removesuffix('s')}s"  # a five-year pact
    else:
        glued = magnitude and words[m.end(f"magnitude{second}")] not in " -"
        unit = f"{magnitude}{'' if glued else ' '}{unit}" if magnitude else unit.removeprefix("of a ")
    noun = noun_after(words[end : end + 90]) if not unit or unit == magnitude else ""
    return Found(m.start(), end, low, top, unit, more, noun)


def _value(words: str, m: re.Match[str], name: str) -> float:
    """Return the value of a number of the match, whatever sets its thousands or its decimals apart."""
    g, written = grammar(), m[name]
    if g.dotted.match(words, m.start(name)):
        written = written.replace(".", "")
    elif g.comma.match(words, m.start(name)):
        written = written.replace(",", ".")
    return english_number(written.replace("'", ""), rules("en")["words"])


def money(currency: str, magnitude: str | None) -> str:
    """Return the unit of a sum as people write it: £5m in £ million, £5M in £M, £1bn in £bn, NOK1bn in NOK billion."""
    r = rules("en")
    if not magnitude:
        return currency
    code = len(currency) == 3 and currency.isalpha()
    if code or magnitude != "bn":
        magnitude = r["spelt_out"].get(magnitude, magnitude)
    return f"{currency}{'' if magnitude in r['short_magnitudes'] else ' '}{magnitude}"


def noun_after(right: str) -> str:
    """Return the words up to the plural that a number counts, with the sign before them; empty where there is none."""
    m = re.match(r"[ -](?=[\w\"“‘'(])([^.;:()\n]{2,80})", right)
    if not m:
        return ""
    r, g = rules("en"), grammar()
    taken: list[str] = []
    for word in m[1].split(" ")[: NOUN_REACH + 1]:
        plain = word.strip(",'’\"”“")
        if plain in r["not_nouns"] or g.not_within.fullmatch(plain):
            return ""
        taken.append(word)
        if plain in r["plurals"] or (plain.endswith("s") and not plain.endswith(("ss", "us", "is", "'s", "’s"))):
            return right[0] + " ".join(taken).rstrip(",'’\"”")
        if word.rstrip('"”') != plain and word.endswith(","):
            return ""
    return ""


def _shared(words: str, found: list[Found]) -> list[Found]:
    """Return the numbers with the units that stand once for several: 28, 30 and 36 per cent; 35 billion after yuan."""
    out = list(found)
    for at in range(len(out) - 2, -1, -1):
        one, after = out[at], out[at + 1]
        between = words[one.end : after.start]
        if one.unit is None and not one.noun and after.unit == "%" and re.fullmatch(r", (?:and )?| and ", between):
            out[at] = one._replace(unit="%")
    magnitudes = rules("en")["magnitudes"]
    for place in range(1, len(out)):
        before, one = out[place - 1], out[place]
        if one.unit in magnitudes and before.unit and before.unit != one.unit and not one.noun:
            parts = before.unit.split()
            if one.unit in parts and len(parts) > 1:
                out[place] = one._replace(unit=before.unit)
    return out
