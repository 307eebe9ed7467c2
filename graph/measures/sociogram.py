"""What measures read of a network: its actors in order and one sparse matrix, made once and kept.

    Network ──▶ Sociogram ──▶ centrality, brokerage, mixing …

Every measure states the same boundary through it: which ties were read, who counts as an actor, what was left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.errors import MeasureError
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.tie import Tie

if TYPE_CHECKING:
    import networkx as nx

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEIGHT_ROLES = ("strength", "distance")
"""What a weight may mean: strength adds up and shortens paths, distance lengthens them."""


@dataclass(frozen=True, eq=False)
class Sociogram:
    """Actors and the ties between them as a matrix.

    Parallel ties between two actors are one entry: strengths (and counts) add up, of distances the shortest holds.
    """

    ids: tuple[str, ...]
    """Entity ids, in the network's order: row i of every matrix is `ids[i]`."""
    matrix: sparse.csr_array
    """n × n, float64, sorted, no diagonal: number of ties, or their weights; symmetric unless `directed`."""
    directed: bool
    weight_role: str | None = None
    """strength, distance, or None where every tie counts 1."""
    kinds: frozenset[str] = frozenset()
    """Kinds of the ties that were read."""
    names: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Counted: placeholders, other_entities (no actors), other_kinds (of ties), self_ties, outside (an end missing)."""
    alpha: float = 1.0
    """Power of strengths in the length of paths."""
    projection: str | None = None
    """How events were turned into ties between their actors, where they were."""
    used: tuple[Tie, ...] = ()
    """The ties read, in the network's order; empty where the sociogram was projected or made from arrays."""

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.ids)

    @property
    def m(self) -> int:
        """Number of joined pairs (arcs where directed)."""
        return int(self.matrix.nnz) if self.directed else int(self.matrix.nnz) // 2

    @cached_property
    def position(self) -> dict[str, int]:
        """Row of each id."""
        return {id: row for row, id in enumerate(self.ids)}

    @cached_property
    def pattern(self) -> sparse.csr_array:
        """The matrix with every entry 1: who is joined, however strongly."""
        ones = np.ones(self.matrix.nnz)
        return sparse.csr_array((ones, self.matrix.indices, self.matrix.indptr), shape=self.matrix.shape)

    @cached_property
    def symmetric(self) -> sparse.csr_array:
        """The pattern read without direction."""
        if not self.directed:
            return self.pattern
        both = (self.pattern + self.pattern.T).tocsr()
        both.data[:] = 1.0
        both.sort_indices()
        return both

    @cached_property
    def degree(self) -> Ints:
        """Number of partners of each actor, direction aside."""
        found: Ints = np.diff(self.symmetric.indptr).astype(np.int64)
        return found

    @cached_property
    def component(self) -> Ints:
        """Number of the component of each actor, direction aside: 0 is the largest, ties by first actor."""
        if not self.n:
            return np.zeros(0, np.int64)
        _, found = sparse.csgraph.connected_components(self.symmetric, directed=False)
        sizes = np.bincount(found)
        first = np.full(len(sizes), self.n)
        np.minimum.at(first, found, np.arange(self.n))
        rank = np.empty(len(sizes), np.int64)
        rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
        place: Ints = rank[found]
        return place

    def unweighted(self) -> "Sociogram":
        """Return who is joined, however strongly."""
        return replace(self, matrix=self.pattern, weight_role=None)

    def tuned(self, alpha: float) -> "Sociogram":
        """Return the same strengths with paths of length 1/w^α (Opsahl et al. 2010)."""
        return replace(self, alpha=alpha)

    def only(self, keep: Ints) -> "Sociogram":
        """Return the sociogram of some actors (rows, in order) and the ties among them."""
        inside = {self.ids[row] for row in keep.tolist()}
        matrix = self.matrix[keep][:, keep].tocsr()
        matrix.sort_indices()
        return replace(
            self,
            ids=tuple(self.ids[row] for row in keep),
            names=tuple(self.names[row] for row in keep),
            matrix=matrix,
            left_out=dict(self.left_out) | {"no_group": self.n - len(keep)},
            used=tuple(tie for tie in self.used if tie.source in inside and tie.target in inside),
        )

    def distances(self) -> sparse.csr_array | None:
        """Return the matrix of lengths that paths add up, or None where every step counts 1.

        A distance is its own length; a strength w has length 1/w^α, α = 1 unless tuned (Opsahl et al. 2010).
        """
        if self.weight_role is None:
            return None
        if self.weight_role == "distance":
            return self.matrix
        inverse = self.matrix.copy()
        inverse.data = inverse.data**-self.alpha
        return inverse

    def to_networkx(self) -> "nx.Graph[int]":
        """Return the matrix as a simple networkx graph over rows 0 … n−1; weights as `weight`, lengths as `length`."""
        import networkx as nx

        graph: nx.Graph[int] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(range(self.n))
        cells, lengths = self.matrix.tocoo(), self.distances()
        long = np.ones(self.matrix.nnz) if lengths is None else lengths.data
        rows = zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), long.tolist(), strict=True)
        graph.add_edges_from((u, v, {"weight": w, "length": d}) for u, v, w, d in rows if self.directed or u < v)
        return graph


