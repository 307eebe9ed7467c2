import socket

import pytest

from graph.store.push import push
from graph.store.views import open_store
from tests.neo4j import server as real
from tests.queries.a_region import a_region


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory):
    """Start a real Neo4j; skipped with a line where none can be had."""
    if why := real.missing():
        pytest.skip(why)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INNONET_STORE_USER", "neo4j")
        patch.setenv("INNONET_STORE_PASSWORD", real.PASSWORD)
        process = real.start(tmp_path_factory.mktemp("neo4j"), port)
        yield f"bolt://127.0.0.1:{port}"
        real.stop(process)


@pytest.fixture(scope="module")
def pushed(neo4j_url):
    """Return a store on the real Neo4j that holds the region."""
    push(a_region(), neo4j_url, ledger_id="region")
    with open_store(a_region(), ledger_id="region", url=neo4j_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def bundled_region(started):
    with open_store(a_region(), ledger_id="shared") as opened:
        yield opened
