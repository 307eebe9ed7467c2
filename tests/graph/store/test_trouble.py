"""What a person is told when a server at an address is too old, speaks TLS or none, or is no Neo4j at all."""

import shutil
import socket
import ssl

import pytest

from graph.errors import StoreError
from graph.store import bundled
from graph.store.push import push
from graph.store.store import Access, Store
from graph.store.views import open_store
from tests.factories import a_network
from tests.graph.store.bolt import certificate, speaking

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")


def agent_of(url):
    with Store(Access(url, "neo4j", "neo4j", "x"), name=url) as store:
        return store.agent


def refusal(url):
    with pytest.raises(StoreError) as caught:
        agent_of(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*certificate(tmp_path_factory.mktemp("tls")))
    return made


@pytest.mark.parametrize(("version", "agent"), [((3, 0), "Neo4j/3.5.35"), ((4, 4), "Neo4j/4.4.40")], ids=["3.5", "4.4"])
def test_an_old_neo4j_is_refused_by_its_version(version, agent):
    with speaking(version, agent) as port:
        url = f"bolt://127.0.0.1:{port}"
        for ask in (
            lambda: open_store(a_network(), ledger_id="x", url=url),
            lambda: push(a_network(), url, ledger_id="x"),
        ):
            with pytest.raises(StoreError, match=f"{url}: is {agent}, and innonet needs Neo4j 5.0 or newer"):
                ask()


def test_a_new_neo4j_is_not_refused_by_its_version():
    with speaking((5, 0), "Neo4j/5.0.0") as port:
        assert agent_of(f"bolt://127.0.0.1:{port}") == "Neo4j/5.0.0"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_speaks_no_bolt_of_today_is_said_to_be_too_old(scheme):
    with speaking(None, "") as port:
        said = refusal(f"{scheme}://127.0.0.1:{port}")

    assert "too old, or no Neo4j" in said
    assert "needs Neo4j 5.0" in said


@needs_openssl
def test_a_certificate_of_ones_own_is_taken_where_the_address_says_so(context):
    with speaking((5, 0), "Neo4j/5.26.30", context) as port:
        assert agent_of(f"bolt+ssc://127.0.0.1:{port}") == "Neo4j/5.26.30"


@needs_openssl
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_nobody_vouches_for_is_refused_with_what_to_write(context, scheme):
    with speaking((5, 0), "Neo4j/5.26.30", context) as port:
        said = refusal(f"{scheme}+s://127.0.0.1:{port}")

    assert "nobody vouches for (self-signed certificate)" in said
    assert f"write {scheme}+ssc://127.0.0.1:{port}" in said
    assert "SSL_CERT_FILE" in said


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_a_server_without_tls_is_named_with_the_plain_address(scheme):
    with speaking((5, 0), "Neo4j/5.26.30") as port:
        said = refusal(f"{scheme}://127.0.0.1:{port}")

    assert "speaks no TLS there" in said
    assert f"Write {scheme.partition('+')[0]}://127.0.0.1:{port}" in said


@needs_openssl
def test_a_server_that_wants_tls_is_named_with_the_address_for_it(context):
    with speaking((5, 0), "Neo4j/5.26.30", context) as port:
        assert f"Then write bolt+s://127.0.0.1:{port}" in refusal(f"bolt://127.0.0.1:{port}")


def test_the_bundled_server_is_said_to_have_ended_over_a_statement():
    with (
        speaking((5, 0), "Neo4j/5.26.30 (ArcadeDB)", at_statement=lambda: None) as port,
        Store(Access(f"bolt://127.0.0.1:{port}", "neo4j", "reader", "x"), name=bundled.URL) as store,
        pytest.raises(StoreError) as told,
    ):
        store.run("RETURN 1 AS one")

    assert str(told.value).startswith("bundled server: ended before it had answered")
    assert "may be too large for it" in str(told.value)
    assert "TLS" not in str(told.value)


def test_an_address_where_nothing_listens_is_said_not_to_answer():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert "does not answer" in refusal(f"neo4j://127.0.0.1:{port}")
