"""Sums against what is counted by hand in `a_region`; the questions of the library read them in `tests/queries`."""

from dataclasses import replace
from datetime import date

import pytest

from graph.network import Network
from graph.store.model import nodes
from graph.store.sums import sums
from tests.factories import a_network
from tests.queries.a_parting import a_parting
from tests.queries.a_region import a_region


def of(label, network=None):
    return {id: kept for kind, id, kept in sums(network or a_region()) if kind == label}


def rows(network=None):
    """Return the properties of the rows of ties, by what they join."""
    found = [node.properties for node in nodes(network or a_region()) if node.labels == ("Tie",)]
    return {(row["first"], row["kind"], row["second"]): row for row in found}


def test_a_row_of_a_tie_names_both_ends_and_what_money_was_spoken_of():
    funded = rows()["青禾集团", "FUNDS", "国家草种技术创新中心"]

    assert funded["amounts"] == ["3000万元"]
    assert rows()["绿原公司", "FUNDS", "种业联合体"]["amounts"] == []


def test_what_is_promoted_says_how_far_its_other_ties_have_come():
    # The branch is also promoted as a branch; nobody speaks of the dairy alliance otherwise.
    assert rows()["青城市", "PROMOTES", "北辰大学的分院"]["followed"] == "promoting"
    assert "followed" not in rows()["青城市", "PROMOTES", "乳业联合体"]


def test_a_register_lists_ties_in_the_order_of_its_question():
    by_id = {row["id"]: row for row in rows().values()}
    agreed = [by_id[id] for id in of("Register")["agreed"]["ties"]]

    assert [(row["asserted"], row["kind"], row["first"]) for row in agreed] == [
        (date(2022, 3, 1), "COOPERATES_WITH", agreed[0]["first"]),
        (date(2023, 5, 30), "FUNDS", "青禾集团"),
        (date(2024, 9, 1), "FUNDS", "绿原公司"),
    ]


def test_an_undated_tie_stands_last_among_the_oldest_and_first_among_the_newest():
    network = a_region()
    undated = next(tie for tie in network.ties if tie.status == "signed" and tie.kind == "COOPERATES_WITH")
    changed = replace(network, ties=tuple(replace(t, asserted=None) if t is undated else t for t in network.ties))

    registers = of("Register", changed)

    # As Cypher orders nulls.
    assert registers["agreed"]["ties"][-1] == undated.id
    assert registers["status signed"]["ties"][0] == undated.id


def test_a_contradiction_is_a_pair_of_claims_in_one_history():
    funds = rows()["绿原公司", "FUNDS", "种业联合体"]
    (id,) = of("Register")["contradicted"]["of"]

    assert of("Contradiction") == {
        id: {
            "first": "绿原公司", "tie": "FUNDS", "second": "种业联合体", "claims": funds["claims"],
            "earlier": "operating", "earlier_on": date(2023, 5, 30), "earlier_in": "通知 2",
            "later": "signed", "later_on": date(2024, 9, 1), "later_in": "通知 3",
        }
    }  # fmt: skip
    assert funds["said"] == ["operating", "signed"]


def test_a_day_lists_what_was_said_anew():
    days = of("Day")
    last = list(zip(days["day 2024-09-01"]["ties"], days["day 2024-09-01"]["entries"], strict=True))
    funds = rows()["绿原公司", "FUNDS", "种业联合体"]

    assert sorted(days) == ["day 2022-03-01", "day 2023-05-30", "day 2024-09-01"]
    # Of ten ties of that day, two had been spoken of before and came to stand otherwise.
    assert len(last) == 10
    assert (funds["id"], 1) in last


def test_ties_are_counted_by_kind_and_status():
    funds = of("Standing")["standing FUNDS signed"]

    assert (funds["ties"], funds["silent"], funds["step"], len(funds["claims"])) == (2, 1, 2, 3)


def test_an_actor_reaches_the_regions_of_those_it_is_tied_to():
    met = {kept["actor"]: (kept["met"], kept["ties"]) for kept in of("Reach").values() if kept["over"] == "region"}

    assert met["国家草种技术创新中心"] == (["北辰市", "南江市", "青城市"], 4)
    assert met["北辰大学"] == (["青城市"], 1)
    assert "北辰大学的分院" not in met


def test_two_alliances_overlap_in_the_actors_that_take_part_in_both():
    (overlap,) = of("Overlap").values()

    assert (overlap["count"], overlap["shared"]) == (2, ["北辰大学", "青禾集团"])
    assert len(overlap["claims"]) == 4


def test_a_publisher_is_counted_with_what_it_says_of_itself():
    counted = {kept["publisher"]: kept for kept in of("Publisher").values()}

    assert {name: (kept["documents"], kept["said"], kept["about_itself"]) for name, kept in counted.items()} == {
        "青城市科技局": (2, 13, 2),
        "青禾集团": (1, 5, 2),
    }


def test_targets_are_listed_by_indicator():
    indicators = {quantity.id: quantity.indicator for quantity in a_region().quantities}

    assert [indicators[id] for id in of("Register")["targets"]["of"]] == ["专利", "企业", "平台", "院士工作站"]


def test_lists_of_claims_are_oldest_first():
    network = a_region()
    for _, _, kept in sums(network):
        places = [network.evidence[id].place for id in kept.get("claims", [])]
        assert places == sorted(places)


@pytest.mark.parametrize("network", [a_region(), a_network()], ids=["region", "network"])
def test_the_order_of_the_ledger_changes_no_register(network):
    turned = replace(network, ties=network.ties[::-1], entities=network.entities[::-1])

    assert of("Register", turned) == of("Register", network)


def test_long_lists_keep_what_a_question_lists_first_and_the_newest_claims(monkeypatch):
    whole = {(label, id): kept for label, id, kept in sums(a_region())}
    for module in ("sums", "registers"):
        monkeypatch.setattr(f"graph.store.{module}.LONGEST", 1)

    short = {(label, id): kept for label, id, kept in sums(a_region())}

    longest = max(
        (key for key in whole if "ties" in whole[key] and key[0] == "Register"), key=lambda key: len(whole[key]["ties"])
    )
    ((name, ids),) = whole[longest].items()
    assert len(ids) > 1
    assert short[longest] == {name: ids[:1]}
    standing = next(key for key, kept in whole.items() if key[0] == "Standing" and len(kept["claims"]) > 1)
    assert short[standing] == whole[standing] | {"claims": whole[standing]["claims"][-1:]}


def test_an_empty_network_has_no_sums():
    assert list(sums(Network())) == []


def test_who_left_is_counted_in_no_register_of_those_who_take_part():
    network = a_parting()
    names = {entity.id: entity.name for entity in network.entities}
    (overlap,) = of("Overlap", network).values()

    assert {names[id] for id in of("Register", network)["leaders"]["of"]} == {"青禾集团", "云岭大学", "青城市"}
    assert set(overlap["shared"]) == {"云岭大学", "南江研究院"}
    assert {names[id] for id in of("Register", network)["unnamed"]["of"]} == {"旧工作站", "拟建中心"}


def test_a_platform_names_its_leaders_hosts_and_members_apart():
    told = {node.properties.get("name"): node.properties for node in nodes(a_parting())}
    lab, station = told["草种实验室"], told["旧工作站"]

    assert (set(lab["leaders"]), lab["hosts"], lab["members"]) == ({"青城市", "云岭大学"}, ["云岭大学"], ["南江研究院"])
    assert (lab["named_leaders"], lab["named_hosts"], lab["named_members"]) == (1, 1, 1)  # a city is no actor
    assert (station["furthest"], station["members"]) == ("ended", [])
