import numpy as np
import pytest

from ingest.extract.knowledge import ORGANISATIONS, load_knowledge
from ingest.learned import weights
from ingest.learned.kinds import Describer, pack, unpack

KNOWLEDGE = load_knowledge()
FEATURES = Describer(KNOWLEDGE)


@pytest.fixture
def model(tmp_path):
    names = ["end=University", "headkind=Institute", "e1=室"]
    table = np.zeros((3, len(ORGANISATIONS)))
    for row, kind in enumerate(("University", "Institute", "Platform")):
        table[row, ORGANISATIONS.index(kind)] = 3.0
    weights.save(tmp_path, "kinds", pack(names, table, np.zeros(len(ORGANISATIONS))), "nothing", "2026-01-01")
    return unpack(weights.load("kinds", tmp_path), KNOWLEDGE)


def best(votes):
    return ORGANISATIONS[int(votes.argmax())]


def test_probabilities_of_the_kinds_sum_to_one(model):
    told = model.log_probabilities("岚桥大学", 0, 4)
    assert np.exp(told).sum() == pytest.approx(1.0)
    assert np.exp(told[0]) == pytest.approx(np.exp(3) / (np.exp(3) + 6))


def test_all_places_of_a_form_vote_together(model):
    text = "岚桥大学与岚桥大学"
    votes = model.votes(text, [(5, 9), (0, 4)])
    assert list(votes) == ["岚桥大学"]
    np.testing.assert_allclose(votes["岚桥大学"], 2 * model.log_probabilities(text, 0, 4))


def test_a_short_form_in_brackets_votes_with_its_full_name(model):
    text = "Norling Institute of Physics (NIP) and others"
    votes = model.votes(text, [(0, 28), (30, 33)])
    assert best(votes["NIP"]) == "Institute"


def test_the_head_noun_of_an_english_name_stands_before_of():
    said = FEATURES.features("Norling Institute of Physics", 0, 28)
    assert {"en", "head=institute", "headkind=Institute", "link=of|Institute", "last=physics"} <= set(said)


def test_neighbours_in_a_list_are_hints_and_others_are_not():
    text = "岚桥大学、岚桥研究院。远桥公司"
    assert FEATURES.listed(text, [(0, 4), (5, 10), (11, 15)]) == [("", "Institute"), ("University", ""), ("", "")]


def test_features_hold_no_line_end():
    text = "一\n岚桥\n大学\n二"
    assert not any("\n" in feature for feature in FEATURES.features(text, 2, 7))


def test_a_model_of_other_kinds_is_refused():
    arrays = pack(["zh"], np.zeros((1, 7)), np.zeros(7))
    with pytest.raises(ValueError, match="other kinds"):
        unpack({**arrays, "kinds": weights.words(["Firm"])}, KNOWLEDGE)
