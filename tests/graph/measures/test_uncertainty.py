import networkx as nx
import numpy as np
import pytest

from graph.errors import MeasureError
from graph.measures import against_chance, qap, rank_intervals
from graph.measures.chance import swapped
from graph.measures.kernels.swaps import Chain, triangles_and_roles
from graph.measures.mixing import pairs
from graph.measures.roles import role_counts
from graph.measures.sociogram import sociogram
from graph.measures.triangles import triangles
from graph.network import Network
from tests.factories import a_network
from tests.graph.measures.graphs import as_network, davis, karate, star

SMALL = [
    pytest.param(Network(), id="empty"),
    pytest.param(as_network(nx.empty_graph(3)), id="isolates"),
    pytest.param(star(1), id="pair"),
]


def swap_pairs(u, v, times, seed):
    """Return what one step of a compiled chain gives."""
    chain = Chain(u, v)
    chain.swap(times, seed)
    return chain.u.astype(np.int64), chain.v.astype(np.int64)


def test_an_interval_holds_the_rank():
    table = rank_intervals(karate(), drop="ties", draws=60)

    first = table.loc["1"]
    assert (first["rank"], first["rank_low"]) == (1, 1)
    assert (table["rank_low"] <= table["rank_high"]).all()
    assert table["p_top"].between(0, 1).all()
    assert first["p_top"] == 1


def test_the_tail_is_wider_than_the_top():
    table = rank_intervals(karate(), drop="ties", draws=60)
    width = table["rank_high"] - table["rank_low"]

    assert width.iloc[:3].mean() < width.iloc[10:20].mean()


def test_a_star_keeps_its_centre_whatever_is_missed():
    table = rank_intervals(star(40), "degree", drop="ties", draws=20)

    assert table.iloc[0][["rank", "rank_low", "rank_high"]].tolist() == [1, 1, 1]


def test_events_can_be_left_out():
    table = rank_intervals(davis(), "strength", drop="events", weight_role="strength", draws=20)

    assert table.loc["Evelyn Jefferson", "value"] == pytest.approx(8)
    assert table.attrs["drop"] == "events"


def test_of_a_projection_events_are_left_out_and_nothing_else():
    assert rank_intervals(davis(), "degree", projection="newman", draws=2).attrs["drop"] == "events"
    for drop, word in {"documents": "events are left out", "nonsense": "cannot be left out"}.items():
        with pytest.raises(MeasureError, match=word):
            rank_intervals(davis(), "degree", projection="newman", drop=drop)


def test_documents_can_be_left_out():
    table = rank_intervals(a_network(), "degree", draws=10)

    # One of two documents goes: without the second the alliance falls behind the partners of the first.
    assert (table["rank_high"] > table["rank"]).any()


def test_constraint_ranks_the_lowest_first():
    table = rank_intervals(star(30), "constraint", drop="ties", draws=5)

    assert table.index[0] == "0"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"measure": "fame"}, "no ranks"),
        ({"drop": "pages"}, "cannot be left out"),
        ({"drop": "documents"}, "no documents"),
        ({"drop": "events"}, "no events"),
        ({"drop": "ties", "share": 1}, "share"),
    ],
)
def test_what_cannot_be_dropped_is_said(options, word):
    with pytest.raises(MeasureError, match=word):
        rank_intervals(karate(), **options)


@pytest.mark.parametrize("swap", [swapped, swap_pairs], ids=["plain", "compiled"])
def test_swaps_keep_every_degree_and_join_no_pair_twice(swap):
    s = sociogram(karate())
    u, v = pairs(s)

    for seed in range(20):
        a, b = swap(u, v, 780, seed)
        graph = nx.Graph(list(zip(a.tolist(), b.tolist(), strict=True)))
        assert graph.number_of_edges() == 78
        assert nx.number_of_selfloops(graph) == 0
        assert (np.bincount(np.r_[a, b], minlength=s.n) == s.degree).all()


