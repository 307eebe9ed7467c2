"""Figures in Chinese sentences."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.figure import SIGHT, Context, Figure, bounds, in_sight, rules
from ingest.extract.numerals import neighbours, number
from ingest.extract.quantities_grammar import grammar
from ingest.text.segment import Segment

VERB_REACH = 14
"""Signs between 新增 and its number: the length of a noun phrase such as 国家级专精特新“小巨人”企业."""


NEAR = 60
"""Signs around the size of a thing in which words say that it is being built."""
_MARK = re.compile(r"[;:。]|,(?!(?<=\d,)\d{3}(?!\d))")
"""Ends a clause; a comma inside 1,500 does not."""


class Found(NamedTuple):
    """A number with its unit, before its words are read; offsets within the sentence."""

    start: int
    end: int
    low: float
    high: float | None
    unit: str
    more: bool
    tail: str
    han: bool


def figures(text: str, sentence: Segment, context: Context) -> Iterator[Figure]:
    """Yield the numbers with a unit of one sentence of normalised Chinese text, and what the rules say of each.

    Parameters
    ----------
    text : str
        The whole text; `sentence` is a stretch of it.
    sentence : Segment
        Where it stands.
    context : Context
        What the document says of all its figures.
    """
    words = text[sentence.start : sentence.end]
    if grammar().seen("page", words[:SIGHT]):
        return
    before: Figure | None = None
    for found in _found(words):
        # Words are looked at within sight of the number: a table read as one line is not searched again for each cell.
        near, here, base = in_sight(words, found, sentence.start)
        clause = _clause(near, here.start, here.end)
        indicator = _indicator(near, here, clause, before.indicator if before else None)
        relation, over, low, high = _relation(near, here, before, base)
        quote = _quote(near, here, clause, max(0, before.end - base) if before else 0)
        figure = Figure(
            start=base + here.start,
            end=base + here.end,
            low=low,
            high=high,
            unit=here.unit,
            relation=relation,
            modality=_modality(near, here, clause, relation, context),
            indicator=indicator or near[here.start : here.end],
            quote=(base + quote[0], base + quote[1]),
            doubt=_doubt(near, here, clause) or ("" if indicator else "goal"),
            over=over,
            written=(here.low, here.high),
            stands=sentence,
        )
        if not figure.doubt:
            before = figure
        yield figure


def _found(words: str) -> list[Found]:
    g = grammar()
    found: list[Found] = []
    for m in g.percent.finditer(words):
        written = m["low"] or m["han"]
        high = number(m["high"]) if m["high"] else None
        found.append(Found(m.start(), m.end(), number(written), high, "%", False, m["tail"] or "", False))
    for m in g.tenths.finditer(words):
        value = number(m["low"]) + (0.5 if m["half"] else 0)
        found.append(Found(m.start(), m.end(), value * 10, None, "%", False, m["tail"] or "", False))
    for m in g.fraction.finditer(words):
        value = round(100 * number(m["above"]) / number(m["below"]), 1)
        found.append(Found(m.start(), m.end(), value, None, "%", False, m["tail"] or "", False))
    for m in g.patterns["in_halves"].finditer(words):
        found.append(Found(m.start(), m.end(), 50.0, None, "%", bool(m["over"]), m["tail"] or "", False))
    for m in g.patterns["doubled"].finditer(words):
        found.append(Found(m.start(), m.end(), 300.0 if m["many"] == "两番" else 100.0, None, "%", False, "番", False))
    for m in g.counted.finditer(words):
        han = not m["low"][:1].isdigit()
        low, high = neighbours(m["low"]) or (number(m["low"]), number(m["high"]) if m["high"] else None)
        unit = (m["scale"] or "") + m["base"] + (m["per"] or "")
        more = bool(m["more"] or m["within"])
        found.append(Found(m.start(), m.end(), low, high, unit, more, m["tail"] or "", han))
    found = [one for one in found if not _is_none(words, one)]
    found.sort(key=lambda f: (f.start, -f.end))
    apart: list[Found] = []
    for one in found:
        if apart and one.start < apart[-1].end:
            continue
        if apart and _is_span_of_two(words, apart[-1], one):
            first = apart.pop()
            one = one._replace(start=first.start, low=first.low, high=one.low)
        apart.append(one)
    return apart


def _is_none(words: str, found: Found) -> bool:
    """Return whether a number is an ordinal, a date, a code, a part of a word."""
    g = grammar()
    left, right = words[max(0, found.start - 24) : found.start], words[found.end : found.end + 12]
    if found.tail == "番":
        return False  # 比五年前翻一番
    of_turnover = found.unit == "亿" and right.startswith("级")  # 百亿级产业; 三级 is a rank
    if g.seen("not_after", left) or (g.seen("not_before", right) and not of_turnover):
        return True
    if found.unit == "大" and (found.low > 30 or g.seen("not_great", right)):
        return True
    if found.unit == "日" and not g.seen("days", right):
        return True
    if found.unit == "年" and (found.low > 60 or g.seen("not_years", right)):
        return True
    return found.han and g.seen("not_after_han", left)


def _is_span_of_two(words: str, first: Found, second: Found) -> bool:
    """Return whether two numbers are the ends of one: 至少1名、至多3名."""
    g = grammar()
    if first.high is not None or second.high is not None or second.start - first.end > 8:
        return False
    left = words[max(0, first.start - 12) : first.start]
    between = words[first.end : second.start]
    return bool(g.least_before.search(left) and g.most_before.search(between)) and first.unit in (second.unit, "个")


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    first = max((m.end() for m in _MARK.finditer(words, 0, start)), default=0)
    last = _MARK.search(words, end)
    return first, last.start() if last else len(words)


def _doubt(words: str, found: Found, clause: tuple[int, int]) -> str:
    """Return why the number is no figure; empty where it is one."""
    g = grammar()
    left, right, said = words[: found.start], words[found.end :], words[clause[0] : clause[1]]
    if found.tail == "番" and g.seen("doubled_end", right):
        return "end value"
    if left.endswith("第"):
        return "ordinal"
    if g.seen("baseline", words[clause[0] : found.start]) and g.seen("baseline_end", right):
        return "baseline"
    if g.seen("former", left):
        return "former"
    if found.unit in g.doubtful:
        return "unit"
    if found.unit == "%":
        stake = g.seen("share", words[clause[0] : found.start]) or g.seen("share_after", right)
        return "share" if stake else "rate" if g.seen("not_percent", said) else ""
    if found.unit.endswith(("元", "币", "英镑", "卢布")):
        return "threshold" if g.seen("threshold", right) else "given" if g.seen("given", said) else ""
    if found.unit in g.persons and g.seen("heads", said):
        return "heads"
    if g.seen("term_unit", found.unit) and not _is_span(found, left, right, said):
        return "term"
    return "numeral" if found.han and not _is_count(found, left) else ""


def _is_span(found: Found, left: str, right: str, said: str) -> bool:
    """Return whether a number of days or months is the point (建设期24个月, 不超过5个工作日), not a date or a term."""
    g = grammar()
    bounded = found.high is not None or found.tail != "" or g.most_before.search(left) or g.more_before.search(left)
    return not right.startswith("内") and not g.seen("term", said) and (bool(bounded) or g.seen("span", said))


def _is_count(found: Found, left: str) -> bool:
    """Return whether a Chinese numeral counts (新建三家, 近百家) or belongs to a phrase (四家一起, 百名行动)."""
    g = grammar()
    rounded = found.low in (10, 100, 1000) and (g.about_before.search(left) or _is_over(found, left))
    exact = found.low > 10 and found.low not in (100, 1000)  # 三十五家
    return found.more or exact or bool(rounded) or (found.low > 1 and g.seen("counted_after", left))


def _is_over(found: Found, left: str) -> bool:
    g = grammar()
    above = found.more or found.tail in g.more_after or g.more_before.search(left) is not None
    return above or (found.han and left.endswith("上"))  # 上百家


def _relation(
    words: str, found: Found, before: Figure | None, offset: int
) -> tuple[str, bool, float | None, float | None]:
    """Return the relation, whether the upper end is open, and the bounds."""
    g = grammar()
    left = words[: found.start]
    over = _is_over(found, left)
    about = found.tail in g.about_after or g.about_before.search(left) is not None
    if found.high is not None:
        return "about" if about else "range", over, found.low, found.high
    if found.tail in g.most_after or g.most_before.search(left):
        relation = "at_most"
    elif about and found.unit == "%":
        relation = "about"  # 比去年增加近三成
    elif found.tail == "番" or _increments(words, found, before, offset):
        relation = "increment"
    elif over:
        relation = "more"
    elif about:
        relation = "about"
    else:
        relation = "equal"
    return relation, over, *bounds(relation, found.low, found.high, over)


def _increments(words: str, found: Found, before: Figure | None, offset: int) -> bool:
    g = grammar()
    from_here = max(_clause(words, found.start, found.end)[0], before.end - offset if before else 0)
    near = words[from_here : found.start]
    if g.patterns["reached"].search(near):
        return False
    verbs = [m.end() for m in g.patterns["increment"].finditer(near)]
    if verbs and len(near) - verbs[-1] <= VERB_REACH:
        return True
    # 新增A40家、B150家: items of one list share the verb, as long as no verb of their own comes between.
    if before is None or before.relation != "increment" or (before.unit == "%") != (found.unit == "%"):
        return False
    if found.unit == "%":  # 分别增长63.2%和46.5%
        return near in ("、", "和", "及", "与")
    listed = near[:1] in ("、", "和", "及") or (before.unit == found.unit and len(near) <= VERB_REACH)
    return listed and g.patterns["verb"].match(near.lstrip("、和及")) is None


def _modality(words: str, found: Found, clause: tuple[int, int], relation: str, context: Context) -> str:
    g = grammar()
    behind = words[found.end : clause[1]]
    if g.seen("after_planned", behind):
        return "planned"
    if g.seen("after_achieved", behind):
        return "achieved"
    if g.seen("planned_noun", words[clause[0] : found.start]):
        return "planned"
    if g.seen("sized", words[clause[0] : found.start]) and g.seen(
        "begun", words[max(0, found.start - NEAR) : found.end + NEAR]
    ):
        return "building"
    strong: list[str] = []
    weak: list[str] = []
    for name, is_weak in _cues(words, found.start, context):
        if is_weak:
            weak.append(name)
        elif name == "achieved":
            strong = [name]
        else:
            strong.append(name)
    if g.seen("after_settled", behind) and not {"aspired", "planned"} & set(strong):
        return "achieved"
    if "aspired" in strong:
        return "aspired"
    if strong:
        return strong[-1]
    open_tail = found.tail in g.open_tail and found.unit != "%"  # 九成以上的企业 is said of what is
    if relation == "range" or open_tail or g.seen("open_before", words[: found.start]):
        return "planned"
    return weak[-1] if weak else context.default


def _cues(words: str, end: int, context: Context) -> list[tuple[str, bool]]:
    """Return (modality, whether weak) of the cues before `end`, from left to right."""
    g = grammar()
    blocked = [m.span() for m in g.patterns["not_cue"].finditer(words)]
    found = [
        (m.start(), *g.cues[m.group()])
        for m in g.cue.finditer(words, 0, end)
        if not any(a <= m.start() < b for a, b in blocked)
    ]
    if context.year is not None:
        years = g.patterns["year"].finditer(words, 0, end)
        found += [(m.start(), "planned", False) for m in years if int(m.group(1)) > context.year]
    return [(name, is_weak) for _, name, is_weak in sorted(found)]


def _indicator(words: str, found: Found, clause: tuple[int, int], before: str | None) -> str:
    """Return the shortest noun phrase that the number counts: behind it (5家企业), else before it (企业5家).

    Empty where only a goal is named (全年450家的目标) and no figure before tells what it counts.
    """
    g = grammar()
    goal = False
    behind = re.match(r"(?:规模)?的?([\u4e00-\u9fffA-Za-z]{2,16})", words[found.end : clause[1]])
    if behind and not found.tail and found.unit != "%" and not found.unit.endswith("元"):
        phrase = g.patterns["stop"].split(behind.group(1))[0]
        goal = g.seen("goal", phrase)
        if len(phrase) > 1 and not goal:
            return phrase
    left = words[clause[0] : found.start]
    # 院士、知名专家等15至20名: 等 closes a list that is one indicator; elsewhere a list holds one indicator an item.
    item = left if left.endswith("等") else left.rpartition("、")[2] or left
    phrase = stripped(item)
    if len(phrase) > rules("zh")["indicator"]["long"]:
        phrase = g.patterns["verb"].sub("", phrase)
    goal = (goal and not phrase) or g.seen("goal", phrase)
    if goal or (before and g.seen("inherits", phrase)):
        return before or ""
    return phrase or item.strip() or words[clause[0] : clause[1]].strip()


def stripped(phrase: str) -> str:
    """Return `phrase` without the words at its ends that are no part of what is counted."""
    for name in ("front", "back"):
        ends = grammar().patterns[name]
        while (cut := ends.sub("", phrase)) != phrase:
            phrase = cut
    return phrase.strip(" ,、:")


def _quote(words: str, found: Found, clause: tuple[int, int], before: int) -> tuple[int, int]:
    start = max(clause[0], before)
    while start < found.start and words[start] in "、,;: 和及":
        start += 1
    nearest = re.search("[、,;。]", words[found.end : clause[1]])
    end = found.end + nearest.start() if nearest else clause[1]
    while end > found.end and words[end - 1].isspace():
        end -= 1
    return start, end
