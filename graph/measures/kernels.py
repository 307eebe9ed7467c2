"""Loops over large sociograms, compiled by numba: the only file that imports it, and imported only when one is needed.

Every kernel takes the arrays of a CSR matrix and gives the values of its slower twin (named in each docstring), which
tests hold it to. Work is cut into a fixed number of parts and their results are added in order, so that the number of
cores changes the time and never a digit.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.measures.sociogram import Floats, Ints

F = TypeVar("F", bound=Callable[..., Any])

PARTS = 8
"""Parts that work is cut into."""
WORDS = 8
"""Sources of one bit-parallel search: 64 a word."""


def compiled(function: F) -> F:
    """Return the function compiled without the interpreter's lock, kept on disk where there is a place for it."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba finds no folder that it may write to
        return cast(F, numba.njit(nogil=True)(function))


def in_parts(work: Callable[[int], Any]) -> list[Any]:
    """Return what `work` gives for each part, in order, on as many cores as there are."""
    with ThreadPoolExecutor(min(PARTS, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, range(PARTS)))


def dependencies(
    arcs: sparse.csr_array, lengths: sparse.csr_array | None, sources: Ints, tolerance: float
) -> tuple[Floats, Floats]:
    """Return Brandes' dependencies summed over `sources`, and squared; twin of `paths._by_levels` and `_by_length`."""
    n = arcs.shape[0]
    back = arcs.T.tocsr()

    def part(number: int) -> Floats:
        sums = np.zeros((2, n))
        mine = sources[number::PARTS].astype(np.int32)
        if lengths is None:
            _brandes(arcs.indptr, arcs.indices, back.indptr, back.indices, n, mine, sums)
            return sums
        for source in mine:
            far = csgraph.dijkstra(lengths, indices=int(source))
            order = np.argsort(far, kind="stable")[: int(np.isfinite(far).sum())].astype(np.int32)
            _brandes_lengths(lengths.indptr, lengths.indices, lengths.data, far, order, n, tolerance, sums)
        return sums

    total, squares = np.sum(in_parts(part), axis=0)
    return total, squares


def distance_sums(arcs: sparse.csr_array) -> tuple[Floats, Floats, Floats]:
    """Return for each row the sum of distances from those who reach it, of their inverses, and their number.

    Twin of `paths._distance_sums`. Bit-parallel search: 512 sources share one sweep over the arcs (Then et al. 2014,
    The more the merrier: efficient multi-source graph traversal, PVLDB 8).
    """
    n = arcs.shape[0]
    back = arcs.T.tocsr()
    back.sort_indices()
    sources = _near_together(arcs)
    batches = [sources[first : first + 64 * WORDS] for first in range(0, n, 64 * WORDS)]

    def part(number: int) -> tuple[Ints, Floats, Ints]:
        far, harmonic, reached = np.zeros(n, np.int64), np.zeros(n), np.zeros(n, np.int64)
        for batch in batches[number::PARTS]:
            _sweep(back.indptr, back.indices, n, batch, far, harmonic, reached, WORDS)
        return far, harmonic, reached

    parts = in_parts(part)
    far, harmonic, reached = (np.sum([p[k] for p in parts], axis=0, dtype=float) for k in range(3))
    return far, harmonic, reached


def _near_together(arcs: sparse.csr_array) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """Return all rows so that neighbours stand near each other: a batch then shares its fronts."""
    order = csgraph.reverse_cuthill_mckee(sparse.csr_matrix(arcs), symmetric_mode=False)
    return np.asarray(order, np.int32)


