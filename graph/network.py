"""The one thing handed downstream: a frozen network of one view, with its evidence.

Measures, pages, exchange and the Cypher store take a `Network` and nothing else.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from graph.claim import Claim, Quantity
from graph.entity import Entity, Name
from graph.errors import EntityUnknown, UsageError
from graph.ontology import ONTOLOGY, Label
from graph.tie import Tie, tie_id

if TYPE_CHECKING:  # both cost a third of a second to import, and many commands need neither
    import networkx as nx
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Source:
    """A document without its text: what a citation needs."""

    id: str
    address: str
    title: str | None
    publisher: str | None
    published: date | None
    language: str = "zh"
    sha256: str = ""
    damage: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The filter that made a network, and what it left out."""

    as_of: date | None = None
    """The day looked at; None means the newest publication date in the ledger."""
    statuses: frozenset[str] | None = None
    """Statuses kept; None means all."""
    kinds: frozenset[str] | None = None
    """Kinds kept, entity kinds in CamelCase and tie kinds in UPPER_CASE; None means all."""
    without: tuple[str, ...] = ()
    """Names taken out."""
    revision: str = ""
    """Of the ledger."""
    newest: date | None = None
    """Newest publication date among the documents counted."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the filter left out, counted: undated documents, ties by status, …"""

    @property
    def day(self) -> date | None:
        """The day on which statuses are read: `as_of`, else the newest publication."""
        return self.as_of or self.newest


# A tie that nobody has asserted for longer than this is silent.
SILENT_AFTER_DAYS = 365


