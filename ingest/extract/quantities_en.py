"""Figures in English sentences."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.figure import Context, Figure, bounds, in_sight, rules
from ingest.extract.quantities_numbers_en import Found, numbers
from ingest.text.segment import Segment

REACH = 40
"""Signs beside a number within which words say its relation."""
FEW = 4
"""Up to here `the two …` points back to what was named."""


class Grammar(NamedTuple):
    """The compiled rules."""

    more_before: re.Pattern[str]
    more_after: re.Pattern[str]
    most_before: re.Pattern[str]
    about_before: re.Pattern[str]
    increment_before: re.Pattern[str]
    increment_percent: re.Pattern[str]
    increment_after: re.Pattern[str]
    cue: re.Pattern[str]
    cues: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    measures: tuple[str, ...]
    terms: tuple[str, ...]


@cache
def grammar() -> Grammar:
    """Return the rules of `patterns/quantities.toml`, compiled."""
    r = rules("en")
    relation = r["relation"]
    cues = {cue: name for name in ("achieved", "planned", "building", "aspired") for cue in r["modality"][name]}
    before = {
        name: re.compile(rf"(?<![Nn]o )(?<![Nn]ot )\b(?i:{alternatives(relation[name])}) ?(?:a |an )?$")
        for name in ("more_before", "most_before", "about_before", "increment_before", "increment_percent")
    }
    return Grammar(
        more_after=re.compile(rf"^ ?(?i:{alternatives(relation['more_after'])})"),
        increment_after=re.compile(rf"^ (?i:{alternatives(relation['increment_after'])})"),
        cue=re.compile(rf"\b(?=[A-Za-z])(?i:{alternatives(cues)})\b"),
        cues=cues,
        patterns={
            key.removesuffix("_pattern"): re.compile(value)
            for table in (r, r["relation"], r["modality"])
            for key, value in table.items()
            if key.endswith("_pattern")
        },
        measures=tuple(r["measures"]),
        terms=tuple(r["terms"]),
        **before,
    )


def figures(text: str, sentence: Segment, context: Context) -> Iterator[Figure]:
    """Yield the numbers of one sentence of normalised English text in order, each with what the rules say of it.

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
    for found in numbers(words):
        near, here, base = in_sight(words, found, sentence.start)
        if base + here.start < before:
            continue  # part of what the number before it counts: four R&D 100 Awards
        relation, over, low, high = _relation(near, here)
        modality = _modality(near, here, relation, context)
        doubt = _doubt(near, here, relation, modality)
        start = max(before, base + _clause_start(near, here.start))
        if not doubt:
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
            quote=(start, base + here.end + len(here.noun)),
            doubt=doubt,
            over=over,
            written=(here.low, here.high),
            stands=sentence,
        )


def _doubt(words: str, found: Found, relation: str, modality: str) -> str:
    """Return why the number is no figure; empty where it is one."""
    g = grammar()
    left, right = words[max(0, found.start - 80) : found.start], words[found.end : found.end + 60]
    in_words = not words[found.start].isdigit()
    if found.unit is None:
        if not found.noun:
            return "" if relation != "equal" and not in_words and found.low > FEW else "bare"
        if found.low <= FEW and g.patterns["pointing"].search(left):
            return "pointing"
        if found.low <= 1 and relation == "equal":
            return "one"
        # A number is only a way of speaking where two firms met; two chairs to be funded are a plan.
        aside = in_words and found.low == 2 and relation == "equal" and modality == "achieved"
        return "aside" if aside else ""
    if found.unit in g.terms:
        return "term"
    if g.patterns["repeated"].search(left):
        return "repeated"
    if found.unit == "times" or (found.unit == "seconds" and in_words):
        return "times"
    if found.form == "share":
        return "fraction"
    if found.unit == "%":
        return "share" if g.patterns["share"].search(left[-60:] + right) else ""
    if found.unit.endswith(("points", "point")) or found.unit.endswith(g.measures):
        return ""
    return "given" if g.patterns["given"].search(left) or g.patterns["given"].search(right) else ""


