"""GraphML: for networkx, igraph, Gephi, yEd and Cytoscape; read back as a network without its evidence."""

from collections import Counter
from pathlib import Path
from typing import Any, cast

import pandas as pd
from lxml import etree

from graph import files
from graph.errors import DocumentError
from graph.exchange.flat import column_types, flat, legal, said
from graph.network import Network, entity_rows, tie_rows

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write(network: Network, path: Path) -> None:
    """Write `network` to `path`, replacing what was there; a write that fails leaves it as it was."""
    files.write(path, to_bytes(network))


def to_bytes(network: Network) -> bytes:
    """Return `network` as GraphML; the same network gives the same bytes.

    Nodes and edges carry every column of the tables; lists are JSON text, dates ISO text, nulls are left out. Parallel
    ties stay apart, each with its id. The graph is undirected where every tie is; else all edges are written as
    directed with a boolean `directed`, for networkx refuses files that mix both.
    """
    nodes = [flat(row) for row in entity_rows(network)]
    edges = [flat(row) for row in tie_rows(network)]
    directed = any(tie.directed for tie in network.ties) or not network.ties
    root = etree.Element(f"{{{NAMESPACE}}}graphml", nsmap=cast("dict[str, str]", {None: NAMESPACE}))
    node_keys = _declare(root, "node", {**column_types(nodes), "label": "string"}, skip=("id",))
    edge_keys = _declare(root, "edge", column_types(edges), skip=("id", "source", "target"))
    stamp = {"revision": network.view.revision, "as_of": network.view.day}
    graph_keys = _declare(root, "graph", {key: "string" for key, value in stamp.items() if value})
    graph = etree.SubElement(
        root, f"{{{NAMESPACE}}}graph", id="innonet", edgedefault="directed" if directed else "undirected"
    )
    _data(graph, {key: str(value) for key, value in stamp.items() if value}, graph_keys)
    for row in nodes:
        node = etree.SubElement(graph, f"{{{NAMESPACE}}}node", id=legal(row["id"]))
        _data(node, {"label": row["name"], **row}, node_keys)
    for row in edges:
        ends = {"source": legal(row["source"]), "target": legal(row["target"])}
        _data(etree.SubElement(graph, f"{{{NAMESPACE}}}edge", {"id": legal(row["id"]), **ends}), row, edge_keys)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def read(path: Path) -> Network:
    """Return the network in a GraphML file: entities and ties with their columns, without claims and documents.

    A file of another program is read too: a node's `name` or `label` is its name, an edge without a `kind` is a TIE,
    directed as the edge or else the file says, and what an element leaves out is what its key has as default. An id
    that several edges share, as networkx writes parallel ones, is no id, and each gets one of its own.

    Raises
    ------
    DocumentError
        If the file cannot be read or is no GraphML.
    UsageError
        If an end is no node, or a value is not of its column: a weight no number, a day no day.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except OSError as error:
        raise DocumentError(path.name, "cannot be opened. Check the path.") from error
    except etree.XMLSyntaxError as error:
        raise DocumentError(path.name, f"is no well-formed XML ({error.msg}). Export it again.") from error
    graph = root.find(f"{{{NAMESPACE}}}graph")
    if graph is None:
        raise DocumentError(path.name, "holds no GraphML graph. Export it as GraphML.")
    keys = {key.get("id"): key for key in root.iter(f"{{{NAMESPACE}}}key")}
    directed = graph.get("edgedefault") != "undirected"
    of_nodes, of_edges = _defaults(keys, "node"), _defaults(keys, "edge")
    entities = [_entity(node, keys, of_nodes) for node in graph.iter(f"{{{NAMESPACE}}}node")]
    ties = [_tie(edge, keys, of_edges) for edge in graph.iter(f"{{{NAMESPACE}}}edge")]
    often = Counter(tie["id"] for tie in ties)
    ties = [tie if often[tie["id"]] == 1 else tie | {"id": None} for tie in ties]
    return Network.from_tables(
        pd.DataFrame(entities, columns=_columns(entities, ["id"]), dtype=object),
        pd.DataFrame(ties, columns=_columns(ties, ["source", "target", "kind"]), dtype=object),
        directed=directed,
    )


def _declare(root: "etree._Element", domain: str, types: dict[str, str], skip: tuple[str, ...] = ()) -> dict[str, str]:
    keys = {name: f"{domain[0]}{number}" for number, name in enumerate(n for n in types if n not in skip)}
    for name, id in keys.items():
        attributes = {"id": id, "for": domain, "attr.name": name, "attr.type": types[name]}
        etree.SubElement(root, f"{{{NAMESPACE}}}key", attributes)
    return keys


def _data(element: "etree._Element", row: dict[str, Any], keys: dict[str, str]) -> None:
    for name, key in keys.items():
        if name in row:
            etree.SubElement(element, f"{{{NAMESPACE}}}data", key=key).text = said(row[name])


def _defaults(keys: dict[str | None, "etree._Element"], domain: str) -> dict[str, str | None]:
    """Return what an element of the domain has where it says nothing else."""
    return {
        _name(key): default.text
        for key in keys.values()
        if key.get("for", "all") in (domain, "all") and (default := key.find(f"{{{NAMESPACE}}}default")) is not None
    }


def _name(key: "etree._Element") -> str:
    return key.get("attr.name") or str(key.get("id"))


def _values(element: "etree._Element", keys: dict[str | None, "etree._Element"]) -> dict[str, str | None]:
    data = element.iterchildren(f"{{{NAMESPACE}}}data")
    return {_name(keys[one.get("key")]): one.text for one in data if one.get("key") in keys}


def _entity(
    node: "etree._Element", keys: dict[str | None, "etree._Element"], defaults: dict[str, str | None]
) -> dict[str, Any]:
    values = defaults | _values(node, keys)
    return values | {"id": node.get("id"), "name": values.get("name") or values.get("label")}


def _tie(
    edge: "etree._Element", keys: dict[str | None, "etree._Element"], defaults: dict[str, str | None]
) -> dict[str, Any]:
    values = defaults | _values(edge, keys)
    return values | {
        "id": edge.get("id"),
        "source": edge.get("source"),
        "target": edge.get("target"),
        "kind": values.get("kind") or "TIE",
        "weight": values.get("weight"),
        # Ours before that of the format: what another program made of our file may have turned every edge.
        "directed": values.get("directed") or edge.get("directed"),
    }


def _columns(rows: list[dict[str, Any]], needed: list[str]) -> list[str]:
    return list(dict.fromkeys([*needed, *(key for row in rows for key in row)]))
