"""Place names in a running text, by a list of divisions and by their endings.

The provinces come from `ingest.places`, which tells the place at the head of a name; here it must also be told where a
place begins, so the divisions below the provinces are listed, and unlisted ones need a boundary before them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.knowledge import Knowledge
from ingest.places import PROVINCES

_HAN = re.compile("[一-鿿]+")
LISTED = ("prefecture", "county", "other")
"""Levels below the province, highest first."""


@dataclass(frozen=True)
class Places:
    """The places that the lists know, in full and short form."""

    knowledge: Knowledge

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Form → level; a form of several levels takes the highest."""
        ambiguous = self.knowledge.set("place.ambiguous")
        known = dict.fromkeys((*PROVINCES.values(), *PROVINCES), "province")
        for level in LISTED:
            for name in self._listed(level):
                known.setdefault(name, level)
                short = self.short(name)
                if len(short) >= (3 if level == "county" else 2) and short not in ambiguous:
                    known.setdefault(short, level)
        return known

    def _listed(self, level: str) -> Iterator[str]:
        yield from self.knowledge.words(f"place.{level}")
        for _, words in self.knowledge.under(f"place.{level}"):
            yield from words

    @cached_property
    def province_of(self) -> Mapping[str, str]:
        """Prefecture → the province that it lies in: 杭州市 → 浙江省."""
        return {name: province for province, names in self.knowledge.under("place.prefecture") for name in names}

    @cached_property
    def _official(self) -> Mapping[str, str]:
        """Short form → full name, where one place alone has it: 呼和浩特 → 呼和浩特市."""
        ambiguous = self.knowledge.set("place.ambiguous")
        forms: dict[str, set[str]] = {}
        for short, full in PROVINCES.items():
            forms.setdefault(short, set()).add(full)
        for level in LISTED:
            for name in self._listed(level):
                forms.setdefault(self.short(name), set()).add(name)
        return {form: min(full) for form, full in forms.items() if len(full) == 1 and form not in ambiguous}

    def official(self, name: str) -> str:
        """Return the full name of a place, or `name` where it is one already, or that of several places or of none."""
        return self._official.get(name, name)

    @cached_property
    def short_counties(self) -> frozenset[str]:
        """Two-sign short forms of counties (桐乡): places only where they stand alone, for many are parts of words."""
        ambiguous = self.knowledge.set("place.ambiguous")
        forms = {self.short(name) for name in self.knowledge.words("place.county")}
        return frozenset(f for f in forms if len(f) == 2 and f not in ambiguous and f not in self.levels)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.levels), default=0)

    @cached_property
    def _openings(self) -> frozenset[str]:
        return frozenset(name[:2] for name in self.levels)

    def short(self, name: str) -> str:
        """Return `name` without the word of its level: 呼和浩特 of 呼和浩特市; all of it where little is left."""
        ending = next((e for e in self.knowledge.words("place.ending") if name.endswith(e)), "")
        core = name[: len(name) - len(ending)]
        if ending not in {"省", "市", "区", "县", "旗", "盟"}:
            stripped = True
            while stripped:
                stripped = False
                for people in self.knowledge.words("place.people"):
                    if core.endswith(people) and len(core) > len(people) + 1:
                        core, stripped = core[: -len(people)], True
        return core if len(core) >= 2 else name

    def find(self, text: str, local: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
        """Return the spans of known places and of `local` ones, the longest at each point, left to right."""
        spans: list[tuple[int, int]] = []
        levels: Mapping[str, str] | frozenset[str] = self.levels
        longest, openings = self._longest, self._openings
        if local:
            levels = local.union(levels)
            longest, openings = max(longest, *map(len, local)), openings | {name[:2] for name in local}
        at, end = 0, len(text)
        while at < end - 1:
            if text[at : at + 2] in openings:
                for width in range(min(longest, end - at), 1, -1):
                    if text[at : at + width] in levels:
                        spans.append((at, at + width))
                        at += width - 1
                        break
            at += 1
        return spans


@dataclass(frozen=True)
class LocalPlaces:
    """Places that no list knows, by their endings: 云岭市, and 云岭 where the text says 云岭市."""

    knowledge: Knowledge
    places: Places

    @cached_property
    def _ended(self) -> re.Pattern[str]:
        ending = alternatives(self.knowledge.words("place.local_ending"))
        not_after = "".join(self.knowledge.words("place.not_after"))
        return re.compile(f"(?<=[一-鿿])(?:{ending})(?![{not_after}])")

    @cached_property
    def _breaks(self) -> tuple[frozenset[str], int]:
        words = self.knowledge.set("break") | self.knowledge.set("settle")
        return words, max(map(len, words), default=1)

    def find(self, text: str, publisher: str) -> frozenset[str]:
        """Return full and short forms of the places that `text` and `publisher` name by their ending."""
        words, longest = self._breaks
        never = self.knowledge.set("place.never")
        found: set[str] = set()
        both = f"{publisher}\n{text}"
        for match in self._ended.finditer(both):
            for width in (2, 3):
                start = match.start() - width
                name = both[start : match.end()] if start >= 0 else ""
                if not _HAN.fullmatch(name) or name in self.places.levels or any(word in name for word in never):
                    continue
                clear = start == 0 or not _HAN.match(both[start - 1]) or both[start - 1] in "和与及同"
                if not clear and not any(both[max(0, start - w) : start] in words for w in range(1, longest + 1)):
                    continue
                if name[0] in words or name[:2] in words:
                    continue
                found.update(form for form in (name, name[:-1]) if len(form) >= 2 and form not in self.places.levels)
                break
        return frozenset(found)
