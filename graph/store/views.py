"""One database a view: made when first asked, found again by its key, thrown away when others have been asked since.

A view is one Network: a revision of the ledger seen through `as_of`, `statuses`, `kinds` and `without`. So no question
holds date logic: it asks a server that knows nothing outside the view.
"""

import hashlib
import json
import os
from pathlib import Path

from graph.errors import StoreError
from graph.network import Network
from graph.store import admin, bundled
from graph.store.load import load
from graph.store.model import VERSION
from graph.store.processes import lock
from graph.store.store import Access, Store
from graph.store.trouble import refuse_old

KEPT = 8  # Views kept of one ledger; each is a database of a few MB.


def open_store(network: Network, *, ledger_id: str, url: str | None = None) -> Store:
    """Return a store that holds exactly `network`, loaded if it does not yet.

    Parameters
    ----------
    network : Network
        The view to ask.
    ledger_id : str
        Names the bundled server's folder: one server a ledger.
    url : str, optional
        `bolt://…` or `neo4j://…`, with `/DATABASE` where it is not `neo4j`: ask this server, to which `innonet push`
        has sent the same view, as `INNONET_STORE_USER` with `INNONET_STORE_PASSWORD`. None: the bundled server.

    Raises
    ------
    StoreError
        If the server cannot be started or reached, or holds another view.
    """
    if url is not None:
        store = Store(access_from(url), name=url)
        try:
            _check_view(store, view_key(network), url)
        except BaseException:
            store.close()
            raise
        return store
    access = _ready(network, bundled.start(ledger_id))

    def renew(access: Access) -> Access:
        running = bundled.find(ledger_id)
        if running is None or running.url != access.url:
            return _ready(network, bundled.start(ledger_id))
        _used(running, access.database)
        return access

    return Store(
        access,
        name=bundled.URL,
        renew=renew,
        patience=bundled.command_seconds(),
        on_hang=lambda: bundled.kill(ledger_id),
        spent=lambda: bundled.cpu_seconds_of(ledger_id),
    )


def access_from(url: str) -> Access:
    """Return how to reach the server at `url`; user and password come from the environment, never from the address."""
    scheme, separator, rest = url.partition("://")
    host, _, database = rest.partition("/")
    if not separator or not host or "@" in host:
        raise StoreError(url, "is no server address. Write bolt://HOST:7687; user and password by INNONET_STORE_USER "
                              "and INNONET_STORE_PASSWORD.")  # fmt: skip
    return Access(
        url=f"{scheme}://{host}",
        database=database or "neo4j",
        user=os.environ.get("INNONET_STORE_USER", "neo4j"),
        password=os.environ.get("INNONET_STORE_PASSWORD", ""),
    )


def view_key(network: Network) -> str:
    """Return the key of a network's view: equal for equal views of one revision, on every machine."""
    view = network.view
    parts: list[object] = [
        VERSION,
        view.revision,
        view.as_of.isoformat() if view.as_of else None,
        sorted(view.statuses) if view.statuses is not None else None,
        sorted(view.kinds) if view.kinds is not None else None,
        sorted(view.without),
        view.sure,
        # A newer `derive` may see more in the same revision.
        [
            len(network.entities),
            len(network.ties),
            len(network.claims),
            len(network.quantities),
            len(network.documents),
        ],
    ]
    if not view.revision:  # Read from tables: nothing but the content tells one from another.
        parts += [repr(network.entities), repr(network.ties)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _ready(network: Network, running: bundled.Running) -> Access:
    """Return a reader's access to the view's database, made and loaded if need be."""
    name = "v" + view_key(network)
    views = running.home / "views"
    views.mkdir(exist_ok=True)
    loaded = views / f"{name}.loaded"
    if not loaded.exists():
        with lock(running.home / "views.lock"):
            if not loaded.exists():
                _make(network, running, name)
                _prune(running, views, keep=name)
                loaded.touch()
    _used(running, name)
    return Access(running.url, name, admin.READER, running.password(admin.READER))


def _make(network: Network, running: bundled.Running, name: str) -> None:
    password = running.password("root")
    try:
        if name in admin.databases(running.http, password):  # Left by a load that broke off.
            admin.drop_database(running.http, password, name)
        admin.create_database(running.http, password, name)
    except OSError as error:
        raise StoreError(bundled.URL, f"ended while a view was made ({error}). Ask again.") from error
    with Store(Access(running.url, name, "root", password), name=bundled.URL, read_only=False) as store:
        load(network, store, empty=True)


def _prune(running: bundled.Running, views: Path, keep: str) -> None:
    """Throw away the views that nobody has asked for the longest time."""
    others = sorted(views.glob("*.loaded"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        path.unlink(missing_ok=True)
        admin.drop_database(running.http, running.password("root"), path.stem)


def _used(running: bundled.Running, name: str) -> None:
    running.touch()
    path = running.home / "views" / f"{name}.loaded"
    if path.exists():
        path.touch()


def _check_view(store: Store, key: str, url: str) -> None:
    refuse_old(store.agent, url)
    held = store.run("MATCH (v:InnonetView) RETURN v.key AS key").rows
    if (key,) not in held:
        other = "another view of the ledger" if held else "no network of innonet"
        raise StoreError(url, f"holds {other}. Send this one first: innonet push {url}, with the same options.")
