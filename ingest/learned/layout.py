"""A document as the scorer of pairs takes it in: tokens with marks of who stands there, pairs as rows of numbers."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.learned.candidates import ENTITIES, HOWS, KINDS, Actor, Scene, Shapes, pairs
from ingest.learned.pieces import Window, WordPieces, cases, windows
from ingest.learned.tokens import segments, tokens

MARKS = 1 + 2 * 3 * len(ENTITIES)
"""Nothing, or begin / inside × name, class word, pointing word × kind."""
SIZES = (len(ENTITIES), len(ENTITIES), len(HOWS), len(HOWS), 2, 2, 2, 2, 7, 6, 4, 4, 4, 3, 3, 2)
"""How many values each fact of a pair can take: kinds, hows, class words, order, one list, distance, lists between,
commas between, sizes of lists, name in name, who opens the sentence, language."""
SPAN_CAP, GAP_CAP = 40, 64
"""Tokens of a span and of a stretch that are pooled; of longer ones the two ends."""
_DISTANCE = (1, 4, 8, 14, 25, 45)
_OTHER, _SAME, _OF_Y, _Y, _OF_X = range(5)
_AWAY = (-25, -10, -3, 0, 1, 4, 11, 26)
HEADS, LOOK = 4, 128
"""With how many heads, and how wide in all, a pair looks at the tokens of its window."""
PLACES = 5 * (len(_AWAY) + 1)
"""How a token can lie to a pair, see `places`."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Arrays over one document; spans and gaps are ranges of tokens, (0, 0) is nowhere."""

    windows: list[Window]
    cases: Ints
    """How each token is written, see `ingest.learned.pieces.case_of`."""
    marks: Ints
    """Mark of each token."""
    spans: Ints
    """[m, 2] where actors stand."""
    gaps: Ints
    """[g, 2] stretches between two of a pair, and sentences."""
    rows: Ints
    """[p, 6] of each pair: span of x, span of y, gap between, its sentence, token to the left, token to the right."""
    facts: Ints
    """[p, len(SIZES)]"""
    allowed: npt.NDArray[np.bool_]
    """[p, len(KINDS)]"""
    at: tuple[tuple[int, int, int], ...]
    """Of each pair: number of the scene, index of x, index of y."""
    lone: Ints
    """[s, 2] of each thing that may be approved by nobody named: its span, its sentence."""
    scene: Ints
    """Number of the scene of each token; -1 for none."""
    stands: Ints
    """[k, 4] of each place where somebody stands: number of the name, number of the scene, first token, one past."""
    named: Ints
    """[p, 2] of each pair: numbers of the names of x and y."""


def layout(text: str, found: Sequence[Scene], shapes: Shapes, pieces: WordPieces, english: bool) -> Layout:
    """Return the arrays of a document whose scenes are `found`."""
    return _Builder(text, found, shapes, english).build(pieces)


class _Numbers:
    """Gives each span a number, in the order of coming."""

    def __init__(self) -> None:
        self.of: dict[tuple[int, int], int] = {}

    def __call__(self, span: tuple[int, int]) -> int:
        return self.of.setdefault(span, len(self.of))

    def array(self) -> Ints:
        return np.array(list(self.of), np.int64).reshape(-1, 2)


