"""Units of English tables that stand in a heading, of the column or of the row, and not beside the number.

Scheme | Awards | Total (£000)               heading of the columns: 2,576 is £ thousand, 79 counts
Proof of concept | 79 | 2,576

Research income, £ million | 361 | 364       the first cell of the row: both are £ million
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ingest.extract.alternatives import alternatives
from ingest.extract.figure import Figure, rules
from ingest.extract.quantities_numbers_en import money
from ingest.text.segment import Line

LONGEST = 80
"""Signs of a heading; a longer cell is a sentence."""
_CELL = re.compile(r"[^|\t]+")


class _Row(NamedTuple):
    """One line as cells."""

    starts: list[int]
    """Where they stand in the text."""
    words: list[str]
    heading: list[str]
    """Those of the row above that heads its columns; empty where none does."""


def headed(text: str, lines: Sequence[Line], figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield `figures` of normalised English text; those without a unit have that of their heading, if it tells one."""
    starts = [line.start for line in lines]
    rows = list(_rows(text, lines))
    for figure in figures:
        row = rows[bisect_right(starts, figure.start) - 1]
        column = bisect_right(row.starts, figure.start) - 1
        if figure.unit is None and len(row.starts) > 1:
            unit = _unit(row.words[0]) or (_unit(row.heading[column]) if row.heading else None)
            figure = replace(figure, unit=unit, doubt="") if unit else figure
        yield figure


def _rows(text: str, lines: Sequence[Line]) -> Iterator[_Row]:
    """Yield the lines as rows; the last one in which no cell begins with a number heads those of as many cells."""
    heading: list[str] = []
    for line in lines:
        cells = list(_CELL.finditer(text, line.start, line.end))
        words = [cell.group().strip() for cell in cells]
        if not any(word[:1].isdigit() for word in words):
            heading = words
        yield _Row([cell.start() for cell in cells], words, heading if len(heading) == len(words) else [])


def _unit(heading: str) -> str | None:
    """Return the unit with which a heading ends: Total (£000), Income, US$ million; None where it ends otherwise."""
    m = _ending().search(heading) if len(heading) <= LONGEST else None
    if not m:
        return None
    if m["currency"]:
        return money(m["currency"], "thousand" if m["thousands"] else m["magnitude"])
    return m["named"]


@cache
def _ending() -> re.Pattern[str]:
    r = rules("en")
    currency, magnitude = alternatives(r["currencies"]), alternatives(r["magnitudes"])
    of_money = rf"(?P<currency>{currency})(?:\s?(?:(?P<thousands>'?000s?)|(?P<magnitude>{magnitude})))?"
    named = alternatives([*r["measures"], *r["money_words"], *r["terms"], "%"])
    unit = rf"(?:{of_money}|(?P<named>(?:(?:{magnitude}) )?(?:{named})))"
    return re.compile(rf"(?:\((?:in )?|, (?:in )?|\bin ){unit}\)?$")
