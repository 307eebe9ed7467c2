"""The network that is handed downstream: look-up, tables there and back, networkx."""

from datetime import date

import pandas as pd
import pytest

from graph.errors import EntityUnknown, UsageError
from graph.network import Network
from tests.factories import a_network, an_entity
from tests.queries.a_parting import a_parting


def test_an_entity_is_found_by_any_name_in_any_case():
    network = a_network()

    assert network.named("chinese academy of AGRICULTURAL sciences").name == "中国农业科学院"
    with pytest.raises(EntityUnknown) as caught:
        network.named("青禾公司")
    assert "青禾集团" in caught.value.nearest


@pytest.mark.parametrize("typed", ["中國農業科學院", "云岭大学 ", "Qinghe  group"])
def test_an_entity_is_found_in_traditional_characters_and_with_blanks(typed):
    network = a_network()

    assert network.named(typed) in network.entities


def test_a_name_as_it_is_written_stands_before_those_spelt_alike():
    network = Network(entities=(an_entity("AB"), an_entity("A B")))

    assert [network.named(name).name for name in ("AB", "A B")] == ["AB", "A B"]


def test_every_tie_answers_who_says_so():
    network = a_network()

    for tie in network.ties:
        claims = network.claims_of(tie)
        assert [c.id for c in claims] == list(tie.claims)
        assert all(c.quote and network.document(c.document).address for c in claims)


def test_tables_come_back_as_the_same_entities_and_ties():
    network = a_network()
    tables = network.to_tables()

    again = Network.from_tables(tables["entities"], tables["ties"])

    assert [(e.id, e.kind, e.name, e.sector, e.region, e.placeholder) for e in again.entities] == [
        (e.id, e.kind, e.name, e.sector, e.region, e.placeholder) for e in network.entities
    ]
    assert [(t.id, t.kind, t.ends, t.status, t.asserted, t.weight) for t in again.ties] == [
        (t.id, t.kind, t.ends, t.status, t.asserted, t.weight) for t in network.ties
    ]


def test_two_plain_columns_are_enough():
    entities = pd.DataFrame({"id": ["a", "b"]})
    ties = pd.DataFrame({"source": ["b", "b"], "target": ["a", "a"], "kind": ["COOPERATES_WITH", "COOPERATES_WITH"]})

    network = Network.from_tables(entities, ties)

    assert [t.ends for t in network.ties] == [("a", "b"), ("a", "b")]
    assert len({t.id for t in network.ties}) == 2
    assert [t.weight for t in network.ties] == [1, 1]


@pytest.mark.parametrize(
    ("entities", "ties", "message"),
    [
        ({"name": ["a"]}, {"source": [], "target": [], "kind": []}, "column id is missing"),
        ({"id": ["a"]}, {"source": ["a"], "target": ["a"]}, "column kind is missing"),
        ({"id": ["a", "a"]}, {"source": [], "target": [], "kind": []}, "an id stands twice"),
        ({"id": ["a"]}, {"source": ["a"], "target": ["b"], "kind": ["LEADS"]}, "row 1 ends at 'b', which is no entity"),
        ({"id": ["a"]}, {"source": ["a"], "target": ["a"], "kind": ["KNOWS"]}, "Say whether it has a direction"),
        ({"id": ["a", None], "name": ["甲", "乙"]}, {"source": [], "target": [], "kind": []}, "row 2 has no id"),
        ({"id": ["a"], "academician": ["perhaps"]}, {"source": [], "target": [], "kind": []}, "neither true nor false"),
    ],
)
def test_tables_that_do_not_fit_are_told_why(entities, ties, message):
    with pytest.raises(UsageError, match=message):
        Network.from_tables(pd.DataFrame(entities), pd.DataFrame(ties))


