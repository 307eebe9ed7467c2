"""A sentence with every name, or list of names, written as one sign: what patterns are matched against.

    正在推动中科院、西安交大团队落地   →   正在推动⟨Institute⟩①团队落地      ① = 中科院, 西安交大

A kind sign stands before each name sign. Very long sentences come in windows, so that matching stays linear.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.frame import Party
from ingest.extract.knowledge import ORGANISATIONS
from ingest.extract.pattern import CARRIED, KIND_SIGN, MIXED

WINDOW = 900
"""Signs of a rewritten sentence that are matched at once."""
_FOREIGN = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NUMERALS = frozenset("0123456789一二三四五六七八九十两多数")
_SOLID = frozenset(ORGANISATIONS) | {"Region"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A stretch of the sentence that names somebody, or points at them."""

    start: int
    end: int
    parties: tuple[Party, ...]

    @property
    def kind(self) -> str:
        """The kind of the first party."""
        return self.parties[0].kind


@dataclass(frozen=True, slots=True)
class Group:
    """Occurrences joined by 、 or 和: one list."""

    start: int
    end: int
    parties: tuple[Party, ...]
    split: int | None = None
    """How many of its parties stand before the last 与 or its like, which sets two sides against each other."""

    @property
    def sign(self) -> str:
        """The kind sign: of the one kind of its members, else of a mixed list."""
        kinds = {party.kind for party in self.parties}
        return KIND_SIGN[self.parties[0].kind] if len(kinds) == 1 else MIXED


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A window of a sentence as patterns see it."""

    text: str
    at: tuple[int, ...]
    """Offset in the clean text of each sign; one more at the end."""
    groups: dict[str, Group]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the clean text behind `text[start:end]`, lists whole."""
        first, last = self.at[start], self.text[end - 1] if end > start else ""
        # A carried subject stands earlier than the clause that it was carried to.
        whole = last in self.groups and self.groups[last].start >= first
        return first, max(first, self.groups[last].end if whole else self.at[end])


def grouped(
    text: str, occurrences: list[Occurrence], joins: re.Pattern[str], sides: re.Pattern[str], english: bool = False
) -> list[Group]:
    """Return the lists of a sentence: neighbours joined by a conjunction (`joins`) and of kinds that go together.

    `sides` are the conjunctions that set one side against another: 甲、乙与丙.
    """
    groups: list[Group] = []
    run: list[Occurrence] = []
    split: int | None = None

    def close() -> None:
        if run:
            parties = tuple(dict.fromkeys(party for o in run for party in o.parties))
            groups.append(Group(run[0].start, run[-1].end, parties, split))

    for occurrence in occurrences:
        gap = text[run[-1].end : occurrence.start].strip("”“\"' ") if run else ""
        if run and _sums_up(text, run, occurrence, gap):
            run[-1] = replace(run[-1], end=occurrence.end)
            continue
        if run and joins.fullmatch(gap) and _alike(run[-1].kind, occurrence.kind, english):
            if sides.fullmatch(gap):
                split = sum(len(o.parties) for o in run)
            run.append(occurrence)
            continue
        close()
        run, split = [occurrence], None
    close()
    return groups


def _sums_up(text: str, run: list[Occurrence], occurrence: Occurrence, gap: str) -> bool:
    """Return whether a class word only sums up the list before it: A、B两大平台, A、B等5家企业."""
    party = occurrence.parties[0]
    if len(occurrence.parties) > 1:
        # 甲、乙双方: the pointing word repeats the list.
        return gap == "" and set(occurrence.parties) <= {p for o in run for p in o.parties}
    if (
        run[-1].parties[0].generic
        or not (party.generic or party.kind == "Group")
        or run[-1].kind in {"Person", "Group"}
    ):
        return False
    return gap == "等" or (gap == "" and len(run) > 1 and text[occurrence.start] in _NUMERALS)


def _alike(one: str, other: str, english: bool) -> bool:
    # An English place after a comma says where the name before it stands.
    solid = _SOLID - {"Region"} if english else _SOLID
    return one == other or (one in solid and other in solid)


def rewritten(text: str, start: int, end: int, groups: list[Group], carried: dict[int, Group]) -> Iterator[Rewritten]:
    """Yield the windows of `text[start:end]`; `carried` maps the head of a clause to the subject carried to it."""
    signs: list[str] = []
    at: list[int] = []
    known: dict[str, Group] = {}
    position = start

    def put(stretch: str, offset: int) -> None:
        signs.extend(stretch)
        at.extend(range(offset, offset + len(stretch)))

    def put_group(group: Group, carry: bool, offset: int) -> None:
        sign = chr(0xF0000 + len(known))
        known[sign] = group
        for mark in (*((CARRIED,) if carry else ()), group.sign, sign):
            signs.append(mark)
            at.append(offset)

    heads = sorted(carried)
    events = sorted([(g.start, 1, g) for g in groups] + [(h, 0, carried[h]) for h in heads], key=lambda e: (e[0], e[1]))
    for offset, real, group in events:
        if offset < position:
            continue
        put(_FOREIGN.sub("\ufffd", text[position:offset]), position)
        if len(signs) > WINDOW and real:
            yield Rewritten("".join(signs), (*at, offset), known)
            # The last clause opens the next window again, so that no claim falls between two.
            signs, at, known = [], [], {}
        put_group(group, not real, offset)
        position = group.end if real else offset
    rest = _FOREIGN.sub("\ufffd", text[position:end])
    for cut in range(0, max(len(rest), 1), WINDOW):
        put(rest[cut : cut + WINDOW], position + cut)
        if signs:
            yield Rewritten("".join(signs), (*at, min(end, position + cut + WINDOW)), known)
        signs, at, known = [], [], {}
