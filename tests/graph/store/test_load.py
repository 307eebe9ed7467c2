from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from graph.network import Network
from graph.store.load import load
from graph.store.model import LABELS, TYPES, links, nodes
from tests.factories import a_network

ALL = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"


@pytest.mark.server
def test_loading_twice_changes_nothing(blank):
    store = blank("twice")

    first = load(a_network(), store)
    once = store.run(ALL).rows
    load(a_network(), store)

    # 8 entities, 2 documents, 8 claims, 3 quantities; 9 ties, 8 + 3 STATES, 18 ABOUT, 3 OF: counted in the factory.
    assert first == {"nodes": 21, "relationships": 41}
    assert once == ((21, 41),)
    assert store.run(ALL).rows == once


@pytest.mark.server
def test_an_empty_database_is_filled_alike(blank):
    merged, created = blank("merged"), blank("created")
    statement = (
        "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN n.id AS id, labels(n) AS labels, properties(n) AS p, type(r) AS t, properties(r) AS q, m.id AS m "
        "ORDER BY id, t, m, q.id"
    )

    load(a_network(), merged)
    load(a_network(), created, empty=True)

    def told(store):
        return [(i, sorted(ls), *rest) for i, ls, *rest in store.run(statement).rows]

    assert told(merged) == told(created)


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


def test_ids_are_unique_within_label_and_type():
    network = a_network()

    for things in (
        [(node.labels[0], node.properties["id"]) for node in nodes(network)],
        [(link.type, link.source_label, link.target_label, link.properties["id"]) for link in links(network)],
    ):
        assert len(set(things)) == len(things)
