"""The dialect suite: what analysts write, on the bundled server and on a real Neo4j, equal as typed values."""

from pathlib import Path

import pytest

from graph.errors import InnonetError, QueryError
from tests.neo4j.dialect import DIFFERENT, GUARDED, PARAMS, REWRITTEN, SAME

STATEMENTS = [(topic, statement) for topic, statements in SAME.items() for statement in statements]


def typed(value):
    """Return a value with its types, so that 1, 1.0 and true are three things."""
    match value:
        case dict():
            return {key: typed(item) for key, item in value.items() if key != "innonet"}  # the mark of a push
        case list() | tuple():
            return [typed(item) for item in value]
        case float():
            return "float", float(f"{value:.12g}")  # avg() differs in the sixteenth digit
        case _:
            return (type(value).__name__, value)


def answer(store, statement, **more):
    rows = store.run(statement, {k: v for k, v in PARAMS.items() if f"${k}" in statement}, **more)
    told = [typed(row) for row in rows.rows]
    return rows.columns, told if "ORDER BY" in statement else sorted(told, key=repr)


@pytest.mark.neo4j
@pytest.mark.server
@pytest.mark.parametrize(("topic", "statement"), STATEMENTS, ids=[f"{t}-{s[:60]}" for t, s in STATEMENTS])
def test_both_servers_answer_alike(pushed, bundled_region, topic, statement):
    assert answer(bundled_region, statement) == answer(pushed, statement)


@pytest.mark.neo4j
@pytest.mark.server
@pytest.mark.parametrize("statement", GUARDED, ids=lambda statement: statement[:60])
def test_what_the_bundled_server_answers_wrongly_is_refused_with_another_form(pushed, bundled_region, statement):
    with pytest.raises(QueryError, match=r"wrongly|ignores"):
        bundled_region.run(statement, PARAMS)

    # It is the guard that is needed: unguarded, the two differ (a Neo4j error is a difference as well).
    def told(store):
        try:
            return answer(store, statement, guarded=False)[1]
        except InnonetError as error:
            return str(error)

    assert told(bundled_region) != told(pushed)


@pytest.mark.neo4j
@pytest.mark.server
@pytest.mark.parametrize("statement", REWRITTEN, ids=lambda statement: statement[:60])
def test_what_the_bundled_server_answers_wrongly_is_sent_in_words_that_both_answer_alike(
    pushed, bundled_region, statement
):
    assert answer(bundled_region, statement) == answer(pushed, statement)
    # It is the rewriting that is needed.
    assert answer(bundled_region, statement, guarded=False)[1] != answer(pushed, statement, guarded=False)[1]


@pytest.mark.neo4j
@pytest.mark.server
@pytest.mark.parametrize("statement", DIFFERENT, ids=lambda statement: statement[:60])
def test_what_is_listed_as_different_is_still_different(pushed, bundled_region, statement):
    def told(store):
        try:
            return answer(store, statement, guarded=False)[1]
        except InnonetError as error:
            return str(error)

    assert told(bundled_region) != told(pushed)


def test_the_suite_is_large_enough_to_mean_something():
    assert len(STATEMENTS) >= 150
    assert len({statement for _, statement in STATEMENTS}) == len(STATEMENTS)


def test_the_page_for_people_names_what_differs():
    page = (Path(__file__).resolve().parents[2] / "docs" / "cypher.md").read_text(encoding="utf-8")
    told = ["range(0, 1, -2)", "duration('P1D') < duration('P2D')", "toString(datetime(", "exists(",
            "max(x) * 2.0 / count(*)", "keys({b: 1, a: 2})", "SHORTEST 1 (a",
            "shortestPath((a)-[*0..3]-(a))"]  # fmt: skip

    for part in told:
        assert part in page
        assert any(part.split("(a")[0] in statement for statement in DIFFERENT)
    assert len(told) == len(DIFFERENT)
    assert f"runs {len(STATEMENTS)} statements" in page
    assert "`UNWIND … WITH * MATCH …`" in page