class _Builder:
    def __init__(self, text: str, found: Sequence[Scene], shapes: Shapes, english: bool) -> None:
        self.text, self.found, self.shapes, self.english = text, found, shapes, english
        self.tokens = tokens(text)
        self.starts = [start for start, _ in self.tokens]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens of a stretch of text."""
        if end <= start:
            return (0, 0)
        first = max(0, bisect_left(self.starts, start + 1) - 1)
        return first, max(first + 1, bisect_left(self.starts, end))

    def build(self, pieces: WordPieces) -> Layout:
        marks = np.zeros(len(self.tokens), np.int64)
        spans, gaps = _Numbers(), _Numbers()
        rows: list[tuple[int, ...]] = []
        facts: list[tuple[int, ...]] = []
        allowed: list[tuple[int, ...]] = []
        at: list[tuple[int, int, int]] = []
        lone: list[tuple[int, int]] = []
        # The place where a carried or pointing name last stood in full.
        last: dict[str, tuple[int, int]] = {}
        names: dict[str, int] = {}
        stands: list[tuple[int, int, int, int]] = []
        named: list[tuple[int, int]] = []
        of_token = np.full(len(self.tokens), -1, np.int64)
        for number, scene in enumerate(self.found):
            sentence = gaps(self.span(scene.start, scene.end))
            of_token[slice(*self.span(scene.start, scene.end))] = number
            ends = scene.edges
            standing = [self._stands(actor, last) for actor in scene.actors]
            for actor in scene.actors:
                self._mark(marks, actor)
                name = names.setdefault(actor.name, len(names))
                if actor.end > actor.start:
                    stands.append((name, number, *self.span(actor.start, actor.end)))
            for x, y, kinds in pairs(scene, self.shapes):
                one, two = (x, y) if x.index < y.index else (y, x)
                left, right = ends[one.group][0], ends[two.group][1]
                between = (one.end, two.start) if one.group == two.group else (ends[one.group][1], ends[two.group][0])
                rows.append(
                    (
                        spans(standing[x.index]),
                        spans(standing[y.index]),
                        gaps(self.span(*between)),
                        sentence,
                        self.span(max(left - 1, scene.start), left + 1)[0],
                        self.span(min(right, scene.end - 1), right + 1)[0],
                    )
                )
                facts.append(self._facts(scene, x, y, self.text[slice(*between)]))
                allowed.append(kinds)
                at.append((number, x.index, y.index))
                named.append((names[x.name], names[y.name]))
            for actor in scene.actors:
                if actor.end > actor.start and self.shapes.alone(actor.kind):
                    lone.append((spans(standing[actor.index]), sentence))
                if actor.end > actor.start and not actor.how:
                    last[actor.name] = self.span(actor.start, actor.end)
        spans((0, 0))
        may = np.zeros((len(rows), len(KINDS)), bool)
        for row, kinds in enumerate(allowed):
            may[row, list(kinds)] = True
        return Layout(
            windows(self.text, self.tokens, segments(self.text, self.tokens), pieces), cases(self.text, self.tokens),
            marks, spans.array(), gaps.array(),
            np.array(rows, np.int64).reshape(-1, 6), np.array(facts, np.int64).reshape(-1, len(SIZES)), may, tuple(at),
            np.array(lone, np.int64).reshape(-1, 2),
            of_token, np.array(stands, np.int64).reshape(-1, 4), np.array(named, np.int64).reshape(-1, 2),
        )  # fmt: skip

    def _stands(self, actor: Actor, last: dict[str, tuple[int, int]]) -> tuple[int, int]:
        return self.span(actor.start, actor.end) if actor.end > actor.start else last.get(actor.name, (0, 0))

    def _mark(self, marks: Ints, actor: Actor) -> None:
        first, end = self.span(actor.start, actor.end)
        if end > first and not marks[first]:
            as_what = 2 if actor.how else 1 if actor.generic else 0
            begin = 1 + 2 * (ENTITIES.index(actor.kind) + len(ENTITIES) * as_what)
            marks[first:end] = begin + 1
            marks[first] = begin

    def _facts(self, scene: Scene, x: Actor, y: Actor, gap: str) -> tuple[int, ...]:
        one, two = (x, y) if x.index < y.index else (y, x)
        apart = max(0, two.group - one.group - 1)  # lists are runs, numbered in order
        return (
            ENTITIES.index(x.kind),
            ENTITIES.index(y.kind),
            HOWS.index(x.how),
            HOWS.index(y.how),
            int(x.generic),
            int(y.generic),
            int(one is x),
            int(x.group == y.group),
            sum(len(gap) >= cut for cut in _DISTANCE),
            min(apart, 5),
            min(gap.count(",") + gap.count(";"), 3),
            min(x.size, 4) - 1,
            min(y.size, 4) - 1,
            2 if x.name in y.name else 1 if y.name in x.name else 0,
            2 if y.index == 0 else 1 if x.index == 0 else 0,
            int(self.english),
        )


def by_window(laid: Layout) -> list[Ints]:
    """Return for each window the pairs whose sentence opens in it."""
    firsts = [window.first for window in laid.windows]
    place = np.searchsorted(firsts, laid.gaps[laid.rows[:, 3], 0], "right") - 1
    return [np.flatnonzero(place == number) for number in range(len(laid.windows))]


def places(laid: Layout, window: Window, rows: Ints) -> Ints:
    """Return how the tokens of a window lie to pairs, [pairs, tokens], each below `PLACES`.

    In the pair's sentence, in another one that names y or x, or the name of y itself; and how far before or after the
    stretch from one of the two to the other.
    """
    low, high = window.first, window.first + window.count
    tokens = np.arange(low, high)
    names, named = np.unique(laid.named[rows], return_inverse=True)
    named = named.reshape(-1, 2)
    sentence = laid.scene[low:high]
    stands = laid.stands[np.isin(laid.stands[:, 0], names) & (laid.stands[:, 2] < high) & (laid.stands[:, 3] > low)]
    there = np.zeros((len(names), window.count), np.int8)
    itself = np.zeros_like(there)
    for name, number, first, end in stands.tolist():
        row = int(np.searchsorted(names, name))
        there[row, sentence == number] = 1
        itself[row, max(first - low, 0) : max(end - low, 0)] = 1
    kind = np.where(there[named[:, 0]] > 0, _OF_X, _OTHER)
    kind[there[named[:, 1]] > 0] = _OF_Y
    kind[sentence[None] == np.array([laid.at[row][0] for row in rows.tolist()])[:, None]] = _SAME
    kind[itself[named[:, 1]] > 0] = _Y
    start, end = _stretch(laid, rows)
    away = np.minimum(tokens - start[:, None], 0) + np.maximum(tokens - end[:, None] + 1, 0)
    lies: Ints = kind * (len(_AWAY) + 1) + np.digitize(away, _AWAY)
    return lies


def _stretch(laid: Layout, rows: Ints) -> tuple[Ints, Ints]:
    """Return where the stretch of each pair starts and ends: of those who stand in the sentence, else its start."""
    first, end = laid.gaps[laid.rows[rows, 3]].T
    spans = laid.spans[laid.rows[rows, :2]]
    inside = (spans[..., 1] > spans[..., 0]) & (spans[..., 0] >= first[:, None]) & (spans[..., 1] <= end[:, None])
    start = np.where(inside, spans[..., 0], end[:, None]).min(1)
    stop = np.where(inside, spans[..., 1], -1).max(1)
    none = ~inside.any(1)
    return np.where(none, first, start), np.where(none, first + 1, stop)


def pooled(span: Ints, cap: int) -> Ints:
    """Return the tokens of a span that are pooled: all, or the two ends of a long one."""
    first, last = int(span[0]), int(span[1])
    if last - first <= cap:
        return np.arange(first, last)
    return np.concatenate([np.arange(first, first + cap // 2), np.arange(last - cap // 2, last)])
