"""The rules of `patterns/quantities.toml` for Chinese figures, compiled."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.figure import rules
from ingest.extract.numerals import BARE, DIGITS, HAN, HAN_DECIMAL


class Grammar(NamedTuple):
    """The compiled rules."""

    counted: re.Pattern[str]
    percent: re.Pattern[str]
    tenths: re.Pattern[str]
    fraction: re.Pattern[str]
    more_before: re.Pattern[str]
    about_before: re.Pattern[str]
    least_before: re.Pattern[str]
    most_before: re.Pattern[str]
    more_after: frozenset[str]
    about_after: frozenset[str]
    most_after: frozenset[str]
    open_tail: frozenset[str]
    persons: frozenset[str]
    doubtful: frozenset[str]
    cue: re.Pattern[str]
    cues: Mapping[str, tuple[str, bool]]
    """Cue → (modality, whether it is a weak one)."""
    patterns: Mapping[str, re.Pattern[str]]
    """Every entry of the rules whose key ends in `_pattern`, by the key's stem."""

    def seen(self, name: str, words: str) -> bool:
        """Return whether the pattern `name` is found in `words`."""
        return self.patterns[name].search(words) is not None


@cache
def grammar() -> Grammar:
    """Return the rules of `patterns/quantities.toml`, compiled."""
    r = rules("zh")
    relation, modality = r["relation"], r["modality"]
    tail = alternatives([*relation["more_after"], *relation["about_after"], *relation["most_after"]])
    units = alternatives([*r["counters"], *r["measures"], *r["money"], *r["doubtful"]])
    scales = alternatives(r["scales"])
    to = r"\s?(?:至|到|-|—|~|–|或){1,2}\s?"
    cues = {
        **dict.fromkeys(modality["weak_planned"], ("planned", True)),
        **dict.fromkeys(modality["weak_achieved"], ("achieved", True)),
        **{cue: (name, False) for name in ("achieved", "planned", "building", "aspired") for cue in modality[name]},
    }
    return Grammar(
        counted=re.compile(
            rf"(?P<low>{DIGITS}|{HAN}|{BARE})(?:(?:{scales})?(?:{units})?{to}(?P<high>{DIGITS}|{HAN}))?"
            rf"\s?(?P<more>余|多)?\s?(?P<scale>{scales})?(?P<within>多|余)?(?P<base>{units})(?P<per>/[年月天日])?(?P<tail>{tail})?"
        ),
        percent=re.compile(
            rf"(?:百分之(?P<han>{HAN_DECIMAL}|{DIGITS})|(?P<low>{DIGITS})%?(?:{to}(?P<high>{DIGITS}))?\s?%)(?P<tail>{tail})?"
        ),
        tenths=re.compile(rf"(?P<low>[一二三四五六七八九两\d])成(?P<half>半)?(?P<tail>{tail})?(?!{r['not_tenths']})"),
        fraction=re.compile(
            rf"(?P<below>(?<![百千万])[二三四五六七八九十\d])分之(?P<above>[一二两三四五六七八九\d])(?P<tail>{tail})?"
        ),
        more_before=re.compile(
            rf"(?:{alternatives(relation['at_least'])})[^,。;、\d]{{0,6}}$|(?:(?<=[已早也数量额值率模计均将资入])过|{alternatives(relation['more_before'])})(?:了|到)?$"
        ),
        about_before=re.compile(rf"(?<![签合条契节制预相])(?:{alternatives(relation['about_before'])})(?:为|有)?$"),
        least_before=re.compile(rf"(?:{alternatives(relation['at_least'])})[^,。;、\d]{{0,6}}$"),
        most_before=re.compile(rf"(?<!不)(?:{alternatives(relation['most_before'])})[^,。;、\d]{{0,6}}$"),
        more_after=frozenset(relation["more_after"]),
        about_after=frozenset(relation["about_after"]),
        most_after=frozenset(relation["most_after"]),
        open_tail=frozenset(modality["open_tail"]),
        persons=frozenset(r["persons"]),
        doubtful=frozenset(r["doubtful"]),
        cue=re.compile(alternatives(cues)),
        cues=cues,
        patterns={
            key.removesuffix("_pattern"): re.compile(value)
            for table in (r, *(value for value in r.values() if isinstance(value, dict)))
            for key, value in table.items()
            if key.endswith("_pattern")
        },
    )
