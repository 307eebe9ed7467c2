"""Make docs/explorer.png, the README's picture: `python docs/picture.py` (needs Chromium and the extra `test`).

The bundled notices are built into a folder of their own, the page is opened without a network, and the link between
CAAS and Mengcao is clicked.
"""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from innonet import demonstration
from innonet.project import Project

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
PICTURE = Path(__file__).resolve().parent / "explorer.png"


def main() -> None:
    """Build, open, click, shoot."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Project(Path(folder) / "innonet.db")
        demonstration.read(project)
        project.adopt(demonstration.judgements())
        network = project.network()
        page_file = project.explorer(language="en").save(Path(folder) / "explorer.html")
        caas = network.named("CAAS").id
        tie = next(t for t in network.ties if t.kind == "COOPERATES_WITH" and caas in t.ends)

        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
        page.goto(page_file.resolve().as_uri())
        time.sleep(2)
        at = page.evaluate("id => window.innonet.tie(id)", tie.id)
        page.mouse.click(at["x"], at["y"])
        time.sleep(1)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
