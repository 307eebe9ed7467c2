"""A network composed into a drawing: heading, ties, hubs, nodes, names, legend."""

from collections.abc import Callable

from graph.network import Network
from graph.ontology import ONTOLOGY
from viz.palette import Line, mark, status_line
from viz.picture.drawing import Drawing, Path, Shape, Text, circle, polyline
from viz.picture.fonts import Fonts
from viz.picture.legend import GROUND, INK, ROW, SOFT, entries, legend, stamp
from viz.picture.names import Named, cut, place
from viz.picture.outlines import outline
from viz.picture.place import MANY, MARGIN, WIDTH, Places

DENSE = 900
"""From so many ties on they are drawn thinner, fainter and without heads."""
CROWD = 40
"""Ties of a dense picture that share one stroke: where strokes cross it darkens, which shows where many run."""

MOST_NAMES = 400


def compose(network: Network, faces: Fonts, *, title: str, language: str = "zh") -> Drawing:
    """Return the drawing of a network.

    Parameters
    ----------
    network : Network
        Drawn whole.
    faces : Fonts
        Of names and words.
    title : str
        Heading; cut where it is longer than the page is wide; none if empty.
    language : {"zh", "en"}
        Of names, legend and stamp.
    """

    def width(text: str, bold: bool) -> float:
        return faces.face(bold).width(text)

    said, kept = stamp(network, language)
    head: list[Shape | Text] = []
    top = 46.0
    if title:
        head.append(Text(_fitting(title, 22, True, width), MARGIN, top, 22, INK, bold=True))
        top += 20
    for line in filter(None, (said, kept)):
        head.append(Text(_fitting(line, 12, False, width), MARGIN, top, 12, SOFT))
        top += 18
    places = Places(network, top)
    body: list[Shape | Text] = [*_ties(places), *_hubs(places), *_nodes(places), *_names(places, faces, language)]
    foot = top + places.height
    below, tall = legend(
        entries(network, bool(places.hubs), language), width, MARGIN, WIDTH - MARGIN, foot + ROW / 2
    )  # fmt: skip
    height = foot + ROW / 2 + tall + MARGIN * 0.6
    ground = Shape(polyline([(0, 0), (WIDTH, 0), (WIDTH, height), (0, height)], closed=True), fill=GROUND)
    return Drawing(WIDTH, height, title, " · ".join(filter(None, (said, kept))), (ground, *body, *head, *below))


def _fitting(text: str, size: float, bold: bool, width: Callable[[str, bool], float]) -> str:
    """Return `text`, cut where it would leave the page."""
    room = (WIDTH - 2 * MARGIN) / size
    if width(text, bold) <= room:
        return text
    while text and width(text + "…", bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _look(status: str) -> Line:
    return status_line(status, ONTOLOGY.group_of(status))


def _rank(status: str) -> int:
    """Return the order of drawing: what exists lies on top of what is only meant, and that on what has ended."""
    known = ONTOLOGY.statuses.get(status)
    return -1 if known is None or known.group == "ended" else known.order


def _ties(places: Places) -> list[Shape]:
    in_hubs = {tie for hub in places.hubs for tie in hub.ties}
    ties = [tie for tie in places.ties if tie.id not in in_hubs]
    dense = len(ties) > DENSE
    opacity = max(0.1, min(0.45, 1200 / len(ties))) if dense else 0.75
    drawn = []
    for status in sorted({tie.status for tie in ties}, key=lambda name: (_rank(name), name)):
        look = _look(status)
        of_status = [tie for tie in ties if tie.status == status]
        together = CROWD if dense else len(of_status)
        for at in range(0, len(of_status), together):
            path: Path = tuple(step for tie in of_status[at : at + together] for step in places.line(tie))
            wide = look.width * (0.6 if dense else 1)
            drawn.append(
                Shape(path, stroke=look.colour, width=wide, dash=tuple(map(float, look.dash)), opacity=opacity)
            )
        heads = [] if dense else [head for tie in of_status if (head := places.head(tie))]
        if heads:
            drawn.append(Shape(tuple(step for head in heads for step in head), fill=look.colour, opacity=0.9))
    return drawn


def _hubs(places: Places) -> list[Shape]:
    status_of = {tie.id: tie.status for tie in places.ties}
    drawn = []
    for hub in places.hubs:
        look = _look(max((status_of[tie] for tie in hub.ties), key=_rank))
        x, y = places.hub(hub)
        spokes: Path = tuple(
            step for m in hub.members for step in polyline([(x, y), places.at[places.number[m]]])
        )  # fmt: skip
        dash = tuple(map(float, look.dash))
        drawn.append(Shape(spokes, stroke=look.colour, width=look.width, dash=dash, opacity=0.7))
        drawn.append(Shape(circle(x, y, 5), fill=GROUND, stroke=look.colour, width=2))
    return drawn


def _nodes(places: Places) -> list[Shape]:
    drawn = []
    entities = places.network.entities
    for number in sorted(range(len(entities)), key=lambda n: (places.degree[n], n)):
        entity, (x, y), r = entities[number], places.at[number], places.radius[number]
        look = mark(entity.kind)
        path = outline(look.shape, x, y, r)
        if entity.placeholder:
            dots = (2.5, 2.5) if r > 3 else ()
            drawn.append(Shape(path, fill=GROUND, stroke=look.colour, width=max(0.8, min(2, r * 0.22)), dash=dots))
            continue
        edge = 1.5 if r > 5 else 0.8
        drawn.append(Shape(path, fill=look.colour, stroke=GROUND if r > 2 else None, width=edge))
        if look.shape == "ring" and r > 2:
            drawn.append(Shape(circle(x, y, r * 0.45), fill=GROUND))
    return drawn


def _names(places: Places, faces: Fonts, language: str) -> list[Shape | Text]:
    entities, degree = places.network.entities, places.degree
    most = max(degree, default=0)
    leaders = places.leaders
    first = set(leaders)
    order = [*leaders, *sorted((n for n in range(len(entities)) if n not in first), key=lambda n: (-degree[n], n))]
    wanted = []
    for number in order:
        entity, (x, y) = entities[number], places.at[number]
        name = (language == "en" and entity.name_en) or entity.name
        big = number in first if len(entities) > MANY else degree[number] > max(3, most * 0.45)
        long = 20 if big or len(entities) < 60 else 14
        named = Named(cut(name, long), cut(name, 8), x, y, places.radius[number], 13 if big else 11.5, big)
        wanted.append((number, named))
    area = MARGIN / 2, places.top, WIDTH - MARGIN / 2, places.top + places.height
    nodes = [(x, y, r) for (x, y), r in zip(places.at, places.radius, strict=True)]
    labels = place(nodes, wanted, lambda text, bold: faces.face(bold).width(text), area, MOST_NAMES, len(leaders))
    drawn: list[Shape | Text] = []
    for label in labels:
        if label.leader:
            line = polyline([label.leader[:2], label.leader[2:]])
            # Over the lines of the network a line of its own needs an edge to be seen.
            drawn += [Shape(line, stroke=GROUND, width=3), Shape(line, stroke=INK, width=0.8)]
    drawn += [
        Text(label.text, label.box[0], label.box[1] + label.size, label.size, INK, label.bold, halo=GROUND)
        for label in labels
    ]
    return drawn