@dataclass(frozen=True)
class Network:
    """Entities, ties and the claims behind them, of one view."""

    entities: tuple[Entity, ...] = ()
    ties: tuple[Tie, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    documents: tuple[Source, ...] = ()
    view: View = field(default_factory=View)

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        found = {former: entity for entity in self.entities for former in entity.former}
        found.update({entity.id: entity for entity in self.entities})
        return found

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def _documents(self) -> dict[str, Source]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _ties_at(self) -> dict[str, list[Tie]]:
        at: dict[str, list[Tie]] = {}
        for tie in self.ties:
            for end in dict.fromkeys(tie.ends):
                at.setdefault(end, []).append(tie)
        return at

    def entity(self, id: str) -> Entity:
        """Return the entity with this id, or with this former id; EntityUnknown if there is none."""
        if id not in self._entities:
            raise EntityUnknown(id)
        return self._entities[id]

    def has(self, id: str) -> bool:
        """Return whether an entity with this id, or former id, is in the network."""
        return id in self._entities

    @cached_property
    def _by_name(self) -> dict[str, list[Entity]]:
        named: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for alias in entity.aliases:
                named.setdefault(alias.casefold(), []).append(entity)
        return named

    def named(self, name: str) -> Entity:
        """Return the entity that bears `name` as any of its names, letter case aside.

        Of several that share it, the one with most ties. EntityUnknown, with the nearest names, if there is none.
        """
        found = self._by_name.get(name.casefold(), [])
        if not found:
            near = get_close_matches(name.casefold(), list(self._by_name), n=3, cutoff=0.5)
            near += [alias for alias in self._by_name if name.casefold() in alias]
            nearest = dict.fromkeys(self._by_name[alias][0].name for alias in near)
            raise EntityUnknown(name, list(nearest)[:3])
        return min(found, key=lambda entity: (-len(self.ties_of(entity.id)), entity.id))

    def claim(self, id: str) -> Claim:
        """Return the claim with this id."""
        return self._claims[id]

    def document(self, id: str) -> Source:
        """Return the document with this id."""
        return self._documents[id]

    def claims_of(self, tie: Tie) -> tuple[Claim, ...]:
        """Return the claims that say `tie`, oldest first: its evidence."""
        return tuple(self._claims[id] for id in tie.claims if id in self._claims)

    def ties_of(self, id: str) -> tuple[Tie, ...]:
        """Return the ties at an entity."""
        return tuple(self._ties_at.get(id, ()))

    def silent(self, tie: Tie, days: int = SILENT_AFTER_DAYS) -> bool:
        """Return whether nobody has spoken of `tie` for more than `days` before the view's day.

        A tie that operates or has ended is never silent, nor is one whose documents are undated.
        """
        day = self.view.day
        if tie.status in ("operating", "ended") or tie.asserted is None or day is None:
            return False
        return (day - tie.asserted).days > days

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """Return the network as a MultiDiGraph: nodes and edges carry every column of the tables of `to_tables`.

        Undirected ties stand once, smaller id first, with `directed=False`; edges are keyed by tie id.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for row in entity_rows(self):
            graph.add_node(row["id"], **{k: v for k, v in row.items() if k != "id"})
        for row in tie_rows(self):
            attributes = {k: v for k, v in row.items() if k not in ("source", "target")}
            graph.add_edge(row["source"], row["target"], key=row["id"], **attributes)
        return graph

    def to_tables(self) -> "dict[str, pd.DataFrame]":
        """Return the tables entities, ties, claims and quantities, one row a thing, in the network's order."""
        import pandas as pd

        return {
            "entities": pd.DataFrame(entity_rows(self), columns=ENTITY_COLUMNS),
            "ties": pd.DataFrame(tie_rows(self), columns=TIE_COLUMNS),
            "claims": pd.DataFrame(claim_rows(self), columns=CLAIM_COLUMNS),
            "quantities": pd.DataFrame(quantity_rows(self), columns=QUANTITY_COLUMNS),
        }

    @classmethod
    def from_tables(cls, entities: "pd.DataFrame", ties: "pd.DataFrame", directed: bool | None = None) -> Self:
        """Return a network, without evidence, read from two tables.

        Parameters
        ----------
        entities : DataFrame
            Needs `id`; the other columns of the entities table are read where they stand.
        ties : DataFrame
            Needs `source`, `target` and `kind`; `id` is made where missing; several rows may join the same ends.
        directed : bool, optional
            Whether ties of kinds that the ontology does not know are directed; needed where there are any.

        Raises
        ------
        UsageError
            If a column is missing, an end is no entity, or an unknown kind comes without `directed`.
        """
        _need(entities, "entities", ["id"])
        _need(ties, "ties", ["source", "target", "kind"])
        made = tuple(_entity_from(row) for row in entities.to_dict("records"))
        known = {entity.id for entity in made}
        if len(known) != len(made):
            raise UsageError("entities: an id stands twice. Give every entity an id of its own.")
        rows = [_tie_from(row, number, known, directed) for number, row in enumerate(ties.to_dict("records"))]
        return cls(entities=made, ties=tuple(rows))


ENTITY_COLUMNS = [
    "id",
    "kind",
    "subkind",
    "name",
    "name_en",
    "aliases",
    "sector",
    "region",
    "identifiers",
    "placeholder",
    "academician",
]
TIE_COLUMNS = [
    "id",
    "kind",
    "source",
    "target",
    "directed",
    "status",
    "since",
    "asserted",
    "weight",
    "field",
    "claims",
    "documents",
]
CLAIM_COLUMNS = [
    "id",
    "kind",
    "roles",
    "status",
    "when",
    "document",
    "published",
    "start",
    "end",
    "quote",
    "confidence",
]
QUANTITY_COLUMNS = [
    "id", "indicator", "low", "high", "unit", "relation", "modality", "period", "scope",
    "document", "published", "start", "end", "quote",
]  # fmt: skip


def entity_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row an entity; lists as lists, nothing as None."""
    return [
        {
            "id": e.id,
            "kind": e.kind,
            "subkind": e.subkind,
            "name": e.name,
            "name_en": e.name_en,
            "aliases": list(e.aliases),
            "sector": e.sector,
            "region": e.region,
            "identifiers": [f"{scheme}:{value}" for scheme, value in e.identifiers],
            "placeholder": e.placeholder,
            "academician": e.academician,
        }
        for e in network.entities
    ]


def tie_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a tie; dates as ISO text."""
    return [
        {
            "id": t.id,
            "kind": t.kind,
            "source": t.source,
            "target": t.target,
            "directed": t.directed,
            "status": t.status,
            "since": t.since,
            "asserted": t.asserted.isoformat() if t.asserted else None,
            "weight": t.weight,
            "field": t.field,
            "claims": list(t.claims),
            "documents": list(t.documents),
        }
        for t in network.ties
    ]


def claim_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a claim; `roles` maps a role to entity ids."""
    return [
        {
            "id": c.id,
            "kind": c.kind,
            "roles": roles_of(c),
            "status": c.status,
            "when": c.when,
            "document": c.document,
            "published": _published(network, c.document),
            "start": c.start,
            "end": c.end,
            "quote": c.quote,
            "confidence": c.confidence,
        }
        for c in network.claims
    ]


def quantity_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a quantity; `scope` is an entity id where the scope is known."""
    return [
        {
            "id": q.id,
            "indicator": q.indicator,
            "low": q.low,
            "high": q.high,
            "unit": q.unit,
            "relation": q.relation,
            "modality": q.modality,
            "period": q.period,
            "scope": q.entity,
            "document": q.document,
            "published": _published(network, q.document),
            "start": q.start,
            "end": q.end,
            "quote": q.quote,
        }
        for q in network.quantities
    ]


def roles_of(claim: Claim) -> dict[str, list[str]]:
    """Return role → entity ids (names where an end has none), in the order of the text."""
    roles: dict[str, list[str]] = {}
    for participant in claim.participants:
        roles.setdefault(participant.role, []).append(participant.entity or participant.name)
    return roles


def _published(network: Network, document: str) -> str | None:
    source = network._documents.get(document)
    return source.published.isoformat() if source and source.published else None


def _need(table: "pd.DataFrame", name: str, columns: Iterable[str]) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise UsageError(
            f"{name}: column {', '.join(missing)} is missing. Columns found: {', '.join(map(str, table.columns))}."
        )


def _text(row: Mapping[Any, Any], column: str) -> str | None:
    value = row.get(column)
    if isinstance(value, str):
        return value or None
    text = str(value)  # of a missing value: None, a float's nan, or pandas' own NA and NaT
    return None if text in ("None", "nan", "<NA>", "NaT") else text


def _list(row: Mapping[Any, Any], column: str) -> list[str]:
    value = row.get(column)
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    text = _text(row, column)
    if text is not None and text.startswith("["):  # as `graph.exchange.tables` writes lists
        try:
            return [str(item) for item in json.loads(text)]
        except ValueError:
            pass  # a name in square brackets is a name
    return [] if text is None else [part for part in text.split("|") if part]


def _truth(row: Mapping[Any, Any], column: str) -> bool:
    return str(row.get(column)).lower() in ("true", "1", "1.0")


def _entity_from(row: Mapping[Any, Any]) -> Entity:
    kind = _text(row, "kind") or "Enterprise"
    name = _text(row, "name") or str(row["id"])
    names = [Name(name, "zh" if _han(name) else "en")]
    names += [Name(alias, "zh" if _han(alias) else "en") for alias in _list(row, "aliases") if alias != name]
    if (english := _text(row, "name_en")) and english not in {n.text for n in names}:
        names.append(Name(english, "en"))
    return Entity(
        id=str(row["id"]),
        kind=kind,
        name=name,
        subkind=_text(row, "subkind"),
        names=tuple(names),
        identifiers=tuple(
            (scheme, value) for scheme, _, value in (i.partition(":") for i in _list(row, "identifiers"))
        ),
        region=_text(row, "region"),
        sector=_text(row, "sector") or (ONTOLOGY.kinds[kind].sector if kind in ONTOLOGY.kinds else "X"),
        academician=_truth(row, "academician"),
        placeholder=_truth(row, "placeholder"),
    )


def _tie_from(row: Mapping[Any, Any], number: int, known: set[str], directed: bool | None) -> Tie:
    kind, source, target = str(row["kind"]), str(row["source"]), str(row["target"])
    for end in (source, target):
        if end not in known:
            raise UsageError(f"ties: row {number + 1} ends at {end!r}, which is no entity. Add it to entities.")
    if kind in ONTOLOGY.claims:
        points = ONTOLOGY.claims[kind].directed
    elif directed is None:
        raise UsageError(
            f"ties: kind {kind!r} is not in the ontology. Say whether it has a direction: directed=True or False."
        )
    else:
        points = directed
    if not points and target < source:
        source, target = target, source
    asserted, weight = _text(row, "asserted"), row.get("weight")
    return Tie(
        id=_text(row, "id") or tie_id(kind, source, target) + (f"-{number}" if number else ""),
        kind=kind,
        source=source,
        target=target,
        directed=points,
        status=_text(row, "status") or "operating",
        since=_text(row, "since"),
        asserted=date.fromisoformat(asserted[:10]) if asserted else None,
        weight=1 if weight is None else weight,
        field=_text(row, "field"),
    )


def _han(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)
