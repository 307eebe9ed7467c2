"""The explorer in a real browser, by mouse and keyboard."""

import csv
import io
import time
from dataclasses import replace
from datetime import date

import lxml.etree
import pytest

from graph.entity import Name
from graph.network import Network
from graph.ontology import Label
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from viz.explorer import explorer_page
from viz.scene import Reading

pytestmark = pytest.mark.browser


@pytest.fixture
def network():
    return a_network()


def tie_of(network, kind):
    return next(tie for tie in network.ties if tie.kind == kind)


def test_the_first_canvas_is_the_graph_and_is_drawn_within_two_seconds(open_page, network):
    opened = open_page(explorer_page(network))

    assert opened.page.evaluate("window.innonet.timing().first") < 2000
    drawn = opened.page.evaluate("""() => {
        const canvas = document.querySelector("canvas"), pen = canvas.getContext("2d");
        const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Set();
        for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
        return colours.size;
    }""")
    assert drawn > 20


def test_a_click_on_a_link_shows_sentence_source_date_and_status(explorer, network):
    explorer.click_tie(tie_of(network, "COOPERATES_WITH"))

    card = explorer.card()
    assert "中国农科院与青禾集团签订草业战略合作协议" in card
    assert "通知 1" in card
    assert "2023-05-30" in card
    assert "已签约" in card
    assert "中国农科院与青禾集团的合作已运行一年" in card  # the history is whole
    assert "运行中" in card


def test_a_link_card_holds_all_parallel_links(explorer, network):
    explorer.click_tie(tie_of(network, "LEADS"))

    card = explorer.card()
    assert "两者之间的 2 条联系" in card
    assert "国家草种技术创新中心由青禾集团牵头" in card
    assert "共建的国家草种技术创新中心揭牌" in card


def test_a_click_on_a_node_lists_its_ties_which_open_their_sentence(explorer):
    explorer.click_node("云岭大学")
    assert "Yunling University" in explorer.card()

    explorer.page.locator("#card button.tie", has_text="智慧种业创新联合体").click()

    assert "云岭大学、青禾集团加入智慧种业创新联合体" in explorer.card()


def test_an_unnamed_end_says_so(explorer):
    explorer.click_node("云岭大学的分院")

    assert "未具名" in explorer.card()


def test_a_status_switched_off_hides_its_ties_and_the_counts_follow(explorer):
    assert explorer.counts() == {"nodes": 8, "ties": 9, "allNodes": 8, "allTies": 9, "undated": 0}

    explorer.page.get_by_role("checkbox", name="运行中").uncheck()

    assert explorer.counts()["ties"] == 3  # promoted, branch, approval
    assert "3/9" in explorer.page.locator("#counts").inner_text()
    explorer.page.get_by_role("button", name="全部复原").click()
    assert explorer.counts()["ties"] == 9


def test_a_kind_switched_off_takes_its_ties_along(explorer):
    explorer.page.get_by_role("checkbox", name="创新联合体 1").uncheck()

    assert explorer.counts()["nodes"] == 7
    assert explorer.counts()["ties"] == 7


@pytest.mark.parametrize(
    ("query", "name"),
    [
        pytest.param("青禾", "青禾集团", id="name"),
        pytest.param("chinese academy", "中国农业科学院", id="English alias"),
        pytest.param("zgnykxy", "中国农业科学院", id="pinyin initials"),
        pytest.param("yunlingdaxue", "云岭大学", id="pinyin"),
    ],
)
def test_search_finds_by(explorer, query, name):
    explorer.page.keyboard.press("/")
    explorer.page.keyboard.type(query)
    explorer.page.keyboard.press("Enter")

    assert explorer.page.locator("#card h2").inner_text() == name


def test_search_finds_sentences_and_opens_their_tie(explorer):
    explorer.page.keyboard.press("/")
    explorer.page.keyboard.type("揭牌")
    explorer.page.keyboard.press("Enter")

    assert "共建的国家草种技术创新中心揭牌" in explorer.card()


def test_the_table_holds_the_same_ties_and_opens_them(explorer):
    explorer.page.keyboard.press("t")

    assert explorer.page.locator("#twin tbody tr").count() == 9
    explorer.page.locator("#twin tbody tr", has_text="批准").click()
    assert "青城市科技局批复国家草种技术创新中心" in explorer.card()


def test_the_page_speaks_english_when_asked(explorer, network):
    explorer.page.get_by_role("button", name="English").click()

    assert "Overview" in explorer.card()
    explorer.click_tie(tie_of(network, "COOPERATES_WITH"))
    assert "signed" in explorer.card()
    assert explorer.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("given", "opened_as", "switched_to"),
    [(None, "Innovation network", "创新网络"), ("Qingcheng 2024", "Qingcheng 2024", "Qingcheng 2024")],
    ids=["plain", "given"],
)
def test_the_title_is_in_the_language_that_the_page_speaks_unless_it_was_given(
    open_page, network, given, opened_as, switched_to
):
    page = open_page(explorer_page(network, title=given, language="en")).page
    titles = "[document.querySelector('h1').textContent, document.title]"

    assert page.evaluate(titles) == [opened_as, opened_as]
    page.get_by_role("button", name="中文").click()
    assert page.evaluate(titles) == [switched_to, switched_to]