@compiled
def _brandes(ip: Any, ix: Any, bp: Any, bx: Any, n: int, sources: Any, sums: Any) -> None:
    """Add the dependencies of `sources` and their squares to `sums`; `ip, ix` are arcs out, `bp, bx` arcs in."""
    dist = np.full(n, -1, np.int32)
    paths = np.zeros(n)
    dependency = np.zeros(n)
    queue = np.empty(n, np.int32)
    for s in sources:
        head, tail = 0, 1
        queue[0] = s
        dist[s] = 0
        paths[s] = 1.0
        while head < tail:
            v = queue[head]
            head += 1
            step = dist[v] + 1
            for k in range(ip[v], ip[v + 1]):
                x = ix[k]
                if dist[x] < 0:
                    dist[x] = step
                    queue[tail] = x
                    tail += 1
                if dist[x] == step:
                    paths[x] += paths[v]
        for i in range(tail - 1, 0, -1):  # predecessors are found again rather than kept: less memory, and faster
            v = queue[i]
            share = (1.0 + dependency[v]) / paths[v]
            step = dist[v] - 1
            for k in range(bp[v], bp[v + 1]):
                x = bx[k]
                if dist[x] == step:
                    dependency[x] += paths[x] * share
            sums[0, v] += dependency[v]
            sums[1, v] += dependency[v] * dependency[v]
        for i in range(tail):
            v = queue[i]
            dist[v] = -1
            paths[v] = 0.0
            dependency[v] = 0.0


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


