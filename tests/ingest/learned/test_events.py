"""Claims put together from scored pairs."""

import math

from ingest.extract.frame import Party
from ingest.extract.said import Said
from ingest.learned.candidates import scenes
from ingest.learned.cues import STATUSES, cuebook
from ingest.learned.events import Scored, events, uncovered
from tests.ingest.learned.tables import CENTRE, FIRM, KNOWLEDGE, UNIVERSITY, frame_of


def scored(found, kind, first, second, confidence=0.9, status="operating", rule=None):
    for scene in found:
        actors = {actor.name: actor for actor in reversed(scene.actors)}
        if second in actors and (first is None or first in actors):
            logs = tuple(0.0 if name == status else math.log(0.01) for name in STATUSES)
            return Scored(kind, actors[first] if first else None, actors[second], scene, confidence, logs, rule)
    raise AssertionError(second)


def told(text, names, pairs, keep=0.5):
    frame = frame_of(text, *names)
    found = scenes(frame, KNOWLEDGE)
    said = events(
        frame, cuebook(KNOWLEDGE).find(frame.text, frame.names), [scored(found, *pair) for pair in pairs], keep
    )
    return said, frame


def filled(claim):
    return {role: [party.name for party in parties] for role, parties in claim.roles}


def test_builders_of_one_thing_are_one_claim():
    pairs = [("CO_BUILDS", name, "种业研究院") for name in ("云岭大学", "青禾集团")]
    (claim,), frame = told("云岭大学与青禾集团共建种业研究院。", [UNIVERSITY, FIRM, CENTRE], pairs)

    assert filled(claim) == {"builder": ["云岭大学", "青禾集团"], "built": ["种业研究院"]}
    assert frame.text[claim.start : claim.end] == "云岭大学与青禾集团共建种业研究院"
    assert claim.confidence == 0.9


def test_three_are_one_agreement_where_every_two_are_a_pair():
    names = [("甲大学", "University"), ("乙集团", "Enterprise"), ("丙集团", "Enterprise")]
    all_three = [
        ("COOPERATES_WITH", "甲大学", "乙集团"),
        ("COOPERATES_WITH", "甲大学", "丙集团"),
        ("COOPERATES_WITH", "乙集团", "丙集团"),
    ]

    (one,), _ = told("甲大学、乙集团、丙集团三方签约。", names, all_three)
    two, _ = told("甲大学与乙集团、丙集团分别签约。", names, all_three[:2])

    assert filled(one) == {"partner": ["甲大学", "乙集团", "丙集团"]}
    assert [filled(c)["partner"] for c in two] == [["甲大学", "乙集团"], ["甲大学", "丙集团"]]


def test_a_pair_that_is_nearly_sure_enough_completes_an_agreement_of_four():
    names = [(f"{sign}集团", "Enterprise") for sign in "甲乙丙丁"]
    forms = [form for form, _ in names]
    pairs = [("COOPERATES_WITH", a, b, 0.9) for i, a in enumerate(forms) for b in forms[i + 1 :]]
    pairs[-1] = (*pairs[-1][:3], 0.4)

    (claim,), _ = told("甲集团、乙集团、丙集团、丁集团签约。", names, pairs)

    assert filled(claim)["partner"] == forms


def test_funders_with_sums_of_their_own_are_claims_of_their_own():
    names = [UNIVERSITY, FIRM, ("乳业基金", "Programme")]
    pairs = [("FUNDS", "云岭大学", "乳业基金"), ("FUNDS", "青禾集团", "乳业基金")]

    each, _ = told("云岭大学出资300万元、青禾集团出资700万元设立乳业基金。", names, pairs)
    (both,), _ = told("云岭大学、青禾集团共同出资1000万元设立乳业基金。", names, pairs)

    assert [(filled(c)["funder"], c.amount) for c in each] == [(["云岭大学"], "300万元"), (["青禾集团"], "700万元")]
    assert (filled(both)["funder"], both.amount) == (["云岭大学", "青禾集团"], "1000万元")


def test_an_approval_by_nobody_named_fills_one_role():
    (claim,), _ = told("种业研究院获批。", [CENTRE], [("APPROVES", None, "种业研究院", 0.8, "approved")])

    assert filled(claim) == {"approved": ["种业研究院"]}
    assert claim.status == "approved"


def test_position_is_the_title_between_organisation_and_person():
    (claim,), _ = told(
        "云岭大学副校长李青到会。", [UNIVERSITY, ("李青", "Person")], [("AFFILIATED_WITH", "李青", "云岭大学")]
    )

    assert claim.position == "副校长"


def test_who_is_meant_by_a_pointing_word_stands_where_the_name_stands():
    text = "云岭大学与青禾集团签约。双方将共建种业研究院。"
    frame = frame_of(text, UNIVERSITY, FIRM, CENTRE)
    second = scenes(frame, KNOWLEDGE)[1:]
    pairs = [scored(second, "CO_BUILDS", name, "种业研究院") for name in ("云岭大学", "青禾集团")]

    (claim,) = events(frame, cuebook(KNOWLEDGE).find(text, frame.names), pairs, 0.5)

    assert text[claim.start : claim.end] == "双方将共建种业研究院"
    assert [(p.start, p.end) for p in claim.roles[0][1]] == [(0, 4), (5, 9)]


def test_a_claim_that_a_rule_reads_too_names_its_pattern_and_keeps_what_it_captured():
    parties = (
        ("funder", (Party("青禾集团", "Enterprise", 0, 4),)),
        ("funded", (Party("云岭大学", "University", 5, 9),)),
    )
    rule = Said("FUNDS", parties, "operating", 0, 15, 0.6, "funds/to-gives", amount="500万元")
    (claim,), _ = told(
        "青禾集团向云岭大学捐赠500万元。",
        [UNIVERSITY, FIRM],
        [("FUNDS", "青禾集团", "云岭大学", 0.9, "operating", rule)],
    )

    assert (claim.pattern, claim.amount) == ("funds/to-gives", "500万元")


def test_what_rules_say_of_pairs_no_model_saw_is_left_to_them():
    parties = (("branch", (Party("甲", "Institute"),)), ("parent", (Party("乙", "Institute"),)))
    claim = Said("BRANCH_OF", parties, "operating", 0, 4, 0.84, "branch/in-name")

    assert uncovered([claim], {("BRANCH_OF", "甲", "乙")}, 0.5) == []
    assert uncovered([claim], set(), 0.5) == [claim]
    assert uncovered([claim], set(), 0.9) == []
