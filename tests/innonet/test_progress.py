"""The figure of targets draws what the table of targets compares, and no number comes in powers of ten."""

from datetime import date

from graph.claim import Quantity
from graph.network import Network, View
from innonet.recipes import report
from tests.factories import a_document, an_entity
from viz.report import Figure

CITY = an_entity("青城市", "Region")
PLAN, NEWS = a_document(1, date(2023, 5, 30)), a_document(2, date(2024, 1, 15))


def a_figure(indicator, low, high, unit, relation, modality):
    document, period = (NEWS, "2023-12-31") if modality == "achieved" else (PLAN, "2023")
    quote = f"{indicator}{low}{high}{unit}"
    return Quantity(f"q-{modality}-{indicator}", document.id, indicator, low, high, unit, relation, modality, period,
                    0, len(quote), quote, scope=CITY.name, scope_kind="Region", entity=CITY.id)  # fmt: skip


def target(indicator, n, unit, relation="equal"):
    return a_figure(indicator, None if relation == "at_most" else n, n, unit, relation, "planned")


def achieved(indicator, n, unit):
    return a_figure(indicator, n, n, unit, "equal", "achieved")


def made(*quantities, language="zh"):
    network = Network(entities=(CITY,), quantities=quantities, documents=(PLAN, NEWS), view=View(newest=NEWS.published))
    return report("targets", network, language=language)


def progress(*quantities, language="zh"):
    blocks = made(*quantities, language=language).blocks()
    return next((block for block in blocks if isinstance(block, Figure) and block.key == "progress"), None)


def test_nothing_reached_is_drawn_as_zero():
    figure = progress(target("院士工作站", 2, "家"), achieved("院士工作站", 0, "家"))

    assert figure.chart.rows == (("院士工作站（2家）", (100.0, 0.0)),)


def test_units_of_money_and_of_people_are_brought_to_one():
    figure = progress(
        target("产值", 1, "亿元"),
        achieved("产值", 9000, "万元"),
        target("人才", 500, "名"),
        achieved("人才", 250, "人"),
    )

    assert figure.chart.rows == (("产值（1亿元）", (100.0, 90.0)), ("人才（500名）", (100.0, 50.0)))


def test_a_ceiling_is_counted_and_not_drawn():
    ceiling = (target("能耗", 5, "吨", "at_most"), achieved("能耗", 9, "吨"))
    said = (*ceiling, target("企业", 4, "家"), achieved("企业", 1, "家"))

    zh, en = progress(*said), progress(*said, language="en")

    assert zh.chart.rows == (("企业（4家）", (100.0, 25.0)),)
    assert zh.caption == "可比目标的完成程度（另有1项不是下限，未画）"
    assert en.caption == "Progress on the targets that can be compared (1 target without a floor left out)"
    assert progress(*ceiling) is None


def test_a_million_is_written_out_in_the_figure_the_table_and_the_evidence():
    report = made(target("产值", 1234567, "元"), achieved("产值", 7654321.25, "元"))
    figure = next(block for block in report.blocks() if isinstance(block, Figure) and block.key == "progress")
    texts = [str(row) for table in report.tables for row in table.rows] + [item.says for item in report.evidence]

    assert figure.chart.rows[0][0] == "产值（1,234,567元）"
    assert {item.says for item in report.evidence} == {"产值 1,234,567元", "产值 7,654,321.25元"}
    assert any("完成数7,654,321.25元" in text and "目标1,234,567元" in text for text in texts)
    assert not any("e+" in text for text in texts)
