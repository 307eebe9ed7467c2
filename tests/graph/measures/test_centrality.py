import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MeasureError
from graph.measures import centrality, components
from graph.measures.ranking import ranks
from graph.network import Network
from tests.factories import a_network
from tests.graph.measures.graphs import as_network, florentine, karate, kite, path, star


def close(value, expected, digits=1e-9):
    return value == pytest.approx(expected, rel=digits, abs=digits)


def test_karate_has_the_published_betweenness():
    # R sna and igraph, product reference table; six digits are given there.
    found = centrality(karate())["betweenness_raw"]

    expected = {"1": 231.0714, "34": 160.5516, "33": 76.6905, "3": 75.8508, "32": 73.0095}
    assert {k: round(found[k], 4) for k in expected} == expected


def test_karate_has_the_published_closeness():
    found = centrality(karate())["closeness"]

    expected = {"1": 0.568966, "3": 0.559322, "34": 0.55, "32": 0.540984, "33": 0.515625}
    assert {k: round(found[k], 6) for k in expected} == expected


def test_florentine_families_have_the_published_betweenness():
    found = centrality(florentine())["betweenness_raw"]

    expected = {
        "Medici": 47.5, "Guadagni": 23.1667, "Albizzi": 19.3333, "Salviati": 13, "Ridolfi": 10.3333, "Bischeri": 9.5,
        "Strozzi": 9.3333, "Barbadori": 8.5, "Tornabuoni": 8.3333, "Castellani": 5, "Peruzzi": 2, "Ginori": 0,
    }  # fmt: skip
    assert {k: round(found[k], 4) for k in expected} == expected


def test_an_isolate_lowers_every_share():
    # Wasserman and Faust (1994), table of the Florentine families with Pucci: 0.452 and 0.400.
    medici = centrality(florentine(with_pucci=True)).loc["Medici"]

    assert close(medici["betweenness"], 47.5 / 105)
    assert close(medici["degree_share"], 0.4)
    assert round(medici["closeness"], 4) == 0.5227
    assert close(medici["harmonic"], 9.5)


def test_the_centre_of_a_star_is_on_every_path():
    table = centrality(star(5))

    # Six actors, ten pairs of leaves; leaves are at distance 1 from the centre and 2 from the four others.
    assert table.loc["0", ["degree", "betweenness", "betweenness_raw", "closeness", "harmonic"]].tolist() == [
        5,
        1,
        10,
        1,
        5,
    ]
    assert close(table.loc["1", "closeness"], 5 / 9)
    assert close(table.loc["1", "harmonic"], 1 + 4 / 2)


def test_a_path_of_three_is_worked_by_hand():
    table = centrality(path(3))

    assert table.loc["1", "betweenness"] == 1
    assert close(table.loc["0", "closeness"], 2 / 3)
    assert close(table.loc["0", "harmonic"], 1.5)


def test_three_kinds_of_centre_in_the_kite():
    # Krackhardt (1990): degree, closeness and betweenness each name another actor.
    table = centrality(kite())

    assert table["degree"].idxmax() == "3"
    assert set(table.index[ranks(table["closeness"]) == 1]) == {"5", "6"}
    assert table["betweenness_raw"].idxmax() == "7"
    assert close(table.loc["7", "betweenness_raw"], 14)


@pytest.mark.parametrize("directed", [False, True], ids=["undirected", "directed"])
@pytest.mark.parametrize("role", [None, "distance"])
def test_networkx_gives_the_same_values(directed, role):
    graph = nx.gnm_random_graph(60, 110, seed=4, directed=directed)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["w"] = 1 + number % 3
    table = centrality(as_network(graph, "w"), directed=directed, weight_role=role)
    length = "w" if role else None

    for column, expected in {
        "betweenness": nx.betweenness_centrality(graph, weight=length),
        "closeness": nx.closeness_centrality(graph, distance=length),
        "harmonic": nx.harmonic_centrality(graph, distance=length),
    }.items():
        assert close(table[column].to_dict(), {str(k): v for k, v in expected.items()}), column


def test_paths_that_differ_by_rounding_only_are_equally_short():
    # 0.1 + 0.2 + 0.3 against 0.3 + 0.3; true values by hand and igraph: 1.5, 2, 1.5, 0.5, 0.5.
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 0.1), (1, 2, 0.2), (2, 3, 0.3), (0, 4, 0.3), (4, 3, 0.3)], weight="w")
    exact = nx.Graph()
    exact.add_weighted_edges_from([(a, b, round(d * 10)) for a, b, d in graph.edges(data="w")])

    found = centrality(as_network(graph, "w"), weight_role="distance")["betweenness_raw"]

    expected = nx.betweenness_centrality(exact, weight="weight", normalized=False)
    assert close(found.to_dict(), {str(k): v for k, v in expected.items()})


def test_strong_ties_are_short():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 4), ("b", "c", 4), ("a", "c", 1)], weight="w")

    strong = centrality(as_network(graph, "w"), weight_role="strength")

    assert strong.loc["b", "betweenness_raw"] == 1  # a–b–c is 1/4 + 1/4, shorter than a–c with 1
    assert strong["strength"].to_dict() == {"a": 5, "b": 8, "c": 5}


def test_parallel_ties_are_one_partner_and_add_up():
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "kind": "TIE", "weight": [2, 3]})
    network = Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), ties, directed=False)

    assert centrality(network).loc["a", ["degree", "strength"]].tolist() == [1, 2]
    assert centrality(network, weight_role="strength").loc["a", ["degree", "strength"]].tolist() == [1, 5]
    assert centrality(network, weight_role="distance").loc["a", "harmonic"] == 1 / 2


