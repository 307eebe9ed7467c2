"""Network → a Neo4j that somebody else runs: only what is ours is written, changed or removed.

All that is ours carries the property `innonet`, the id of its ledger; one node `:InnonetView` says which view the
server holds. A push that breaks off leaves that node without a key: questions are refused until the push is repeated,
and the repetition takes up what is there.
"""

from graph.errors import StoreError
from graph.network import Network
from graph.store.grouping import batches
from graph.store.load import BATCH, load, make_keys
from graph.store.model import KEYED, links, nodes
from graph.store.store import Store
from graph.store.trouble import refuse_old
from graph.store.views import access_from, view_key

OURS = "WHERE n.innonet = $mark AND (" + " OR ".join(f"n:{label}" for label in KEYED) + ")"


def push(network: Network, url: str, *, ledger_id: str) -> dict[str, int]:
    """Make the server at `url` hold exactly `network`, beside whatever else it holds, and return what was done.

    Parameters
    ----------
    network : Network
        The view to send.
    url : str
        `bolt://…` or `neo4j://…` (`+s`, `+ssc` for TLS), with `/DATABASE` where it is not `neo4j`.
    ledger_id : str
        Marks what is ours; a server that holds another ledger's network is left alone.

    Returns
    -------
    dict
        `nodes` and `relationships` sent; `removed_nodes` and `removed_relationships` that have left the network.

    Raises
    ------
    StoreError
        If the server cannot be reached, is too old, or holds things of others under our labels.
    """
    with Store(access_from(url), name=url, read_only=False) as store:
        _check(store, url, ledger_id)
        store.write("MERGE (v:InnonetView {id: 'view'}) SET v.innonet = $mark REMOVE v.key", {"mark": ledger_id})
        make_keys(store)
        left = _remove_nodes(network, store, ledger_id)
        gone = _remove_links(network, store, ledger_id)
        sent = load(network, store, empty=left["kept"] == 0, mark=ledger_id)
        view = network.view
        store.write(
            "MERGE (v:InnonetView {id: 'view'}) SET v.key = $key, v.revision = $revision, v.as_of = $day",
            {"key": view_key(network), "revision": view.revision, "day": view.day},
        )
    return sent | {"removed_nodes": left["removed"], "removed_relationships": gone}


def _check(store: Store, url: str, ledger_id: str) -> None:
    refuse_old(store.agent, url)
    held = store.write("MATCH (v:InnonetView) RETURN v.innonet AS mark").rows
    if any(mark != ledger_id for (mark,) in held):
        raise StoreError(url, "holds the network of another ledger. Name another database after the address.")
    for label in KEYED:
        foreign = store.write(f"MATCH (n:{label}) WHERE n.innonet IS NULL RETURN n.id AS id LIMIT 1").rows
        if foreign:
            raise StoreError(url, f"holds :{label} nodes of somebody else. Name an empty database after the address.")


def _remove_nodes(network: Network, store: Store, mark: str) -> dict[str, int]:
    """Remove our nodes that are no longer in the network, or no longer of the same labels."""
    wanted = {(node.properties["id"], frozenset(node.labels)) for node in nodes(network)}
    held = store.write(f"MATCH (n) {OURS} RETURN n.id AS id, labels(n) AS labels", {"mark": mark}).rows
    gone = [(id, labels) for id, labels in held if (id, frozenset(labels)) not in wanted]
    for label in KEYED:
        for some in batches([id for id, labels in gone if label in labels], BATCH):
            store.write(
                f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.innonet = $mark DETACH DELETE n",
                {"ids": some, "mark": mark},
            )
    return {"removed": len(gone), "kept": len(held) - len(gone)}


def _remove_links(network: Network, store: Store, mark: str) -> int:
    """Remove our relationships that are no longer in the network."""
    wanted = {(link.type, link.source, link.properties["id"], link.target) for link in links(network)}
    held = store.write(
        f"MATCH (n)-[r]->(m) {OURS} AND r.innonet = $mark "
        "RETURN type(r) AS type, n.id AS source, r.id AS id, m.id AS target, labels(n) AS labels",
        {"mark": mark},
    ).rows
    gone = [(type_, source, id, labels) for type_, source, id, target, labels in held
            if (type_, source, id, target) not in wanted]  # fmt: skip
    for label in KEYED:
        for some in batches([[source, id] for _, source, id, labels in gone if label in labels], BATCH):
            store.write(
                f"UNWIND $ids AS pair MATCH (n:{label} {{id: pair[0]}})-[r {{id: pair[1]}}]->() "
                "WHERE r.innonet = $mark DELETE r",
                {"ids": some, "mark": mark},
            )
    return len(gone)
