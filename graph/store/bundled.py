"""The bundled Cypher server: found if it runs, started if it does not, one a ledger.

    caller ── starts ──> supervisor (`graph.store.supervisor`) ── owns ──> server (Java, of arcadedb-embedded)

The server outlives the caller, listens on loopback only, and ends when nobody has asked it anything for 15 minutes. All
that it keeps lies in one folder of the user's cache and can be thrown away: it is made again from the ledger.
"""

import contextlib
import importlib.metadata
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.store.processes import cpu_seconds, end, lock, runs

IDLE_SECONDS = 15 * 60
START_SECONDS = 90  # 2 s on a quiet machine; a first start on a busy one took 20.
COMMAND_SECONDS = 5.0  # The engine ignores a driver's timeout and honours this one.
WHEEL = "arcadedb_embedded"
URL = "bundled server"


@dataclass(frozen=True, slots=True)
class Running:
    """A bundled server that runs."""

    home: Path
    supervisor: int
    java: int
    bolt: int
    http: int

    @property
    def url(self) -> str:
        """The address that a driver takes."""
        return f"bolt://127.0.0.1:{self.bolt}"

    def password(self, user: str) -> str:
        """Return the password of `root` or `reader`, from its file that only the owner may read."""
        return (self.home / f"{user}.password").read_text(encoding="ascii")

    def touch(self) -> None:
        """Say that somebody still asks."""
        (self.home / "used").touch()


