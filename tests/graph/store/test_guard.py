import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.store.guard import check, check_plan
from graph.store.statement import clauses, read_statement
from tests.graph.store.hostile import DISGUISED


def read(text):
    return read_statement(text, most_signs=1000, deepest=20)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("MATCH (n) WHERE n.name = 'CREATE (x)' RETURN n", id="in a string"),
        pytest.param("MATCH (n) /* DELETE n */ RETURN n // SET n.a = 1", id="in a comment"),
        pytest.param("MATCH (n:`SET n`) RETURN n.`DELETE` AS `CREATE`", id="between back-ticks"),
        pytest.param("MATCH (n:Set)-[:DELETE]->(m) RETURN n.create, m.set AS remove", id="as label, type, property"),
        pytest.param("RETURN {set: 1, delete: 2} AS merge", id="as a key"),
        pytest.param("MATCH (n) WHERE n.name STARTS WITH 'a' AND n.name ENDS WITH 'b' RETURN n", id="WITH as operator"),
        pytest.param("RETURN 'it''s' AS x", id="two strings side by side"),
        pytest.param("MATCH (start:Actor)-[t:LEADS]->(x) RETURN start.name", id="a variable before a dot"),
        pytest.param("MATCH (start) RETURN start LIMIT 5", id="a variable before a clause"),
        pytest.param("MATCH (n) RETURN n.name AS set ORDER BY set", id="a variable at the end"),
        pytest.param("WITH 1 AS filter RETURN filter + 1 AS x", id="a variable before an operator"),
        pytest.param("WITH 1 AS a, 2 AS use RETURN a, use, a * use AS x", id="after a comma or an operator"),
        pytest.param("MATCH start = (a)-->(b) RETURN start", id="a path"),
        pytest.param("MATCH (n) WITH n, n.x AS create WHERE create > 1 AND NOT n.x IS NULL RETURN n", id="in a test"),
    ],
)
def test_a_word_that_is_no_clause_is_no_clause(text):
    check(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("  // nothing", "is empty"),
        ("RETURN 1; RETURN 2", "more than one statement"),
        ("RETURN (1", "never closes"),
        ("RETURN 1)", "no such bracket"),
        ("RETURN (1]", "no such bracket"),
        ("RETURN 'open", "open string"),
        ("RETURN “x”", "look-alike"),
        ("SELECT 1", "'SELECT' does not open"),
        ("MATCH (n) DELETE n", "'DELETE' does not open"),
        ("MATCH (n) CALL (n) { SET n.a = 1 } RETURN n", "'SET' does not open"),
        ("RETURN EXISTS { MATCH (n) DELETE n } AS x", "'DELETE' does not open"),
        ("CALL dbms.listConfig()", "CALL dbms.listConfig"),
        ("RETURN " + "(" * 30 + "1" + ")" * 30, "deeper than"),
        ("RETURN " + "CASE WHEN true THEN " * 9 + "1" + " END" * 9, "nests CASE"),
        ("RETURN 1" + " OR 1" * 300, "chains more than"),
        ("RETURN '" + "甲" * 9000 + "'", "longer than"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_refused_gets_one_line_with_the_cause(text, said):
    with pytest.raises(QueryError, match=said) as caught:
        check(text)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", DISGUISED)
def test_a_write_behind_words_that_may_be_variables_is_refused(text):
    with pytest.raises(QueryError, match="does not open a reading clause"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN *",
        "MATCH (n) WITH * MATCH (m) RETURN *, 1 AS x ORDER BY x SKIP 1",
        "MATCH (n) WITH DISTINCT * WHERE -n.x < 1 RETURN -n.x AS y LIMIT 1",
        "CALL db.labels() YIELD * RETURN *",
    ],
)
def test_a_star_or_a_minus_after_a_clause_leaves_it_a_clause(text):
    parts = clauses(read(text))

    check(text)
    assert parts[-1].keyword != "MATCH"
    assert "RETURN" in [part.keyword for part in parts]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MATCH (n) RETURN n.name AS name, count(*)", ("name", "count(*)")),
        ("RETURN DISTINCT 1 AS `a b`, [1, 2]  AS  c", ("a b", "c")),
        ("MATCH (n) RETURN n.name ORDER BY n.name SKIP 1 LIMIT 2", ("n.name",)),
        ("RETURN 1 AS x UNION RETURN 2 AS x", ("x",)),
        ("MATCH (n) RETURN *", None),
        ("MATCH (n) RETURN EXISTS { MATCH (n) RETURN n } AS e", ("e",)),
    ],
)
def test_the_columns_are_read_from_the_statement(text, names):
    assert check(text) == names


