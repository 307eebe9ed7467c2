import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from tests.viz.test_charts import BARS, DOTS, INTERVALS, MATRIX
from tests.viz.test_report import a_report
from viz.charts import Bars, Series
from viz.report import Figure, Section, render
from viz.report.wordchart import height, workbook, xml

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DAY = date(2023, 5, 30)


def drawn(chart):
    return ElementTree.fromstring(xml(chart, "rId1"))


def values(series, of="val"):
    return [point.find(f"{C}v").text for point in series.find(f"{C}{of}").iter(f"{C}pt")]


def word(*charts):
    figures = tuple(Figure(f"f{n}", f"图 {n}", chart) for n, chart in enumerate(charts))
    return render(a_report(sections=(Section("charts", "图表", figures),)), ".docx")


def test_stacked_bars_hold_every_series_and_label():
    found = list(drawn(BARS).iter(f"{C}ser"))

    assert [values(series) for series in found] == [["2", "1"], ["0", "3"]]
    assert [values(series, "cat") for series in found] == [["2023", "2024"]] * 2
    assert drawn(BARS).find(f".//{C}grouping").get("val") == "stacked"


def test_series_differ_without_colour():
    intended, operating = drawn(BARS).iter(f"{C}ser")

    assert intended.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") == "dash"
    assert operating.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") == "1F4E79"


def test_an_interval_is_a_rank_with_its_way_down_and_up():
    (series,) = drawn(INTERVALS).iter(f"{C}ser")
    bars = series.find(f"{C}errBars")

    assert values(series) == ["2", "2"]
    assert values(bars, "minus") == ["1"]  # from 2 down to 1; the second row has no low end
    assert values(bars, "plus") == ["2", "1"]


def test_what_is_not_known_is_left_blank():
    _, reached = drawn(DOTS).iter(f"{C}ser")

    assert [point.get("idx") for point in reached.find(f"{C}val").iter(f"{C}pt")] == ["0"]
    assert drawn(DOTS).find(f".//{C}grouping").get("val") == "clustered"


def test_the_axis_reaches_the_end_of_the_longest_whisker_in_whole_steps():
    axis = drawn(INTERVALS).find(f".//{C}valAx")

    assert float(axis.find(f"{C}scaling/{C}max").get("val")) >= 4
    assert axis.find(f"{C}majorUnit").get("val") == "1"


def test_one_series_has_its_figures_at_the_end_of_bars_that_are_not_stacked():
    chart = drawn(Bars("a", "b", (Series("c"),), (("d", (2.0,)),)))

    assert chart.find(f".//{C}grouping").get("val") == "clustered"
    assert chart.find(f".//{C}dLblPos").get("val") == "outEnd"
    assert drawn(BARS).find(f".//{C}dLblPos") is None


def test_the_first_row_stands_on_top():
    assert drawn(BARS).find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"


@pytest.mark.parametrize("chart", [BARS, INTERVALS, DOTS], ids=["bars", "intervals", "dots"])
def test_the_workbook_behind_holds_the_figures_where_the_chart_looks_for_them(chart):
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(chart, DAY))).active
    for series in drawn(chart).iter(f"{C}ser"):
        for of, kind in (("cat", "str"), ("val", "num")):
            place = series.find(f"{C}{of}/{C}{kind}Ref/{C}f").text.split("!")[1].replace("$", "")
            cells = [cell.value for (cell,) in sheet[place]]
            said = [text if of == "cat" else float(text) for text in values(series, of)]
            assert [cell for cell in cells if cell is not None] == said


def test_a_label_is_never_a_formula_and_never_markup():
    chart = Bars("a", "b", (Series("=1+1"),), (("=HYPERLINK(1)", (1.0,)), ("<b>&", (2.0,))))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(chart, DAY))).active

    assert {sheet["A2"].data_type, sheet["B1"].data_type} == {"s"}
    assert values(next(drawn(chart).iter(f"{C}ser")), "cat") == ["=HYPERLINK(1)", "<b>&"]


def test_word_gets_every_chart_with_its_alt_text():
    with zipfile.ZipFile(io.BytesIO(word(BARS, INTERVALS, DOTS))) as package:
        names = package.namelist()
        body = ElementTree.fromstring(package.read("word/document.xml"))

    assert {f"word/charts/chart{n}.xml" for n in (1, 2, 3)} <= set(names)
    assert {f"word/embeddings/chart{n}.xlsx" for n in (1, 2, 3)} <= set(names)
    assert [one.get("descr") for one in body.iter(f"{WP}docPr")] == [BARS.alt, INTERVALS.alt, DOTS.alt]


def test_charts_are_the_same_bytes_twice():
    assert word(BARS, INTERVALS, DOTS, MATRIX) == word(BARS, INTERVALS, DOTS, MATRIX)


def test_a_matrix_is_a_table_whose_cells_darken_with_the_figure():
    document = docx.Document(io.BytesIO(word(MATRIX)))
    (table,) = document.tables
    fills = [
        cell._tc.tcPr.find(docx.oxml.ns.qn("w:shd")).get(docx.oxml.ns.qn("w:fill")) for cell in table.rows[1].cells[1:]
    ]

    assert fills == ["ffffff", "1f4e79"]  # 0 and 3, the highest


def test_figures_and_tables_are_numbered_apart():
    document = docx.Document(io.BytesIO(word(BARS, MATRIX, DOTS)))
    captions = [
        "".join(t.text or "" for t in p._p.iter(docx.oxml.ns.qn("w:t")))
        for p in document.paragraphs
        if p.style.name == "Caption"
    ]

    assert [text.split("　")[0] for text in captions] == ["图 1", "表 1", "图 2"]


def test_a_chart_with_many_rows_stays_on_its_page():
    rows = tuple((str(n), (1.0,)) for n in range(200))

    assert height(Bars("a", "b", (Series("c"),), rows)) == 215
    assert height(Bars("a", "b", (Series("c"),), rows[:10])) == 100


def test_nothing_to_draw_is_no_chart():
    assert b"chart1" not in word(Bars("a", "b", (Series("c"),), ()))
