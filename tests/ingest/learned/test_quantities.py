"""The judge keeps what its weights say, within what a number allows, and without weights the rules decide."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.passage import from_passage
from ingest.extract.quantities import numbers, stated
from ingest.learned.number_features import describe
from ingest.learned.quantities import COLUMNS, MODALITIES, RELATIONS, TAGGER_SHARE, Judge, pack, read, unpack
from ingest.text.normalise import normalise


def a_judge(cut=0.5, keep=0.0, **weights):
    """Return a judge that knows the features given, each with its score for being a figure."""
    rows = np.zeros((len(weights), COLUMNS))
    rows[:, 0] = list(weights.values())
    bias = np.zeros(COLUMNS)
    bias[0] = keep
    return Judge(list(weights), rows, bias, cut)


def judged(document, text, judge):
    clean = normalise(text)
    return stated(document, clean, judge.figures(document, clean.text, numbers(document, clean)))


def quantities(told):
    return [(q.low, q.unit) for q in told]


def scores(relation, modality):
    row = np.zeros(COLUMNS)
    row[1 + RELATIONS.index(relation)] = 3
    row[1 + len(RELATIONS) + MODALITIES.index(modality)] = 3
    return row


def the_number(text):
    document = from_passage({"text": text})
    return numbers(document, normalise(text))[0]


def test_the_judge_takes_what_the_rules_doubt_and_leaves_what_they_take():
    text = "全市现有孵化器12家。100余人参加活动。"

    document = from_passage({"text": text})

    assert [(number.low, number.unit) for number in numbers(document, normalise(text)) if not number.doubt] == [
        (12, "家")
    ]
    assert quantities(judged(document, text, a_judge(keep=-1, **{"doubt=heads": 2, "doubt=": -2}))) == [(100, "人")]


def test_the_encoder_is_heard_beside_the_features():
    text = "全市现有孵化器12家。100余人参加活动。"
    document = from_passage({"text": text})
    found = numbers(document, normalise(text))
    odds = np.zeros((2, COLUMNS), np.float32)
    odds[:, 0] = 2, -2  # beside 0 of the judge

    (figure,) = a_judge().figures(document, text, found, odds=odds)

    assert figure.low == 12
    assert figure.sure == pytest.approx(1 / (1 + np.exp(-2 * TAGGER_SHARE)), abs=1e-3)


def test_the_encoder_is_heard_in_what_a_figure_means():
    document = from_passage({"text": "全市孵化器12家。"})
    found = numbers(document, normalise(document.text))
    odds = np.zeros((1, COLUMNS), np.float32)
    odds[0, 1 + RELATIONS.index("increment")] = odds[0, 1 + len(RELATIONS) + MODALITIES.index("planned")] = 5

    (figure,) = a_judge(keep=1.0).figures(document, document.text, found, odds=odds)

    assert (figure.relation, figure.modality) == ("increment", "planned")


def test_what_the_encoder_did_not_see_is_left_to_the_features():
    document = from_passage({"text": "全市现有孵化器12家。"})
    found = numbers(document, normalise(document.text))

    (figure,) = a_judge(keep=1.0).figures(
        document, document.text, found, odds=np.full((1, COLUMNS), np.nan, np.float32)
    )

    assert figure.sure == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-3)


def test_where_the_encoder_saw_a_part_the_rest_is_left_to_the_features():
    document = from_passage({"text": "全市现有孵化器12家。100余人参加活动。"})
    found = numbers(document, normalise(document.text))
    odds = np.full((2, COLUMNS), np.nan, np.float32)
    odds[1] = 0
    odds[1, 0] = 2

    first, second = a_judge(keep=1.0).figures(document, document.text, found, odds=odds)

    assert first.sure == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-3)
    assert second.sure == pytest.approx(1 / (1 + np.exp(-(1 - TAGGER_SHARE) - 2 * TAGGER_SHARE)), abs=1e-3)


@pytest.mark.parametrize(
    ("text", "relation", "low", "high"),
    [
        ("现有孵化器12家。", "equal", 12, 12),
        ("现有孵化器12家。", "more", 12, None),
        ("现有孵化器12家。", "at_most", None, 12),
        ("新增孵化器60家以上。", "increment", 60, None),
        ("现有孵化器3至5家。", "range", 3, 5),
        ("现有孵化器3至5家。", "at_most", None, 5),
    ],
)
def test_bounds_follow_the_relation(text, relation, low, high):
    figure = read(the_number(text), scores(relation, "planned"))

    assert (figure.low, figure.high, figure.relation, figure.modality) == (low, high, relation, "planned")


def test_a_relation_that_a_number_cannot_have_is_not_taken():
    assert read(the_number("现有孵化器12家。"), scores("range", "achieved")).relation != "range"
    assert read(the_number("现有孵化器3至5家。"), scores("equal", "achieved")).relation != "equal"


def test_the_same_page_has_the_same_features_each_once():
    document = from_passage({"text": "力争新增高新技术企业40家、科技型中小企业150家。"})
    clean = normalise(document.text)

    first, again = (describe(document, clean.text, numbers(document, clean)) for _ in range(2))

    assert first == again
    assert all(len(row) == len(set(row)) for row in first)


def test_a_judge_comes_back_from_its_arrays():
    judge = a_judge(0.25, 0.5, zh=1.0, en=-1.0)
    arrays = pack(["zh", "en"], judge._weights, judge._bias, 0.25)

    back = unpack(arrays)

    assert np.allclose(back.scores([["zh"], ["en", "zh"], []])[:, 0], [1.5, 0.5, 0.5])
    with pytest.raises(ValueError, match="lost some"):
        unpack({**arrays, "weights": arrays["weights"][:1]})


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789,.%、,。;一两三百亿新增拟约近家个元至不 ab$€\n", max_size=60),
    st.sampled_from(["zh", "en"]),
)
def test_whatever_the_text_quotes_are_spans_and_bounds_are_told(text, language):
    document = replace(from_passage({"text": text}), language=language)
    for found in judged(document, text, a_judge(keep=5.0)):
        assert text[found.start : found.end] == found.quote
        assert (found.low, found.high) != (None, None)
