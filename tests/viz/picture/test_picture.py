"""Pictures for paper: what they show, that it is text, and the same bytes."""

import struct
from dataclasses import replace
from datetime import date
from math import hypot
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest

from graph.errors import UsageError
from graph.network import Network, View
from tests.attacks import an_attacked_network
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from viz.picture import fonts
from viz.picture.fonts import FontError
from viz.picture.hubs import hubs
from viz.picture.names import Named, crosses, cut, meet, place
from viz.picture.render import picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def font():
    """Skip where no picture can be made."""
    try:
        fonts.fonts()
    except FontError as error:
        pytest.skip(str(error))


def words_of(svg):
    """Return the lines of text of an SVG picture."""
    return [group.get("aria-label") for group in ElementTree.fromstring(svg).iter(f"{SVG}g") if group.get("aria-label")]


def test_a_picture_names_everybody_and_says_how_far_along_they_are():
    words = words_of(picture(a_network(), ".svg"))

    assert {entity.name for entity in a_network().entities} <= set(words)
    assert {"运行中", "已获批", "推动中", "科研院所", "企业", "未具名的一方"} <= set(words)
    assert "拟议" not in words  # nothing in this network is


def test_a_picture_says_of_when_and_from_which_data_it_is():
    network = replace(a_network(), view=View(revision="5ea1" * 16, as_of=date(2024, 9, 30)))
    root = ElementTree.fromstring(picture(network, ".svg", title="青城市", language="zh"))

    assert root.find(f"{SVG}title").text == "青城市"
    assert root.find(f"{SVG}desc").text == (
        "8 个主体、9 条联系，来自 2 份文档 · 文档日期 2023-05-30 至 2024-09-01 · 截至 2024-09-30 · 数据版本 5ea15ea1"
    )


def test_a_picture_says_what_its_filter_kept_and_left_out():
    view = View(statuses=frozenset({"operating", "signed"}), left_out={"ties planned": 2, "ties promoting": 1})
    said = (
        ElementTree.fromstring(picture(replace(a_network(), view=view), ".svg", language="en")).find(f"{SVG}desc").text
    )

    assert said.endswith("only ties signed, operating · 3 ties left out by the filter")


def test_english_pictures_use_english_names_where_there_are_some():
    words = words_of(picture(a_network(), ".svg", language="en"))

    assert {"Qinghe Group", "Yunling University", "青城市科技局", "Innovation network"} <= set(words)


def test_what_is_promoted_is_never_a_solid_line():
    only = [tie for tie in a_network().ties if tie.status == "promoting"]
    root = ElementTree.fromstring(picture(replace(a_network(), ties=tuple(only)), ".svg"))
    strokes = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == "#8a6fb0"]

    assert len(strokes) == 2  # its ties, and the legend's sample
    assert all(path.get("stroke-dasharray") == "3 4 3 10" for path in strokes)


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_same_network_gives_the_same_bytes(suffix):
    assert picture(a_network(), suffix, scale=1) == picture(a_network(), suffix, scale=1)


def test_names_in_a_pdf_can_be_found():
    document = pdfium.PdfDocument(picture(a_network(), ".pdf", title="青城市"))
    said = document[0].get_textpage().get_text_range()
    document.close()

    assert all(entity.name in said for entity in a_network().entities)
    assert "青城市" in said


def test_a_png_is_as_large_as_asked_and_drawn_in_colour():
    content = picture(a_network(), ".png", scale=1)

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", content[16:20]) == (1190,)
    assert len(content) > 20_000


def test_text_from_outside_stays_text():
    root = ElementTree.fromstring(picture(an_attacked_network(), ".svg", title="</title><script>"))

    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "desc",
        "defs",
        "path",
        "g",
        "use",
    }
    assert picture(an_attacked_network(), ".pdf").startswith(b"%PDF")


def test_an_empty_network_is_a_picture_too():
    assert "0 个主体、0 条联系，来自 0 份文档 · 来源未载日期" in words_of(picture(Network(), ".svg"))


def test_other_formats_are_refused_in_a_line():
    with pytest.raises(UsageError, match=r"\.gif: pictures are \.png, \.svg or \.pdf"):
        picture(a_network(), ".gif")


