"""Figures in flattened tables, where the unit stands in a heading and not beside the number.

指标 2020年基数 2023年完成 2025年目标            heading of the columns
国家高新技术企业(家) 212 418 500               unit in the first cell: one figure a column

序号 载体名称 在孵企业(家) 等次                  unit in the heading: one figure a row
1 青禾科创园 86 优秀
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.extract.figure import Context, Figure, any_of, bounds, rules
from ingest.extract.numerals import DIGITS, number
from ingest.text.segment import Line

FEWEST = 2
"""Cells of a row."""
LONGEST = 40
"""Signs of a cell; a longer one is a sentence."""


class Cell(NamedTuple):
    """One cell, where it stands in the text."""

    start: int
    end: int
    words: str


def table_figures(text: str, lines: Sequence[Line], context: Context) -> Iterator[Figure]:
    """Yield the figures of the table rows among `lines` of normalised text."""
    heading: list[Cell] = []
    for line in lines:
        cells = _cells(text, line)
        if len(cells) < FEWEST or any(len(cell.words) > LONGEST for cell in cells):
            heading = []
            continue
        numbers = [place for place, cell in enumerate(cells) if _value().fullmatch(cell.words)]
        if not numbers:
            heading = cells
            continue
        matching = heading if len(heading) == len(cells) else []
        first = _unit().search(cells[0].words)
        for place in numbers:
            labelled = first if first and place > 0 else _unit().search(matching[place].words) if matching else None
            if labelled:
                above = matching[place].words if matching else ""
                yield _figure(cells, place, labelled, above, context, line)


def _figure(
    cells: Sequence[Cell], place: int, labelled: re.Match[str], above: str, context: Context, line: Line
) -> Figure:
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
    low, high = bounds(name, number(m["low"]), high, over)
    planned = re.search(rules("zh")["table"]["planned_pattern"], above)
    year = re.search(r"20\d\d", above)
    return Figure(
        start=cell.start,
        end=cell.end,
        low=low,
        high=high,
        unit=labelled["unit"],
        relation=name,
        modality="planned" if planned else context.default,
        indicator=labelled.string[: labelled.start()].strip(),
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


@cache
def _unit() -> re.Pattern[str]:
    r = rules("zh")
    units = any_of([*r["counters"], *r["measures"], *r["money"]])
    return re.compile(rf"\((?:单位:)?(?P<unit>(?:{any_of(r['scales'])})?(?:{units}))\)$")


@cache
def _value() -> re.Pattern[str]:
    relation = rules("zh")["relation"]
    tail = any_of([*relation["more_after"], *relation["about_after"], *relation["most_after"]])
    return re.compile(rf"(?P<low>{DIGITS})(?:(?:至|-|—|~|–)(?P<high>{DIGITS}))?(?P<tail>{tail})?")
