"""Place names in a text, by a list of divisions and by their endings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.knowledge import Knowledge

LEVELS = ("province", "prefecture", "county", "other")


@dataclass(frozen=True)
class Places:
    """The places that the lists know, in full and short form."""

    knowledge: Knowledge

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Form → level; a form of several levels takes the highest."""
        ambiguous = self.knowledge.set("place.ambiguous")
        known: dict[str, str] = {}
        for level in LEVELS:
            for name in self.knowledge.words(f"place.{level}"):
                known.setdefault(name, level)
                short = self.short(name)
                if len(short) >= (3 if level == "county" else 2) and short not in ambiguous:
                    known.setdefault(short, level)
        return known

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

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of known places, the longest at each point, left to right."""
        spans: list[tuple[int, int]] = []
        levels, longest, openings = self.levels, self._longest, self._openings
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
