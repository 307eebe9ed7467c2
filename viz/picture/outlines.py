"""The outline of each kind of node, with about the area of a circle of the same radius: those of the explorer."""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from viz.picture.drawing import Path, circle, polyline

Points = Sequence[tuple[float, float]]


def _regular(corners: int, turn: float, reach: float = 1.0, down: float = 0.0) -> Points:
    angles = [turn + number * 2 * pi / corners for number in range(corners)]
    return [(reach * cos(angle), reach * sin(angle) + down) for angle in angles]


def _star() -> Points:
    reach = [1.3, 0.72] * 6
    return [(r * cos(-pi / 2 + i * pi / 6), r * sin(-pi / 2 + i * pi / 6)) for i, r in enumerate(reach)]


_A, _B = 0.42, 1.12
_PLUS: Points = [
    (-_A, -_B), (_A, -_B), (_A, -_A), (_B, -_A), (_B, _A), (_A, _A),
    (_A, _B), (-_A, _B), (-_A, _A), (-_B, _A), (-_B, -_A), (-_A, -_A),
]  # fmt: skip

POLYGONS: dict[str, Points] = {
    "square": [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
    "triangle": _regular(3, -pi / 2, 1.32, 0.14),
    "down": _regular(3, pi / 2, 1.32, -0.14),
    "diamond": _regular(4, 0, 1.24),
    "pentagon": _regular(5, -pi / 2, 1.12, 0.05),
    "hexagon": _regular(6, 0, 1.08),
    "octagon": _regular(8, pi / 8, 1.05),
    "bar": [(-1.25, -0.62), (1.25, -0.62), (1.25, 0.62), (-1.25, 0.62)],
    "star": _star(),
    "plus": _PLUS,
    "cross": [((x - y) / sqrt(2), (x + y) / sqrt(2)) for x, y in _PLUS],
}
"""Corners around (0, 0) for radius 1; what is not here is drawn round."""


def outline(shape: str, x: float, y: float, r: float) -> Path:
    """Return the outline of `shape`, one of `viz.palette.Mark.shape`, around (x, y)."""
    corners = POLYGONS.get(shape)
    if corners is None:
        return circle(x, y, r)
    return polyline([(x + px * r, y + py * r) for px, py in corners], closed=True)
