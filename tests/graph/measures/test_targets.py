from dataclasses import replace
from datetime import date

import pytest

from graph.claim import Quantity
from graph.measures import targets
from graph.network import Network
from tests.factories import a_document, a_network, an_entity

CITY = an_entity("青城市", "Region")
PLAN, NEWS = a_document(1, date(2023, 5, 30)), a_document(2, date(2024, 1, 15))


def figure(
    indicator,
    low,
    high=None,
    unit="家",
    relation="equal",
    modality="planned",
    period="2023",
    entity=CITY,
    document=None,
):
    high = low if high is None and relation in ("equal", "about", "increment") else high
    document = document or (NEWS if modality == "achieved" else PLAN)
    id = f"q-{modality}-{indicator}-{low}-{high}-{period}-{unit}-{relation}"
    quote = f"{indicator}{low}{unit}"
    scope = {"scope": entity.name, "scope_kind": "Region", "entity": entity.id} if entity else {}
    stated = (id, document.id, indicator, low, high, unit, relation, modality, period, 0, len(quote), quote)
    return Quantity(*stated, **scope)


def achieved(indicator, low, high=None, **more):
    return figure(indicator, low, high, modality="achieved", **{"period": "2023-12-31"} | more)


def verdict(*quantities):
    table = targets(Network(entities=(CITY,), quantities=quantities, documents=(PLAN, NEWS)))
    assert len(table) == sum(q.modality != "achieved" for q in quantities)
    return table.iloc[0]


@pytest.mark.parametrize(
    ("target", "result", "expected"),
    [
        pytest.param(
            figure("院士工作站", 2, 3, relation="range"), achieved("院士工作站", 2), "met", id="lower end of a range"
        ),
        pytest.param(
            figure("院士工作站", 2, 3, relation="range"), achieved("院士工作站", 1), "not met", id="below a range"
        ),
        pytest.param(
            figure("院士工作站", 2), achieved("院士工作站", 1, period="2023-06-01"), "not yet", id="year not over"
        ),
        pytest.param(
            figure("项目", 200), achieved("项目", 200, None, relation="more"), "met", id="more than the target"
        ),
        pytest.param(figure("项目", 250), achieved("项目", 200, None, relation="more"), "possibly", id="open upwards"),
        pytest.param(
            figure("人才", 500, unit="名"), achieved("人才", 490, relation="about", unit="名"), "possibly", id="about"
        ),
        pytest.param(
            figure("人才", 500, unit="名", relation="about"),
            achieved("人才", 460, unit="人"),
            "possibly",
            id="in the margin",
        ),
        pytest.param(
            figure("人才", 500, unit="名", relation="about"),
            achieved("人才", 400, unit="人"),
            "not met",
            id="out of it",
        ),
        pytest.param(
            figure("能耗", None, 5, unit="%", relation="at_most"), achieved("能耗", 4, unit="%"), "met", id="at most"
        ),
        pytest.param(
            figure("能耗", None, 5, unit="%", relation="at_most"), achieved("能耗", 6, unit="%"), "not met", id="over"
        ),
        pytest.param(
            figure("投资", 1, unit="亿元"), achieved("投资", 12000, unit="万元"), "met", id="money is brought to yuan"
        ),
        pytest.param(
            figure("企业", 40, relation="increment"),
            achieved("企业", 41, relation="increment", period="2023"),
            "met",
            id="increments",
        ),
        pytest.param(
            figure("企业", 5, relation="increment"), achieved("企业", 5), "not comparable", id="stock against increment"
        ),
        pytest.param(
            figure("企业", 5, relation="increment"),
            achieved("企业", 6, relation="increment", period="2022"),
            "not comparable",
            id="other year",
        ),
        pytest.param(
            figure("企业", 5), achieved("企业", 6, period="2022-12-31"), "not comparable", id="before the period"
        ),
        pytest.param(figure("企业", 5), achieved("企业", 6, entity=None), "not comparable", id="whose figure"),
        pytest.param(figure("企业", 5), achieved("企业", 6, unit="个"), "not comparable", id="other unit"),
        pytest.param(figure("院士、专家", 15), achieved("院士", 11), "not comparable", id="other indicator"),
        pytest.param(figure("院士", 15), achieved("工作站", 20), "no figure", id="nothing near"),
        pytest.param(figure("新型研发机构", 3), achieved("新型研發機構", 3), "met", id="traditional characters"),
        pytest.param(figure("企业", None), achieved("企业", 6), "not comparable", id="target without a number"),
    ],
)
def test_a_target_is_met_only_by_a_comparable_figure(target, result, expected):
    row = verdict(target, result)

    assert row["verdict"] == expected
    assert row["reason_zh"].endswith("。")
    assert row["reason_en"].endswith(".")


def test_the_newest_comparable_figure_decides():
    row = verdict(
        figure("平台", 5),
        achieved("平台", 3, period="2023-06-01"),
        achieved("平台", 6),
        achieved("平台", 9, unit="亩", period="2024-06-01"),
    )

    assert (row["verdict"], row["figure_low"], row["figure_on"]) == ("met", 6, "2023-12-31")


@pytest.mark.parametrize(
    ("before", "after", "decides"),
    [
        pytest.param(("2020", 12), ("2024", 8), ("met", 12), id="met in its year, fewer since"),
        pytest.param(("2020-12-31", 8), ("2024", 12), ("not met", 8), id="missed in its year, more since"),
        pytest.param(("2020-06-01", 4), ("2024", 12), ("met", 12), id="not yet in its year, more since"),
        pytest.param(("2022", 9), ("2024", 12), ("met", 12), id="none of its year"),
    ],
)
def test_the_newest_figure_of_the_targets_own_period_decides(before, after, decides):
    figures = [achieved("平台", count, period=period) for period, count in (before, after)]

    row = verdict(figure("平台", 10, period="2020"), *figures)

    assert (row["verdict"], row["figure_low"]) == decides


