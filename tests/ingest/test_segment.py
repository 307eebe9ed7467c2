import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.segment import clauses, lines, sentences


def cut(text, segments):
    return [text[s.start : s.end] for s in segments]


def test_a_line_end_and_a_full_stop_end_a_sentence_and_a_semicolon_does_not():
    text = "平台建设\n甲与乙签约;丙与丁签约。目前,已启动!"

    assert cut(text, sentences(text)) == ["平台建设", "甲与乙签约;丙与丁签约。", "目前,已启动!"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("他说:“已签约。”随后揭牌。", ["他说:“已签约。”", "随后揭牌。"], id="closing quotes"),
        pytest.param("哪所是你的母校?来看看。", ["哪所是你的母校?", "来看看。"], id="a question"),
        pytest.param("受技术??件限制。完。", ["受技术??件限制。", "完。"], id="lost bytes are no end"),
        pytest.param("Prof. Li leads it. The U.S. team of Qinghe Co., Ltd. joined. Done.",
                     ["Prof. Li leads it.", "The U.S. team of Qinghe Co., Ltd. joined.", "Done."], id="English stops"),
        pytest.param("Gov. Lee of Lune (Pa.) Medical Center came. (He left.) Done.",
                     ["Gov. Lee of Lune (Pa.) Medical Center came.", "(He left.)", "Done."], id="brackets"),
        pytest.param("投资3.5亿元。v2.0发布", ["投资3.5亿元。", "v2.0发布"], id="decimal points"),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert cut(text, sentences(text)) == parts


def test_clauses_are_cut_at_commas_but_not_in_numbers_or_brackets():
    text = "目前,甲校(北京,上海)与乙公司签约;投资1,500万元,建设中心。"

    assert cut(text, clauses(text)) == ["目前", "甲校(北京,上海)与乙公司签约", "投资1,500万元", "建设中心。"]


def test_a_stretch_of_the_text_is_cut_alone():
    text = "甲。乙,丙。丁"

    assert cut(text, clauses(text, 2, 6)) == ["乙", "丙。"]


def test_short_lines_that_are_no_sentence_are_headings():
    text = "青城:打造高地\n\n  我市重点推进平台建设。\n甲 | 乙\n" + "长" * 60

    assert [(text[line.start : line.end][:3], line.heading) for line in lines(text)] == [
        ("青城:", True), ("我市重", False), ("甲 |", False), ("长长长", False),
    ]  # fmt: skip


@given(st.text(alphabet='甲乙。,;!?\n"”() .A1…\t'))
def test_nothing_but_blanks_and_marks_is_lost_between_clauses(text):
    covered = set()
    for segment in clauses(text):
        assert not covered & set(range(*segment))
        assert text[segment.start : segment.end].strip() == text[segment.start : segment.end] != ""
        covered |= set(range(*segment))

    assert {text[i] for i in range(len(text)) if i not in covered} <= set(" ,;\n\t")


@pytest.mark.parametrize("unit", [". ", "(a", "汉,", "…", "?", " ", "。”", "A.", "((,"], ids=ascii)
def test_a_page_of_one_line_takes_linear_time(unit):
    text = unit * 100_000
    began = time.process_time()

    sum(1 for _ in clauses(text))

    assert time.process_time() - began < 5
