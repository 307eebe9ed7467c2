from pathlib import Path

import pytest

from ingest.extract.knowledge import ORGANISATIONS, load_knowledge
from ingest.extract.mentions import finder
from ingest.learned import crf, kinds, weights
from ingest.learned.names import NameReader
from ingest.learned.networks import NONE
from ingest.training.passages import folder

CORPUS = Path("tests/corpus")


def organisations(text, names):
    return {text[n.start : n.end] for n in names if n.kind in ORGANISATIONS and not n.generic}


def test_the_same_passages_fit_the_same_bytes():
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("sklearn")
    from ingest.training import crf as border
    from ingest.training import kinds as kind

    knowledge = load_knowledge()
    passages = folder(CORPUS / "dev-a")[:2]
    border_files = [border.fit(passages, knowledge, rounds=8) for _ in range(2)]
    assert weights.npz(border_files[0]) == weights.npz(border_files[1])
    kind_files = [kind.fit(passages, knowledge) for _ in range(2)]
    assert weights.npz(kind_files[0]) == weights.npz(kind_files[1])

    reader = NameReader(knowledge, crf.unpack(border_files[0]), kinds.unpack(kind_files[0], knowledge), NONE)
    for passage in passages:  # what it learned from, it knows
        text = passage.clean.text
        found = organisations(text, reader.read(text, finder(knowledge).find(text, ""), False).names.names)
        gold = organisations(text, passage.gold)
        assert 2 * len(found & gold) > 0.8 * (len(found) + len(gold))