def sociogram(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    directed: bool = False,
    weight: str | None = None,
    weight_role: str | None = None,
) -> Sociogram:
    """Return the actors of a network and the ties between them; the same question twice is answered once.

    Parameters
    ----------
    network : Network
    kinds : iterable of str, optional
        Kinds of tie to read. By default the collaboration kinds of the ontology, and kinds of the user's own that the
        ontology does not know.
    directed : bool
        Whether arcs keep their direction; undirected ties then run both ways.
    weight : str, optional
        "weight" reads the weight of each tie (the number of documents, or the column of the user's table).
    weight_role : {"strength", "distance"}, optional
        What the weight means. A weight without a role is refused: read the wrong way round, it turns ranks upside down.

    Raises
    ------
    MeasureError
        If a weight has no role, or is not a positive number.
    """
    role = role_of(weight, weight_role)
    wanted = None if kinds is None else frozenset(kinds)
    # Beside the cached properties of Network, and gone with it: a frozen Network never makes an entry stale.
    shelf: dict[tuple[object, ...], Sociogram] = vars(network).setdefault("_sociograms", {})
    key = (wanted, directed, role)
    if key not in shelf:
        shelf[key] = _draw(network, wanted, directed, role)
    return shelf[key]


def from_networkx(graph: "nx.Graph[Any]", weight: str | None = None, weight_role: str | None = None) -> Sociogram:
    """Return a networkx graph as a sociogram: its nodes are the actors, in its order; every edge counts.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        Self-loops are left out and counted; parallel edges add up (of distances the shortest holds).
    weight : str, optional
        Edge attribute; an edge without it weighs 1.
    weight_role : {"strength", "distance"}, optional
        Needed with a weight.
    """
    if (weight is None) != (weight_role is None):
        raise MeasureError("weight", "a weight and its role come together. Give both, or neither.")
    role_of(None, weight_role)
    directed, n = graph.is_directed(), len(graph)
    neighbours = [row for _, row in graph.adjacency()]
    degree = np.fromiter(map(len, neighbours), np.int64, n)
    ends = _rows_of(list(graph), chain.from_iterable(neighbours), int(degree.sum()))
    values = np.ones(len(ends))
    if graph.is_multigraph() or weight is not None:
        values = np.fromiter(_edge_values(graph, neighbours, weight, weight_role), float, len(ends))
        wrong = ~(np.isfinite(values) & (values > 0))
        if wrong.any():
            raise MeasureError("weight", f"an edge weighs {values[wrong][0]}; a weight must be a positive number.")
    # Adjacency of networkx is a matrix by rows already: nothing to add up, only columns to sort.
    matrix = sparse.csr_array((values, ends, np.r_[0, np.cumsum(degree)].astype(np.int32)), shape=(n, n))
    matrix.sort_indices()
    loops = int((matrix.diagonal() != 0).sum())
    if loops:
        matrix.setdiag(0)
        matrix.eliminate_zeros()
    ids = tuple(map(str, graph))
    return Sociogram(ids, matrix, directed, weight_role, names=ids, left_out={"self_ties": loops})


def _rows_of(nodes: list[Any], ends: Iterable[Any], count: int) -> "NDArray[np.int32]":
    """Return the row of each end; a table of whole numbers spares the look-ups by hash, which are most of the cost."""
    whole = all(type(node) is int for node in nodes)
    low, high = (min(nodes), max(nodes)) if whole and nodes else (0, -1)
    if not whole or high - low > 4 * len(nodes):
        position = {node: row for row, node in enumerate(nodes)}
        return np.fromiter(map(position.__getitem__, ends), np.int32, count)
    found = np.fromiter(ends, np.int64, count)
    if nodes == list(range(len(nodes))):
        return found.astype(np.int32)
    row = np.zeros(high - low + 1, np.int32)
    row[np.array(nodes, np.int64) - low] = np.arange(len(nodes), dtype=np.int32)
    return row[found - low]


