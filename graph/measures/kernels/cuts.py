"""Bridges and cut points."""

from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.kernels.compiled import compiled


def cuts(ties: sparse.csr_array) -> tuple[list[tuple[int, int, int]], Any]:
    """Return bridges and cut points of a symmetric pattern; twin of `cohesion._cuts`."""
    n = ties.shape[0]
    points = np.zeros(n, np.int64)
    found = np.empty((n, 3), np.int64)
    count = _cuts(ties.indptr, ties.indices, n, points, found)
    return [(int(a), int(b), int(c)) for a, b, c in found[:count]], points


@compiled
def _cuts(ip: Any, ix: Any, n: int, points: Any, found: Any) -> int:
    """Search in depth without recursion; a child that reaches nothing above its parent is cut off without it."""
    seen = np.zeros(n, np.int32)
    low = np.zeros(n, np.int32)
    parent = np.full(n, -1, np.int32)
    size = np.ones(n, np.int64)
    at = ip[:n].copy()
    stack = np.empty(n, np.int32)
    clock = 0
    count = 0
    for root in range(n):
        if seen[root]:
            continue
        clock += 1
        seen[root] = clock
        low[root] = clock
        stack[0] = root
        top = 1
        children = 0
        while top:
            v = stack[top - 1]
            if at[v] < ip[v + 1]:
                u = ix[at[v]]
                at[v] += 1
                if seen[u] == 0:
                    clock += 1
                    seen[u] = clock
                    low[u] = clock
                    parent[u] = v
                    stack[top] = u
                    top += 1
                    if v == root:
                        children += 1
                elif u != parent[v] and seen[u] < low[v]:
                    low[v] = seen[u]
                continue
            top -= 1
            p = parent[v]
            if p >= 0:
                low[p] = min(low[p], low[v])
                size[p] += size[v]
                if low[v] > seen[p]:
                    found[count, 0], found[count, 1], found[count, 2] = p, v, size[v]
                    count += 1
                if p != root and low[v] >= seen[p]:
                    points[p] += 1
        points[root] = max(children - 1, 0)
    return count
