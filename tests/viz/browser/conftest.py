"""A real browser without a network: any request beyond the page itself fails the test."""

import os
import time
from pathlib import Path

import pytest

from tests.factories import a_network
from viz.explorer import explorer_page

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--force-color-profile=srgb", "--font-render-hinting=none",
]  # fmt: skip


def missing(what):
    """Skip a test for want of a tool; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install 'innonet[test]'")
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if path is None:
        missing("Chromium is missing: apt-get install -y chromium fonts-noto-cjk")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Opened:
    """A page in the browser, handled as a person would."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.errors = []

    def until(self, expression, seconds=20.0):
        """Wait until `expression` is true; the page's policy forbids playwright's own way of waiting."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.page.evaluate(expression):
                return
            time.sleep(0.02)
        raise AssertionError(f"not true within {seconds} s: {expression}")

    def node(self, name):
        found = [n for n in self.page.evaluate("window.innonet.nodes()") if n["name"] == name]
        assert found, f"{name} is not drawn"
        return found[0]

    def click_node(self, name, **how):
        at = self.node(name)
        if how.get("shift"):
            self.page.keyboard.down("Shift")
        self.page.mouse.click(at["x"], at["y"])
        if how.get("shift"):
            self.page.keyboard.up("Shift")

    def click_tie(self, tie):
        at = self.page.evaluate("id => window.innonet.tie(id)", tie.id)
        assert at, "the tie is covered by others"
        self.page.mouse.click(at["x"], at["y"])

    def card(self):
        return self.page.locator("#card").inner_text()

    def counts(self):
        return self.page.evaluate("window.innonet.counts()")


def _opened(context, path, fragment="", wait=True):
    one = Opened(context.new_page())
    one.page.on("request", lambda request: request.url.startswith("http") and one.requests.append(request.url))
    one.page.on("pageerror", lambda error: one.errors.append(str(error)))
    one.page.on("console", lambda said: said.type == "error" and one.errors.append(said.text))
    one.page.goto(path.as_uri() + fragment)
    if wait:
        one.until("document.querySelector('canvas')?.dataset.drawn === 'true' && !!window.innonet", 20)
    return one


def _context(chromium, width=1280, height=800, **options):
    viewport = {"width": width, "height": height}
    return chromium.new_context(offline=True, viewport=viewport, reduced_motion="reduce", **options)


def _asked_for_nothing(one):
    assert one.requests == []
    assert one.errors == []


@pytest.fixture
def open_page(chromium, tmp_path):
    """Return a function that opens a page's text from disk, offline; it must have asked for nothing."""
    contexts, opened = [], []

    def opener(text, *, wait=True, fragment="", **options):
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(text, encoding="utf-8")
        contexts.append(_context(chromium, **options))
        opened.append(_opened(contexts[-1], path, fragment, wait))
        return opened[-1]

    yield opener
    for context in contexts:
        context.close()
    for one in opened:
        _asked_for_nothing(one)


@pytest.fixture(scope="session")
def shared(chromium, tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "page.html"
    path.write_text(explorer_page(a_network(), title="青城市创新网络"), encoding="utf-8")
    context = _context(chromium)
    yield _opened(context, path)
    context.close()


@pytest.fixture
def explorer(shared):
    """Give the page of the small network, as it is when first opened."""
    # What the test before left open would stay so; while an element goes away, no element has the focus.
    shared.page.evaluate("document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close())")
    shared.page.evaluate("location.hash = `fresh=${performance.now()}`")
    shared.until("!window.innonet.hash()")
    shared.page.evaluate("document.activeElement?.blur()")
    yield shared
    _asked_for_nothing(shared)
