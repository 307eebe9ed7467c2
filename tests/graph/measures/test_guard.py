from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest

from graph.measures import findings
from graph.measures.pitfalls import CHECKS
from graph.network import Network, Source
from graph.tie import Tie
from tests.factories import a_network, an_entity
from tests.graph.measures.graphs import as_network, davis, karate, star


def codes(network, **options):
    return {finding.code for finding in findings(network, **options)}


def finding(network, code, **options):
    return next(f for f in findings(network, **options) if f.code == code)


def test_few_actors_are_listed_not_ranked():
    small = finding(a_network(), "small-n")

    assert small.severity == "refuse"
    assert small.numbers["joined"] == 5
    assert "5个" in small.zh
    assert "5 actors have ties" in small.en


def test_where_nobody_of_the_kinds_has_a_tie_nobody_is_counted():
    none = finding(a_network(), "small-n", kinds=["Event"])

    assert none.numbers["joined"] == 0
    assert "0" not in none.zh + none.en


def test_closeness_and_eigenvector_of_fragments_are_corrected():
    network = as_network(nx.disjoint_union(nx.cycle_graph(30), nx.path_graph(3)))

    assert finding(network, "fragments").numbers == {"components": 2, "largest": 30, "actors": 33}
    assert finding(network, "spectral").numbers == {"outside": 3}
    assert not {"fragments", "spectral"} & codes(karate())


def test_counts_of_documents_are_no_distances():
    assert finding(a_network(), "weight-role", weight_role="distance").severity == "refuse"
    assert finding(a_network(), "weight-role").severity == "note"
    assert "weight-role" not in codes(karate(), weight_role="distance")


def test_cliques_of_a_projection_are_said():
    cliques = finding(davis(), "cliques", projection="full")

    assert (cliques.numbers["events"], cliques.numbers["largest"]) == (14, 14)
    assert 0 < cliques.numbers["spearman_degree_events"] < 1
    assert "cliques" not in codes(davis())


def test_events_that_are_not_read_are_said():
    assert finding(davis(), "two-mode").numbers == {"events": 14, "several": 14}
    assert "two-mode" not in codes(davis(), projection="full")


def test_events_of_one_are_counted():
    entities = pd.DataFrame({"id": ["a", "e"], "kind": ["Enterprise", "Consortium"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["e"], "kind": ["MEMBER_OF"]})

    assert finding(Network.from_tables(entities, ties), "single").numbers == {"events": 1, "single": 1}


def test_equal_values_share_a_rank():
    assert finding(star(40), "equals").numbers == {"joined": 41, "sharing": 40}


def test_planned_and_existing_ties_in_one_network_are_said():
    network = karate()
    ties = tuple(replace(tie, status="planned") if n < 8 else tie for n, tie in enumerate(network.ties))

    mixed = finding(replace(network, ties=ties), "mixed-status")

    assert mixed.numbers == {"intended": 8, "existing": 70}
    assert "mixed-status" not in codes(network)


def test_a_stock_is_not_compared_with_an_increment():
    assert finding(a_network(), "not-comparable").numbers == {"targets": 2, "not_comparable": 1}


def test_the_narrator_is_named_with_the_network_without_it():
    network = star(40)
    told = replace(network, documents=(Source("d1", "a.html", None, "0", None),))

    narrator = finding(told, "narrator")

    assert narrator.numbers["partners"] == 40
    assert narrator.numbers["isolated_without"] == 40
    assert narrator.numbers["components_without"] == 40
    assert "narrator" not in codes(network)


def test_isolates_and_those_left_out_are_counted():
    network = a_network()

    assert finding(network, "isolates").numbers == {"isolates": 1, "actors": 6}
    assert finding(network, "left-out").numbers == {"placeholders": 1, "groups": 0, "others": 1, "ties": 1}


def test_what_is_left_out_is_named_without_what_is_not():
    found = finding(a_network(), "left-out")  # a promised branch and a city, no group

    assert found.zh == "未计入度量：1个未具名或承诺中的节点，1个地区、计划、活动或领域；因此有1条联系未读。"
    assert "group" not in found.en


def test_a_group_is_no_actor():
    network = karate()
    group = an_entity("高校院所", "Group")
    ties = [Tie(f"g{n}", "COOPERATES_WITH", group.id, str(n), False, "operating", None, None, 1) for n in range(1, 9)]
    grouped = replace(network, entities=(*network.entities, group), ties=(*network.ties, *ties))

    assert finding(grouped, "left-out").numbers["groups"] == 1
    assert finding(grouped, "left-out").numbers["ties"] == 8


def test_missing_evidence_moves_the_first_ten():
    missing = finding(karate(), "missing-data")

    assert missing.numbers["dropped"] == "ties"
    assert 7 < missing.numbers["stay_of_ten"] <= 10


def test_communities_that_change_with_the_seed_are_said():
    noise = as_network(nx.gnm_random_graph(60, 180, seed=2))

    assert finding(noise, "communities").numbers["ari"] < 0.9
    assert "communities" not in codes(karate())


def test_the_universe_of_synergy_is_stated():
    entities = pd.DataFrame(
        {"id": [*"abcdxyz"], "kind": ["University", "Enterprise", "Person", "Person", *["Consortium"] * 3]}
    )
    rows = [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("a", "z"), ("c", "z")]
    ties = pd.DataFrame(rows, columns=["source", "target"]).assign(kind="MEMBER_OF")

    assert finding(Network.from_tables(entities, ties), "universe").numbers["none"] == 1


def test_roles_of_ties_without_direction_are_said():
    assert finding(karate(), "symmetrised").severity == "correct"
    assert "symmetrised" not in codes(karate(), directed=True)


def test_a_renamed_actor_counts_twice():
    network = karate()
    successor = Tie("s", "SUCCEEDS", "1", "2", True, "operating", None, None, 1)

    assert finding(replace(network, ties=(*network.ties, successor)), "renamed").numbers == {"pairs": ["s"]}


def test_self_ties_are_counted():
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["a", "b"], "kind": "TIE"})

    network = Network.from_tables(pd.DataFrame({"id": ["a", "b"]}), ties, directed=False)

    assert finding(network, "self-ties").numbers == {"self_ties": 1}


def test_refusals_come_first():
    order = [f.severity for f in findings(a_network())]

    assert order == sorted(order, key=["refuse", "correct", "note"].index)


@pytest.mark.parametrize("projection", [None, "newman"])
def test_nothing_is_refused_honestly(projection):
    assert codes(Network(), projection=projection) == {"small-n"}


def test_every_sentence_is_whole():
    for network in (a_network(), davis(), karate(), star(40)):
        for projection in (None, "full"):
            for one in findings(network, projection=projection):
                assert one.zh.endswith("。")
                assert one.en.endswith(".")


def test_every_check_has_a_name_of_its_own():
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
