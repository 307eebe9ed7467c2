"""What a text itself takes back: “A”有误; “A”应为“B”; the report that A was wrong. It says no claim, no figure of A.

    “青岚中心由远航集团牵头建设”有误,应为“由岭东大学牵头建设”。
     └───────── taken back ─────────┘      └──── instead ────┘

Nothing is said where both ends, or the words, of a claim stand in such a stretch, nor between two organisations of
which the one replaces the other. What leads from the stretch to the words that replace it (岭东大学 and 青岚中心) is
left to the models. The words are data (`lexicon/taken_back.toml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.said import Said

LONGEST_POST = 16
"""Signs between an organisation and who holds a post of it."""
_MARKS = '“”「」"'
Span = tuple[int, int]
End = tuple[int, int, str]
"""Where somebody stands who may fill a role, and the kind."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are taken back, and those that replace them, where there are any."""

    start: int
    end: int
    instead: Span | None = None

    def holds(self, start: int, end: int) -> bool:
        """Return whether `text[start:end]` stands in it."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The stretches of a clean text that are taken back, in order."""

    text: str
    stretches: tuple[Stretch, ...] = ()
    partners: tuple[str, ...] = ()
    """Words before a name that say with whom one works: 合作方."""

    def __bool__(self) -> bool:
        """Return whether anything is taken back."""
        return bool(self.stretches)

    def holds(self, start: int, end: int) -> bool:
        """Return whether `text[start:end]` is taken back."""
        return any(stretch.holds(start, end) for stretch in self.stretches)

    def claim(self, said: Said) -> bool:
        """Return whether a claim is taken back; one whose words stand elsewhere (双方已签约) is not."""
        near = [s for s in self.stretches if s.start < said.end and said.start < s.end]
        parties = [party for _, parties in said.roles for party in parties]
        ends = [(p.start, p.end, p.kind) for p in parties if p.start is not None and p.end is not None]
        if not near or (len(ends) == 2 and self.granted(*ends) == said.kind):
            return False
        return (
            any(s.holds(said.start, said.end) for s in near)
            or (len(ends) > 1 and any(all(s.holds(*end[:2]) for end in ends) for s in near))
            or any(self._replaces(x, y) for x, y in product(ends, ends))
        )

    def pair(self, x: End, y: End) -> bool:
        """Return whether what two ends of a sentence say of each other is taken back, but for what is `granted`.

        A carried end stands nowhere.
        """
        if self._replaces(x, y) or self._replaces(y, x):
            return True
        words = [(start, end) for start, end, _ in (x, y) if start < end]
        if len(words) == 1:
            return self.one(*words[0])
        return bool(words) and any(all(s.holds(*span) for span in words) for s in self.stretches)

    def one(self, start: int, end: int) -> bool:
        """Return whether what is said of a name at `text[start:end]` is taken back; “甲”系笔误 says nothing of it."""
        return any(s.holds(start, end) and s.end - s.start > end - start + len("“”") for s in self.stretches)

    def granted(self, x: End, y: End) -> str | None:
        """Return the kind of claim that a stretch takes for granted of two ends; None where all is taken back.

        “青禾集团总工程师李青出任主任”不实: he still is engineer.
        “合作方云岭公司为我公司子公司”有误: they still work together.
        """
        spans = sorted(end for end in (x, y) if end[0] < end[1])
        held = [s for s in self.stretches if all(s.holds(start, end) for start, end, _ in spans)]
        if not spans or not held:
            return None
        first, last = spans[0], spans[-1]
        if len(spans) > 1 and last[2] == "Person" and first[2] != "Person":
            title = self.text[first[1] : last[0]]
            more = any(s.end - last[1] > len("。”") for s in held)
            post = 0 < len(title) <= LONGEST_POST and not any(sign in ",;、" for sign in title)
            return "AFFILIATED_WITH" if more and post else None
        return "COOPERATES_WITH" if self.text.endswith(self.partners, 0, first[0]) else None

    def _replaces(self, x: End, y: End) -> bool:
        """Return whether `x` is an organisation taken back and `y` the one that stands in its place instead."""
        if x[2] not in ORGANISATIONS or y[2] not in ORGANISATIONS:
            return False
        return any(
            stretch.instead and stretch.holds(*x[:2]) and _within(y, stretch.instead) and self._same(x, y, stretch)
            for stretch in self.stretches
        )

    def _same(self, x: End, y: End, stretch: Stretch) -> bool:
        """Return whether the words before or behind both are the same, as far as one sign tells."""
        first, last = stretch.instead or (0, 0)
        pieces = (stretch.start, x[0]), (first, y[0]), (x[1], stretch.end), (y[1], last)
        left, left_instead, right, right_instead = (self.text[a:b].strip(_MARKS) for a, b in pieces)
        alone = not (left or left_instead or right or right_instead)
        return alone or _alike(left[-1:], left_instead[-1:]) or _alike(right[:1], right_instead[:1])


