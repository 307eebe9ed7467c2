import json
from pathlib import Path

import pytest

from ingest.extract.found import Found
from ingest.extract.knowledge import load_knowledge
from ingest.learned import crf, kinds, weights
from ingest.training.mention_scores import mention_scores, told
from ingest.training.passages import folder, load

CORPUS = Path("tests/corpus")
TEXT = "岚桥大学与远桥公司签约,岚桥大学校长陈一说。"


@pytest.fixture
def passage(tmp_path):
    mentions = [
        {"text": "岚桥大学", "kind": "University"},
        {"text": "远桥公司", "kind": "Enterprise"},
        {"text": "陈一", "kind": "Person"},
    ]
    path = tmp_path / "dev-x" / "one.json"
    path.parent.mkdir()
    raw = {"id": "one", "language": "zh", "text": TEXT, "mentions": mentions, "claims": []}
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return load(path)


def test_forms_count_once_and_kinds_are_counted_apart(passage):
    said = [Found(0, 4, "University"), Found(12, 16, "University"), Found(5, 9, "Agency"), Found(18, 20, "Person")]
    score = mention_scores([passage], lambda _: said)["zh"]
    assert (score.organisations.hit, score.organisations.said, score.organisations.gold) == (2, 2, 2)
    assert (score.kind_right.hit, score.kind_right.said, score.kind_right.gold) == (1, 2, 2)
    assert score.persons.f1 == 1.0
    assert told({"zh": score})[1] == "zh kind right    P 0.500  R 0.500  F1 0.500  of 2"


def test_class_words_are_no_names(passage):
    score = mention_scores([passage], lambda _: [Found(0, 4, "University", generic=True)])["zh"]
    assert score.organisations.said == 0


def test_the_same_passages_fit_the_same_bytes():
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("sklearn")
    from ingest.training import crf as border
    from ingest.training import kinds as kind
    from ingest.training.mention_scores import read_by

    knowledge = load_knowledge()
    passages = folder(CORPUS / "dev-a")[:2]
    border_files = [border.fit(passages, knowledge, rounds=8) for _ in range(2)]
    assert weights.npz(border_files[0]) == weights.npz(border_files[1])
    kind_files = [kind.fit(passages, knowledge) for _ in range(2)]
    assert weights.npz(kind_files[0]) == weights.npz(kind_files[1])
    read = read_by(crf.unpack(border_files[0]), kinds.unpack(kind_files[0], knowledge), knowledge)
    assert mention_scores(passages, read)["zh"].organisations.f1 > 0.8
