"""Targets against achievements: only figures that can be compared are, and where none can, the reason is said."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf

import pandas as pd

from graph.claim import Quantity, span
from graph.folding import folded
from graph.network import Network
from graph.number import number

VERDICTS = ("met", "not met", "not yet", "possibly", "not comparable", "no figure")
"""not yet: the figure is below the target, and the target's period is not over."""

# 左右 and 约 name no margin; a tenth either way is read, and a verdict that hangs on it is "possibly".
ABOUT = 0.1

# Units that count the same thing; money is brought to yuan.
UNITS = {"名": "人", "位": "人", "people": "人", "persons": "人", "person": "人", "户": "家", "companies": "家"}
MONEY = {"元": 1.0, "万元": 1e4, "百万元": 1e6, "千万元": 1e7, "亿元": 1e8}

TARGET_COLUMNS = [
    "indicator",
    "scope",
    "scope_name",
    "low",
    "high",
    "unit",
    "relation",
    "modality",
    "period",
    "published",
    "verdict",
    "figure",
    "figure_low",
    "figure_high",
    "figure_unit",
    "figure_relation",
    "figure_on",
    "reason_zh",
    "reason_en",
    "document",
    "quote",
    "figure_document",
    "figure_quote",
]


def targets(network: Network) -> pd.DataFrame:
    """Return every target beside the achievement that decides about it.

    A figure is comparable if it has the same indicator, the same scope, the same kind of unit, the same kind of number
    (a stock is not compared with an increment) and a fitting time (an increment of the same period, or of it so far; a
    stock on a day not before the period begins). The newest comparable figure of the target's own period decides; where
    there is none, or it is below the target before the period is over, the newest of all. A target is a floor unless it
    says "at most"; a range is met from its lower end on.

    Returns
    -------
    pandas.DataFrame
        One row a target (modality planned, aspired or building), indexed by quantity id, in the network's order.

        ``indicator, scope, scope_name, low, high, unit, relation, modality, period`` as stated, ``published`` (date);
        ``verdict``, one of `VERDICTS`; ``figure`` (id of the achievement compared, or of the nearest that cannot be,
        else None; one that is known to be another entity's is never the nearest) with its numbers and ``figure_on``
        (the day or period it speaks of); ``reason_zh``, ``reason_en`` (one sentence); both documents and quotes.
    """
    judged = _judged(network)
    rows = [_row(network, goal, verdict) for goal, verdict in judged]
    index = pd.Index([goal.id for goal, _ in judged], name="id", dtype=object)
    return pd.DataFrame(rows, index=index, columns=TARGET_COLUMNS, dtype=object)


@dataclass(frozen=True)
class _Verdict:
    word: str
    zh: str
    en: str
    figure: Quantity | None = None


def _judged(network: Network) -> list[tuple[Quantity, _Verdict]]:
    """Return every target with its verdict, in the network's order."""
    figures: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for q in network.quantities:
        if q.modality == "achieved":
            for end in _ends(q):
                figures[end][q.id] = q
    goals = [q for q in network.quantities if q.modality != "achieved"]
    return [(goal, _judge(network, goal, _near(figures, goal))) for goal in goals]


def _near(figures: Mapping[str, Mapping[str, Quantity]], goal: Quantity) -> list[Quantity]:
    """Return the figures whose indicator may be related to that of a target: each with each would take too long."""
    return list({id: figure for end in _ends(goal) for id, figure in figures.get(end, {}).items()}.values())


def _ends(q: Quantity) -> list[str]:
    """Return the last two signs of whatever an indicator lists: related ones have them in common."""
    return [one[-2:] for one in _listed(q.indicator)]


