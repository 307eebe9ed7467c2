"""Text from documents in places that would act on it: formulas in a spreadsheet, escape sequences on a terminal."""

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


# Control signs but tab and line feed, and those that turn the direction of writing.
_STEERING = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


def printable(text: str) -> str:
    r"""Return `text` without the signs that steer a terminal; they become �.

    Examples
    --------
    >>> printable("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _STEERING.sub("�", text)
