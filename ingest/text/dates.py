"""Dates as notices write them: 2023年5月30日, 2023/5/30 11:13, 30 May 2023."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "О": "0",
    "O": "0",
}
_YEAR = r"(?<![0-9])((?:19|20)[0-9]{2})"
_NUMERIC = re.compile(
    rf"{_YEAR}\s?(?:年\s?([01]?[0-9])\s?月\s?([0-3]?[0-9])\s?[日号]|([-/.])([01]?[0-9])\4([0-3]?[0-9])(?![0-9]))"
)
_COMPACT = re.compile(rf"{_YEAR}([01][0-9])([0-3][0-9])(?![0-9])")
_HAN = re.compile(r"([〇○零ОO一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DAY_FIRST = re.compile(
    rf"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+((?:19|20)[0-9]{{2}})(?![0-9])", re.I
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+([0-3]?[0-9])(?:st|nd|rd|th)?,?\s+((?:19|20)[0-9]{{2}})(?![0-9])", re.I)


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, day) of every full date in normalised `text`, by place; 30 February is none."""
    found = []
    for match in _NUMERIC.finditer(text):
        year, month, day = match[1], match[2] or match[5], match[3] or match[6]
        found.append((match.span(), int(year), int(month), int(day)))
    for match in _HAN.finditer(text):
        year = "".join(_DIGITS[sign] for sign in match[1])
        found.append((match.span(), int(year), _han_number(match[2]), _han_number(match[3])))
    for match in _DAY_FIRST.finditer(text):
        found.append((match.span(), int(match[3]), _MONTHS[match[2].lower()], int(match[1])))
    for match in _MONTH_FIRST.finditer(text):
        found.append((match.span(), int(match[3]), _MONTHS[match[1].lower()], int(match[2])))
    for (start, end), year, month, day in sorted(found):
        try:
            yield start, end, date(year, month, day)
        except ValueError:
            continue


def first_date(text: str) -> date | None:
    """Return the first full date in normalised `text`, also one that is written as eight digits (20230530)."""
    spelled = next((day for _, _, day in dates_in(text)), None)
    if spelled is not None:
        return spelled
    for match in _COMPACT.finditer(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def _han_number(signs: str) -> int:
    """Return the value of 一 to 三十一."""
    tens, ten, ones = signs.partition("十")
    if not ten:
        return int(_DIGITS[signs]) if len(signs) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return 10 * int(_DIGITS[tens] if tens else 1) + int(_DIGITS[ones] if ones else 0)
