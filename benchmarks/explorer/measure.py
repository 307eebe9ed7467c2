"""Measure the explorer's page in Chromium without a graphics card, beside a pyvis page of the same network.

    python benchmarks/explorer/measure.py 1000 10000 50000 [--peer] > result.json

CPU seconds are those of the browser's whole process tree; wall times depend on what else the machine does. The network
is planted (benchmarks/explorer/networks.py): n nodes, 3n ties, a Chinese sentence of its own for each claim.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from networks import planted  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from viz.explorer import explorer_page  # noqa: E402
from viz.layout import layout  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
]
MIDDLE = """(() => { const b = document.querySelector("#graph").getBoundingClientRect();
    return [b.left + b.width / 2, b.top + b.height / 2]; })()"""
TICK = os.sysconf("SC_CLK_TCK")
QUERIES = (
    "科技",
    "大学",
    "qcdx",
    "nongye",
    "研究院",
    "联合",
    "gxn",
    "院士",
    "不存在的名字",
    "共建",
    "zhongxin",
    "稀土",
)
FRAMES = """() => { window.frames_ = []; let last = performance.now();
    const step = now => {
        window.frames_.push(now - last); last = now; if (window.frames_) requestAnimationFrame(step);
    };
    requestAnimationFrame(step); }"""


def tree_cpu(mark: str) -> float:
    """Return the CPU seconds of the process whose command line holds `mark`, and of all its descendants."""
    parents, cpu, root = {}, {}, None
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            pid = int(folder.name)
            parents[pid], cpu[pid] = (
                int(stat[1]),
                (int(stat[11]) + int(stat[12]) + int(stat[13]) + int(stat[14])) / TICK,
            )
            if mark in (folder / "cmdline").read_text() and "--type=" not in (folder / "cmdline").read_text():
                root = pid
        except (OSError, IndexError):
            continue

    def inside(pid: int) -> bool:
        while pid:
            if pid == root:
                return True
            pid = parents.get(pid, 0)
        return False

    return sum(seconds for pid, seconds in cpu.items() if inside(pid))


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return round(statistics.quantiles(values, n=20)[-1], 1) if len(values) > 1 else values[0]


def wait(page: Page, expression: str, seconds: float = 120) -> bool:
    """Poll until `expression` holds: the page's policy forbids playwright's own way."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if page.evaluate(expression):
            return True
        time.sleep(0.03)
    return False


def drag(page: Page, x: float, y: float) -> tuple[float, float]:
    """Drag 30 steps; return p95 of the frames in ms."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(30):
        page.mouse.move(x + 6 * step, y + 3 * step)
        time.sleep(0.016)
    frames = page.evaluate("() => { const f = window.frames_; window.frames_ = null; return f; }")
    page.mouse.up()
    return p95(frames[1:]), round(statistics.median(frames[1:]), 1)


class Browser:
    """A fresh Chromium, so that CPU seconds belong to one page."""

    def __enter__(self) -> "Browser":
        """Start it, and note what it has used before the page."""
        self.mark = f"--bench-{time.monotonic_ns()}"
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, self.mark])
        self.page = self.browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
        time.sleep(1)
        self.base = tree_cpu(self.mark)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.browser.close()
        self.playwright.stop()

    def cpu(self) -> float:
        """Return the CPU seconds since the browser stood idle."""
        return round(tree_cpu(self.mark) - self.base, 2)


def explorer(path: Path) -> dict[str, object]:
    """Return what the explorer's page takes."""
    row: dict[str, object] = {}
    with Browser() as browser:
        page = browser.page
        page.goto(path.as_uri(), wait_until="commit")
        wait(page, "document.querySelector('canvas')?.dataset.drawn === 'true' && !!window.innonet")
        row["cpu_to_draw_s"] = browser.cpu()
        timing = page.evaluate("window.innonet.timing()")
        row["first_draw_ms"], row["paint_ms"] = round(timing["first"]), round(timing["paint"])
        time.sleep(1)
        row["cpu_settled_s"] = browser.cpu()
        page.evaluate("window.gc && window.gc()")
        row["heap_mb"] = round(page.evaluate("performance.memory.usedJSHeapSize") / 1e6, 1)
        box = page.evaluate(MIDDLE)
        row["pan_p95_ms"], row["pan_p50_ms"] = drag(page, *box)
        time.sleep(1)
        page.evaluate(FRAMES)
        for _ in range(12):
            page.mouse.wheel(0, -120)
            time.sleep(0.03)
        row["zoom_p95_ms"] = p95(
            page.evaluate("() => { const f = window.frames_; window.frames_ = null; return f; }")[1:]
        )
        time.sleep(1)
        page.keyboard.press("0")
        time.sleep(1)
        hub = page.evaluate("window.innonet.nodes().at(-1)")
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")

        def busy() -> float:
            metrics = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
            return metrics["ThreadTime"] * 1000

        before = busy()
        # Playwright returns when the page has handled the event; the card stands then, the picture follows.
        page.mouse.click(hub["x"], hub["y"])
        row["click_to_card_cpu_ms"] = round(busy() - before)
        if page.evaluate("document.querySelector('#card h2').textContent") != hub["name"]:
            row["click_to_card_cpu_ms"] = None
        time.sleep(0.6)
        row["click_with_paint_cpu_ms"] = round(busy() - before)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        time.sleep(1.5)
        times = []
        for query in ("", *QUERIES):
            before = busy()
            page.evaluate(
                """query => {
                const field = document.querySelector('#search');
                field.value = query;
                field.dispatchEvent(new Event('input'));
            }""",
                query,
            )
            times.append(busy() - before)
        times = times[1:]
        page.evaluate(
            "() => { const f = document.querySelector('#search'); f.value = ''; f.dispatchEvent(new Event('input')); }"
        )
        row["search_p95_cpu_ms"], row["search_p50_cpu_ms"] = p95(times), round(statistics.median(times), 1)
        page.locator("footer .segment button").nth(1).click()
        time.sleep(1)
        steps = []
        for i in range(1, 9):
            before = busy()
            page.evaluate(
                """async i => {
                const slider = document.querySelector('footer input.to');
                const [min, max] = [Number(slider.min), Number(slider.max)];
                slider.value = String(Math.round(min + (max - min) * i / 9));
                slider.dispatchEvent(new Event('input'));
                for (let frame = 0; frame < 3; frame++) await new Promise(done => requestAnimationFrame(done));
            }""",
                i,
            )
            steps.append(busy() - before)
        row["time_step_p95_cpu_ms"], row["time_step_p50_cpu_ms"] = p95(steps), round(statistics.median(steps), 1)
    return row


