"""Long texts are read in parts, and what comes out is one reading of the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.claim import claim_id, quantity_id
from ingest import parts as module
from ingest.extract.passage import from_passage
from ingest.extraction import extract
from ingest.parts import PART, parts
from ingest.trace import explain

NOTICE = "云岭大学与青禾集团签署战略合作协议。青禾集团建成创新平台12家。李青任云岭大学校长。\n"
LAST = "岭盾重工有限公司牵头草业技术创新中心。"


def read(text):
    return extract(from_passage({"id": "a", "text": text, "language": "zh"}), reader="rules")


def test_parts_end_where_lines_or_sentences_do():
    lines = "甲" * 9_000 + "。" + "乙" * 9_000 + "\n" + "丙" * 9_000
    assert list(parts(lines)) == [(0, 18_002), (18_002, 27_002)]
    assert list(parts("甲" * 9_000 + "。" + "乙" * 15_000)) == [(0, PART), (PART, 24_001)]
    assert list(parts("")) == [(0, 0)]


@given(st.text("甲。 \n", max_size=90))
def test_parts_cover_the_text_in_order(text):
    was, module.PART = module.PART, 8
    try:
        found = list(parts(text))
    finally:
        module.PART = was
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= 8 for start, end in found) or text == ""


@pytest.fixture
def short_parts(monkeypatch):
    """Let a text be long from 4,000 signs on."""
    monkeypatch.setattr(module, "PART", 4_000)
    return 4_000


def test_a_long_text_says_what_its_parts_say_each_at_its_place(short_parts):
    text = NOTICE * (2 * short_parts // len(NOTICE)) + LAST
    reading = read(text)
    document = reading.document
    assert document.text == text

    once = read(NOTICE)
    assert len(reading.quantities) == text.count(NOTICE) * len(once.quantities) > short_parts / 100
    assert [(c.start, c.quote) for c in reading.claims[:-1]] == [(c.start, c.quote) for c in once.claims]
    assert reading.claims[-1].quote in LAST
    assert reading.claims[-1].start >= text.index(LAST)
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.id == claim_id(
            document.id, claim.kind, claim.participants, claim.status, claim.start, claim.end, claim.when
        )
        assert all(p.start is None or p.name in text[p.start : p.end] for p in claim.participants)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.surface
    for q in reading.quantities:
        assert text[q.start : q.end] == q.quote
        assert q.id == quantity_id(document.id, q.indicator, q.start, q.end, q.low, q.high)


def test_of_a_long_text_the_first_part_is_explained_and_the_rest_is_said(short_parts):
    document = from_passage({"id": "a", "text": NOTICE * (2 * short_parts // len(NOTICE)), "language": "zh"})
    (line,) = explain(document, reader="rules").missing
    assert line.startswith("Only the first 3,9")
