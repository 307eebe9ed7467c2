import re
from dataclasses import replace
from datetime import date

import pytest
from pyvis.network import Network as PyvisNetwork

from graph.errors import UsageError
from graph.network import Network
from graph.ontology import ONTOLOGY
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from viz.quick import MOST_NODES, OUTLINES, SHAPES, quick_page, quick_view


def test_the_quick_view_is_a_pyvis_network():
    assert isinstance(quick_view(a_network()), PyvisNetwork)


def test_no_parallel_link_is_lost():
    network = a_network()
    view = quick_view(network)

    assert [edge["id"] for edge in view.edges] == [tie.id for tie in network.ties]


def test_parallel_links_are_bent_apart():
    network = a_network()
    view = quick_view(network)
    pairs = {}
    for edge in view.edges:
        pairs.setdefault(frozenset((edge["from"], edge["to"])), []).append(str(edge["smooth"]))

    assert max(len(bends) for bends in pairs.values()) == 2  # Qinghe leads and co-builds the centre
    assert all(len(set(bends)) == len(bends) for bends in pairs.values())


def test_nothing_is_fetched():
    page = quick_page(a_network())

    assert not re.findall(r"<link\b|<script[^>]*\bsrc|@import|<img\b|<iframe", page)
    assert not re.findall(r"jsdelivr|cdnjs|unpkg", page)
    assert "default-src &#x27;none&#x27;" in page


def test_the_page_says_once_what_it_is():
    page = quick_page(a_network(), title="青城市")

    assert page.count("青城市</p>") == 1
    assert "<h1>" not in page
    assert page.startswith("<!doctype html>")
    assert page.count('charset="utf-8"') == 1


def test_planned_ties_are_dashed_and_operating_ones_solid():
    network = a_network()
    view = quick_view(network)
    dashes = {tie.status: edge["dashes"] for tie, edge in zip(network.ties, view.edges, strict=True)}

    assert dashes["operating"] is False
    assert dashes["promoting"]


def test_every_name_is_drawn_however_small():
    view = quick_view(a_network())

    assert "青禾集团" in {node["label"].replace("\n", "") for node in view.nodes}
    assert all(node["scaling"]["label"]["drawThreshold"] == 0 for node in view.nodes)
    assert all(14 <= node["font"]["size"] <= 30 for node in view.nodes)


def test_the_legend_shows_the_shapes_that_are_drawn():
    view = quick_view(a_network())
    legend = view.generate_html().split('<p class="legend">')[1].split("</p>")[0]

    assert set(OUTLINES) == {"dot", *SHAPES.values()}
    for shape in {node["shape"] for node in view.nodes}:
        assert OUTLINES[shape] in legend


def test_the_legend_tells_all_statuses_apart():
    legend = quick_page(a_network()).split('<p class="legend">')[1].split("</p>")[0]
    lines = re.findall(r'stroke-dasharray="([^"]*)"', legend)

    assert len(set(lines)) == len(lines) == len(ONTOLOGY.statuses) - 1  # operating is solid


def test_a_tooltip_quotes_the_sentence_with_source_and_day():
    network = a_network()
    view = quick_view(network)
    title = view.edges[0]["title"]

    assert title.startswith("合作 · 运行中 · 起于 2024-08")
    assert "通知 2 · 2024-09-01" in title
    assert "中国农科院与青禾集团签订草业战略合作协议" in title.replace("\n", "")


def test_a_tooltip_quotes_the_whole_sentence_with_what_was_read_marked():
    network = a_network()
    claims = tuple(replace(claim, before="据悉，", after="，后解除。") for claim in network.claims)
    title = quick_view(replace(network, claims=claims)).edges[0]["title"]

    assert "“据悉，【中国农科院与青禾集团签订草业战略合作协议】，后解除。”" in title.replace("\n", "")


def test_a_tooltip_gives_the_day_of_an_end_as_one():
    network = a_network()
    over = replace(network.ties[0], status="ended")

    assert quick_view(replace(network, ties=(over,))).edges[0]["title"].startswith("合作 · 已终止 · 终止于 2024-08")


def test_the_page_is_the_same_twice():
    assert quick_page(a_network()) == quick_page(a_network())


def test_english_readers_get_english_names():
    labels = {node["label"] for node in quick_view(a_network(), language="en").nodes}

    assert "Qinghe Group" in labels


def test_dates_that_a_user_adds_become_text():
    view = quick_view(a_network())
    view.add_node("mine", label="我的", founded=date(2024, 1, 2))

    assert '"founded": "2024-01-02"' in view.generate_html()


def test_a_file_is_utf8_whatever_the_machine_says(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    target = tmp_path / "quick.html"

    quick_view(a_network()).write_html(str(target))

    assert "青禾集团" in target.read_text(encoding="utf-8")


def test_a_large_network_is_refused_in_one_line():
    crowd = Network(entities=tuple(an_entity(f"机构{n}") for n in range(MOST_NODES + 1)))

    with pytest.raises(UsageError, match=r"1,500 entities.*1,501.*explorer") as caught:
        quick_view(crowd)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("network", [Network(), Network(entities=(an_entity("独行"),))], ids=["empty", "one node"])
def test_a_network_without_ties_has_a_page(network):
    assert "mynetwork" in quick_page(network)


@pytest.mark.parametrize("menu", ["select_menu", "filter_menu"])
def test_menus_that_would_run_names_are_refused(menu):
    view = quick_view(a_network())
    setattr(view, menu, True)

    with pytest.raises(UsageError, match="menus"):
        view.generate_html()


def test_a_heading_set_by_a_user_stays_text():
    view = quick_view(a_network())
    view.heading = "<script>alert(1)</script>"

    assert "<script>alert(1)" not in view.generate_html()


def test_options_set_by_a_user_cannot_end_the_script():
    view = quick_view(a_network())
    view.set_options('{"nodes": {"title": "</script><script>alert(1)</script>"}, "physics": {"enabled": false}}')

    assert "</script><script>alert(1)" not in view.generate_html()


def test_no_name_lies_over_another_name_or_node():
    bodies = [an_entity(f"第{n}号草业种业技术研究机构", "Enterprise") for n in range(120)]
    notice = a_document(1, date(2024, 1, 5))
    ties = []
    for n in range(3, 120):
        claim = a_claim(notice, "COOPERATES_WITH", {"partner": [bodies[n % 3], bodies[n]]}, "signed", f"{n}签约")
        ties.append(a_tie("COOPERATES_WITH", bodies[n % 3], bodies[n], [(notice, claim)]))
    view = quick_view(Network(tuple(bodies), tuple(ties), (), (), (notice,)))

    boxes = []
    for node in view.nodes:
        lines = node["label"].split("\n")
        half = max(len(line) for line in lines) * node["font"]["size"] / 2  # every sign is a Chinese one, or a digit
        below = node["y"] + node["size"] + len(lines) * node["font"]["size"]
        boxes.append((node["x"] - half * 0.9, node["y"] - node["size"], node["x"] + half * 0.9, below))
    for number, (left, top, right, bottom) in enumerate(boxes):
        for a, b, c, d in boxes[number + 1 :]:
            assert not (a < right and c > left and b < bottom and d > top)
