"""Who left takes part no more, and a thing whose one member left has not ended: what reports say of it."""

from dataclasses import replace

from graph.measures import projected
from innonet.recipes import report
from innonet.reports.methods import left_out_label
from innonet.reports.writer import Writer
from tests.queries import a_parting as of
from tests.queries.a_parting import a_parting
from viz.report import Table


def rows(name, key, network=None, language="zh"):
    """Return the rows of a table by the name in their first cell, each by the keys of its columns."""
    blocks = report(name, network or a_parting(), language=language).blocks()
    (found,) = [block for block in blocks if isinstance(block, Table) and block.key == key]
    keys = [column.key for column in found.columns]
    return {row[0]: dict(zip(keys, row, strict=True)) for row in found.rows}


def opening(network, language):
    return [paragraph.text for paragraph in report("consortia", network, language=language).opening]


def with_statuses(network, change):
    """Return the network with other statuses of ties, by kind, source and target."""

    def changed(tie):
        ends = tie.kind, network.entity(tie.source).name, network.entity(tie.target).name
        return replace(tie, status=change.get(ends, tie.status))

    return replace(network, ties=tuple(map(changed, network.ties)))


def test_the_overview_names_who_heads_a_thing_now_and_nobody_twice():
    found = rows("overview", "platforms")

    assert {name: (row["status"], row["leads"], row["members"]) for name, row in found.items()} == {
        of.SEEDS: ("operating", of.LED, "云岭大学、南江研究院、申请公司"),
        of.LAB: ("operating", "青城市、云岭大学", of.INSTITUTE),  # the university leads and hosts it
        of.STATION: ("ended", None, None),
        of.HOPED: ("promoting", None, None),
    }


def test_who_left_or_is_only_intended_is_no_participant():
    found = rows("consortia", "consortia")

    assert {name: (row["status"], row["leaders"], row["size"], row["members"]) for name, row in found.items()} == {
        of.SEEDS: ("operating", of.LED, 3, "云岭大学、南江研究院"),
        of.LAB: ("operating", "青城市、云岭大学", 2, of.INSTITUTE),  # a city is no actor, and leads
    }
    assert set(rows("consortia", "actors")) == {of.LED, of.SCHOOL, of.INSTITUTE}


def test_what_all_have_left_is_counted_apart():
    assert opening(a_parting(), "zh") == [
        "来源写出2个共建、牵头或参加的对象，其中2个有两方以上点名参加；另有2个的参加方只是意向或已退出，不计在内。",
        "参加方最多的是种业联合体，3方，由青禾集团牵头或依托。",
        "2个对象都点名了牵头或依托单位。",
    ]
    assert opening(a_parting(), "en")[0].startswith(
        "The sources speak of 2 things built, led or joined; 2 of them by two or more named actors; "
        "2 more, whose participants are only intended or have left, are not counted"
    )


def test_where_nobody_is_left_no_source_is_said_to_be_silent():
    network = a_parting()
    gone = replace(network, ties=tuple(tie for tie in network.ties if tie.ended))

    assert opening(gone, "zh")[0] == (
        "在本视图中，没有一个有名称的对象现有参加方；另有4个的参加方只是意向或已退出，不计在内。"
    )


def test_a_leader_that_is_only_intended_is_said_to_be_so():
    leads = ("LEADS", of.LED, of.SEEDS)
    joined = with_statuses(a_parting(), {("MEMBER_OF", of.APPLICANT, of.SEEDS): "operating"})
    zh = opening(with_statuses(joined, {leads: "planned"}), "zh")
    en = opening(with_statuses(joined, {leads: "planned"}), "en")

    assert "由谁牵头或依托还只是意向" in zh[1]
    assert zh[2] == "2个对象中，1个没有点名牵头或依托单位（其中1个只有意向中的）。"
    assert en[2] == "Of 2 things, 1 has no named leader or host (1 of them has an intended one)."
    left = opening(with_statuses(joined, {leads: "ended"}), "en")
    assert "no source says who leads or hosts it" in left[1]
    assert left[2] == "Of 2 things, 1 has no named leader or host."


def test_a_host_heads_a_platform_in_both_reports():
    network = a_parting()
    hosted = replace(network, ties=tuple(tie for tie in network.ties if tie.kind != "LEADS"))

    assert rows("consortia", "consortia", hosted)[of.LAB]["leaders"] == of.SCHOOL
    assert rows("overview", "platforms", hosted)[of.LAB]["leads"] == of.SCHOOL
    assert "1个没有点名牵头或依托单位" in opening(hosted, "zh")[2]


def test_what_a_projection_leaves_out_is_said_in_words():
    left_out = projected(a_parting(), "full").left_out
    writer = Writer(a_parting(), "zh")

    assert left_out["ended"]
    assert [what for what in left_out if left_out_label(writer, what) == what] == []
