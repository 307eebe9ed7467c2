"""What figures count, and whether they are hoped for, planned or reached."""

from functools import partial

import pytest

from ingest.extract.passage import from_passage
from ingest.extract.quantities import numbers as every
from ingest.extract.quantities_numbers_en import numbers
from ingest.extraction import extract as extract_by
from ingest.text.normalise import normalise

extract = partial(extract_by, reader="rules")
"""The rules alone: what they say does not depend on models."""


def figures(text):
    return [(q.indicator, q.low, q.modality) for q in extract(from_passage({"text": text})).quantities]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        pytest.param("争取年内1家企业落户。", "aspired", id="hoped for"),
        pytest.param("计划引导2家企业入驻。", "planned", id="planned"),
        pytest.param("会上2家企业落户。", "achieved", id="settled"),
    ],
)
def test_a_settlement_that_is_hoped_for_is_not_achieved(text, modality):
    assert [m for _, _, m in figures(text)] == [modality]


def test_a_goal_is_no_indicator():
    text = "全市新增高新技术企业500家,超额完成全年450家的目标。"

    assert figures(text) == [("高新技术企业", 500, "achieved"), ("高新技术企业", 450, "planned")]
    assert figures(text.replace("超额完成", "超額完成").replace("目标", "目標"))[1][0] == "高新技术企业"
    assert figures("超额完成全年450家的目标。") == []


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        pytest.param("今年的目标为新增高新技术企业20家。", "高新技术企业", id="a goal"),
        pytest.param("全市入库科技型中小企业120家。", "科技型中小企业", id="entered in a register"),
        pytest.param("我局组织认定高新技术企业15家。", "高新技术企业", id="who did it"),
        pytest.param("企业已联合申请专利30件。", "专利", id="who did it together"),
    ],
)
def test_an_indicator_is_the_noun_without_the_words_that_lead_to_it(text, indicator):
    assert [name for name, _, _ in figures(text)] == [indicator]


MONEY = "£30m, €2m, $5m, £2bn"
SHARE = "Half of the firms, and twenty per cent of the jobs, are new."
SHARES = "half of them, two thirds, a quarter of the firms"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param(
            "It paid $40 million to 19 firms.", [(40, None, "$ million"), (19, None, None)], id="paid to many"
        ),
        pytest.param("For three days with 17 speakers.", [(3, None, "days"), (17, None, None)], id="two units"),
        pytest.param("$3 to 5 million", [(3, 5, "$ million")], id="a range with one magnitude"),
        pytest.param("10% to 15%", [(10, 15, "%")], id="a range with the unit twice"),
        pytest.param("£50,000 to £1.5 million", [(0.05, 1.5, "£ million")], id="a range over two magnitudes"),
        pytest.param(
            MONEY, [(30, None, "£ million"), (2, None, "€ million"), (5, None, "$ million"), (2, None, "£bn")], id="m"
        ),
        pytest.param("Partner budget: 355.230 EUR", [(355230, None, "EUR")], id="thousands by dots"),
        pytest.param("A line of 3.205 km", [(3.205, None, "km")], id="three decimals"),
        pytest.param(SHARES, [(50, None, "%"), (66.7, None, "%"), (25, None, "%")], id="fractions"),
        pytest.param("the first half, half a day, a third fund", [], id="no fractions"),
        pytest.param("more than 2000 companies since 2000", [(2000, None, None)], id="a count that looks like a year"),
        pytest.param("20% over 2010 levels", [(20, None, "%")], id="a year before a plural"),
        pytest.param("325 million shekels", [(325, None, "million shekels")], id="a rare currency"),
        pytest.param("1,800 sq. ft. of space", [(1800, None, "sq. ft.")], id="a unit that ends in a dot"),
        pytest.param("2,54 M EUR, 10,4 % of it", [(2.54, None, "M EUR"), (10.4, None, "%")], id="a decimal comma"),
        pytest.param(
            "1'500 jobs and 1,40,000 patents", [(1500, None, None), (140000, None, None)], id="Swiss, Indian thousands"
        ),
        pytest.param(
            "P695 million, SFr20m, RO 22.3 million, INR 10 Lakhs",
            [(695, None, "P million"), (20, None, "SFr million"), (22.3, None, "RO million"), (10, None, "INR Lakhs")],
            id="currencies of no list",
        ),
        pytest.param("6 million Norwegian kroner", [(6, None, "million Norwegian kroner")], id="a land's money"),
        pytest.param("£5M, 504,3 k€", [(5, None, "£M"), (504.3, None, "k€")], id="short magnitudes"),
        pytest.param("It employs 2100 people in 2015 buildings", [(2100, None, None)], id="staff like a year"),
        pytest.param(
            "NOK652bn, at most $500,000 or 20%",
            [(652, None, "NOK billion"), (500000, None, "$"), (20, None, "%")],
            id="a code; no range",
        ),
        pytest.param(
            "more than 40.000 students, 3.000", [(40000, None, None), (3, None, None)], id="a dot and three noughts"
        ),
        pytest.param("one in nine firms; by a third", [(11.1, None, "%"), (33.3, None, "%")], id="one in many"),
        pytest.param(
            "one student in six, nine out of ten, 8 out of 10",
            [(16.7, None, "%"), (90, None, "%"), (80, None, "%")],
            id="so many out of many",
        ),
        pytest.param("twice as many places", [(100, None, "%")], id="twice as many"),
        pytest.param("28 stories of impact in a house of 28 stories", [(28, None, None)], id="tales and floors"),
    ],
)
def test_english_numbers_with_their_units(sentence, told):
    assert [(one.low, one.high, one.unit) for one in numbers(sentence)] == told


def test_a_share_in_words_is_left_to_the_models_and_one_in_per_cent_is_a_figure():
    told = every(document := from_passage({"text": SHARE, "language": "en"}), normalise(document.text))

    assert [(one.low, one.doubt, one.indicator) for one in told] == [(50, "fraction", "firms"), (20, "", "jobs")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("民营企业占一半以上。", [(50, None, "%", "more")], id="half or more"),
        pytest.param("工程已过半。", [(50, None, "%", "more")], id="past the half"),
        pytest.param("聘期三年,星期三年会开幕。", [(3, 3, "年", "equal")], id="a term, not a weekday"),
        pytest.param("药材180余种,作物五种。", [(180, None, "种", "more"), (5, 5, "种", "equal")], id="sorts"),
        pytest.param("规模比五年前翻一番。", [(5, 5, "年", "equal"), (100, 100, "%", "increment")], id="doubled"),
        pytest.param("百亿级产业,中级产业。", [(100, 100, "亿", "equal")], id="a class by turnover"),
        pytest.param(
            "“五大高地”,三大战略,打了三大战。", [(5, 5, "大", "equal"), (3, 3, "大", "equal")], id="great ones"
        ),
        pytest.param("就4个方面合作,分三方面。", [(4, 4, "个", "equal"), (3, 3, "方面", "equal")], id="respects"),
    ],
)
def test_halves_and_terms_in_chinese(sentence, told):
    document = from_passage({"text": sentence})

    assert [(one.low, one.high, one.unit, one.relation) for one in every(document, normalise(sentence))] == told


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("It puts in £4 million over four years.", "equal"),
        ("Over the next five years it will grow.", "equal"),
        ("It has run for over four years.", "more"),
    ],
)
def test_over_before_a_span_says_when_not_how_much(sentence, relation):
    told = every(document := from_passage({"text": sentence, "language": "en"}), normalise(document.text))

    assert [one.relation for one in told if one.unit == "years"] == [relation]
