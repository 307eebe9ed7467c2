"""Triangles, clustering and cores: how dense it is around each actor."""

import numpy as np
from scipy import sparse

from graph.measures.sociogram import Floats, Ints, Sociogram

# Arcs from which compiling a kernel repays.
COMPILED_FROM = 200_000


def triangles(s: Sociogram) -> Ints:
    """Return the number of triangles at each actor, direction aside."""
    ties = s.symmetric
    if ties.nnz >= COMPILED_FROM:
        from graph.measures.kernels.triangles import count_triangles

        return count_triangles(ties)
    closed = (ties @ ties).multiply(ties)
    return np.rint(np.asarray(closed.sum(axis=1), float).ravel() / 2).astype(np.int64)


def clustering(s: Sociogram) -> Floats:
    """Return the share of an actor's pairs of partners that are joined; 0 with fewer than two (Watts 1998)."""
    degree = s.degree.astype(float)
    share: Floats = np.divide(2.0 * triangles(s), degree * (degree - 1), out=np.zeros(s.n), where=degree > 1)
    return share


def transitivity(s: Sociogram) -> float:
    """Return the share of open or closed two-paths that are closed; NaN where there is none."""
    paths = float((s.degree * (s.degree - 1)).sum())
    return 2.0 * float(triangles(s).sum()) / paths if paths else float("nan")


def core(s: Sociogram) -> Ints:
    """Return the largest k such that the actor belongs to a group in which each has k partners (Seidman 1983)."""
    ties = s.symmetric
    if ties.nnz >= COMPILED_FROM:
        from graph.measures.kernels.triangles import core_numbers

        return core_numbers(ties)
    return _peeled(ties)


def _peeled(ties: sparse.csr_array) -> Ints:
    """Take away all actors with at most k partners left, for k = 0, 1, 2 …; what an actor falls with is its core."""
    left = np.diff(ties.indptr).astype(np.int64)
    value = np.zeros(len(left), np.int64)
    alive = np.ones(len(left), bool)
    k = 0
    while alive.any():
        falling = alive & (left <= k)
        if not falling.any():
            k += 1
            continue
        value[falling] = k
        alive &= ~falling
        left -= (ties @ falling.astype(float)).astype(np.int64)
    return value
