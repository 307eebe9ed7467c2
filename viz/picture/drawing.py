"""What a picture is made of before it is written in any format: filled or stroked outlines, and lines of text.

Coordinates are points, x to the right and y down, from the upper left corner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Step = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
"""Move to (x, y); line to (x, y); Bézier curve by two control points to (x, y); close."""
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline that is filled, stroked or both."""

    path: Path
    fill: str | None = None
    """#rrggbb."""
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    """Lengths of stroke and gap by turns; empty means solid."""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    text: str
    x: float
    """Where it begins."""
    y: float
    """Of the base line."""
    size: float
    colour: str
    bold: bool = False
    halo: str | None = None
    """Colour of an edge around the signs, so that lines under them do not hurt."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, later items over earlier ones."""

    width: float
    height: float
    title: str
    about: str
    """What it shows, of when and from which data: for those who hear pictures, and for search."""
    items: tuple[Shape | Text, ...]


def polyline(points: Iterable[tuple[float, float]], *, closed: bool = False) -> Path:
    """Return the path along `points`."""
    steps: list[Step] = [("L" if number else "M", point) for number, point in enumerate(points)]
    return (*steps, ("Z", ())) if closed else tuple(steps)


def curve(x0: float, y0: float, cx: float, cy: float, x1: float, y1: float) -> Path:
    """Return the quadratic curve from (x0, y0) by (cx, cy) to (x1, y1)."""
    near = (x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3)
    far = (x1 + (cx - x1) * 2 / 3, y1 + (cy - y1) * 2 / 3)
    return (("M", (x0, y0)), ("C", (*near, *far, x1, y1)))


# Distance of the control points of a quarter circle of radius 1.
QUARTER = 0.5522847498


def circle(x: float, y: float, r: float) -> Path:
    """Return the circle of radius `r` around (x, y)."""
    c = QUARTER * r
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + c, x + c, y + r, x, y + r)),
        ("C", (x - c, y + r, x - r, y + c, x - r, y)),
        ("C", (x - r, y - c, x - c, y - r, x, y - r)),
        ("C", (x + c, y - r, x + r, y - c, x + r, y)),
        ("Z", ()),
    )
