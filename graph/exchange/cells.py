"""Cells that a spreadsheet shows as they are: text that would be run as a formula gets an apostrophe in front."""

import re

# A cell that begins so is run as a formula by spreadsheets, full-width signs included. It gets an apostrophe in front,
# as does one that already has apostrophes there, so that taking one away gives the text back.
_FORMULA = re.compile(r"^'*[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet runs it as a formula; `unguarded` gives it back.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    return f"'{text}" if is_formula(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and is_formula(text) else text


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run `text`, apostrophes before it aside."""
    return _FORMULA.match(text) is not None
