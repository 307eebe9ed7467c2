"""The quick view: a real `pyvis.network.Network` to play with, and a page from it that is offline and safe.

pyvis as it comes drops parallel links, fetches Bootstrap from a CDN, runs markup that stands in a heading or a tooltip,
cannot write a date and writes in the machine's charset. `QuickView` is a pyvis network that does none of this, however
its owner goes on to tune it. This is the one file that knows pyvis; the explorer (`viz.explorer`) is the view for
readers.
"""

import re
from collections import defaultdict
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from pyvis.network import Network as PyvisNetwork

from graph.entity import Entity
from graph.errors import UsageError
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.sentence import marked
from graph.tie import Tie
from viz.layout import layout
from viz.page import policy
from viz.palette import mark, status_line
from viz.quicknames import folded, name_size, with_room

MOST_NODES, MOST_LINKS = 1_500, 5_000
"""Beyond these vis-network takes longer than a reader waits: 1,500 nodes took 3 minutes where physics was on."""

SENTENCES = 5
"""Sentences that a tooltip quotes; the explorer has all."""

# vis-network's own shapes that come nearest to the explorer's; every one takes its label below.
SHAPES = {
    "circle": "dot",
    "hexagon": "hexagon",
    "square": "square",
    "triangle": "triangle",
    "diamond": "diamond",
    "star": "star",
    "down": "triangleDown",
}

# The same shapes for the legend, in a square of 12.
OUTLINES = {
    "dot": '<circle cx="6" cy="6" r="5"',
    "hexagon": '<path d="M11 6 8.5 10.3H3.5L1 6 3.5 1.7H8.5Z"',
    "square": '<path d="M1.5 1.5H10.5V10.5H1.5Z"',
    "triangle": '<path d="M6 1 11.5 10.5H.5Z"',
    "triangleDown": '<path d="M6 11 .5 1.5H11.5Z"',
    "diamond": '<path d="M6 .5 11.5 6 6 11.5.5 6Z"',
    "star": '<path d="M6 .4 7.4 4.3 11.6 4.4 8.3 6.9 9.5 11 6 8.6 2.5 11 3.7 6.9.4 4.4 4.6 4.3Z"',
}

FACE = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"


class QuickView(PyvisNetwork):  # type: ignore[misc]
    """A pyvis network whose page fetches nothing and runs nothing but vis-network."""

    caption: str = ""
    """Line above the picture; text, never markup."""
    language: str = "zh"
    kinds: tuple[str, ...] = ()
    """Entity kinds that the legend names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(directed=True, cdn_resources="in_line", **options)
        self.templateEnv.autoescape = True
        self.templateEnv.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Return the page, complete in itself.

        Raises
        ------
        UsageError
            If the view was tuned to something that cannot be made safe: pyvis' menus write ids as markup, DOT text is
            pasted into the script.
        """
        if self.select_menu or self.filter_menu:
            raise UsageError("pyvis' menus run what stands in a name. Leave them off, or use the explorer.")
        if self.use_DOT:
            raise UsageError("DOT text cannot be made safe. Add nodes and edges instead.")
        nodes, edges, _, height, width, options = self.get_network_data()
        page = self.templateEnv.get_template(self.path).render(
            height=height,
            width=width,
            nodes=_plain(nodes),
            edges=_plain(edges),
            heading="",
            options=options.replace("<", "\\u003c"),  # the template pastes it into the script as it is
            physics_enabled=_physics(self.options),
            use_DOT=False,
            dot_lang="",
            widget=False,
            bgcolor=self.bgcolor,
            conf=self.conf,
            tooltip_link=False,  # pyvis turns it on where a title says "href", and every title into markup
            neighborhood_highlight=self.neighborhood_highlight,
            select_menu=False,
            filter_menu=False,
            notebook=False,
            cdn_resources="in_line",
        )
        self.html = _offline(page, self.heading or self.caption, _legend(self.kinds, self.language), self.language)
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page to the file `name`, in UTF-8 whatever the machine's charset."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", errors="replace")
        if open_browser:
            import webbrowser

            webbrowser.open(Path(name).resolve().as_uri())