@compiled
def _ones(x: Any) -> Any:
    """Return how many bits of a word are set (Warren 2013, Hacker's Delight, ch. 5)."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (x * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def _sweep(ip: Any, ix: Any, n: int, sources: Any, far: Any, harmonic: Any, reached: Any, words: int) -> None:
    """Search from up to 64 × words sources at once; add to the sums of every row that they reach."""
    seen = np.zeros((n, words), np.uint64)
    front = np.zeros((n, words), np.uint64)
    coming = np.zeros((n, words), np.uint64)
    active = np.zeros(n, np.bool_)
    full = np.zeros(words, np.uint64)
    for k in range(len(sources)):
        bit = np.uint64(1) << np.uint64(k & 63)
        full[k >> 6] |= bit
        seen[sources[k], k >> 6] |= bit
        front[sources[k], k >> 6] |= bit
        active[sources[k]] = True
    level = 0
    alive = True
    while alive:
        level += 1
        alive = False
        for v in range(n):
            done = True
            for q in range(words):
                coming[v, q] = np.uint64(0)
                if seen[v, q] != full[q]:
                    done = False
            if done:
                continue
            for k in range(ip[v], ip[v + 1]):
                x = ix[k]
                if active[x]:
                    for q in range(words):
                        coming[v, q] |= front[x, q]
        for v in range(n):
            count = 0
            for q in range(words):
                new = coming[v, q] & ~seen[v, q]
                front[v, q] = new
                if new != np.uint64(0):
                    seen[v, q] |= new
                    count += int(_ones(new))
            active[v] = count > 0
            if count:
                far[v] += count * level
                harmonic[v] += count / level
                reached[v] += count
                alive = True


def roles(arcs: sparse.csr_array, codes: Ints, directed: bool) -> Ints:
    """Return n × 5 counts of Gould–Fernandez roles; twin of `roles._by_products`."""
    kinds = int(codes.max()) + 1
    out = np.zeros((arcs.shape[0], 5), np.int64)
    if directed:
        back = arcs.T.tocsr()
        _roles(arcs.indptr, arcs.indices, back.indptr, back.indices, codes, kinds, out)
    else:
        starts, ends, _, _ = uphill(arcs)
        _roles_both_ways(arcs.indptr, arcs.indices, starts, ends, codes.astype(np.int32), kinds, out)
    return out


@compiled
def _roles_both_ways(ip: Any, ix: Any, up: Any, ux: Any, codes: Any, kinds: int, out: Any) -> None:
    """Count as `_roles` where every arc runs both ways: each open pair twice, less both ways of each triangle."""
    n = len(codes)
    near = np.zeros(kinds, np.int64)
    mark = np.full(n, -1, np.int32)
    for v in range(n):
        near[:] = 0
        for k in range(ip[v], ip[v + 1]):
            near[codes[ix[k]]] += 1
        every = ip[v + 1] - ip[v]
        own = near[codes[v]]
        alike = 0
        for g in range(kinds):
            alike += near[g] * near[g]
        out[v, 0] += own * own - own
        out[v, 1] += alike - own * own - (every - own)
        out[v, 2] += own * (every - own)
        out[v, 3] += own * (every - own)
        out[v, 4] += (every - own) * (every - own) - (alike - own * own)
    for u in range(n):
        for k in range(up[u], up[u + 1]):
            mark[ux[k]] = u
        a = codes[u]
        for k in range(up[u], up[u + 1]):
            v = ux[k]
            b = codes[v]
            for q in range(up[v], up[v + 1]):
                x = ux[q]
                if mark[x] != u:
                    continue
                c = codes[x]
                if a == b and b == c:
                    out[u, 0] -= 2
                    out[v, 0] -= 2
                    out[x, 0] -= 2
                elif a != b and b != c and a != c:
                    out[u, 4] -= 2
                    out[v, 4] -= 2
                    out[x, 4] -= 2
                else:  # two alike: the third is their consultant, they stand for each other towards it
                    if b == c:
                        odd, one, two = u, v, x
                    elif a == c:
                        odd, one, two = v, u, x
                    else:
                        odd, one, two = x, u, v
                    out[odd, 1] -= 2
                    out[one, 2] -= 1
                    out[one, 3] -= 1
                    out[two, 2] -= 1
                    out[two, 3] -= 1


@compiled
def _roles(ip: Any, ix: Any, bp: Any, bx: Any, codes: Any, kinds: int, out: Any) -> None:
    """Count two-step paths by the groups of their ends, less those that come back or are closed by an arc."""
    n = len(codes)
    into = np.zeros(kinds, np.int64)
    onward = np.zeros(kinds, np.int64)
    mark = np.full(n, -1, np.int32)
    for v in range(n):
        own = codes[v]
        into[:] = 0
        onward[:] = 0
        for k in range(ip[v], ip[v + 1]):
            mark[ix[k]] = v
            onward[codes[ix[k]]] += 1
        coordinator, consultant, representative, gatekeeper, liaison = 0, 0, 0, 0, 0
        for k in range(bp[v], bp[v + 1]):
            a = bx[k]
            here = codes[a]
            into[here] += 1
            if mark[a] == v:
                if here == own:
                    coordinator -= 1
                else:
                    consultant -= 1
            for q in range(ip[a], ip[a + 1]):
                c = ix[q]
                if mark[c] == v and c != v:
                    there = codes[c]
                    if here == own:
                        if there == own:
                            coordinator -= 1
                        else:
                            representative -= 1
                    elif there == own:
                        gatekeeper -= 1
                    elif here == there:
                        consultant -= 1
                    else:
                        liaison -= 1
        alike = 0
        in_all = 0
        out_all = 0
        for g in range(kinds):
            alike += into[g] * onward[g]
            in_all += into[g]
            out_all += onward[g]
        in_own, out_own = into[own], onward[own]
        out[v, 0] = coordinator + in_own * out_own
        out[v, 1] = consultant + alike - in_own * out_own
        out[v, 2] = representative + in_own * (out_all - out_own)
        out[v, 3] = gatekeeper + (in_all - in_own) * out_own
        out[v, 4] = liaison + (in_all - in_own) * (out_all - out_own) - (alike - in_own * out_own)


def uphill(ties: sparse.csr_array) -> tuple[Any, Any, Any, Any]:
    """Return each pair once, from its end of fewer partners: row starts, other ends, and the places of both its arcs.

    Every triangle is then found once, from its lowest corner, in steps that hubs do not multiply (Schank and Wagner
    2005).
    """
    n = ties.shape[0]
    degree = np.diff(ties.indptr)
    rank = np.empty(n, np.int32)
    rank[np.lexsort((np.arange(n), degree))] = np.arange(n, dtype=np.int32)
    row = np.repeat(np.arange(n, dtype=np.int32), degree)
    up = np.flatnonzero(rank[row] < rank[ties.indices])
    places = sparse.csr_array((np.arange(ties.nnz), ties.indices, ties.indptr), shape=ties.shape)
    back = places.T.tocsr().data[up]
    starts = np.r_[0, np.cumsum(np.bincount(row[up], minlength=n))].astype(np.int32)
    return starts, ties.indices[up].astype(np.int32), up, back


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


def cuts(ties: sparse.csr_array) -> tuple[list[tuple[int, int, int]], Any]:
    """Return bridges and cut points of a symmetric pattern; twin of `cohesion._cuts`."""
    n = ties.shape[0]
    points = np.zeros(n, np.bool_)
    found = np.empty((n, 3), np.int64)
    count = _cuts(ties.indptr, ties.indices, n, points, found)
    return [(int(a), int(b), int(c)) for a, b, c in found[:count]], points


@compiled
def _cuts(ip: Any, ix: Any, n: int, points: Any, found: Any) -> int:
    """Search in depth without recursion; a child that reaches nothing above its parent hangs on a bridge."""
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
                    points[p] = True
        points[root] = children > 1
    return count


def swap_pairs(u: Ints, v: Ints, times: int, seed: int) -> tuple[Ints, Ints]:
    """Return pairs after `times` tries to swap ends; twin of `chance.swapped`, with random numbers of its own."""
    a, b = u.astype(np.int32), v.astype(np.int32)
    size = 8
    while size < 4 * len(a):
        size *= 2
    _swap(a, b, times, seed, np.full(size, -1, np.int64))
    return a.astype(np.int64), b.astype(np.int64)


@compiled
def _key(a: Any, b: Any) -> Any:
    return (np.int64(min(a, b)) << np.int64(32)) | np.int64(max(a, b))


@compiled
def _place(key: Any, mask: Any) -> Any:
    """Return where to look first for a pair in the table of joined pairs (mixing of MurmurHash3)."""
    k = np.uint64(key)
    k ^= k >> np.uint64(33)
    k *= np.uint64(0xFF51AFD7ED558CCD)
    k ^= k >> np.uint64(29)
    return np.int64(k & np.uint64(mask))


@compiled
def _find(table: Any, key: Any, mask: Any) -> Any:
    """Return the place of a pair, or of the empty place (−1) that ends the search for it."""
    at = _place(key, mask)
    while table[at] != -1 and table[at] != key:
        at = (at + 1) & mask
    return at


@compiled
def _forget(table: Any, key: Any, mask: Any) -> None:
    """Take a pair out and move up those placed after it, so that no search ends too soon (Knuth, vol. 3, 6.4)."""
    hole = _find(table, key, mask)
    at = hole
    while True:
        at = (at + 1) & mask
        if table[at] == -1:
            break
        home = _place(table[at], mask)
        if (at > hole and (home <= hole or home > at)) or (at < hole and home <= hole and home > at):
            table[hole] = table[at]
            hole = at
    table[hole] = -1


@compiled
def _swap(u: Any, v: Any, times: int, seed: int, table: Any) -> None:
    """Swap the ends of random pairs in place; `table` holds the joined pairs, open addressing."""
    np.random.seed(seed)
    m = len(u)
    mask = len(table) - 1
    for e in range(m):
        key = _key(u[e], v[e])
        table[_find(table, key, mask)] = key
    if m < 2:
        return
    for _ in range(times):
        e = np.random.randint(m)
        f = np.random.randint(m)
        a, b, c, d = u[e], v[e], u[f], v[f]
        if np.random.random() < 0.5:
            c, d = d, c
        if e == f or a == d or c == b:
            continue
        first, second = _key(a, d), _key(c, b)
        if first == second or table[_find(table, first, mask)] == first:
            continue
        if table[_find(table, second, mask)] == second:
            continue
        _forget(table, _key(a, b), mask)
        _forget(table, _key(c, d), mask)
        table[_find(table, first, mask)] = first
        table[_find(table, second, mask)] = second
        u[e], v[e], u[f], v[f] = a, d, c, b


def structural_holes(ties: sparse.csr_array) -> tuple[Floats, Floats, Floats]:
    """Return constraint, hierarchy and effective size; twin of `brokerage.constraints` and `effective_size`."""
    n = ties.shape[0]
    starts, ends, there, back = uphill(ties)
    out = np.full((3, n), np.nan)
    if ties.nnz and (ties.data == ties.data[0]).all():
        _holes_even(starts, ends, np.diff(ties.indptr), out)
    else:
        sums = np.asarray(ties.sum(axis=1), float).ravel()
        highest = np.asarray(ties.max(axis=1).todense(), float).ravel() if ties.nnz else sums
        row = np.repeat(np.arange(n), np.diff(ties.indptr))
        share, marginal = ties.data / sums[row], ties.data / highest[row]
        split = (share[there], share[back], marginal[there], marginal[back])
        _holes(starts, ends, *split, np.diff(ties.indptr), out)
    return out[0], np.maximum(out[1], 0.0), out[2]


@compiled
def _holes_even(ip: Any, ix: Any, degree: Any, out: Any) -> None:
    """Fill `out` where all ties are as strong: p_ij + Σ_q p_iq p_qj is (1 + Σ_q 1/k_q) / k_i, q closing i and j."""
    n = len(degree)
    mark = np.full(n, -1, np.int32)
    at = np.zeros(n, np.int32)
    through = np.ones(len(ix))
    closed = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            mark[ix[k]] = u
            at[ix[k]] = k
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            for q in range(ip[v], ip[v + 1]):
                x = ix[q]
                if mark[x] == u:
                    through[k] += 1.0 / degree[x]
                    through[at[x]] += 1.0 / degree[v]
                    through[q] += 1.0 / degree[u]
                    closed[u] += 2
                    closed[v] += 2
                    closed[x] += 2
    total = np.zeros(n)
    entropy = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            square = through[k] * through[k]
            through[k] = square
            total[u] += square
            total[ix[k]] += square
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            first = through[k] * degree[u] / total[u]
            second = through[k] * degree[v] / total[v]
            entropy[u] += first * np.log(first)
            entropy[v] += second * np.log(second)
    for i in range(n):
        k = degree[i]
        if k > 0:
            out[0, i] = total[i] / (k * k)
            out[2, i] = k - closed[i] / k
        if k > 1:
            out[1, i] = entropy[i] / (k * np.log(k))


@compiled
def _holes(ip: Any, ix: Any, p: Any, p_back: Any, m: Any, m_back: Any, degree: Any, out: Any) -> None:
    """Fill `out` from shares p_ij = w_ij / Σw_i and marginals m_ij = w_ij / max w_i of each pair, both ways."""
    n = len(degree)
    mark = np.full(n, -1, np.int32)
    at = np.zeros(n, np.int32)
    there = p.copy()
    back = p_back.copy()
    redundant = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            mark[ix[k]] = u
            at[ix[k]] = k
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            for q in range(ip[v], ip[v + 1]):
                x = ix[q]
                if mark[x] == u:
                    r = at[x]
                    # pairs k = (u, v), r = (u, x), q = (v, x), each way, by the third
                    there[k] += p[r] * p_back[q]
                    back[k] += p[q] * p_back[r]
                    there[r] += p[k] * p[q]
                    back[r] += p_back[q] * p_back[k]
                    there[q] += p_back[k] * p[r]
                    back[q] += p_back[r] * p[k]
                    redundant[u] += p[r] * m[q] + p[k] * m_back[q]
                    redundant[v] += p[q] * m[r] + p_back[k] * m_back[r]
                    redundant[x] += p_back[q] * m[k] + p_back[r] * m_back[k]
    total = np.zeros(n)
    entropy = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            there[k] *= there[k]
            back[k] *= back[k]
            total[u] += there[k]
            total[ix[k]] += back[k]
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            first = there[k] * degree[u] / total[u]
            second = back[k] * degree[v] / total[v]
            entropy[u] += first * np.log(first)
            entropy[v] += second * np.log(second)
    for i in range(n):
        k = degree[i]
        if k > 0:
            out[0, i] = total[i]
            out[2, i] = k - redundant[i]
        if k > 1:
            out[1, i] = entropy[i] / (k * np.log(k))
