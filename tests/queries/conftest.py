import pytest

from graph.store.views import open_store
from tests.queries.a_region import a_region


@pytest.fixture(scope="session")
def region_store(started):
    with open_store(a_region(), ledger_id="shared") as opened:
        yield opened