def test_clauses_are_told_apart_at_their_own_level():
    parts = clauses(read("MATCH (n) WHERE EXISTS { MATCH (n) WHERE true } WITH n ORDER BY n.id RETURN n LIMIT 1"))

    assert [part.keyword for part in parts] == ["MATCH", "WHERE", "WITH", "ORDER BY", "RETURN", "LIMIT"]


# What the bundled server answers wrongly, and what stands next to it and is right, as both servers told (2026-11).
WRONG = ["max(x) IS NULL", "NOT (max(x) > 2)", "max(x) = 3 AND min(x) = 1", "max(x) IN [3]", "3 IN collect(x)",
         "1 IN [max(x)]", "coalesce(max(x), 0) IS NULL", "toString(max(x)) STARTS WITH '3'", "max(x) :: INTEGER",
         "CASE WHEN max(x) IS NULL THEN 1 END", "{a: max(x) IS NULL}", "[max(x) IS NULL]", "date(max(x)).year",
         "head(collect({a: x})).a", "{a: max(x)}.a", "(g IN collect(x))",
         "count(*) + CASE WHEN max(x) IS NULL THEN 1 END", "count(*) >= 3 XOR true"]  # fmt: skip
RIGHT = ["max(x) > 2", "collect(x)[0]", "size([y IN collect(x) WHERE y IS NOT NULL])",
         "any(y IN collect(x) WHERE y = 2)",
         "reduce(s = 0, y IN collect(x) | s + y)", "coalesce(max(x), 0)",
         "CASE WHEN count(*) > 1 THEN 'a' ELSE 'b' END",
         "CASE WHEN g IS NULL THEN count(*) ELSE 0 END", "count(CASE WHEN x IS NULL THEN 1 END)", "sum(x) / count(*)",
         "collect(x IS NULL)", "size(collect(x)) > 2", "isEmpty(collect(x))", "{a: max(x)}", "x IN [1] AND true",
         "collect(DISTINCT x > 1)", "1 < max(x) < 5", "max(x) + g.y", "date('2020-01-01').year + max(x)"]  # fmt: skip


@pytest.mark.parametrize("expression", WRONG)
@pytest.mark.parametrize("form", ["RETURN g, {} AS v", "WITH {} AS v RETURN v", "RETURN g AS g ORDER BY {}"])
def test_a_test_on_an_aggregate_is_refused(expression, form):
    with pytest.raises(QueryError, match="Name it first"):
        check("UNWIND [1] AS x WITH x, x AS g " + form.replace("{}", expression))


@pytest.mark.parametrize(
    "expression",
    [
        "date(max(x)).year",
        "collect(x)[0].a",
        "duration.inDays(date('2020-01-01'), max(x)).days",
        "[head(collect(x)).a]",
    ],
)
def test_a_field_of_an_aggregate_is_refused_as_such(expression):
    with pytest.raises(QueryError, match=r"takes a field of an aggregate.* WITH … AS m RETURN m\.days\."):
        check(f"UNWIND [1] AS x RETURN {expression} AS v")


@pytest.mark.parametrize("expression", RIGHT)
def test_an_aggregate_without_a_test_passes(expression):
    check(f"UNWIND [1] AS x WITH x, x AS g RETURN g, {expression} AS v")


@pytest.mark.parametrize(
    ("type_", "operators"),
    [("w", ["Create"]), ("s", ["AdministrationCommand"]), ("r", ["ProduceResults", "LoadCSV"]), ("r", ["ShowSettings"]),
     ("r", ["TerminateTransactions"]), ("r", ["ProcedureCall dbms.components"])],
    ids=str,
)  # fmt: skip
def test_the_planner_decides_on_neo4j(type_, operators):
    with pytest.raises(QueryError, match="refused"):
        check_plan(type_, operators)


def test_the_planner_lets_plain_reading_pass():
    check_plan("r", ["ProduceResults", "Filter", "AllNodesScan", "ProcedureCall db.labels"])


@given(st.text(max_size=200))
def test_any_text_is_passed_or_refused_in_one_line(text):
    try:
        check(text)
    except QueryError as error:
        assert "\n" not in str(error)  # noqa: PT017


@given(st.text(max_size=60))
def test_a_name_between_back_ticks_never_opens_a_clause(name):
    quoted = "`" + name.replace("`", "``") + "`"
    if "\\" not in name:
        assert check(f"MATCH (n) RETURN n AS {quoted}") == (name,)