def test_a_figure_of_another_place_is_named_but_never_the_nearest():
    other = an_entity("云岭省", "Region")
    network = Network(
        entities=(CITY, other),
        quantities=(figure("企业", 5), achieved("企业", 9, entity=other)),
        documents=(PLAN, NEWS),
    )

    row = targets(network).iloc[0]

    assert (row["verdict"], row["figure"]) == ("no figure", None)
    assert "青城市“企业”" in row["reason_zh"]
    assert "云岭省（2023-12-31）" in row["reason_zh"]


def test_at_least_so_many_includes_the_number():
    row = verdict(figure("项目", 200), achieved("项目", 200, None, relation="more"))

    assert "≥200家" in row["reason_zh"]


def test_a_figure_without_a_period_speaks_of_the_day_it_was_published():
    row = verdict(figure("企业", 5), achieved("企业", 4, period=None))

    assert (row["verdict"], row["figure_on"]) == ("not met", "2024-01-15")


def test_the_example_network_compares_no_stock_with_an_increment():
    table = targets(a_network()).set_index("indicator")

    assert table["verdict"].to_dict() == {"院士工作站": "no figure", "科技领军企业": "not comparable"}
    assert table.loc["科技领军企业", "figure_quote"] == "科技领军企业达到12家"


def test_no_targets_give_an_empty_table():
    assert targets(Network()).empty
    assert list(targets(Network()).columns) == list(targets(a_network()).columns)


def test_every_target_has_a_row_even_if_two_are_alike():
    one = figure("企业", 5)

    table = targets(Network(entities=(CITY,), quantities=(one, replace(one, id="q2")), documents=(PLAN,)))

    assert table.index.tolist() == [one.id, "q2"]


@pytest.mark.parametrize(
    ("target", "reached", "related"),
    [
        pytest.param("院士工作站", "院士", False, id="a workstation is no academician"),
        pytest.param("院士、知名专家等", "院士", True, id="one of a list"),
        pytest.param("企业", "科技领军企业", True, id="the head noun stands at the end"),
    ],
)
def test_only_figures_of_the_same_head_noun_are_held_against_a_target(target, reached, related):
    assert (verdict(figure(target, 5), achieved(reached, 5))["verdict"] != "no figure") == related


def test_a_sentence_writes_a_million_out():
    row = verdict(figure("产值", 2_000_000, unit="元"), achieved("产值", 1234567.5, unit="元"))

    assert row.reason_zh == "完成数1,234,567.5元（2023-12-31）未达到目标2,000,000元。"
    assert row.reason_en.startswith("The figure 1,234,567.5元 (2023-12-31) does not reach the target 2,000,000元")


@pytest.mark.parametrize(
    ("half", "figures", "expected"),
    [
        pytest.param("2023-H1", {"2023-05": 40}, "not yet", id="a month of the half"),
        pytest.param("2023-H1", {"2023-05": 40, "2023-H1": 120}, "met", id="the half itself decides"),
        pytest.param("2023-H1", {"2023-H1": 40}, "not met", id="the half is over"),
        pytest.param("2023-H1", {"2023-Q2": 40}, "not met", id="its last quarter ends with it"),
        pytest.param("2023-H1", {"2023-H1": 40, "2023-12": 120}, "not met", id="its own figure, not a later one"),
        pytest.param("2023-H2", {"2023-H1": 120}, "not comparable", id="the half before"),
        pytest.param("2023-Q4", {"2023-Q3": 120}, "not comparable", id="the quarter before"),
        pytest.param("2023", {"2023-H1": 40}, "not yet", id="a half of the year"),
        pytest.param("2023", {"2023-H1": 40, "2023-Q4": 120}, "met", id="the newest of the year"),
    ],
)
def test_halves_and_quarters_have_their_time(half, figures, expected):
    said = [achieved("企业", number, period=period) for period, number in figures.items()]

    assert verdict(figure("企业", 100, period=half), *said)["verdict"] == expected


@pytest.mark.parametrize(
    ("period", "added_in", "expected"),
    [
        pytest.param("2023", "2023-H1", "not yet", id="the year so far"),
        pytest.param("2023", "2023-H2", "not comparable", id="what the first half added is not told"),
        pytest.param("2023", "2023-Q4", "not comparable", id="nor what three quarters did"),
        pytest.param("2023-H1", "2023-05-31", "not yet", id="the half up to a day"),
        pytest.param("2023-H1", "2023-H1", "not met", id="the half"),
        pytest.param("2023-H1", "2023-Q2", "not comparable", id="a later quarter alone"),
        pytest.param("2023-H1", "2023-07-31", "not comparable", id="after the half"),
        pytest.param("十四五", "十四五", "not yet", id="a period that nobody can date"),
    ],
)
def test_what_a_later_half_or_quarter_added_is_not_held_against_the_whole(period, added_in, expected):
    target = figure("企业", 100, relation="increment", period=period)

    assert verdict(target, achieved("企业", 40, relation="increment", period=added_in))["verdict"] == expected


def test_a_period_that_no_calendar_knows_stops_nothing():
    assert verdict(figure("企业", 5, period="2023-13"), achieved("企业", 6))["verdict"] == "met"
