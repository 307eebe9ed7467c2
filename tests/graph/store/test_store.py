import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from graph.errors import QueryError, StoreError
from graph.store.store import Access, Store, to_driver

pytestmark = pytest.mark.server


def test_values_come_back_as_plain_python(store):
    sent = {
        "none": None,
        "day": date(2023, 5, 30),
        "text": "草业",
        "list": [1, 2.5, True],
        "map": {"a": [date(2024, 1, 1)]},
    }

    assert store.run("RETURN $p AS p", {"p": sent}).rows == ((sent,),)


def test_times_and_durations_come_back_as_iso_text(store):
    rows = store.run("RETURN datetime('2024-01-02T03:04:05+08:00') AS at, duration('P1Y2M') AS lasts").rows

    assert rows == (("2024-01-02T03:04:05.000000000+08:00", "P1Y2M"),)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Shanghai")], ids=["utc", "zone by name"])
def test_a_datetime_goes_as_text_and_never_reaches_the_driver(store, zone):
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=zone)

    assert store.run("RETURN $at AS at", {"at": moment}).rows == ((moment.isoformat(),),)


def test_a_path_comes_back_with_its_nodes_and_ties_in_order(store):
    path = store.run(
        "MATCH p = (a {name: '云岭大学'})-[:MEMBER_OF]->(c)<-[:MEMBER_OF]-(b {name: '青禾集团'}) RETURN p"
    ).rows[0][0]

    assert [node["properties"]["name"] for node in path["nodes"]] == ["云岭大学", "智慧种业创新联合体", "青禾集团"]
    assert [tie["type"] for tie in path["ties"]] == ["MEMBER_OF", "MEMBER_OF"]
    assert [tie["target"] for tie in path["ties"]] == [path["nodes"][1]["id"]] * 2
    assert path["nodes"][0]["labels"] == ["Actor", "Entity", "University"]


def test_a_cut_answer_says_so(store):
    assert store.run("UNWIND range(1, 10) AS x RETURN x", limit=3).rows == ((1,), (2,), (3,))
    assert store.run("UNWIND range(1, 10) AS x RETURN x", limit=3).cut
    assert not store.run("UNWIND range(1, 3) AS x RETURN x", limit=3).cut


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("MATCH (n) RETURN n +", "line 1", id="syntax"),
        pytest.param("RETURN 1/0 AS x", "zero", id="arithmetic"),
        pytest.param("RETURN $missing AS x", "missing", id="parameter"),
        pytest.param("RETURN nothing(1) AS x", "statement: Unknown function 'nothing'.", id="function"),
        pytest.param("RETURN 1 +", "the statement ends", id="unfinished"),
        pytest.param("UNWIND range(1, 10000000000) AS x RETURN x", "exceeding the maximum of", id="range"),
    ],
)
def test_a_wrong_statement_gets_one_line(store, text, said):
    with pytest.raises(QueryError) as caught:
        store.run(text)

    assert said in str(caught.value)
    assert not re.search(r"\n|\^|arcadedb", str(caught.value))
    assert text not in str(caught.value)


@pytest.mark.parametrize("value", [2**63, object(), "\ud800"], ids=["65 bits", "no value", "half a surrogate pair"])
def test_a_value_that_no_server_can_take_gets_one_line(store, value):
    with pytest.raises(QueryError) as caught:
        store.run("RETURN $x AS x", {"x": value})

    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_gets_one_line():
    with Store(Access("bolt://127.0.0.1:9", "neo4j", "neo4j", "x")) as nobody, pytest.raises(StoreError) as caught:
        nobody.run("RETURN 1")

    assert "bolt://127.0.0.1:9: does not answer" in str(caught.value)


def test_a_wrong_password_gets_one_line(server):
    with Store(Access(server.url, "x", "reader", "wrong")) as stranger, pytest.raises(StoreError, match="password"):
        stranger.run("RETURN 1")


def test_a_missing_database_gets_one_line(server):
    access = Access(server.url, "absent", "reader", server.password("reader"))

    with Store(access) as lost, pytest.raises(StoreError, match="has no database 'absent'"):
        lost.run("RETURN 1")


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(StoreError, match="bolt://HOST"):
        Store(Access("http://localhost:7474", "neo4j", "neo4j", "x"))


def test_a_tie_without_its_ends_claims_no_ends(store):
    ((tie,),) = store.run("MATCH ()-[t:LEADS]->() RETURN t LIMIT 1").rows

    assert list(tie) == ["id", "type", "properties"]


def test_sets_are_sent_in_order():
    assert to_driver({"b", "a"}) == ["a", "b"]
