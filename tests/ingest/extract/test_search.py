"""Many words in one pass: leftmost and longest, whatever the words."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.search import Words

WORDS = st.lists(st.text("abc", min_size=1, max_size=5), max_size=6)


def one_by_one(words, text):
    """The same by looking at every place: the longest word that begins there, then on behind it."""
    found, at = [], 0
    while at < len(text):
        here = max((word for word in words if text.startswith(word, at)), key=len, default="")
        if here:
            found.append((at, at + len(here)))
        at += len(here) or 1
    return found


@given(WORDS, st.text("abcd", max_size=30))
def test_of_words_that_overlap_the_first_and_longest_is_found(words, text):
    assert list(Words(words).find(text)) == one_by_one(words, text)


def test_a_word_within_a_longer_one_that_ends_later_is_not_found():
    assert list(Words(["基金", "管理人", "基金管理人"]).find("由基金管理人负责")) == [(1, 6)]
