"""A text falls into stretches of one language; names in passing do not break it."""

from itertools import pairwise

from hypothesis import given, settings

from ingest.learned.stretches import LEAST, stretches
from ingest.learned.tokens import segments, tokens
from ingest.text.normalise import normalise
from tests.ingest.learned.texts import TEXTS

CHINESE = "江南大学与甲公司签署合作协议,共建联合实验室。" * 3
ENGLISH = "The university signed an agreement with the company on a joint laboratory. " * 5
SHORT = "Jiangnan University.\n"


def read(text, language):
    spans = tokens(text)
    found = stretches(text, spans, segments(text, spans), language)
    return [(own, text[spans[run[0][0]][0] : spans[run[-1][1] - 1][1]].strip()) for own, run in found]


def test_a_page_of_two_languages_is_two_stretches():
    found = read(CHINESE + "\n" + ENGLISH, "zh")
    assert [own for own, _ in found] == ["zh", "en"]
    assert found[1][1] == ENGLISH.strip()


def test_an_english_page_with_a_chinese_half_is_two_stretches():
    assert [own for own, _ in read(ENGLISH + "\n" + CHINESE, "en")] == ["en", "zh"]


def test_a_short_line_of_the_other_language_stays_with_the_page():
    assert [own for own, _ in read(CHINESE + "\n" + SHORT + CHINESE, "zh")] == ["zh"]


def test_a_line_without_letters_stays_with_what_stands_before_it():
    assert [own for own, _ in read(ENGLISH + "\n2024: 35, 36.\n" + ENGLISH, "en")] == ["en"]


def test_nothing_has_no_stretch():
    assert read("", "zh") == []


@settings(deadline=None)
@given(TEXTS)
def test_every_sentence_is_in_one_stretch_in_order(text):
    clean = normalise(text).text
    spans = tokens(clean)
    sentences = segments(clean, spans)
    for language in ("zh", "en"):
        found = stretches(clean, spans, sentences, language)
        assert [sentence for _, run in found for sentence in run] == sentences
        assert all(own != after for (own, _), (after, _) in pairwise(found))
        assert all(own == language or sum(b - a for a, b in run) >= LEAST for own, run in found)
