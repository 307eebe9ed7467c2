from dataclasses import replace
from datetime import date

import networkx as nx
import pytest

from graph.errors import EntityUnknown, MeasureError
from graph.measures import by_year, change, evaluate_partners, partners, transitions
from graph.measures.partners import _average_precision
from graph.measures.sociogram import sociogram
from graph.network import Network
from tests.factories import a_network
from tests.graph.measures.graphs import as_network, karate
from tests.queries.a_circle import NORTH, STRANGERS, a_circle


def earlier():
    """Return the example network before the second document: the cooperation signed, the branch promised."""
    network = a_network()
    first = network.ties[0]
    signed = replace(first, status="signed", history=first.history[:1], asserted=date(2023, 5, 30))
    return replace(network, ties=(signed, network.ties[6], network.ties[7]))


def test_ties_form_persist_and_dissolve():
    table = change(earlier(), a_network())

    assert table.loc["all", ["formed", "persisted", "dissolved"]].tolist() == [5, 2, 0]
    assert table.loc["COOPERATES_WITH", "jaccard"] == 1
    assert table.loc["MEMBER_OF", ["formed", "entered"]].tolist() == [2, 3]


def test_looking_back_swaps_formed_and_dissolved():
    forward, back = change(earlier(), a_network()), change(a_network(), earlier())

    assert forward.loc["all", ["formed", "entered"]].tolist() == back.loc["all", ["dissolved", "left"]].tolist()


def test_an_ended_tie_has_dissolved():
    network = a_network()
    ended = replace(network, ties=(replace(network.ties[0], status="ended"), *network.ties[1:]))

    assert change(network, ended).loc["COOPERATES_WITH", ["persisted", "dissolved"]].tolist() == [0, 1]


def test_statuses_move_along_the_lifecycle():
    table = transitions(earlier(), a_network())

    assert table.loc["signed", "operating"] == 1
    assert table.loc["promoting", "promoting"] == 1
    assert table.loc["none", "operating"] == 5
    assert table.to_numpy().sum() == 7


def test_a_status_of_ones_own_loses_no_tie():
    network = a_network()
    paused = replace(network, ties=(replace(network.ties[0], status="paused"), *network.ties[1:]))

    table = transitions(network, paused)

    assert table.loc["operating", "paused"] == 1
    assert table.columns[-2:].tolist() == ["paused", "none"]
    assert table.to_numpy().sum() == transitions(network, network).to_numpy().sum()


def test_rows_of_an_unknown_sort_are_refused():
    with pytest.raises(MeasureError, match="'kinds' makes no rows"):
        change(earlier(), a_network(), by="kinds")


def test_years_show_what_was_known_at_their_end():
    table = by_year(a_network())

    assert table.index.tolist() == [2023, 2024]
    assert table.loc[2023, ["ties", "intended", "agreed", "existing"]].tolist() == [2, 1, 1, 0]
    assert table.loc[2024, ["ties", "intended", "existing", "formed", "persisted"]].tolist() == [7, 1, 6, 5, 2]


def test_nothing_never_changes():
    assert change(Network(), Network()).loc["all", "formed"] == 0
    assert by_year(Network()).empty


def test_karate_has_the_published_scores():
    table = partners(karate(), top=1000)

    # Pairs (1, 34) and (3, 34), from networkx and R.
    scores = ["adamic_adar", "resource_allocation"]
    assert table.loc[("1", "34"), scores].tolist() == pytest.approx([2.71102, 0.9], abs=1e-5)
    assert table.loc[("3", "34"), scores].tolist() == pytest.approx([4.719381, 1.566667], abs=1e-5)


def test_networkx_gives_the_same_scores():
    graph = nx.karate_club_graph()
    table = partners(karate(), top=1000)
    order = sociogram(karate()).position

    for a, b, score in nx.adamic_adar_index(graph):
        if score:
            key = tuple(sorted((str(a + 1), str(b + 1)), key=order.get))
            assert table.loc[key, "adamic_adar"] == pytest.approx(score)


def in_an_association():
    """Return the example network, but that the university and the firm belong to an association, no consortium."""
    network = a_network()
    loose = [replace(e, kind="Association") if e.kind == "Consortium" else e for e in network.entities]
    return replace(network, entities=tuple(loose))


