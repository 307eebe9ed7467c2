"""The words of a picture: its heading, what it shows of when and from which data, and the legend."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.derive import own_cut
from graph.network import Network
from graph.ontology import ONTOLOGY
from viz.palette import mark, status_line
from viz.picture.drawing import Shape, Text, circle, polyline
from viz.picture.outlines import outline

INK, SOFT, GROUND = "#1c2733", "#5b6776", "#ffffff"
SIZE, ROW = 12.0, 22.0


def heading(language: str) -> str:
    """Return the title of a picture that was given none."""
    return "创新网络" if language == "zh" else "Innovation network"


def stamp(network: Network, language: str) -> tuple[str, str]:
    """Return what the picture shows, of when and from which data; and what the filter kept and left out."""
    zh = language == "zh"
    view = network.view
    days = sorted(d.published for d in network.documents if d.published)
    n, m, d = len(network.entities), len(network.ties), len(network.documents)
    if zh:
        parts = [f"{n:,} 个主体、{m:,} 条联系，来自 {d:,} 份文档"]
    else:
        parts = [f"{_many(n, 'node')} and {_many(m, 'tie')}, from {_many(d, 'document')}"]
    if days:
        parts.append(f"文档日期 {days[0]} 至 {days[-1]}" if zh else f"documents of {days[0]} to {days[-1]}")
    if view.day:
        parts.append(f"截至 {view.day}" if zh else f"as of {view.day}")
    else:
        parts.append("来源未载日期" if zh else "sources undated")
    if view.revision:
        parts.append(f"数据版本 {view.revision[:8]}" if zh else f"data revision {view.revision[:8]}")
    return " · ".join(parts), " · ".join(_filter(network, language))


def _filter(network: Network, language: str) -> list[str]:
    zh, view = language == "zh", network.view
    comma = "、" if zh else ", "
    said = []
    if view.statuses is not None:
        kept = comma.join(ONTOLOGY.label(name, language) for name in ONTOLOGY.statuses if name in view.statuses)
        said.append(f"仅含进展：{kept}" if zh else f"only ties {kept}")
    if view.kinds is not None:
        kept = comma.join(ONTOLOGY.label(name, language) for name in sorted(view.kinds))
        said.append(f"仅含类别：{kept}" if zh else f"only {kept}")
    if view.without:
        said.append(("不含 " if zh else "without ") + comma.join(view.without))
    if cut := own_cut(network):
        said.append(("计入" if zh else "") + cut.in_(language))
    left = sum(count for what, count in view.left_out.items() if what.startswith("ties "))
    if left:
        said.append(f"筛选略去 {left:,} 条联系" if zh else f"{_many(left, 'tie')} left out by the filter")
    if waiting := view.left_out.get("claims to review", 0):
        said.append(f"{waiting:,} 条说法待审核，未计入" if zh else f"{_many(waiting, 'claim')} waiting for review")
    if undated := view.left_out.get("undated documents", 0):
        said.append(f"{undated:,} 份文档未载日期，未计入" if zh else f"{_many(undated, 'undated document')} left out")
    return said


def _many(n: int, word: str) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the legend: a sample, so wide, and its word."""

    word: str
    sample: Callable[[float, float], tuple[Shape, ...]]
    """Given its left end and the middle of the line of text."""
    wide: float
    of_ties: bool = False


def entries(network: Network, hubs: bool, language: str) -> list[Entry]:
    """Return entries for what the picture shows: kinds, unnamed ends, statuses, agreements of many."""
    made = []
    kinds = {entity.kind for entity in network.entities}
    for kind in (*(k for k in ONTOLOGY.kinds if k in kinds), *sorted(kinds - set(ONTOLOGY.kinds))):
        made.append(Entry(ONTOLOGY.label(kind, language), _node_sample(kind), 16))
    if any(entity.placeholder for entity in network.entities):
        made.append(Entry("未具名的一方" if language == "zh" else "unnamed end", _unnamed_sample, 16))
    statuses = {tie.status for tie in network.ties}
    for status in (*(s for s in ONTOLOGY.statuses if s in statuses), *sorted(statuses - set(ONTOLOGY.statuses))):
        made.append(Entry(ONTOLOGY.label(status, language), _line_sample(status), 44, of_ties=True))
    if hubs:
        made.append(Entry("多方协议的汇点" if language == "zh" else "agreement of many", _hub_sample, 18, of_ties=True))
    return made


def _node_sample(kind: str) -> Callable[[float, float], tuple[Shape, ...]]:
    look = mark(kind)

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        body = Shape(outline(look.shape, x + 6, y, 5), fill=look.colour)
        return (body, Shape(circle(x + 6, y, 2.2), fill=GROUND)) if look.shape == "ring" else (body,)

    return draw


def _unnamed_sample(x: float, y: float) -> tuple[Shape, ...]:
    return (Shape(circle(x + 6, y, 5), fill=GROUND, stroke=SOFT, width=1.2, dash=(2.5, 2.5)),)


def _line_sample(status: str) -> Callable[[float, float], tuple[Shape, ...]]:
    look = status_line(status, ONTOLOGY.group_of(status))
    return lambda x, y: (
        Shape(polyline([(x, y), (x + 38, y)]), stroke=look.colour, width=look.width, dash=tuple(map(float, look.dash))),
    )


def _hub_sample(x: float, y: float) -> tuple[Shape, ...]:
    return (Shape(circle(x + 7, y, 5), fill=GROUND, stroke=INK, width=2),)


def legend(
    made: list[Entry], width: Callable[[str, bool], float], left: float, right: float, top: float
) -> tuple[list[Shape | Text], float]:
    """Return the legend in rows between `left` and `right`, and how high it is."""
    items: list[Shape | Text] = []
    x, y = left, top + ROW / 2
    wides = [entry.wide + width(entry.word, False) * SIZE for entry in made]
    one_row = sum(wides) + 20 * (len(wides) - 1) <= right - left
    for number, (entry, wide) in enumerate(zip(made, wides, strict=True)):
        # Where one row is too short, nodes and ties have rows of their own.
        turn = not one_row and number > 0 and entry.of_ties and not made[number - 1].of_ties
        if x > left and (turn or x + wide > right):
            x, y = left, y + ROW
        items += entry.sample(x, y)
        items.append(Text(entry.word, x + entry.wide, y + SIZE * 0.36, SIZE, INK))
        x += wide + 20
    return items, y + ROW / 2 - top
