import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MeasureError
from graph.measures import (
    backbone,
    centrality,
    communities,
    consortia,
    findings,
    fitting_projection,
    members_by_lead,
    partners,
    projected,
    rank_intervals,
    s_components,
    taking_part,
)
from graph.network import Network
from tests.factories import a_network
from tests.graph.measures.graphs import davis, karate
from tests.queries.a_parting import a_parting

WOMEN = ["Evelyn Jefferson", "Theresa Anderson", "Flora Price"]


def test_davis_projections_have_the_published_sizes():
    assert projected(davis(), "full").m == 139
    assert projected(davis(), "full", of="events").m == 66


def test_davis_women_have_the_published_strengths():
    table = taking_part(davis()).loc[WOMEN]

    assert table["events"].tolist() == [8, 8, 2]
    assert table["partners"].tolist() == [17, 17, 12]
    assert table["full"].tolist() == [50, 57, 14]
    assert table["newman"].tolist() == [8, 8, 2]


def test_the_ways_of_counting_agree_with_the_matrices():
    for how, column in {"full": "full", "newman": "newman", "fractional_event": "fractional_event"}.items():
        s = projected(davis(), how)
        strength = pd.Series(s.matrix.sum(axis=1), index=s.ids)
        table = taking_part(davis())
        assert strength.loc[table.index].to_dict() == pytest.approx(table[column].to_dict())


def test_one_pair_has_the_published_weights():
    full, newman = projected(davis(), "full"), projected(davis(), "newman")
    i, j = (full.position[name] for name in WOMEN[:2])

    assert full.matrix[i, j] == 7
    assert round(newman.matrix[i, j], 6) == 1.486880


def test_networkx_projects_the_same():
    graph = nx.davis_southern_women_graph()
    expected = nx.bipartite.collaboration_weighted_projected_graph(graph, graph.graph["top"])
    s = projected(davis(), "newman")

    for a, b, weight in expected.edges(data="weight"):
        assert s.matrix[s.position[a], s.position[b]] == pytest.approx(weight)


def test_centrality_can_read_shared_events():
    table = centrality(davis(), projection="full", weight_role="strength")

    assert table.loc["Evelyn Jefferson", ["degree", "strength"]].tolist() == [17, 50]
    assert "E1" not in table.index
    assert table["clustering"].isna().all()  # fourteen cliques say nothing of who knows whom
    assert centrality(davis(), projection="full")["strength"].max() == 17  # unweighted: who is joined


def test_an_unknown_projection_is_refused():
    with pytest.raises(MeasureError, match="newman"):
        projected(davis(), "cosine")


@pytest.mark.parametrize("measure", [centrality, communities, findings, rank_intervals])
@pytest.mark.parametrize(("role", "word"), [("nonsense", "no role"), ("distance", "strengths")])
def test_weights_of_a_projection_are_strengths_or_refused(measure, role, word):
    with pytest.raises(MeasureError, match=word):
        measure(davis(), projection="newman", weight_role=role)


@pytest.mark.parametrize("measure", [centrality, communities])
def test_a_weight_of_a_projection_needs_a_role(measure):
    with pytest.raises(MeasureError, match="weight_role"):
        measure(davis(), projection="newman", weight="weight")


@pytest.mark.parametrize("measure", [centrality, findings])
def test_a_projection_has_no_direction(measure):
    with pytest.raises(MeasureError, match="no direction"):
        measure(davis(), projection="newman", directed=True)


def test_kinds_without_direction_have_no_events():
    with pytest.raises(MeasureError, match="COOPERATES_WITH"):
        projected(a_network(), "full", kinds=["COOPERATES_WITH", "MEMBER_OF"])
    with pytest.raises(MeasureError, match="TIE"):
        consortia(karate(), kinds=["TIE"])
    assert fitting_projection(a_network(), kinds=["COOPERATES_WITH"]) is None
    assert fitting_projection(davis(), kinds=["COOPERATES_WITH", "MEMBER_OF"]) == "newman"


def test_a_consortium_is_kept_whole_with_its_evidence():
    table = consortia(a_network()).set_index("name")

    centre = table.loc["国家草种技术创新中心"]
    assert centre[["size", "sectors", "regions", "statuses"]].tolist() == [
        2,
        "IR",
        ("北京市", "青城市"),
        ("operating",),
    ]
    assert len(centre["leaders"]) == 1
    assert len(centre["claims"]) == 2
    assert table.loc["智慧种业创新联合体", "sectors"] == "UI"


def test_who_joins_whom_that_leads():
    table = members_by_lead(a_network())

    assert table[["leader_name", "member_name", "events"]].values.tolist() == [["青禾集团", "中国农业科学院", 1]]


