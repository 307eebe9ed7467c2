"""The network as a Cypher server holds it: which nodes and relationships, with which labels, types and properties.

    (:University:Actor:Entity {id, kind, name, name_en, aliases, sector, region, …})
        -[:COOPERATES_WITH {id, kind, status, group, step, since, asserted, weight, silent, documents, claims, …}]-> (…)
    (:Document)-[:STATES]->(:Claim {kind, status, quote, when, …})-[:ABOUT {role}]->(:Entity)
    (:Document)-[:STATES]->(:Quantity {indicator, low, high, unit, …})-[:OF]->(:Entity)
    (:Alias {id})-[:NAMES]->(:Entity)
    (:Tie {id, kind, first, second, …}), (:Sum:Register {id, …}), …

A name is a node, so that whoever is called something is found by the index of `:Alias(id)` and not by a look at every
list of aliases; two entities may share one. A tie carries its history in four lists, one entry a claim, oldest first:
`claims`, and beside each what it `said`, the `steps` of that, when it was `said_on` (text, empty where undated) and in
which document it was `said_in`. Every entity also carries `:Entity`, the one label that a unique key can stand on.
Beside its relationship a tie is a node, a row that an index finds; what is counted once for the whole network stands on
entities, documents and sums (`graph.store.sums`).
Labels and types come from the ontology alone: a kind that it does not know is `:Other` or `OTHER`, its name kept in the
property `kind`, because a label cannot be a parameter and text from a table must never become Cypher. Nulls are left
out, dates are dates, keys are text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.entity import Entity
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store import counted, sums
from graph.store.counted import number
from graph.store.verdicts import verdicts
from graph.tie import Tie

VERSION = 8  # Raised whenever what stands here changes, so that older views are made again.
KEYED = ("Entity", "Document", "Claim", "Quantity", "Alias", "Tie", "Sum")
"""The labels under which `id` is unique."""
LONGEST_ALIAS = 1000
LABELS = frozenset({*KEYED, *ONTOLOGY.kinds, "Actor", "Academician", "Placeholder", "Other", *sums.LABELS})
TYPES = frozenset({*ONTOLOGY.claims, "STATES", "ABOUT", "OF", "NAMES", "OTHER"})
PROPERTIES = ("id", "kind", "name", "name_en", "aliases", "sector", "region", "subkind", "status", "group", "step",
              "since", "asserted", "weight", "silent", "field", "claims", "documents", "quote", "when", "role", "title",
              "publisher", "published", "indicator", "low", "high", "unit", "relation", "modality", "period", "about",
              "academician", "achieved", "address", "amount", "amounts", "confidence", "directed", "figure", "figures",
              "first", "followed", "furthest", "hosts", "identifiers", "language", "leaders", "members", "named_hosts",
              "named_leaders", "named_members", "placeholder", "position", "said", "said_in", "said_on", "scope",
              "second", "source", "steps", "target", "ties", "verdict", "innonet", *sums.PROPERTIES)  # fmt: skip
"""All that a node or a relationship can have, what analysts ask for most first."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its labels, the keyed one first, and its properties, `id` among them."""

    labels: tuple[str, ...]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship between two nodes that are found by their keyed labels and ids."""

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    properties: dict[str, Any]
    """`id` among them, unique within the type."""


def nodes(network: Network) -> Iterator[Node]:
    """Yield every node of a network: entities, their names, documents, claims, quantities."""
    about, told = counted.claims_about(network), counted.claims_in(network)
    figures = Counter(quantity.document for quantity in network.quantities)
    for entity in network.entities:
        taken = counted.of_entity(network, entity, about.get(entity.id, ()))
        yield Node(labels_of(entity), _entity(entity) | _said(**taken))
    for alias in dict.fromkeys(alias_id(alias) for entity in network.entities for alias in entity.aliases):
        yield Node(("Alias",), {"id": alias})
    for d in network.documents:
        yield Node(("Document",), _said(id=d.id, address=d.address, title=d.title, publisher=d.publisher,
                                        published=d.published, language=d.language, claims=told.get(d.id, []),
                                        figures=figures[d.id]))  # fmt: skip
    for c in network.claims:
        yield Node(("Claim",), _said(id=c.id, kind=c.kind, status=c.status, group=_group(c.status),
                                     step=_step(c.status), quote=c.quote, when=c.when, field=c.field,
                                     position=c.position, amount=c.amount, confidence=float(c.confidence),
                                     about=sorted({e.name for e in counted.about_whom(network, c)})))  # fmt: skip
    judged = verdicts(network)
    for q in network.quantities:
        yield Node(("Quantity",), _said(id=q.id, indicator=q.indicator, low=number(q.low), high=number(q.high),
                                        unit=q.unit, relation=q.relation, modality=q.modality, period=q.period,
                                        quote=q.quote, scope=q.scope, **judged.get(q.id, {})))  # fmt: skip
    for t in network.ties:
        yield Node(("Tie",), _tie(network, t) | _said(**counted.of_tie(network, t)))
    for label, id, kept in sums.sums(network):
        yield Node(("Sum", label), _said(id=id, **kept))


def links(network: Network) -> Iterator[Link]:
    """Yield every relationship of a network: ties first, then what states and what it is about."""
    documents = {document.id for document in network.documents}
    for t in network.ties:
        type_ = t.kind if t.kind in ONTOLOGY.claims else "OTHER"
        yield Link(type_, "Entity", t.source, "Entity", t.target, _tie(network, t))
    for e in network.entities:
        for alias in dict.fromkeys(map(alias_id, e.aliases)):
            yield Link("NAMES", "Alias", alias, "Entity", e.id, {"id": f"{e.id}-{alias}"})
    for c in network.claims:
        if c.document in documents:
            yield Link("STATES", "Document", c.document, "Claim", c.id, {"id": c.id})
        for p in c.participants:
            if p.entity is not None and network.has(p.entity):
                end = network.entity(p.entity).id
                yield Link("ABOUT", "Claim", c.id, "Entity", end, {"id": f"{c.id}-{p.role}-{end}", "role": p.role})
    for q in network.quantities:
        if q.document in documents:
            yield Link("STATES", "Document", q.document, "Quantity", q.id, {"id": q.id})
        if q.entity is not None and network.has(q.entity):
            yield Link("OF", "Quantity", q.id, "Entity", network.entity(q.entity).id, {"id": q.id})


def alias_id(name: str) -> str:
    """Return the id of the node that stands for a name: the name, cut where an index of Neo4j takes no more."""
    return name[:LONGEST_ALIAS]


def labels_of(entity: Entity) -> tuple[str, ...]:
    """Return the labels of an entity, `Entity` first."""
    known = entity.kind in ONTOLOGY.kinds
    labels = ["Entity", entity.kind if known else "Other"]
    if known and ONTOLOGY.kinds[entity.kind].actor:
        labels.append("Actor")
    if entity.academician:
        labels.append("Academician")
    if entity.placeholder:
        labels.append("Placeholder")
    return tuple(labels)


def _entity(e: Entity) -> dict[str, Any]:
    return _said(
        id=e.id, kind=e.kind, subkind=e.subkind, name=e.name, name_en=e.name_en, aliases=list(e.aliases),
        sector=e.sector, region=e.region, placeholder=e.placeholder, academician=e.academician,
        identifiers=[f"{scheme}:{value}" for scheme, value in e.identifiers],
    )  # fmt: skip


def _tie(network: Network, t: Tie) -> dict[str, Any]:
    """Return what is known of a tie, what was said of it as lists of one length."""
    said = counted.history(t)
    return _said(
        id=t.id,
        kind=t.kind,
        status=t.status,
        group=_group(t.status),
        step=_step(t.status),
        since=t.since,
        asserted=t.asserted,
        weight=number(t.weight),
        silent=network.silent(t),
        directed=t.directed,
        field=t.field,
        documents=list(t.documents),
    ) | {
        "claims": list(t.claims),
        "said": [assertion.status for assertion in said],
        "steps": [counted.step(assertion.status) for assertion in said],
        "said_on": [assertion.published.isoformat() if assertion.published else "" for assertion in said],
        "said_in": [assertion.document for assertion in said],
    }


def _group(status: str) -> str | None:
    return ONTOLOGY.statuses[status].group if status in ONTOLOGY.statuses else None


def _step(status: str) -> int | None:
    """Return the place of a status in the lifecycle, so that statements can tell earlier from later."""
    place = counted.step(status)
    return None if place < 0 else place


def _said(**properties: Any) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}
