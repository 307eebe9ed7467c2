"""Figures in flattened tables, where the unit stands in a heading and not beside the number.

指标 2020年基数 2023年完成 2025年目标            heading of the columns
国家高新技术企业(家) 212 418 500               unit in the first cell: one figure a column

序号 载体名称 在孵企业(家) 等次                  unit in the heading: one figure a row
1 青禾科创园 86 优秀

指标 单位 2023年 2024年目标                     a column of units: it is that of the numbers behind it
高新技术企业 家 418 500

签约项目汇总表(金额单位:万元)                    unit above the table: it is that of the columns of money
序号 项目名称 合作方式 金额
1 阀门智能产线 委托开发 320

等次 / 家数 / 优秀 / 7 / 良好 / 22               one cell a line: every second line is a number of 家
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.figure import Context, Figure, bounds, rules
from ingest.extract.numerals import DIGITS, number
from ingest.text.segment import Line

FEWEST = 2
"""Cells of a row."""
LONGEST = 40
"""Signs of a cell; a longer one is a sentence."""
WIDEST = 8
"""Columns of a table that stands with one cell a line."""
ABOVE = 4
"""Lines above a row in which the unit of all money may be declared, counted from the last line that was no row."""


class Cell(NamedTuple):
    """One cell, where it stands in the text."""

    start: int
    end: int
    words: str


class Label(NamedTuple):
    """What a heading says of the numbers under or beside it."""

    indicator: str
    unit: str


def table_figures(text: str, lines: Sequence[Line], context: Context) -> Iterator[Figure]:
    """Yield the figures of the table rows among `lines` of normalised text."""
    heading: list[Cell] = []
    declared, since = "", ABOVE
    for line in lines:
        if m := _declared().search(text, line.start, line.end):
            declared, since = m["unit"], 0
        cells = _cells(text, line)
        if len(cells) < FEWEST or any(len(cell.words) > LONGEST for cell in cells):
            heading = []
            since += 1
            continue
        numbers = [place for place, cell in enumerate(cells) if _value().fullmatch(cell.words)]
        if not numbers:
            heading = cells
            continue
        first, behind = _row_label(cells)
        for place in numbers:
            above = _above(heading, cells, place)
            labelled = first if first and place > behind else _label(above, declared if since < ABOVE else "")
            if labelled:
                yield _figure(cells, place, labelled, above, context, line)


def listed_figures(text: str, lines: Sequence[Line], context: Context) -> Iterator[Figure]:
    """Yield the figures of tables that stand with one cell a line, two rows or more."""
    words = [text[line.start : line.end] if line.end - line.start <= LONGEST else "" for line in lines]
    values = [bool(cell) and _value().fullmatch(cell) is not None for cell in words]
    declared, since = "", ABOVE
    for at, cell in enumerate(words):
        if m := _declared().search(cell):
            declared, since = m["unit"], 0
        since += 1
        near = declared if since <= ABOVE + WIDEST and re.search(rules("zh")["table"]["money_pattern"], cell) else ""
        labelled = None if values[at] or not cell else _label(cell, near)
        if labelled is None:
            continue
        for width in range(2, WIDEST + 1):
            if at + 2 * width < len(lines) and values[at + width] and values[at + 2 * width]:
                for place in range(at + width, len(lines), width):
                    if not values[place]:
                        break
                    before, row = lines[place - 1], lines[place]
                    cells = [Cell(row.start, row.end, words[place])]
                    yield _figure(cells, 0, labelled, cell, context, Line(before.start, row.end, False))
                break


def _row_label(cells: Sequence[Cell]) -> tuple[Label | None, int]:
    """Return what a row says of its numbers, and the cell behind which they stand: 企业(家) 212, or 企业 家 212."""
    for place, cell in enumerate(cells[1:], 1):
        if _lone_unit().fullmatch(cell.words) and not _value().fullmatch(cells[place - 1].words):
            return Label(cells[place - 1].words, cell.words.strip("()")), place
    return _label(cells[0].words, ""), 0


def _above(heading: Sequence[Cell], cells: Sequence[Cell], place: int) -> str:
    """Return the heading of a cell: that of its column; of the last cell the last one, where a row has lost some."""
    if len(heading) == len(cells):
        return heading[place].words
    return heading[-1].words if heading and place == len(cells) - 1 else ""


def _label(words: str, declared: str) -> Label | None:
    """Return indicator and unit of a heading: 在孵企业(家), 家数, or 金额 where the unit of money is declared above."""
    if m := _unit().search(words):
        return Label(words[: m.start()].strip(), m["unit"])
    table = rules("zh")["table"]
    if m := re.search(table["counted_pattern"], words):
        return Label(words, m["unit"])
    if not declared or not words:
        return None
    of_money = declared.endswith(tuple(rules("zh")["money"]))
    fits = re.search(table["money_pattern"], words) if of_money else not re.search(table["other_pattern"], words)
    return Label(words, declared) if fits else None


def _figure(cells: Sequence[Cell], place: int, labelled: Label, above: str, context: Context, line: Line) -> Figure:
    cell = cells[place]
    m = _value().fullmatch(cell.words)
    assert m is not None  # the caller has looked
    relation = rules("zh")["relation"]
    high = number(m["high"]) if m["high"] else None
    tail = m["tail"] or ""
    over = tail in relation["more_after"]
    if high is not None:
        name = "range"
    elif tail in relation["most_after"]:
        name = "at_most"
    else:
        name = "more" if over else "about" if tail in relation["about_after"] else "equal"
    low, upper = bounds(name, number(m["low"]), high, over)
    planned = re.search(rules("zh")["table"]["planned_pattern"], above)
    year = re.search(r"20\d\d", above)
    return Figure(
        start=cell.start,
        end=cell.end,
        low=low,
        high=upper,
        unit=labelled.unit,
        relation=name,
        modality="planned" if planned else context.default,
        indicator=labelled.indicator,
        quote=(line.start, cell.end),
        period=year.group() if year else None,
        over=over,
        written=(number(m["low"]), high),
        stands=(line.start, line.end),
    )


def _cells(text: str, line: Line) -> list[Cell]:
    cut = r"[^|\t]+" if "|" in text[line.start : line.end] or "\t" in text[line.start : line.end] else r"\S+"
    found = re.compile(cut).finditer(text, line.start, line.end)
    cells = [Cell(m.start(), m.end(), m.group().strip()) for m in found]
    return [cell for cell in cells if cell.words]


def _units() -> str:
    r = rules("zh")
    return rf"(?:{alternatives(r['scales'])})?(?:{alternatives([*r['counters'], *r['measures'], *r['money']])})"


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[(/](?:单位:)?(?P<unit>{_units()})\)?$")


@cache
def _lone_unit() -> re.Pattern[str]:
    return re.compile(rf"\(?{_units()}\)?")


@cache
def _declared() -> re.Pattern[str]:
    return re.compile(rf"单位: ?(?:人民币)?(?P<unit>{_units()})")


@cache
def _value() -> re.Pattern[str]:
    relation = rules("zh")["relation"]
    tail = alternatives([*relation["more_after"], *relation["about_after"], *relation["most_after"]])
    return re.compile(rf"(?P<low>{DIGITS})(?:(?:至|-|—|~|–)(?P<high>{DIGITS}))?(?P<tail>{tail})?(?:\([^()]{{1,12}}\))?")
