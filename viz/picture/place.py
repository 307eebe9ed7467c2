"""Where everything of a network stands on the paper: the explorer's layout, scaled to a page."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from graph.network import Network
from graph.tie import Tie
from viz.layout import Layout, layout
from viz.picture.drawing import Path, curve, polyline
from viz.picture.hubs import Hub, hubs

WIDTH = 1190.0
"""Of a picture, in points: that of an A3 page on its side."""
MARGIN = 36.0
LEAST, MOST = 240.0, 700.0
"""How high the part with the network is."""
LARGEST = 1.15
"""Points of the paper to a unit of the layout, at most: small networks are not blown up."""
BEND = 7.0
"""Points between the parallel ties of a pair."""
MANY = 600
"""From so many entities on, communities are named rather than whoever has many partners."""


@dataclass(frozen=True)
class Places:
    """A network on a page whose part for it begins at `top`."""

    network: Network
    top: float

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of each entity, by id and former id."""
        found = {former: n for n, entity in enumerate(self.network.entities) for former in entity.former}
        return found | {entity.id: n for n, entity in enumerate(self.network.entities)}

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties that can be drawn."""
        return tuple(t for t in self.network.ties if t.source in self.number and t.target in self.number)

    @cached_property
    def hubs(self) -> tuple[Hub, ...]:
        """Agreements of many."""
        return hubs(self.network)

    @cached_property
    def degree(self) -> list[int]:
        """Partners of each entity."""
        pairs = {frozenset((self.number[t.source], self.number[t.target])) for t in self.ties}
        count = Counter(end for pair in pairs for end in pair)
        return [count[n] for n in range(len(self.network.entities))]

    @cached_property
    def _layout(self) -> Layout:
        return layout(
            len(self.network.entities),
            [self.number[t.source] for t in self.ties],
            [self.number[t.target] for t in self.ties],
            names=[min(len(entity.name), 14) for entity in self.network.entities],
        )

    @cached_property
    def leaders(self) -> list[int]:
        """Return whom to name first: those with most partners; of a large network, those of each large community."""
        order = sorted(range(len(self.degree)), key=lambda n: (-self.degree[n], n))
        if len(order) <= MANY:
            return order[:12]
        best: dict[int, int] = {}
        for number in order:
            community = int(self._layout.community[number])
            if 0 <= community < 24 and not self.network.entities[number].placeholder:
                best.setdefault(community, number)
        return [best[community] for community in sorted(best)]

    @cached_property
    def _fitted(self) -> tuple[list[tuple[float, float]], float, float]:
        if not self.network.entities:
            return [], 1.0, LEAST
        drawn = self._layout.positions
        low, high = drawn.min(axis=0), drawn.max(axis=0)
        # Names stand beside and below the outermost nodes.
        wide, tall = WIDTH - 2 * MARGIN - 120, MOST - 90
        scale = min(LARGEST, wide / max(1.0, high[0] - low[0]), tall / max(1.0, high[1] - low[1]))
        height = max(LEAST, float(high[1] - low[1]) * scale + 90)
        middle = (low + high) / 2
        at = [
            (WIDTH / 2 + float(x - middle[0]) * scale, self.top + height / 2 - 8 + float(y - middle[1]) * scale)
            for x, y in drawn
        ]
        return at, float(scale), height

    @property
    def at(self) -> list[tuple[float, float]]:
        """Where each entity stands."""
        return self._fitted[0]

    @property
    def height(self) -> float:
        """How high the part of the page with the network is."""
        return self._fitted[2]

    @cached_property
    def radius(self) -> list[float]:
        """How large each entity is drawn: larger with more partners."""
        least = 0.9 if len(self.degree) > 5000 else 2.0
        grown = [11 * min(2.5, max(1.0, 0.7 + 0.3 * many**0.5)) for many in self.degree]
        return [max(least, r * self._fitted[1]) for r in grown]

    def hub(self, hub: Hub) -> tuple[float, float]:
        """Return where a hub stands: amid its members."""
        at = [self.at[self.number[member]] for member in hub.members]
        return sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at)

    @cached_property
    def _bends(self) -> dict[str, float]:
        """Return how far each tie of several leaves the straight line."""
        pairs: dict[frozenset[str], list[Tie]] = {}
        for tie in self.ties:
            pairs.setdefault(frozenset(tie.ends), []).append(tie)
        bends = {}
        for several in pairs.values():
            for number, tie in enumerate(several):
                # Ties of one pair may be stored from either end: bend by one and the same side.
                side = 1 if self.number[tie.source] < self.number[tie.target] else -1
                off = (number - (len(several) - 1) / 2) * BEND * 2 * side
                bends[tie.id] = off * min(1, 6 / len(several))
        return bends

    def line(self, tie: Tie) -> Path:
        """Return the way of a tie: straight, bent beside its parallels, or a loop."""
        source, target = self.number[tie.source], self.number[tie.target]
        (x0, y0), (x1, y1) = self.at[source], self.at[target]
        if source == target:
            return curve(x0, y0, x0 + 40, y0 - 40, x0 + 2, y0 - 2)
        off = self._bends[tie.id]
        if not off:
            return polyline([(x0, y0), (x1, y1)])
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
        return curve(
            x0, y0, (x0 + x1) / 2 - (y1 - y0) / length * off, (y0 + y1) / 2 + (x1 - x0) / length * off, x1, y1
        )  # fmt: skip

    def head(self, tie: Tie) -> Path | None:
        """Return the arrow head of a directed tie; None where there is no room for one."""
        source, target = self.number[tie.source], self.number[tie.target]
        if not tie.directed or source == target:
            return None
        (x0, y0), (x1, y1) = self.at[source], self.at[target]
        back = self.radius[target] * 1.15 + 2
        if ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 < back + 26:
            return None
        step = self.line(tie)[-1][1]
        # The curve reaches its end from its last control point.
        cx, cy = (step[2], step[3]) if len(step) == 6 else (x0, y0)
        reach = ((x1 - cx) ** 2 + (y1 - cy) ** 2) ** 0.5 or 1.0
        ux, uy = (x1 - cx) / reach, (y1 - cy) / reach
        tx, ty = x1 - ux * back, y1 - uy * back
        wings = [(tx - ux * 8 - uy * 3.4, ty - uy * 8 + ux * 3.4), (tx - ux * 8 + uy * 3.4, ty - uy * 8 - ux * 3.4)]
        return polyline([(tx, ty), *wings], closed=True)
