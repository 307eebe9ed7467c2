"""When a fact happened, as far as its own clause says: 2021, 2021-03, 2021-03-14."""

import re

_DATE = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])?)?"
)
_THIS_YEAR = re.compile(r"(?<![0-9年月])(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])?")
PAST = frozenset({"signed", "approved", "operating", "ended", "building"})
"""Statuses of facts that have happened; a date beside a plan is a deadline, not the plan's own date."""


def when(text: str, start: int, end: int, status: str, year: int | None) -> str | None:
    """Return the one date that `text[start:end]` gives, `year` where it names only a month; None of two or of none.

    Parameters
    ----------
    text : str
        Clean text; the stretch is the claim's own clauses.
    status : str
        Of the claim: only facts have a date.
    year : int, optional
        Of the publication.
    """
    if status not in PAST:
        return None
    full = list(_DATE.finditer(text, start, end))
    if len(full) == 1:
        return _written(int(full[0]["year"]), full[0]["month"], full[0]["day"])
    months = list(_THIS_YEAR.finditer(text, start, end)) if not full and year else []
    if len(months) == 1 and year:
        return _written(year, months[0]["month"], months[0]["day"])
    return None


def _written(year: int, month: str | None, day: str | None) -> str:
    parts = [f"{year:04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts)
