"""Reports in a real browser: nothing runs, nothing is fetched, every number opens its sentence."""

import pytest

from innonet.recipes import REPORTS, report
from tests.attacks import ATTACKS, an_attacked_network
from tests.factories import a_network
from viz.report import render

pytestmark = pytest.mark.browser


def page_of(made):
    return render(made, ".html").decode()


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.slow
def test_two_hundred_attacks_in_every_field_stay_text(open_page, name):
    assert len(ATTACKS) == 200
    opened = open_page(page_of(report(name, an_attacked_network())), wait=False)

    assert opened.page.evaluate("window.broken") is None
    assert opened.page.locator("script, img, iframe, video, math, input, details, [style], [onload]").count() == 0
    assert opened.page.locator("a[href^='javascript'], a[href^='data']").count() == 0


def test_a_number_opens_its_sentence(open_page):
    opened = open_page(page_of(report("overview", a_network())), wait=False)
    number = opened.page.locator(".opening a").first

    number.click()

    lit = opened.page.locator(".says:target")
    assert lit.count() == 1
    assert f"[{lit.get_attribute('id')[1:]}]" in lit.inner_text()
    assert opened.page.evaluate("getComputedStyle(document.querySelector('.says:target')).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_page(open_page, width, language):
    opened = open_page(page_of(report("status", a_network(), language=language)), wait=False, width=width)

    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_cell_of_a_table_runs_into_the_next(open_page):
    opened = open_page(page_of(report("targets", a_network(), language="en")), wait=False)

    assert opened.page.evaluate(
        "[...document.querySelectorAll('td, th')].every(c => c.scrollWidth <= c.clientWidth + 1)"
    )


def test_a_figure_is_read_aloud(open_page):
    opened = open_page(page_of(report("status", a_network())), wait=False)

    assert "2024: 推进中 1" in opened.page.get_by_role("img").first.evaluate(
        "e => e.querySelector('title').textContent"
    )
