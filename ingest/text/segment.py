"""Where lines, sentences and clauses begin and end, in normalised text.

All offsets are those of the normalised text (`ingest.text.normalise`); every pass looks at a sign once or twice, so a
page that is one line of ten million signs takes seconds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.sentence import ends

HEADING_LENGTH = 40
"""Signs; a longer line is text."""


class Segment(NamedTuple):
    """A stretch of text: `text[start:end]`, without blanks at its ends."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank."""

    start: int
    end: int
    heading: bool
    """Whether it is short and no sentence: a title, a heading, a label."""


_MARK = re.compile(r"\([^()]{0,60}\)|[,;](?!(?<=[0-9],)[0-9]{3}(?![0-9]))")


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of `text` that are not blank."""
    for segment in _pieces(text, 0, len(text), "\n"):
        yield Line(segment.start, segment.end, _is_heading(text, segment))


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Segment]:
    """Yield the sentences of `text[start:end]`; a line end always ends a sentence, a semicolon never does."""
    for line in _pieces(text, start, len(text) if end is None else end, "\n"):
        at = line.start
        for end_of_sentence in ends(text, line.start, line.end):
            yield from _trimmed(text, at, end_of_sentence)
            at = end_of_sentence
        yield from _trimmed(text, at, line.end)


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[Segment]:
    """Yield the clauses of `text[start:end]`: sentences cut at commas and semicolons, without these.

    A comma between digits (1,500) does not cut, nor does one inside brackets.
    """
    for sentence in sentences(text, start, end):
        at = sentence.start
        for match in _MARK.finditer(text, sentence.start, sentence.end):
            if text[match.start()] == "(":
                continue
            yield from _trimmed(text, at, match.start())
            at = match.end()
        yield from _trimmed(text, at, sentence.end)


def _pieces(text: str, start: int, end: int, mark: str) -> Iterator[Segment]:
    at = start
    while at <= end:
        cut = text.find(mark, at, end)
        cut = end if cut < 0 else cut
        yield from _trimmed(text, at, cut)
        at = cut + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Segment]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Segment(start, end)


def _is_heading(text: str, line: Segment) -> bool:
    if line.end - line.start > HEADING_LENGTH:
        return False
    return text[line.end - 1] not in "。;!,、" and " | " not in text[line.start : line.end]
