"""Scorer of pairs and statuses, fitted on a handful of passages."""

import numpy as np
import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.learned.features import NEVER
from ingest.learned.pair_model import PairModel
from ingest.learned.status import StatusModel
from ingest.training import pairs, status
from ingest.training.labels import SAID, labelled
from ingest.training.passages import folder

CORPUS = "tests/corpus/dev-a"


@pytest.fixture(scope="module")
def examples(request):
    knowledge = load_knowledge()
    passages = folder(request.config.rootpath / CORPUS)[:4]
    return [(example, pairs.lesson_of(example, knowledge)) for example in (labelled(p, knowledge) for p in passages)]


@pytest.fixture(scope="module")
def fitted(examples):
    lessons = [lesson for _, lesson in examples]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "TREES", pairs.TREES | {"max_iter": 12})
        return [pairs.fit(lessons) for _ in range(2)]


def test_the_same_passages_give_the_same_model(fitted):
    one, two = (model.arrays() for model in fitted)

    assert one.keys() == two.keys()
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_a_kept_model_scores_as_the_fitted_one(examples, fitted):
    table = examples[0][1].table
    kept = PairModel.of(fitted[0].arrays())
    first, again = fitted[0].logits(table), kept.logits(table)

    assert np.abs(first.linear - again.linear).max() < 0.5
    assert (first.linear[~table.allowed] == NEVER).all()


def test_what_is_said_scores_above_what_is_not(examples, fitted):
    scores = [(fitted[0].logits(lesson.table).trees, lesson.labels) for _, lesson in examples]
    said = np.concatenate([trees[labels == SAID] for trees, labels in scores])
    other = np.concatenate([trees[labels == pairs.NOT_SAID] for trees, labels in scores])

    assert said.mean() > other.mean() + 1


def test_passages_of_one_page_share_a_fold():
    assert pairs.fold_of(["a", "b", "a", "c"]) == [0, 1, 0, 2]


def test_status_learns_what_passages_prove(examples):
    model = StatusModel.of(status.fit_status(examples).arrays())
    right = total = 0
    for example, lesson in examples:
        rows, kinds, gold = status.pair_statuses(example)
        told = model.logits(lesson.table, status.of_pairs(lesson.table, rows, kinds)).argmax(1)
        right, total = right + int((told == gold).sum()), total + len(gold)

    assert right / total > 0.9
