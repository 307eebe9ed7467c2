import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Timer, get_ident

import pytest

from graph.errors import InnonetError, QueryError, StoreError
from graph.store import bundled
from graph.store.processes import runs, start_mark
from graph.store.store import Access, Store
from graph.store.views import open_store, view_key
from tests.factories import a_network
from tests.graph.store.bolt import speaking

pytestmark = pytest.mark.server


LONG = "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y UNWIND range(1, 99) AS z RETURN sum(x * y * z) AS n"


def until(holds, seconds):
    limit = time.monotonic() + seconds
    while not holds() and time.monotonic() < limit:
        time.sleep(0.05)
    return bool(holds())


def gone(pid, mark):
    return until(lambda: not runs(pid, mark), 10)


def test_a_later_call_finds_the_server_that_runs(server):
    assert bundled.start("shared") == server
    assert bundled.status("shared")["running"]


@pytest.mark.slow
def test_two_starters_at_once_get_one_server_and_it_ends_when_told(cache_home, server):
    script = "from graph.store import bundled; print(bundled.start('second', idle_seconds=60).bolt)"
    # Its output is captured: a server that held the stream would keep us waiting until it ends.
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as other:
        one = bundled.start("second", idle_seconds=60)
        told = other.communicate(timeout=60)[0]
    marks = [(one.supervisor, start_mark(one.supervisor)), (one.java, start_mark(one.java))]

    assert one.bolt == int(told)
    assert one.bolt != server.bolt  # two ledgers are open at once
    assert bundled.stop("second")
    assert all(gone(*mark) for mark in marks)
    assert not bundled.status("second")["running"]
    assert not bundled.stop("second")


@pytest.mark.slow
def test_what_is_killed_leaves_no_orphan_and_is_made_again(cache_home):
    university = "MATCH (n:University) RETURN n.name"
    with open_store(a_network(), ledger_id="killed") as store:
        before = bundled.find("killed")
        java = (before.java, start_mark(before.java))
        os.kill(before.supervisor, signal.SIGKILL)
        assert gone(*java)

        assert store.run(university).rows == (("云岭大学",),)

        after = bundled.find("killed")
        supervisor = (after.supervisor, start_mark(after.supervisor))
        killer = Timer(0.5, os.kill, (after.java, signal.SIGKILL))
        killer.start()
        with pytest.raises(InnonetError) as caught:
            store.run(LONG)
        assert "\n" not in str(caught.value)
        assert gone(*supervisor)

    again = bundled.start("killed", idle_seconds=1.5)
    assert again.java not in (before.java, after.java)
    assert gone(again.supervisor, start_mark(again.supervisor))  # idle
    assert bundled.find("killed") is None


@pytest.fixture
def interruptible():
    """Let Ctrl-C be heard: what a shell starts in the background is born deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_returns_while_the_server_still_works(interruptible):
    returned = Event()
    in_time = []

    def interrupt():
        signal.pthread_kill(get_ident(), signal.SIGINT)  # A system may hand it to any thread of ours.
        in_time.append(returned.wait(20))

    with speaking((5, 0), "arcadedb", at_statement=interrupt) as port:
        with Store(Access(f"bolt://127.0.0.1:{port}", "x", "reader", "x")) as store, pytest.raises(KeyboardInterrupt):
            store.run("RETURN 1 AS one")
        returned.set()
        assert until(lambda: in_time, 30)

    assert in_time == [True]


@pytest.mark.slow
def test_a_question_is_answered_while_one_that_was_dropped_goes_on(store):
    used = bundled.cpu_seconds_of("shared")
    with ThreadPoolExecutor() as another:
        dropped = another.submit(store.run, LONG)
        assert until(lambda: bundled.cpu_seconds_of("shared") > used + 0.1, 30)

        assert store.run("RETURN 1 AS one").rows == ((1,),)
        assert isinstance(dropped.exception(), QueryError)


def test_secrets_are_for_the_owner_alone_and_on_no_command_line(server):
    for name in ("root.password", "reader.password", "server.json"):
        assert (server.home / name).stat().st_mode & 0o077 == 0
    if sys.platform.startswith("linux"):
        for pid in (server.java, server.supervisor):
            line = Path(f"/proc/{pid}/cmdline").read_text()
            assert server.password("root") not in line
            assert server.password("reader") not in line


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_it_listens_on_loopback_only_and_holds_no_stream_of_its_caller(server):
    sockets = set()
    for fd in Path(f"/proc/{server.java}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since it was listed
            sockets.add(str(fd.readlink()))
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                listening.append(fields[1].rpartition(":")[0])
    streams = {str(Path(f"/proc/{server.supervisor}/fd/{fd}").readlink()) for fd in (0, 1, 2)}

    # 127.0.0.1, little-endian, plain or mapped into IPv6
    assert set(listening) <= {"0100007F", "0000000000000000FFFF00000100007F"}
    assert len(listening) == 2
    assert streams == {"/dev/null"}


def test_a_start_that_fails_says_why_in_one_line(cache_home, monkeypatch):
    monkeypatch.setenv("INNONET_SERVER_MEMORY", "9000000g")

    with pytest.raises(StoreError) as caught:
        bundled.start("greedy")

    assert "too little memory" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_platform_without_the_wheel_gets_one_line(cache_home, monkeypatch):
    monkeypatch.setattr(bundled, "WHEEL", "no_such_wheel")

    with pytest.raises(StoreError, match="no server for this platform"):
        bundled.java_command(cache_home, cache_home, cache_home, 1, 2)


def test_a_ledger_id_cannot_leave_the_cache():
    with pytest.raises(StoreError, match="cannot name a folder"):
        bundled.home_of("../elsewhere")


def test_each_view_has_a_database_of_its_own(server):
    network = a_network()
    early = replace(network, ties=network.ties[:1], view=replace(network.view, as_of=date(2023, 6, 1)))
    count = "MATCH (:Entity)-[t]->(:Entity) RETURN count(t)"

    with open_store(network, ledger_id="shared") as now, open_store(early, ledger_id="shared") as then:
        assert (now.run(count).rows, then.run(count).rows) == (((9,),), ((1,),))


def test_the_key_of_a_view_moves_with_each_part_of_it():
    network = a_network()
    views = [
        network.view,
        replace(network.view, revision="1" * 64),
        replace(network.view, as_of=date(2023, 1, 1)),
        replace(network.view, statuses=frozenset({"signed"})),
        replace(network.view, kinds=frozenset({"University"})),
        replace(network.view, without=("青城市科技局",)),
    ]

    assert len({view_key(replace(network, view=view)) for view in views}) == len(views)
    assert view_key(network) == view_key(a_network())


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:University {id: 'x'})",
        "MATCH (n:University) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (:Region {id: 'y'})",
        "CREATE INDEX FOR (n:University) ON (n.name)",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
        "MATCH (a:University) CALL (a) { CREATE (:Event {id: 'z'}) } RETURN a",
    ],
)
def test_a_question_cannot_write_or_reach_out(store, statement):
    before = store.run("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r.id ORDER BY n.id, r.id").rows

    with pytest.raises(QueryError, match=r"refused"):
        store.run(statement)

    assert store.run("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r.id ORDER BY n.id, r.id").rows == before
