"""Distances from all actors at once: 512 searches share one sweep over the arcs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.kernels.compiled import PARTS, compiled, in_parts
from graph.measures.sociogram import Floats, Ints

WORDS = 8
"""Words of 64 searches each that travel together: a line of the cache."""


def distance_sums(arcs: sparse.csr_array, sources: Ints | None = None) -> tuple[Floats, Floats, Floats, Ints]:
    """Return for each row the sum of distances from those who reach it, of their inverses, their number, the furthest.

    Twin of `paths._distance_sums`; of all rows, or of some sources. Bit-parallel search: a bit is a source, and a row
    passes on 512 of them in one step (Then et al. 2014, The more the merrier: efficient multi-source graph traversal,
    PVLDB 8).
    """
    n = arcs.shape[0]
    order = near_together(arcs)
    back = reordered(arcs.T.tocsr(), order)
    starts = np.arange(n, dtype=np.int32)
    if sources is not None:
        wanted = np.zeros(n, bool)
        wanted[sources] = True
        starts = starts[wanted[order]]
    batches = [starts[first : first + 64 * WORDS] for first in range(0, len(starts), 64 * WORDS)]

    def part(number: int) -> tuple[Ints, Floats, Ints, Ints]:
        far, harmonic, reached = np.zeros(n, np.int64), np.zeros(n), np.zeros(n, np.int64)
        furthest = np.zeros(n, np.int64)
        seen, front, coming = np.empty((3, n, WORDS), np.uint64)
        for batch in batches[number::PARTS]:
            _sweep(back.indptr, back.indices, batch, seen, front, coming, far, harmonic, reached, furthest)
        return far, harmonic, reached, furthest

    parts = in_parts(part)
    sums = np.empty((3, n))
    sums[:, order] = [np.sum([p[k] for p in parts], axis=0, dtype=float) for k in range(3)]
    furthest = np.empty(n, np.int64)
    furthest[order] = np.max([p[3] for p in parts], axis=0)
    far, harmonic, reached = sums
    return far, harmonic, reached, furthest


def near_together(arcs: sparse.csr_array) -> "NDArray[np.int32]":
    """Return all rows so that neighbours stand near each other: what is read next is then in the cache already."""
    order = csgraph.reverse_cuthill_mckee(sparse.csr_matrix(arcs), symmetric_mode=False)
    return np.asarray(order, np.int32)


def reordered(arcs: sparse.csr_array, order: "NDArray[np.int32]") -> sparse.csr_array:
    """Return the matrix with its rows and columns in this order."""
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    moved = arcs[order]
    cells = (moved.data, place[moved.indices], moved.indptr)
    matrix = sparse.csr_array(cells, shape=arcs.shape)
    matrix.sort_indices()
    return matrix


@compiled
def _ones(x: Any) -> Any:
    """Return how many bits of a word are set (Warren 2013, Hacker's Delight, ch. 5)."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (x * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def _sweep(
    ip: Any,
    ix: Any,
    sources: Any,
    seen: Any,
    front: Any,
    coming: Any,
    far: Any,
    harmonic: Any,
    reached: Any,
    furthest: Any,
) -> None:
    """Search from up to 512 rows at once; add to the sums of every row that they reach.

    Words of a row are eight variables rather than a loop, so that they stay in registers.
    """
    n = len(far)
    seen[:] = np.uint64(0)
    left = np.full(n, len(sources), np.int32)
    active = np.zeros(n, np.bool_)
    awake = np.zeros(n, np.bool_)
    for k in range(len(sources)):
        s = sources[k]
        bit = np.uint64(1) << np.uint64(k & 63)
        front[s] = np.uint64(0)
        front[s, k >> 6] = bit
        seen[s, k >> 6] = bit
        active[s] = True
        left[s] -= 1
    level = 0
    alive = True
    while alive:
        level += 1
        alive = False
        for v in range(n):
            awake[v] = False
            if left[v] == 0:
                continue
            a = b = c = d = e = f = g = h = np.uint64(0)
            for k in range(ip[v], ip[v + 1]):
                x = ix[k]
                if active[x]:
                    a |= front[x, 0]
                    b |= front[x, 1]
                    c |= front[x, 2]
                    d |= front[x, 3]
                    e |= front[x, 4]
                    f |= front[x, 5]
                    g |= front[x, 6]
                    h |= front[x, 7]
            a &= ~seen[v, 0]
            b &= ~seen[v, 1]
            c &= ~seen[v, 2]
            d &= ~seen[v, 3]
            e &= ~seen[v, 4]
            f &= ~seen[v, 5]
            g &= ~seen[v, 6]
            h &= ~seen[v, 7]
            if (a | b | c | d | e | f | g | h) == np.uint64(0):
                continue
            awake[v] = True
            alive = True
            coming[v, 0] = a
            coming[v, 1] = b
            coming[v, 2] = c
            coming[v, 3] = d
            coming[v, 4] = e
            coming[v, 5] = f
            coming[v, 6] = g
            coming[v, 7] = h
            seen[v, 0] |= a
            seen[v, 1] |= b
            seen[v, 2] |= c
            seen[v, 3] |= d
            seen[v, 4] |= e
            seen[v, 5] |= f
            seen[v, 6] |= g
            seen[v, 7] |= h
            new = int(_ones(a) + _ones(b) + _ones(c) + _ones(d) + _ones(e) + _ones(f) + _ones(g) + _ones(h))
            left[v] -= new
            far[v] += new * level
            harmonic[v] += new / level
            reached[v] += new
            furthest[v] = max(furthest[v], level)
        front, coming = coming, front
        active, awake = awake, active
