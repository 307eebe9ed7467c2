"""Word pieces and windows: longest piece first, every token in one window, whole sentences where they fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.learned.pieces import LONGEST, WordPieces, case_of, cases, windows
from ingest.learned.tokens import segments, tokens
from ingest.text.normalise import normalise
from tests.ingest.learned.texts import TEXTS

VOCABULARY = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "大",
    "学",
    '"',
    "univers",
    "##ity",
    "un",
    "##iv",
    "20",
    "##24",
)
PIECES = WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("大", ["大"]),
        ("“", ['"']),
        ("University", ["univers", "##ity"]),
        ("uniV", ["un", "##iv"]),
        ("2024", ["20", "##24"]),
        ("Únivérsity", ["univers", "##ity"]),
        ("univerbal", ["[UNK]"]),
        ("龘", ["[UNK]"]),
        ("\ud800", ["[UNK]"]),
        ("\ue000", ["[UNK]"]),
    ],
)
def test_the_longest_piece_is_taken_first(token, parts):
    assert [VOCABULARY[id] for id in PIECES.of(token)] == parts


@pytest.mark.parametrize(
    ("token", "case"),
    [
        ("3.5", 0),
        ("院", 0),
        ("the", 1),
        ("The", 2),
        ("A", 2),
        ("Zürich", 2),
        ("NASA", 3),
        ("iPhone", 4),
        ("McKinsey", 4),
    ],
)
def test_how_a_word_is_written_is_told(token, case):
    assert case_of(token) == case


@settings(deadline=None)
@given(TEXTS, st.integers(1, 40))
def test_every_token_is_in_one_window_and_its_pieces_lie_where_the_window_says(text, most):
    clean = normalise(text).text
    spans = tokens(clean)
    cut = windows(clean, spans, segments(clean, spans), PIECES, most)
    assert [window.first + at for window in cut for at in range(window.count)] == list(range(len(spans)))
    for window in cut:
        assert window.ids[0] == PIECES.open
        assert window.ids[-1] == PIECES.close
        assert len(window.ids) <= LONGEST + 2
        for at, (first, last) in enumerate(zip(window.starts, window.ends, strict=True)):
            start, end = spans[window.first + at]
            assert tuple(window.ids[first : last + 1]) == PIECES.of(clean[start:end])[:LONGEST]


def test_windows_end_where_sentences_end():
    text = "大学大学。大学。大学大学大学。"
    spans = tokens(text)
    cut = windows(text, spans, segments(text, spans), PIECES, 8)
    assert [(window.first, window.count) for window in cut] == [(0, 8), (8, 7)]


def test_a_sentence_longer_than_a_window_is_cut_between_tokens():
    text = "大" * 1100
    spans = tokens(text)
    cut = windows(text, spans, segments(text, spans), PIECES, 256)
    assert [(window.first, window.count) for window in cut] == [(0, 508), (508, 508), (1016, 84)]


def test_no_tokens_make_no_window():
    assert windows("", [], [], PIECES, 256) == []


def test_a_token_longer_than_a_window_is_cut_in_time_that_its_length_does_not_tell():
    assert PIECES.of("20" + "24" * 5_000_000) == PIECES.of("20" + "24" * 507)
    assert len(PIECES.of("20" + "24" * 5_000_000)) == LONGEST


def test_how_the_tokens_of_a_text_are_written():
    text = "MIT and Siemens signed iLab 2"
    spans = [(0, 3), (4, 7), (8, 15), (16, 22), (23, 27), (28, 29)]
    assert cases(text, spans).tolist() == [3, 1, 2, 1, 4, 0]
    assert cases("", []).tolist() == []
