import re
from xml.etree import ElementTree

import pytest

from viz.charts import Bars, Dots, Intervals, Matrix, Series, figure, figures, fitted, svg

SVG = "{http://www.w3.org/2000/svg}"

BARS = Bars(
    "年度", "条", (Series("意向", "open"), Series("已运行", "solid")), (("2023", (2.0, 0.0)), ("2024", (1.0, 3.0)))
)
INTERVALS = Intervals("区间", "名次", (("甲", 1, 2, 4), ("乙", float("nan"), 2, 3)))
DOTS = Dots(
    "目标", "%", (Series("目标", "open"), Series("完成", "solid")), (("家", (100.0, 60.0)), ("项", (100.0, None)))
)
MATRIX = Matrix("部门", "条", ("高校", "产业"), ((0, 3), (3, 1)))
ALL = [pytest.param(chart, id=type(chart).__name__) for chart in (BARS, INTERVALS, DOTS, MATRIX)]


def drawn(chart):
    return ElementTree.fromstring(svg(chart, "k"))


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_is_read_aloud_by_its_alt_text(chart):
    picture = drawn(chart)

    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == chart.alt
    assert picture.get("aria-labelledby") == picture.find(f"{SVG}title").get("id")


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_is_the_same_bytes_twice_and_needs_no_style_attribute(chart):
    text = svg(chart, "k")

    assert text == svg(chart, "k")
    assert " style=" not in text
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_bars_are_as_long_as_their_values():
    bars = [r for r in drawn(BARS).iter(f"{SVG}rect") if r.get("height") == "14"]
    wide = [float(bar.get("width")) for bar in bars]

    assert len(wide) == 3  # a zero is no bar
    assert wide[0] / wide[1] == pytest.approx(2, rel=0.01)
    assert wide[2] / wide[1] == pytest.approx(3, rel=0.01)


def test_stacked_bars_differ_without_colour():
    fills = [r.get("fill") for r in drawn(BARS).iter(f"{SVG}rect") if r.get("height") == "14"]
    dashed = [r.get("stroke-dasharray") for r in drawn(BARS).iter(f"{SVG}rect") if r.get("height") == "14"]

    assert fills[0] == "#fff"
    assert dashed[0]
    assert fills[2] != "#fff"


def test_a_value_that_is_unknown_leaves_its_row_blank():
    circles = list(drawn(INTERVALS).iter(f"{SVG}circle"))
    labels = [t.text for t in drawn(INTERVALS).iter(f"{SVG}text")]

    assert len(circles) == 1
    assert "乙" in labels


def test_names_with_markup_stay_text():
    chart = Bars("<b>", "<i>", (Series("<u>"),), (("</svg><script>alert(1)</script>", (1.0,)),))

    picture = drawn(chart)

    assert not list(picture.iter(f"{SVG}script"))
    assert "</svg><script>" not in svg(chart, "k")[:-6]


@pytest.mark.parametrize(
    "chart", [Bars("空", "条", (Series("a"),), ()), Intervals("空", "条", ()), Matrix("空", "条", (), ())]
)
def test_a_chart_of_nothing_is_drawn_all_the_same(chart):
    assert drawn(chart).tag == f"{SVG}svg"


@pytest.mark.parametrize("value", [0.0, 1.0, 3.0, 7.0, 0.001, 999.0, 1_234_567.0])
def test_the_axis_reaches_the_largest_value(value):
    chart = Bars("", "", (Series("a"),), (("x", (value,)),))
    picture = drawn(chart)
    right = max(
        (float(r.get("x")) + float(r.get("width")) for r in picture.iter(f"{SVG}rect") if r.get("height") == "14"),
        default=0,
    )
    grid = [float(x) for x in re.findall(r"M([\d.]+) \d+V", svg(chart, "k"))]

    assert right <= max(grid) + 0.1
    assert 2 <= len(grid) <= 8


def test_a_chart_has_a_twin_in_figures():
    head, rows = figures(DOTS)

    assert head == ("", "目标", "完成")
    assert rows == [("家", 100.0, 60.0), ("项", 100.0, None)]


def test_a_long_name_is_cut_to_its_room():
    assert fitted("内蒙古自治区呼和浩特市", 72) == "内蒙古自治…"  # 6 ems at 12 px
    assert fitted("CAAS", 72) == "CAAS"


def test_figures_are_short_and_true():
    assert [figure(v) for v in (3.0, 0.5, 1 / 3, 1200.0)] == ["3", "0.5", "0.333", "1,200"]
