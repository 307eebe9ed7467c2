"""The same network as pages of its peers, each at its best: positions given, nothing left to settle."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from browser import Browser, drag, wait

from graph.network import Network
from viz.page import escaped
from viz.palette import mark

SIGMA = Path(__file__).parent / "sigma/node_modules/.cache/page.js"
"""Bundle of sigma and our use of it: see sigma/package.json."""

PATIENCE = 400
"""Seconds until a page that has not drawn is given up."""


def pyvis_page(network: Network, positions: np.ndarray) -> str:
    """Return pyvis' page of the network: physics off, edges filled past its quadratic call."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(directed=True, cdn_resources="in_line", height="800px")
    net.toggle_physics(False)
    for entity, (x, y) in zip(network.entities, positions.tolist(), strict=True):
        net.add_node(entity.id, label=entity.name, title=entity.kind, x=x, y=y, physics=False)
    net.edges = [
        {"from": t.source, "to": t.target, "arrows": "to", "title": said}
        for t, said in zip(network.ties, _said(network), strict=True)
    ]
    return net.generate_html()


def sigma_page(network: Network, positions: np.ndarray) -> str:
    """Return a page in which sigma draws the network."""
    degree = np.bincount([n for tie in _ends(network) for n in tie], minlength=len(network.entities))
    nodes = [
        {"id": e.id, "label": e.name, "x": x, "y": -y, "size": 2 + degree[n] ** 0.5, "color": mark(e.kind).colour}
        for n, (e, (x, y)) in enumerate(zip(network.entities, positions.tolist(), strict=True))
    ]
    ties = [
        {"source": t.source, "target": t.target, "size": 1, "color": "#c8ced6", "said": said}
        for t, said in zip(network.ties, _said(network), strict=True)
    ]
    data = escaped(json.dumps({"nodes": nodes, "ties": ties}, ensure_ascii=False))
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>sigma</title>
<style>body {{ margin: 0 }} #graph {{ height: 800px }} #card {{ position: fixed; right: 0; top: 0 }}</style>
</head><body><div id="graph"></div><pre id="card"></pre>
<script type="application/json" id="data">{data}</script><script>{SIGMA.read_text()}</script></body></html>"""


def _said(network: Network) -> list[str]:
    claims = {claim.id: claim for claim in network.claims}
    return ["\n".join(f"{t.kind} {claims[c].status} {claims[c].quote}" for c in t.claims) for t in network.ties]


def _ends(network: Network) -> list[tuple[int, int]]:
    place = {entity.id: n for n, entity in enumerate(network.entities)}
    return [(place[t.source], place[t.target]) for t in network.ties]


def pyvis(path: Path, n: int) -> dict[str, Any]:
    """Return what pyvis' page takes; it has drawn when as many shapes as nodes were filled."""
    count = """(() => { const fill = CanvasRenderingContext2D.prototype.fill; let n = 0;
        CanvasRenderingContext2D.prototype.fill = function (...a) {
            window.fills_ = ++n; return fill.apply(this, a);
        }; })()"""
    return _drawn(path, f"(window.fills_ || 0) >= {n}", count)


def sigma(path: Path) -> dict[str, Any]:
    """Return what sigma's page takes."""
    return _drawn(path, "window.drawn_ === true")


def _drawn(path: Path, drawn: str, script: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {}
    with Browser() as browser:
        page = browser.page
        page.set_default_timeout(PATIENCE * 1000)
        if script:
            page.add_init_script(script)
        start = time.monotonic()
        page.goto(path.as_uri(), wait_until="commit")
        row["drawn"] = wait(page, drawn, PATIENCE)
        row["first_draw_ms"] = round((time.monotonic() - start) * 1000)
        row["cpu_to_draw_s"] = browser.cpu()
        time.sleep(1)
        page.evaluate("window.gc && window.gc()")
        row["heap_mb"] = round(page.evaluate("performance.memory.usedJSHeapSize") / 1e6, 1)
        row["pan_p95_ms"], row["pan_p50_ms"] = drag(page, 640, 400)
    return row
