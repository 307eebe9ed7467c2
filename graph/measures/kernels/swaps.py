"""Random networks of the same degrees: a chain of swaps, and the figures of what it comes to."""

from typing import Any

import numpy as np

from graph.measures.kernels.compiled import compiled
from graph.measures.kernels.roles import roles_both_ways
from graph.measures.kernels.triangles import lowest_first
from graph.measures.sociogram import Ints


class Chain:
    """Pairs whose ends are swapped at random, step after step; twin of `chance.swapped` with other random numbers.

    Degrees never change, so that the order of the rows and where each begins are found once.
    """

    def __init__(self, u: Ints, v: Ints) -> None:
        self.u, self.v = u.astype(np.int32), v.astype(np.int32)
        size = 8
        while size < 4 * len(u):
            size *= 2
        self._table = np.full(size, -1, np.int64)
        _remember(self.u, self.v, self._table)

    def swap(self, times: int, seed: int) -> None:
        """Try so many swaps; one that would join a pair twice or an actor with itself is not made."""
        _swap(self.u, self.v, times, seed, self._table)


def triangles_and_roles(u: Any, v: Any, degree: Ints, codes: Ints, kinds: int) -> tuple[int, Ints]:
    """Return the triangles of a network of pairs, and the counts of the five roles summed over all its actors.

    Twin of `triangles.triangles` and `roles.role_counts`, for pairs whose matrix nobody needs.
    """
    n, m = len(degree), len(u)
    starts = np.r_[0, np.cumsum(degree)].astype(np.int32)
    up, upper, around = np.zeros(n + 1, np.int32), np.empty(m, np.int32), np.empty(2 * m, np.int32)
    _rows(u, v, lowest_first(degree.astype(np.int32)), starts, around, up, upper)
    out = np.zeros((n, 5), np.int64)
    closed = roles_both_ways(starts, around, up, upper, codes.astype(np.int32), kinds, out)
    return int(closed), out.sum(axis=0)


@compiled
def _rows(u: Any, v: Any, place: Any, starts: Any, around: Any, up: Any, upper: Any) -> None:
    """Deal pairs to rows: both ends of each to `around`, the further one in the order of degree to `upper`."""
    n = len(place)
    at = starts[:n].copy()
    for e in range(len(u)):
        a, b = u[e], v[e]
        around[at[a]] = b
        around[at[b]] = a
        at[a] += 1
        at[b] += 1
        up[(a if place[a] < place[b] else b) + 1] += 1
    for i in range(n):
        up[i + 1] += up[i]
    at[:] = up[:n]
    for e in range(len(u)):
        a, b = u[e], v[e]
        if place[a] > place[b]:
            a, b = b, a
        upper[at[a]] = b
        at[a] += 1


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
def _remember(u: Any, v: Any, table: Any) -> None:
    """Put all pairs into the table (open addressing)."""
    mask = len(table) - 1
    for e in range(len(u)):
        key = _key(u[e], v[e])
        table[_find(table, key, mask)] = key


@compiled
def _swap(u: Any, v: Any, times: int, seed: int, table: Any) -> None:
    """Swap the ends of random pairs in place, and in the table of joined pairs."""
    np.random.seed(seed)
    m = len(u)
    mask = len(table) - 1
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
