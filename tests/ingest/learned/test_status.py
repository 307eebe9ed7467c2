"""Which step of the lifecycle a claim is at, as far as its features tell."""

import numpy as np

from ingest.learned.cues import STATUSES
from ingest.learned.linear import Linear
from ingest.learned.status import StatusModel, features, of_lone, of_pairs
from tests.ingest.learned.tables import CENTRE, FIRM, UNIVERSITY, kind, pair_of, table_of


def told(text, claim="CO_BUILDS"):
    rows = table_of(text, UNIVERSITY, FIRM, CENTRE)
    asked = of_pairs(rows, np.array([pair_of(rows, "云岭大学", "种业研究院")]), np.array([kind(claim)]))
    return rows, asked


def keys(text):
    return set(features(*told(text))[1].tolist())


def test_a_cue_of_plan_changes_the_features_and_an_equal_text_does_not():
    assert keys("云岭大学共建种业研究院") == keys("云岭大学共建种业研究院")
    assert keys("云岭大学将共建种业研究院") - keys("云岭大学共建种业研究院")


def test_the_status_whose_features_weigh_most_is_the_likeliest():
    planned = sorted(keys("云岭大学将共建种业研究院") - keys("云岭大学共建种业研究院"))
    weights = np.zeros((len(planned), len(STATUSES)), np.float32)
    weights[:, STATUSES.index("planned")] = 1
    bias = np.zeros(len(STATUSES), np.float32)
    bias[STATUSES.index("operating")] = 1
    model = StatusModel(Linear(np.array(planned, np.uint32), weights, bias))

    plan, fact = (model.logits(*told(text))[0] for text in ("云岭大学将共建种业研究院", "云岭大学共建种业研究院"))

    assert STATUSES[plan.argmax()] == "planned"
    assert STATUSES[fact.argmax()] == "operating"
    assert abs(np.exp(plan).sum() - 1) < 1e-5


def test_an_approval_by_nobody_named_has_a_status_of_its_own():
    rows = table_of("种业研究院获批。", CENTRE)
    rows_of, found = features(rows, of_lone(rows, np.array([0])))

    assert set(rows_of.tolist()) == {0}
    assert len(found)


def test_nothing_asked_is_nothing_told():
    rows = table_of("云岭大学共建种业研究院", UNIVERSITY, CENTRE)
    none = of_pairs(rows, np.zeros(0, np.int64), np.zeros(0, np.int64))
    model = StatusModel(Linear(np.zeros(0, np.uint32), np.zeros((0, 7), np.float32), np.zeros(7, np.float32)))

    assert model.logits(rows, none).shape == (0, len(STATUSES))
