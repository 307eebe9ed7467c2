"""Measure the explorer's page in Chromium without a graphics card, beside pages of its peers of the same network.

    (cd benchmarks/explorer/sigma && npm ci && npm run build)       # for sigma
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

from browser import FRAMES, Browser, drag, p95, wait  # noqa: E402
from networks import planted  # noqa: E402
from peers import SIGMA, pyvis, pyvis_page, sigma, sigma_page  # noqa: E402

from viz.explorer import explorer_page  # noqa: E402
from viz.layout import layout  # noqa: E402

MIDDLE = """(() => { const b = document.querySelector("#graph").getBoundingClientRect();
    return [b.left + b.width / 2, b.top + b.height / 2]; })()"""
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

# As a person types: each sign asks anew.
TYPED = tuple(dict.fromkeys(query[:end] for query in QUERIES for end in range(1, len(query) + 1)))


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
        for query in ("", *TYPED):
            before = busy()
            page.evaluate(
                """async query => {
                const field = document.querySelector('#search');
                field.value = query;
                field.dispatchEvent(new Event('input'));
                for (let frame = 0; frame < 2; frame++) await new Promise(done => requestAnimationFrame(done));
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
        for i in range(1, 25):
            before = busy()
            page.evaluate(
                """async i => {
                const slider = document.querySelector('footer input.to');
                const [min, max] = [Number(slider.min), Number(slider.max)];
                slider.value = String(Math.round(min + (max - min) * i / 25));
                slider.dispatchEvent(new Event('input'));
                for (let frame = 0; frame < 3; frame++) await new Promise(done => requestAnimationFrame(done));
            }""",
                i,
            )
            steps.append(busy() - before)
        row["time_step_p95_cpu_ms"], row["time_step_p50_cpu_ms"] = p95(steps), round(statistics.median(steps), 1)
    return row


def main() -> None:
    """Measure, and print a JSON object a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--peer", action="store_true", help="measure pyvis and sigma as well")
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
                row["pyvis"] = {"file_mb": round(other.stat().st_size / 1e6, 2)} | pyvis(other, n)
                if SIGMA.exists():
                    other = Path(folder) / "sigma.html"
                    other.write_text(sigma_page(network, drawn.positions), encoding="utf-8")
                    row["sigma"] = {"file_mb": round(other.stat().st_size / 1e6, 2)} | sigma(other)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
