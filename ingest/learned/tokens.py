"""What the models count in: a Han sign, a Latin word, a number or any other sign is one token.

Labels are those of the flat tagger: begin and inside of seven coarse kinds, and outside. Which of the seven kinds of
organisation a name is, is decided afterwards (`ingest.learned.kinds`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.extract.found import Found
from ingest.extract.knowledge import ORGANISATIONS
from ingest.text.segment import sentences

Span = tuple[int, int]

COARSE = ("ORG", "GEN", "PER", "REG", "GRP", "PRG", "EVT")
"""Coarse kinds: organisations, generic class words, persons, regions, groups, programmes, events."""
LABELS = ("O", *(f"{side}-{kind}" for kind in COARSE for side in "BI"))
KIND_OF = {"PER": "Person", "REG": "Region", "GRP": "Group", "PRG": "Programme", "EVT": "Event"}
"""Coarse kind → kind, where the coarse kind tells it."""
_COARSE_OF = {**dict.fromkeys(ORGANISATIONS, "ORG"), **{kind: coarse for coarse, kind in KIND_OF.items()}}
_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|\d+(?:\.\d+)?|\S")


def tokens(text: str) -> list[Span]:
    """Return the tokens of a clean text as spans; blanks belong to none."""
    return [match.span() for match in _TOKEN.finditer(text)]


def segments(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of `text` as ranges of its tokens: first, one past the last; every token is in one."""
    starts = [start for start, _ in spans]
    cuts = sorted({0, len(spans), *(bisect_left(starts, sentence.start) for sentence in sentences(text))})
    return list(pairwise(cuts))


def spanned(spans: Sequence[Span], stretches: Iterable[Span]) -> list[Span]:
    """Return the range of tokens that each stretch of the text touches: first, one past the last; at least one."""
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    found = []
    for start, end in stretches:
        first = bisect_right(ends, start)
        found.append((first, max(first + 1, bisect_left(starts, end))))
    return found


def coarse(kind: str, generic: bool) -> str | None:
    """Return the coarse kind of a name; None for kinds that the tagger does not know (fields)."""
    return "GEN" if generic else _COARSE_OF.get(kind)


def labelled(spans: Sequence[Span], names: Iterable[Found]) -> list[str]:
    """Return the label of every token under annotated names that do not overlap."""
    starts = [start for start, _ in spans]
    labels = ["O"] * len(spans)
    for name in names:
        kind = coarse(name.kind, name.generic)
        if kind is None:
            continue
        first = max(0, bisect_left(starts, name.start + 1) - 1)
        last = bisect_left(starts, name.end)
        for at in range(first, last):
            labels[at] = f"{'B' if at == first else 'I'}-{kind}"
    return labels


def spans_of(labels: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return the names that labels say: first token, one past the last, coarse kind."""
    found: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for at, label in enumerate((*labels, "O")):
        if start >= 0 and (label[0] != "I" or label[2:] != kind):
            found.append((start, at, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = at, label[2:]
    return found