def peer(path: Path) -> dict[str, object]:
    """Return what the pyvis page takes."""
    row: dict[str, object] = {}
    with Browser() as browser:
        page = browser.page
        page.add_init_script("""(() => { const fill = CanvasRenderingContext2D.prototype.fill; let n = 0;
            CanvasRenderingContext2D.prototype.fill = function (...a) {
                window.fills_ = ++n; return fill.apply(this, a);
            }; })()""")
        start = time.monotonic()
        page.goto(path.as_uri(), wait_until="commit")
        n = json.loads(path.with_suffix(".n").read_text())
        row["drawn"] = wait(page, f"(window.fills_ || 0) >= {n}", 200)
        row["first_draw_ms"] = round((time.monotonic() - start) * 1000)
        row["cpu_to_draw_s"] = browser.cpu()
        if n <= 10000:
            time.sleep(1)
            row["pan_p95_ms"], row["pan_p50_ms"] = drag(page, 640, 400)
    return row


def pyvis_page(network, positions) -> str:
    """Return pyvis' page of the network, positions given, physics off, edges filled past its quadratic call."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(directed=True, cdn_resources="in_line", height="800px")
    net.toggle_physics(False)
    claims = {claim.id: claim for claim in network.claims}
    for entity, (x, y) in zip(network.entities, positions.tolist(), strict=True):
        net.add_node(entity.id, label=entity.name, title=entity.kind, x=x, y=y, physics=False)
    net.edges = [
        {
            "from": t.source,
            "to": t.target,
            "arrows": "to",
            "title": "\n".join(f"{t.kind} {claims[c].status} {claims[c].quote}" for c in t.claims),
        }
        for t in network.ties
    ]
    return net.generate_html()


def main() -> None:
    """Measure, and print a JSON object a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--peer", action="store_true", help="measure pyvis as well")
    options = parser.parse_args()
    for n in options.sizes:
        network, _ = planted(n)
        place = {entity.id: i for i, entity in enumerate(network.entities)}
        start = time.process_time()
        drawn = layout(n, [place[t.source] for t in network.ties], [place[t.target] for t in network.ties])
        row: dict[str, object] = {
            "nodes": n,
            "ties": len(network.ties),
            "load": os.getloadavg()[0],
            "layout_cpu_s": round(time.process_time() - start, 2),
        }
        start = time.process_time()
        page = explorer_page(network, title="Benchmark")
        row["page_cpu_s"] = round(time.process_time() - start, 2)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "explorer.html"
            path.write_text(page, encoding="utf-8")
            row["file_mb"] = round(path.stat().st_size / 1e6, 2)
            row |= explorer(path)
            if options.peer:
                other = Path(folder) / "pyvis.html"
                other.write_text(pyvis_page(network, drawn.positions), encoding="utf-8")
                other.with_suffix(".n").write_text(str(n))
                row["pyvis"] = {"file_mb": round(other.stat().st_size / 1e6, 2)} | peer(other)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
