"""The vocabulary that people and programs outside rely on (design, section 4)."""

import re

import pytest

from graph.errors import OntologyError
from graph.ontology import ONTOLOGY

CLAIMS = """
COOPERATES_WITH(partner…), CO_BUILDS(builder…, built), LEADS(leader…, led…), MEMBER_OF(member…, whole),
HOSTS(host, hosted), PART_OF(part, whole), BRANCH_OF(branch, parent), AFFILIATED_WITH(person, organisation),
PROMOTES(promoter…, promoted), APPROVES(approver, approved), FUNDS(funder…, funded), LOCATED_IN(located, place),
ORGANISES(organiser…, event), TAKES_PART_IN(participant…, event), SUCCEEDS(new, old)
"""


def test_claims_have_the_roles_that_others_rely_on():
    promised = {
        kind: [role.strip() for role in roles.split(",")] for kind, roles in re.findall(r"([A-Z_]+)\(([^)]+)\)", CLAIMS)
    }

    assert {
        name: [role + ("…" if role in kind.many else "") for role in kind.roles]
        for name, kind in ONTOLOGY.claims.items()
    } == promised


def test_the_lifecycle_is_in_order_and_grouped():
    groups = [(name, ONTOLOGY.group_of(name)) for name in ONTOLOGY.statuses]

    assert groups == [
        ("planned", "intended"),
        ("promoting", "intended"),
        ("signed", "agreed"),
        ("building", "under way"),
        ("approved", "under way"),
        ("operating", "existing"),
        ("ended", "ended"),
    ]


def test_a_word_that_is_no_status_has_no_group():
    assert ONTOLOGY.group_of("COOPERATES_WITH") == ""


def test_collaboration_and_actors_are_the_defaults_of_measures():
    assert ONTOLOGY.collaboration == {
        "COOPERATES_WITH", "CO_BUILDS", "LEADS", "MEMBER_OF", "HOSTS", "FUNDS", "BRANCH_OF",
    }  # fmt: skip
    assert {"Region", "Group", "Programme", "Event", "Field"}.isdisjoint(ONTOLOGY.actors)


def test_every_role_says_how_an_unnamed_end_is_called():
    for kind in ONTOLOGY.claims.values():
        assert set(kind.unnamed) == set(kind.roles)
        for label in kind.unnamed.values():
            assert "{other}" in label.zh
            assert "{other}" in label.en


def test_an_unknown_word_is_told_the_known_ones():
    with pytest.raises(OntologyError, match="planned, promoting"):
        ONTOLOGY.status("rumoured")
