import networkx as nx
import numpy as np
import pytest

from graph.errors import MeasureError
from graph.measures import centrality
from graph.measures.paths import betweenness
from graph.measures.sociogram import sociogram
from tests.graph.measures.graphs import as_network, karate, star


def test_karate_has_the_published_eigenvector():
    found = centrality(karate())["eigenvector"]

    expected = {"34": 0.373363, "1": 0.355491, "3": 0.317193, "33": 0.308644, "2": 0.265960}
    assert {k: round(found[k], 6) for k in expected} == expected


def test_karate_has_the_published_cores():
    core = centrality(karate())["core"]

    assert core.max() == 4
    assert (core == 4).sum() == 10


def test_outside_the_largest_component_there_is_no_eigenvector():
    table = centrality(as_network(nx.disjoint_union(nx.star_graph(3), nx.path_graph(2))))

    assert table.loc[["4", "5"], "eigenvector"].isna().all()
    assert table.loc["0", "eigenvector"] == pytest.approx(2**-0.5)  # of a star: half of the mass at the centre


@pytest.mark.parametrize("size", [60, 300], ids=["dense", "iterative"])
@pytest.mark.parametrize("directed", [False, True], ids=["undirected", "directed"])
def test_networkx_gives_the_same_values(size, directed):
    graph = nx.gnm_random_graph(size, 5 * size, seed=8, directed=directed)
    table = centrality(as_network(graph), directed=directed)
    radius = max(abs(np.linalg.eigvals(nx.to_numpy_array(graph))))
    expected = {
        "pagerank": nx.pagerank(graph, tol=1e-15, max_iter=1000),
        "katz": nx.katz_centrality_numpy(graph, alpha=0.5 / radius),
        "clustering": nx.clustering(nx.Graph(graph)),
        "core": nx.core_number(nx.Graph(graph)),
    }
    if directed:
        expected["hub"], expected["authority"] = nx.hits(graph)
    else:
        expected["eigenvector"] = nx.eigenvector_centrality_numpy(graph)

    for column, values in expected.items():
        assert table[column].to_dict() == pytest.approx({str(k): v for k, v in values.items()}, abs=1e-9), column


@pytest.mark.parametrize("pairs", [2, 150], ids=["dense", "iterative"])
def test_actors_placed_alike_are_equal_hubs_though_nothing_joins_them(pairs):
    table = centrality(as_network(nx.DiGraph([(2 * k, 2 * k + 1) for k in range(pairs)])), directed=True)

    for k in range(pairs):
        assert table.loc[str(2 * k), ["hub", "authority"]].tolist() == pytest.approx([1 / pairs, 0])
        assert table.loc[str(2 * k + 1), ["hub", "authority"]].tolist() == pytest.approx([0, 1 / pairs])


def test_parts_with_one_largest_value_share_the_scores_as_in_kleinbergs_iteration():
    """One actor points to four, and two point both to the same two: both parts have the singular value 2.

    From equal scores authorities become 1, 1, 1, 1 and 2, 2, then hubs 4 and 4, 4, and so on in the same proportion.
    A third part, of one tie, has the value 1 and fades away.
    """
    star_and_square = [("h", "1"), ("h", "2"), ("h", "3"), ("h", "4"), *[(a, b) for a in "pq" for b in "xy"]]
    table = centrality(as_network(nx.DiGraph([*star_and_square, ("u", "v")])), directed=True)

    assert table.loc[[*"hpqu"], "hub"].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert table.loc[[*"1234xyv"], "authority"].tolist() == pytest.approx([1 / 8] * 4 + [1 / 4] * 2 + [0])


@pytest.mark.parametrize("sources", [2, 3])
def test_two_like_parts_too_large_for_a_full_decomposition_share_the_hubs(sources):
    arcs = [(f"{part}{a}", f"{part}t{b}") for part in "xy" for a in range(sources) for b in range(250)]
    hub = centrality(as_network(nx.DiGraph(arcs)), directed=True)["hub"]

    assert hub[[f"{part}{a}" for part in "xy" for a in range(sources)]].tolist() == pytest.approx(
        [1 / (2 * sources)] * 2 * sources
    )


def test_weights_count_where_they_are_strengths():
    graph = nx.path_graph(3)
    graph.edges[0, 1]["w"], graph.edges[1, 2]["w"] = 3, 1

    plain = centrality(as_network(graph, "w"))["pagerank"]
    weighted = centrality(as_network(graph, "w"), weight_role="strength")["pagerank"]

    assert plain["0"] == pytest.approx(plain["2"])
    expected = nx.pagerank(graph, weight="w", tol=1e-14, max_iter=500)
    expected = nx.pagerank(graph, weight="w", tol=1e-14, max_iter=500)
    assert weighted.to_dict() == pytest.approx({str(k): v for k, v in expected.items()})


def test_opsahl_lies_between_partners_and_strength():
    graph = nx.star_graph(4)
    nx.set_edge_attributes(graph, 4, "w")
    network = as_network(graph, "w")

    # Opsahl et al. (2010): k (s/k)^α with k = 4 and s = 16.
    values = [centrality(network, weight_role="strength", alpha=a).loc["0", "opsahl"] for a in (0, 0.5, 1)]
    assert values == pytest.approx([4, 8, 16])


def test_alpha_lengthens_paths():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 4), ("b", "c", 4), ("a", "c", 1.5)], weight="w")
    network = as_network(graph, "w")

    # a–c directly is 1/1.5^α, by b 2/4^α: with α = 1 the detour is shorter, with α = 0 the direct tie.
    assert centrality(network, weight_role="strength", alpha=1).loc["b", "betweenness_raw"] == 1
    assert centrality(network, weight_role="strength", alpha=0).loc["b", "betweenness_raw"] == 0


def test_alpha_without_strengths_is_refused():
    with pytest.raises(MeasureError, match="strength"):
        centrality(karate(), alpha=0.5)


def test_a_sample_says_that_it_is_one():
    exact, sampled = centrality(karate()), centrality(karate(), sample=20, seed=1)

    assert exact.attrs["betweenness"] == {"exact": True, "sources": 34, "of": 34}
    about = sampled.attrs["betweenness"]
    assert (about["exact"], about["sources"], about["of"], about["seed"]) == (False, 20, 34, 1)
    assert ((sampled["betweenness"] - exact["betweenness"]).abs() <= about["error_95"]).all()
    assert "betweenness_error" not in exact


def test_the_error_of_a_sample_is_honest():
    """Over many samples about 95 % of the estimates lie within two standard errors of the exact value."""
    s = sociogram(karate())
    exact, _ = betweenness(s)
    near = 0
    for seed in range(100):
        sources = np.sort(np.random.default_rng(seed).choice(s.n, 17, replace=False))
        value, error = betweenness(s, sources)
        near += abs(value[0] - exact[0]) <= 2 * error[0]

    assert near >= 85


def test_a_compiled_core_and_triangles_are_the_same(monkeypatch):
    network = as_network(nx.gnm_random_graph(50, 300, seed=2))
    plain = centrality(network)

    monkeypatch.setattr("graph.measures.triangles.COMPILED_FROM", 0)

    assert centrality(network)[["core", "clustering"]].equals(plain[["core", "clustering"]])


def test_the_leaves_of_a_star_have_no_clustering():
    assert centrality(star(3))["clustering"].tolist() == [0, 0, 0, 0]
