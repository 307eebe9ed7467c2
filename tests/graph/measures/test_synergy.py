import pytest

from graph.measures import synergy
from graph.measures.synergy import synergy_of
from graph.network import Network
from tests.factories import a_network

# Presence of universities (HES), industry (PRC) and public bodies (PUB) in 1,500 H2020 projects.
H2020 = {"U": 166, "I": 75, "G": 7, "UI": 290, "UG": 17, "IG": 29, "UIG": 98, "none": 12}


def test_exclusive_or_is_one_bit_of_synergy():
    # Each of the four states with an even number of the three: any two say all about the third, no one says anything.
    assert synergy_of({"none": 1, "UI": 1, "UG": 1, "IG": 1})["T"] == pytest.approx(-1)


def test_copies_share_one_bit():
    assert synergy_of({"none": 1, "UIG": 1})["T"] == pytest.approx(1)


def test_independent_sectors_share_nothing():
    assert synergy_of(dict.fromkeys(H2020, 1))["T"] == pytest.approx(0, abs=1e-12)


def test_published_projects_have_the_published_values():
    found = {name: round(1000 * bits, 2) for name, bits in synergy_of(H2020).items()}

    assert found == {"T": -4.9, "T_UI": 15.51, "T_UG": 4.87, "T_IG": 18.54}
    assert round(1000 * synergy_of(H2020 | {"none": 0})["T"], 1) == -25.1


def test_the_universe_is_stated():
    table = synergy(a_network())

    # Two events: the centre (I and R) and the alliance (U and I).
    assert table["events"].to_dict() == {"all": 2, "without none": 2}
    assert table.loc["all", ["I", "UI", "none"]].tolist() == [1, 1, 0]


def test_no_events_have_no_synergy():
    assert synergy(Network())["T"].isna().all()
