"""Triangles and cores: each triangle is found once, from its corner of fewest partners."""

from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.kernels.compiled import compiled
from graph.measures.sociogram import Ints


def uphill(ties: sparse.csr_array) -> tuple[Any, Any, Any, Any]:
    """Return each pair once, from its end of fewer partners: row starts, other ends, and the places of both its arcs.

    Every triangle is then found once, from its lowest corner, in steps that hubs do not multiply (Schank and Wagner
    2005).
    """
    if not ties.has_sorted_indices:
        ties = ties.sorted_indices()
    n, pairs = ties.shape[0], ties.nnz // 2
    starts, ends = np.zeros(n + 1, np.int32), np.empty(pairs, np.int32)
    there, back = np.empty(pairs, np.int32), np.empty(pairs, np.int32)
    _uphill(ties.indptr, ties.indices, lowest_first(np.diff(ties.indptr)), starts, ends, there, back)
    return starts, ends, there, back


@compiled
def lowest_first(degree: Any) -> Any:
    """Return the place of each row in the order of degree, then of rows."""
    n = len(degree)
    most = 0
    for i in range(n):
        most = max(most, degree[i])
    start = np.zeros(most + 2, np.int32)
    for i in range(n):
        start[degree[i] + 1] += 1
    for k in range(1, most + 2):
        start[k] += start[k - 1]
    place = np.empty(n, np.int32)
    for i in range(n):
        place[i] = start[degree[i]]
        start[degree[i]] += 1
    return place


@compiled
def _uphill(ip: Any, ix: Any, place: Any, starts: Any, ends: Any, there: Any, back: Any) -> None:
    n = len(place)
    # Rows are sorted: as rows pass in order, row j is named by them in the order of its own entries.
    twin = ip[:n].copy()
    count = 0
    for i in range(n):
        for k in range(ip[i], ip[i + 1]):
            j = ix[k]
            if place[i] < place[j]:
                ends[count] = j
                there[count] = k
                back[count] = twin[j]
                count += 1
            twin[j] += 1
        starts[i + 1] = count


def count_triangles(ties: sparse.csr_array) -> Ints:
    """Return the triangles at each row of a symmetric pattern; twin of `triangles.triangles`."""
    starts, ends, _, _ = uphill(ties)
    out = np.zeros(ties.shape[0], np.int64)
    _triangles(starts, ends, out)
    return out


@compiled
def _triangles(ip: Any, ix: Any, out: Any) -> None:
    n = len(out)
    mark = np.full(n, -1, np.int32)
    for u in range(n):
        if ip[u + 1] - ip[u] < 2:
            continue
        for k in range(ip[u], ip[u + 1]):
            mark[ix[k]] = u
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            for q in range(ip[v], ip[v + 1]):
                x = ix[q]
                if mark[x] == u:
                    out[u] += 1
                    out[v] += 1
                    out[x] += 1


def core_numbers(ties: sparse.csr_array) -> Ints:
    """Return the core number of each row of a symmetric pattern; twin of `triangles._peeled`."""
    out: Ints = np.diff(ties.indptr).astype(np.int64)
    _cores(ties.indptr, ties.indices, out)
    return out


@compiled
def _cores(ip: Any, ix: Any, left: Any) -> None:
    """Turn degrees into core numbers, actors kept sorted by what is left (Batagelj and Zaveršnik 2003)."""
    n = len(left)
    most = 0
    for i in range(n):
        most = max(most, left[i])
    start = np.zeros(most + 2, np.int64)
    for i in range(n):
        start[left[i] + 1] += 1
    for k in range(1, most + 2):
        start[k] += start[k - 1]
    fill = start[:-1].copy()
    where = np.empty(n, np.int64)
    order = np.empty(n, np.int64)
    for i in range(n):
        where[i] = fill[left[i]]
        order[where[i]] = i
        fill[left[i]] += 1
    first = start[:-1].copy()
    for i in range(n):
        v = order[i]
        for k in range(ip[v], ip[v + 1]):
            u = ix[k]
            if left[u] > left[v]:
                w = order[first[left[u]]]
                if u != w:
                    order[where[u]], order[where[w]] = w, u
                    where[u], where[w] = where[w], where[u]
                first[left[u]] += 1
                left[u] -= 1
