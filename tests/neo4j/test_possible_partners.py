import pytest

from graph.store.push import push
from graph.store.store import Store
from graph.store.views import access_from, open_store
from queries.run import ask
from tests.queries.a_circle import NORTH, STRANGERS, a_circle

pytestmark = pytest.mark.neo4j


@pytest.fixture
def circle(neo4j_url):
    with Store(access_from(neo4j_url), name=neo4j_url, read_only=False) as store:
        store.write("MATCH (n) DETACH DELETE n")
        push(a_circle(), neo4j_url, ledger_id="circle")
        with open_store(a_circle(), ledger_id="circle", url=neo4j_url) as opened:
            yield opened
        store.write("MATCH (n) DETACH DELETE n")


def test_only_strangers_are_possible_partners_on_neo4j_too(circle):
    table = ask("possible_partners", circle, a_circle(), {"name": NORTH})

    assert set(table["candidate"]) == STRANGERS
