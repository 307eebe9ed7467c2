"""A day as people write it."""

from datetime import date


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
