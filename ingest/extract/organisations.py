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

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.kinds import Kinds
from ingest.extract.knowledge import Knowledge
from ingest.extract.places import Places

LONGEST = 40
"""Signs of a name."""
SHORTEST = 3
QUOTE = 12
"""Signs of a quoted brand that opens a name."""
BRACKET = 14
"""Signs of a bracket inside a name."""
BRANCH = 8
"""Signs of a place or field between a parent's name and the ending of a branch."""
GAP = 22
"""Signs between two endings of one chain."""

_MARK = re.compile(r"[,。、;:!?…—<>%|\"《》【】\[\]{}\n\r\t“”‘’'*=+#@~^&/\\．•●■◆★▲△▼▶►◇□○※「」『』]|\s|\?{2,}|-{2,}")
_INNER = frozenset("—–-·×+&/ ")
"""Signs that stand between the parts of one quoted name."""
_OPEN, _CLOSE = "(", ")"
_CONJUNCTION = frozenset("和与及同跟")
_TAIL = re.compile(r"\(([^()\n]{1,8})\)")
_MEASURED = re.compile(r"[0-9][家个所名位支类项届次期层号座%度条批]")
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
        weak = [word for _, words in self.knowledge.under("suffix.weak") for word in words]
        not_before = "".join(self.knowledge.words("suffix.weak_not_before"))
        return re.compile(f"{alternatives(self.knowledge.suffix_kinds)}|(?:{alternatives(weak)})(?![{not_before}])")

    @cached_property
    def _false(self) -> re.Pattern[str]:
        return self.knowledge.expression("false_ending")

    @cached_property
    def _breaks(self) -> tuple[frozenset[str], int]:
        lists = ("break", "our.region", "our.organisation", "that", "both")
        words = frozenset(word for name in lists for word in self.knowledge.words(name))
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
            for start, end in self._chains(text, run_start, run_end, shielded, opens):
                left = self._left(text, start, max(run_start, at), shielded, opens)
                left = self._trimmed(text, left, end)
                if left == run_start:
                    left = self._with_quote(text, left)
                left = _whole_quote(text, left, end)
                end = self._bracketed(text, _closed(text, left, end))
                name = text[left:end]
                if not name or end - left > LONGEST:
                    continue
                item = self._judged(text, left, end, opens)
                if item:
                    found.append(item)
                    at = end
        return found

    # -------------------------------------------------------------- endings
    def _chains(
        self, text: str, run_start: int, run_end: int, shielded: bytearray, opens: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield (start of the first ending, end of the chain)."""
        false = [m.span() for m in self._false.finditer(text, run_start, run_end)]
        endings = []
        at = run_start
        while match := self._endings.search(text, at, run_end):
            start, end = match.span()
            if any(a <= start < b and end < b for a, b in false):
                at = start + 1
                continue
            at = end
            # 蒙草生态环境(集团)股份有限公司: an ending alone in brackets ends nothing.
            bracketed = text[start - 1 : start] == _OPEN and text[end : end + 1] == _CLOSE
            speaks = text[start:end] in self._breaks[0] or (end - start == 1 and self._closes_verb(text, end))
            if not bracketed and not speaks:
                endings.append((start, end))
        index = 0
        while index < len(endings):
            first, end = endings[index]
            while index + 1 < len(endings):
                next_start, next_end = endings[index + 1]
                if not self._goes_on(text, end, next_start, next_end, shielded, opens):
                    break
                index += 1
                end = next_end
            yield first, end
            index += 1

    def _closes_verb(self, text: str, end: int) -> bool:
        """Return whether an ending of one sign is the last of a break word: 办 of 主办."""
        words, longest = self._breaks
        return any(text[end - width : end] in words for width in range(2, min(longest, end) + 1))

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
        at, depth = start, 0
        while at > minimum and start - at < LONGEST:
            sign = text[at - 1]
            if sign == _CLOSE:
                if depth == 0 and not _inside_name(text, at, minimum):
                    break
                depth += 1
            elif sign == _OPEN:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and not shielded[at - 1]:
                if sign in _CONJUNCTION:
                    if self._joins(text, at - 1, start, minimum, opens):
                        break
                elif self._broken(text, at, minimum, shielded) or _MEASURED.match(text, at - 1):
                    break
            at -= 1
        return at

    def _broken(self, text: str, at: int, minimum: int, shielded: bytearray) -> bool:
        """Return whether a break word ends at `at`."""
        words, longest = self._breaks
        return any(
            text[at - width : at] in words and not any(shielded[at - width : at])
            for width in range(min(longest, at - minimum), 0, -1)
        )

    def _joins(self, text: str, at: int, start: int, minimum: int, opens: set[int]) -> bool:
        """Return whether the conjunction at `at` stands between two names, not inside one."""
        left = text[max(minimum, at - 12) : at]
        if not left or _MARK.search(left[-1]) or left[-1] == _CLOSE or at + 1 in opens:
            return True
        if self._titles.search(left[-6:]) or left.endswith(self._strong) or left in self.knowledge.registered:
            return True
        if left.endswith(self.knowledge.words("suffix.firm")) and len(self.kinds.brand(left[-8:])) > 1:
            return True
        # 土木与水利学院: two subjects before a school or an institute; before a firm or an office it joins two names.
        ending = self._endings.match(text, start)
        kind = self.knowledge.suffix_kinds.get(ending.group()) if ending else None
        return kind not in {"University", "Institute", "Platform", "Consortium"}

    def _trimmed(self, text: str, left: int, end: int) -> int:
        """Return `left` moved over words that open no name, shielded ones included (与和平大学: 与)."""
        words = self.knowledge.words("trim.left")
        while text[left:end] not in self.knowledge.registered:
            word = next((w for w in words if text.startswith(w, left) and left + len(w) < end), None)
            if word is None:
                break
            left += len(word)
        return left

    def _bracketed(self, text: str, end: int) -> int:
        """Return the end with the bracket that belongs to a name: (北京), (有限合伙), (筹)."""
        match = _TAIL.match(text, end)
        if match and (match.group(1) in self.places.levels or match.group(1) in self.knowledge.set("bracket.part")):
            return match.end()
        return end

    def _with_quote(self, text: str, left: int) -> int:
        """Return the start with a quoted brand before the name: “蒙科聚”创新驱动平台."""
        if left == 0 or text[left - 1] != "”":
            return left
        opening = text.rfind("“", max(0, left - 2 - QUOTE), left)
        if opening < 0 or left - 1 - opening < 2 or _MARK.search(text, opening + 1, left - 1):
            return left
        return opening

    # -------------------------------------------------------------- what it is
    def _judged(self, text: str, left: int, end: int, opens: set[int]) -> Found | None:
        name = text[left:end]
        kind = self.kinds.of(name)
        standing = name in self.knowledge.registered or name in self._standing
        if kind is None or name in self.knowledge.set("not_organisation"):
            return None
        if numbered := _NUMBERED.match(name):
            rest = name[numbered.end() :]
            return Found(left + numbered.end(), end, kind, generic=True) if self.kinds.is_generic(rest) else None
        if name in self.knowledge.set("academy") and any(
            text.startswith(w, end) for w in self.knowledge.words("title.academician")
        ):
            return None
        if standing:
            return Found(left, end, kind)
        if self.kinds.is_generic(name):
            return Found(left, end, kind, generic=True)
        if name in self.knowledge.suffix_kinds or len(name) < SHORTEST:
            return None
        if self._weakly_ended(name) and not (
            left in opens or name[0] in self.knowledge.set("relative") or self._opens_with_name(name)
        ):
            return None
        if self._listed(text, left, end, opens):
            return Found(left, end, kind, generic=True)
        return Found(left, end, kind)

    @cached_property
    def _standing(self) -> frozenset[str]:
        """Names of offices that need nothing before them: 市委, 科技厅, 管委会."""
        offices = {w for w in self.knowledge.words("suffix.Agency") if len(w) >= 3} - set(self.knowledge.classes)
        return frozenset(offices) | self.knowledge.set("standing")

    def _weakly_ended(self, name: str) -> bool:
        return not name.endswith(self._strong) and self.kinds.weak(name) is not None

    @cached_property
    def _strong(self) -> tuple[str, ...]:
        return tuple(self.knowledge.suffix_kinds)

    def _opens_with_name(self, name: str) -> bool:
        """Return whether another name stands at the head: 省农科院畜牧所, 云岭大学设计院."""
        return any(self.kinds.of(name[:cut]) for cut in range(3, len(name) - 1) if name[:cut].endswith(self._strong))

    def parent(self, text: str, item: Found) -> Found | None:
        """Return the body whose branch `item` is by its name: 云岭大学 in 云岭大学青城分院."""
        ending = next(
            (w for w in self.knowledge.words("suffix.branch") if text.endswith(w, item.start, item.end)), None
        )
        if ending is None or item.generic:
            return None
        stop = item.end - len(ending)
        for cut in range(stop, item.start + SHORTEST, -1):
            name = text[item.start : cut]
            strong = name.endswith(self._strong) or name in self.knowledge.registered
            if strong and stop - cut <= BRANCH and not self.kinds.is_generic(name) and (kind := self.kinds.of(name)):
                return Found(item.start, cut, kind)
        return None

    def _listed(self, text: str, left: int, end: int, opens: set[int]) -> bool:
        """Return whether a place and a class word speak of a kind of body: 江苏省创新联合体建设名单."""
        if left not in opens:
            return False
        place = next((p for p in range(end, left + 1, -1) if text[left:p] in self.places.levels), left)
        rest = text[place:end]
        if rest[:1] in self.knowledge.set("class.level"):
            rest = rest[1:]
        return self.kinds.is_generic(rest) and any(
            text.startswith(w, end) for w in self.knowledge.words("class.listed")
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


def _whole_quote(text: str, left: int, end: int) -> int:
    """Return the start of the quotation that the name closes: “澜岳—岚屿先进陶瓷联合研究院” is one name."""
    if text[end : end + 1] != "”" or text[left - 1 : left] not in _INNER:
        return left
    opening = text.rfind("“", max(0, end - LONGEST), left)
    return opening + 1 if opening >= 0 and not re.search("[,。;、:!?”《》\n]", text[opening + 1 : left]) else left


def _inside_name(text: str, close: int, minimum: int) -> bool:
    """Return whether the bracket that ends at `close` belongs to a name: 集团(北京)公司, not (一)集团."""
    opening = text.rfind(_OPEN, minimum, close)
    return opening > minimum and 2 < close - opening <= BRACKET and not _MARK.match(text[opening - 1])


def _closed(text: str, left: int, end: int) -> int:
    """Return the end with the bracket that belongs to the name: 大学(深圳), and with the one that it leaves open."""
    inside = text[left:end]
    if inside.count(_OPEN) > inside.count(_CLOSE) and text[end : end + 1] == _CLOSE:
        return end + 1
    return end