def test_back_undoes_and_the_address_keeps_the_view(explorer, open_page, network):
    explorer.page.get_by_role("checkbox", name="运行中").uncheck()
    explorer.click_node("青城市")
    address = explorer.page.evaluate("location.hash")

    explorer.page.go_back()
    explorer.until("!window.innonet.hash().includes('node=')")
    explorer.page.go_back()
    explorer.until("window.innonet.counts().ties === 9")

    again = open_page(explorer_page(network, title="青城市创新网络"), fragment=address)
    assert again.counts()["ties"] == 3
    assert again.page.locator("#card h2").inner_text() == "青城市"


def test_an_address_that_was_followed_stays_as_it_is(explorer, network):
    # The reader moves the picture, and goes elsewhere before its new place is written into the address.
    explorer.page.locator("#graph").focus()
    explorer.page.keyboard.press("ArrowRight")
    explorer.page.evaluate("id => location.hash = `node=${id}`", network.entities[0].id)
    explorer.until("window.innonet.hash().includes('node=')")

    explorer.page.wait_for_timeout(900)  # the camera is written 350 ms after it came to rest

    assert explorer.page.evaluate("window.innonet.hash()") == f"node={network.entities[0].id}"
    assert explorer.page.evaluate("location.hash") == f"#node={network.entities[0].id}"


def test_a_status_bar_of_the_overview_shows_that_status_alone_and_then_all(explorer):
    bar = explorer.page.locator("#card .bars [data-status=promoting]")

    bar.click()
    assert explorer.counts()["ties"] == 2  # the branch and the promotion
    assert explorer.page.evaluate("window.innonet.hash()").startswith("no-status=")
    assert bar.get_attribute("aria-pressed") == "true"
    assert bar.evaluate("bar => bar === document.activeElement")

    explorer.page.locator("#card .bars [data-status=operating]").click()
    assert explorer.counts()["ties"] == 6
    explorer.page.locator("#card .bars [data-status=operating]").click()
    assert explorer.counts()["ties"] == 9


@pytest.mark.parametrize("number", ["m", "s"], ids=["ties", "sentences"])
def test_a_number_of_the_overview_opens_the_table(explorer, number):
    explorer.page.locator(f"#card .lead [data-count={number}]").click()

    assert explorer.page.locator("#twin tbody tr").count() == 9
    assert explorer.page.evaluate("document.activeElement.id") == "twin"


def test_the_number_of_documents_opens_their_list(explorer):
    explorer.page.locator("#card #sources > summary").click()  # opened, as there are few
    explorer.page.locator("#card .lead [data-count=d]").click()

    assert explorer.page.locator("#card .sources li").first.is_visible()


def in_view(opened, selector):
    return opened.page.evaluate(
        """selector => {
            const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
            const card = document.querySelector("#card").getBoundingClientRect();
            return top >= card.top && bottom <= Math.min(card.bottom, innerHeight);
        }""",
        selector,
    )


@pytest.mark.parametrize(
    "width", [pytest.param(390, id="phone"), pytest.param(1000, id="desk", marks=pytest.mark.slow)]
)
def test_about_comes_into_view_with_the_focus(open_page, network, width):
    opened = open_page(explorer_page(network), width=width, height=640)

    opened.page.locator("#about").click()

    assert in_view(opened, "#what-is-this")
    assert opened.page.evaluate("document.activeElement.id") == "what-is-this"
    if width == 390:
        opened.page.locator("#card .close").click()
        opened.until("getComputedStyle(document.querySelector('#card')).visibility === 'hidden'")


@pytest.mark.parametrize("language", [pytest.param("zh", marks=pytest.mark.slow), "en"])  # English is longer.
def test_a_phone_shows_the_whole_title(open_page, network, language):
    opened = open_page(explorer_page(network, language=language), width=390, height=844, has_touch=True)

    whole = "[...document.querySelectorAll('header .title > *')].every(part => part.scrollWidth <= part.clientWidth)"
    assert opened.page.evaluate(whole)
    assert opened.page.evaluate("document.querySelector('header h1').clientWidth") >= 120
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_two_labels_overlap(explorer):
    boxes = [label["box"] for label in explorer.page.evaluate("window.innonet.labels()")]

    assert len(boxes) == 8
    for i, (left, top, right, bottom) in enumerate(boxes):
        for l2, t2, r2, b2 in boxes[i + 1 :]:
            assert right <= l2 or r2 <= left or bottom <= t2 or b2 <= top


