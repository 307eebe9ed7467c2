"""Shortest paths from every actor: what betweenness, closeness and harmonic centrality are made of.

Small sociograms are answered by numpy and scipy, a block of sources at a time; large ones by compiled kernels. Both
give the same values, and which one runs depends on size alone, so that the same network always gives the same bytes.
"""

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.sociogram import Floats, Ints, Sociogram

# Lengths of two paths are equal if they differ by less than this share: 0.1 + 0.2 + 0.3 is as far as 0.3 + 0.3.
TOLERANCE = 1e-10

# Sources × arcs from which a compiled kernel repays its compilation (some seconds, once a machine).
COMPILED_FROM = 100_000_000

# Columns of a block: dense blocks of n × BLOCK numbers stay within the cache of a small machine.
BLOCK = 256


def closeness(s: Sociogram) -> tuple[Floats, Floats]:
    """Return closeness and harmonic centrality of each actor.

    Closeness is that of Wasserman and Faust: ((c − 1) / Σ d) · ((c − 1) / (n − 1)) with c the actors that reach this
    one (itself included) and d their distances, so that small fragments do not come out on top; an actor whom nobody
    reaches has 0. Harmonic is Σ 1/d, not divided by n − 1. Of directed ties, distances *to* the actor are taken.
    """
    far, harmonic, reached = _distance_sums(s)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(far > 0, reached / far * (reached / max(s.n - 1, 1)), 0.0)
    return value, harmonic


def betweenness(s: Sociogram, sources: Ints | None = None, times: int = 1) -> tuple[Floats, Floats]:
    """Return how many shortest paths between others pass through each actor (shares summed over pairs), and its error.

    Undirected pairs count once. With `sources` only paths from these actors are counted and scaled up by n / sources
    (Brandes and Pich 2007); the error is then the standard error over sources, else 0. `times` says how many networks
    of this size are to be measured, so that a kernel which repays over all of them is compiled.
    """
    if s.n < 3:
        return np.zeros(s.n), np.zeros(s.n)
    start = np.arange(s.n) if sources is None else np.asarray(sources)
    lengths = s.distances()
    if s.matrix.nnz * len(start) * times >= COMPILED_FROM:
        from graph.measures.kernels.between import dependencies

        total, squares = dependencies(s.pattern, lengths, start, TOLERANCE)
    elif lengths is None:
        total, squares = _by_levels(s.pattern, start)
    else:
        total, squares = _by_length(lengths, start)
    k, pairs = len(start), 1 if s.directed else 2
    raw = total * (s.n / k) / pairs
    if k == s.n or k < 2:
        return raw, np.zeros(s.n)
    spread = np.maximum(squares - total**2 / k, 0.0) / (k - 1)
    error: Floats = s.n * np.sqrt((1 - k / s.n) * spread / k) / pairs
    return raw, error


def _distance_sums(s: Sociogram) -> tuple[Floats, Floats, Floats]:
    """Return for each actor the sum of distances from those who reach it, of their inverses, and their number."""
    lengths = s.distances()
    if lengths is None and s.matrix.nnz * s.n >= COMPILED_FROM:
        from graph.measures.kernels.distances import distance_sums

        far, harmonic, reached, _ = distance_sums(s.pattern)
        return far, harmonic, reached
    far, harmonic, reached = np.zeros(s.n), np.zeros(s.n), np.zeros(s.n)
    back = (s.pattern if lengths is None else lengths).T.tocsr()
    for block in _blocks(np.arange(s.n)):
        d = csgraph.dijkstra(back, indices=block, unweighted=lengths is None)
        d[np.arange(len(block)), block] = np.inf
        finite = np.isfinite(d)
        far[block] = np.where(finite, d, 0.0).sum(axis=1)
        harmonic[block] = np.where(finite, 1.0 / d, 0.0).sum(axis=1)
        reached[block] = finite.sum(axis=1)
    return far, harmonic, reached


def _by_levels(arcs: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    """Return Brandes' dependencies where every step counts 1, summed over sources, and their squares (Brandes 2001)."""
    total, squares = np.zeros(arcs.shape[0]), np.zeros(arcs.shape[0])
    back = arcs.T.tocsr()
    for block in _blocks(sources):
        column = np.arange(len(block))
        level = np.full((arcs.shape[0], len(block)), -1, np.int32)
        paths = np.zeros(level.shape)
        level[block, column], paths[block, column] = 0, 1.0
        front, depth = paths.copy(), 0
        while True:
            front = back @ front
            front[level >= 0] = 0.0
            if not front.any():
                break
            depth += 1
            level[front > 0] = depth
            paths += front
        dependency = np.zeros(level.shape)
        for at in range(depth, 0, -1):
            share = np.divide(1.0 + dependency, paths, out=np.zeros(level.shape), where=level == at)
            dependency += np.where(level == at - 1, (arcs @ share) * paths, 0.0)
        dependency[block, column] = 0.0
        total += dependency.sum(axis=1)
        squares += (dependency**2).sum(axis=1)
    return total, squares


def _by_length(lengths: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    """Return Brandes' dependencies over lengths and their squares; paths that differ by rounding are equally short."""
    n = lengths.shape[0]
    total, squares = np.zeros(n), np.zeros(n)
    starts, ends, steps = lengths.indptr.tolist(), lengths.indices.tolist(), lengths.data.tolist()
    for block in _blocks(sources):
        table = csgraph.dijkstra(lengths, indices=block)
        for source, row in zip(block.tolist(), table, strict=True):
            order = np.argsort(row, kind="stable")[: int(np.isfinite(row).sum())].tolist()
            far = row.tolist()
            paths, dependency = [0.0] * n, [0.0] * n
            paths[source] = 1.0
            short: list[tuple[int, int]] = []
            for u in order:
                for k in range(starts[u], starts[u + 1]):
                    v = ends[k]
                    if abs(far[u] + steps[k] - far[v]) <= TOLERANCE * far[v]:
                        paths[v] += paths[u]
                        short.append((u, v))
            for u, v in reversed(short):
                dependency[u] += paths[u] / paths[v] * (1.0 + dependency[v])
            dependency[source] = 0.0
            total += dependency
            squares += np.square(dependency)
    return total, squares


def _blocks(sources: Ints) -> Iterator[Ints]:
    for first in range(0, len(sources), BLOCK):
        yield sources[first : first + BLOCK]
