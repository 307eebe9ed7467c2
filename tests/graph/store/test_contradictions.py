"""What two documents say otherwise, and what only looks so: hosts, leaders and figures, worked out by hand."""

from datetime import date

import pytest

from graph.network import Network
from graph.store.contradictions import contradictions
from tests.factories import a_claim, a_document, a_tie, an_entity
from tests.graph.store.dispute import (
    BRANCH,
    BUREAU,
    CENTRE,
    CITY,
    FACULTY,
    FIRM,
    INSTITUTE,
    NEW,
    NEWEST,
    OLD,
    TOWN,
    UNDATED,
    UNIVERSITY,
    a_figure,
    a_view,
)


def of_hosts(*said, **more):
    return [(row["tie"], row["earlier"], row["later"]) for row in contradictions(a_view(*said, **more))]


def of_figures(*figures):
    return [
        (row["first"], row["second"], row["earlier"], row["later"]) for row in contradictions(a_view(figures=figures))
    ]


def test_two_documents_that_name_another_sole_host_contradict_with_both_sentences():
    view = a_view((NEW, UNIVERSITY), (OLD, FIRM))
    university, firm = view.claims

    assert contradictions(view) == [
        {
            "first": None, "tie": "HOSTS", "second": CENTRE.name, "claims": [firm.id, university.id],
            "earlier": FIRM.name, "earlier_on": date(2024, 1, 9), "earlier_in": "通知 1",
            "later": UNIVERSITY.name, "later_on": date(2025, 3, 1), "later_in": "通知 2",
        }
    ]  # fmt: skip


def test_leaders_are_compared_as_hosts_are_and_an_undated_document_by_its_address():
    (row,) = contradictions(a_view((NEW, UNIVERSITY), (UNDATED, FIRM), kind="LEADS"))

    assert (row["tie"], row["earlier_on"], row["earlier_in"], row["later"]) == (
        "LEADS", None, "notice-4.html", UNIVERSITY.name,
    )  # fmt: skip


def test_of_each_host_the_newest_document_stands_in_the_row():
    view = a_view((OLD, FIRM), (NEW, UNIVERSITY), (NEWEST, FIRM))

    assert [(r["earlier"], r["later_in"]) for r in contradictions(view)] == [(UNIVERSITY.name, "通知 3")]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([(OLD, FIRM), (OLD, UNIVERSITY)], id="one document names both"),
        pytest.param([(OLD, FIRM), (NEW, UNIVERSITY), (NEWEST, FIRM), (NEWEST, UNIVERSITY)], id="a third names both"),
        pytest.param([(OLD, FIRM), (NEW, FIRM), (NEW, UNIVERSITY)], id="the other names it too"),
        pytest.param([(OLD, FIRM, "planned"), (NEW, UNIVERSITY)], id="only planned"),
        pytest.param([(OLD, FIRM), (NEW, FIRM, "ended"), (NEW, UNIVERSITY)], id="the change is told"),
        pytest.param([(OLD, UNIVERSITY), (NEW, FACULTY)], id="a university and its faculty"),
        pytest.param([(OLD, BUREAU), (NEW, FIRM)], id="a bureau behind a firm"),
        pytest.param([(OLD, CITY), (NEW, FIRM)], id="no organisation"),
        pytest.param([(OLD, BRANCH), (NEW, FIRM)], id="an unnamed one"),
        pytest.param([(OLD, FIRM), (NEW, FIRM)], id="the same"),
    ],
)
def test_what_may_be_true_of_both_documents_is_no_contradiction_of_hosts(said):
    assert of_hosts(*said) == []


def test_a_part_and_its_whole_are_no_rivals():
    claim = a_claim(OLD, "PART_OF", {"part": [INSTITUTE], "whole": [FIRM]}, "operating", "隶属")
    part = a_tie("PART_OF", INSTITUTE, FIRM, [(OLD, claim)])

    assert len(of_hosts((OLD, FIRM), (NEW, INSTITUTE))) == 1
    assert of_hosts((OLD, FIRM), (NEW, INSTITUTE), others=[part]) == []


def test_a_name_with_many_hosts_is_that_of_several_things():
    firms = [an_entity(f"{sign}原公司") for sign in "甲乙丙丁"]
    documents = [a_document(number, date(2024, 1, number)) for number in range(10, 14)]
    claims = [
        (d, f, a_claim(d, "HOSTS", {"host": [f], "hosted": [CENTRE]}, "operating", "依托"))
        for d, f in zip(documents, firms, strict=True)
    ]
    view = Network(
        entities=(*firms, CENTRE), claims=tuple(c for *_, c in claims), documents=tuple(documents),
        ties=tuple(a_tie("HOSTS", f, CENTRE, [(d, c)]) for d, f, c in claims),
    )  # fmt: skip

    assert contradictions(view) == []


def test_two_numbers_of_one_past_year_contradict_each_other():
    assert of_figures(a_figure(NEW, 4), a_figure(OLD, 6)) == [("青岚市", "省级以上创新平台 2023", "6家", "4家")]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"number": 6}, id="the same number"),
        pytest.param({"number": 4, "period": "2022"}, id="another year"),
        pytest.param({"number": 4, "period": None}, id="no period"),
        pytest.param({"number": 4, "unit": "个"}, id="another unit"),
        pytest.param({"number": 4, "scope": TOWN}, id="another place"),
        pytest.param({"number": 4, "relation": "increment"}, id="an increment"),
        pytest.param({"number": 4, "relation": "range", "high": 5}, id="a range"),
        pytest.param({"number": 4, "modality": "planned"}, id="a target"),
        pytest.param({"number": 6.4}, id="rounded"),
        pytest.param({"number": 4, "document": OLD}, id="one document says both"),
        pytest.param({"number": 4, "document": UNDATED}, id="nobody knows when"),
    ],
)
def test_what_may_be_true_of_both_documents_is_no_contradiction_of_figures(others):
    assert of_figures(a_figure(OLD, 6), a_figure(**{"document": NEW} | others)) == []


@pytest.mark.parametrize(
    ("period", "compared"),
    [("2024", False), ("2024-H1", False), ("2024-01", False), ("2023-12", True), ("2023-Q4", True), ("2023-H2", True),
     ("2024-02-01", True), ("十四五", False)],
)  # fmt: skip
def test_figures_are_compared_once_their_period_is_over(period, compared):
    # The older document is of 9 January 2024: what it says of 2024 could still grow.
    assert bool(of_figures(a_figure(OLD, 6, period), a_figure(NEW, 4, period))) is compared


def test_rows_stand_as_cypher_orders_them_and_not_as_the_ledger_does():
    hosts, leaders = [(OLD, FIRM), (NEW, UNIVERSITY)], a_figure(OLD, 6)
    view = a_view(*hosts, figures=[leaders, a_figure(NEW, 4)])
    turned = a_view(*hosts[::-1], figures=[a_figure(NEW, 4), leaders])

    assert [(r["first"], r["tie"]) for r in contradictions(view)] == [("青岚市", None), (None, "HOSTS")]
    assert [(r["earlier"], r["later"]) for r in contradictions(turned)] == [
        (r["earlier"], r["later"]) for r in contradictions(view)
    ]