def _within(end: End, span: Span) -> bool:
    return span[0] <= end[0] and end[1] <= span[1]


def _alike(one: str, other: str) -> bool:
    return one == other != ""


def taken_back(text: str, knowledge: Knowledge, language: str) -> TakenBack:
    """Return what a clean text takes back."""
    found = _english(text, knowledge) if language == "en" else _chinese(text, knowledge)
    stretches = sorted(set(found), key=lambda s: (s.start, s.end, s.instead or (0, 0)))
    return TakenBack(text, tuple(stretches), knowledge.words("taken_back.partner"))


# ---------------------------------------------------------------- Chinese
_QUOTE = "(?:“[^“”\n]{2,200}(?:“[^“”\n]{1,40}”[^“”\n]{0,200})?”|「[^「」\n]{2,200}」)"
_INSIDE = "[^。;!?“”「」\n]"
"""A sign of the words between a stretch and what is said of it."""


@lru_cache(maxsize=8)
def _zh(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds quotes with others instead, quotes that are wrong, reports that are wrong, and corrections."""
    lists = ("wrong", "goes_on", "unsure", "now", "should", "changed", "heading", "reported")
    word = {name: knowledge.any_of(f"taken_back.{name}") for name in lists}
    sure = f"(?:(?!{word['unsure']}){_INSIDE})"
    before = f"(?:(?!,){_INSIDE}){{0,6}}?,?(?:{word['now']})?"
    wrong = f"(?:{word['wrong']})(?:(?![\u4e00-\u9fff])|(?={word['goes_on']}))"
    should = f"(?:{word['should']}|(?P<changed>{word['changed']}))"
    return (
        re.compile(f"(?P<said>{_QUOTE}){before}{should}:?(?P<instead>{_QUOTE}|[^,。;!?\n]{{1,80}})"),
        re.compile(f"(?P<said>{_QUOTE}(?:[、,和及与或]?{_QUOTE}){{0,8}}){sure}{{0,16}}?{wrong}"),
        re.compile(f"(?:{word['reported']})[:,]?(?P<said>{sure}{{4,120}}?){wrong}"),
        re.compile(word["heading"]),
    )


def _chinese(text: str, knowledge: Knowledge) -> Iterator[Stretch]:
    replaced, wrong, reported, heading = _zh(knowledge)
    corrects = heading.search(text)
    seen = set()
    for match in replaced.finditer(text):
        if not match["changed"] or (corrects and corrects.start() < match.start()):
            seen.add(match.span("said"))
            yield Stretch(*match.span("said"), match.span("instead"))
    unsure = knowledge.words("taken_back.unsure")  # 如“…”有误,请与我们联系
    for match in (*wrong.finditer(text), *reported.finditer(text)):
        if match.span("said") not in seen and not text.endswith(unsure, 0, match.start()):
            yield Stretch(*match.span("said"))


# ---------------------------------------------------------------- English
_MARKED = '(?:“[^“”\n]{5,300}”|"[^"“”\n]{5,300}")'
_CLAUSE = r"(?:[^.;!?\n]|\.(?=[ ,][a-z]|[A-Za-z0-9,])){5,300}?"
"""A part of a sentence; Co., Ltd. and U.S. may stand in it."""


@lru_cache(maxsize=8)
def _en(knowledge: Knowledge) -> tuple[re.Pattern[str], ...]:
    """Return what finds quotes with others instead, and what is wrong: quotes, reports, what was wrongly said."""
    lists = ("report", "wrong", "is", "wrongly", "said", "should", "turns")
    word = {name: knowledge.any_of(f"en.taken_back.{name}") for name in lists}
    wrong = rf" (?:{word['is']}) (?:\w+ly )?(?:{word['wrong']})\b"
    ends = rf"(?=[.;!?\n]|, (?:{word['turns']})\b|$)"
    return (
        re.compile(rf"(?P<said>{_MARKED}),? (?:{word['should']}):? (?P<instead>{_MARKED}|{_CLAUSE}{ends})"),
        re.compile(rf"(?P<said>{_MARKED}){wrong}"),
        re.compile(rf"\b(?i:{word['report']})\b(?:(?! that )[^.;!?\n]){{0,60}} that (?P<said>{_CLAUSE}){wrong}"),
        re.compile(rf"\b(?:{word['wrongly']}) (?:{word['said']}) (?:that )?(?P<said>{_CLAUSE}){ends}"),
    )


def _english(text: str, knowledge: Knowledge) -> Iterator[Stretch]:
    replaced, *wrong = _en(knowledge)
    for match in replaced.finditer(text):
        yield Stretch(*match.span("said"), match.span("instead"))
    for form in wrong:
        yield from (Stretch(*match.span("said")) for match in form.finditer(text))
