import networkx as nx
import pandas as pd
import pytest

import graph.measures as measures
from graph.errors import MeasureError
from graph.network import Network
from tests.graph.measures.graphs import as_network

OF_ONE_NETWORK = [
    "assortativity", "backbone", "bridges", "brokerage", "brokerage_roles", "by_year", "centrality", "cohesion",
    "communities", "components", "consortia", "core_periphery", "cut_points", "ei_index", "ei_of_actors", "findings",
    "members_by_lead", "mixing", "mixing_matrix", "openness", "partners", "status_counts", "status_ledger", "synergy",
    "taking_part", "targets",
]  # fmt: skip
OF_TWO = ["change", "evaluate_partners", "transitions"]
THAT_REFUSE = ["mrqap", "qap", "rank_intervals"]
NO_MEASURES = {
    "ROLES", "Finding", "Sociogram", "affiliations", "against_chance", "fitting_projection", "projected", "ranks",
    "s_components", "sociogram",
}  # fmt: skip


def with_self_tie():
    ties = pd.DataFrame({"source": ["a"], "target": ["a"], "kind": ["TIE"]})
    return Network.from_tables(pd.DataFrame({"id": ["a"]}), ties, directed=False)


ODD = [
    pytest.param(Network(), id="empty"),
    pytest.param(as_network(nx.empty_graph(1)), id="one actor"),
    pytest.param(as_network(nx.empty_graph(4)), id="isolates only"),
    pytest.param(with_self_tie(), id="a tie with itself"),
    pytest.param(as_network(nx.path_graph(2), kind="加入"), id="unknown kind"),
    pytest.param(as_network(nx.path_graph(3, nx.DiGraph)), id="directed"),
]


@pytest.mark.parametrize("network", ODD)
@pytest.mark.parametrize("name", OF_ONE_NETWORK)
def test_every_measure_takes_odd_networks(name, network):
    result = getattr(measures, name)(network)

    assert isinstance(result, pd.DataFrame | list)


@pytest.mark.parametrize("network", ODD)
@pytest.mark.parametrize("name", OF_TWO)
def test_every_comparison_takes_odd_networks(name, network):
    assert isinstance(getattr(measures, name)(network, network), pd.DataFrame)


@pytest.mark.parametrize("network", ODD[:4])
def test_what_needs_ties_says_so(network):
    with pytest.raises(MeasureError):
        measures.rank_intervals(network)
    with pytest.raises(MeasureError):
        measures.mrqap(network, ["TIE"], {"sector": "sector"})
    if len(network.entities) < 3:
        with pytest.raises(MeasureError):
            measures.qap(network, ["TIE"], "sector")


@pytest.mark.parametrize("weight", [float("nan"), -1.0, 0.0])
@pytest.mark.parametrize("name", ["centrality", "brokerage", "communities"])
def test_impossible_weights_are_refused_with_the_tie(name, weight):
    graph = nx.path_graph(3)
    nx.set_edge_attributes(graph, weight, "w")

    with pytest.raises(MeasureError, match="weighs"):
        getattr(measures, name)(as_network(graph, "w"), weight_role="strength")


def test_every_public_name_is_tried_here_or_named_as_no_measure():
    assert set(measures.__all__) == {*OF_ONE_NETWORK, *OF_TWO, *THAT_REFUSE, *NO_MEASURES}
