"""What a text itself takes back is not said, whatever reads it; what replaces it is."""

import time

import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.extract.taken_back import taken_back
from ingest.extraction import extract

KNOWLEDGE = load_knowledge()
CENTRE, FIRM, UNIVERSITY = "青岚丘陵农机技术创新中心", "远航重工集团有限公司", "岭东农业大学"


def stretches(text, language="zh"):
    found = taken_back(text, KNOWLEDGE, language).stretches
    return [(text[s.start : s.end], text[slice(*s.instead)] if s.instead else None) for s in found]


def read(text, reader="rules", **more):
    return extract(
        from_passage({"text": text, "language": "zh" if "一" <= text[1] <= "鿿" else "en"} | more), reader=reader
    )


def said(text, reader="rules", **more):
    return {(c.kind, *sorted(p.name for p in c.participants)) for c in read(text, reader, **more).claims}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("此前公布的“甲由乙牵头”有误。", [("“甲由乙牵头”", None)]),
        ("“甲由乙牵头”一句不实。", [("“甲由乙牵头”", None)]),
        ("网传“甲并入乙”的消息,经核实并不属实。", [("“甲并入乙”", None)]),
        ("所谓「甲并入乙」,管委会回应:不实。", [("「甲并入乙」", None)]),
        ("网传“甲并入乙”“收购丙”均不属实。", [("“甲并入乙”“收购丙”", None)]),
        ("“甲由乙牵头”应为“由丙牵头”。", [("“甲由乙牵头”", "“由丙牵头”")]),
        ("“甲由乙牵头”有误,应为“由丙牵头”。", [("“甲由乙牵头”", "“由丙牵头”")]),
        ("原文“平台7个”,现更正为5个,特此说明。", [("“平台7个”", "5个")]),
        ("更正:原文“甲由乙牵头”改为“由丙牵头”。", [("“甲由乙牵头”", "“由丙牵头”")]),
        ("此前报道称甲由乙牵头,有误。", [("甲由乙牵头,", None)]),
        # What changes, what only may be wrong, and what is no correction.
        ("第三条“由甲牵头”改为“由乙牵头”。", []),
        ("如“由甲牵头”有误,请与我们联系。", []),
        ("“甲由乙牵头”的说法,如有误请告知。", []),
        ("“智慧云”平台不实行收费。", []),
        ("“甲由乙牵头”的信息核对无误。", []),
        ("“创新联合体”,牵头单位应为省内企业。", []),
    ],
)
def test_what_a_chinese_text_takes_back(text, found):
    assert stretches(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The earlier report that A Co., Ltd. leads B was wrong; C leads it.", ["A Co., Ltd. leads B"]),
        ("Reports that Acme would open a lab were false.", ["Acme would open a lab"]),
        ("The statement of 3 May that Acme leads it is in error.", ["Acme leads it"]),
        ('"Acme leads the centre" is not true.', ['"Acme leads the centre"']),
        ("“Acme leads the centre” should read “Bolt leads the centre”.", ["“Acme leads the centre”"]),
        ("We wrongly reported that Acme leads the centre, when Bolt does.", ["Acme leads the centre"]),
        ("The report that Acme leads the centre was welcomed.", []),
        ("A report says that Acme leads the centre. It was wrong to wait.", []),
    ],
)
def test_what_an_english_text_takes_back(text, found):
    assert [words for words, _ in stretches(text, "en")] == found


@pytest.mark.parametrize("reader", ["rules", "fast"])
@pytest.mark.parametrize(
    "text",
    [
        f"经核实,此前公布的“{CENTRE}由{FIRM}牵头建设”有误,应为“由{UNIVERSITY}牵头建设”。",
        f"“{CENTRE}依托单位为{FIRM}”应为“依托单位为{UNIVERSITY}”。",
    ],
)
def test_who_is_taken_back_fills_no_role_and_is_none_of_whom_stands_instead(text, reader):
    assert not any(FIRM in claim for claim in said(text, reader))


@pytest.mark.parametrize("reader", ["rules", "fast"])
def test_an_english_report_that_was_wrong_says_nothing(reader):
    text = "The earlier report that Baltmek AG leads the Joint Centre for Hillside Farming was {}; Harrow said so."
    claim = ("LEADS", "Baltmek AG", "Joint Centre for Hillside Farming")

    assert claim not in said(text.format("wrong"), reader)
    assert claim in said(text.format("welcomed"), reader)


@pytest.mark.parametrize("reader", ["rules", "fast"])
def test_what_is_said_again_elsewhere_is_said(reader):
    text = f"{FIRM}牵头建设{CENTRE}。此前公布的“{CENTRE}由{FIRM}牵头建设,由{UNIVERSITY}参加”有误。"

    assert ("LEADS", *sorted((FIRM, CENTRE))) in said(text, reader)


@pytest.mark.parametrize("reader", ["rules", "fast"])
def test_words_for_the_parties_elsewhere_still_mean_them(reader):
    text = f"“{UNIVERSITY}与{FIRM}合资成立公司”有误。双方签署了战略合作协议。"

    assert ("COOPERATES_WITH", *sorted((UNIVERSITY, FIRM))) in said(text, reader)


@pytest.mark.parametrize("reader", ["rules", "fast"])
def test_of_two_figures_the_one_instead_is_told(reader):
    figures = read("“新增省级以上创新平台6家”应为“新增省级以上创新平台4家”。", reader).quantities

    assert [figure.low for figure in figures] == [4]


def test_a_post_that_a_wrong_sentence_takes_for_granted_stays():
    wrong = "“云岭大学校长李青出任青禾集团董事长”不实。"

    assert said(wrong, "fast") == {("AFFILIATED_WITH", "云岭大学", "李青")}
    assert said("“云岭大学校长李青”系误传。", "fast") == set()


def test_a_name_that_alone_was_wrong_takes_nothing_else_back():
    wrong = taken_back(f"原载“{FIRM}”系笔误,后者为成员单位。", KNOWLEDGE, "zh")

    assert wrong.holds(3, 3 + len(FIRM))
    assert not wrong.one(3, 3 + len(FIRM))


def test_a_users_own_words_take_back(tmp_path):
    (tmp_path / "own.toml").write_text('[taken_back.wrong]\nwords = "纯属杜撰"\n', encoding="utf-8")
    text = "“甲由乙牵头”纯属杜撰。"

    assert not taken_back(text, KNOWLEDGE, "zh")
    assert taken_back(text, load_knowledge(tmp_path), "zh")


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "“甲乙”" * 9_000), ("zh", "网传" * 9_000), ("en", "report that " * 4_000)]
)
def test_a_text_of_nothing_but_openings_takes_no_time(language, text):
    began = time.perf_counter()

    taken_back(text, KNOWLEDGE, language)

    assert time.perf_counter() - began < 5
