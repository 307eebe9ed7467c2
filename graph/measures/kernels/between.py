"""Dependencies of shortest paths, where every step counts 1 and where steps have lengths."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.kernels.compiled import PARTS, compiled, in_parts
from graph.measures.kernels.distances import near_together, reordered
from graph.measures.sociogram import Floats, Ints


def dependencies(
    arcs: sparse.csr_array, lengths: sparse.csr_array | None, sources: Ints, tolerance: float
) -> tuple[Floats, Floats]:
    """Return Brandes' dependencies summed over `sources`, and squared; twin of `paths._by_levels` and `_by_length`."""
    return _by_steps(arcs, sources) if lengths is None else _by_lengths(lengths, sources, tolerance)


def _by_steps(arcs: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    n = arcs.shape[0]
    order = near_together(arcs)
    place = np.empty(n, np.int32)
    place[order] = np.arange(n, dtype=np.int32)
    near, starts = reordered(arcs, order), np.sort(place[sources])

    def part(number: int) -> Floats:
        sums = np.zeros((2, n))
        _brandes(near.indptr, near.indices, starts[number::PARTS], sums)
        return sums

    sums = np.empty((2, n))
    sums[:, order] = np.sum(in_parts(part), axis=0)
    total, squares = sums
    return total, squares


def _by_lengths(lengths: sparse.csr_array, sources: Ints, tolerance: float) -> tuple[Floats, Floats]:
    n = lengths.shape[0]

    def part(number: int) -> Floats:
        sums = np.zeros((2, n))
        for source in sources[number::PARTS]:
            far = csgraph.dijkstra(lengths, indices=int(source))
            order = np.argsort(far, kind="stable")[: int(np.isfinite(far).sum())].astype(np.int32)
            _brandes_lengths(lengths.indptr, lengths.indices, lengths.data, far, order, n, tolerance, sums)
        return sums

    total, squares = np.sum(in_parts(part), axis=0)
    return total, squares


@compiled
def _brandes(ip: Any, ix: Any, sources: Any, sums: Any) -> None:
    """Add the dependencies of `sources` and their squares to `sums` (Brandes 2001), level by level.

    No arc is asked where it leads: a processor that cannot foretell the answer loses more by a wrong guess than by a
    useless sum. Each level takes what has come to its rows by then; what comes to them later is not read, and on the
    way back only the level below holds shares.
    """
    n = len(ip) - 1
    seen = np.zeros(n, np.uint8)
    coming = np.zeros(n)
    paths = np.zeros(n)
    share = np.zeros(n)
    fresh = np.zeros(n)
    queue = np.empty(n + 1, np.int32)  # one more: the next place is written before it is known to be needed
    starts = np.empty(n + 2, np.int32)
    for s in sources:
        queue[0] = s
        seen[s] = 1
        coming[s] = 1.0
        level = 0
        first = 0
        tail = 1
        while first < tail:
            starts[level] = first
            last = tail
            for i in range(first, last):
                paths[queue[i]] = coming[queue[i]]
            for i in range(first, last):
                v = queue[i]
                mine = paths[v]
                for k in range(ip[v], ip[v + 1]):
                    x = ix[k]
                    coming[x] += mine
                    queue[tail] = x
                    tail += 1 - seen[x]
                    seen[x] = 1
            level += 1
            first = last
        starts[level] = tail
        for deep in range(level - 1, 0, -1):
            for i in range(starts[deep], starts[deep + 1]):
                v = queue[i]
                below = 0.0
                for k in range(ip[v], ip[v + 1]):
                    below += share[ix[k]]
                dependency = paths[v] * below
                fresh[v] = (1.0 + dependency) / paths[v]
                sums[0, v] += dependency
                sums[1, v] += dependency * dependency
            if deep + 1 < level:
                for i in range(starts[deep + 1], starts[deep + 2]):
                    share[queue[i]] = 0.0
            for i in range(starts[deep], starts[deep + 1]):
                share[queue[i]] = fresh[queue[i]]
        for i in range(tail):
            v = queue[i]
            seen[v] = 0
            coming[v] = 0.0
            share[v] = 0.0


@compiled
def _brandes_lengths(ip: Any, ix: Any, lengths: Any, far: Any, order: Any, n: int, tolerance: float, sums: Any) -> None:
    """Add the dependencies of the source `order[0]`, whose distances are `far`, to `sums`."""
    paths = np.zeros(n)
    dependency = np.zeros(n)
    source = order[0]
    paths[source] = 1.0
    for u in order:
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            if abs(far[u] + lengths[k] - far[v]) <= tolerance * far[v]:
                paths[v] += paths[u]
    for i in range(len(order) - 1, -1, -1):
        u = order[i]
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            if abs(far[u] + lengths[k] - far[v]) <= tolerance * far[v]:
                dependency[u] += paths[u] / paths[v] * (1.0 + dependency[v])
        if u != source:
            sums[0, u] += dependency[u]
            sums[1, u] += dependency[u] * dependency[u]