def test_a_weight_without_a_role_is_refused():
    with pytest.raises(MeasureError, match="weight_role"):
        centrality(karate(), weight="weight")


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_that_is_no_positive_number_is_refused(weight):
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": "TIE", "weight": [weight]})
    network = Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), ties, directed=False)

    with pytest.raises(MeasureError, match="positive"):
        centrality(network, weight_role="strength")


def test_an_empty_network_gives_an_empty_table_with_the_same_columns():
    empty, full = centrality(Network()), centrality(karate())

    assert empty.empty
    assert list(empty.columns) == list(full.columns)


@pytest.mark.parametrize("ids", [["a"], ["a", "b"]], ids=["one actor", "isolates only"])
def test_actors_without_ties_have_zeros(ids):
    network = Network.from_tables(
        pd.DataFrame({"id": ids}), pd.DataFrame(columns=["source", "target", "kind"]), directed=False
    )
    table = centrality(network)

    assert table[["degree", "betweenness", "closeness", "harmonic", "strength"]].to_numpy().tolist() == [[0] * 5] * len(
        ids
    )


def test_self_ties_are_left_out():
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["a", "b"], "kind": "TIE"})
    network = Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), ties, directed=False)

    assert centrality(network)["degree"].tolist() == [1, 1]


def test_only_actors_and_collaboration_are_measured():
    network = a_network()
    table = centrality(network)

    assert "青城市" not in set(table["name"])  # a region promotes, and is no actor
    assert "云岭大学的分院" not in set(table["name"])  # promised, unnamed
    assert table.set_index("name").loc["青城市科技局", "degree"] == 0  # APPROVES is no collaboration
    assert table.set_index("name").loc["青禾集团", ["degree", "strength"]].tolist() == [3, 4]


def test_kinds_of_tie_can_be_chosen():
    table = centrality(a_network(), kinds=["APPROVES"]).set_index("name")

    assert table.loc["青城市科技局", "degree"] == 1


def test_components_are_numbered_by_size():
    graph = nx.disjoint_union(nx.path_graph(2), nx.path_graph(3))
    table = components(as_network(graph))

    assert table["component"].to_dict() == {"2": 1, "3": 1, "4": 1, "0": 2, "1": 2}
    assert table.loc["0", ["size", "share"]].tolist() == [2, 0.4]


graphs = st.builds(
    lambda n, m, seed: nx.gnm_random_graph(n, m, seed=seed), st.integers(1, 14), st.integers(0, 30), st.integers(0, 99)
)


@settings(max_examples=25, deadline=None)
@given(graphs)
def test_betweenness_counts_the_inner_steps_of_all_shortest_paths(graph):
    """Law: the sum of raw betweenness is Σ over joined pairs of (distance − 1)."""
    total = centrality(as_network(graph))["betweenness_raw"].sum()

    distances = dict(nx.all_pairs_shortest_path_length(graph))
    assert total == pytest.approx(sum(d - 1 for a in graph for b, d in distances[a].items() if a < b))


@settings(max_examples=25, deadline=None)
@given(graphs, st.integers(0, 99))
def test_names_do_not_matter(graph, seed):
    order = np.random.default_rng(seed).permutation(len(graph))
    renamed = nx.relabel_nodes(graph, {n: int(order[n]) for n in graph})

    first, second = centrality(as_network(graph)), centrality(as_network(renamed))

    for column in ("degree", "betweenness", "closeness", "harmonic"):
        values = [second.loc[str(order[n]), column] for n in graph]
        assert values == pytest.approx([first.loc[str(n), column] for n in graph])


def test_the_table_does_not_depend_on_hash_order_or_runs():
    assert centrality(karate()).to_csv() == centrality(karate()).to_csv()


@pytest.mark.parametrize("directed", [False, True], ids=["undirected", "directed"])
@pytest.mark.parametrize("role", [None, "distance", "strength"])
def test_compiled_kernels_give_the_values_of_numpy(monkeypatch, directed, role):
    graph = nx.gnm_random_graph(80, 130, seed=7, directed=directed)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["w"] = (1 + number % 4) / 10
    network = as_network(graph, "w")
    plain = centrality(network, directed=directed, weight_role=role)

    monkeypatch.setattr("graph.measures.paths.COMPILED_FROM", 0)
    compiled = centrality(network, directed=directed, weight_role=role)

    pd.testing.assert_frame_equal(plain, compiled, rtol=1e-12)


def test_fifty_sources_in_parts_of_eight_are_all_counted(monkeypatch):
    """Several parts, searches that do not fill their eight places, and actors nobody reaches."""
    graph = nx.disjoint_union(nx.barabasi_albert_graph(150, 2, seed=1), nx.path_graph(9))
    graph.add_nodes_from(range(200, 203))
    monkeypatch.setattr("graph.measures.paths.COMPILED_FROM", 0)

    table = centrality(as_network(graph))

    for column, oracle in (
        ("betweenness_raw", nx.betweenness_centrality(graph, normalized=False)),
        ("closeness", nx.closeness_centrality(graph)),
        ("harmonic", nx.harmonic_centrality(graph)),
    ):
        assert table[column].to_dict() == pytest.approx({str(n): value for n, value in oracle.items()}, abs=1e-9)


def test_cores_of_the_machine_change_no_digit(monkeypatch):
    network = as_network(nx.barabasi_albert_graph(120, 3, seed=2))
    monkeypatch.setattr("graph.measures.paths.COMPILED_FROM", 0)

    tables = []
    for cores in (1, 7):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        tables.append(centrality(network))

    pd.testing.assert_frame_equal(*tables, check_exact=True)
