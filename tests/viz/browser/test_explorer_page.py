"""The explorer in a real browser, by mouse and keyboard."""

import time
from dataclasses import replace

import pytest

from graph.entity import Name
from graph.network import Network
from tests.factories import a_network
from viz.explorer import explorer_page

pytestmark = pytest.mark.browser


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def explorer(open_page, network):
    return open_page(explorer_page(network, title="青城市创新网络"))


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


def test_a_damaged_island_is_said_in_a_sentence(open_page, network):
    text = explorer_page(network, compress=True)
    at = text.index('data-form="deflate"') + 400

    opened = open_page(text[:at] + text[at + 200 :], wait=False)

    opened.until("document.body.innerText.includes('已损坏或不完整')")


def test_a_browser_without_decompression_still_opens_a_compressed_page(chromium, tmp_path, network):
    path = tmp_path / "page.html"
    path.write_text(explorer_page(network, compress=True), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")

    page.goto(path.as_uri())

    end = time.monotonic() + 5
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
            network.documents[0], id=f"d{number}", title=evil, publisher=evil, address=evil, damage=(evil,)
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
    addresses = [f"tie={tie.source}~{tie.target}&lang=en" for tie in network.ties]
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
