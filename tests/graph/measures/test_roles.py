import networkx as nx
import numpy as np
import pytest

from graph.measures import brokerage_roles
from graph.measures.roles import ROLES
from graph.network import Network
from tests.graph.measures.graphs import as_network, karate, six

COUNTS = [*ROLES, "total"]


def test_six_actors_have_the_roles_that_r_gives():
    table = brokerage_roles(six(), directed=True)

    expected = {
        "1": [0, 0, 0, 2, 0, 2], "2": [0, 0, 2, 0, 2, 4], "3": [0, 0, 0, 0, 1, 1], "4": [0, 1, 2, 0, 1, 4],
        "5": [0, 0, 0, 1, 1, 2], "6": [0, 0, 1, 0, 1, 2], "all": [0, 1, 5, 3, 6, 15],
    }  # fmt: skip
    assert {id: row.tolist() for id, row in table[COUNTS].iterrows()} == expected


def test_six_actors_have_the_expectations_that_r_gives():
    table = brokerage_roles(six(), directed=True)

    expected = table.loc["1", [f"{role}_expected" for role in COUNTS]].astype(float).round(6).tolist()
    assert expected == [0, 0.296296, 0.296296, 0.296296, 0.592593, 1.481481]
    assert round(table.loc["1", "gatekeeper_z"], 6) == 2.673696


def test_the_whole_network_has_the_z_that_r_gives():
    everyone = brokerage_roles(six(), directed=True).loc["all"]

    z = [round(everyone[f"{role}_z"], 6) for role in COUNTS[1:]]
    assert z == [-0.505181, 2.064419, 0.783055, 1.092739, 1.375]
    assert np.isnan(everyone["coordinator_z"])  # groups of two have no third


def test_karate_has_the_roles_that_r_gives_for_symmetric_arcs():
    table = brokerage_roles(karate())

    expected = {
        "1": [174, 0, 15, 15, 0, 204], "3": [10, 12, 23, 23, 0, 68], "34": [156, 6, 40, 40, 0, 242],
        "33": [70, 0, 18, 18, 0, 106], "32": [14, 0, 5, 5, 0, 24], "all": [510, 20, 128, 128, 0, 786],
    }  # fmt: skip
    assert {id: table.loc[id, COUNTS].tolist() for id in expected} == expected


def naive(graph, group):
    """Count as the definition reads: v brokers (a, c) iff a → v → c, not a → c, a ≠ c."""
    counts = {}
    for v in graph:
        row = [0] * 5
        into = graph.predecessors(v) if graph.is_directed() else graph[v]
        for a in into:
            for c in graph.successors(v) if graph.is_directed() else graph[v]:
                if a != c and not graph.has_edge(a, c):
                    x, y, z = group[a], group[v], group[c]
                    row[0 if x == y == z else 1 if x == z else 2 if x == y else 3 if y == z else 4] += 1
        counts[str(v)] = [*row, sum(row)]
    return counts


@pytest.mark.parametrize("compiled", [False, True], ids=["products", "compiled"])
@pytest.mark.parametrize("directed", [False, True], ids=["undirected", "directed"])
def test_counts_are_those_of_the_definition(monkeypatch, directed, compiled):
    if compiled:
        monkeypatch.setattr("graph.measures.roles.COMPILED_FROM", 0)
    graph = nx.gnm_random_graph(40, 180, seed=3, directed=directed)
    group = {n: "abcd"[n % 4] for n in graph}

    table = brokerage_roles(as_network(graph, sector=group.get), directed=directed)

    assert {id: row.tolist() for id, row in table[COUNTS].drop("all").iterrows()} == naive(graph, group)


def test_actors_of_unknown_group_are_left_out():
    graph = nx.path_graph(4)

    table = brokerage_roles(as_network(graph, region=lambda n: "r" if n < 3 else None), by="region")

    assert set(table.index) == {"0", "1", "2", "all"}
    assert table.loc["1", "coordinator"] == 2


def test_an_empty_network_gives_an_empty_table_with_the_same_columns():
    assert brokerage_roles(Network()).empty
    assert list(brokerage_roles(Network()).columns) == list(brokerage_roles(karate()).columns)
