"""Who stands in a sentence: names, class words and pointing words led back to names, subjects carried on.

青禾集团与云岭大学签约,共建种业研究院。      ⟨青禾集团、云岭大学⟩ is carried to the second clause
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.sentence import Group, Occurrence

_BRACKET = re.compile(r"\([^()\n]{1,40}\)")


@dataclass(frozen=True)
class Subjects:
    """Finds who stands in the sentences of one document."""

    knowledge: Knowledge
    frame: Frame
    aliases: frozenset[tuple[int, int]]
    """Where short forms are declared: no parties of their own."""

    @property
    def _english(self) -> bool:
        return self.frame.document.language == "en"

    @cached_property
    def _new(self) -> re.Pattern[str]:
        """What before a class word speaks of a new thing, not of one named before: 共建研究院, 一个联盟."""
        words = self.knowledge.any_of("make", "found", "establish", "promote", "new_thing")
        return re.compile(f"(?:{words}|[0-9一二三四五六七八九十两多几各每][个家所座类批支])(?:的|了|起)?$")

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        """What may stand before the subject of a clause."""
        words = self.knowledge.any_of("adverb")
        return re.compile(f"(?:(?:{words}|[0-9年月日号上下午晚]+),?)*")

    def occurrences(self, here: list[Found], start: int, end: int, before: list[Found]) -> list[Occurrence]:
        """Return who stands in `text[start:end]`; `here` are its names, `before` those up to its end."""
        text = self.frame.text
        occurrences = []
        swallowed = start
        for item in here:
            if item.start < swallowed or (item.start, item.end) in self.aliases:
                continue
            stop = item.end if item.kind == "Person" else self._with_bracket(item, here)
            party = Party(text[item.start : item.end], item.kind, item.start, item.end, item.generic)
            if item.generic and not self._new.search(text, max(0, item.start - 6), item.start):
                party = self.frame.named(party.name, item.start, before) or party
            occurrences.append(Occurrence(item.start, stop, (party,)))
            swallowed = stop
        starts = [o.start for o in occurrences]
        pointing = []
        for at, stop, parties in self.frame.pointers(start, end, before):
            place = bisect_left(starts, stop)
            if place == 0 or occurrences[place - 1].end <= at:
                pointing.append(Occurrence(at, stop, parties))
        return sorted(occurrences + pointing, key=lambda o: o.start)

    def _with_bracket(self, item: Found, here: list[Found]) -> int:
        """Return the end of a name with the bracket that only glosses it: (以下简称…), (688001.SH)."""
        at = item.end + (self._english and self.frame.text[item.end : item.end + 1] == " ")
        match = _BRACKET.match(self.frame.text, at)
        if self._english and match and not any(match.start() < a < match.end() for a, _ in self.aliases):
            return item.end
        if not match or self.knowledge.expression("bracket.tells").search(match.group()):
            return item.end
        inside = [n for n in here if match.start() < n.start < match.end() and (n.start, n.end) not in self.aliases]
        return item.end if any(n.kind == "Person" for n in inside) else match.end()

    @cached_property
    def publisher(self) -> Group | None:
        """The publisher as the subject of a line that names none."""
        party = self.frame.publisher
        return Group(-1, -1, (party,)) if party else None

    def carried(
        self, start: int, end: int, groups: list[Group], topic: Group | None
    ) -> tuple[dict[int, Group], Group | None]:
        """Return the subject that each clause without one takes from an earlier one, and the sentence's own subject."""
        text = self.frame.text
        carried: dict[int, Group] = {}
        starts = [g.start for g in groups]
        subject = topic
        head = start
        while head < end:
            cut = min([at for mark in ",;" if (at := text.find(mark, head, end)) >= 0], default=end)
            opening = self._opening.match(text, head, cut)
            body = opening.end() if opening else head
            place = bisect_left(starts, head)
            own = groups[place] if place < len(groups) and starts[place] <= body else None
            if own and own.parties[0].kind in (*ORGANISATIONS, "Region", "Person"):
                subject = own
            elif subject and own is None and subject.end <= head:
                carried[body] = subject
            head = cut + 1
        return carried, subject

    def resolved(self, occurrences: list[Occurrence], before: list[Found]) -> list[Occurrence]:
        """Return the occurrences with a class word before a title led back to its name: 公司董事长, 中心主任."""
        text = self.frame.text
        resolved = []
        for o in occurrences:
            if o.parties[0].generic and len(o.parties) == 1:
                party = self.frame.named(text[o.start : o.end], o.start, before)
                if party is None:
                    continue
                o = replace(o, parties=(party,))
            resolved.append(o)
        return resolved