def _judge(network: Network, goal: Quantity, figures: list[Quantity]) -> _Verdict:
    if goal.low is None and goal.high is None:
        return _Verdict("not comparable", "目标没有给出数字。", "The target names no number.")
    related = [figure for figure in figures if _related(goal, figure)]
    verdicts = [_compare(network, goal, figure) for figure in related if not _anothers(goal, figure)]
    if not verdicts:
        return _no_figure(network, goal, [q for q in related if _key(q.indicator) == _key(goal.indicator)])
    comparable = [verdict for verdict in verdicts if verdict.word != "not comparable"]

    def newest(of: list[_Verdict]) -> _Verdict:
        return max(of, key=lambda v: _newest(network, v, same=_key(goal.indicator)))

    # What is "not yet" within the period leaves open how it ended; a later figure may tell.
    within = [v for v in comparable if v.figure is not None and _within(network, goal, v.figure)]
    if within and (decided := newest(within)).word != "not yet":
        return decided
    return newest(comparable or verdicts)


def _anothers(goal: Quantity, figure: Quantity) -> bool:
    """Return whether the figure is known to be about another entity than the target: it then says nothing of it."""
    return goal.entity is not None and figure.entity is not None and goal.entity != figure.entity


def _no_figure(network: Network, goal: Quantity, elsewhere: list[Quantity]) -> _Verdict:
    """Return that the target has no figure, and whose there is one, of the same indicator, that was not taken."""
    if not elsewhere:
        return _Verdict(
            "no figure",
            f"没有来源给出“{goal.indicator}”的完成数。",
            f"No source gives an achieved figure for {goal.indicator}.",
        )
    of = _scope(network, goal)
    other = max(elsewhere, key=lambda q: (_until(_spoken_of(network, q)) or date.min, q.id))
    zh, en = (f"{_scope(network, other)}{sign}" for sign in (_when(network, other, "zh"), _when(network, other, "en")))
    return _Verdict(
        "no figure",
        f"没有来源给出{of}“{goal.indicator}”的完成数；{zh}的数字不作比较。",
        f"No source gives an achieved figure for {goal.indicator} of {of}; that of {en} is not compared with it.",
    )


def _when(network: Network, q: Quantity, language: str) -> str:
    """Return the day or period that a figure speaks of in brackets."""
    on = _spoken_of(network, q)
    return f"（{on or '日期不详'}）" if language == "zh" else f" ({on or 'undated'})"


def _newest(network: Network, verdict: _Verdict, same: str) -> tuple[bool, date, str]:
    assert verdict.figure is not None  # every verdict of _compare has its figure
    figure = verdict.figure
    return _key(figure.indicator) == same, _until(_spoken_of(network, figure)) or date.min, figure.id


def _within(network: Network, goal: Quantity, figure: Quantity) -> bool:
    """Return whether the figure speaks of a time within the target's own period."""
    own, spoken = span(goal.period), span(_spoken_of(network, figure))
    return own is not None and spoken is not None and own[0] <= spoken[0] and spoken[1] <= own[1]


def _compare(network: Network, goal: Quantity, figure: Quantity) -> _Verdict:
    """Return what this figure says of the target: a verdict, or why the two cannot be compared."""
    if (why := _obstacle(network, goal, figure)) is not None:
        return _Verdict("not comparable", *why, figure)
    times = scale(figure.unit) / scale(goal.unit)
    low, high = (
        (-inf if figure.low is None else figure.low * times),
        (inf if figure.high is None else figure.high * times),
    )
    if figure.relation == "about":
        low, high = low * (1 - ABOUT), high * (1 + ABOUT)
    said_zh, said_en = (f"{_say(figure)}{_when(network, figure, language)}" for language in ("zh", "en"))
    if goal.relation == "at_most":
        ceiling = goal.high if goal.high is not None else goal.low
        assert ceiling is not None  # a target without any number has left above
        word = "met" if high <= ceiling else "not met" if low > ceiling else "possibly"
    else:
        floor = goal.low if goal.low is not None else goal.high
        assert floor is not None
        loosely = floor * (1 - ABOUT) if goal.relation == "about" else floor
        word = "met" if low >= floor else "possibly" if high >= loosely else "not met"
        if word == "not met" and not _over(network, goal, figure):
            word = "not yet"
    zh, en = {
        "met": ("已达到", "reaches"),
        "not met": ("未达到", "does not reach"),
        "not yet": ("尚未达到（期限未满）", "does not yet reach, within its period,"),
        "possibly": ("可能达到（数字为约数、区间或开放数）", "may reach, being approximate, open or a range,"),
    }[word]
    return _Verdict(
        word, f"完成数{said_zh}{zh}目标{_say(goal)}。", f"The figure {said_en} {en} the target {_say(goal)}.", figure
    )


