"""GEXF 1.3: for Gephi, with its timeline; networkx reads it too."""

from datetime import date
from pathlib import Path
from typing import Any, cast

from lxml import etree

from graph import files
from graph.claim import first_day
from graph.exchange.flat import column_types, flat, legal, said
from graph.network import Network, entity_rows, tie_rows
from graph.tie import Tie

NAMESPACE = "http://gexf.net/1.3"


def write(network: Network, path: Path) -> None:
    """Write `network` to `path`, replacing what was there; a write that fails leaves it as it was."""
    files.write(path, to_bytes(network))


def to_bytes(network: Network) -> bytes:
    """Return `network` as GEXF; the same network gives the same bytes.

    `lastmodifieddate` is the newest publication date, never a clock. A tie has a spell where its dates are known: from
    the earlier of `since` and the first publication that speaks of it, to the day it ended, if it did. Attributes as in
    GraphML: lists are JSON text, nulls are left out; edges are all of one type, for networkx refuses files that mix
    both, and a boolean `directed` says which have a direction.
    """
    nodes = [flat(row) for row in entity_rows(network)]
    edges = [flat(row) for row in tie_rows(network)]
    directed = any(tie.directed for tie in network.ties) or not network.ties
    root = etree.Element(f"{{{NAMESPACE}}}gexf", nsmap=cast("dict[str, str]", {None: NAMESPACE}), version="1.3")
    newest = network.view.newest or max((d.published for d in network.documents if d.published), default=None)
    meta = etree.SubElement(root, f"{{{NAMESPACE}}}meta", {"lastmodifieddate": newest.isoformat()} if newest else {})
    etree.SubElement(meta, f"{{{NAMESPACE}}}creator").text = "innonet"
    etree.SubElement(meta, f"{{{NAMESPACE}}}description").text = f"revision {network.view.revision or 'none'}"
    spells = {tie.id: spell(tie) for tie in network.ties}
    graph = etree.SubElement(
        root,
        f"{{{NAMESPACE}}}graph",
        defaultedgetype="directed" if directed else "undirected",
        mode="dynamic" if any(any(ends) for ends in spells.values()) else "static",
        timeformat="date",
    )
    node_keys = _declare(graph, "node", column_types(nodes), ("id",))
    edge_keys = _declare(graph, "edge", column_types(edges), ("id", "source", "target", "weight"))
    shelf = etree.SubElement(graph, f"{{{NAMESPACE}}}nodes")
    for row in nodes:
        node = etree.SubElement(shelf, f"{{{NAMESPACE}}}node", id=legal(row["id"]), label=legal(row["name"]))
        _values(node, row, node_keys)
    shelf = etree.SubElement(graph, f"{{{NAMESPACE}}}edges")
    for row in edges:
        attributes = {key: legal(row[key]) for key in ("id", "source", "target")}
        edge = etree.SubElement(
            shelf,
            f"{{{NAMESPACE}}}edge",
            attributes | {"label": legal(row["kind"]), "weight": said(float(row["weight"]))},
        )
        _values(edge, row, edge_keys)
        start, end = spells[row["id"]]
        if start or end:
            when = {"start": start, "end": end}
            one = etree.SubElement(edge, f"{{{NAMESPACE}}}spells")
            etree.SubElement(one, f"{{{NAMESPACE}}}spell", {k: d.isoformat() for k, d in when.items() if d})
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def spell(tie: Tie) -> tuple[date | None, date | None]:
    """Return from when to when a tie is known to have stood; None where open."""
    said = min((s.published for s in tie.history if s.published), default=None)
    if tie.status == "ended":
        ended = first_day(tie.since) or tie.asserted
        return (said if said and ended and said < ended else None), ended
    return min((d for d in (first_day(tie.since), said) if d), default=None), None


def _declare(graph: "etree._Element", domain: str, types: dict[str, str], skip: tuple[str, ...]) -> dict[str, str]:
    keys = {name: str(number) for number, name in enumerate(n for n in types if n not in skip)}
    shelf = etree.SubElement(graph, f"{{{NAMESPACE}}}attributes", {"class": domain})
    for name, id in keys.items():
        etree.SubElement(shelf, f"{{{NAMESPACE}}}attribute", id=id, title=name, type=types[name])
    return keys


def _values(element: "etree._Element", row: dict[str, Any], keys: dict[str, str]) -> None:
    shelf = etree.SubElement(element, f"{{{NAMESPACE}}}attvalues")
    for name, key in keys.items():
        if name in row:
            etree.SubElement(shelf, f"{{{NAMESPACE}}}attvalue", {"for": key, "value": said(row[name])})
