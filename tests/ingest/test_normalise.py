import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.ontology import Label
from ingest.text.damage import damaged_spots
from ingest.text.normalise import clean_name, normalise

NOTICE = "青城：打造人才創(chuàng)新高地\n我市與(yǔ)云岭大學(北京)簽訂戰(zhàn)略合作協(xié)議(CAAS)。"


def test_pinyin_notes_go_and_brackets_of_the_author_stay():
    clean = normalise(NOTICE)

    assert clean.text == "青城:打造人才创新高地\n我市与云岭大学(北京)签订战略合作协议(CAAS)。"
    assert clean.notes == 4


@pytest.mark.parametrize(
    "note",
    ["(chuàng)", "（chuàng）", "( chuàng )", "(nǚ)", "(lǜ)", "(Chuàng)", "(zhua\u0300ng)", "(yo\u030cu)", " (yè)"],
)  # fmt: skip
def test_a_toned_syllable_after_a_character_is_a_note(note):
    assert normalise(f"創{note}新").text == "创新"


@pytest.mark.parametrize(
    "bracket",
    ["(北京)", "(CAAS)", "(IT)", "(de)", "(Café)", "(2023)", "(Zürich)", "(résumé)", "()", "(àáà)", "(chuàng xīn)"],
)
def test_any_other_bracket_stays(bracket):
    assert normalise(f"中心{bracket}成立").text == f"中心{bracket}成立"


def test_a_note_without_a_character_before_it_stays():
    assert normalise("The note (chuàng) stays").text == "The note (chuàng) stays"


