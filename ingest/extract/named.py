"""Named events and programmes: quoted names, names with an ending of their own, and known instruments of policy."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge

_QUOTED = re.compile("“([^“”\n]{2,24})”")
_SIGNS = "一-鿿A-Za-z0-9·"
_ORDINAL = (
    r"(?:第[一二三四五六七八九十百0-9]{1,4}(?:届|次|期)|(?:19|20)[0-9]{2}(?:年度?|世界|中国|全国|国际|全球)?|首届)"
)


@dataclass(frozen=True)
class Named:
    """Finds events and programmes in clean Chinese text."""

    knowledge: Knowledge

    @cached_property
    def _after_event(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.knowledge.words("after_quote.Event")))

    @cached_property
    def _after_programme(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.knowledge.words("suffix.Programme")))

    @cached_property
    def _called(self) -> re.Pattern[str]:
        """“智慧城市”项目: the quotes hold the whole name."""
        return re.compile(alternatives(self.knowledge.words("after_quote.Programme")))

    @cached_property
    def _manner(self) -> re.Pattern[str]:
        """“揭榜挂帅”“赛马”等方式: a way of doing things, also the first of several."""
        return re.compile(f"(?:“[^“”\n]{{2,12}}”){{0,3}}(?:{self.knowledge.any_of('after_quote.manner')})")

    @cached_property
    def _numbered_event(self) -> re.Pattern[str]:
        endings = alternatives(self.knowledge.words("suffix.Event"))
        return re.compile(f'{_ORDINAL}[{_SIGNS}()—–“”"‘’&-]{{0,34}}?(?:{endings})(?![{_SIGNS}]{{0,6}}(?:{endings}))')

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        events = alternatives(self.knowledge.words("suffix.Event"))
        programmes = alternatives(self.knowledge.words("suffix.Programme.plain"))
        return re.compile(f"(?:(?P<event>{events})|(?P<programme>{programmes}))(?![{_SIGNS[:3]}]{{0,2}}(?:{events}))")

    @cached_property
    def _known(self) -> re.Pattern[str]:
        letters = "".join(self.knowledge.words("place.letter"))
        pair = f"(?<![一-鿿])[{letters}]{{2}}|(?<=以及)[{letters}]{{2}}|(?<=[与和、])[{letters}]{{2}}"
        known = self.knowledge.any_of("programme")
        return re.compile(f"{known}|(?:{pair})(?:{self.knowledge.any_of('programme.of_regions')})")

    def find(self, text: str, shielded: bytearray) -> list[Found]:
        """Return events and programmes; `shielded` marks the signs of places, at which no name is cut."""
        return [*self._quoted(text), *self._numbered(text), *self._plain(text, shielded), *self._instruments(text)]

    def _quoted(self, text: str) -> list[Found]:
        found = []
        for match in _QUOTED.finditer(text):
            start, end = match.span()
            if after := self._after_event.match(text, end):
                found.append(Found(start, after.end(), "Event", weight=4))
            elif self._called.match(text, end):
                found.append(Found(start + 1, end - 1, "Programme", weight=3))
            elif after := self._after_programme.match(text, end):
                found.append(Found(start, after.end(), "Programme", weight=3))
            elif self._manner.match(text, end):
                found.append(Found(start + 1, end - 1, "Programme", weight=3))
            elif ending := re.search(f"(?:{alternatives(self.knowledge.words('suffix.Event'))})$", match.group(1)):
                if match.group(1) != ending.group():
                    found.append(Found(start + 1, end - 1, "Event", weight=3))
            elif re.search(f"(?:{alternatives(self.knowledge.words('suffix.Programme.plain'))})$", match.group(1)):
                found.append(Found(start + 1, end - 1, "Programme", weight=3))
        return found

    def _numbered(self, text: str) -> list[Found]:
        return [Found(m.start(), m.end(), "Event", weight=3) for m in self._numbered_event.finditer(text)]

    def _plain(self, text: str, shielded: bytearray) -> list[Found]:
        """科技创新大会, 中级技术经纪人培训: from the ending leftwards to a break word."""
        found = []
        for match in self._ending.finditer(text):
            left = self._left(text, match.start(), shielded)
            name = text[left : match.end()]
            kind = "Event" if match.group("event") else "Programme"
            if self._is_class(name, kind) or len(name) < 5:
                continue
            found.append(Found(left, match.end(), kind, weight=-1))
        return found

    def _left(self, text: str, start: int, shielded: bytearray) -> int:
        words = self.knowledge.set("break")
        longest = max(map(len, words), default=1)
        at = start
        while at > 0 and start - at < 24:
            if re.match(r"[,。、;:!?“”《》()\s…—|]", text[at - 1]):
                break
            if not shielded[at - 1] and (
                text[at - 1] in "和与及同"
                or any(
                    text[max(0, at - width) : at] in words and not any(shielded[at - width : at])
                    for width in range(min(longest, at), 0, -1)
                )
            ):
                break
            at -= 1
        return at

    def _is_class(self, name: str, kind: str) -> bool:
        core = re.sub(f"^(?:{alternatives(self.knowledge.words('class.modifier'))}){{1,6}}", "", name)
        classes = self.knowledge.set(f"class.{kind}")
        return name in classes or core in classes or not core

    def _instruments(self, text: str) -> list[Found]:
        return [Found(m.start(), m.end(), "Programme", weight=0) for m in self._known.finditer(text)]