def test_the_page_works_by_keyboard_alone(explorer):
    page = explorer.page
    before = page.evaluate("window.innonet.camera()")
    page.locator("#graph").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    after = page.evaluate("window.innonet.camera()")
    assert after["x"] != before["x"]
    assert after["k"] > before["k"]

    page.keyboard.press("/")
    page.keyboard.type("qhjt")
    page.keyboard.press("Enter")
    assert "青禾集团" in explorer.card()
    page.keyboard.press("Escape")
    assert "概览" in explorer.card()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fragment", "pressed", "focused"),
    [
        pytest.param("", "footer .segment button:nth-of-type(2)", "footer .segment [aria-pressed=true]", id="time"),
        pytest.param("", "footer .play", "footer .play", id="play"),
        pytest.param("", "#language", "#language", id="language"),
        pytest.param("", "#theme", "#theme", id="theme"),
        pytest.param("table=1", "#twin th:nth-child(3) button", "#twin th[aria-sort=ascending] button", id="sort"),
        pytest.param("table=1", "#twin tr:nth-child(2) button", "#twin [aria-selected=true] button", id="row"),
        pytest.param("node={}", "#card .segment button:nth-of-type(2)", "#card [aria-pressed=true]", id="hops"),
        # What was pressed is gone: the focus stays beside its place.
        pytest.param("node={}", "#card .close", "#card", id="closed card"),
        pytest.param("", "#card ol button.node", "#card", id="another card"),
        pytest.param("until=1990-01-01", "#counts button", "#counts", id="way back"),
        pytest.param(
            "no-status=operating",
            "[data-facet=status] .everything",
            "[data-facet=status] li:first-child input",
            id="all of a facet",
        ),
    ],
)
def test_the_focus_stays_where_a_key_was_pressed(open_page, network, fragment, pressed, focused):
    opened = open_page(explorer_page(network), fragment="#" + fragment.format(network.entities[0].id))
    before = opened.page.evaluate("window.innonet.hash()")

    opened.page.locator(pressed).first.focus()
    opened.page.keyboard.press("Enter")

    assert opened.page.evaluate("focused => document.activeElement.matches(focused)", focused)
    if not pressed.startswith("#twin th"):  # the order of the table is no part of the address
        assert opened.page.evaluate("window.innonet.hash()") != before


@pytest.fixture
def regions():
    """Return 230 bodies, each in a region of its own."""
    return Network(tuple(an_entity(f"机构{i}", region=f"地区{i}") for i in range(230)), (), (), (), ())


@pytest.mark.slow
def test_every_choice_of_a_long_list_can_be_reached_by_keyboard(open_page, regions):
    page = open_page(explorer_page(regions)).page
    rows = page.locator("section[data-facet=region] li")
    assert rows.count() == 8

    page.locator("section[data-facet=region] .more").focus()
    page.keyboard.press("Enter")
    assert rows.count() == 208
    assert page.evaluate("document.activeElement.textContent") == "+ 22"
    page.keyboard.press("Enter")

    assert rows.count() == 230
    assert page.locator("section[data-facet=region] .more").count() == 0
    # The button is gone: the next choice is the first that came.
    page.keyboard.press("Tab")
    assert rows.nth(208).locator("input").evaluate("box => box === document.activeElement")


def test_what_came_by_more_follows_the_filters(open_page, regions):
    page = open_page(explorer_page(regions)).page
    region = page.locator("section[data-facet=region]")
    region.locator(".more").click()
    name = region.locator("li").nth(207).locator(".name").inner_text()

    region.locator("li").nth(207).locator("input").uncheck()
    assert page.evaluate("window.innonet.counts().nodes") == 229
    region.locator(".everything").click()

    assert page.get_by_role("checkbox", name=name).first.is_checked()


@pytest.mark.slow
def test_a_window_that_is_played_keeps_its_width_to_the_end(open_page, network):
    # The documents are of 2023-05-30 and 2024-09-01: a step of eight days would lead beyond the last.
    opened = open_page(explorer_page(network), fragment="#window=2024-08-26~2024-08-30")

    opened.page.locator("footer .play").click()

    opened.until("window.innonet.hash() === 'window=2024-08-28~2024-09-01'")


def test_a_damaged_island_is_said_in_a_sentence(open_page, network):
    text = explorer_page(network, compress=True)
    at = text.index('data-form="deflate"') + 400

    opened = open_page(text[:at] + text[at + 200 :], wait=False)

    opened.until("document.body.innerText.includes('已损坏或不完整')")


