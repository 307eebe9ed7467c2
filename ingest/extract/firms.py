"""Firms by their short names, which end in no legal form: 岭盾重工, 华庚半导体.

Such a name is believed only where it stands between boundaries and holds a brand: signs that are neither words of
technology and industry (新能源汽车 is a field) nor a place alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.abbreviations import Alias
from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.kinds import Kinds
from ingest.extract.knowledge import Knowledge

MOST = 200
"""Firms whose short names are looked for; a document with more is a register."""
SHORTEST, LONGEST = 4, 10
"""Signs of a short name."""
_BEFORE = re.compile("[,。、;:!?“《(\n\\s]")


@dataclass(frozen=True)
class Firms:
    """Finds short names of firms in clean Chinese text."""

    knowledge: Knowledge
    kinds: Kinds

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.knowledge.words("suffix.firm")))

    @cached_property
    def _after(self) -> re.Pattern[str]:
        words = alternatives(
            (
                *self.knowledge.words("break"),
                *self.knowledge.words("join"),
                *self.knowledge.words("title"),
                *self.knowledge.words("after_person"),
            )
        )
        return re.compile(f"[,。、;:!?”》()\n\\s]|$|{words}")

    @cached_property
    def _breaks(self) -> frozenset[str]:
        lists = ("break", "our.region", "our.organisation", "that", "both")
        return frozenset(word for name in lists for word in self.knowledge.words(name))

    def find(
        self, text: str, places: list[tuple[int, int]], organisations: list[Found], shielded: bytearray
    ) -> list[Found]:
        """Return the firms, in order."""
        inside = bytearray(len(text) + 1)
        for item in organisations:
            inside[item.start : item.end] = b"\x01" * (item.end - item.start)
        place_at = dict(places)
        breaks = self._breaks
        longest = max(map(len, breaks), default=1)
        found = []
        at = 0
        while match := self._ending.search(text, at):
            at = match.start() + 1
            end = match.end()
            if inside[match.start()] or not self._after.match(text, end):
                continue
            left = match.start()
            while left > 0 and match.start() - left < LONGEST and not inside[left - 1]:
                if _BEFORE.match(text[left - 1]) or text[left - 1] in "与和及同":
                    break
                if not shielded[left - 1] and any(
                    text[max(0, left - w) : left] in breaks for w in range(min(longest, left), 0, -1)
                ):
                    break
                left -= 1
            name = text[left:end]
            if (
                SHORTEST <= len(name) <= LONGEST
                and not name[0].isascii()
                and name[0] not in self.knowledge.set("firm.never_first")
                and self._branded(name, place_at.get(left), left)
            ):
                found.append(Found(left, end, "Enterprise", weight=-1))
                at = end
        return found

    def _branded(self, name: str, place_end: int | None, left: int) -> bool:
        """Return whether something is left of the name when its place and its words of industry are taken out."""
        rest = name[place_end - left :] if place_end else name
        brand = self.kinds.brand(rest)
        return 2 <= len(brand) <= 4 and not self.kinds.is_generic(name)

    def short_names(self, text: str, names: list[Found], places: dict[int, int]) -> Iterator[Alias]:
        """Yield the forms without legal form, or place, by which the text calls a firm that it names in full."""
        seen: set[str] = set()
        for item in names:
            full = text[item.start : item.end]
            if item.kind != "Enterprise" or item.generic or full in seen or len(seen) > MOST:
                continue
            seen.add(full)
            core = self._legal.sub("", full)
            place = places.get(item.start, item.start) - item.start
            for form in (core, core[place:] if 0 < place < len(core) else ""):
                if form == full or len(form) < SHORTEST or len(self.kinds.brand(form)) < 2:
                    continue
                if (alone := self._alone(text, form, full)) is not None:
                    yield Alias(form, full, "Enterprise", False, alone, alone + len(form))

    @cached_property
    def _legal(self) -> re.Pattern[str]:
        return re.compile(f"(?:\\([^()]{{1,6}}\\))?(?:{alternatives(self.knowledge.words('legal_form'))})$")

    def _alone(self, text: str, form: str, full: str) -> int | None:
        """Return where `form` stands outside the full name and before a boundary; None if nowhere."""
        at = text.find(form)
        while at >= 0:
            inside = text.startswith(full, max(0, at - full.find(form)))
            if not inside and self._after.match(text, at + len(form)):
                return at
            at = text.find(form, at + 1)
        return None