def quick_view(network: Network, *, language: str = "zh", title: str | None = None) -> QuickView:
    """Return the network as a pyvis network: looks as in the explorer, every tie a link, every name shown.

    Parameters
    ----------
    network : Network
        Up to 1,500 entities and 5,000 ties.
    language : {"zh", "en"}
        Of names, labels and tooltips.
    title : str, optional
        Line above the picture.

    Raises
    ------
    UsageError
        If the network is larger than pyvis can show.
    """
    entities, ties = network.entities, network.ties
    if len(entities) > MOST_NODES or len(ties) > MOST_LINKS:
        raise UsageError(
            f"The quick view shows up to {MOST_NODES:,} entities and {MOST_LINKS:,} ties; here are {len(entities):,} "
            f"and {len(ties):,}. Narrow the view with --kind or --status, or use the explorer, which has no such limit."
        )
    view = QuickView(height="calc(100vh - 6rem)", width="100%", bgcolor="#ffffff", neighborhood_highlight=False)
    view.caption, view.language = title or _caption(network, language), language
    present = {entity.kind for entity in entities}
    view.kinds = (*(kind for kind in ONTOLOGY.kinds if kind in present), *sorted(present - set(ONTOLOGY.kinds)))
    view.toggle_physics(False)
    position = {entity.id: row for row, entity in enumerate(entities)}
    at = layout(len(entities), [position[t.source] for t in ties], [position[t.target] for t in ties]).positions * 2
    size = name_size(at)
    radius = [9 + 3 * len(network.ties_of(entity.id)) ** 0.5 for entity in entities]
    names = [folded(_name(entity, language)) for entity in entities]
    at = with_room(at, np.array(radius), names, size)
    for entity, (x, y), r, name in zip(entities, at, radius, names, strict=True):
        view.add_node(entity.id, **_node(entity, float(x), float(y), r, name, size, language))
    bends: dict[frozenset[str], int] = defaultdict(int)
    for tie in ties:
        pair = frozenset(tie.ends)
        view.add_edge(tie.source, tie.target, **_edge(network, tie, bends[pair], language))
        bends[pair] += 1
    return view


def quick_page(network: Network, *, language: str = "zh", title: str | None = None) -> str:
    """Return the page of `quick_view`: one file that asks the network for nothing."""
    return quick_view(network, language=language, title=title).generate_html()


def _name(entity: Entity, language: str) -> str:
    return entity.name if language == "zh" else entity.name_en or entity.name


def _node(entity: Entity, x: float, y: float, radius: float, label: str, size: float, language: str) -> dict[str, Any]:
    look = mark(entity.kind)
    name = _name(entity, language)
    about = [name, ONTOLOGY.label(entity.kind, language), entity.region or ""]
    other = [alias for alias in entity.aliases if alias != name]
    return {
        "label": label,
        "title": "\n".join(part for part in (*about, *other[:4]) if part),
        "shape": SHAPES.get(look.shape, "dot"),
        "color": {"background": "#ffffff" if entity.placeholder else look.colour, "border": look.colour},
        "borderWidth": 2,
        "shapeProperties": {"borderDashes": [4, 3] if entity.placeholder else False},
        "size": round(radius, 1),
        "x": round(x, 1),
        "y": round(y, 1),
        # vis-network would leave names out that are small at first; here every name is drawn.
        "scaling": {"label": {"drawThreshold": 0}},
        "font": {"size": size, "color": "#1d2733", "face": FACE, "strokeWidth": 4, "strokeColor": "#ffffff"},
    }


def _edge(network: Network, tie: Tie, number: int, language: str) -> dict[str, Any]:
    look = status_line(tie.status, ONTOLOGY.group_of(tie.status))
    # The second, third … tie of a pair is bent to its own side, else it would lie under the first. Which side a curve
    # takes depends on the direction of the link: seen from the smaller id, odd ones go left and even ones right.
    turn = (number + 1) // 2 * 0.18
    left = (number % 2 == 1) == (tie.source < tie.target)
    smooth = {"enabled": True, "type": "curvedCCW" if left else "curvedCW", "roundness": round(turn, 2)}
    return {
        "id": tie.id,
        "title": _title(network, tie, language),
        "color": {"color": look.colour, "highlight": look.colour, "hover": look.colour},
        "dashes": list(look.dash) or False,
        "width": look.width,
        "arrows": "to" if tie.directed else "",
        "smooth": smooth if number else False,
    }


