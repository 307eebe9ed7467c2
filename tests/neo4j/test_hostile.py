"""The same hostile statements on a real Neo4j Community, where access mode READ lets files and addresses through."""

import time

import pytest

from graph.errors import QueryError
from graph.store import guard
from graph.store.push import push
from graph.store.store import Store
from graph.store.views import access_from, open_store
from tests.graph.store.hostile import ENDLESS, HOSTILE, NAMES, PROCEDURES, REACHING, SCHEMA, WRITES
from tests.graph.store.test_hostile import SECONDS, listener, short  # noqa: F401

pytestmark = pytest.mark.neo4j
EVERYTHING = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN properties(n) AS n, properties(r) AS r, m.id AS m"


@pytest.mark.parametrize("statement", HOSTILE, ids=short)
def test_a_hostile_statement_is_refused_in_one_line_and_soon(pushed, statement):
    started = time.monotonic()

    with pytest.raises(QueryError) as caught:
        pushed.run(statement.format(port=9) if statement in REACHING else statement)

    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < SECONDS


def test_the_planner_and_the_access_mode_hold_without_the_guard(pushed, listener, monkeypatch):  # noqa: F811
    monkeypatch.setattr(guard, "check", lambda text, name="statement": None)
    port, calls = listener
    before = sorted(map(repr, pushed.run(EVERYTHING).rows))
    passed = []
    for statement in [*WRITES, *SCHEMA, *PROCEDURES, *(text.format(port=port) for text in REACHING)]:
        try:
            pushed.run(statement)
            passed.append(statement)
        except QueryError:
            pass

    assert sorted(map(repr, pushed.run(EVERYTHING).rows)) == before
    assert calls == []
    # What passes reads the graph: a database may be named, a plan be asked for twice.
    assert [text for text in passed if not text.startswith("USE neo4j MATCH")] == []


@pytest.mark.parametrize("statement", ENDLESS, ids=short)
def test_what_never_ends_is_ended(pushed, statement):
    started = time.monotonic()
    try:
        pushed.run(statement, seconds=2)
    except QueryError as error:
        assert "\n" not in str(error)  # noqa: PT017

    assert time.monotonic() - started < SECONDS


def test_hostile_names_come_back_unchanged(pushed):
    assert [name for (name,) in pushed.run("UNWIND $names AS name RETURN name", {"names": NAMES}).rows] == NAMES


def test_a_push_of_hostile_names_stores_them_as_they_are(neo4j_url):
    from graph.network import Network
    from tests.factories import an_entity

    entities = tuple(an_entity(name, "Enterprise") for name in dict.fromkeys(NAMES) if len(name) < 1000)
    network = Network(entities=entities)
    with Store(access_from(neo4j_url), read_only=False) as store:
        store.write("MATCH (n) DETACH DELETE n")
        push(network, neo4j_url, ledger_id="hostile")
        with open_store(network, ledger_id="hostile", url=neo4j_url) as opened:
            rows = opened.run("MATCH (n:Enterprise) RETURN n.name AS name").rows
        store.write("MATCH (n) DETACH DELETE n")

    assert sorted(name for (name,) in rows) == sorted(entity.name for entity in entities)