def test_both_ways_to_swap_draw_from_the_same_networks():
    """Mean transitivity over 150 draws each; the standard error of the difference is about 0.003."""
    u, v = pairs(sociogram(karate()))

    means = []
    for swap in (swapped, swap_pairs):
        graphs = (nx.Graph(list(zip(*(x.tolist() for x in swap(u, v, 780, seed)), strict=True))) for seed in range(150))
        means.append(np.mean([nx.transitivity(graph) for graph in graphs]))

    assert means[0] == pytest.approx(means[1], abs=0.012)


def test_small_networks_of_given_degrees_are_drawn_evenly():
    """A path a–b–c–d has degrees 1, 2, 2, 1: two networks have them, and each must come half of the time."""
    u, v = np.array([0, 1, 2]), np.array([1, 2, 3])

    for swap in (swapped, swap_pairs):
        same = sum((0, 1) in {(min(x), max(x)) for x in zip(*map(list, swap(u, v, 50, seed)), strict=True)}
                   for seed in range(400))  # fmt: skip
        assert 150 < same < 250  # 200 ± 5 standard deviations of 10


def test_figures_of_bare_pairs_are_those_of_their_matrix():
    s = sociogram(as_network(nx.gnm_random_graph(60, 300, seed=2)))
    codes = np.arange(60) % 4

    closed, roles = triangles_and_roles(*pairs(s), s.degree, codes, 4)

    assert 3 * closed == triangles(s).sum()
    assert roles.tolist() == role_counts(s, codes)[:, :5].sum(axis=0).tolist()


def test_compiled_chains_keep_what_they_must(monkeypatch):
    plain = against_chance(karate(), draws=40)
    monkeypatch.setattr("graph.measures.chance.COMPILED_FROM", 0)
    compiled = against_chance(karate(), draws=40)

    assert compiled["observed"].equals(plain["observed"])
    assert compiled.loc["ei", "z"] == pytest.approx(plain.loc["ei", "z"], abs=1.5)
    assert compiled.equals(against_chance(karate(), draws=40))


def test_karate_clubs_mix_less_than_degrees_explain():
    table = against_chance(karate(), draws=50)

    assert table.loc["ei", "z"] < -4
    assert table.loc["ei", "p"] == pytest.approx(1 / 51)
    assert table.loc["transitivity", "observed"] == pytest.approx(nx.transitivity(nx.karate_club_graph()))


def test_the_same_seed_draws_the_same_networks():
    assert against_chance(karate(), draws=9).equals(against_chance(karate(), draws=9))


def test_a_relation_goes_with_itself():
    row = qap(karate(), ["TIE"], ["TIE"], permutations=99).iloc[0]

    assert row["r"] == pytest.approx(1)
    assert row["p_greater"] == 0.01


def test_karate_ties_go_with_clubs():
    row = qap(karate(), ["TIE"], "sector").iloc[0]
    graph = nx.karate_club_graph()
    tie = nx.to_numpy_array(graph, weight=None)
    club = np.array([graph.nodes[n]["club"] for n in graph])
    off = ~np.eye(34, dtype=bool)

    assert row["r"] == pytest.approx(np.corrcoef(tie[off], (club[:, None] == club[None, :])[off])[0, 1])
    assert row["p"] < 0.01


def test_relations_that_chance_made_do_not_go_together():
    network = as_network(nx.gnp_random_graph(40, 0.2, seed=5), sector=lambda n: "ab"[n % 2])

    assert qap(network, ["TIE"], "sector", permutations=200).iloc[0]["p"] > 0.05


def test_too_few_actors_have_no_correlation():
    with pytest.raises(MeasureError, match="too few"):
        qap(Network(), ["TIE"], "sector")


@pytest.mark.parametrize(
    "network", [Network(), as_network(nx.empty_graph(3)), star(1)], ids=["empty", "isolates", "pair"]
)
def test_nothing_to_swap_is_no_error(network):
    against_chance(network, draws=3)
