"""A figure as it was found in normalised text, before it becomes a `Quantity` of the ledger."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

SIGHT = 400
"""Signs before and behind a number within which words speak of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit and what the words around it say."""

    start: int
    """Of the number, in normalised text."""
    end: int
    """Behind the unit and what belongs to it (左右, 以上)."""
    low: float | None
    high: float | None
    unit: str | None
    relation: str
    modality: str
    indicator: str
    quote: tuple[int, int]
    """The stretch of the clause that shows it."""
    period: str | None = None
    """Where a table's heading gives it; else the sentence does."""
    doubt: str = ""
    """Why the rules take it for no figure, a word; empty where they take it."""
    over: bool = False
    """Whether the words open its upper end: 余, 以上, more than."""
    written: tuple[float, float | None] = (0.0, None)
    """The numbers as they stand there, whatever the relation makes of them."""
    stands: tuple[int, int] = (0, 0)
    """The sentence in which it stands."""
    sure: float = 1.0
    """Probability that it is one, where a judge decided."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says of all its figures."""

    default: str
    """The modality where no cue says one: planned in a plan, else achieved."""
    year: int | None
    """Of publication."""


@cache
def rules(language: str) -> dict[str, Any]:
    """Return the rules of `patterns/quantities.toml` for `language`: "zh" or "en"."""
    text = files("ingest.extract").joinpath("patterns", "quantities.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)[language]
    return table


def bounds(relation: str, low: float, high: float | None, open_end: bool) -> tuple[float | None, float | None]:
    """Return low and high as the relation means them: at_most has no low, more (and an open increment) no high."""
    match relation:
        case "range":
            return low, high
        case "at_most":
            return None, low
        case "more":
            return low, None
        case "increment" if open_end:
            return low, None
    return low, low


F = TypeVar("F", bound=Any)


def in_sight(words: str, found: F, start: int) -> tuple[str, F, int]:
    """Return the words near a found number, the number moved into them, and where they begin in the text.

    `found` is a named tuple with `start` and `end` within `words`, which begin at `start` in the text.
    """
    at = max(0, found.start - SIGHT)
    return words[at : found.end + SIGHT], found._replace(start=found.start - at, end=found.end - at), start + at
