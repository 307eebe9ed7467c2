from dataclasses import replace

import networkx as nx

from graph.measures import findings
from graph.network import Network, Source
from tests.factories import a_network
from tests.graph.measures.graphs import as_network, karate, star


def codes(network, **options):
    return [finding.code for finding in findings(network, **options)]


def finding(network, code):
    return next(f for f in findings(network) if f.code == code)


def test_a_clean_network_has_no_findings():
    assert codes(karate()) == []


def test_few_actors_are_listed_not_ranked():
    small = finding(a_network(), "small-n")

    assert small.severity == "refuse"
    assert small.numbers["joined"] == 5
    assert "5个" in small.zh
    assert "5 actors" in small.en


def test_closeness_of_fragments_is_corrected():
    network = as_network(nx.disjoint_union(nx.cycle_graph(30), nx.path_graph(3)))

    fragments = finding(network, "fragments")

    assert fragments.severity == "correct"
    assert fragments.numbers == {"components": 2, "largest": 30, "actors": 33}


def test_planned_and_existing_ties_in_one_network_are_said():
    network = karate()
    planned = replace(
        network, ties=tuple(replace(t, status="planned") if n < 8 else t for n, t in enumerate(network.ties))
    )

    mixed = finding(planned, "mixed-status")

    assert mixed.numbers == {"intended": 8, "existing": 70}
    assert "mixed-status" not in codes(network)


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


def test_refusals_come_first():
    order = [f.severity for f in findings(a_network())]

    assert order == sorted(order, key=["refuse", "correct", "note"].index)


def test_nothing_is_refused_honestly():
    assert codes(Network()) == ["small-n"]