def _obstacle(network: Network, goal: Quantity, figure: Quantity) -> tuple[str, str] | None:
    """Return why the two cannot be compared, zh and en, or None."""
    if _key(goal.indicator) != _key(figure.indicator):
        return (
            f"最接近的数字说的是“{figure.indicator}”{_when(network, figure, 'zh')}，与“{goal.indicator}”不是同一指标。",
            f"The nearest figure speaks of {figure.indicator}{_when(network, figure, 'en')}, "
            f"which is not the indicator {goal.indicator}.",
        )
    if (goal.relation == "increment") != (figure.relation == "increment"):
        goal_zh, figure_zh = ("新增数", "总数") if goal.relation == "increment" else ("总数", "新增数")
        goal_en, figure_en = (
            ("an increment", "a total") if goal.relation == "increment" else ("a total", "an increment")
        )
        return (
            f"目标是{goal_zh}，现有数字{_say(figure)}是{figure_zh}，不可相比。",
            f"The target is {goal_en}, the figure {_say(figure)} is {figure_en}: they cannot be compared.",
        )
    if goal.entity is None or figure.entity is None:
        if goal.entity is None:
            return "原文没有说明目标属于谁。", "The source does not say whose target it is."
        return (
            f"原文没有说明数字{_say(figure)}{_when(network, figure, 'zh')}属于谁，目标属于{_scope(network, goal)}。",
            f"The source does not say whose figure {_say(figure)}{_when(network, figure, 'en')} is; "
            f"the target is that of {_scope(network, goal)}.",
        )
    if _unit(goal.unit) != _unit(figure.unit):
        return (
            f"单位不同：{goal.unit or '无'}与{figure.unit or '无'}。",
            f"The units differ: {goal.unit or 'none'} and {figure.unit or 'none'}.",
        )
    if figure.low is None and figure.high is None:
        return "完成情况没有给出数字。", "The achievement names no number."
    return _wrong_time(network, goal, figure)


def _wrong_time(network: Network, goal: Quantity, figure: Quantity) -> tuple[str, str] | None:
    on = _spoken_of(network, figure)
    own = span(goal.period)
    begins = own[0] if own else network.evidence[goal.id].published
    if begins is None or on is None:
        return None
    if goal.relation == "increment" and goal.period and not _counts_into(network, goal, figure):
        return (
            f"完成数是{on}的新增，目标是{goal.period}的新增。",
            f"The figure is an increment of {on}, the target one of {goal.period}.",
        )
    until = _until(on)
    if until is not None and until < begins:
        asked = goal.period or begins.isoformat()
        return f"现有数字（{on}）早于目标的期限（{asked}）。", f"The figure ({on}) is older than the target ({asked})."
    return None


def _counts_into(network: Network, goal: Quantity, figure: Quantity) -> bool:
    """Return whether an increment is that of the target's period, or of that period so far.

    A day or a month is read as an end up to which was counted. A half or a quarter that begins later than the target's
    period leaves out what came before it.
    """
    own, spoken = span(goal.period), span(on := _spoken_of(network, figure))
    if own is None or spoken is None:
        return on == goal.period
    running = spoken[0] == own[0] or (spoken[1] - spoken[0]).days < 31
    return running and _within(network, goal, figure)