@pytest.mark.parametrize(
    ("column", "cells", "message"),
    [
        ("id", ["x", "x"], "ties: an id stands twice, 'x'"),
        ("asserted", [None, "2024"], "row 2: asserted '2024' is no day"),
        ("asserted", [None, "2024-02-30"], "row 2: asserted '2024-02-30' is no day"),
        ("weight", [1, "n/a"], "row 2: weight 'n/a' is no number"),
        ("weight", [1, True], "row 2: weight 'True' is no number"),
        ("directed", [True, "perhaps"], "row 2: directed 'perhaps' is neither true nor false"),
        ("kind", ["LEADS", None], "row 2 has no kind"),
    ],
)
def test_cells_of_ties_that_do_not_fit_are_told_with_their_row(column, cells, message):
    ties = {"source": ["a", "a"], "target": ["b", "b"], "kind": ["LEADS", "LEADS"]} | {column: cells}
    with pytest.raises(UsageError, match=message):
        Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame(ties))


def test_cells_as_pandas_holds_them_are_read():
    ties = pd.DataFrame(
        {
            "source": ["a", "a"],
            "target": ["b", "b"],
            "kind": ["LEADS", "LEADS"],
            "weight": pd.Series([2, None], dtype="Int64"),
            "asserted": pd.to_datetime(["2024-05-01", None]),
        }
    )

    network = Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), ties)

    assert [(t.weight, t.asserted) for t in network.ties] == [(2, date(2024, 5, 1)), (1, None)]


def test_the_direction_of_a_row_stands_before_that_of_all_and_after_the_ontology():
    entities = pd.DataFrame({"id": ["a", "b"]})
    ties = pd.DataFrame(
        [("b", "a", "FLIES_TO", True), ("b", "a", "FLIES_TO", None), ("b", "a", "LEADS", False)],
        columns=["source", "target", "kind", "directed"],
    )

    network = Network.from_tables(entities, ties, directed=False)

    assert [(*t.ends, t.directed) for t in network.ties] == [("b", "a", True), ("a", "b", False), ("b", "a", True)]


def test_an_unknown_kind_is_kept_as_text_once_its_direction_is_given():
    entities = pd.DataFrame({"id": ["a", "b"], "kind": ["Airport", "Airport"]})
    ties = pd.DataFrame({"source": ["b"], "target": ["a"], "kind": ["FLIES_TO"]})

    assert Network.from_tables(entities, ties, directed=True).ties[0].ends == ("b", "a")
    assert Network.from_tables(entities, ties, directed=False).ties[0].ends == ("a", "b")
    assert Network.from_tables(entities, ties, directed=True).entities[0].sector == "X"


def test_networkx_gets_every_tie_with_all_its_attributes():
    network = a_network()

    graph = network.to_networkx()

    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(network.entities), len(network.ties))
    for tie in network.ties:
        edge = graph.edges[tie.source, tie.target, tie.id]
        assert (edge["kind"], edge["status"], edge["claims"]) == (tie.kind, tie.status, list(tie.claims))


def test_an_empty_network_has_its_tables():
    tables = Network().to_tables()

    assert {name: len(table) for name, table in tables.items()} == {
        "entities": 0,
        "ties": 0,
        "claims": 0,
        "quantities": 0,
    }
    assert "status" in tables["ties"].columns


def test_the_shown_name_is_among_the_aliases_once():
    entity = an_entity("中国农业科学院", "Institute", en="CAAS")

    assert entity.aliases == ("中国农业科学院", "CAAS")
    assert entity.name_en == "CAAS"


def test_a_tie_asserted_on_the_day_itself_is_not_silent():
    network = a_network()
    promoted = next(t for t in network.ties if t.kind == "PROMOTES")

    assert promoted.asserted == date(2023, 5, 30)
    assert network.silent(promoted)  # the newest publication is 2024-09-01, 460 days later
    assert not network.silent(promoted, days=460)


def test_a_thing_has_come_as_far_as_the_furthest_tie_about_it_that_stands():
    network = a_parting()
    reached = {entity.name: network.furthest(entity.id) for entity in network.entities}

    # One member has left the consortium and one applies to join it: it operates; of the station nobody is left.
    assert (reached["种业联合体"], reached["旧工作站"], reached["拟建中心"]) == ("operating", "ended", "promoting")
    assert reached["青禾集团"] is None  # what it leads says nothing of itself
