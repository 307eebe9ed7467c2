"""A day as people and spreadsheets write it."""

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)


def day_of(text: str) -> date:
    """Return the day that `text` is, YYYY-MM-DD and no other form of ISO 8601, so that days sort as their texts do.

    Raises
    ------
    ValueError
        If it is written otherwise, or there is no such day.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not written YYYY-MM-DD")
    return day


def as_iso(text: str) -> str:
    """Return a day or a month as a spreadsheet writes it in the form that sorts; all else as it stands.

    Examples
    --------
    >>> as_iso("2023-7-3"), as_iso("2023/07/03"), as_iso("2023/7"), as_iso("3/7/2023")
    ('2023-07-03', '2023-07-03', '2023-07', '3/7/2023')
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return text
    year, _, *rest = found.groups()
    return "-".join([year, *(part.zfill(2) for part in rest if part)])