@pytest.mark.slow
def test_a_browser_without_decompression_still_opens_a_compressed_page(chromium, tmp_path, network):
    path = tmp_path / "page.html"
    path.write_text(explorer_page(network, compress=True), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")

    page.goto(path.as_uri())

    end = time.monotonic() + 20
    while time.monotonic() < end and not page.evaluate("!!window.innonet"):
        time.sleep(0.02)
    assert page.evaluate("window.innonet.counts().ties") == 9
    context.close()


PAYLOADS = [
    "<img src=x onerror={run}>", "</script><script>{run}</script>", "<svg/onload={run}>", "<svg><script>{run}</script>",
    "\"'><iframe srcdoc='<script>parent.{run}</script>'>", "javascript:{run}", "<!--<script>{run}",
    "]]><script>{run}</script>", "{{{{constructor.constructor('{run}')()}}}}", "${{{run}}}",
    "&lt;img src=x onerror={run}&gt;", "\u2028{run}\u2029", "<a href=javascript:{run}>x</a>", "<body onload={run}>",
    "<math><mi xlink:href=javascript:{run}>", "<style>*{{x:expression({run})}}", "<input autofocus onfocus={run}>",
    "<details open ontoggle={run}>", "<video src onerror={run}>", "\\u003cscript\\u003e{run}",
]  # fmt: skip
WRAPPINGS = [
    "{}",
    "甲{}",
    "{}乙",
    '"{}"',
    "'{}'",
    "`{}`",
    "\t{}\n",
    "http://a.example/{}",
    "data:text/html,{}",
    "</title>{}",
]


@pytest.mark.slow
def test_two_hundred_attacks_in_every_field_stay_text(open_page):
    attacks = [wrapping.format(payload.format(run="window.broken=1")) for payload in PAYLOADS for wrapping in WRAPPINGS]
    assert len(attacks) == 200
    entities, ties, claims, documents, quantities = [], [], [], [], []
    for number, evil in enumerate(attacks):
        network = a_network()
        tie = tie_of(network, "COOPERATES_WITH")
        ends = [replace(network.entity(end), id=f"{end}-{number}", name=f"{number}{evil}", region=evil, subkind=evil,
                        region_basis=evil, identifiers=((evil, evil),), names=(Name(evil, "zh"), Name(evil, "en")))
                for end in tie.ends]  # fmt: skip
        document = replace(
            network.documents[0], id=f"d{number}", title=evil, publisher=evil, address=evil, damage=(Label(evil, evil),)
        )
        claim = replace(network.claims[0], id=f"c{number}", document=document.id, quote=evil, when=evil, field=evil,
                        position=evil, amount=evil)  # fmt: skip
        history = (replace(tie.history[0], claim=claim.id, document=document.id),)
        entities += ends
        documents.append(document)
        claims.append(claim)
        ties.append(
            replace(tie, id=f"t{number}", source=ends[0].id, target=ends[1].id, since=evil, field=evil, history=history)
        )
        figure = replace(network.quantities[0], id=f"q{number}", indicator=evil, unit=evil, period=evil, quote=evil)
        quantities.append(replace(figure, document=document.id, entity=ends[0].id))
    network = Network(tuple(entities), tuple(ties), tuple(claims), tuple(quantities), tuple(documents))

    opened = open_page(explorer_page(network, title="".join(attacks)))
    page = opened.page
    addresses = [f"tie={tie.source}~{tie.target}" for tie in network.ties]
    addresses += [f"node={tie.source}" for tie in network.ties]
    page.evaluate(
        """async addresses => {
            for (const address of addresses) {
                location.hash = address;
                await new Promise(done => setTimeout(done, 5));
            }
        }""",
        addresses,
    )
    page.keyboard.press("/")
    page.keyboard.type("<img")
    page.keyboard.press("Enter")
    page.keyboard.press("t")

    assert page.locator("#twin tbody tr").count() == 100
    assert page.evaluate("window.broken") is None
    assert page.locator("img, iframe, video, math, #app script").count() == 0
    assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0


def test_going_back_in_time_shows_what_had_been_said_by_then(explorer, network):
    explorer.page.get_by_role("button", name="截至").click()
    explorer.page.evaluate("location.hash = 'until=2023-12-31'")
    explorer.until("window.innonet.counts().ties === 3")  # signed cooperation, promised branch

    explorer.click_tie(tie_of(network, "COOPERATES_WITH"))

    assert explorer.page.locator("#card .said-tie h3 .pill").inner_text() == "已签约"


def test_a_window_of_time_shows_only_what_was_said_in_it(explorer):
    explorer.page.evaluate("location.hash = 'window=2024-01-01~2024-12-31'")

    explorer.until("window.innonet.counts().ties === 7")


def test_the_time_slider_moves_by_keyboard(explorer):
    explorer.page.get_by_role("button", name="截至").click()
    slider = explorer.page.get_by_role("slider", name="截止日期")
    slider.focus()
    explorer.page.keyboard.press("Home")

    explorer.until("window.innonet.counts().ties === 3")
    assert "2023-05-30" in explorer.page.locator("footer .when").inner_text()


@pytest.fixture
def two_years():
    """Return two ties: one planned on 2023-06-01 and operating on 2026-01-20, one promoted on 2023-06-15."""
    a, b, c = an_entity("甲厂"), an_entity("乙大学", "University"), an_entity("丙厂")
    days = [date(2023, 6, 1), date(2026, 1, 20), date(2023, 6, 15)]
    documents = tuple(a_document(number, day) for number, day in enumerate(days))
    ends = [(a, b), (a, b), (b, c)]
    said = [("planned", "甲乙拟共建"), ("operating", "甲乙共建已运行"), ("promoting", "推动乙丙合作")]
    claims = tuple(
        a_claim(document, "COOPERATES_WITH", {"partner": [*pair]}, status, quote)
        for document, pair, (status, quote) in zip(documents, ends, said, strict=True)
    )
    ties = (
        a_tie("COOPERATES_WITH", a, b, [(documents[0], claims[0]), (documents[1], claims[1])]),
        a_tie("COOPERATES_WITH", b, c, [(documents[2], claims[2])]),
    )
    network = Network((a, b, c), ties, claims, (), documents)
    return replace(network, view=replace(network.view, newest=days[1]))


def test_card_and_table_of_a_past_day_hold_nothing_said_later(open_page, two_years):
    page = open_page(explorer_page(two_years), fragment="#until=2023-07-01&table=1").page
    rows = page.locator("#twin tbody tr")

    # Newest first: on that day the last word was of 乙大学 and 丙厂.
    assert rows.locator("td.date:nth-child(6)").all_inner_texts() == ["2023-06-15", "2023-06-01"]
    assert rows.locator("td.number").all_inner_texts() == ["1", "1"]
    rows.nth(1).click()

    assert page.locator("#card blockquote").all_inner_texts() == ["甲乙拟共建"]
    assert "最近说到 2023-06-01" in page.locator("#card").inner_text()
    assert "2026" not in page.locator("#card").inner_text()


def test_today_card_and_table_hold_everything(open_page, two_years):
    page = open_page(explorer_page(two_years), fragment="#table=1").page
    rows = page.locator("#twin tbody tr")

    assert rows.locator("td.date:nth-child(6)").all_inner_texts() == ["2026-01-20", "2023-06-15"]
    assert rows.locator("td.number").all_inner_texts() == ["2", "1"]
    rows.nth(0).click()

    assert page.locator("#card blockquote").all_inner_texts() == ["甲乙共建已运行", "甲乙拟共建"]


@pytest.mark.parametrize(("fragment", "silent"), [("", 1), ("until=2023-07-01", 0)], ids=["today", "past"])
def test_silence_is_said_only_of_today(open_page, two_years, fragment, silent):
    tie = two_years.ties[1]

    opened = open_page(explorer_page(two_years), fragment=f"#{fragment}&tie={tie.source}~{tie.target}")

    assert opened.page.locator("#card .said-tie").count() == 1
    assert opened.page.locator("#card .tag.silent").count() == silent


def test_a_drawing_of_a_past_day_says_of_which_day_it_is(open_page, two_years, tmp_path):
    page = open_page(explorer_page(two_years), fragment="#until=2023-07-01").page
    page.locator("#export summary").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="矢量图 SVG").click()

    caught.value.save_as(tmp_path / "out.svg")
    drawing = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert "截至 2023-07-01 的说法" in drawing
    assert "2026-01-20" not in drawing