def _title(network: Network, tie: Tie, language: str) -> str:
    zh = language == "zh"
    head = [ONTOLOGY.label(tie.kind, language), ONTOLOGY.label(tie.status, language)]
    if tie.since:
        began, over = ("起于", "终止于") if zh else ("since", "ended")
        head.append(f"{over if tie.ended else began} {tie.since}")
    lines = [" · ".join(head)]
    claims = network.claims_of(tie)
    for claim in reversed(claims[-SENTENCES:]):
        source = network.document(claim.document)
        day = source.published.isoformat() if source.published else "日期不详" if zh else "undated"
        sentence = marked(claim.before, claim.quote, claim.after)
        lines += [folded(f"“{sentence}”", 36), f"— {source.title or source.address} · {day}"]
    if len(claims) > SENTENCES:
        more = len(claims) - SENTENCES
        lines.append(f"另有 {more} 句" if zh else f"and {more} more sentences")
    return "\n".join(lines)


def _caption(network: Network, language: str) -> str:
    day = network.view.day
    if language == "zh":
        return f"创新网络 · {len(network.entities)} 个实体 · {len(network.ties)} 条联系" + (
            f" · 截至 {day}" if day else ""
        )
    return f"Innovation network · {len(network.entities)} entities · {len(network.ties)} ties" + (
        f" · as of {day}" if day else ""
    )


def _plain(value: Any) -> Any:
    """Return the value with dates as text and colours of any origin as they are: what JSON can say."""
    match value:
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case date():
            return value.isoformat()
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)


def _physics(options: Any) -> bool:
    if isinstance(options, dict):
        return bool(options.get("physics", {}).get("enabled", True))
    return bool(options.physics.enabled)


_SCRIPT = re.compile(r"<script(?: type=\"text/javascript\")?>(.*?)</script>", re.DOTALL)


def _offline(page: str, caption: str, legend: str, language: str) -> str:
    """Return pyvis' page without what it would fetch, with a policy that would forbid it anyway."""
    head, body = page.split("<body>", 1)
    head = head[: head.index("<center>")] + head[head.index('<style type="text/css">') :]
    for name in ("html", "head"):
        head = re.sub(f"^\\s*<{name}>", "", head)
    body = body.replace('<div class="card" style="width: 100%">', '<div class="card">')
    scripts = [match[1] for match in _SCRIPT.finditer(head + body)]
    # vis-network sets positions and colours of its tooltip by style attributes, which a hash cannot name.
    rules = re.sub(r"style-src [^;]*", "style-src 'unsafe-inline'", policy(scripts, []))
    title = escape(caption)
    start = (
        f'<!doctype html>\n<html lang="{"zh-Hans" if language == "zh" else "en"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
    )
    head = head.replace('<meta charset="utf-8">', "", 1)
    return start + head + f'<body>\n<p class="caption">{title}</p>\n{legend}' + body


def _legend(kinds: tuple[str, ...], language: str) -> str:
    """Return kinds and statuses in words, each beside what it is drawn as: only what operates is drawn solid."""
    parts = []
    for kind in kinds:
        dot = f'{OUTLINES[SHAPES.get(mark(kind).shape, "dot")]} fill="{mark(kind).colour}"/>'
        word = escape(ONTOLOGY.label(kind, language))
        parts.append(f'<svg width="12" height="12" aria-hidden="true">{dot}</svg>{word}')
    for name, status in ONTOLOGY.statuses.items():
        look = status_line(name, status.group)
        dash = f' stroke-dasharray="{" ".join(map(str, look.dash))}"' if look.dash else ""
        parts.append(
            f'<svg width="44" height="12" aria-hidden="true"><path d="M2 6H42" stroke="{look.colour}" '
            f'stroke-width="{look.width}"{dash}/></svg>{escape(status.label.in_(language))}'
        )
    return f'<p class="legend">{" ".join(f"<span>{part}</span>" for part in parts)}</p>\n'


_STYLE = (
    'body{margin:0;font:14px/1.5 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif;color:#1d2733}'
    ".caption{margin:.7rem 1rem .1rem;font-weight:600}.legend{margin:0 1rem .5rem;font-size:12px;color:#5b6776}"
    ".legend span{display:inline-flex;align-items:center;gap:.35rem;margin-right:1.2rem}"
    "div.vis-tooltip{white-space:pre-line!important;max-width:32rem;font:13px/1.5 inherit!important}"
    "#mynetwork{box-sizing:border-box}"
)
