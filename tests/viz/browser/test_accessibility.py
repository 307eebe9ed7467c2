"""No state of a page has a serious fault of those that axe-core finds."""

from pathlib import Path

import pytest

from tests.factories import a_network
from tests.viz.browser.conftest import missing
from viz.explorer import explorer_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).resolve().parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"

RUN = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`))"""


def faults(opened):
    """Return the serious faults of the page as it stands."""
    if not AXE.exists():
        missing("axe-core is missing: cd web && npm ci")
    opened.page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    return opened.page.evaluate(RUN)


def node_card(opened):
    opened.click_node("青禾集团")


def tie_card(opened):
    opened.click_tie(next(tie for tie in a_network().ties if tie.kind == "COOPERATES_WITH"))


def table(opened):
    opened.page.keyboard.press("t")


def hits(opened):
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("qinghe")
    opened.until("!document.querySelector('#hits').hidden")


def keys(opened):
    opened.page.keyboard.press("?")


def period(opened):
    opened.page.locator("footer .segment button").nth(2).click()


def path(opened):
    opened.click_node("青禾集团")
    opened.click_node("青城市科技局", shift=True)


STATES = [lambda opened: None, node_card, tie_card, table, hits, keys, period, path]
LOOKS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "width": 360, "height": 740},
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "phone"])
def test_the_explorer_has_no_serious_fault_in_any_state(open_page, look, language):
    found = {}
    for state in STATES if "width" not in look else [STATES[0], table, hits, keys]:
        opened = open_page(explorer_page(a_network(), language=language), **look)
        state(opened)
        found[state.__name__] = faults(opened)
    assert {name: said for name, said in found.items() if said} == {}
