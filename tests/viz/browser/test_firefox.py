"""The explorer in Firefox: it opens, answers a click, finds by pinyin or English, and asks for nothing."""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.factories import a_network
from tests.viz.browser.conftest import missing
from viz.explorer import explorer_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = Path(__file__).with_name("firefox.mjs")
TOOLS = Path(__file__).resolve().parents[3] / "web" / "node_modules" / "puppeteer-core"


@pytest.fixture(params=["deflated", "readable"])
def seen(request, tmp_path):
    """Return what Firefox saw of the page of the small network, with its data in either form."""
    firefox = which("firefox-esr") or which("firefox")
    if not firefox or not which("node"):
        missing("Firefox or node is missing: apt-get install -y firefox-esr nodejs npm")
    if not TOOLS.exists():
        missing("puppeteer-core is missing: cd web && npm ci")
    page = tmp_path / "page.html"
    page.write_text(explorer_page(a_network(), compress=request.param == "deflated"), encoding="utf-8")
    command = ["node", str(SCRIPT), firefox, str(page), "青禾集团", str(tmp_path / "seen.png")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_firefox_draws_answers_and_finds(seen):
    assert seen["colours"] > 20
    assert seen["counts"] | {"nodes": 8, "ties": 9} == seen["counts"]
    assert "中国农业科学院" in seen["card"]
    assert "国家草种技术创新中心" in seen["card"]
    assert "青禾集团" in seen["hits"]
    assert seen["errors"] == []
    assert seen["requests"] == []
