"""Network → an empty or an older view on a Cypher server, in batches; the same twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.errors import QueryError, StoreError
from graph.network import Network
from graph.store.grouping import batches, grouped
from graph.store.model import KEYED, LABELS, TYPES, links, nodes
from graph.store.store import Store
from graph.store.trouble import OVERDUE

BATCH = 1000  # 5,000 was no faster on either server, and a batch must end within the engine's own 5 s.
LETTERS = 400
"""Of texts, alone and in lists, that weigh as much as a node: a sum may list 100,001 ids, a quote be a whole page."""


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
    for labels, alike in grouped(nodes(network), lambda node: node.labels):
        keys = _keys(node.properties for node in alike)
        for nodes_ in batches(alike, BATCH, lambda node: weight(node.properties)):
            rows = [[node.properties.get(key) for key in keys] for node in nodes_]
            _send(store, node_statement(labels, keys, verb), rows, mark)
            counts["nodes"] += len(nodes_)
    for shape, parallel in grouped(links(network), lambda link: (link.type, link.source_label, link.target_label)):
        keys = _keys(link.properties for link in parallel)
        for links_ in batches(parallel, BATCH, lambda link: weight(link.properties)):
            rows = [[*(link.properties.get(key) for key in keys), link.source, link.target] for link in links_]
            _send(store, link_statement(*shape, keys, verb), rows, mark)
            counts["relationships"] += len(links_)
    return counts


def make_keys(store: Store) -> None:
    """Make `id` unique, and found fast, under every keyed label; nothing happens where it is."""
    for label in KEYED:
        store.write(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{_known(label)}) REQUIRE n.id IS UNIQUE")


def node_statement(labels: Iterable[str], keys: Sequence[str], verb: str) -> str:
    """Return the statement that writes a batch of nodes of these labels; a row holds the values of `keys`.

    The labels stand inside the MERGE: added to a node of the same transaction later, the bundled server refuses them
    under a unique constraint.
    """
    within, after = _written("n", keys, verb)
    return f"UNWIND $rows AS row {verb} (n:{':'.join(map(_known, labels))} {within}){after}"


def link_statement(type_: str, source: str, target: str, keys: Sequence[str], verb: str) -> str:
    """Return the statement that writes a batch of relationships of one type between nodes of two labels.

    A row holds the values of `keys`, then the ids of both ends.
    """
    if type_ not in TYPES:
        raise StoreError(type_, "is no type of the model; unknown kinds are written as OTHER")
    within, after = _written("r", keys, verb)
    a, b = len(keys), len(keys) + 1
    return (
        f"UNWIND $rows AS row MATCH (a:{_known(source)} {{id: row[{a}]}}) MATCH (b:{_known(target)} {{id: row[{b}]}}) "
        f"{verb} (a)-[r:{type_} {within}]->(b){after}"
    )


def weight(properties: Mapping[str, Any]) -> int:
    """Return how much of a batch a node or relationship takes: 1, more where it holds long lists or texts.

    A server takes only so much in one message; the bundled one falls silent over more than 16 MiB.
    """
    letters = 0
    for value in properties.values():
        for text in value if isinstance(value, list) else (value,):
            letters += len(text) if isinstance(text, str) else 1
    return max(1, letters // LETTERS)


def _keys(properties: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return all keys, sorted. They stand in the statement once and not in each row, which is half of what is sent."""
    return sorted({key for each in properties for key in each})


def _written(thing: str, keys: Sequence[str], verb: str) -> tuple[str, str]:
    """Return what stands inside the pattern and what after it; a null leaves its property out, `mark` too if none."""
    everything = "{" + ", ".join([f"`{key}`: row[{at}]" for at, key in enumerate(keys)] + ["innonet: $mark"]) + "}"
    if verb == "CREATE":
        return everything, ""
    return f"{{id: row[{keys.index('id')}]}}", f" SET {thing} = {everything}"


def _send(store: Store, statement: str, rows: list[list[Any]], mark: str | None) -> None:
    """Write a batch; one that a busy server does not end in its time is rolled back there, and sent again by halves."""
    try:
        store.write(statement, {"rows": rows, "mark": mark})
    except QueryError as error:
        if OVERDUE not in str(error) or len(rows) == 1:
            raise
        half = len(rows) // 2
        _send(store, statement, rows[:half], mark)
        _send(store, statement, rows[half:], mark)


def _known(label: str) -> str:
    if label not in LABELS:
        raise StoreError(label, "is no label of the model; unknown kinds are written as Other")
    return label
