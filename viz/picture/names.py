"""Names that overlap neither one another nor a node: the most linked first, each where it finds room."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

CELL = 48
GAP = 3.0
MOST_MISSES = 1500
"""After so many names without room the picture is full."""
REACHES = (22, 36, 52, 70, 92, 118, 148)
"""So far from its node a name may stand that a line leads to."""
DIRECTIONS = 16

Line = tuple[float, float, float, float]
"""From (x, y) to (x, y)."""


class Room:
    """Rectangles that are taken, found by where they are."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        self._taken: list[Box] = []

    def meets(self, box: Box, but: int = -1) -> bool:
        """Return whether `box` overlaps a rectangle that is taken, other than number `but`."""
        left, top, right, bottom = box
        for cell in _cells(box):
            for number in self._cells.get(cell, ()):
                a, b, c, d = self._taken[number]
                if number != but and a < right and c > left and b < bottom and d > top:
                    return True
        return False

    def take(self, box: Box) -> int:
        """Take a rectangle and return its number."""
        self._taken.append(box)
        for cell in _cells(box):
            self._cells[cell].append(len(self._taken) - 1)
        return len(self._taken) - 1


@dataclass(frozen=True, slots=True)
class Named:
    """A node that would be named."""

    text: str
    short: str
    """The same cut, for where there is little room."""
    x: float
    y: float
    r: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A name that has its place."""

    text: str
    box: Box
    size: float
    bold: bool
    leader: Line | None = None
    """From the node to the name, where that stands apart."""


def place(
    nodes: Sequence[tuple[float, float, float]],
    wanted: Sequence[tuple[int, Named]],
    width: Callable[[str, bool], float],
    area: Box,
    most: int,
    called: int = 0,
) -> tuple[Label, ...]:
    """Return the names that found room.

    Parameters
    ----------
    nodes : sequence of (x, y, radius)
        What no name may cover.
    wanted : sequence of (number of the node, Named)
        The most important first.
    width : callable
        Width of a text in ems; the second argument says whether it is bold.
    area : Box
        Inside which names stand.
    most : int
        How many at most.
    called : int
        So many of the first may stand apart from their nodes, with a line that leads to them.
    """
    room = Room()
    own = [room.take((x - r, y - r, x + r, y + r)) for x, y, r in nodes]
    labels: list[Label] = []
    missed = 0
    for rank, (number, named) in enumerate(wanted):
        if len(labels) >= most or missed >= MOST_MISSES:
            break
        leaders = [label.leader for label in labels if label.leader]
        for text in dict.fromkeys((named.text, named.short)):
            box = _free(room, named, width(text, named.bold) * named.size, own[number], area)
            if box and not any(crosses(box, line) for line in leaders):
                room.take(box)
                labels.append(Label(text, box, named.size, named.bold))
                break
        else:
            apart = (
                _apart(room, named, width(named.text, named.bold) * named.size, area, labels) if rank < called else None
            )
            if apart:
                room.take(apart.box)
                labels.append(apart)
            else:
                missed += 1
    return tuple(labels)


def _free(room: Room, named: Named, wide: float, own: int, area: Box) -> Box | None:
    """Return the first free place beside a node: below, right, above, left, then aslant."""
    x, y, r, high = named.x, named.y, named.r, named.size * 1.2
    tries = (
        (x - wide / 2, y + r + GAP),
        (x + r + GAP, y - high / 2),
        (x - wide / 2, y - r - GAP - high),
        (x - r - GAP - wide, y - high / 2),
        (x + r * 0.7 + GAP, y + r * 0.7),
        (x + r * 0.7 + GAP, y - r * 0.7 - high),
    )
    for left, top in tries:
        box = left, top, left + wide, top + high
        if _inside(box, area) and not room.meets((left - 2, top - 1, left + wide + 2, top + high + 1), own):
            return box
    return None


def _apart(room: Room, named: Named, wide: float, area: Box, labels: Sequence[Label]) -> Label | None:
    """Return the name at the nearest free place around its node to which a line leads that crosses no name or line."""
    x, y, high = named.x, named.y, named.size * 1.2
    leaders = [label.leader for label in labels if label.leader]
    for reach in REACHES:
        for turn in range(DIRECTIONS):
            c, s = cos(turn * 2 * pi / DIRECTIONS), sin(turn * 2 * pi / DIRECTIONS)
            # The edge that faces the node is so far off, wherever the middle comes to lie.
            mx, my = x + c * (reach + wide / 2 * abs(c)), y + s * (reach + high / 2 * abs(s))
            box = mx - wide / 2, my - high / 2, mx + wide / 2, my + high / 2
            if not _inside(box, area) or room.meets((box[0] - 2, box[1] - 1, box[2] + 2, box[3] + 1)):
                continue
            leader = x, y, min(box[2], max(box[0], x)), min(box[3], max(box[1], y))
            if any(crosses(label.box, leader) for label in labels) or any(
                crosses(box, other) or meet(leader, other) for other in leaders
            ):
                continue
            # The line ends at the node's edge, so that its colour and shape are seen.
            off = (named.r + 1) / (hypot(leader[2] - x, leader[3] - y) or 1)
            start = x + (leader[2] - x) * off, y + (leader[3] - y) * off
            return Label(named.text, box, named.size, named.bold, (*start, leader[2], leader[3]))
    return None


def _inside(box: Box, area: Box) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def crosses(box: Box, line: Line) -> bool:
    """Return whether a line runs through a rectangle (Liang and Barsky)."""
    first, last = 0.0, 1.0
    x0, y0, x1, y1 = line
    for step, low, high in ((x1 - x0, box[0] - x0, box[2] - x0), (y1 - y0, box[1] - y0, box[3] - y0)):
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        first = max(first, min(low / step, high / step))
        last = min(last, max(low / step, high / step))
    return first < last


def meet(one: Line, two: Line) -> bool:
    """Return whether two lines cross."""

    def side(line: Line, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, two[0], two[1]) * side(one, two[2], two[3]) < 0
        and side(two, one[0], one[1]) * side(two, one[2], one[3]) < 0
    )


def cut(text: str, most: float) -> str:
    """Return `text` cut to about `most` Chinese characters."""
    wide = 0.0
    for at, sign in enumerate(text):
        wide += 1 if sign > "\u2e7f" else 0.55
        if wide > most:
            return text[:at].rstrip() + "…"
    return text


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(value // CELL) for value in box)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield column, row
