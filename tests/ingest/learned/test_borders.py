"""Marks tell where names end: blanks between Han signs part them, quotes and brackets come in pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.learned.borders import paired, parted
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
