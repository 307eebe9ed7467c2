"""Who left takes part no more, and a thing whose one member left has not ended: what the library says of it."""

from dataclasses import replace

import pytest

from graph.network import View
from graph.store.views import open_store
from queries.run import ask
from tests.queries.a_circle import a_circle
from tests.queries.a_parting import (
    APPLICANT,
    CITY,
    HOPED,
    INSTITUTE,
    LAB,
    LED,
    LEFT,
    SCHOOL,
    SEEDS,
    STATION,
    a_parting,
)

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def parting(started):
    with open_store(a_parting(), ledger_id="shared") as opened:
        yield opened


def rows(store, question, columns, network=None, **params):
    return ask(question, store, network or a_parting(), params)[columns.split()].values.tolist()


def plainly(found):
    """Return rows whose lists and order are not those of Chinese text."""
    return sorted([sorted(cell) if isinstance(cell, list) else cell for cell in row] for row in found)


def test_platforms_tell_who_leads_hosts_and_builds_them_now(parting):
    found = rows(parting, "platforms", "platform status leaders hosts members")

    # One applicant makes no application of the consortium, one that left no end of it.
    assert plainly(found) == plainly([
        [SEEDS, "operating", [LED], [], [SCHOOL, INSTITUTE, APPLICANT]],
        [LAB, "operating", [SCHOOL, CITY], [SCHOOL], [INSTITUTE]],
        [STATION, "ended", [], [], []],
        [HOPED, "promoting", [], [], []],
    ])  # fmt: skip


def test_a_former_leader_leads_nothing(parting):
    assert plainly(rows(parting, "leaders", "leader count")) == plainly([[LED, 1], [SCHOOL, 1], [CITY, 1]])


def test_a_leader_leads_what_it_has_not_left(parting):
    network = a_parting()
    left = next(t for t in network.ties if t.kind == "LEADS" and network.entity(t.source).name == SCHOOL)
    ties = [replace(tie, source=left.source) if tie.kind == "LEADS" and tie.ended else tie for tie in network.ties]
    with open_store(replace(network, ties=tuple(ties), view=View(revision="5" * 64)), ledger_id="shared") as opened:
        found = rows(opened, "leaders", "leader things")

    assert [SCHOOL, [LAB]] in found  # once led the consortium too


def test_what_is_promoted_follows_what_stands(parting):
    found = rows(parting, "promoted", "promoted furthest")

    # Some have left the consortium, which operates; all else that was said of the centre has ended.
    assert plainly(found) == plainly([[SEEDS, "operating"], [HOPED, "ended"]])


def test_a_host_heads_a_platform_and_is_no_member(parting):
    found = rows(parting, "unnamed_consortia", "thing leaders hosts members")

    # Consortium and laboratory have both; of the station all have left, of the hoped for nobody is named.
    assert plainly(found) == plainly([[STATION, 0, 0, 0], [HOPED, 0, 0, 0]])


def test_things_share_those_who_are_still_in_both(parting):
    assert plainly(rows(parting, "shared_members", "count shared")) == plainly([[2, [SCHOOL, INSTITUTE]]])


def test_who_left_may_join_again_and_is_not_met_there(parting):
    joined = {
        (join, actors) for join, actors in rows(parting, "consortia_to_join", "join actors", name=LEFT, other=SCHOOL)
    }

    # A city is no actor: in the laboratory are School and Institute, in the consortium Led and the applicant too.
    assert joined == {(SEEDS, 4), (LAB, 2)}
    assert rows(parting, "consortia_to_join", "join", name=SCHOOL, other=LEFT) == []


def test_only_ties_that_hold_are_lost(started):
    with open_store(a_circle(), ledger_id="shared") as circle:
        found = rows(circle, "lost_without", "lost", a_circle(), name="青城市科技局")

    # What three of them do besides has ended or is intended; the former and the planned partner have nothing to lose.
    assert plainly(found) == plainly([["共建所"], ["成员所"], ["意向所"], ["王某"]])