def _relation(words: str, found: Found) -> tuple[str, bool, float | None, float | None]:
    """Return the relation, whether the upper end is open, and the bounds."""
    g = grammar()
    left, right = words[max(0, found.start - REACH) : found.start], words[found.end : found.end + REACH]
    during = found.unit in g.terms and g.patterns["during"].search(left)
    above = not during and g.more_before.search(left)
    over = found.more or bool(above or g.more_after.search(right))
    percent = found.unit == "%"
    grows = g.increment_before.search(left) or g.increment_after.search(right)
    if percent and not grows:
        grows = g.increment_percent.search(g.more_before.sub("", left).rstrip() + " ")
    if found.high is not None:
        relation = "about" if g.about_before.search(left) else "range"
    elif g.most_before.search(left):
        relation = "at_most"
    elif found.form == "doubled" or grows:
        relation = "increment"
    elif over:
        relation = "more"
    elif g.about_before.search(left):
        relation = "about"
    else:
        relation = "equal"
    return relation, over, *bounds(relation, found.low, found.high, over)


def _modality(words: str, found: Found, relation: str, context: Context) -> str:
    """Return the modality: of a number that opens its clause by what follows, else by the last cue before it."""
    g = grammar()
    first, last = _clause(words, found)
    ahead = g.cue.finditer(words, 0, found.start)
    said = [(m.start(), g.cues[m.group().lower()]) for m in ahead]
    inside = [name for at, name in said if at >= first]
    behind = words[found.end : last]
    if "aspired" in [name for _, name in said] and "achieved" not in inside:
        return "aspired"
    opens = g.patterns["opening"].match(words, first, found.start)
    if opens and opens.end() == found.start and (told := g.patterns["told"].search(behind)):
        return next(name for name, part in told.groupdict().items() if part)
    years = g.patterns["year"].finditer(words, first, last)
    by = g.patterns["by_year"].search(words, first, last)
    if any(int(m.group(1)) > context.year for m in years) if context.year is not None else by:
        return "planned"
    if inside:
        return inside[-1]
    if g.patterns["modal_after"].search(words[found.end :]):
        return "planned"
    measured = found.unit not in (None, "%")
    if measured and g.patterns["modal"].search(words):
        return "planned"  # 10 MW of a plant that is to be built
    if said:
        return said[-1][1]
    return "planned" if relation in ("at_most", "range") else context.default


def _clause(words: str, found: Found) -> tuple[int, int]:
    """Return where the clause of a number begins and ends; brackets and commas in numbers do not cut it."""
    g = grammar()
    first = max((m.end() for m in g.patterns["cut"].finditer(words, 0, found.start)), default=0)
    last = g.patterns["cut"].search(words, found.end)
    return first, last.start() if last else len(words)


def _indicator(words: str, found: Found) -> str:
    if found.noun:
        return found.noun.strip(" -")
    if found.unit in grammar().terms:
        return str(rules("en")["span"])  # €12 million over five years: of what, the words before it do not say
    left = re.split(r"[,;:()]", words[: found.start])[-1].split()
    doubled = re.match(
        r" (?:the number of |its |the )?([\w-]+(?: [\w-]+){0,3}?)(?= by\b| in\b|[,.;]|$)", words[found.end :]
    )
    if doubled and found.form == "doubled":
        return doubled.group(1).strip()
    behind = re.match(r" (?:of|for|in) (?:the )?((?:[\w-]+ ?){1,3})", words[found.end :])
    if behind:
        return behind.group(1).strip()
    return " ".join(left[-3:]) or words[found.start : found.end]


def _clause_start(words: str, start: int) -> int:
    return max((m.end() for m in re.finditer(r"[,;:] ", words[:start])), default=0)
