"""Tokens, sentences of tokens, and labels: whatever the text, every sign is counted once and where it stands."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.found import Found
from ingest.learned.tokens import LABELS, coarse, labelled, segments, spans_of, tokens
from ingest.text.normalise import normalise
from tests.ingest.learned.texts import TEXTS


def words(text):
    return [text[start:end] for start, end in tokens(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("清华大学", ["清", "华", "大", "学"]),
        ("与IBM Research共建", ["与", "IBM", "Research", "共", "建"]),
        ("the university's 2.5 m", ["the", "university's", "2.5", "m"]),
        ("3D打印,2024年", ["3", "D", "打", "印", ",", "2024", "年"]),
        ("École “a”", ["École", "“", "a", "”"]),
        (" \n\t", []),
    ],
)
def test_a_han_sign_a_word_a_number_and_any_other_sign_are_tokens(text, parts):
    assert words(text) == parts


@settings(deadline=None)
@given(TEXTS)
def test_every_sign_but_blanks_is_in_one_token(text):
    spans = tokens(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    between = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert between.strip() == ""


@settings(deadline=None)
@given(TEXTS)
def test_every_token_is_in_one_sentence(text):
    clean = normalise(text).text
    spans = tokens(clean)
    ranges = segments(clean, spans)
    assert [at for first, last in ranges for at in range(first, last)] == list(range(len(spans)))
    assert all(first < last for first, last in ranges)


def test_sentences_are_those_of_the_text():
    text = "甲公司成立。乙大学\n获批2.5亿元。"
    assert segments(text, tokens(text)) == [(0, 6), (6, 9), (9, 15)]


def test_no_text_has_no_sentence():
    assert segments("", []) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(LABELS)))
def test_names_of_labels_are_in_order_and_of_one_kind(labels):
    found = spans_of(labels)
    assert all(first < last for first, last, _ in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all({label[2:] for label in labels[first:last]} == {kind} for first, last, kind in found)
    inside = {at for first, last, _ in found for at in range(first, last)}
    assert inside == {at for at, label in enumerate(labels) if label != "O"}


def test_labels_say_the_names_that_they_were_made_of():
    text = "张三任清华大学校长,李四任院长。"
    names = [Found(0, 2, "Person", False, False), Found(3, 7, "University", False, False)]
    labels = labelled(tokens(text), names)
    assert spans_of(labels) == [(0, 2, "PER"), (3, 7, "ORG")]
    assert coarse("University", True) == "GEN"
    assert coarse("Field", False) is None
