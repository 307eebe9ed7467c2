"""What stands around a number, as features: words of clause and sentence, its shape, its neighbours, the document.

... 力争新增高新技术企业[40家]、...      zh l2=企业, zh unit=家, cl=力争, mod=aspired (what the rules say)
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.document import Document
from ingest.extract.figure import Figure

_FAR = 70
"""Signs before and behind a number whose words are features."""
_NEAR = 18
"""Signs of a clause that count apart."""
_TITLE = 60
"""Signs of the first line."""
_BREAK = re.compile(r"[;:。!?]|,(?!\d{3})|\n")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[$€£%]|\d+|[,;:()–—]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PLAN = re.compile(r"拟|计划|将|规划|方案|目标|力争|will\b|plan|expected|shall\b")
_DONE = re.compile(r"已|了|累计|完成|实现|达到|截至|has\b|have\b|was\b|were\b")

Name = tuple[int, int, str]
"""Where a name stands in the normalised text, and its kind."""


def describe(document: Document, text: str, figures: Sequence[Figure], names: Sequence[Name] = ()) -> list[list[str]]:
    """Return the features of each figure of a document, each once, in a fixed order.

    Parameters
    ----------
    document : Document
        Its language and date are looked at.
    text : str
        The normalised text.
    figures : sequence of Figure
        In the order of the text.
    names : sequence of Name, optional
        Who stands in the text, in order; their kinds beside a number tell a contribution from a total.
    """
    page = _Page(document, text, figures, names)
    return [list(dict.fromkeys(page.features(figures, at))) for at in range(len(figures))]


class _Page:
    """What all figures of a document share."""

    def __init__(self, document: Document, text: str, figures: Sequence[Figure], names: Sequence[Name]) -> None:
        self.text = text
        self.names = names
        self.name_starts = [start for start, _, _ in names]
        self.english = document.language == "en"
        self.year = document.published.year if document.published else None
        years = [int(m[1]) for m in _YEAR.finditer(text)]
        self.now = self.year or max(years, default=0)
        self.first = text[:_TITLE].split("\n")[0]
        plan, done = len(_PLAN.findall(text)), len(_DONE.findall(text))
        self.mood = f"{min(4, plan * 5 // max(1, plan + done))}"
        self.length = len(text)
        taken = [figure.modality != "achieved" for figure in figures if not figure.doubt]
        self.plans = f"{4 * sum(taken) // len(taken)}" if taken else "none"

    def features(self, figures: Sequence[Figure], at: int) -> Iterator[str]:
        figure = figures[at]
        script = "en" if self.english else "zh"
        yield script
        ruled = list(self._ruled(figure))
        yield from ruled
        for told in (
            *ruled,
            *self._shape(figure),
            *self._place(figures, at),
            *self._document(figure),
            *self._named(figure),
        ):
            yield f"{script} {told}"
        yield from self._english(figure) if self.english else self._chinese(figure)

    def _ruled(self, figure: Figure) -> Iterator[str]:
        yield f"doubt={figure.doubt}"
        yield f"rel={figure.relation}"
        yield f"mod={figure.modality}"
        yield f"relmod={figure.relation} {figure.modality}"
        yield f"over={figure.over}"
        yield f"kind={_kind(figure.unit)}"
        yield f"doubtkind={figure.doubt} {_kind(figure.unit)}"
        yield f"relkind={figure.relation} {_kind(figure.unit)}"
        yield f"modkind={figure.modality} {_kind(figure.unit)}"

    def _shape(self, figure: Figure) -> Iterator[str]:
        low, high = figure.written
        written = self.text[figure.start : figure.end]
        yield f"unit={figure.unit}"
        yield f"high={high is not None}"
        yield f"digits={written[:1].isdigit()}"
        yield f"size={len(str(int(low)))}"
        yield f"round={low >= 10 and low % 10 == 0}{low >= 100 and low % 100 == 0}"
        yield f"decimal={low != int(low)}"
        if low <= 10:
            yield f"low={low:g}"
            yield f"lowkind={low:g} {_kind(figure.unit)} {written[:1].isdigit()}"
        yield "tail=" + re.sub(r"[\d.,]+", "0", written)[-6:]

    def _place(self, figures: Sequence[Figure], at: int) -> Iterator[str]:
        figure = figures[at]
        same = [one for one in figures[max(0, at - 12) : at + 13] if one.stands == figure.stands]
        place = next(i for i, one in enumerate(same) if one is figure)
        yield f"several={min(len(same), 5)}"
        yield f"nth={min(place, 3)}"
        yield f"nth of={min(place, 3)} {min(len(same), 5)}"
        for name, other, step in (("before", at - 1, 1), ("after", at + 1, -1)):
            if not 0 <= other < len(figures) or figures[other].stands != figure.stands:
                yield f"{name}=none"
                continue
            near = figures[other]
            first, second = (near, figure) if step > 0 else (figure, near)
            between = self.text[first.end : second.start]
            yield f"{name}={near.relation} {near.modality}"
            yield f"{name} doubt={near.doubt} {near.unit == figure.unit}"
            if len(between) < 30:
                yield f"{name} mark={re.sub(r'[^,、;:和及与()]', '', between)[:3]}"
            if len(between) <= 4:
                yield f"{name} gap={between}"
        seen = any(one.written == figure.written and one.unit == figure.unit for one in figures[max(0, at - 40) : at])
        yield f"again={seen}"

    def _document(self, figure: Figure) -> Iterator[str]:
        start, end = figure.stands
        number = min(self.text.count("\n", 0, min(start, 4000)), 6)
        yield f"line={number}"
        yield f"first={start == 0}"
        yield f"part={4 * figure.start // max(1, self.length)}"
        yield f"last={end >= self.length - 2}"
        yield f"long={min((end - start) // 25, 6)}"
        yield f"dated={self.year is not None}"
        yield f"mood={self.mood}"
        yield f"moodmod={self.mood} {figure.modality}"
        yield f"moodkind={self.mood} {_kind(figure.unit)}"
        yield f"planskind={self.plans} {_kind(figure.unit)}"
        yield f"plans={self.plans}"
        yield f"plansmod={self.plans} {figure.modality}"
        for name, words_ in (("l", self.text[max(start, figure.start - _FAR) : figure.start]),
                             ("r", self.text[figure.end : min(end, figure.end + _FAR)])):  # fmt: skip
            years = [int(m[1]) for m in _YEAR.finditer(words_)]
            year = (years[-1] if name == "l" else years[0]) if years else None
            told = (
                "none" if year is None or not self.now else "ahead" if year > self.now else str(min(3, self.now - year))
            )
            yield f"year {name}={told} {self.year is not None}"

    def _named(self, figure: Figure) -> Iterator[str]:
        start, end = figure.stands
        first = bisect_left(self.name_starts, max(start, figure.start - 2 * _FAR))
        last = bisect_left(self.name_starts, min(end, figure.end + _FAR))
        near = self.names[max(first, 0) : last]
        kind = _kind(figure.unit)
        inside = [name for a, b, name in near if a <= figure.start < b]
        yield f"inside={' '.join(inside[:1])}"
        before = [(a, b, name) for a, b, name in near if b <= figure.start]
        after = [(a, b, name) for a, b, name in near if a >= figure.end]
        left = f"{before[-1][2]} {_far(figure.start - before[-1][1])}" if before else "none"
        right = f"{after[0][2]} {_far(after[0][0] - figure.end)}" if after else "none"
        yield f"name l={left}"
        yield f"name r={right}"
        yield f"name lkind={left} {kind}"
        yield f"name rkind={right} {kind}"
        yield f"name lr={left.split()[0]} {right.split()[0]} {kind}"
        yield f"names={min(len(near), 4)} {kind}"
        yield from (f"named={name} {kind}" for _, _, name in near)

    def _around(self, figure: Figure) -> tuple[str, str, int, int]:
        """Return the words before and behind in the sentence, and how many of them are of the clause."""
        start, end = figure.stands
        left = self.text[max(start, figure.start - _FAR) : figure.start]
        right = self.text[figure.end : min(end, figure.end + _FAR)]
        cut = max((m.end() for m in _BREAK.finditer(left)), default=0)
        stop = _BREAK.search(right)
        return left, right, len(left) - cut, stop.start() if stop else len(right)

    def _chinese(self, figure: Figure) -> Iterator[str]:
        left, right, before, behind = self._around(figure)
        for n in (1, 2, 3, 4):
            yield f"l{n}={left[-n:]}"
            yield f"r{n}={right[:n]}"
        yield f"lr={left[-1:]}|{right[:1]}"
        yield f"l2kind={left[-2:]} {_kind(figure.unit)}"
        yield f"r2kind={right[:2]} {_kind(figure.unit)}"
        clause = left[len(left) - before :]
        yield from _grams("cl", clause[-_NEAR:])
        yield from _grams("cl", clause[:-_NEAR])
        yield from _grams("cr", right[:behind][:_NEAR])
        yield from _grams("sl", left[: len(left) - before])
        yield from _grams("sr", right[behind:])
        yield f"open={clause[:2]}"
        yield f"open3={clause[:3]}"
        for n in (1, 2, 3):
            yield f"i{n}={figure.indicator[-n:]}"
        yield from _grams("i", figure.indicator[-8:])
        yield from _grams("ti", self.first[:40])
        yield f"ends={self.text[figure.stands[1] - 1 : figure.stands[1]]}"

    def _english(self, figure: Figure) -> Iterator[str]:
        left, right, before, behind = self._around(figure)
        ahead, after = _WORD.findall(left.lower()), _WORD.findall(right.lower())
        for n in (1, 2, 3, 4):
            yield f"w-{n}=" + (ahead[-n] if len(ahead) >= n else "^")
            yield f"w+{n}=" + (after[n - 1] if len(after) >= n else "$")
        yield "w-21=" + " ".join(ahead[-2:])
        yield "w+12=" + " ".join(after[:2])
        yield "w-1+1=" + " ".join((*ahead[-1:], "|", *after[:1]))
        yield f"w-1kind={' '.join(ahead[-1:])} {_kind(figure.unit)}"
        yield f"w+1kind={' '.join(after[:1])} {_kind(figure.unit)}"
        near = _WORD.findall(left[len(left) - before :].lower())
        yield from (f"cl={word}" for word in near)
        yield from (f"cl={one} {two}" for one, two in pairwise(near))
        following = _WORD.findall(right[:behind].lower())
        yield from (f"cr={word}" for word in following)
        governing = " ".join([word for word in near if word in _AUXILIARY][-1:])
        next_verb = " ".join([word for word in following if word in _AUXILIARY][:1])
        yield f"governed={governing or '-'} {next_verb or '-'} {len(near) <= 2}"
        yield f"opens={len(near) <= 2} {next_verb}"
        yield from (f"s={word}" for word in ahead)
        yield from (f"sr={word}" for word in after)
        noun = _WORD.findall(figure.indicator.lower())
        yield f"noun={' '.join(noun[-1:])}"
        yield f"noun2={' '.join(noun[-2:])}"
        yield f"noun w-1={' '.join(ahead[-1:])} {' '.join(noun[-1:])}"
        yield from (f"in={word}" for word in noun)
        yield from (f"ti={word}" for word in _WORD.findall(self.first.lower()))
        verbs = [word for word in ahead if word.endswith("ed") or word in _AUXILIARY]
        yield f"verb={' '.join(verbs[-1:])}"
        yield f"aux={' '.join([word for word in ahead if word in _AUXILIARY][-1:])}"
        yield f"aux after={' '.join([word for word in after if word in _AUXILIARY][:1])}"


# fmt: off
_AUXILIARY = frozenset({
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "shall", "should",
    "can", "could", "may", "might", "must", "to",
})
# fmt: on
"""Closed class of words that carry tense and mood."""


def _far(signs: int) -> int:
    return 0 if signs < 4 else 1 if signs < 13 else 2 if signs < 40 else 3


def _kind(unit: str | None) -> str:
    """Return what a unit measures, in a word."""
    if unit is None:
        return "count"
    if unit == "%" or "point" in unit or unit.endswith("百分点"):
        return "share"
    if unit.endswith(("元", "币", "镑", "布")) or re.search(r"[$€£¥]|EUR|USD|RMB|yuan|euro|dollar|crore|pound", unit):
        return "money"
    if unit.endswith(("人", "名", "位", "人次")):
        return "persons"
    return "area" if unit.endswith(("米", "里", "亩", "顷", "feet", "acres", "m")) else "things"


def _grams(name: str, signs: str) -> Iterator[str]:
    """Yield the pairs and threes of Han signs of a stretch."""
    for run in _HAN.findall(signs):
        for n in (2, 3):
            for at in range(len(run) - n + 1):
                yield f"{name}={run[at : at + n]}"