def test_a_recommendation_shows_its_evidence():
    table = partners(in_an_association())

    # University and firm sit in one association; no tie joins them.
    row = table.iloc[0]
    assert {row["first_name"], row["second_name"]} == {"青禾集团", "云岭大学"}
    assert row["common_events"] == 1
    assert len(row["claims"]) == 1
    assert a_network().claim(row["claims"][0]).kind == "MEMBER_OF"


@pytest.mark.parametrize("status", ["planned", "operating", "ended"])
@pytest.mark.parametrize(("kind", "subkind"), [("Platform", "centre"), ("Consortium", None), ("Programme", "project")])
def test_members_of_one_platform_consortium_or_project_are_not_recommended(kind, subkind, status):
    network = in_an_association()
    joint = [replace(e, kind=kind, subkind=subkind) if e.kind == "Association" else e for e in network.entities]
    ties = [replace(tie, status=status) if tie.kind == "MEMBER_OF" else tie for tie in network.ties]

    assert partners(replace(network, entities=tuple(joint), ties=tuple(ties)), planned=True).empty


def test_who_builds_hosts_or_leads_a_thing_with_another_is_not_recommended_to_it():
    network = a_circle()

    found = partners(network, of=network.named(NORTH).id)

    assert set(found["second_name"]) == STRANGERS


def test_scores_are_held_against_the_pairs_that_can_be_recommended():
    network = a_network()  # university, institute, firm and agency: six pairs, of which one has a tie, one a consortium
    table = evaluate_partners(network, network)

    assert table.loc["chance", "pairs"] == 4


def test_those_who_have_a_tie_are_not_recommended():
    pairs = set(partners(karate(), top=1000).index)

    assert not pairs & {(t.source, t.target) for t in karate().ties}


def test_promises_are_no_evidence_unless_asked():
    network = in_an_association()
    promised = replace(network, ties=tuple(replace(t, status="planned") for t in network.ties))

    assert partners(promised).empty
    assert not partners(promised, planned=True).empty


def test_partners_of_one_actor_come_with_it_first():
    table = partners(karate(), of="17", top=3)

    assert table.index.get_level_values("first").unique().tolist() == ["17"]
    with pytest.raises(EntityUnknown):
        partners(karate(), of="nobody")
    with pytest.raises(MeasureError, match="score"):
        partners(karate(), by="sympathy")


def test_average_precision_is_worked_by_hand():
    import numpy as np

    # Hits at places 1 and 3 of 4: (1/1 + 2/3) / 2.
    found = _average_precision(np.array([4.0, 3.0, 2.0, 1.0]), np.array([True, False, True, False]))

    assert found == pytest.approx((1 + 2 / 3) / 2)


def test_scores_are_held_against_baselines():
    graph = nx.karate_club_graph()
    before = graph.copy()
    before.remove_edges_from(list(graph.edges)[::6])

    table = evaluate_partners(as_network(before), as_network(graph))

    assert table.loc["chance", "average_precision"] == pytest.approx(13 / table.loc["chance", "pairs"])
    assert table.loc["adamic_adar", "average_precision"] > table.loc["chance", "average_precision"]
    assert table.loc["adamic_adar", "positives"] == 13


def test_no_later_ties_cannot_judge_a_score():
    assert evaluate_partners(karate(), karate())["average_precision"].isna().all()
    assert evaluate_partners(Network(), Network())["pairs"].eq(0).all()


def test_a_year_counts_all_that_it_first_says_to_have_ended():
    network = a_network()
    said = network.ties[0].history  # signed in May 2023, operating in September 2024
    over = replace(network.ties[0], history=(said[0], replace(said[1], status="ended")), status="ended")
    told = network.ties[1].history[0]  # of September 2024
    never_stood = replace(network.ties[1], history=(replace(told, status="ended"),), status="ended")

    table = by_year(replace(network, ties=(over, never_stood, *network.ties[2:])))

    assert table.loc[2023, ["ties", "ended"]].tolist() == [2, 0]
    assert table.loc[2024, ["formed", "dissolved", "ended"]].tolist() == [4, 1, 2]
