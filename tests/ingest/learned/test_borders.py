"""Marks tell where names end: blanks between Han signs part them, quotes and brackets come in pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.knowledge import load_knowledge
from ingest.learned.borders import bare, glued, paired, parted, with_article
from ingest.learned.chain import FORBIDDEN
from ingest.learned.tokens import LABELS, tokens


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("建“双碳”创新中心。", "双碳”创新中心", "“双碳”创新中心"),
        ("与青禾(云岭)签约", "青禾(云岭", "青禾(云岭)"),
        ("(青禾集团)", "青禾集团)", "青禾集团"),
        ("“青禾基金”成立", "“青禾基金", "青禾基金"),
        ("《青禾集团", "《青禾集团", "青禾集团"),
        ("“青禾基金”成立", "青禾基金", "青禾基金"),
        ("青禾(云岭)集团", "青禾(云岭)集团", "青禾(云岭)集团"),
        ("x)y", "x)y", "x)y"),
    ],
)
def test_a_name_has_its_marks_in_pairs(text, said, meant):
    start = text.index(said)
    first, last = paired(text, start, start + len(said))
    assert text[first:last] == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("China's", "China"),
        ("the World Bank’s", "the World Bank"),
        ("Indiaâs", "India"),
        ("King's", "King's"),
        ("St. John’s", "St. John’s"),
        ("Lune Children's", "Lune Children's"),
        ("Queen's University's", "Queen's University"),
        ("Emirates'", "Emirates'"),
        ("'s", "'s"),
    ],
)
def test_a_name_ends_before_its_possessive_unless_that_is_its_own(said, meant):
    text = f"At {said} new centre"
    assert text[3 : bare(text, 3, 3 + len(said), load_knowledge())] == meant


@given(st.text("“”()《》甲a ", min_size=1, max_size=12), st.data())
def test_a_name_stays_in_the_text_and_keeps_a_sign(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = paired(text, start, end)
    assert 0 <= first < last <= len(text)
    assert abs(first - start) + abs(last - end) <= 1


def test_a_blank_between_han_signs_parts_names_and_no_other_does():
    text = "青城市 云岭大学 Lune 5G 大学"
    spans = tokens(text)
    added = parted(text, spans)
    told = {text[start:end] for row, (start, end) in enumerate(spans) if added[row].min() == FORBIDDEN}
    assert told == {"云"}
    assert (added[:, [label[0] != "I" for label in LABELS]] == 0).all()


def test_no_name_goes_on_over_the_mark_of_a_dateline():
    report = "Yuanhang Heavy Industries Group Co., Ltd. has signed an agreement with the university."
    text = f"QINGLAN - {report}\nPort-City {report}"
    spans = tokens(text)
    added = parted(text, spans)
    told = [start for row, (start, _) in enumerate(spans) if added[row].min() == FORBIDDEN]
    assert told == [text.index("- Yuanhang"), text.index("Yuanhang")]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("they visited The Hebrew University of Lune", "Hebrew University of Lune", "The Hebrew University of Lune"),
        ("Mere, The Lune Foundation", "Lune Foundation", "The Lune Foundation"),
        ("The Lune Foundation pays", "Lune Foundation", "Lune Foundation"),
        ("It ended. The Lune Foundation pays", "Lune Foundation", "Lune Foundation"),
    ],
    ids=["after a word", "in a list", "first of all", "after a full stop"],
)
def test_a_capital_article_within_a_sentence_belongs_to_the_name(text, name, meant):
    start = text.index(name)
    assert text[with_article(text, start) : start + len(name)] == meant


def test_a_name_goes_on_after_its_short_form_in_brackets():
    text = "the Lune Center (LC) East, Mere Fund (MF) and Roe"
    spans = tokens(text)
    cut = [("Lune Center", "ORG"), ("(LC) East", "ORG"), ("Mere Fund", "PRG"), ("(MF)", "ORG"), ("Roe", "PER")]
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    found = [
        (starts.index(text.index(name)), ends.index(text.index(name) + len(name)) + 1, coarse) for name, coarse in cut
    ]
    assert glued(text, spans, found) == [found[:2], *([one] for one in found[2:])]
