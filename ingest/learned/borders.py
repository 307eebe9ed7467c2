"""Where names begin and end, as far as marks tell.

Blanks between Han signs part names, quotes and brackets come in pairs, a possessive is no part of a name.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.dateline import capitals
from ingest.extract.knowledge import Knowledge
from ingest.learned.chain import FORBIDDEN
from ingest.learned.tokens import LABELS, Span

Piece = tuple[int, int, str]
"""A name by its tokens: the first, one past the last, the coarse kind."""

_CLOSING = {"”": "“", "’": "‘", ")": "(", "》": "《", "」": "「", "』": "『", "】": "【"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_POSSESSIVE = re.compile(r"(?:['’]|â)s$")
"""â: what is left of ’ where a page lost bytes."""
_ARTICLE = re.compile(r"[a-z&,;] The ")
_GOES_ON = re.compile(r"\([A-Z][^()]{1,12}\) [A-Z]")
_INSIDE = np.array([label[0] == "I" for label in LABELS])


def parted(text: str, spans: Sequence[Span]) -> npt.NDArray[np.float32]:
    """Return what is added to label scores [n, K] of tokens: no name goes on over a blank between two Han signs.

    Pages that lost their tables stand so: 青城市科技局 云岭大学. Nor over the mark of a dateline: QINGLAN - Yuanhang.
    """
    added = np.zeros((len(spans), len(LABELS)), np.float32)
    for at, (before, here) in enumerate(pairwise(spans), start=1):
        if before[1] < here[0] and _han(text[before[1] - 1]) and _han(text[here[0]]):
            added[at, _INSIDE] = FORBIDDEN
    starts = [start for start, _ in spans]
    for opening in capitals(text, starts[0], spans[-1][1]) if spans else ():
        first, last = bisect_left(starts, opening.mark), bisect_left(starts, opening.end)
        added[first : last + 1, _INSIDE] = FORBIDDEN
    return added


def _han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def paired(text: str, start: int, end: int) -> Span:
    """Return the span of a name with the quote or bracket that it lacks, or without the one that is not its own.

    Examples
    --------
    >>> text = "“双碳”创新中心(筹)"
    >>> paired(text, 1, 8)
    (0, 8)
    >>> paired(text, 5, 10)
    (5, 11)
    """
    open_at: list[int] = []
    for at in range(start, end):
        sign = text[at]
        if sign in _OPENING:
            open_at.append(at)
        elif sign in _CLOSING:
            if open_at and text[open_at[-1]] == _CLOSING[sign]:
                open_at.pop()
            elif at == end - 1 > start:
                return start, at
            elif start and text[start - 1] == _CLOSING[sign]:
                return start - 1, end
    if not open_at:
        return start, end
    if open_at[0] == start < end - 1:
        return start + 1, end
    return start, end + (end < len(text) and text[end] == _OPENING[text[open_at[-1]]])


def bare(text: str, start: int, end: int, knowledge: Knowledge) -> int:
    """Return the end of a name without its possessive: China's is China; Queen's and St John's keep theirs."""
    possessive = _POSSESSIVE.search(text, start + 1, end)
    if possessive is None:
        return end
    *before, last = text[start : possessive.start()].split()
    kept = last in knowledge.set("en.possessive") or not knowledge.set("en.possessive_after").isdisjoint(before[-1:])
    return end if kept else possessive.start()


def with_article(text: str, start: int) -> int:
    """Return the start of an English name with its article: in the middle of a sentence a capital makes it a part.

    Examples
    --------
    >>> text = "The Hague Institute met The Hebrew University."
    >>> with_article(text, 28), with_article(text, 4)
    (24, 4)
    """
    return start - len("The ") if _ARTICLE.fullmatch(text, max(0, start - len("a The ")), start) else start


def glued(text: str, spans: Sequence[Span], found: Sequence[Piece]) -> list[list[Piece]]:
    """Return names (ranges of tokens `spans`) as the pieces that each consists of.

    One that opens with a bracket goes on with the name before: the Co-Location Center | (CLC) East.
    """
    names: list[list[Piece]] = []
    for piece in found:
        first, last, coarse = piece
        start, end = spans[first][0], spans[last - 1][1]
        if names and names[-1][-1][1:] == (first, coarse) and _GOES_ON.match(text, start, end):
            names[-1].append(piece)
        else:
            names.append([piece])
    return names
