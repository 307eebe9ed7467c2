from importlib import import_module

import networkx as nx
import numpy as np
import pytest

from graph.errors import MeasureError
from graph.measures import bridges, cohesion, communities, core_periphery, cut_points
from graph.measures.cohesion import cuts
from graph.measures.communities import adjusted_rand, modularity
from graph.measures.sociogram import sociogram
from graph.network import Network
from tests.graph.measures.graphs import as_network, karate, star

SMALL = [
    pytest.param(Network(), id="empty"),
    pytest.param(as_network(nx.empty_graph(3)), id="isolates"),
    pytest.param(star(1), id="pair"),
]


def test_karate_has_the_published_figures():
    value = cohesion(karate())["value"]

    assert round(value["density"], 6) == 0.139037
    assert round(value["transitivity"], 6) == 0.255682
    assert round(value["assortativity"], 6) == -0.475613
    assert value[["actors", "pairs", "core", "core_size"]].tolist() == [34, 78, 4, 10]


def test_distances_are_those_of_networkx():
    value = cohesion(karate())["value"]
    graph = nx.karate_club_graph()

    assert value["mean_distance"] == pytest.approx(nx.average_shortest_path_length(graph))
    assert value["diameter"] == nx.diameter(graph)
    assert value["mean_clustering"] == pytest.approx(nx.average_clustering(graph))


def test_density_with_and_without_isolates():
    value = cohesion(as_network(nx.disjoint_union(nx.complete_graph(3), nx.empty_graph(1))))["value"]

    assert value[["density", "density_joined", "isolates"]].tolist() == [0.5, 1, 1]


def test_small_world_is_given_only_where_it_means_something():
    assert np.isnan(cohesion(karate()).loc["small_world", "value"])  # 34 actors
    ring = nx.connected_watts_strogatz_graph(200, 8, 0.05, seed=1)
    assert cohesion(as_network(ring)).loc["small_world", "value"] > 3


@pytest.mark.parametrize("seed", range(5))
def test_bridges_and_cut_points_are_those_of_networkx(seed):
    graph = nx.gnm_random_graph(60, 62, seed=seed)
    found, points = cuts(sociogram(as_network(graph)))

    assert {frozenset(pair[:2]) for pair in found} == {frozenset(pair) for pair in nx.bridges(graph)}
    assert set(np.flatnonzero(points)) == set(nx.articulation_points(graph))
    for actor in np.flatnonzero(points):
        without = graph.subgraph(set(graph) - {actor})
        assert points[actor] == nx.number_connected_components(without) - nx.number_connected_components(graph)


def test_compiled_distances_are_the_same(monkeypatch):
    graph = nx.disjoint_union(nx.barabasi_albert_graph(90, 2, seed=4), nx.path_graph(4))
    monkeypatch.setattr(import_module("graph.measures.cohesion"), "COMPILED_FROM", 50)
    value = cohesion(as_network(graph))["value"]

    largest = graph.subgraph(range(90))
    assert value["mean_distance"] == pytest.approx(nx.average_shortest_path_length(largest))
    assert value["diameter"] == nx.diameter(largest)


def test_compiled_cuts_are_the_same():
    from graph.measures.kernels.cuts import cuts as compiled_cuts

    s = sociogram(as_network(nx.gnm_random_graph(80, 85, seed=3)))
    plain, compiled = cuts(s), compiled_cuts(s.symmetric)

    assert plain[0] == compiled[0]
    assert plain[1].tolist() == compiled[1].tolist()
    assert max(plain[1]) > 1  # numbers of pieces, not only whether


def test_a_bridge_says_what_it_would_cut_off():
    table = bridges(as_network(nx.path_graph(5)))

    assert table.loc[("1", "2"), "cut_off"] == 2
    assert len(table.loc[("1", "2"), "ties"]) == 1
    assert len(table) == 4


def test_the_centre_of_a_star_holds_it_together():
    table = cut_points(star(4))

    assert table.loc["0", ["degree", "parts"]].tolist() == [4, 4]
    assert len(table) == 1


def test_an_actor_that_leaves_many_pieces_is_one_cut_point():
    network = as_network(nx.disjoint_union(nx.star_graph(4), nx.path_graph(4)))
    table = cut_points(network)

    assert table["parts"].to_dict() == {"0": 4, "6": 2, "7": 2}
    assert cohesion(network).loc["cut_points", "value"] == 3


def test_the_core_of_a_star_is_its_centre():
    table = core_periphery(star(4))

    assert table["core"].to_dict() == {"0": True, "1": False, "2": False, "3": False, "4": False}
    assert table.attrs["fit"] == pytest.approx(1)


def test_karate_has_the_best_known_modularity():
    # The published optimum: 0.419790 with four groups.
    for method in ("leiden", "louvain"):
        about = communities(karate(), method=method).attrs
        assert (round(about["modularity"], 6), about["communities"]) == (0.419790, 4)


def test_the_two_clubs_have_the_published_modularity():
    graph = nx.karate_club_graph()
    club = np.array([graph.nodes[n]["club"] == "Officer" for n in graph], int)

    assert round(modularity(nx.to_scipy_sparse_array(graph, weight=None).tocsr(), club), 6) == 0.358235


def test_communities_that_no_seed_moves_are_stable():
    table = communities(as_network(nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(4))))

    assert table["community"].tolist() == [1] * 6 + [2] * 4
    assert (table["stability"] == 1).all()
    assert table.attrs["ari"] == 1


def test_an_isolate_has_no_community():
    table = communities(as_network(nx.disjoint_union(nx.path_graph(2), nx.empty_graph(1))))

    assert table["community"].isna().tolist() == [False, False, True]


def test_resolution_finds_smaller_communities():
    coarse, fine = (communities(karate(), resolution=g).attrs["communities"] for g in (0.3, 3))

    assert coarse < fine


def test_the_same_seeds_give_the_same_communities():
    assert communities(karate()).equals(communities(karate()))


@pytest.mark.parametrize(
    "options", [{"method": "guess"}, {"resolution": 0}, {"seeds": []}, {"weight_role": "distance"}]
)
def test_what_cannot_be_searched_is_refused(options):
    with pytest.raises(MeasureError):
        communities(karate(), **options)


def test_agreement_is_that_of_hubert_and_arabie():
    # Worked by hand: of ten pairs four are together in the first, three in the second, two in both.
    first, second = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1])

    chance = 4 * 4 / 10
    assert adjusted_rand(first, second) == pytest.approx((2 - chance) / (4 - chance))
    assert adjusted_rand(first, first) == 1


@pytest.mark.parametrize("measure", [cohesion, bridges, cut_points, core_periphery, communities])
@pytest.mark.parametrize(
    "network", [Network(), as_network(nx.empty_graph(3)), star(1)], ids=["empty", "isolates", "pair"]
)
def test_small_networks_are_no_error(measure, network):
    measure(network)