def test_s_components_need_shared_actors():
    # Events A {1,2,3}, B {2,3,4}, C {4,5}: A and B share two, B and C one.
    rows = [(a, e, "MEMBER_OF") for e, members in {"A": "123", "B": "234", "C": "45"}.items() for a in members]
    entities = pd.DataFrame({"id": [*"12345ABC"], "kind": ["Enterprise"] * 5 + ["Consortium"] * 3})
    network = Network.from_tables(entities, pd.DataFrame(rows, columns=["source", "target", "kind"]))

    assert s_components(network, 1)["component"].to_dict() == {"A": 1, "B": 1, "C": 1}
    assert s_components(network, 2)["component"].to_dict() == {"A": 1, "B": 1, "C": 2}
    assert s_components(network, 3)["component"].to_dict() == {"A": 1, "B": 2}


def test_an_event_of_one_joins_nobody_and_is_counted():
    entities = pd.DataFrame({"id": ["a", "e"], "kind": ["Enterprise", "Consortium"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["e"], "kind": ["MEMBER_OF"]})

    s = projected(Network.from_tables(entities, ties), "newman")

    assert (s.m, s.left_out["single"]) == (0, 1)


def test_the_backbone_expects_what_the_margins_give():
    table = backbone(davis(), alpha=1.1)

    # The two most active women: much of what they share is expected of their activity.
    pair = table.loc[("Evelyn Jefferson", "Theresa Anderson")]
    assert pair["events"] == 7
    assert 4 < pair["expected"] < 7
    assert 0 < pair["p"] < 0.5
    assert table["p"].is_monotonic_increasing


def test_the_backbone_keeps_a_pair_that_always_meets():
    rows = [("a", f"x{k}") for k in range(9)] + [("b", f"x{k}") for k in range(9)]
    rows += [(f"c{k}", f"y{k}") for k in range(60)] + [(f"d{k}", f"y{k}") for k in range(60)]
    ties = pd.DataFrame(rows, columns=["source", "target"]).assign(kind="MEMBER_OF")
    ids = sorted({*ties["source"], *ties["target"]})
    kinds = ["Consortium" if id[0] in "xy" else "Enterprise" for id in ids]

    # By activity alone they would share 1.2 of 69 events; 9 or more has a chance of about 4 in a million (Poisson).
    kept = backbone(Network.from_tables(pd.DataFrame({"id": ids, "kind": kinds}), ties), alpha=1e-4)

    assert kept.index.tolist() == [("a", "b")]


@pytest.mark.parametrize("measure", [consortia, taking_part, members_by_lead, backbone, lambda n: s_components(n, 2)])
def test_no_events_are_no_error(measure):
    assert measure(Network()).empty


memberships = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), max_size=25, unique=True)


@settings(max_examples=25, deadline=None)
@given(memberships)
def test_newman_strength_is_the_number_of_events_with_partners(rows):
    """Law of Newman (2001); and of fractional counting: each event with partners gives 1 in all."""
    ids = [f"a{k}" for k in range(8)] + [f"e{k}" for k in range(6)]
    ties = pd.DataFrame([(f"a{a}", f"e{e}", "MEMBER_OF") for a, e in rows], columns=["source", "target", "kind"])
    kinds = ["Enterprise"] * 8 + ["Consortium"] * 6
    network = Network.from_tables(pd.DataFrame({"id": ids, "kind": kinds}), ties)
    sizes = ties.groupby("target")["source"].nunique()
    joint = sizes.index[sizes > 1]

    s = projected(network, "newman")

    for actor in range(8):
        events = sum(1 for a, e in rows if a == actor and f"e{e}" in joint)
        assert s.matrix[[s.position[f"a{actor}"]]].sum() == pytest.approx(events)
    assert projected(network, "fractional_event").matrix.sum() / 2 == pytest.approx(len(joint))


def test_a_projection_fits_where_actors_meet_in_events_only():
    assert fitting_projection(davis()) == "newman"
    assert fitting_projection(a_network()) is None
    assert fitting_projection(Network()) is None


def test_a_consortium_of_thousands_is_kept_whole_and_refused_as_pairs():
    ids = [f"a{k:04}" for k in range(5000)]
    entities = pd.DataFrame({"id": [*ids, "c"], "kind": ["Enterprise"] * 5000 + ["Consortium"]})
    network = Network.from_tables(entities, pd.DataFrame({"source": ids, "target": "c", "kind": "MEMBER_OF"}))

    assert consortia(network)["size"].tolist() == [5000]
    assert set(taking_part(network)["partners"]) == {4999}
    with pytest.raises(MeasureError, match="of="):
        partners(network)
    assert partners(network, of="a0003").empty  # they work together already


def test_who_left_takes_part_no_more():
    network = a_parting()
    table = consortia(network).set_index("name")
    names = {entity.id: entity.name for entity in network.entities}

    assert sorted(table["size"].to_dict().items()) == sorted({"种业联合体": 4, "草种实验室": 2}.items())
    assert [names[id] for id in table.loc["种业联合体", "leaders"]] == ["青禾集团"]
    assert table.loc["种业联合体", "statuses"] == ("operating", "promoting")
    assert not {"旧集团", "退出公司"} & set(taking_part(network)["name"])
    # Both left the consortium, one the laboratory, the station and the centre besides.
    assert projected(network, "full").left_out["ended"] == 5
