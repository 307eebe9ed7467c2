"""The quick view in a real browser."""

import pytest

from tests.attacks import an_attacked_network
from tests.factories import a_network
from viz.quick import quick_page, quick_view

pytestmark = pytest.mark.browser

SPOTS = """ids => ids.map(id => {
    const at = network.canvasToDOM(network.getPosition(id));
    const box = document.getElementById("mynetwork").getBoundingClientRect();
    return [at.x + box.x, at.y + box.y];
})"""


@pytest.mark.slow
def test_two_hundred_attacks_stay_text(open_page):
    view = quick_view(an_attacked_network())
    # pyvis turns every title of the page into markup where one of them says href.
    view.nodes[0]["title"] = '<a href="#" onmouseover="window.broken=1">href</a>'
    opened = open_page(view.generate_html(), wait=False)
    opened.until("nodes.length === 400 && edges.length === 200")
    page = opened.page
    ids = page.evaluate("nodes.getIds().filter((_, n) => n % 57 === 0)")
    page.evaluate("id => network.focus(id, { scale: 1 })", ids[0])

    for id in ids:
        page.evaluate("id => network.focus(id, { scale: 1 })", id)
        page.mouse.move(0, 0)
        page.mouse.move(*page.evaluate(SPOTS, [id])[0])
        page.wait_for_timeout(350)  # vis-network's tooltip comes after 300 ms

    assert page.evaluate("window.broken") is None
    assert page.locator(".vis-tooltip").inner_text()
    assert page.locator(".vis-tooltip :not(br), img, iframe, video, math, input, details").count() == 0


def test_the_page_draws_offline_with_every_parallel_link(open_page):
    opened = open_page(quick_page(a_network()), wait=False)
    opened.until("typeof edges !== 'undefined' && edges.length === 9")

    assert opened.page.evaluate(
        "document.querySelector('canvas').getContext('2d').getImageData(0, 0, 2000, 1200).data.some(value => value)"
    )


def test_a_tie_shows_its_sentence_under_the_mouse(open_page):
    opened = open_page(quick_page(a_network()), wait=False)
    opened.until("typeof edges !== 'undefined' && edges.length === 9")
    page = opened.page
    tie = page.evaluate("edges.get().find(edge => edge.title.includes('签订草业')).id")
    (ax, ay), (bx, by) = page.evaluate(SPOTS, page.evaluate("id => network.getConnectedNodes(id)", tie))

    page.mouse.move((ax + bx) / 2, (ay + by) / 2)
    page.wait_for_timeout(500)

    assert "2023-05-30" in page.locator(".vis-tooltip").inner_text()