def test_a_span_holds_the_notes_inside_it_and_not_the_one_behind_it():
    clean = normalise("創(chuàng)新驅(qū)動")

    assert clean.text == "创新驱动"
    assert clean.original(0, 2) == "創(chuàng)新"
    assert clean.original(0, 1) == "創"
    assert clean.original(1, 3) == "新驅"
    assert clean.original(0, 4) == "創(chuàng)新驅(qū)動"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("乾隆年間乾燥", "乾隆年间干燥", id="a phrase decides the character"),
        pytest.param("ＣＡＡＳ，１５％；（注）：！？", "CAAS,15%;(注):!?", id="full-width signs"),
        pytest.param("。、“引育用留”《规划》①Ⅱ½…", "。、“引育用留”《规划》①Ⅱ½…", id="Chinese signs stay"),
        pytest.param("⼤⽅⻓⻋⺠", "大方长车民", id="radicals from PDF fonts"),
        pytest.param("ﬁrst ﬂow", "first flow", id="ligatures"),
        pytest.param("云\u200b岭\u202e大\ufeff学\u00ad\U000e0041", "云岭大学", id="invisible characters"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line ends"),
        pytest.param("云\u3000岭\u00a0大\x00学\x1b", "云 岭 大学", id="spaces and controls"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_signs_are_folded_one_by_one(source, text):
    assert normalise(source).text == text


def test_a_ligature_keeps_the_place_of_its_one_sign():
    clean = normalise("a ﬁrm")

    assert clean.span(2, 4) == (2, 3)
    assert clean.original(2, 6) == "ﬁrm"


def test_a_source_span_is_found_in_the_clean_text():
    clean = normalise(NOTICE)
    at = NOTICE.index("戰")

    start, end = clean.clean_span(at, at + len("戰(zhàn)略合作"))

    assert clean.text[start:end] == "战略合作"


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(IndexError, match="outside"):
        normalise("云岭").span(0, 3)


def test_a_name_is_cleaned_like_the_text_it_stands_in():
    assert clean_name(" 雲嶺農(nóng)業(yè)大學（北京） ") == "云岭农业大学(北京)"


def test_damage_is_counted_and_said_in_both_languages():
    damage = normalise(NOTICE).damage

    assert damage == (
        Label("跳过夹注的拼音4处，如“創(chuàng)”。", "4 pinyin notes read over, such as 創(chuàng)."),
        Label("27个汉字中有8个繁体字，按简体读取。", "8 traditional characters (of 27) read as simplified."),
    )


def test_a_sound_text_has_no_damage():
    assert normalise("云岭大学与青禾集团签订合作协议。哪所是你的母校?\n是吗??").damage == ()


def shifted(text, lost, orphan="?"):
    """Lose one byte of `text` in GBK and read on, as a broken conversion does."""
    raw = text.encode("gbk")
    return (raw[:lost] + raw[lost + 1 :]).decode("gbk", "replace").replace("\ufffd", orphan)


def test_shifted_bytes_prove_themselves_but_the_text_stays():
    broken = "企业共同" + shifted("培养在职工程硕士", 3) + "。另据"

    clean = normalise(broken)

    assert broken == "企业共同培言谥肮こ趟妒?。另据"
    [spot] = damaged_spots(broken)
    assert (broken[spot.start : spot.end], spot.reading) == ("言谥肮こ趟妒?", "在职工程硕")
    assert clean.text == broken
    assert all("“…在职工程硕…”" in said for said in (clean.damage[0].zh, clean.damage[0].en))


def test_what_a_dropped_pair_took_is_shown_as_lost():
    # 高校科技成果路演活動 without the first byte of 校; FB C2, out of 果 and 路, is no character and was dropped.
    [spot] = damaged_spots("正在籌劃高??萍汲晒费莼顒?。")

    assert spot.reading == "科技成…演活"


@pytest.mark.parametrize("text", ["受技术??件限制", "中国\ufffd\ufffd蒙古联合实验室", "转\ue5e5化中心"])
def test_lost_signs_are_found_where_they_stand(text):
    [spot] = damaged_spots(text)

    assert set(text[spot.start : spot.end]) <= set("?\ufffd\ue5e5")
    assert normalise(text).damage


def test_many_damaged_spots_are_counted_not_listed():
    assert len(normalise("技术??件" * 100).damage) == 6
    assert normalise("技术??件" * 100).damage[-1].en.startswith("95 more")


SIGNS = st.text(
    alphabet=st.one_of(st.sampled_from("創新(àǎqū)（）乾隆燥餘額着著ﬁ⼤\u200b\r\n\x00\ud800?，A 𠮷"), st.characters())
)


@given(SIGNS)
@example("創(chuàng)新")
@example("\ud83d\r\n乾")
def test_every_sign_comes_from_where_the_map_says(text):
    clean = normalise(text)

    assert len(clean.starts) == len(clean.text)
    assert list(clean.starts) == sorted(clean.starts)
    for place in range(len(clean.text)):
        start, end = clean.span(place, place + 1)
        assert end == start + 1


@given(SIGNS)
def test_signs_that_need_no_cleaning_stand_unchanged(text):
    clean = normalise(text)

    for place, sign in enumerate(clean.text):
        source = text[clean.starts[place]]
        if source.isascii() and source.isalnum():
            assert sign == source


@given(SIGNS, SIGNS)
def test_joined_lines_are_cleaned_like_single_ones(a, b):
    a = a.rstrip("\r")  # else it makes one line end with the first line feed

    assert normalise(a + "\n\n" + b).text == normalise(a).text + "\n\n" + normalise(b).text


@given(st.text(alphabet="云岭創新,。;(北京)A1 \n", max_size=60), st.data())
def test_spans_that_touch_do_not_overlap(text, data):
    clean = normalise(text)
    cut = data.draw(st.integers(0, len(clean.text)))

    assert clean.span(0, cut)[1] <= clean.span(cut, len(clean.text))[0]


@pytest.mark.parametrize(
    "unit", ["創(chuàng)新", "汉?", "??汉", "萍汲晒费莼?", "(a", "\u200b", "𠮷（", "\r"], ids=ascii
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit):
    began = time.process_time()

    normalise(unit * 10_000)

    assert time.process_time() - began < 5
