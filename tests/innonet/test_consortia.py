"""The report on consortia tells apart what nobody joins, what has no name and what has somebody other than a member."""

from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import report
from tests.factories import a_claim, a_document, a_tie, an_entity
from viz.report import Table

SCHOOL, FIRM, CITY = an_entity("云岭大学", "University"), an_entity("青禾集团"), an_entity("青城市", "Region")
SEEDS = an_entity("种业联合体", "Consortium")
PROMISED = an_entity("青禾集团的联合体", "Consortium", placeholder=True)
ROLES = {"MEMBER_OF": ("member", "whole"), "HOSTS": ("host", "hosted"), "PROMOTES": ("promoter", "promoted")}


def of(*said, alone=()):
    """Return a network of ties (kind, source, target), and what stands in it without a tie."""
    notice = a_document(1, date(2023, 5, 30))
    claims, ties = [], []
    for kind, source, target in said:
        first, second = ROLES[kind]
        claims.append(a_claim(notice, kind, {first: [source], second: [target]}, "signed", f"{source.name}{kind}"))
        ties.append(a_tie(kind, source, target, [(notice, claims[-1])]))
    entities = dict.fromkeys([*(end for _, *ends in said for end in ends), *alone])
    return Network(tuple(entities), tuple(ties), tuple(claims), (), (notice,), View(newest=notice.published))


def opening(network, language):
    return [paragraph.text for paragraph in report("consortia", network, language=language).opening]


def bare(network):
    """Return the names in the table of consortia without a named member."""
    tables = [block for block in report("consortia", network).blocks() if isinstance(block, Table)]
    return [row[0] for block in tables if block.key == "bare" for row in block.rows]


def test_a_consortium_without_a_name_is_not_one_without_members():
    network = of(("MEMBER_OF", SCHOOL, PROMISED), ("MEMBER_OF", FIRM, PROMISED))

    assert bare(network) == []
    assert opening(network, "en") == [
        "In this view no source speaks of a named consortium or of anything named that is built together; "
        "1 more has no name of its own.",
        "Nothing that has a name is joined by two or more named actors.",
        "So there is none with a name whose members and leaders could be checked.",
    ]
    assert opening(network, "zh") == [
        "在本视图中，没有来源写到有名称的联合体或共建平台；另有1个没有名称。",
        "没有一个有名称的对象有两方以上点名参加。",
        "因此没有有名称的对象可以核对成员与牵头方。",
    ]


@pytest.mark.parametrize(
    "tie", [("HOSTS", SCHOOL, SEEDS), ("MEMBER_OF", CITY, SEEDS), ("MEMBER_OF", SCHOOL, SEEDS)], ids=lambda tie: tie[0]
)
def test_a_host_or_a_region_is_somebody(tie):
    assert bare(of(tie)) == []


def test_who_promotes_a_consortium_or_joins_it_without_a_name_is_no_member():
    somebody = an_entity("某企业", placeholder=True)

    assert bare(of(("PROMOTES", CITY, SEEDS), ("MEMBER_OF", somebody, SEEDS))) == [SEEDS.name]


def test_named_and_unnamed_are_counted_apart():
    other = an_entity("云岭大学的联合体", "Consortium", placeholder=True)
    joined = [("MEMBER_OF", who, SEEDS) for who in (SCHOOL, FIRM)]
    network = of(*joined, ("MEMBER_OF", FIRM, PROMISED), ("MEMBER_OF", SCHOOL, other))

    assert opening(network, "zh")[0] == "来源写出1个共建、牵头或参加的对象，有两方以上点名参加；另有2个没有名称。"
    assert opening(network, "en")[0] == (
        "The sources speak of 1 thing built, led or joined, by two or more named actors; "
        "2 more have no name of their own."
    )


def test_an_unnamed_thing_that_nobody_joins_is_not_counted():
    network = of(("MEMBER_OF", SCHOOL, SEEDS), ("PROMOTES", CITY, PROMISED))

    assert opening(network, "zh")[0] == "来源写出1个共建、牵头或参加的对象，没有两方以上点名参加。"


def test_nothing_built_together_is_said_of_the_view():
    network = of(("PROMOTES", CITY, FIRM))

    assert opening(network, "zh")[0] == "在本视图中，没有来源写到任何联合体或共建的平台。"
    assert opening(network, "en")[0] == "In this view no source speaks of a consortium or of anything built together."
