from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from graph.network import Network
from graph.store.grouping import batches
from graph.store.load import load, weight
from graph.store.model import LABELS, PROPERTIES, TYPES, alias_id, links, nodes
from tests.factories import a_network
from tests.graph.store.held import held, modelled

ALL = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"


@pytest.mark.server
def test_loading_twice_changes_nothing(blank):
    store = blank("twice")

    first = load(a_network(), store)
    once = store.run(ALL).rows
    load(a_network(), store)

    # 8 entities of 11 names, 2 documents, 8 claims, 3 quantities, 9 rows of ties, 42 sums; 9 ties, 11 NAMES,
    # 8 + 3 STATES, 18 ABOUT, 3 OF: counted in the factory. Of the sums 15 are registers, 8 reaches, 7 standings,
    # 4 mixes, 3 places, 2 days, an overlap, a field and a publisher.
    assert first == {"nodes": 83, "relationships": 52}
    assert once == ((83, 52),)
    assert store.run(ALL).rows == once


@pytest.mark.server
@pytest.mark.parametrize("empty", [True, False], ids=["created", "merged"])
def test_a_store_holds_what_the_model_says_and_no_empty_property(blank, empty):
    store = blank("created" if empty else "merged")

    load(a_network(), store, empty=empty)

    assert held(store) == modelled(a_network())


@pytest.mark.server
def test_the_model_is_the_one_of_the_design(store):
    row = store.run(
        "MATCH (a:Institute:Actor)-[t:COOPERATES_WITH]-(b:Enterprise:Actor) "
        "RETURN a.name, a.name_en, a.aliases, a.region, a.sector, t.status, t.since, t.asserted, t.weight"
    ).rows[0]

    assert row == (
        "中国农业科学院", "Chinese Academy of Agricultural Sciences",
        ["中国农业科学院", "Chinese Academy of Agricultural Sciences"], "北京市", "R",
        "operating", "2024-08", date(2024, 9, 1), 2.0,
    )  # fmt: skip


@pytest.mark.server
def test_evidence_is_in_the_graph(store):
    rows = store.run(
        "MATCH (d:Document)-[:STATES]->(c:Claim {status: 'signed'})-[a:ABOUT]->(e:Entity) "
        "RETURN d.published, c.quote, a.role, e.name ORDER BY e.name"
    ).rows

    assert rows == (
        (date(2023, 5, 30), "中国农科院与青禾集团签订草业战略合作协议", "partner", "中国农业科学院"),
        (date(2023, 5, 30), "中国农科院与青禾集团签订草业战略合作协议", "partner", "青禾集团"),
    )


@pytest.mark.server
def test_whoever_bears_a_name_is_found_by_the_node_of_that_name(store):
    rows = store.run(
        "UNWIND ['Yunling University', '云岭大学', '无人'] AS name "
        "OPTIONAL MATCH (:Alias {id: name})-[:NAMES]->(e:Entity) RETURN name, e.name ORDER BY name"
    ).rows

    assert rows == (("Yunling University", "云岭大学"), ("云岭大学", "云岭大学"), ("无人", None))


@pytest.mark.server
def test_two_that_share_a_name_share_its_node(blank):
    entities = pd.DataFrame({"id": ["a", "b"], "kind": ["University", "Platform"], "name": ["甲", "甲"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["LEADS"]})
    store = blank("namesakes")

    load(Network.from_tables(entities, ties), store)

    assert store.run("MATCH (:Alias {id: '甲'})-[:NAMES]->(e) RETURN e.id AS id ORDER BY id").rows == (("a",), ("b",))


@pytest.mark.server
def test_a_tie_carries_its_history_oldest_first(store):
    row = store.run(
        "MATCH (:Institute)-[t:COOPERATES_WITH]-(:Enterprise) "
        "RETURN t.claims, t.said, t.steps, t.said_on, t.said_in, t.documents"
    ).rows[0]
    signed, opened = a_network().claims[:2]
    first, second = a_network().documents

    # signed is the third step of the lifecycle, counted from 0; operating the sixth
    assert row == (
        [signed.id, opened.id], ["signed", "operating"], [2, 5], ["2023-05-30", "2024-09-01"],
        [first.id, second.id], [first.id, second.id],
    )  # fmt: skip


def test_a_name_longer_than_an_index_takes_is_cut_the_same_way_for_all():
    assert alias_id("长" * 1500) == "长" * 1000
    assert alias_id("青禾集团") == "青禾集团"


@pytest.mark.server
def test_a_promised_branch_is_a_placeholder(store):
    assert store.run("MATCH (p:Placeholder:Platform) RETURN p.name").rows == (("云岭大学的分院",),)


@pytest.mark.server
def test_a_kind_that_the_ontology_does_not_know_becomes_a_property_not_cypher(blank):
    entities = pd.DataFrame({"id": ["a", "b"], "kind": ["Lab`) DETACH DELETE (n", "University"], "name": ["甲", "乙"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["SPINS_OFF"]})
    store = blank("foreign")

    load(Network.from_tables(entities, ties, directed=True), store)

    rows = store.run("MATCH (a:Other)-[t:OTHER]->(b:University) RETURN a.kind, t.kind, b.name").rows
    assert rows == (("Lab`) DETACH DELETE (n", "SPINS_OFF", "乙"),)


def test_labels_and_types_come_from_the_ontology_alone():
    strange = replace(a_network().entities[0], kind="Drop`")
    network = replace(a_network(), entities=(strange, *a_network().entities[1:]))

    assert {label for node in nodes(network) for label in node.labels} <= LABELS
    assert {link.type for link in links(network)} <= TYPES


def test_batches_weigh_what_nodes_hold():
    rows = [{"id": "a"}, {"steps": [1] * 799}, {"claims": ["c" * 12] * 100, "since": None}, {"quote": "e" * 800}]

    assert [weight(row) for row in rows] == [1, 1, 3, 2]
    assert list(batches(rows, 2, weight)) == [rows[:2], [rows[2]], [rows[3]]]
    assert list(batches("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(batches("", 2)) == []


def test_every_property_is_one_that_completion_and_hints_know():
    network = a_network()
    found = {key for thing in (*nodes(network), *links(network)) for key in thing.properties}

    assert found <= set(PROPERTIES)
    assert len(set(PROPERTIES)) == len(PROPERTIES)


def test_ids_are_unique_within_label_and_type():
    network = a_network()

    for things in (
        [(node.labels[0], node.properties["id"]) for node in nodes(network)],
        [(link.type, link.source_label, link.target_label, link.properties["id"]) for link in links(network)],
    ):
        assert len(set(things)) == len(things)
