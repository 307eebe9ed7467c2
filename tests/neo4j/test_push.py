from dataclasses import replace

import pytest

from graph.errors import StoreError
from graph.store.push import push
from graph.store.store import Store
from graph.store.views import access_from, open_store
from tests.factories import a_network
from tests.queries.a_region import a_region

pytestmark = pytest.mark.neo4j

COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"


@pytest.fixture
def writer(neo4j_url):
    with Store(access_from(neo4j_url), name=neo4j_url, read_only=False) as store:
        store.write("MATCH (n) DETACH DELETE n")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def test_pushing_twice_changes_nothing(neo4j_url, writer):
    first = push(a_region(), neo4j_url, ledger_id="region")
    once = writer.write(COUNT).rows
    second = push(a_region(), neo4j_url, ledger_id="region")

    assert first == second
    assert (first["removed_nodes"], first["removed_relationships"]) == (0, 0)
    assert writer.write(COUNT).rows == once


def test_what_left_the_network_leaves_the_store_and_what_is_not_ours_stays(neo4j_url, writer):
    push(a_region(), neo4j_url, ledger_id="region")
    writer.write("MATCH (o:Entity {name: '青禾集团'}) CREATE (o)<-[:ABOUT_IT]-(:Note {text: 'mine'})")
    network = a_region()
    smaller = replace(network, ties=network.ties[1:], entities=network.entities[:-1])

    done = push(smaller, neo4j_url, ledger_id="region")

    # The fair goes with its own links; of the ties that are left one more is gone.
    assert done["removed_nodes"] == 1
    assert done["removed_relationships"] == 1
    assert writer.write("MATCH (e:Event) RETURN count(e)").rows == ((0,),)
    assert writer.write("MATCH (n:Note)-[:ABOUT_IT]->(:Entity) RETURN n.text").rows == (("mine",),)


def test_an_entity_that_changes_its_labels_keeps_one_node(neo4j_url, writer):
    network = a_region()
    push(network, neo4j_url, ledger_id="region")
    named = tuple(replace(e, placeholder=False) for e in network.entities)

    push(replace(network, entities=named), neo4j_url, ledger_id="region")

    assert writer.write("MATCH (n:Placeholder) RETURN count(n)").rows == ((0,),)
    assert writer.write("MATCH (n:Entity) RETURN count(n)").rows == ((len(named),),)


def test_a_foreign_database_is_not_touched(neo4j_url, writer):
    writer.write("CREATE (:Document {title: 'theirs'})")

    with pytest.raises(StoreError, match="somebody else"):
        push(a_region(), neo4j_url, ledger_id="region")

    assert writer.write(COUNT).rows == ((1, 0),)


def test_another_ledger_and_another_view_are_refused(neo4j_url, writer):
    push(a_region(), neo4j_url, ledger_id="region")

    with pytest.raises(StoreError, match="another ledger"):
        push(a_network(), neo4j_url, ledger_id="other")
    with pytest.raises(StoreError, match="another view"):
        open_store(a_network(), ledger_id="region", url=neo4j_url)


def test_an_empty_server_and_a_broken_off_push_are_refused(neo4j_url, writer):
    with pytest.raises(StoreError, match="no network of innonet"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)
    push(a_region(), neo4j_url, ledger_id="region")
    writer.write("MATCH (v:InnonetView) REMOVE v.key")

    with pytest.raises(StoreError, match="Send this one first"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)


def test_a_wrong_password_and_a_missing_database_get_one_line(neo4j_url, monkeypatch):
    with pytest.raises(StoreError, match="no database 'absent'"):
        open_store(a_region(), ledger_id="region", url=neo4j_url + "/absent")
    monkeypatch.setenv("INNONET_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="INNONET_STORE_PASSWORD"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)
