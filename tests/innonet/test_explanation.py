"""Why a document was read as it was, by rules; the models' part is tested where models are fitted."""

from dataclasses import replace

import pytest

from graph.errors import UsageError
from ingest.extract.passage import from_passage
from ingest.trace import explain
from innonet.explanation import explained

TEXT = "中国农业科学院与青禾集团签订战略合作协议。\n建设院士工作站2至3家，市科技局推进。\n天气晴。"


@pytest.fixture(scope="module")
def trace():
    return explain(from_passage({"id": "a", "text": TEXT, "publisher": "青城市科技局"}), reader="rules")


def test_a_name_tells_what_read_it_and_how_sure(trace):
    assert {(n.surface, n.name, n.kind, n.generic, n.by) for n in trace.names} == {
        ("中国农业科学院", "中国农业科学院", "Institute", False, "list"),
        ("青禾集团", "青禾集团", "Enterprise", False, "rule"),
        ("院士工作站", "院士工作站", "Platform", True, "rule"),
        ("市科技局", "青城市科技局", "Agency", False, "rule"),
    }
    assert all(TEXT[n.start : n.end] == n.surface and n.confidence == 1 for n in trace.names)


def test_a_claim_tells_its_pattern_and_its_measured_precision(trace):
    (claim,) = trace.claims

    assert (claim.kind, claim.status) == ("COOPERATES_WITH", "signed")
    assert claim.roles == (("partner", ("中国农业科学院", "青禾集团")),)
    assert claim.by.startswith("cooperates/")
    assert 0.5 < claim.confidence < 1


def test_rules_say_a_thing_or_do_not(trace):
    assert (trace.near, trace.missing, [q.low for q in trace.numbers]) == ((), (), [2])


def test_the_text_is_told_sentence_by_sentence(trace):
    text = explained(trace, "en")

    assert [line for line in text.splitlines() if line.startswith("[")] == [
        "[1] 中国农业科学院与青禾集团签订战略合作协议。",
        "[2] 建设院士工作站2至3家，市科技局推进。",
        "[3] 天气晴。",
    ]
    assert text.startswith("a.json · 青城市科技局 · unknown · rules@")
    assert "    name  1.00  市科技局 → 青城市科技局  Agency  (rule)\n" in text
    assert "    class word  1.00  院士工作站" in text
    assert "    number  1.00  院士工作站 2–3家" in text
    assert text.endswith("[3] 天气晴。\n")


def test_a_claim_tells_in_what_part_of_its_sentence_it_was_read(trace):
    (claim,) = trace.claims
    whole = replace(claim, start=0, end=TEXT.index("\n"))

    def told(claim):
        lines = explained(replace(trace, claims=(claim,)), "zh").splitlines()
        return next(line for line in lines if line.startswith("    陈述"))

    assert told(claim).endswith("  【中国农业科学院与青禾集团签订战略合作】")
    assert "【" not in told(whole)


@pytest.mark.parametrize(("language", "why"), [("en", "taken back by the text"), ("zh", "原文更正")])
def test_words_that_the_text_takes_back_are_told_and_nothing_is_read_there(language, why):
    text = "“院士工作站由青禾集团牵头，建有平台6家”有误。"
    trace = explain(from_passage({"id": "a", "text": text}), reader="rules")

    assert (trace.claims, trace.numbers) == ((), ())
    assert f"    {why}  “院士工作站由青禾集团牵头，建有平台6家”\n" in explained(trace, language)


def test_a_million_is_written_out():
    text = "2024年，青城市实现产值1234567元。"
    told = explained(explain(from_passage({"id": "a", "text": text}), reader="rules"), "zh")

    assert "1,234,567元" in told


def test_people_read_their_own_language(trace):
    assert "    名称  1.00  中国农业科学院  科研院所  (名录)\n" in explained(trace, "zh")


def test_an_empty_text_is_told_as_such():
    assert explained(explain(from_passage({"text": ""}), reader="rules"), "en").endswith("Nothing was read.\n")


def test_a_reader_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="is no reader"):
        explain(from_passage({"text": ""}), reader="magic")


def test_a_claim_that_waits_never_shows_the_confidence_of_one_that_is_shown(trace):
    def lines(confidence):
        (claim,) = trace.claims
        return explained(replace(trace, claims=(replace(claim, confidence=confidence),)), "en")

    assert "    claim  0.795  " in lines(0.795)
    assert "    claim  0.799  " in lines(0.7999)
    assert "    claim  0.80  " in lines(0.8)
    assert "    claim  0.79  " in lines(0.7949)
