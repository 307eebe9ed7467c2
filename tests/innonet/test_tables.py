"""What people read in a table, and what programs read."""

import csv
import io
import json
import re

import pytest

from graph.measures.targets import VERDICTS
from innonet import values
from innonet.headings import HEADINGS_ZH
from innonet.tables import written
from innonet.values import in_chinese
from queries.library import all_questions

COLUMNS = ("indicator", "modality", "relation", "low", "verdict")
ROW = ("院士工作站", "planned", "increment", 2.0, "no figure")


def cells(columns, *rows, language="zh"):
    """Return the cells of a table as people read it, row by row."""
    table = written(columns, rows, "table", width=300, language=language)
    return [line.split() for line in table.splitlines() if "─" not in line]


def test_words_of_closed_vocabularies_are_in_the_language_of_people():
    assert cells(COLUMNS, ROW)[1] == ["院士工作站", "计划", "新增", "2", "无完成数"]
    assert cells(COLUMNS, ROW, language="en")[1] == ["院士工作站", "planned", "increment", "2", "no", "figure"]


def test_files_keep_the_codes_in_either_language():
    assert list(csv.reader(io.StringIO(written(COLUMNS, [ROW], "csv", language="zh"))))[1] == [
        "院士工作站", "planned", "increment", "2", "no figure",
    ]  # fmt: skip
    said = json.loads(written(("silent", "status"), [(True, "signed")], "json", language="zh"))
    assert said == [{"silent": True, "status": "signed"}]


def test_json_knows_no_infinity():
    columns, row = ("x", "list", "map"), (float("inf"), [1.5, float("-inf")], {"a": float("nan")})

    said = json.loads(written(columns, [row], "json"), parse_constant=pytest.fail)

    assert said == [{"x": None, "list": [1.5, None], "map": {"a": None}}]
    assert written(columns[1:], [row[1:]], "csv").splitlines()[1] == '"[1.5, null]","{""a"": null}"'


def test_one_word_means_what_its_column_holds():
    assert in_chinese(("status", "modality", "indicator"), [("planned", "planned", "planned")]) == [
        ["拟议", "计划", "planned"]
    ]
    # Kinds of entity and of claim stand in columns of one name; yes and no stand anywhere.
    assert in_chinese(("kind", "kind", "shared_kind", "academician"), [("Agency", "LEADS", "Platform", False)]) == [
        ["政府机构", "牵头", "平台", "否"]
    ]
    assert in_chinese(("sectors",), [(["U", "G"],)]) == [[["高校", "政府"]]]


def test_a_firm_named_like_a_sector_keeps_its_name():
    assert in_chinese(("first", "second"), [("X", "云岭大学")]) == [["X", "云岭大学"]]
    assert in_chinese(("first", "second"), [("X", "U"), ("I", "U")]) == [["其他", "高校"], ["产业", "高校"]]


def test_what_no_vocabulary_knows_stays_as_it_is():
    assert in_chinese(("status", "kind", "verdict"), [("dreamt", "Guild", None)]) == [["dreamt", "Guild", None]]


def test_every_verdict_has_words():
    assert set(values.VERDICTS) == set(VERDICTS)


@pytest.mark.parametrize("question", all_questions(), ids=lambda question: question.name)
def test_every_column_of_the_library_has_a_heading_in_chinese(question):
    named = {column.name for column in question.header.columns if column.name != "claims"}

    assert named - HEADINGS_ZH.keys() == set()


OF_A_VOCABULARY = [
    ("tie$", "LEADS"),
    ("^subkind$", "park"),
    ("(^|_)kind$", "Agency"),
    ("status$|_says$", "signed"),
    ("sectors?$", "U"),
]


@pytest.mark.parametrize("question", all_questions(), ids=lambda question: question.name)
def test_every_column_of_statuses_kinds_and_sectors_is_read_in_chinese(question):
    for column in question.header.columns:
        codes = [code for ending, code in OF_A_VOCABULARY if re.search(ending, column.name)]
        codes += ["signed"] if "status" in (column.unit or "") and column.type == "str" else []
        for code in codes[:1]:
            assert in_chinese((column.name,), [(code,)]) != [[code]], column.name


def test_a_large_figure_is_written_out():
    assert "12,345.5" in written(["low"], [[12345.5]], "table")
    assert "0.1235" in written(["score"], [[0.12345]], "table")