def _edge_values(
    graph: "nx.Graph[Any]", neighbours: list[Any], weight: str | None, role: str | None
) -> Iterator[float]:
    several = graph.is_multigraph()
    together = min if role == "distance" else sum
    for row in neighbours:
        for data in row.values():
            if not several:
                yield data.get(weight, 1.0)
            else:
                yield together([1.0 if weight is None else edge.get(weight, 1.0) for edge in data.values()])


def is_actor(kind: str) -> bool:
    """Return whether entities of this kind act; kinds that the ontology does not know do."""
    return kind not in ONTOLOGY.kinds or ONTOLOGY.kinds[kind].actor


def is_collaboration(kind: str) -> bool:
    """Return whether ties of this kind are read by default; kinds that the ontology does not know are."""
    return kind not in ONTOLOGY.claims or ONTOLOGY.claims[kind].collaboration


def role_of(weight: str | None, weight_role: str | None) -> str | None:
    """Return what weights mean, None where they are not read; MeasureError where that is not said, or is no role."""
    if weight not in (None, "weight"):
        raise MeasureError("weight", f"{weight!r} is no property of ties. Use weight='weight'.")
    if weight_role is None and weight is not None:
        raise MeasureError(
            "weight",
            "a weight can mean closeness or distance, and ranks differ. Say weight_role='strength' or 'distance'.",
        )
    if weight_role is not None and weight_role not in WEIGHT_ROLES:
        raise MeasureError("weight", f"{weight_role!r} is no role. Use weight_role='strength' or 'distance'.")
    return weight_role


def _draw(network: Network, kinds: frozenset[str] | None, directed: bool, role: str | None) -> Sociogram:
    actors = [e for e in network.entities if not e.placeholder and is_actor(e.kind)]
    position = {entity.id: row for row, entity in enumerate(actors)}
    left_out = {
        "placeholders": sum(e.placeholder for e in network.entities),
        "other_entities": sum(not e.placeholder and not is_actor(e.kind) for e in network.entities),
        "other_kinds": 0,
        "self_ties": 0,
        "outside": 0,
    }
    used, rows, columns, weights = [], [], [], []
    for tie in network.ties:
        if not (is_collaboration(tie.kind) if kinds is None else tie.kind in kinds):
            left_out["other_kinds"] += 1
        elif tie.source not in position or tie.target not in position:
            left_out["outside"] += 1
        elif tie.source == tie.target:
            left_out["self_ties"] += 1
        else:
            source, target = position[tie.source], position[tie.target]
            value = 1.0 if role is None else _weight_of(tie)
            used.append(tie)
            rows.append(source)
            columns.append(target)
            weights.append(value)
            if directed and not tie.directed:
                rows.append(target)
                columns.append(source)
                weights.append(value)
    matrix = matrix_of(len(actors), rows, columns, weights, directed=directed, role=role)
    return Sociogram(
        ids=tuple(position),
        matrix=matrix,
        directed=directed,
        weight_role=role,
        kinds=frozenset(tie.kind for tie in used),
        names=tuple(entity.name for entity in actors),
        left_out=left_out,
        used=tuple(used),
    )


def matrix_of(
    n: int,
    rows: "Iterable[int] | Ints",
    columns: "Iterable[int] | Ints",
    weights: "Iterable[float] | Floats",
    *,
    directed: bool,
    role: str | None,
) -> sparse.csr_array:
    """Return the n × n matrix of these ties: parallel ones added up, or the shortest taken where they are distances."""
    u, v, w = np.asarray(rows, np.int32), np.asarray(columns, np.int32), np.asarray(weights, float)
    if not directed:
        u, v, w = np.concatenate([u, v]), np.concatenate([v, u]), np.concatenate([w, w])
    if role == "distance" and len(w):
        order = np.lexsort((w, v, u))
        u, v, w = u[order], v[order], w[order]
        first = np.r_[True, (u[1:] != u[:-1]) | (v[1:] != v[:-1])]
        u, v, w = u[first], v[first], w[first]
    matrix = sparse.coo_array((w, (u, v)), shape=(n, n)).tocsr()
    matrix.sum_duplicates()
    matrix.sort_indices()
    return matrix


def _weight_of(tie: Tie) -> float:
    value = float(tie.weight)
    if not (np.isfinite(value) and value > 0):
        raise MeasureError(
            "weight",
            f"tie {tie.id} weighs {tie.weight}; a weight must be a positive number. Correct it or leave it out.",
        )
    return value
