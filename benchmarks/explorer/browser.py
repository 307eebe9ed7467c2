"""Chromium without a graphics card, one fresh process tree a page, and what its pages are asked."""

import os
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    # WebGL by the processor, without which a page that needs WebGL shows nothing.
    "--enable-unsafe-swiftshader",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
]
TICK = os.sysconf("SC_CLK_TCK")
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
    # The other method would tell more of few values than was ever measured.
    return round(statistics.quantiles(values, n=20, method="inclusive")[-1], 1) if len(values) > 1 else values[0]


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