def home_of(ledger_id: str) -> Path:
    """Return the folder that holds the server of a ledger, in `$XDG_CACHE_HOME/innonet`, not beside the ledger."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", ledger_id):
        raise StoreError(URL, f"{ledger_id!r} cannot name a folder. Use letters, digits, '-' and '_'.")
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "innonet" / ledger_id


def find(ledger_id: str) -> Running | None:
    """Return the server of this ledger if it runs and listens."""
    home = home_of(ledger_id)
    state = _state(home)
    if state is None or not runs(state["supervisor"], state["supervisor_mark"]):
        return None
    running = Running(home, state["supervisor"], state["java"], state["bolt"], state["http"])
    return running if _listens(running.bolt) else None


def start(ledger_id: str, *, idle_seconds: float = IDLE_SECONDS) -> Running:
    """Return the server of this ledger, started if need be; two callers at once get the same one.

    Raises
    ------
    StoreError
        If it cannot start: no wheel for the platform, too little memory, no free port; the message says which.
    """
    home = home_of(ledger_id)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with lock(home / "start.lock"):
            running = find(ledger_id) or _launch(ledger_id, home, idle_seconds)
            running.touch()
            return running
    except OSError as error:
        raise StoreError(URL, f"cannot keep its state in {home}: {error.strerror}. Set XDG_CACHE_HOME.") from error


def stop(ledger_id: str) -> bool:
    """End the server of this ledger; return whether there was one. Its views stay for the next start."""
    home = home_of(ledger_id)
    state = _state(home)
    if state is None:
        return False
    found = runs(state["supervisor"], state["supervisor_mark"])
    end(state["supervisor"], state["supervisor_mark"])
    _wait_until(lambda: not runs(state["supervisor"], state["supervisor_mark"]), 15)
    _clear(home)
    return found


def kill(ledger_id: str) -> None:
    """End the server of this ledger at once; its views are made again. For a server that hangs."""
    home = home_of(ledger_id)
    state = _state(home)
    if state is not None:
        end(state["java"], state["java_mark"], hard=True)
        _wait_until(lambda: not runs(state["supervisor"], state["supervisor_mark"]), 5)


def cpu_seconds_of(ledger_id: str) -> float | None:
    """Return the processor seconds that the server of this ledger has used; None if it does not run."""
    state = _state(home_of(ledger_id))
    return cpu_seconds(state["java"]) if state is not None else None


def command_seconds() -> float:
    """Return how long the server lets one statement run; INNONET_SERVER_SECONDS changes it."""
    try:
        return float(os.environ.get("INNONET_SERVER_SECONDS", COMMAND_SECONDS))
    except ValueError as error:
        raise StoreError(URL, "INNONET_SERVER_SECONDS is no number. Write it like 5.") from error


def status(ledger_id: str) -> dict[str, Any]:
    """Return what is known of the server of this ledger: running, url, pids, idle seconds, engine, folder, views."""
    running = find(ledger_id)
    home = home_of(ledger_id)
    views = sorted(path.stem for path in (home / "views").glob("*.loaded"))
    known: dict[str, Any] = {"running": running is not None, "home": str(home), "views": views}
    if running is None:
        return known
    idle = round(max(0.0, time.time() - (home / "used").stat().st_mtime))
    engine = (_state(home) or {}).get("engine")
    return known | {"url": running.url, "supervisor": running.supervisor, "java": running.java, "idle_seconds": idle,
                    "engine": engine}  # fmt: skip


def java_command(root: Path, databases: Path, password: Path, bolt: int, http: int) -> list[str]:
    """Return the command line of the server; StoreError if this platform has no wheel of it."""
    spec = importlib.util.find_spec(WHEEL)
    wheel = Path(next(iter(spec.submodule_search_locations or []))) if spec else None
    java = wheel / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java") if wheel else None
    if wheel is None or java is None or not java.is_file():
        raise StoreError(
            URL,
            f"the package arcadedb-embedded has no server for this platform ({sys.platform}). "
            "Ask a Neo4j instead: --store bolt://HOST:7687; everything that needs no Cypher works without.",
        )
    # The other plugins of the wheel register themselves when they are on the class path: leave them off it.
    needless = ("arcadedb-mcp", "arcadedb-postgresw", "arcadedb-redisw", "arcadedb-graphql", "arcadedb-console")
    jars = sorted(jar for jar in (wheel / "jars").glob("*.jar") if not jar.name.startswith(needless))
    settings = {
        "server.rootPath": root,
        "server.rootPasswordPath": password,
        "server.databaseDirectory": databases,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http,
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "command.timeout": round(1000 * command_seconds()),
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    memory = os.environ.get("INNONET_SERVER_MEMORY", "1g")
    return [
        str(java),
        f"-Xmx{memory}",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        os.pathsep.join(map(str, jars)),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def engine_version() -> str:
    """Return name and version of the engine, as installed."""
    return "arcadedb-embedded " + importlib.metadata.version("arcadedb-embedded")


def _launch(ledger_id: str, home: Path, idle_seconds: float) -> Running:
    _clear(home)
    (home / "used").touch()
    # -P keeps a `graph.py` in the caller's folder from being imported in place of ours.
    command = [sys.executable, "-P", "-m", "graph.store.supervisor", str(home), str(idle_seconds)]
    flags = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    # No stream is inherited: a lingering child would hold `$(innonet query ...)` open.
    supervisor = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=True,
        start_new_session=True, creationflags=flags, cwd=home,
    )  # fmt: skip
    ended = False

    def settled() -> bool:
        nonlocal ended
        ended = supervisor.poll() is not None
        return ended or find(ledger_id) is not None

    try:
        _wait_until(settled, START_SECONDS)
    except KeyboardInterrupt:
        supervisor.terminate()
        raise
    running = find(ledger_id)
    if running is None:
        supervisor.terminate()
        supervisor.wait()
        cause = "it did not answer in time"
        with contextlib.suppress(OSError):
            cause = (home / "failure").read_text(encoding="utf-8")
        raise StoreError(URL, f"did not start: {cause}. Everything that needs no Cypher works without it.")
    supervisor.returncode = 0  # It outlives us on purpose; Popen would warn of that when it is collected.
    return running


def _state(home: Path) -> dict[str, Any] | None:
    try:
        state = json.loads((home / "server.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) and "supervisor_mark" in state else None


def _clear(home: Path) -> None:
    """Remove what a killed server left: its state file, and its Java process where the system let that live."""
    state = _state(home)
    if state is not None:
        end(state["java"], state["java_mark"], hard=True)
        _wait_until(lambda: not runs(state["java"], state["java_mark"]), 10)
    for name in ("server.json", "failure"):
        (home / name).unlink(missing_ok=True)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            return True
    except OSError:
        return False


def _wait_until(done: Any, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not done() and time.monotonic() < limit:
        time.sleep(0.05)
