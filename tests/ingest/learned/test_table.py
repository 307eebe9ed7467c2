"""Pairs of a document as rows, and their sparse and dense features."""

import numpy as np
from hypothesis import given, settings

from ingest.extract.frame import Party
from ingest.extract.said import Said
from ingest.learned import features, hashed
from ingest.learned.candidates import KINDS, pairs, shapes
from ingest.learned.table import ENTITIES, votes_of
from tests.ingest.learned.tables import CENTRE, FIRM, KNOWLEDGE, UNIVERSITY, kind, pair_of, table_of
from tests.ingest.learned.texts import TEXTS

PRIORS = np.zeros((len(KINDS), len(ENTITIES), len(ENTITIES)), np.float32)


def dense(rows, first, second, claim, linear=None):
    logits = np.where(rows.allowed, np.float32(-1), np.float32(features.NEVER)) if linear is None else linear
    pair = np.array([pair_of(rows, first, second)])
    values = features.rows_of(rows, logits, pair, np.array([kind(claim)]), PRIORS)[0]
    return dict(zip(features.names_of(rows, logits, PRIORS), values.tolist(), strict=True))


def keys_of(rows, pair):
    row, keys = hashed.of_pairs(rows)
    return set(keys[row == pair].tolist())


def test_rows_come_in_the_order_of_candidates():
    rows = table_of("云岭大学与青禾集团共建种业研究院。双方将设立基金。", UNIVERSITY, FIRM, CENTRE)
    expected = [
        (number, x.index, y.index)
        for number, scene in enumerate(rows.scenes)
        for x, y, _ in pairs(scene, shapes(KNOWLEDGE))
    ]

    assert list(rows.at) == expected
    assert len(rows.allowed) == len(expected)


def test_the_stretch_between_lists_is_the_gap():
    text = "云岭大学、青禾集团共建种业研究院"
    rows = table_of(text, UNIVERSITY, FIRM, CENTRE)
    pair = pair_of(rows, "云岭大学", "种业研究院")

    assert text[rows.gap[0][pair] : rows.gap[1][pair]] == "共建"
    assert not rows.same_list[pair]
    assert rows.same_list[pair_of(rows, "云岭大学", "青禾集团")]


def test_dense_features_tell_the_cues_of_the_kind_that_is_asked():
    rows = table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE)
    asked = dense(rows, "云岭大学", "种业研究院", "CO_BUILDS")
    other = dense(rows, "云岭大学", "种业研究院", "HOSTS")

    assert asked["own between"] == 1
    assert asked["own opens gap"] == 0
    assert other["own between"] == 0
    assert other["other between"] == 1
    assert asked["forward"] == 1
    assert asked["gap"] == 2


def test_what_rules_say_is_a_feature_of_the_pair():
    claim = Said(
        "CO_BUILDS",
        (("builder", (Party("云岭大学", "University"),)), ("built", (Party("种业研究院", "Platform"),))),
        "operating", 0, 9, 0.8, "co-builds/plain",
    )  # fmt: skip
    rows = table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE, votes=votes_of([claim]))

    assert dense(rows, "云岭大学", "种业研究院", "CO_BUILDS")["rule"] == np.float32(0.8)
    assert dense(rows, "云岭大学", "种业研究院", "HOSTS")["rule of other kind"] == np.float32(0.8)


def test_votes_are_pairs_in_both_directions_where_a_claim_has_none():
    partners = (Party("甲", "Enterprise"), Party("乙", "Enterprise"))
    said = Said("COOPERATES_WITH", (("partner", partners),), "signed", 0, 4, 0.7, "p")
    alone = Said("APPROVES", (("approved", (Party("丙", "Platform"),)),), "approved", 0, 4, 0.7, "q")

    votes = votes_of([said, alone])

    assert set(votes) == {("COOPERATES_WITH", "甲", "乙"), ("COOPERATES_WITH", "乙", "甲"), ("APPROVES", "", "丙")}


def test_rivals_are_the_best_of_other_lists():
    rows = table_of("云岭大学共建种业研究院,青禾集团出资", UNIVERSITY, CENTRE, FIRM)
    linear = np.where(rows.allowed, np.float32(-3), np.float32(features.NEVER))
    linear[pair_of(rows, "云岭大学", "种业研究院"), kind("CO_BUILDS")] = 2

    assert dense(rows, "青禾集团", "种业研究院", "CO_BUILDS", linear)["linear rivals of y"] == 2
    assert dense(rows, "云岭大学", "种业研究院", "CO_BUILDS", linear)["linear rivals of y"] == -3


def test_equal_stretches_have_equal_features_wherever_they_stand():
    one = table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE)
    two = table_of("昨日,云岭大学共建种业研究院", UNIVERSITY, CENTRE)

    def whole(rows):
        pair = pair_of(rows, "云岭大学", "种业研究院")
        first, last = (rows.units.place(ends[[pair]]) for ends in rows.gap)
        return hashed.key("whole", rows.units.stretch(first, last)).tolist()

    assert whole(one) == whole(two)


def test_a_cue_between_two_is_a_feature_and_another_cue_another_one():
    one = table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE)
    two = table_of("云岭大学收购种业研究院", UNIVERSITY, CENTRE)
    first, second = (keys_of(t, pair_of(t, UNIVERSITY[0], CENTRE[0])) for t in (one, two))

    assert first & second
    assert first - second
    assert keys_of(one, 0) == keys_of(table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE), 0)


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_any_text_gives_rows_of_finite_numbers(text):
    rows = table_of(text, ("大学", "University"), ("公司", "Enterprise"), ("abc", "Platform"))
    linear = np.where(rows.allowed, np.float32(-1), np.float32(features.NEVER))
    pair, claim = np.nonzero(rows.allowed)

    assert np.isfinite(features.rows_of(rows, linear, pair, claim, PRIORS)).all()
    assert hashed.of_pairs(rows)[0].max(initial=-1) < len(rows.x)
    assert hashed.of_lone(rows)[0].max(initial=-1) < len(rows.lone)
