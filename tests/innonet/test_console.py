import json

import pytest

from innonet.console import COMMANDS, Console, entries
from queries.header import as_value
from tests.factories import a_network


@pytest.fixture
def said():
    return []


@pytest.fixture
def console(store, said):
    return Console(store, a_network(), said.append, rows=200, width=400)


@pytest.mark.server
def test_a_question_is_asked_by_name(console, said):
    assert console.do("partners name='Qinghe Group'")

    assert "中国农业科学院" in said[0]
    assert said[1] == "1 row"


@pytest.mark.server
def test_a_statement_is_asked_with_the_parameters_that_are_set(console, said):
    console.do(":set name=青城市")
    console.do("MATCH (n:Region {name: $name}) RETURN n.kind AS kind;")

    assert said[0] == "name='青城市'"
    assert "Region" in said[1]


@pytest.mark.server
def test_an_error_is_one_line_and_the_sitting_goes_on(console, said):
    assert console.do("MATCH (n) DELETE n;")
    assert console.do("partners name=无人")
    assert console.do(":nothing")

    assert [line.count("\n") for line in said] == [0, 0, 0]
    assert "refused" in said[0]


@pytest.mark.server
def test_the_schema_counts_and_the_plan_is_asked_for(console, said):
    console.do(":schema")
    console.do(":explain MATCH (n) RETURN n")

    assert any("(:Entity)" in line and line.rstrip().endswith("8") for line in said)
    assert any("-[:CO_BUILDS]-" in line for line in said)


@pytest.mark.server
def test_the_last_answer_is_saved(console, said, tmp_path):
    console.do("MATCH (n:Region) RETURN n.name AS name;")
    console.do(f":save {tmp_path / 'answer.json'}")
    console.do(":save answer.txt")

    assert json.loads((tmp_path / "answer.json").read_text())[0]["name"] == "青城市"
    assert "FILE.csv" in said[-1]


@pytest.mark.server
def test_an_answer_shows_as_many_rows_as_are_wanted(console, said):
    console.do("MATCH (n:Entity) RETURN n.name;")
    console.do(":rows 2")
    console.do("MATCH (n:Entity) RETURN n.name;")
    console.do(":rows none")
    console.do(":rows 100001")
    console.do(":rows " + "9" * 5000)

    assert said[1] == "8 rows"
    assert said[4] == "2 rows, and more; :rows N shows them."
    assert "write a number" in said[5]
    assert "up to 100000" in said[6]
    assert "up to 100000" in said[7]


@pytest.mark.server
def test_words_labels_and_names_are_completed(console):
    assert console.complete("part") == ["partners"]  # not PART_OF too
    assert console.complete("n:Un") == ["n:University"]  # not UNWIND too
    assert "MATCH" in console.complete("mat")
    assert "n.region" in console.complete("n.reg")
    assert "青禾集团" in console.complete("青禾")
    assert console.complete(":sa") == [":save"]


@pytest.mark.server
def test_every_command_that_help_lists_exists(console, said):
    console.do(":help")
    assert len(said) == len(COMMANDS)
    assert not console.do(":quit")
    assert not console.do("quit;")


@pytest.mark.server
def test_a_mistyped_question_is_named_and_a_writing_statement_is_not_explained(console, said):
    console.do("partner name=CAAS")
    console.do(":explain MATCH (n) DELETE n")

    assert "Did you mean partners" in said[0]
    assert "refused" in said[1]


@pytest.mark.server
@pytest.mark.parametrize(
    ("line", "told"),
    [
        (";", None),
        ("partners name=Xi'an University", "a quote is not closed"),
        ("partners name=Qinghe Group", "in quotes"),
        ("partners name=A name=B", "given twice"),
        ("partners name=", "Give name=…."),
        (":save", ":save"),
        (":rows 7;", "shows 7 rows"),
        ("help", ":help"),
        ("MATCH (n:Region) RETURN n.nam;", "No property is called nam; did you mean name?"),
        ("MATCH (n:Rgion) RETURN n.name;", "did you mean Region?"),
        ("MATCH (n:Region) RETURN n.name;", "n.name"),
    ],
)
def test_a_slip_of_the_hand_gets_one_line_or_what_was_meant(console, said, line, told):
    console.do("RETURN 1 AS x;")
    said.clear()

    assert console.do(line)
    assert (told is None and not said) or told in said[0]


@pytest.mark.server
def test_an_answer_is_saved_at_home(console, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    console.do("RETURN 1 AS x;")
    console.do(":save ~/answer.csv")

    assert (tmp_path / "answer.csv").read_text() == "x\n1\n"


def entered(*lines):
    """Return the entries that lines make, and what is said meanwhile."""
    left, told = iter(lines), []

    def read(_prompt):
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return list(entries(read, told.append)), told


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        pytest.param(
            ["MATCH (n)", "RETURN n;", "partners name=x", ":help", ""],
            ["MATCH (n)\nRETURN n;", "partners name=x", ":help", ""],
            id="until a semicolon",
        ),
        pytest.param(["MATCH (n)", "RETURN n"], ["MATCH (n)\nRETURN n"], id="the end of the input ends it"),
        pytest.param(
            ["MATCH (n)", ":help", "RETURN n;"], [":help", "MATCH (n)\nRETURN n;"], id="a command in the middle"
        ),
        pytest.param(["partner name=x", "RETURN 1;"], ["partner name=x", "RETURN 1;"], id="a question mistyped"),
        pytest.param(["MATCH (n", ":Region)", "RETURN n;"], ["MATCH (n\n:Region)\nRETURN n;"], id="a label"),
    ],
)
def test_lines_become_entries_and_none_is_lost(lines, made):
    assert entered(*lines) == (made, [])


def test_leaving_in_the_middle_of_a_statement_says_what_was_not_run():
    made, told = entered("MATCH (n)", "RETURN n", "quit")

    assert made[0] == "quit"
    assert told == ["not run, as no ; ended it: MATCH (n) RETURN n"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("0.5", 0.5), ("true", True), ("null", None), ('["a", 1]', ["a", 1]), ('"5"', "5"), ("草业", "草业"),
     ("2023-05-30", "2023-05-30"), ('{"a": 1}', '{"a": 1}')],
)  # fmt: skip
def test_a_parameter_is_read_as_a_person_means_it(text, value):
    assert as_value(text) == value
