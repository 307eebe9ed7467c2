import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from graph.errors import StoreError
from graph.store.push import push
from graph.store.store import Store
from graph.store.views import access_from, open_store
from tests.factories import a_network
from tests.graph.store.held import held, modelled
from tests.queries.a_region import a_region

pytestmark = pytest.mark.neo4j

COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"


@pytest.fixture
def writer(neo4j_url):
    with Store(access_from(neo4j_url), name=neo4j_url, read_only=False) as store:
        store.write("MATCH (n) DETACH DELETE n")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def test_pushing_twice_changes_nothing(neo4j_url, writer):
    first = push(a_region(), neo4j_url, ledger_id="region")
    once = writer.write(COUNT).rows
    second = push(a_region(), neo4j_url, ledger_id="region")

    assert first == second
    assert (first["removed_nodes"], first["removed_relationships"]) == (0, 0)
    assert writer.write(COUNT).rows == once


def test_what_left_the_network_leaves_the_store_and_what_is_not_ours_stays(neo4j_url, writer):
    push(a_region(), neo4j_url, ledger_id="region")
    writer.write("MATCH (o:Entity {name: '青禾集团'}) CREATE (o)<-[:ABOUT_IT]-(:Note {text: 'mine'})")
    network = a_region()
    *others, fair = network.entities
    ties = tuple(tie for tie in network.ties[1:] if fair.id not in tie.ends)
    smaller = replace(network, ties=ties, entities=tuple(others))

    done = push(smaller, neo4j_url, ledger_id="region")

    # The fair goes with its name and its own links; of the ties that are left one more is gone. With them go four rows
    # of ties, three standings, the mix of universities and enterprises, and what two actors had met, twice.
    assert done["removed_nodes"] == 2 + 4 + 3 + 1 + 4
    assert done["removed_relationships"] == 1
    assert writer.write("MATCH (e:Event) RETURN count(e)").rows == ((0,),)
    assert writer.write("MATCH (n:Note)-[:ABOUT_IT]->(:Entity) RETURN n.text").rows == (("mine",),)


def test_an_entity_that_changes_its_labels_keeps_one_node(neo4j_url, writer):
    network = a_region()
    push(network, neo4j_url, ledger_id="region")
    named = tuple(replace(e, placeholder=False) for e in network.entities)

    push(replace(network, entities=named), neo4j_url, ledger_id="region")

    assert writer.write("MATCH (n:Placeholder) RETURN count(n)").rows == ((0,),)
    assert writer.write("MATCH (n:Entity) RETURN count(n)").rows == ((len(named),),)


def test_a_foreign_database_is_not_touched(neo4j_url, writer):
    writer.write("CREATE (:Document {title: 'theirs'})")

    with pytest.raises(StoreError, match="somebody else"):
        push(a_region(), neo4j_url, ledger_id="region")

    assert writer.write(COUNT).rows == ((1, 0),)


def test_another_ledger_and_another_view_are_refused(neo4j_url, writer):
    push(a_region(), neo4j_url, ledger_id="region")

    with pytest.raises(StoreError, match="another ledger"):
        push(a_network(), neo4j_url, ledger_id="other")
    with pytest.raises(StoreError, match="another view"):
        open_store(a_network(), ledger_id="region", url=neo4j_url)


def test_an_empty_server_and_a_broken_off_push_are_refused(neo4j_url, writer):
    with pytest.raises(StoreError, match="no network of innonet"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)
    push(a_region(), neo4j_url, ledger_id="region")
    writer.write("MATCH (v:InnonetView) REMOVE v.key")

    with pytest.raises(StoreError, match="Send this one first"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)


PUSH_AND_DIE = """
import os, signal, sys
from graph.store.push import push
from graph.store.store import Store
from tests.queries.a_region import a_region

write, left = Store.write, int(sys.argv[2])

def until_killed(*arguments, **options):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return write(*arguments, **options)

Store.write = until_killed
push(a_region(), sys.argv[1], ledger_id="region")
"""


@pytest.mark.parametrize("writes", [8, 14, 20, 32])
def test_a_push_that_is_killed_between_two_batches_is_taken_up_by_the_next(neo4j_url, writer, writes):
    broken = subprocess.run([sys.executable, "-c", PUSH_AND_DIE, neo4j_url, str(writes)], check=False)
    assert broken.returncode == -signal.SIGKILL
    with pytest.raises(StoreError, match="Send this one first"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)

    push(a_region(), neo4j_url, ledger_id="region")

    assert held(writer) == modelled(a_region())
    with open_store(a_region(), ledger_id="region", url=neo4j_url) as store:
        assert store.run("MATCH (n:University) RETURN n.name").rows == (("北辰大学",),)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes the server's certificate with openssl")
class TestTls:
    @pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
    def test_a_certificate_of_ones_own_is_taken_where_the_address_says_so(self, neo4j_url, writer, scheme):
        url = neo4j_url.replace("bolt", scheme)
        push(a_region(), url, ledger_id="region")

        with open_store(a_region(), ledger_id="region", url=url) as store:
            assert store.run("MATCH (n:University) RETURN n.name").rows == (("北辰大学",),)

    @pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
    def test_and_else_refused_in_one_line_that_says_what_to_write(self, neo4j_url, scheme):
        url = neo4j_url.replace("bolt", scheme)

        with pytest.raises(StoreError, match="nobody vouches for") as caught:
            open_store(a_region(), ledger_id="region", url=url)

        assert f"write {url.replace('+s', '+ssc')}" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_wrong_password_and_a_missing_database_get_one_line(neo4j_url, monkeypatch):
    with pytest.raises(StoreError, match="no database 'absent'"):
        open_store(a_region(), ledger_id="region", url=neo4j_url + "/absent")
    monkeypatch.setenv("INNONET_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="INNONET_STORE_PASSWORD"):
        open_store(a_region(), ledger_id="region", url=neo4j_url)
