"""The one thing handed downstream: a frozen network of one view, with its evidence.

Measures, pages, exchange and the Cypher store take a `Network` and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from graph import columns
from graph.claim import Claim, Quantity
from graph.entity import Entity
from graph.errors import EntityUnknown, UsageError
from graph.folding import all_folded, folded
from graph.ontology import ONTOLOGY, Label
from graph.tie import Tie, furthest

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
    sure: float = 0.0
    """Claims with less confidence wait for review, but for accepted ones."""
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


LEFT_OUT = {
    "rejected claims": Label("被审核否定的陈述", "claims rejected in review"),
    "claims to review": Label("把握不足、待审核的陈述", "claims not sure enough to show, waiting for review"),
    "claims that name nobody": Label("没有点名任何一方的陈述", "claims that name nobody"),
    "undated documents": Label("没有日期的文件", "undated documents"),
    "later documents": Label("截止日之后的文件", "documents later than the day looked at"),
    "ties of what was taken out": Label("随所排除的名称或类型一起去掉的联系", "ties of what was taken out"),
    "entities without a tie": Label("没有任何联系的实体", "entities without a tie"),
}
"""What a view may leave out → what people read; ties of a status besides: see `left_out_word`."""


def left_out_word(what: str) -> Label:
    """Return what people read for a key of `View.left_out`; what is no such key stands for itself."""
    if what in LEFT_OUT:
        return LEFT_OUT[what]
    if what.startswith("ties "):
        status = what.removeprefix("ties ")
        zh, en = (ONTOLOGY.label(status, language) for language in ("zh", "en"))
        return Label(f"状态为“{zh}”的联系", f"ties {en}")
    return Label(what, what)


# A tie that nobody has asserted for longer than this is silent.
SILENT_AFTER_DAYS = 365


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim or a figure, with its document as far as the network holds that."""

    said: Claim | Quantity
    source: Source | None
    place: int
    """Among all of the network: undated first, then by day; of one day, the later step of the lifecycle last."""

    day: date
    """When its document was published; the first day of all where that is not known."""

    @property
    def published(self) -> date | None:
        """When its document was published, as far as that is known."""
        return self.source.published if self.source else None


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
        for fold, aliases in self.spellings.items():
            bearers = (entity for alias in aliases for entity in self.aliases[alias])
            named[fold] = list({entity.id: entity for entity in bearers}.values())
        return named

    @cached_property
    def aliases(self) -> Mapping[str, tuple[Entity, ...]]:
        """Every name, as written, with those who bear it."""
        named: dict[str, tuple[Entity, ...]] = {}
        for entity in self.entities:
            for alias in entity.aliases:
                named[alias] = (*named.get(alias, ()), entity)
        return named

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Every name as names are compared (see `graph.folding`), with the aliases that are so spelt."""
        spelt: dict[str, tuple[str, ...]] = {}
        for alias, fold in zip(self.aliases, all_folded(self.aliases), strict=True):
            spelt[fold] = (*spelt.get(fold, ()), alias)
        return spelt

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """Every claim and figure by its id, in the order of their places."""

        def day(thing: Claim | Quantity) -> date:
            source = self._documents.get(thing.document)
            return (source and source.published) or date.min

        def age(thing: Claim | Quantity) -> tuple[date, int, str]:
            status = ONTOLOGY.statuses.get(thing.status) if isinstance(thing, Claim) else None
            return day(thing), -1 if status is None else status.order, thing.id

        said: list[Claim | Quantity] = [*self.claims, *self.quantities]
        things = sorted(said, key=age)
        return {
            one.id: Evidence(one, self._documents.get(one.document), place, day(one))
            for place, one in enumerate(things)
        }

    def by_age(self, ids: Iterable[str]) -> list[str]:
        """Return ids of claims and figures, each once, oldest first; of those that it does not hold, by id and last."""
        known = self.evidence
        return sorted(set(ids), key=lambda id: (0, known[id].place, "") if id in known else (1, 0, id))

    def named(self, name: str) -> Entity:
        """Return the entity that bears `name` as any of its names, however it is spelt: see `graph.folding`.

        Who bears it as it is written comes first; of several, the one with most ties. EntityUnknown, with the nearest
        names, if there is none.
        """
        wanted = folded(name)
        found = self.aliases.get(name) or self._by_name.get(wanted)
        if not found:
            near = get_close_matches(wanted, list(self._by_name), n=3, cutoff=0.5)
            near += [alias for alias in self._by_name if wanted in alias]
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

    def furthest(self, id: str) -> str | None:
        """Return how far an entity has come: the furthest status of the ties about it that stand.

        It has ended where all ties about it have; None where no tie is about it (see `Tie.about`).
        """
        return furthest(tie.status for tie in self.ties_of(id) if tie.about(id))

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
            "entities": pd.DataFrame(entity_rows(self), columns=columns.ENTITY_COLUMNS),
            "ties": pd.DataFrame(tie_rows(self), columns=columns.TIE_COLUMNS),
            "claims": pd.DataFrame(claim_rows(self), columns=columns.CLAIM_COLUMNS),
            "quantities": pd.DataFrame(quantity_rows(self), columns=columns.QUANTITY_COLUMNS),
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
            Whether ties of kinds that the ontology does not know are directed; needed where there are any whose row
            does not say so itself, in the column `directed`.

        Rows without anything in them are passed over.

        Raises
        ------
        UsageError
            If a column is missing, an id stands twice, an end is no entity, an unknown kind comes without a
            direction, or a cell is not of its column.
        """
        _need(entities, "entities", ["id"])
        _need(ties, "ties", ["source", "target", "kind"])
        made = tuple(columns.entity(row, number) for number, row in _filled(entities))
        known = _once("entities", "entity", [entity.id for entity in made])
        linked = tuple(columns.tie(row, number, known, directed) for number, row in _filled(ties))
        _once("ties", "tie", [tie.id for tie in linked])
        return cls(entities=made, ties=linked)


def entity_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row an entity; lists as lists, nothing as None."""
    return [columns.entity_row(entity) for entity in network.entities]


def tie_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a tie; dates as ISO text."""
    return [columns.tie_row(tie) for tie in network.ties]


def claim_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a claim; `roles` maps a role to entity ids."""
    return [columns.claim_row(claim, _published(network, claim.document)) for claim in network.claims]


def quantity_rows(network: Network) -> list[dict[str, Any]]:
    """Return one plain row a quantity; `scope` is an entity id where the scope is known."""
    return [columns.quantity_row(quantity, _published(network, quantity.document)) for quantity in network.quantities]


def _published(network: Network, document: str) -> date | None:
    source = network._documents.get(document)
    return source.published if source else None


def _need(table: "pd.DataFrame", name: str, needed: Iterable[str]) -> None:
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise UsageError(
            f"{name}: column {', '.join(missing)} is missing. Columns found: {', '.join(map(str, table.columns))}."
        )


def _filled(table: "pd.DataFrame") -> list[tuple[int, dict[Any, Any]]]:
    """Return the rows in which something stands, each with its place from 0 among all."""
    return [(number, row) for number, row in enumerate(table.to_dict("records")) if not columns.blank(row)]


def _once(table: str, thing: str, ids: list[str]) -> set[str]:
    """Return the ids as a set; UsageError if one stands twice."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise UsageError(f"{table}: an id stands twice, {id!r}. Give every {thing} an id of its own.")
        seen.add(id)
    return seen
