"""One Cypher server, bundled or by address: the one file that talks to the driver.

Every statement runs in a transaction of its own with a time limit, on a database that is named; rows come back as plain
Python; every error of the driver leaves as one line.
"""

import contextlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any, Self

import neo4j
import neo4j.exceptions
import neo4j.graph
import neo4j.time

from graph.errors import InnonetError, QueryError, StoreError
from graph.store import guard
from graph.store.rewrite import for_bundled
from graph.store.trouble import OVERDUE, line, told

# What goes wrong leaves as one line of ours: without a handler, Python prints the driver's own words to stderr as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

SECONDS = 30.0
ROWS = 10_000
GRACE = 0.7  # Seconds beyond its limit before a server that answers nothing is given up.
STARVED = 10  # Times its limit that a server may take which gets hardly any processor.
TICK = 0.1  # Seconds after which a waiting thread looks up.
STATEMENT = "statement"
PLAIN = frozenset([str, int, float, bool, type(None)])
"""What comes back as it is: an answer may hold a hundred thousand ids of claims."""
BEYOND_BOLT = (OSError, ValueError, TypeError, OverflowError, RecursionError)
"""What the driver raises over values that Bolt cannot carry."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a statement answered."""

    columns: tuple[str, ...]
    """Read from the statement where an engine names none of an empty answer (the bundled one does not)."""
    rows: tuple[tuple[Any, ...], ...]
    """Plain Python: dates as `date`, times and durations as ISO text, nodes, ties and paths as dicts."""
    cut: bool = False
    """Whether there were more rows than the limit."""

    def records(self) -> list[dict[str, Any]]:
        """Return one dict a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Access:
    """Where a server is and as whom to ask it."""

    url: str
    database: str
    user: str
    password: str


class Store:
    """A Cypher server that holds one view.

    Parameters
    ----------
    access : Access
        Server, database, user and password.
    name : str
        What messages call it: the address that the user gave, or "bundled server".
    read_only : bool
        Whether sessions ask for read access. On the bundled server the user's rights are what holds.
    renew : callable, optional
        Called before each statement with the access in use; returns it, or another where the server has gone since.
    patience : float, optional
        Seconds after which a server that should have ended a statement by itself is given up.
    on_hang : callable, optional
        Called when it is given up: the bundled server's time limit does not cover its parser.
    spent : callable, optional
        Returns the processor seconds that the server has used, None if unknown. One that has had no processor does not
        hang: on a busy machine it gets more time.
    """

    def __init__(
        self,
        access: Access,
        *,
        name: str | None = None,
        read_only: bool = True,
        renew: Callable[[Access], Access] | None = None,
        patience: float | None = None,
        on_hang: Callable[[], None] | None = None,
        spent: Callable[[], float | None] | None = None,
    ) -> None:
        self.name = name or access.url
        self.read_only = read_only
        self._access = access
        self._renew = renew
        self._patience = patience
        self._on_hang = on_hang
        self._spent = spent
        self._driver = _driver(access, self.name)
        self._agent: str | None = None
        self._working: list[Thread] = []

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the connections."""
        self.close()

    def close(self) -> None:
        """Let go of the connections, later where a dropped statement still uses one; a bundled server goes on."""
        driver, working = self._driver, [thread for thread in self._working if thread.is_alive()]
        if not working:
            driver.close()
            return

        def close() -> None:  # The driver may not be closed while another thread works with it.
            for thread in working:
                thread.join()
            driver.close()

        Thread(target=close, daemon=True).start()

    @property
    def url(self) -> str:
        """The Bolt address in use."""
        return self._access.url

    @property
    def database(self) -> str:
        """The database asked."""
        return self._access.database

    @property
    def dialect(self) -> str:
        """`arcadedb` or `neo4j`; what `dbms.components()` says is no help, the bundled server claims to be a Neo4j."""
        return "arcadedb" if "arcadedb" in self.agent.lower() else "neo4j"

    @property
    def agent(self) -> str:
        """Name and version as the server gives them at the handshake, such as `Neo4j/5.26.30`."""
        if self._agent is None:
            with self._errors(STATEMENT):
                self._agent = self._driver.get_server_info().agent
        return self._agent

    def run(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
        limit: int = ROWS,
        name: str = STATEMENT,
        guarded: bool = True,
    ) -> Rows:
        """Return the rows of one reading statement.

        Parameters
        ----------
        cypher : str
            One statement.
        params : mapping, optional
            Values of its parameters; never pasted into the text.
        seconds : float
            Time limit; the bundled server has a limit of its own, 5 s, which holds as well.
        limit : int
            Rows wanted, at most `guard.MOST_ROWS`; one more is asked for, so that a cut answer says so.
        name : str
            What an error calls the statement.
        guarded : bool
            Whether `graph.store.guard` and, on Neo4j, the planner look at it first, and the bundled server is sent what
            `graph.store.rewrite` makes of it; False for the library's own.

        Raises
        ------
        QueryError
            If the server refuses it, the time is over, or more rows are wanted than an answer can have.
        StoreError
            If the server cannot be reached.
        """
        if limit > guard.MOST_ROWS:
            raise QueryError(name, f"can answer {guard.MOST_ROWS} rows at most, not {limit}. Narrow what is asked.")
        values = {key: to_driver(value) for key, value in (params or {}).items()}
        columns = guard.check(cypher, name) if guarded else None
        self._keep_up()
        # The library's own questions hang no parser: a busy machine may take its time over them.
        overdue = min(seconds, self._patience or seconds) + GRACE if guarded else 2 * seconds
        return self._watched(lambda: self._read(cypher, values, seconds, limit, name, columns, guarded), overdue, name)

    def write(self, cypher: str, params: Mapping[str, Any] | None = None, *, seconds: float = 60.0) -> Rows:
        """Run one writing statement in a managed transaction, tried again where the server says that it may be."""
        values = {key: to_driver(value) for key, value in (params or {}).items()}

        @neo4j.unit_of_work(timeout=seconds)
        def work(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(cypher, values)
            return Rows(tuple(result.keys()), tuple(tuple(map(plain, record)) for record in result))

        with self._errors(STATEMENT), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def explain(self, cypher: str, params: Mapping[str, Any] | None = None, *, name: str = STATEMENT) -> dict[str, Any]:
        """Return what the planner says of a statement without running it: `type` (r, rw, w, s) and `operators`."""
        values = {key: to_driver(value) for key, value in (params or {}).items()}
        with self._errors(name), self._session(neo4j.READ_ACCESS) as session:
            with session.begin_transaction(timeout=SECONDS) as transaction:
                summary = transaction.run("EXPLAIN " + cypher, values).consume()
            return {"type": summary.query_type, "operators": list(_operators(summary.plan))}

    def _read(
        self,
        cypher: str,
        values: dict[str, Any],
        seconds: float,
        limit: int,
        name: str,
        expected: tuple[str, ...] | None,
        guarded: bool,
    ) -> Rows:
        if guarded and self.dialect == "neo4j":
            plan = self.explain(cypher, values, name=name)
            guard.check_plan(plan["type"], plan["operators"], name)
        elif guarded:
            cypher = for_bundled(cypher)
        mode = neo4j.READ_ACCESS if self.read_only else neo4j.WRITE_ACCESS
        # Begun and ended by hand: a managed read would send a statement again that has just run out of memory.
        with (
            self._errors(name),
            self._session(mode, min(1000, limit + 1)) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(cypher, values)
            columns = tuple(result.keys()) or expected or ()
            rows: list[tuple[Any, ...]] = []
            for record in result:
                if len(rows) == limit:
                    return Rows(columns, tuple(rows), cut=True)
                rows.append(tuple(map(plain, record.values())))
            return Rows(columns, tuple(rows))

    def _keep_up(self) -> None:
        """Take the server's present address: a bundled one may have ended since (idle, or killed) and start again."""
        access = self._renew(self._access) if self._renew is not None else self._access
        if access != self._access:
            self.close()
            self._access, self._driver, self._agent = access, _driver(access, self.name), None

    def _watched(self, work: Callable[[], Rows], overdue: float, name: str) -> Rows:
        """Return what `work` returns, or give the server up when it is overdue.

        It works in a thread, so that Ctrl-C returns at once (the driver would wait for the server), and so that a
        server that hangs cannot hang us. What was left behind ends with the server's own time limit.
        """
        done: Queue[Rows | BaseException] = Queue()

        def answer() -> None:
            try:
                done.put(work())
            except BaseException as error:  # Raised again below, in the caller's thread.
                done.put(error)

        before = self._spent() if self._spent is not None else None
        worker = Thread(target=answer, daemon=True)
        self._working.append(worker)
        worker.start()
        for _ in range(STARVED):
            try:
                said = _got(done, overdue)
            except Empty:
                now = self._spent() if self._spent is not None else None
                if before is None or now is None or now - before > overdue / 2:
                    break
                continue
            self._working.remove(worker)
            if isinstance(said, BaseException):
                raise said
            return said
        if self._on_hang is not None:
            self._on_hang()
        raise QueryError(name, OVERDUE)

    def _session(self, mode: str, fetch: int = 1000) -> neo4j.Session:
        return self._driver.session(database=self._access.database, default_access_mode=mode, fetch_size=fetch)

    @contextlib.contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        try:
            yield
        except InnonetError:
            raise
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, *BEYOND_BOLT) as error:
            raise told(error, server=self.name, database=self._access.database, statement=name) from error


def _got(done: Queue[Rows | BaseException], seconds: float) -> Rows | BaseException:
    """Return what comes within the seconds; raise Empty if nothing does.

    A signal may be handed to any thread, and wakes that one only; Python answers Ctrl-C in the main thread, when it
    next looks up. So it looks up often.
    """
    end = monotonic() + seconds
    while (left := end - monotonic()) > TICK:
        with contextlib.suppress(Empty):
            return done.get(timeout=TICK)
    return done.get(timeout=max(0.0, left))


def plain(value: Any) -> Any:
    """Return a driver's value as plain Python."""
    if type(value) in PLAIN:
        return value
    if type(value) is list:  # First, as an answer holds a list of ids for each of many thousands of ties.
        return [item if type(item) in PLAIN else plain(item) for item in value]
    match value:
        case neo4j.graph.Node():
            return {"id": value.get("id"), "labels": sorted(value.labels), "properties": _properties(value)}
        case neo4j.graph.Relationship():
            nodes = {"source": value.start_node, "target": value.end_node}
            # Of a tie that is returned without its ends the server sends their inner numbers alone.
            ends = {end: node["id"] for end, node in nodes.items() if node is not None and node.get("id") is not None}
            return {"id": value.get("id"), "type": value.type, **ends, "properties": _properties(value)}
        case neo4j.graph.Path():
            return {"nodes": [plain(n) for n in value.nodes], "ties": [plain(r) for r in value.relationships]}
        case neo4j.time.Date():
            return value.to_native()
        case neo4j.time.DateTime() | neo4j.time.Time() | neo4j.time.Duration():
            return value.iso_format()
        case list() | tuple():
            return [item if type(item) in PLAIN else plain(item) for item in value]
        case Mapping():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


def to_driver(value: Any) -> Any:
    """Return a parameter as the driver may have it; QueryError for what no server could take.

    Datetimes go as ISO text: a `ZoneInfo` one crashes the process inside the driver, on any server.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | time():
            return value.isoformat()
        case date():
            return value
        case timedelta():
            return neo4j.time.Duration(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
        case Mapping():
            return {str(key): to_driver(item) for key, item in value.items()}
        case frozenset() | set():
            return [to_driver(item) for item in sorted(value, key=str)]
        case list() | tuple() | Sequence():
            return [to_driver(item) for item in value]
        case _:
            raise QueryError("parameters", f"{type(value).__name__} is no value that Cypher knows.")


def _driver(access: Access, name: str) -> neo4j.Driver:
    if not re.match(r"(bolt|neo4j)(\+s|\+ssc)?://", access.url):
        raise StoreError(name, "is no Bolt address. Write bolt://HOST:7687 or neo4j://HOST:7687, with +s for TLS.")
    try:
        return neo4j.GraphDatabase.driver(
            access.url,
            auth=(access.user, access.password),
            user_agent="innonet",
            connection_acquisition_timeout=20,
            connection_timeout=10,
            max_transaction_retry_time=15,
            telemetry_disabled=True,
        )
    except (neo4j.exceptions.DriverError, ValueError) as error:
        raise StoreError(name, f"{line(error)}. Write bolt://HOST:7687 or neo4j://HOST:7687.") from error


def _properties(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(thing[key]) for key in sorted(thing.keys())}


def _operators(plan: Any) -> Iterator[str]:
    if plan:
        operator = str(plan.get("operatorType", "")).partition("@")[0]
        if operator == "ProcedureCall":
            operator += " " + str(plan.get("args", {}).get("Details", "")).partition("(")[0]
        yield operator
        for child in plan.get("children", ()):
            yield from _operators(child)
