"""Dependencies of shortest paths: many searches at a time where every step counts 1, one where steps have lengths."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.kernels.compiled import PARTS, compiled, in_parts
from graph.measures.kernels.distances import near_together, reordered
from graph.measures.sociogram import Floats, Ints

LANES = 16
"""Sources that are searched from together: more share each look at an arc, and need more room in the cache."""


def dependencies(
    arcs: sparse.csr_array, lengths: sparse.csr_array | None, sources: Ints, tolerance: float
) -> tuple[Floats, Floats]:
    """Return Brandes' dependencies summed over `sources`, and squared; twin of `paths._by_levels` and `_by_length`."""
    return _by_steps(arcs, sources) if lengths is None else _by_lengths(lengths, sources, tolerance)


def _by_steps(arcs: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    """Search from sources that stand near each other: their fronts pass the same rows at nearly the same time."""
    n = arcs.shape[0]
    order = near_together(arcs)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    near = reordered(arcs, order)
    starts = np.sort(place[sources]).astype(np.int32)
    batches = [starts[first : first + LANES] for first in range(0, len(starts), LANES)]

    def part(number: int) -> Floats:
        sums, floats, levels = np.zeros((2, n)), np.zeros((3, n, LANES)), np.full((n, LANES), -1, np.int32)
        for batch in batches[number::PARTS]:
            _brandes(near.indptr, near.indices, batch, *floats, levels, sums)
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
def _brandes(ip: Any, ix: Any, sources: Any, paths: Any, coming: Any, dependency: Any, levels: Any, sums: Any) -> None:
    """Add the dependencies of some sources and their squares to `sums` (Brandes 2001, one lane a source).

    `paths`, `coming`, `dependency` (n × lanes) are 0 and `levels` (n × lanes) −1 at the start and again at the end. A
    row stands in the list of every level on which one of the searches finds it. The number of lanes is read from the
    arrays: loops of a length known beforehand would be unrolled, and not run in vectors.
    """
    n, lanes = paths.shape
    left = np.full(n, len(sources), np.int32)
    touched = np.zeros(n, np.bool_)
    queue = np.empty(n * len(sources), np.int32)
    fresh = np.empty(n, np.int32)
    row = np.zeros(lanes)
    starts = [0, len(sources)]
    tail = len(sources)
    for q in range(tail):
        s = sources[q]
        paths[s, q] = 1.0
        levels[s, q] = 0
        left[s] -= 1
        queue[q] = s
    level = 0
    while starts[level + 1] > starts[level]:
        met = 0
        for i in range(starts[level], starts[level + 1]):
            v = queue[i]
            for q in range(lanes):
                row[q] = paths[v, q] if levels[v, q] == level else 0.0
            for k in range(ip[v], ip[v + 1]):
                x = ix[k]
                if left[x] == 0:
                    continue
                if not touched[x]:
                    touched[x] = True
                    fresh[met] = x
                    met += 1
                for q in range(lanes):
                    coming[x, q] += row[q]
        level += 1
        for i in range(met):
            x = fresh[i]
            touched[x] = False
            found = 0
            for q in range(lanes):
                if coming[x, q] > 0.0 and levels[x, q] < 0:
                    paths[x, q] = coming[x, q]
                    levels[x, q] = level
                    found += 1
            coming[x] = 0.0
            if found:
                left[x] -= found
                queue[tail] = x
                tail += 1
        starts.append(tail)
    for deep in range(level - 1, 1, -1):
        for i in range(starts[deep], starts[deep + 1]):
            x = queue[i]
            touched[x] = True
            for q in range(lanes):
                coming[x, q] = (1.0 + dependency[x, q]) / paths[x, q] if levels[x, q] == deep else 0.0
        for i in range(starts[deep - 1], starts[deep]):
            v = queue[i]
            row[:] = 0.0
            for k in range(ip[v], ip[v + 1]):
                x = ix[k]
                if touched[x]:
                    for q in range(lanes):
                        row[q] += coming[x, q]
            for q in range(lanes):
                dependency[v, q] += row[q] * (paths[v, q] if levels[v, q] == deep - 1 else 0.0)
        for i in range(starts[deep], starts[deep + 1]):
            touched[queue[i]] = False
    for i in range(tail):
        v = queue[i]
        for q in range(lanes):
            sums[0, v] += dependency[v, q]
            sums[1, v] += dependency[v, q] * dependency[v, q]
        dependency[v] = 0.0
        coming[v] = 0.0
        paths[v] = 0.0
        levels[v] = -1


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
