"""Network → an empty or an older view on a Cypher server, in batches; the same twice changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from graph.errors import StoreError
from graph.network import Network
from graph.store.model import KEYED, LABELS, TYPES, Link, Node, links, nodes
from graph.store.store import Store

T = TypeVar("T")
K = TypeVar("K")
BATCH = 1000  # 5,000 was no faster on either server, and a batch must end within the engine's own 5 s.


def load(network: Network, store: Store, *, empty: bool = False, mark: str | None = None) -> dict[str, int]:
    """Write a network into a store and return the number of nodes and relationships sent.

    Parameters
    ----------
    network : Network
        What the store then holds.
    store : Store
        As a user that may write.
    empty : bool
        Whether the database is known to hold nothing: then everything is created rather than looked for.
    mark : str, optional
        Value of the property `innonet` on all that is written, by which `push` knows its own.
    """
    make_keys(store)
    verb = "CREATE" if empty else "MERGE"
    counts = {"nodes": 0, "relationships": 0}
    for labels, alike in _grouped(nodes(network), lambda node: node.labels):
        for nodes_ in batches(alike):
            store.write(node_statement(labels, verb), {"rows": [_node_row(node, mark) for node in nodes_]})
            counts["nodes"] += len(nodes_)
    for shape, parallel in _grouped(links(network), lambda link: (link.type, link.source_label, link.target_label)):
        for links_ in batches(parallel):
            store.write(link_statement(*shape, verb), {"rows": [_link_row(link, mark) for link in links_]})
            counts["relationships"] += len(links_)
    return counts


def make_keys(store: Store) -> None:
    """Make `id` unique, and found fast, under every keyed label; nothing happens where it is."""
    for label in KEYED:
        store.write(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{_known(label)}) REQUIRE n.id IS UNIQUE")


def node_statement(labels: Iterable[str], verb: str) -> str:
    """Return the statement that writes a batch of nodes of these labels.

    The labels stand inside the MERGE: added to a node of the same transaction later, the bundled server refuses them
    under a unique constraint.
    """
    key = " {id: row.id}" if verb == "MERGE" else ""
    return f"UNWIND $rows AS row {verb} (n:{':'.join(map(_known, labels))}{key}) SET n = row"


def link_statement(type_: str, source: str, target: str, verb: str) -> str:
    """Return the statement that writes a batch of relationships of one type between nodes of two labels."""
    if type_ not in TYPES:
        raise StoreError(type_, "is no type of the model; unknown kinds are written as OTHER")
    key = " {id: row.properties.id}" if verb == "MERGE" else ""
    return (
        f"UNWIND $rows AS row MATCH (a:{_known(source)} {{id: row.a}}) MATCH (b:{_known(target)} {{id: row.b}}) "
        f"{verb} (a)-[r:{type_}{key}]->(b) SET r = row.properties"
    )


def _known(label: str) -> str:
    if label not in LABELS:
        raise StoreError(label, "is no label of the model; unknown kinds are written as Other")
    return label


def _node_row(node: Node, mark: str | None) -> dict[str, Any]:
    return node.properties if mark is None else node.properties | {"innonet": mark}


def _link_row(link: Link, mark: str | None) -> dict[str, Any]:
    properties = link.properties if mark is None else link.properties | {"innonet": mark}
    return {"a": link.source, "b": link.target, "properties": properties}


def _grouped(things: Iterable[T], key: Callable[[T], K]) -> Iterator[tuple[K, list[T]]]:
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    yield from groups.items()


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
