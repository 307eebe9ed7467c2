from dataclasses import replace
from datetime import date

from graph.measures import status_counts, status_ledger
from graph.network import Network
from tests.factories import a_network


def test_the_ledger_holds_every_tie_placeholders_included():
    network = a_network()
    ledger = status_ledger(network)

    assert set(ledger.index) == {tie.id for tie in network.ties}
    promised = ledger[ledger["source_name"] == "云岭大学的分院"].iloc[0]
    assert promised[["kind", "target_name", "status", "group"]].tolist() == [
        "BRANCH_OF",
        "云岭大学",
        "promoting",
        "intended",
    ]


def test_a_promise_that_nobody_repeats_is_silent():
    ledger = status_ledger(a_network())

    # Published 2023-05-30; the view's day is 2024-09-01, more than 365 days later. What operates is never silent.
    assert set(ledger.loc[ledger["silent"], "status"]) == {"promoting"}
    assert not status_ledger(a_network(), silent_after=500)["silent"].any()


def test_the_ledger_follows_the_lifecycle_then_the_newest_word():
    ledger = status_ledger(a_network())

    assert ledger["status"].tolist()[:3] == ["promoting", "promoting", "approved"]
    assert set(ledger["status"].tolist()[3:]) == {"operating"}


def test_a_tie_carries_its_claims_and_dates():
    ledger = status_ledger(a_network())
    tie = ledger[ledger["kind"] == "COOPERATES_WITH"].iloc[0]

    assert (tie["since"], tie["asserted"], tie["documents"], len(tie["claims"])) == ("2024-08", date(2024, 9, 1), 2, 2)


def test_every_status_is_counted_even_where_there_is_none():
    counts = status_counts(a_network())

    assert counts["ties"].to_dict() == {
        "planned": 0, "promoting": 2, "signed": 0, "building": 0, "approved": 1, "operating": 6, "ended": 0,
    }  # fmt: skip
    assert counts.loc["promoting", "silent"] == 2
    assert counts["share"].sum() == 1


def test_nothing_has_an_empty_ledger():
    assert status_ledger(Network()).empty
    assert status_counts(Network())["ties"].sum() == 0


def test_undated_ties_are_never_silent():
    network = a_network()
    undated = replace(network, ties=tuple(replace(tie, asserted=None) for tie in network.ties))

    assert not status_ledger(undated)["silent"].any()
