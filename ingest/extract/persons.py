"""Persons: a surname and one or two characters beside a title, or in a list of such.

校长张伯礼、副校长李青      title, then name
张伯礼院士, 李青教授        name, then title
张伯礼,天津中医药大学校长   name, mark, post
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge
from ingest.extract.search import Words

HAN = "一-鿿"


@dataclass(frozen=True)
class Persons:
    """Finds persons in clean Chinese text."""

    knowledge: Knowledge

    @cached_property
    def _name(self) -> str:
        """Compound surname and one or two characters, surname and one or two, or a foreign name with a dot."""
        compound = alternatives(self.knowledge.words("surname.compound"))
        single = "".join(self.knowledge.words("surname"))
        given = f"[{HAN}]"
        foreign = f"[{HAN}]{{2,6}}·[{HAN}]{{2,8}}"
        return f"(?:{foreign}|(?:{compound}){given}{{1,2}}|[{single}]{given}{{1,2}})"

    @cached_property
    def _after_title(self) -> re.Pattern[str]:
        titles = alternatives(self.knowledge.words("title"))
        return re.compile(f"(?:{titles})(?:\\((?:兼|女)\\)|[由为是系“:]|分别是|则是)?(?={self._name})")

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(self._name)

    @cached_property
    def _before_title(self) -> re.Pattern[str]:
        titles = alternatives(self.knowledge.words("title"))
        return re.compile(f"(?=({self._name})(?:{titles}))")

    @cached_property
    def _before_post(self) -> re.Pattern[str]:
        """张伯礼,天津中医药大学校长: name at a clause's start, a comma, a post further on."""
        titles = alternatives(self.knowledge.words("title"))
        verbs = "现任|曾任|现为|任|系|担任"
        post = f"[^,。;、\\n]{{2,24}}?(?:{titles})"
        return re.compile(f"(?:(?<=[,。;、:\\n“( \\t|])|^)(?=({self._name})(?:,|\\(|:|[ \\t|]|,?(?:{verbs})){post})")

    @cached_property
    def _follows(self) -> re.Pattern[str]:
        return re.compile(
            f"(?:{alternatives(self.knowledge.words('after_person'))}|[^{HAN}]|$|{alternatives(self.knowledge.words('title'))})"
        )

    def find(self, text: str, organisations: list[Found]) -> list[Found]:
        """Return the persons, in order, with those that the text calls academicians marked."""
        inside = bytearray(len(text) + 1)
        for item in organisations:
            inside[item.start : item.end] = b"\x01" * (item.end - item.start)
        spans: dict[int, int] = {}
        for match in self._after_title.finditer(text):
            if not inside[match.start()]:
                self._take(text, match.end(), spans, inside)
        for match in self._before_title.finditer(text):
            self._take(text, match.start(), spans, inside, titled=match.end(1))
        for match in self._before_post.finditer(text):
            self._take(text, match.start(), spans, inside, titled=match.end(1))
        self._lists(text, spans, inside)
        self._again(text, spans, inside)
        academic = self.academicians(text, spans)
        return [Found(a, b, "Person", academician=text[a:b] in academic, weight=2) for a, b in sorted(spans.items())]

    def _take(self, text: str, start: int, spans: dict[int, int], inside: bytearray, titled: int | None = None) -> None:
        end = self._end(text, start) if titled is None else titled
        if end is None or any(inside[start:end]) or not self._plausible(text[start:end]):
            return
        if (
            titled is not None
            and start
            and text[start - 1] in self.knowledge.set("surname")
            and self._glued(text, start)
        ):
            return
        spans.setdefault(start, end)

    def _glued(self, text: str, start: int) -> bool:
        """Return whether the character before belongs to a longer name that fits as well: 欧 of 欧阳明."""
        return text[start - 1 : start + 1] in self.knowledge.set("surname.compound")

    def _end(self, text: str, start: int) -> int | None:
        """Return where the name that opens at `start` ends: a title after it decides, else what may follow a name."""
        match = self._opening.match(text, start)
        if not match:
            return None
        longest = match.end()
        if "·" in match.group():
            return longest
        ends = [end for end in range(longest, start + 1, -1) if self._plausible(text[start:end])]
        titled = next((end for end in reversed(ends) if self._title.match(text, end)), None)
        if titled is not None and text[start:titled] + text[titled] not in self.knowledge.set("title"):
            return titled
        thirds = self.knowledge.set("never_third")
        ends = [
            end
            for end in ends
            if end - start < 3 or text[end - 1] not in thirds or text[start : start + 2] in self._compounds
        ]
        followed = next((end for end in ends if self._follows.match(text, end)), None)
        return followed or next(iter(ends), None)

    @cached_property
    def _compounds(self) -> frozenset[str]:
        return self.knowledge.set("surname.compound")

    @cached_property
    def _title(self) -> re.Pattern[str]:
        return self.knowledge.expression("title")

    def _plausible(self, name: str) -> bool:
        if "·" in name:
            return True
        never = self.knowledge.set("never_in_name")
        given = name[2:] if name[:2] in self.knowledge.set("surname.compound") and len(name) > 2 else name[1:]
        return bool(given) and not any(sign in never for sign in given) and name not in self.knowledge.set("no_person")

    def _lists(self, text: str, spans: dict[int, int], inside: bytearray) -> None:
        """张三、李四、王五 after a title: a list of persons goes on from a person."""
        queue = sorted(spans.items())
        while queue:
            _, end = queue.pop()
            while text[end : end + 1] in {"、"}:
                start = end + 1
                match = self._opening.match(text, start)
                stop = self._end(text, start) if match else None
                if (
                    stop is None
                    or any(inside[start:stop])
                    or not re.match("[、,。;)等和与以]|$", text[stop : stop + 1] or "。")
                ):
                    break
                spans.setdefault(start, stop)
                end = spans[start]
            if text[end : end + 1] and text[end] in "和与" and (stop := self._end(text, end + 1)):
                follows = text[stop : stop + 1]
                if not any(inside[end + 1 : stop]) and end + 1 not in spans and (not follows or follows in ",。;、等)"):
                    spans[end + 1] = stop

    def _again(self, text: str, spans: dict[int, int], inside: bytearray) -> None:
        """Every other place where a found name stands."""
        names = {text[a:b] for a, b in spans.items() if b - a >= 2}
        if not names:
            return
        covered = bytearray(len(text))
        for a, b in spans.items():
            covered[a:b] = b"\x01" * (b - a)
        for a, b in Words(names).find(text):
            if not any(inside[a:b]) and not any(covered[a:b]):
                spans[a] = b

    def academicians(self, text: str, spans: dict[int, int]) -> frozenset[str]:
        """Return the names that stand beside 院士; `spans` are the persons, start → end."""
        words = self.knowledge.words("title.academician")
        called = set()
        for a, b in spans.items():
            after = any(text.startswith(word, b) for word in words)
            before = any(text.endswith(word, 0, a) for word in words)
            if after or before:
                called.add(text[a:b])
        return frozenset(called)
