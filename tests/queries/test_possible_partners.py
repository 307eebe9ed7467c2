"""Who might be asked to meet, by the library and by the measure that the report reads: the same actors."""

import pytest

from graph.measures import partners
from graph.measures.partners import PARTNERS
from graph.store.views import open_store
from queries.run import ask
from tests.queries.a_circle import NORTH, STRANGERS, a_circle


@pytest.fixture(scope="module")
def circle(started):
    with open_store(a_circle(), ledger_id="shared") as opened:
        yield opened


@pytest.mark.server
def test_only_strangers_are_possible_partners(circle):
    table = ask("possible_partners", circle, a_circle(), {"name": NORTH})

    assert set(table["candidate"]) == STRANGERS
    assert table["claims"].map(len).min() == 2, "the two sentences over which they are neighbours"


@pytest.mark.server
def test_the_library_and_the_measure_name_the_same_pairs(circle):
    network = a_circle()
    found = partners(network, top=1000)
    pairs = {frozenset(pair) for pair in found[["first_name", "second_name"]].values.tolist()}
    able = [e.name for e in network.entities if e.kind in PARTNERS and not e.placeholder]
    asked = {name: ask("possible_partners", circle, network, {"name": name}) for name in able}

    assert pairs == {frozenset((name, other)) for name, table in asked.items() for other in table["candidate"]}
    assert len(pairs) > len(STRANGERS)
