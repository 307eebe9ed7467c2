"""Names of organisations: from an ending leftwards to a boundary.

    已与浙江大学技术转移中心签约
      └┬┘└──┬─┘    └──┬─┘
    break  place    ending, chained over 大学 and 技术转移中心

An ending (中心, 大学, 集团 …) closes a name; endings that follow one another without a break are one chain. Going left
from the chain the name stops at a mark, at a break word (已与, 推动, 在 …) that stands in no shield word (合作社) and
no place name, or at a conjunction that joins two names. The lists are data: `lexicon/boundaries.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.found import Found
from ingest.extract.kinds import Kinds
from ingest.extract.knowledge import Knowledge, alternatives
from ingest.extract.places import Places

LONGEST = 40
"""Signs of a name."""
QUOTE = 12
"""Signs of a quoted brand that opens a name."""
GAP = 22
"""Signs between two endings of one chain."""

_MARK = re.compile(r"[,。、;:!?…—<>%|\"《》【】\[\]{}\n\r\t“”‘’'*=+#@~^&/\\．•●■◆★]|\s|\?{2,}|-{2,}")
_OPEN, _CLOSE = "(", ")"
_CONJUNCTION = frozenset("和与及同跟")
_COUNT = re.compile(r"[0-9]|[一二三四五六七八九十两多数几]+[大个家所类项]")
_NUMBERED = re.compile(r"[0-9]+|[第百千万亿两]?[一二三四五六七八九十]+(?=[家个所名位支大类种批项])")


@dataclass(frozen=True)
class Organisations:
    """Finds organisations in clean text."""

    knowledge: Knowledge
    places: Places
    kinds: Kinds

    @cached_property
    def _endings(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.knowledge.suffix_kinds))

    @cached_property
    def _false(self) -> re.Pattern[str]:
        return self.knowledge.expression("false_ending")

    @cached_property
    def _breaks(self) -> tuple[frozenset[str], int]:
        words = self.knowledge.set("break")
        return words, max(map(len, words), default=1)

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        return self.knowledge.expression("title")

    def find(self, text: str, places: list[tuple[int, int]], shielded: bytearray) -> list[Found]:
        """Return names and class words of organisations, in order; they do not overlap.

        `places` are the known places, `shielded` marks signs at which no name is cut.
        """
        opens = {start for start, _ in places}
        found: list[Found] = []
        at = 0
        for run_start, run_end in _runs(text):
            for start, end, ending in self._chains(text, run_start, run_end, shielded, opens):
                left = self._left(text, start, max(run_start, at), shielded, opens)
                left = self._trimmed(text, left, end)
                if left == run_start:
                    left = self._with_quote(text, left)
                end = _closed(text, left, end)
                name = text[left:end]
                if not name or end - left > LONGEST:
                    continue
                item = self._judged(text, left, end, ending)
                if item:
                    found.append(item)
                    at = end
        return found

    # -------------------------------------------------------------- endings
    def _chains(
        self, text: str, run_start: int, run_end: int, shielded: bytearray, opens: set[int]
    ) -> Iterator[tuple[int, int, int]]:
        """Yield (start of the first ending, end of the chain, start of the last ending)."""
        false = [m.span() for m in self._false.finditer(text, run_start, run_end)]
        endings = []
        at = run_start
        while match := self._endings.search(text, at, run_end):
            start, end = match.span()
            if any(a <= start < b and end < b for a, b in false):
                at = start + 1
                continue
            endings.append((start, end))
            at = end
        index = 0
        while index < len(endings):
            first, end = endings[index]
            last = first
            while index + 1 < len(endings):
                next_start, next_end = endings[index + 1]
                if not self._goes_on(text, end, next_start, next_end, shielded, opens):
                    break
                index += 1
                last, end = next_start, next_end
            yield first, end, last
            index += 1

    def _goes_on(self, text: str, end: int, start: int, next_end: int, shielded: bytearray, opens: set[int]) -> bool:
        """Return whether the name that ends at `end` goes on to the ending at `start`."""
        gap = text[end:start]
        if len(gap) > GAP:
            return False
        if end in opens and self.knowledge.suffix_kinds.get(text[start:next_end]) in {"University", "Agency"}:
            return False
        depth = 0
        for offset, sign in enumerate(gap):
            position = end + offset
            if sign == _OPEN:
                depth += 1
            elif sign == _CLOSE:
                depth -= 1
            elif not shielded[position] and (
                (sign in _CONJUNCTION and (offset == 0 or depth == 0))
                or self._break_at(text, position, start, shielded)
            ):
                return False
        return depth == 0 and not self._titles.match(text, end) and not _COUNT.match(text, end)

    def _break_at(self, text: str, position: int, limit: int, shielded: bytearray) -> bool:
        words, longest = self._breaks
        for width in range(min(longest, limit - position), 0, -1):
            if text[position : position + width] in words:
                return not any(shielded[position : position + width])
        return False

    # -------------------------------------------------------------- beginnings
    def _left(self, text: str, start: int, minimum: int, shielded: bytearray, opens: set[int]) -> int:
        words, longest = self._breaks
        at, depth = start, 0
        while at > minimum and start - at < LONGEST:
            sign = text[at - 1]
            if sign == _CLOSE:
                depth += 1
            elif sign == _OPEN:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and not shielded[at - 1]:
                if sign in _CONJUNCTION:
                    if self._joins(text, at - 1, start, minimum, opens):
                        break
                elif any(
                    text[at - width : at] in words and not any(shielded[at - width : at])
                    for width in range(min(longest, at - minimum), 0, -1)
                ) or (sign.isdigit() and not text[at : at + 1].isascii()):
                    break
            at -= 1
        return at

    def _joins(self, text: str, at: int, start: int, minimum: int, opens: set[int]) -> bool:
        """Return whether the conjunction at `at` stands between two names, not inside one."""
        left = text[max(minimum, at - 12) : at]
        if not left or _MARK.search(left[-1]) or left[-1] == _CLOSE or at + 1 in opens:
            return True
        if self._titles.search(left[-6:]) or self.kinds.of(left):
            return True
        # 土木与水利学院: two subjects before a school or an institute; before a firm or an office it joins two names.
        ending = self._endings.match(text, start)
        kind = self.knowledge.suffix_kinds.get(ending.group()) if ending else None
        return kind not in {"University", "Institute", "Platform"} or at - minimum > 10

    def _trimmed(self, text: str, left: int, end: int) -> int:
        """Return `left` moved over words that open no name, shielded ones included (与和平大学: 与)."""
        words = self.knowledge.words("trim.left")
        while text[left:end] not in self.knowledge.registered:
            word = next((w for w in words if text.startswith(w, left) and left + len(w) < end), None)
            if word is None:
                break
            left += len(word)
        return left

    def _with_quote(self, text: str, left: int) -> int:
        """Return the start with a quoted brand before the name: “蒙科聚”创新驱动平台."""
        if left == 0 or text[left - 1] != "”":
            return left
        opening = text.rfind("“", max(0, left - 2 - QUOTE), left)
        if opening < 0 or left - 1 - opening < 2 or _MARK.search(text, opening + 1, left - 1):
            return left
        return opening

    # -------------------------------------------------------------- what it is
    def _judged(self, text: str, left: int, end: int, ending: int) -> Found | None:
        name = text[left:end]
        kind = self.kinds.of(name)
        if kind is None or name in self.knowledge.set("not_organisation"):
            return None
        if numbered := _NUMBERED.match(name):
            return (
                Found(left + numbered.end(), end, kind, generic=True)
                if self.kinds.is_generic(name[numbered.end() :])
                else None
            )
        if self.kinds.is_generic(name):
            standing = name in self.knowledge.registered or name in self.knowledge.set("standing")
            return Found(left, end, kind, generic=not standing)
        if (
            name in self.knowledge.suffix_kinds
            and name not in self.knowledge.set("standing")
            and name not in self.knowledge.registered
        ):
            return None
        return (
            Found(left, end, kind)
            if len(name) > 2 or name in self.knowledge.set("standing") or name in self.knowledge.registered
            else None
        )


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between marks."""
    at = 0
    for match in _MARK.finditer(text):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _closed(text: str, left: int, end: int) -> int:
    """Return the end with the bracket that belongs to the name: 大学(深圳), and with the one that it leaves open."""
    inside = text[left:end]
    if inside.count(_OPEN) > inside.count(_CLOSE) and text[end : end + 1] == _CLOSE:
        return end + 1
    return end
