from importlib import import_module

import networkx as nx
import pandas as pd
import pytest

from graph.errors import MeasureError
from graph.measures import brokerage
from graph.network import Network
from tests.graph.measures.graphs import as_network, florentine, karate, star


def test_karate_has_the_published_constraint():
    found = brokerage(karate())["constraint"]

    expected = {"1": 0.155423, "34": 0.156419, "33": 0.249223, "3": 0.185177, "12": 1, "17": 0.78125}
    assert {k: round(found[k], 6) for k in expected} == expected


def test_karate_has_the_published_effective_size():
    found = brokerage(karate())["effective_size"]

    assert found[["1", "34"]].round(6).tolist() == [13.75, 15.235294]


def test_florentine_families_have_the_published_constraint():
    found = brokerage(florentine())["constraint"]

    expected = {
        "Medici": 0.209877, "Guadagni": 0.25, "Albizzi": 0.333333, "Strozzi": 0.458333, "Ridolfi": 0.459877,
        "Tornabuoni": 0.459877, "Castellani": 0.482253, "Bischeri": 0.482253, "Salviati": 0.5, "Barbadori": 0.5,
        "Peruzzi": 0.655864, "Ginori": 1, "Acciaiuoli": 1,
    }  # fmt: skip
    assert {k: round(found[k], 6) for k in expected} == expected


def test_the_centre_of_a_star_is_the_freest_broker():
    table = brokerage(star(4))

    # Four partners who do not know one another: Σ (1/4)² = 1/4, none redundant, constraint the same from each.
    assert table.loc["0"].tolist()[1:] == pytest.approx([4, 0.25, 4, 1, 0])
    assert table.index[0] == "0"


def test_an_isolate_has_no_constraint():
    table = brokerage(florentine(with_pucci=True))

    assert table.loc["Pucci", ["constraint", "effective_size", "efficiency", "hierarchy"]].isna().all()
    assert table.index[-1] == "Pucci"


def test_hierarchy_is_worked_by_hand():
    # Triangle 1-2-3 with a pendant 4 at 1: c_12 = c_13 = (1/3 + 1/3·1/2)² = 1/4, c_14 = 1/9, C = 11/18.
    from math import log

    graph = nx.Graph([(1, 2), (2, 3), (1, 3), (1, 4)])
    relative = [c / (11 / 18 / 3) for c in (1 / 4, 1 / 4, 1 / 9)]
    expected = sum(r * log(r) for r in relative) / (3 * log(3))

    table = brokerage(as_network(graph))

    assert table.loc["1", "constraint"] == pytest.approx(11 / 18)
    assert table.loc["1", "hierarchy"] == pytest.approx(expected)


@pytest.mark.parametrize("weighted", [False, True])
def test_networkx_gives_the_same_constraint_and_effective_size(weighted):
    graph = nx.gnm_random_graph(40, 90, seed=5)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["w"] = 1 + number % 5
    table = brokerage(as_network(graph, "w"), weight_role="strength" if weighted else None)
    weight = "w" if weighted else None

    constraint = {str(k): v for k, v in nx.constraint(graph, weight=weight).items()}
    # Called with `nodes`: networkx' call for all nodes divides by the wrong maximum where ties are weighted.
    size = {str(k): v for k, v in nx.effective_size(graph, nodes=list(graph), weight=weight).items()}
    assert table["constraint"].to_dict() == pytest.approx(constraint, nan_ok=True)
    assert table["effective_size"].to_dict() == pytest.approx(size, nan_ok=True)


def test_constraint_of_distances_is_refused():
    with pytest.raises(MeasureError, match="strength"):
        brokerage(karate(), weight_role="distance")


def test_an_empty_network_gives_an_empty_table_with_the_same_columns():
    assert list(brokerage(Network()).columns) == list(brokerage(karate()).columns)


def test_ties_of_one_pair_in_both_directions_count_as_one_pair():
    ties = pd.DataFrame({"source": ["a", "b", "a"], "target": ["b", "a", "c"], "kind": "TIE"})
    network = Network.from_tables(pd.DataFrame({"id": ["a", "b", "c"]}), ties, directed=True)

    assert brokerage(network).loc["a", "constraint"] == 0.5


def test_arcs_both_ways_count_twice_where_direction_is_read():
    graph = nx.gnm_random_graph(30, 120, seed=6, directed=True)

    table = brokerage(as_network(graph), directed=True)

    expected = {str(k): v for k, v in nx.constraint(graph).items()}
    assert table["constraint"].to_dict() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("weighted", [False, True])
def test_compiled_loops_give_the_same_values(monkeypatch, weighted):
    graph = nx.gnm_random_graph(60, 240, seed=9)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["w"] = 1 + number % 5
    network, role = as_network(graph, "w"), "strength" if weighted else None
    plain = brokerage(network, weight_role=role)

    monkeypatch.setattr(import_module("graph.measures.brokerage"), "COMPILED_FROM", 0)

    pd.testing.assert_frame_equal(plain, brokerage(network, weight_role=role), rtol=1e-12)
