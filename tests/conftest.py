"""What tests of several packages share: one bundled server a test run, and who runs beside whom."""

import hypothesis
import pytest

from graph.store import bundled
from graph.store.store import Access, Store
from graph.store.views import open_store
from tests.factories import a_network
from tests.servers import needing_a_server

collect_ignore = ["corpus"]  # thousands of passages

hypothesis.settings.register_profile("shared", deadline=None)  # A busy machine is no failure.
hypothesis.settings.load_profile("shared")


SHARERS = {
    "tests/graph/store/": "server", "tests/queries/": "server", "tests/innonet/test_console.py": "server",
    "tests/viz/browser/": "browser",
}  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep in one worker what shares a server or a browser, and else what a file's fixtures made."""
    # Marks of groups are not heard: pytest-xdist 3.8 hands them on by ids of tests, which pytest 9.2 keeps to itself.
    from xdist.scheduler import LoadScopeScheduling

    class BySharing(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return next((group for folder, group in SHARERS.items() if file.startswith(folder)), file)

    return BySharing(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session", autouse=True)
def cache_home(tmp_path_factory):
    """Keep what innonet keeps for the user, and every bundled server, in a folder of the run; end the servers."""
    home = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home))
        patch.setenv("INNONET_SERVER_SECONDS", "4")  # Tests of what never ends wait that long each.
        yield home
        for folder in sorted((home / "innonet").glob("*")):
            bundled.stop(folder.name)


@pytest.fixture(scope="session")
def started(cache_home):
    """Start the one bundled server of the run."""
    with needing_a_server():
        return bundled.start("shared", idle_seconds=3600)  # a long run may leave it alone for long


@pytest.fixture
def server(started):
    """Return the bundled server, which an earlier test may have killed and so have been started again."""
    return bundled.start("shared", idle_seconds=3600)


@pytest.fixture(scope="session")
def store(started):
    """Ask the small network of the factories, as the reader that every question is."""
    with open_store(a_network(), ledger_id="shared") as opened:
        yield opened


@pytest.fixture
def blank(server):
    """Return a function that gives a writing store on an empty database of the given name."""
    from graph.store import admin

    made = []

    def make(name):
        password = server.password("root")
        if name in admin.databases(server.http, password):
            admin.drop_database(server.http, password, name)
        admin.create_database(server.http, password, name)
        made.append(Store(Access(server.url, name, "root", password), name=bundled.URL, read_only=False))
        return made[-1]

    yield make
    for opened in made:
        opened.close()
        admin.drop_database(server.http, server.password("root"), opened.database)
