"""What figures count, and whether they are hoped for, planned or reached."""

from functools import partial

import pytest

from ingest.extract.passage import from_passage
from ingest.extraction import extract as extract_by

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