def test_without_a_font_for_chinese_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda: iter(()))
    with pytest.raises(FontError, match="fonts-noto-cjk"):
        fonts.fonts.__wrapped__()


def test_a_file_that_is_no_font_is_said(tmp_path):
    (tmp_path / "names.ttf").write_text("no font")
    with pytest.raises(FontError, match=r"names\.ttf cannot be read as a font"):
        picture(a_network(), ".svg", font=tmp_path / "names.ttf")


def test_an_agreement_of_four_is_one_hub():
    firms = [an_entity(f"企业{number}") for number in range(4)]
    said = a_document(1, date(2024, 1, 1))
    claim = a_claim(said, "COOPERATES_WITH", {"partner": firms}, "signed", "四家企业签约")
    pairs = [(a, b) for n, a in enumerate(firms) for b in firms[n + 1 :]]
    ties = tuple(a_tie("COOPERATES_WITH", a, b, [(said, claim)]) for a, b in pairs)
    found = hubs(Network(tuple(firms), ties, (claim,), (), (said,)))

    assert [len(hub.members) for hub in found] == [4]
    assert {tie for hub in found for tie in hub.ties} == {tie.id for tie in ties}


def test_a_tie_that_something_else_says_too_keeps_its_line():
    assert hubs(a_network()) == ()


def test_names_overlap_neither_one_another_nor_nodes():
    nodes = [(x * 30.0, y * 30.0, 6.0) for x in range(20) for y in range(20)]
    wanted = [(n, Named("名称" * 3, "名称", *at, 12, n % 7 == 0)) for n, at in enumerate(nodes)]
    labels = place(nodes, wanted, lambda text, bold: float(len(text)), (-100, -100, 700, 700), 400)
    boxes = [label.box for label in labels]

    assert len(labels) > 20
    for number, (left, top, right, bottom) in enumerate(boxes):
        for a, b, c, d in boxes[number + 1 :]:
            assert not (a < right and c > left and b < bottom and d > top)
        for x, y, r in nodes:
            assert not (x - r < right and x + r > left and y - r < bottom and y + r > top)


def test_whoever_matters_is_named_apart_where_there_is_no_room_beside_it():
    nodes = [(200.0 + x * 9, 200.0 + y * 9, 4.0) for x in range(30) for y in range(20)]
    middle = [310, 150, 470]
    wanted = [(n, Named("国家草业技术创新中心", "草业", *nodes[n], 12, True)) for n in middle]
    labels = place(nodes, wanted, lambda text, bold: float(len(text)), (0, 0, 900, 700), 400, called=3)

    for label, number in zip(labels, middle, strict=True):
        assert label.leader is not None
        assert hypot(label.leader[0] - nodes[number][0], label.leader[1] - nodes[number][1]) == pytest.approx(5)
    for one in labels:
        assert not any(crosses(other.box, one.leader) for other in labels if other is not one)
        for x, y, r in nodes:
            left, top, right, bottom = one.box
            assert not (x - r < right and x + r > left and y - r < bottom and y + r > top)


def test_lines_meet_where_they_cross_not_where_they_only_point_at_each_other():
    assert meet((0, 0, 10, 10), (0, 10, 10, 0))
    assert not meet((0, 0, 4, 4), (0, 10, 10, 0))
    assert not meet((0, 0, 10, 0), (0, 5, 10, 5))


def test_a_line_crosses_what_it_runs_through():
    assert crosses((10, 10, 20, 20), (0, 0, 30, 30))
    assert not crosses((10, 10, 20, 20), (0, 0, 30, 5))
    assert not crosses((10, 10, 20, 20), (25, 0, 25, 30))


def test_a_name_is_cut_by_its_width():
    assert cut("国家草业技术创新中心", 8) == "国家草业技术创新…"
    assert cut("Chinese Academy", 20) == "Chinese Academy"


def test_a_picture_says_which_claims_it_shows_where_they_are_not_the_usual_ones():
    unsure = replace(a_network(), view=View(sure=0.1))
    zh, en = (
        ElementTree.fromstring(picture(unsure, ".svg", language=language)).find(f"{SVG}desc").text
        for language in ("zh", "en")
    )

    assert zh.endswith(" · 计入把握在0.1及以上的陈述")
    assert en.endswith(" · claims of confidence .1 and more")
