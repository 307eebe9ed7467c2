"""The reader with all its models on texts as nobody writes them: every quote stands where it says, twice the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.extract.passage import from_passage
from ingest.extraction import extract

SIGNS = st.sampled_from([
    *"大学院所局中心联盟与和同,。;:、()“”《》张李王三?!\u202e\ue000\ufeff3%亿 \n",
    "云岭大学", "青禾集团有限公司", "草业创新中心", "李青院士", "青城市科技局", "该校", "该中心", "该局", "我局",
    "签署合作协议", "共建", "拟", "已", "牵头", "由", "等", "(以下简称", "學院", "??",
    "University of Lune ", "Brelle Ltd ", "signed an agreement with ", "the company ", "She ", "12 million ",
])  # fmt: skip


def read(text, language, reader="default"):
    return extract(
        from_passage({"id": "a", "text": text, "language": language, "publisher": "青城市科技局"}), reader=reader
    )


# Daily without the encoder, which takes most of the time.
READERS = pytest.mark.parametrize("reader", ["fast", pytest.param("default", marks=pytest.mark.slow)])


@READERS
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SIGNS, max_size=60).map("".join), st.sampled_from(["zh", "en"]))
def test_every_span_is_verbatim(reader, text, language):
    reading = read(text, language, reader)
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.quote != ""
        assert 0 < claim.confidence <= 1
        for party in claim.participants:
            assert (party.start is None) == (party.end is None)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.surface != ""
        assert 0 < mention.confidence <= 1
    for quantity in reading.quantities:
        assert text[quantity.start : quantity.end] == quantity.quote != ""


@READERS
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "0123456789" * 60,
        "、".join(f"{chr(0x4E00 + i)}川大学" for i in range(40)) + "共建联盟。",
        "(" * 100 + "云岭大学" + ")" * 100 + "与青禾集团签约。",
        "云岭大学University of Lune与Brelle Ltd签约。\ud800",
        "百度" * 50 + "大学与百度集团签约。" * 5,
    ],
    ids=["nothing", "blanks", "digits", "40 names", "nested brackets", "mixed scripts", "a hijacked page"],
)
def test_odd_texts_are_read_twice_the_same(reader, text):
    assert read(text, "zh", reader) == read(text, "zh", reader)


def test_a_page_of_two_languages_is_read_in_both():
    chinese = "云岭大学与青禾集团有限公司签署合作协议,共建草业创新中心。" * 3
    english = (
        "The University of Lune signed an agreement with Brelle Ltd in May, and the two will open a laboratory. " * 3
    )
    found = {mention.surface for mention in read(chinese + "\n" + english, "zh").mentions}
    assert {"云岭大学", "青禾集团有限公司", "University of Lune", "Brelle Ltd"} <= found
