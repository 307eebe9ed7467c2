"""How kinds and statuses look: colour *and* shape for who, line style *and* colour for how far along.

Every view of the project draws from here, so that an orange square is an enterprise wherever it stands. Colours are
told apart under the common colour-blindnesses together with their shapes; no meaning rests on colour alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How members of an entity kind are drawn."""

    colour: str
    """On a light page, #rrggbb."""
    dark: str
    """On a dark page."""
    shape: str
    """circle, hexagon, square, triangle, pentagon, diamond, star, ring, octagon, down, bar, plus or cross."""


@dataclass(frozen=True, slots=True)
class Line:
    """How ties of a status, or of a group of statuses, are drawn."""

    colour: str
    dark: str
    dash: tuple[int, ...]
    """Lengths of stroke and gap in pixels, by turns; empty means solid."""
    width: float
    """In pixels."""


MARKS = {
    "University": Mark("#2463b0", "#6ea8f0", "circle"),
    "Institute": Mark("#2e93b8", "#62c3e3", "hexagon"),
    "Enterprise": Mark("#d17a1d", "#f0a552", "square"),
    "Agency": Mark("#a8323e", "#ee7c86", "triangle"),
    "Association": Mark("#8a6a3a", "#c9a86f", "pentagon"),
    "Platform": Mark("#14806a", "#4cc4a8", "diamond"),
    "Consortium": Mark("#7643a3", "#b98be0", "star"),
    "Person": Mark("#c4578f", "#f095c2", "ring"),
    "Group": Mark("#868d97", "#a9b1bc", "octagon"),
    "Region": Mark("#5c7140", "#a3bd7f", "down"),
    "Programme": Mark("#474fae", "#9aa0f0", "bar"),
    "Event": Mark("#a5851c", "#e0c25a", "plus"),
    "Field": Mark("#5f7183", "#9fb3c6", "cross"),
}

UNKNOWN = Mark("#6b7280", "#a9b1bc", "circle")
"""Of kinds that the ontology does not know."""

# Only what exists is a solid line: planned must never be taken for operating, in colour or in grey.
LINES = {
    "existing": Line("#2f4356", "#c8d4e0", (), 1.8),
    "under way": Line("#2a78b8", "#6cb4ea", (11, 4), 1.6),
    "agreed": Line("#a96c12", "#e0ac5a", (9, 3, 2, 3), 1.6),
    "intended": Line("#8a6fb0", "#b7a2da", (2, 4), 1.5),
    "ended": Line("#9a9a9a", "#7d848c", (1, 7), 1.3),
}

# Within a group the colour is one; strokes tell its statuses apart, on paper and in grey as well.
STROKES: dict[str, tuple[tuple[int, ...], float]] = {
    "planned": ((2, 5), 1.4),
    "promoting": ((3, 4, 3, 10), 1.8),
    "signed": ((9, 3, 2, 3), 1.6),
    "building": ((6, 4), 1.5),
    "approved": ((15, 4), 1.9),
    "operating": ((), 2.0),
    "ended": ((1, 9), 1.3),
}

UNKNOWN_LINE = Line("#9a9a9a", "#7d848c", (4, 4), 1.3)
"""Of statuses that the ontology does not know."""


def mark(kind: str) -> Mark:
    """Return how an entity of this kind is drawn."""
    return MARKS.get(kind, UNKNOWN)


def line(group: str) -> Line:
    """Return how ties of this status group are drawn where its statuses are not told apart."""
    return LINES.get(group, UNKNOWN_LINE)


def status_line(status: str, group: str) -> Line:
    """Return how a tie of this status is drawn: in the colour of its group, with strokes of its own."""
    look = line(group)
    dash, width = STROKES.get(status, (look.dash, look.width))
    return Line(look.colour, look.dark, dash, width)