def _over(network: Network, goal: Quantity, figure: Quantity) -> bool:
    """Return whether the target's period was over when the figure was taken."""
    end, on = _until(goal.period), _until(_spoken_of(network, figure))
    return end is not None and on is not None and on >= end


def _related(goal: Quantity, figure: Quantity) -> bool:
    # A Chinese head noun stands at the end: 科技领军企业 is about 企业, 院士工作站 is not about 院士. What is listed
    # in an indicator (院士、知名专家) speaks of each.
    return any(
        one == other or (min(len(one), len(other)) >= 2 and (one.endswith(other) or other.endswith(one)))
        for one in _listed(goal.indicator)
        for other in _listed(figure.indicator)
    )


@cache
def _listed(indicator: str) -> tuple[str, ...]:
    parts = [_key(part).removesuffix("等") for part in re.split(r"[、,，]", indicator)]
    return tuple(part for part in parts if part) or (_key(indicator),)


@cache
def _key(indicator: str) -> str:
    """Return an indicator without what does not change its meaning: width, case, blanks, quotes, script."""
    return re.sub(r"[“”\"'《》「」·、,]+", "", folded(indicator))


def _unit(unit: str | None) -> str | None:
    if unit is None:
        return None
    text = folded(unit)
    return "元" if text in MONEY else UNITS.get(text, text)


def scale(unit: str | None) -> float:
    """Return what a figure in `unit` is multiplied by to be compared: money comes to yuan, all else stays as it is.

    Examples
    --------
    >>> scale("亿元"), scale("家"), scale(None)
    (100000000.0, 1.0, 1.0)
    """
    return MONEY.get(folded(unit), 1.0) if unit else 1.0


def _say(q: Quantity) -> str:
    """Return the figure as written: 2–3家, ≥200项, ≈500名, +40家, ≤5%."""
    low, high = ("" if n is None else number(n) for n in (q.low, q.high))
    numbers = low if low == high else f"{low}–{high}" if low and high else low or high
    # `more` is 以上, which includes the number, and 余, which does not; both are at least that many.
    sign = {"about": "≈", "more": "≥", "increment": "+", "at_most": "≤"}.get(q.relation, "")
    return f"{sign}{numbers}{q.unit or ''}"


def _scope(network: Network, q: Quantity) -> str:
    return network.entity(q.entity).name if q.entity and network.has(q.entity) else q.scope or q.entity or "?"


def _spoken_of(network: Network, q: Quantity) -> str | None:
    """Return the day or period that a figure speaks of: as stated, else the day it was published."""
    published = network.evidence[q.id].published
    return q.period or (published.isoformat() if published else None)


def _until(period: str | None) -> date | None:
    """Return the last day of a period."""
    days = span(period)
    return days[1] if days else None


def _row(network: Network, goal: Quantity, verdict: _Verdict) -> dict[str, object]:
    figure = verdict.figure
    return {
        "indicator": goal.indicator,
        "scope": goal.entity,
        "scope_name": _scope(network, goal) if goal.entity or goal.scope else None,
        "low": goal.low,
        "high": goal.high,
        "unit": goal.unit,
        "relation": goal.relation,
        "modality": goal.modality,
        "period": goal.period,
        "published": network.evidence[goal.id].published,
        "verdict": verdict.word,
        "figure": figure.id if figure else None,
        "figure_low": figure.low if figure else None,
        "figure_high": figure.high if figure else None,
        "figure_unit": figure.unit if figure else None,
        "figure_relation": figure.relation if figure else None,
        "figure_on": _spoken_of(network, figure) if figure else None,
        "reason_zh": verdict.zh,
        "reason_en": verdict.en,
        "document": goal.document,
        "quote": goal.quote,
        "figure_document": figure.document if figure else None,
        "figure_quote": figure.quote if figure else None,
    }
