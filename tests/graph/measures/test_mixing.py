import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MeasureError
from graph.measures import assortativity, ei_index, ei_of_actors, mixing, mixing_matrix, openness
from graph.network import Network
from tests.graph.measures.graphs import as_network, karate, path, six


def test_karate_clubs_keep_to_themselves():
    everyone = ei_index(karate()).loc["all"]

    # R: 11 pairs across the clubs, 67 within.
    assert everyone[["internal", "external"]].tolist() == [67, 11]
    assert round(everyone["ei"], 6) == -0.717949
    assert everyone["p"] == pytest.approx(1 / 1001)  # no permutation comes as far


def test_chance_has_the_mean_over_all_ways_to_deal_groups():
    # Of 34 actors in two groups of 17, a pair is across with probability 17/33: E-I = 2·17/33 − 1.
    assert ei_index(karate(), permutations=4000)["expected"].iloc[0] == pytest.approx(1 / 33, abs=0.01)


def test_group_and_actor_indices_are_worked_by_hand():
    # a – a – b: the first pair within, the second across.
    network = as_network(nx.path_graph(3), sector=lambda n: "aab"[n])

    groups, actors = ei_index(network), ei_of_actors(network)

    assert groups.loc["a", ["actors", "internal", "external", "ei"]].tolist() == [2, 1, 1, 0]
    assert groups.loc["b", ["internal", "external", "ei"]].tolist() == [0, 1, 1]
    assert actors["ei"].tolist() == [-1, 0, 1]


def test_the_same_seed_gives_the_same_table():
    assert ei_index(karate(), seed=3).equals(ei_index(karate(), seed=3))


def test_mixing_counts_each_pair_once():
    table, matrix = mixing(karate(), permutations=200), mixing_matrix(karate())

    assert table["pairs"].sum() == 78
    assert table["share"].sum() == pytest.approx(1)
    assert table.loc[("Mr", "Of"), "pairs"] == matrix.loc["Mr", "Of"] == matrix.loc["Of", "Mr"] == 11
    assert table.loc[("Mr", "Of"), "ratio"] < 1


def test_karate_has_the_published_assortativity():
    table = assortativity(karate())

    assert round(table.loc["degree", "r"], 6) == -0.475613
    club = nx.attribute_assortativity_coefficient(nx.karate_club_graph(), "club")
    assert table.loc["sector", "r"] == pytest.approx(club)


def test_assortativity_is_undefined_where_all_are_alike():
    table = assortativity(as_network(nx.cycle_graph(4)), by=["kind"])

    assert table["r"].isna().all()


def test_openness_counts_ties_beyond_the_region_and_its_gatekeepers():
    # 0 – 1 – 2 – 3 with 0, 1 here, 2 there, 3 unknown.
    network = as_network(nx.path_graph(4), region=lambda n: ["here", "here", "there", None][n])

    table = openness(network)

    assert table.loc["here"].tolist() == [2, 1, 1, 0, 0.5, ("1",), 1]
    assert table.loc["there", ["internal", "external", "unknown", "openness"]].tolist() == [0, 1, 1, 1]


def test_a_pair_of_a_city_and_its_province_is_inside_for_both():
    # 0 – 1 – 2 – 3 with 0 and 3 in the city, 1 known by its province only, 2 elsewhere.
    network = as_network(nx.path_graph(4), region=lambda n: ["city", "province", "elsewhere", "city"][n])

    table = openness(network, within={"city": {"province"}})

    assert table[["internal", "external"]].T.to_dict("list") == {
        "city": [1, 1], "elsewhere": [0, 2], "province": [1, 1],
    }  # fmt: skip
    assert table["gatekeepers"].to_dict() == {"city": (), "elsewhere": (), "province": ("1",)}
    assert openness(network).loc["city", ["internal", "external"]].tolist() == [0, 2]


def test_an_unknown_grouping_is_refused():
    with pytest.raises(MeasureError, match="grouping"):
        ei_index(karate(), by="colour")


@pytest.mark.parametrize("measure", [ei_index, ei_of_actors, mixing, mixing_matrix, assortativity, openness])
@pytest.mark.parametrize(
    "network", [Network(), as_network(nx.empty_graph(3)), path(2)], ids=["empty", "isolates", "pair"]
)
def test_nothing_to_mix_is_no_error(measure, network):
    measure(network)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 12), st.integers(0, 30), st.integers(0, 99))
def test_openness_and_ei_say_the_same(n, m, seed):
    """Law: openness of a group = (1 + E-I) / 2 over its own ties."""
    network = as_network(nx.gnm_random_graph(n, m, seed=seed), region=lambda k: "ab"[k % 2])

    opened, ei = openness(network), ei_index(network, by="region", permutations=1)

    for group in ("a", "b"):
        assert opened.loc[group, "openness"] == pytest.approx((1 + ei.loc[group, "ei"]) / 2, nan_ok=True)


def test_direction_does_not_change_mixing():
    assert ei_index(six(), permutations=1).loc["all", ["internal", "external"]].sum() == 10
