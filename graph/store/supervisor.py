"""The small process that owns one bundled server: starts it, ends it when idle, and never leaves it behind.

Started by `graph.store.bundled` as `python -P -m graph.store.supervisor HOME IDLE_SECONDS`. It writes
`HOME/server.json` once the server answers, or one line of cause into `HOME/failure`.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from graph.errors import StoreError
from graph.store.admin import create_reader, wait_until_ready
from graph.store.bundled import START_SECONDS, engine_version, java_command
from graph.store.processes import start_mark

TRIES = 3  # A port that was free may be taken by the time the server binds it.
LOOK_SECONDS = 1.0
READER = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}}


class _Told(Exception):
    """A signal asked the supervisor to end."""


def main(home: Path, idle_seconds: float) -> int:
    """Run one server until it is idle, told to end, or dead; return the exit status."""
    os.umask(0o077)
    try:
        with _told_by_signal():
            server, bolt, http = _start(home)
    except (StoreError, OSError) as error:
        (home / "failure").write_text(str(error).replace("\n", " "), encoding="utf-8")
        return 1
    except _Told:
        return 1
    (home / "clean").unlink(missing_ok=True)
    try:
        with contextlib.suppress(_Told), _told_by_signal():
            _publish(home, server, bolt, http)
            _watch(home, server, idle_seconds)
    finally:
        if _end(server):
            (home / "clean").touch()
        (home / "server.json").unlink(missing_ok=True)
    return 0


def _start(home: Path) -> "tuple[subprocess.Popen[bytes], int, int]":
    root, databases = home / "server", home / "databases"
    if not (home / "clean").exists():
        # Whoever ended uncleanly may have left a half-written view: all of them are made again from the ledger.
        shutil.rmtree(databases, ignore_errors=True)
        shutil.rmtree(home / "views", ignore_errors=True)
    shutil.rmtree(root, ignore_errors=True)
    (root / "config").mkdir(parents=True)
    databases.mkdir(exist_ok=True)
    groups = {"version": 1, "databases": {"*": {"groups": {"admin": _ADMIN, "reader": READER}}}}
    (root / "config" / "server-groups.json").write_text(json.dumps(groups), encoding="utf-8")
    for user in ("root", "reader"):
        (home / f"{user}.password").write_text(secrets.token_urlsafe(24), encoding="ascii")
    password = (home / "root.password").read_text(encoding="ascii")
    cause = ""
    for _ in range(TRIES):
        bolt, http = _free_ports()
        command = java_command(root, databases, home / "root.password", bolt, http)
        with (home / "server.log").open("wb") as log:
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=home,
                env=_environment(), preexec_fn=_die_with_me if sys.platform.startswith("linux") else None,
            )  # fmt: skip
        try:
            if wait_until_ready(http, bolt, password, lambda process=server: process.poll() is None, START_SECONDS):  # type: ignore[misc]
                create_reader(http, password, (home / "reader.password").read_text(encoding="ascii"))
                return server, bolt, http
        except BaseException:
            _end(server)
            raise
        _end(server)
        cause = _cause((home / "server.log").read_text(encoding="utf-8", errors="replace"))
    raise StoreError("server", cause)


_ADMIN = {
    "resultSetLimit": -1,
    "readTimeout": -1,
    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
}


def _publish(home: Path, server: "subprocess.Popen[bytes]", bolt: int, http: int) -> None:
    state = {
        "supervisor": os.getpid(),
        "supervisor_mark": start_mark(os.getpid()),
        "java": server.pid,
        "java_mark": start_mark(server.pid),
        "bolt": bolt,
        "http": http,
        "engine": engine_version(),
    }
    (home / "used").touch()  # Idle time counts from the first moment that it can be asked.
    fresh = home / "server.json.new"
    fresh.write_text(json.dumps(state), encoding="utf-8")
    fresh.replace(home / "server.json")  # At once, so that no reader sees half of it.


def _watch(home: Path, server: "subprocess.Popen[bytes]", idle_seconds: float) -> None:
    """Return when the server is dead, has been idle, or its folder is gone."""
    while server.poll() is None:
        try:
            idle = time.time() - (home / "used").stat().st_mtime
        except OSError:
            return
        if idle > idle_seconds or not (home / "server.json").exists():
            return
        time.sleep(min(LOOK_SECONDS, idle_seconds))


def _end(server: "subprocess.Popen[bytes]") -> bool:
    """End the server; return whether it went by itself, its files whole."""
    if server.poll() is not None:
        return False
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
        return False
    return True


@contextlib.contextmanager
def _told_by_signal() -> Iterator[None]:
    """Turn the signals that end a process into one exception within the block."""

    def tell(_signal: int, _frame: FrameType | None) -> None:
        raise _Told

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _environment() -> dict[str, str]:
    """Return our environment without what would add options to Java behind our back."""
    meddlers = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"}
    return {name: value for name, value in os.environ.items() if name not in meddlers}


def _die_with_me() -> None:
    """Ask Linux to kill the server when the supervisor dies, even by kill -9."""
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _cause(log: str) -> str:
    """Return the one line of the server's log that says why it did not start."""
    if re.search(r"reserve enough space|insufficient memory|OutOfMemory|Cannot allocate memory|exceeds the", log):
        return "too little memory for its Java heap; free some, or set INNONET_SERVER_MEMORY=512m"
    if re.search(r"[Aa]ddress already in use|Unable to (bind|listen)", log):
        return "no free port on 127.0.0.1"
    if re.search(r"No space left on device", log):
        return "no space left on the disk of its folder"
    said = [line.strip() for line in log.splitlines() if re.search(r"Error|Exception|SEVER", line)]
    return said[-1][:200] if said else f"it did not answer within {START_SECONDS} s; is the machine busy?"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