def test_undated_documents_are_left_out_of_time_and_counted(open_page, network):
    documents = (network.documents[0], replace(network.documents[1], published=None))
    third = replace(network.documents[0], id="d3", published=network.documents[1].published)
    claim = replace(network.claims[5], id="c3", document="d3")
    tie = tie_of(network, "PROMOTES")
    said = replace(tie.history[0], claim="c3", document="d3", published=third.published)
    ties = tuple(replace(t, history=(*t.history, said)) if t is tie else t for t in network.ties)
    network = replace(network, documents=(*documents, third), claims=(*network.claims, claim), ties=ties)
    opened = open_page(explorer_page(network))

    opened.page.get_by_role("button", name="截至").click()

    assert opened.counts()["undated"] == 6
    assert "另有 6 条未载日期" in opened.page.locator("footer .when").inner_text()


@pytest.mark.parametrize("layout", ["region", "kind", "time"])
def test_other_layouts_show_everybody_without_overlap(explorer, layout):
    explorer.page.locator("#layout").select_option(layout)

    nodes = explorer.page.evaluate("window.innonet.nodes()")
    assert len(nodes) == 8
    for i, one in enumerate(nodes):
        for two in nodes[i + 1 :]:
            assert (one["x"] - two["x"]) ** 2 + (one["y"] - two["y"]) ** 2 > (one["r"] + two["r"]) ** 2


def test_a_path_between_two_picks_gives_evidence_for_each_step(explorer):
    explorer.click_node("中国农业科学院")
    explorer.click_node("云岭大学", shift=True)

    card = explorer.card()
    assert "3 步，1 条最短路径" in card
    assert "中国农科院与青禾集团的合作已运行一年" in card
    assert "云岭大学、青禾集团加入智慧种业创新联合体" in card


def test_a_path_takes_intentions_only_when_asked(explorer):
    explorer.click_node("中国农业科学院")
    explorer.click_node("青城市", shift=True)
    assert "没有路径" in explorer.card()

    explorer.page.get_by_role("button", name="任何进展").click()

    assert "正在推动设立云岭大学的分院" in explorer.card()


def test_an_agreement_of_many_is_one_hub_and_not_a_line_between_every_two(open_page):
    parties = [an_entity(f"成员{i}", "Enterprise") for i in range(12)]
    document = a_document(1, date(2024, 1, 5))
    claim = a_claim(document, "COOPERATES_WITH", {"partner": parties}, "signed", "十二家单位签署合作协议")
    ties = [
        a_tie("COOPERATES_WITH", one, two, [(document, claim)])
        for i, one in enumerate(parties)
        for two in parties[i + 1 :]
    ]
    assert len(ties) == 66
    network = Network(tuple(parties), tuple(ties), (claim,), (), (document,))
    opened = open_page(explorer_page(network))

    middle = opened.page.evaluate("window.innonet.hubs()[0]")
    opened.page.mouse.click(middle["x"], middle["y"])

    assert "十二家单位签署合作协议" in opened.card()
    assert "12 方" in opened.card()
    assert opened.counts()["ties"] == 66  # nothing is lost


def test_parallel_ties_of_a_hub_are_all_on_the_card_of_the_pair(open_page):
    network = a_network()
    opened = open_page(explorer_page(network), fragment="#many=lines")

    opened.click_tie(tie_of(network, "LEADS"))

    assert opened.page.locator("#card .said-tie").count() == 2


