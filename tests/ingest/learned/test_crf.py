import numpy as np
import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.learned import weights
from ingest.learned.columns import columns
from ingest.learned.crf import pack, unpack
from ingest.learned.tokens import LABELS, tokens

WEIGHTS = {
    "bias": {"O": 1.0},
    "w0=大": {"I-ORG": 2.0, "O": -0.5},
    "m0=Bsuffix.University": {"I-ORG": 0.25},
    "m0=Bsuffix.Platform": {"B-GEN": 4.0},
}
STEPS = {("B-ORG", "I-ORG"): 1.5}


def opened(folder):
    weights.save(folder, "crf", pack(WEIGHTS, STEPS), "nothing", "2026-01-01")
    return unpack(weights.load("crf", folder))


def emissions(crf, text, knowledge):
    return crf.emissions(columns(text, tokens(text), (), knowledge))


def test_the_score_of_a_label_is_the_sum_of_the_weights_of_the_features(tmp_path):
    found = emissions(opened(tmp_path), "大学", load_knowledge())
    expected = np.zeros((2, len(LABELS)))
    expected[:, LABELS.index("O")] = 1.0, 0.0
    expected[0, LABELS.index("O")] -= 0.5
    expected[1, LABELS.index("O")] = 1.0
    expected[0, LABELS.index("I-ORG")] = 2.25
    np.testing.assert_array_equal(found, expected)


def test_steps_and_reasons_come_back_from_the_file(tmp_path):
    crf = opened(tmp_path)
    assert crf.transitions[LABELS.index("B-ORG"), LABELS.index("I-ORG")] == 1.5
    said = columns("大学", tokens("大学"), (), load_knowledge()).of(0)
    assert crf.spoke(said, "I-ORG") == [("w0=大", 2.0), ("m0=Bsuffix.University", 0.25)]
    assert crf.spoke(said, "O") == [("bias", 1.0), ("w0=大", -0.5)]


def test_a_word_added_to_a_list_changes_scores_without_training(tmp_path):
    crf = opened(tmp_path)
    (tmp_path / "own.toml").write_text('[suffix.Platform]\nwords = "创智坞"\n', encoding="utf-8")
    own = load_knowledge(tmp_path)
    at = LABELS.index("B-GEN")
    assert emissions(crf, "创智坞", load_knowledge())[0, at] == 0.0
    assert emissions(crf, "创智坞", own)[0, at] == 4.0


def test_the_same_weights_are_the_same_bytes():
    shuffled = dict(reversed(list(WEIGHTS.items())))
    assert weights.npz(pack(WEIGHTS, STEPS)) == weights.npz(pack(shuffled, STEPS))


def test_a_model_of_other_labels_is_refused():
    arrays = pack(WEIGHTS, STEPS)
    with pytest.raises(ValueError, match="other labels"):
        unpack({**arrays, "labels": weights.words(["O"])})
    with pytest.raises(ValueError, match="lost"):
        unpack({**arrays, "counts": arrays["counts"][1:]})


def test_no_token_has_no_scores(tmp_path):
    assert emissions(opened(tmp_path), "", load_knowledge()).shape == (0, len(LABELS))
