"""Where sentences end, and what stands around a quote."""

import time

import pytest

from graph.sentence import AROUND, around, ends, marked

ENDED = "我市与西陵理工大学共建青岚新材料研究院"


def context(text, quote):
    start = text.index(quote)
    return around(text, start, start + len(quote))


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        (f"会议召开。{ENDED}的协议已于2024年8月解除。会议结束。", ENDED, "", "的协议已于2024年8月解除。"),
        (f"首页\r\n会上，{ENDED}；协议已解除！\r\n打印", ENDED, "会上，", "；协议已解除！"),
        ("他说：“甲与乙共建研究院。”丙与丁签约。", "丙与丁", "", "签约。"),
        ("他说：“甲与乙共建研究院。”丙与丁签约。", "甲与乙共建研究院", "他说：“", "。”"),
        ("It rained. Prof. Li of Alfa Co. said Beta left. It ended.", "Alfa Co.", "Prof. Li of", "said Beta left."),
        ("Alfa met Beta. Gamma met Delta at 3.5 km.", "Gamma met Delta", "", "at 3.5 km."),
        ("甲与乙签约。丙与丁签约，戊到场。", "乙签约。丙与丁", "甲与", "签约，戊到场。"),
    ],
)  # fmt: skip
def test_a_quote_stands_in_its_whole_sentence(text, quote, before, after):
    found = context(text, quote)

    assert (found[0].strip(), found[1].strip()) == (before, after)
    assert found[0] + quote + found[1] in text  # blanks between stay as they are


@pytest.mark.parametrize("text", [f"{ENDED}。", f"{ENDED}", f"会议召开。{ENDED}！”\n下一行", f"《{ENDED}》"])
def test_nothing_but_punctuation_around_a_quote_is_nothing(text):
    assert context(text, ENDED) == ("", "")


def test_a_quote_that_is_its_sentence_up_to_the_stop_has_nothing_after_it():
    assert context("甲与乙签约。丙与丁签约。", "甲与乙签约。") == ("", "")


def test_of_a_long_sentence_each_side_is_cut_and_a_short_one_leaves_room_to_the_other():
    both = "前" * 400 + ENDED + "后" * 400 + "。"
    one = "前" * 10 + ENDED + "后" * 400 + "。"

    assert context(both, ENDED) == ("…" + "前" * (AROUND // 2), "后" * (AROUND // 2) + "…")
    assert context(one, ENDED) == ("前" * 10, "后" * (AROUND - 10) + "…")


def test_a_sentence_of_the_most_signs_stays_whole():
    text = "前" * 100 + ENDED + "后" * 199 + "。"

    assert context(text, ENDED) == ("前" * 100, "后" * 199 + "。")


def test_no_english_word_is_cut():
    before, after = context("international " * 60 + "Alfa" + " cooperation" * 60, "Alfa")

    assert set(before.removeprefix("…").split()) == {"international"}
    assert set(after.removesuffix("…").split()) == {"cooperation"}
    assert (before[0], after[-1]) == ("…", "…")


def test_wherever_a_long_sentence_is_cut_the_cut_is_marked():
    text = " ".join(f"word{number}" for number in range(200)) + "."

    for at in range(1, len(text) - 1):
        before, _ = around(text, at, len(text))
        _, after = around(text, 0, at)
        assert before == text[:at] or before.startswith("…")
        assert after == text[at:] or after.endswith("…")


def test_a_quote_in_a_line_of_ten_million_signs_takes_no_longer():
    text = "字" * 5_000_000 + ENDED + "字" * 5_000_000
    start = 5_000_000

    began = time.perf_counter()
    for _ in range(100):
        around(text, start, start + len(ENDED))

    assert time.perf_counter() - began < 1


def test_full_width_signs_end_sentences_as_half_width_ones_do():
    for text in ("甲来了！乙走了？丙在．", "甲来了!乙走了?丙在."):
        assert list(ends(text, 0, len(text))) == [4, 8, 11]


def test_the_quote_is_marked_only_where_it_is_a_part():
    assert marked("会上，", ENDED, "的协议已解除。") == f"会上，【{ENDED}】的协议已解除。"
    assert marked("", ENDED, "") == ENDED