@pytest.mark.parametrize(
    ("button", "suffix", "holds"),
    [
        pytest.param("图片 PNG 2×", ".png", b"\x89PNG", id="png"),
        pytest.param("矢量图 SVG", ".svg", "青禾集团".encode(), id="svg"),
        pytest.param("表格 CSV", ".csv", "中国农科院与青禾集团签订草业战略合作协议".encode(), id="csv"),
        pytest.param("图文件 GEXF", ".gexf", b'status" value="promoting"', id="gexf"),
    ],
)
def test_the_view_can_be_taken_along_as(explorer, tmp_path, button, suffix, holds):
    explorer.page.locator("#export summary").click()
    with explorer.page.expect_download() as caught:
        explorer.page.get_by_role("button", name=button).click()

    path = tmp_path / f"out{suffix}"
    caught.value.save_as(path)
    assert caught.value.suggested_filename.endswith(suffix)
    assert holds in path.read_bytes()
    if suffix in (".svg", ".gexf"):
        lxml.etree.parse(path)


def test_an_export_holds_only_what_is_shown(explorer, tmp_path):
    explorer.page.get_by_role("checkbox", name="运行中").uncheck()
    explorer.page.locator("#export summary").click()
    with explorer.page.expect_download() as caught:
        explorer.page.get_by_role("button", name="表格 CSV").click()

    path = tmp_path / "out.csv"
    caught.value.save_as(path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 1 + 3


def test_readings_are_listed_and_open_their_view(open_page, network):
    reading = Reading("尚未运行的", "签了、批了或在推动的", {"no-status": "operating"})
    opened = open_page(explorer_page(network, readings=[reading]))

    opened.page.get_by_role("link", name="尚未运行的").click()

    opened.until("window.innonet.counts().ties === 3")


def test_the_page_fits_a_phone(open_page, network):
    opened = open_page(explorer_page(network), width=360, height=720, has_touch=True)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360

    at = opened.node("青禾集团")
    opened.page.touchscreen.tap(at["x"], at["y"])

    opened.until("document.querySelector('#card').getBoundingClientRect().top < innerHeight - 100")
    assert "Qinghe Group" in opened.card()


@pytest.mark.parametrize("language", [pytest.param("zh", marks=pytest.mark.slow), "en"])
def test_on_a_phone_all_buttons_of_the_head_stand_in_one_row(open_page, network, language):
    opened = open_page(explorer_page(network, language=language), width=360, height=720, has_touch=True)

    middles = opened.page.evaluate("""() => [...document.querySelectorAll('header nav > *')]
        .map(part => part.getBoundingClientRect()).filter(box => box.width).map(box => box.top + box.height / 2)""")
    assert len(middles) == 6
    assert max(middles) - min(middles) < 4


def test_a_view_that_shows_nothing_offers_the_way_back(explorer):
    explorer.page.evaluate("location.hash = 'until=1990-01-01'")
    explorer.until("window.innonet.counts().ties === 0")

    explorer.page.locator("#counts button").click()

    explorer.until("window.innonet.counts().ties === 9")
    assert explorer.page.locator("#counts button").count() == 0


def test_the_page_is_dark_where_the_reader_likes_it_dark(open_page, network):
    opened = open_page(explorer_page(network), color_scheme="dark")

    corner = opened.page.evaluate(
        "() => [...document.querySelector('canvas').getContext('2d').getImageData(3, 3, 1, 1).data]"
    )
    assert max(corner[:3]) < 60


def test_an_empty_network_says_so(open_page):
    assert "还没有主体" in open_page(explorer_page(Network())).card()


def test_only_the_planned_is_dotted_on_the_canvas(open_page):
    # Two ties of equal length, one promoted and one operating: count the coloured pixels along each.
    a, b = an_entity("甲", "Enterprise"), an_entity("乙", "University")
    c, d = an_entity("丙", "Enterprise"), an_entity("丁", "University")
    document = a_document(1, date(2024, 1, 5))
    operating = a_claim(document, "COOPERATES_WITH", {"partner": [a, b]}, "operating", "甲乙合作运行")
    promoting = a_claim(document, "COOPERATES_WITH", {"partner": [c, d]}, "promoting", "丙丁合作推动")
    solid = a_tie("COOPERATES_WITH", a, b, [(document, operating)])
    dotted = a_tie("COOPERATES_WITH", c, d, [(document, promoting)])
    opened = open_page(explorer_page(Network((a, b, c, d), (solid, dotted), (operating, promoting), (), (document,))))

    def inked(one, two):
        ends = [opened.node(name) for name in (one, two)]
        return opened.page.evaluate(
            """([a, b]) => {
                const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect();
                const pen = canvas.getContext("2d");
                let inked = 0;
                for (let i = 30; i <= 70; i++) {
                    const x = a.x + (b.x - a.x) * i / 100 - box.left, y = a.y + (b.y - a.y) * i / 100 - box.top;
                    const { data } = pen.getImageData(Math.round(x), Math.round(y) - 1, 1, 3);
                    if (Math.min(...[0, 4, 8].map(k => data[k])) < 200) inked++;
                }
                return inked / 41;
            }""",
            ends,
        )

    assert inked("甲", "乙") > 0.95
    assert 0.1 < inked("丙", "丁") < 0.75


def test_what_was_left_out_is_said_in_the_readers_language(open_page, network):
    view = replace(network.view, left_out={"undated documents": 3, "ties planned": 2, "rejected claims": 1})
    opened = open_page(explorer_page(replace(network, view=view)))

    card = opened.card()
    assert "没有日期的文件: 3" in card
    assert "状态为“拟议”的联系: 2" in card
    opened.page.get_by_role("button", name="English").click()
    assert "ties planned: 2" in opened.card()
    assert "claims rejected in review: 1" in opened.card()


def test_undated_documents_that_are_in_are_not_called_left_out(open_page, network):
    documents = (replace(network.documents[0], published=None), *network.documents[1:])
    opened = open_page(explorer_page(replace(network, documents=documents)))

    assert "没有日期的文件" not in opened.card()
    assert "没有略去任何内容。" in opened.card()


def test_claims_other_than_the_usual_are_said(open_page, network):
    opened = open_page(explorer_page(replace(network, view=replace(network.view, sure=0.1))))

    assert "把握在0.1及以上的陈述" in opened.card()
    opened.page.get_by_role("button", name="English").click()
    assert "claims of confidence .1 and more" in opened.card()


def test_the_overview_counts_the_sentences_of_ties_and_not_those_of_figures(explorer):
    # Eight claims, two of one sentence; three figures have sentences of their own.
    assert "8 个主体、9 条联系，来自 2 份文档中的 7 个原句。" in explorer.card()


def test_a_past_day_counts_the_ties_and_partners_that_had_been_said(open_page, network):
    opened = open_page(explorer_page(network), fragment="#until=2023-06-01")

    most = [line.split() for line in opened.page.locator("#most-tied + ol > li").all_inner_texts()]
    assert [line[-1] for line in most if line[0] in ("青禾集团", "中国农业科学院")] == ["1", "1"]
    assert most[0] == ["云岭大学的分院", "2"]
    opened.click_node("青禾集团")
    card = opened.card()
    assert "全部联系（1）" in card
    assert "1 个联系对象" in card
    assert "另有 3 条联系，所看的时间里没有说到" in card
    assert opened.page.locator("#card .ties button.tie").count() == 1


def test_the_day_of_an_end_is_not_said_as_a_beginning(open_page):
    one, two = an_entity("青禾集团"), an_entity("云岭大学", "University")
    notice = a_document(1, date(2024, 9, 5))
    claim = a_claim(notice, "COOPERATES_WITH", {"partner": [one, two]}, "ended", "双方终止合作", when="2024-08")
    tie = a_tie("COOPERATES_WITH", one, two, [(notice, claim)], since="2024-08")
    opened = open_page(explorer_page(Network((one, two), (tie,), (claim,), (), (notice,))))

    opened.click_tie(tie)

    assert "终止于 2024-08" in opened.card()
    assert "自 2024-08" not in opened.card()
    opened.page.keyboard.press("t")
    opened.until("document.querySelector('td.date')")
    assert opened.page.locator("td.date").all_inner_texts() == ["终止于 2024-08", "2024-09-05"]


def test_reading_notes_of_each_document_are_listed_beside_what_was_left_out(open_page, network):
    note = Label("略去菜单5块。", "5 menus left out.")
    documents = (replace(network.documents[0], damage=(note,)), *network.documents[1:])
    opened = open_page(explorer_page(replace(network, documents=documents)))

    notes = opened.page.locator("#card .notes li")
    assert notes.count() == 1
    assert notes.inner_text().split() == ["通知", "1", "略去菜单5块。"]
    assert "筛选没有略去任何内容。" in opened.card()
    opened.page.get_by_role("button", name="English").click()
    assert "5 menus left out." in notes.inner_text()
    assert "Reading notes (1 document)" in opened.card()


def test_whom_a_sentence_ties_stands_out_in_it(open_page):
    one, two = an_entity("青禾集团"), an_entity("云岭大学", "University")
    document = a_document(1, date(2024, 1, 5))
    claim = a_claim(document, "COOPERATES_WITH", {"partner": [one, two]}, "signed", "青禾集团同云岭大学签约")
    at = [(0, 4), (5, 9)]
    participants = tuple(replace(p, start=a, end=b) for p, (a, b) in zip(claim.participants, at, strict=True))
    claim = replace(claim, participants=participants)
    tie = a_tie("COOPERATES_WITH", one, two, [(document, claim)])
    opened = open_page(explorer_page(Network((one, two), (tie,), (claim,), (), (document,))))

    opened.click_tie(tie)

    assert opened.page.locator("#card blockquote mark").all_inner_texts() == ["青禾集团", "云岭大学"]
    assert opened.page.locator("#card blockquote").inner_text() == "青禾集团同云岭大学签约"


def test_a_card_shows_the_whole_sentence_with_what_was_read_in_bold(open_page):
    one, two = an_entity("青禾集团"), an_entity("云岭大学", "University")
    document = a_document(1, date(2024, 1, 5))
    claim = a_claim(document, "COOPERATES_WITH", {"partner": [one, two]}, "ended", "同云岭大学签约")
    claim = replace(claim, start=10, end=17, before="去年，青禾集团", after="的协议已解除。")
    at = [(6, 10), (11, 15)]  # the first beside the quote
    participants = tuple(replace(p, start=a, end=b) for p, (a, b) in zip(claim.participants, at, strict=True))
    claim = replace(claim, participants=participants)
    tie = a_tie("COOPERATES_WITH", one, two, [(document, claim)])
    opened = open_page(explorer_page(Network((one, two), (tie,), (claim,), (), (document,))))

    opened.click_tie(tie)

    quote = opened.page.locator("#card blockquote")
    assert quote.inner_text() == "去年，青禾集团同云岭大学签约的协议已解除。"
    assert quote.locator("b").inner_text() == "同云岭大学签约"
    assert quote.locator("mark").all_inner_texts() == ["青禾集团", "云岭大学"]


@pytest.fixture(scope="module")
def crowd():
    """Return 240 bodies around eight hubs, 520 ties."""
    kinds = ["University", "Enterprise", "Platform", "Institute", "Agency"]
    bodies = [an_entity(f"第{i}号草业种业技术研究机构", kinds[i % 5]) for i in range(240)]
    document = a_document(1, date(2024, 1, 5))
    ties, claims = [], []
    for i in range(8, 240):
        for other in {i % 8, (i * 7) % 8, (i * 37) % i}:
            if other == i:
                continue
            roles = {"partner": [bodies[other], bodies[i]]}
            claim = a_claim(document, "COOPERATES_WITH", roles, "signed", f"{i}与{other}签约")
            claims.append(claim)
            ties.append(a_tie("COOPERATES_WITH", bodies[other], bodies[i], [(document, claim)]))
    return Network(tuple(bodies), tuple({t.id: t for t in ties}.values()), tuple(claims), (), (document,))


@pytest.mark.slow
def test_the_focus_stays_in_the_table_when_its_last_page_is_reached(open_page, crowd):
    page = open_page(explorer_page(crowd), fragment="#table=1").page
    onward = page.locator("#twin .pages button").last
    onward.focus()

    page.keyboard.press("Enter")
    assert onward.evaluate("button => button === document.activeElement")
    for _ in range(len(crowd.ties) // 100 - 1):
        page.keyboard.press("Enter")

    assert onward.is_disabled()
    assert page.evaluate("document.activeElement.id") == "twin"


def overlapping(boxes):
    return [
        (one, two)
        for i, one in enumerate(boxes)
        for two in boxes[i + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]


def test_in_a_crowd_no_two_labels_overlap_and_none_hides_a_node(open_page, crowd):
    opened = open_page(explorer_page(crowd))
    labels = opened.page.evaluate("window.innonet.labels()")
    boxes = [label["box"] for label in labels]
    assert len(boxes) > 15
    assert overlapping(boxes) == []
    assert covered(opened) == []


def covered(opened):
    """Return the nodes in sight that lie under a name."""
    boxes = [label["box"] for label in opened.page.evaluate("window.innonet.labels()")]
    left, top = opened.page.evaluate("(() => { const b = graph.getBoundingClientRect(); return [b.left, b.top]; })()")
    spots = [(n["x"] - left, n["y"] - top, n["name"]) for n in opened.page.evaluate("window.innonet.nodes()")]
    return [name for x0, y0, x1, y1 in boxes for x, y, name in spots if x0 < x < x1 and y0 < y < y1]


@pytest.mark.slow
def test_over_seven_thousand_dots_groups_are_named_beside_them_never_over_them(open_page):
    bodies = [an_entity(f"第{i}号机构", "Enterprise") for i in range(7000)]
    notice = a_document(1, date(2024, 1, 5))
    ends = [(bodies[i - i % 100], bodies[i]) for i in range(7000) if i % 100]
    ends += [(bodies[i], bodies[(i + 100) % 7000]) for i in range(0, 7000, 100)]
    said = [a_claim(notice, "COOPERATES_WITH", {"partner": [a, b]}, "signed", "签约") for a, b in ends]
    ties = tuple(a_tie("COOPERATES_WITH", a, b, [(notice, c)]) for (a, b), c in zip(ends, said, strict=True))
    opened = open_page(explorer_page(Network(tuple(bodies), ties, tuple(said), (), (notice,))))
    labels = opened.page.evaluate("window.innonet.labels()")

    assert len(labels) > 8
    assert overlapping([label["box"] for label in labels]) == []
    assert covered(opened) == []


def test_in_focus_no_two_labels_overlap_and_the_picked_one_is_named(open_page, crowd):
    opened = open_page(explorer_page(crowd), fragment=f"#node={crowd.entities[3].id}&hops=2")

    labels = opened.page.evaluate("window.innonet.labels()")

    assert overlapping([label["box"] for label in labels]) == []
    assert labels[0]["text"] == crowd.entities[3].name


@pytest.mark.slow
def test_a_dark_page_is_printed_light(open_page, network):
    opened = open_page(explorer_page(network), color_scheme="dark")
    corner = "[...document.querySelector('canvas').getContext('2d').getImageData(3, 3, 1, 1).data]"

    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert min(opened.page.evaluate(corner)[:3]) > 240

    opened.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert max(opened.page.evaluate(corner)[:3]) < 60
