"""Centrality that flows along ties: eigenvector, PageRank, Katz, hubs and authorities.

All read strengths where weights are strengths, and who is joined where there are none or weights are distances.
"""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph, linalg

from graph.measures.sociogram import Floats, Ints, Sociogram

DAMPING = 0.85  # Brin and Page 1998
ATTENUATION = 0.5
"""Of Katz, as a share of its upper bound 1/λ: a step counts half of what it could count at most."""

# Up to so many actors a full decomposition is cheaper than iterating.
DENSE = 200

# Singular values that differ by less than this share are one: what rounding leaves between equals.
EQUAL = 1e-9


def eigenvector(s: Sociogram) -> Floats:
    """Return the eigenvector of the largest eigenvalue, λx = Aᵀx, of unit length over the largest component.

    It is defined per component: actors outside the largest have NaN, not 0. Of directed ties the largest strongly
    connected component is taken, and an actor is central whom central actors point to.
    """
    value = np.full(s.n, np.nan)
    inside = _largest(s)
    if len(inside) > 1:
        _, vector = _leading(strengths(s)[inside][:, inside].T.tocsr())
        value[inside] = vector
    return value


def pagerank(s: Sociogram, damping: float = DAMPING) -> Floats:
    """Return the share of time that a walker spends at each actor who follows ties by strength and jumps now and then.

    x = α Pᵀ x + (1−α)/n, sum 1; at an actor without outgoing ties the walker jumps anywhere.
    """
    if not s.n:
        return np.zeros(0)
    ties = strengths(s)
    out = np.asarray(ties.sum(axis=1), float).ravel()
    back, stuck = ties.T.tocsr(), out == 0
    share = np.divide(1.0, out, out=np.zeros(s.n), where=~stuck)
    x = np.full(s.n, 1.0 / s.n)
    for _ in range(1000):
        before = x
        x = damping * (back @ (x * share) + x[stuck].sum() / s.n) + (1 - damping) / s.n
        if np.abs(x - before).sum() < 1e-14:
            break
    total: Floats = x / x.sum()
    return total


def katz(s: Sociogram) -> Floats:
    """Return x = αAᵀx + 1 scaled to unit length, with α = 0.5/λ: walks of every length, each step counting less."""
    if not s.n:
        return np.zeros(0)
    back = strengths(s).T.tocsr()
    top = _spectral_radius(s)
    if not top:
        return np.full(s.n, s.n**-0.5)
    x = np.ones(s.n)
    for _ in range(1000):
        before = x
        x = ATTENUATION / top * (back @ x) + 1.0
        if np.abs(x - before).max() < 1e-14 * x.max():
            break
    scaled: Floats = x / np.linalg.norm(x)
    return scaled


def hubs_and_authorities(s: Sociogram) -> tuple[Floats, Floats]:
    """Return how far each actor points to authorities, and is pointed to by hubs; each sums to 1 (Kleinberg 1999).

    It is where Kleinberg's iteration ends that starts with equal scores, so that actors placed alike have the same,
    also in parts of the network that are not joined.
    """
    if not s.matrix.nnz:
        return np.full(s.n, 1.0 / max(s.n, 1)), np.full(s.n, 1.0 / max(s.n, 1))
    ties = strengths(s)
    hub = _hubs(ties)
    authority = ties.T @ hub
    return hub / hub.sum(), authority / authority.sum()


def strengths(s: Sociogram) -> sparse.csr_array:
    """Return the matrix of strengths: as weighted, or who is joined."""
    return s.matrix if s.weight_role == "strength" else s.pattern


def _largest(s: Sociogram) -> Ints:
    if not s.directed:
        return np.flatnonzero(s.component == 0)
    labels = csgraph.connected_components(s.pattern, directed=True, connection="strong")[1] if s.n else np.zeros(0, int)
    return np.flatnonzero(labels == np.bincount(labels).argmax()) if s.n else labels


def _hubs(ties: sparse.csr_array) -> Floats:
    """Return ones projected on all left singular vectors of the largest singular value.

    One decomposition of the whole would return any one of them where parts share the value. A part is what hangs
    together through who points to whom: inside it the largest value is single, and its vector positive (Perron and
    Frobenius).
    """
    n = ties.shape[0]
    label = csgraph.connected_components(sparse.block_array([[None, ties], [ties.T, None]]), directed=False)[1]
    of_row, of_column = label[:n], label[n:]
    # No singular value of a part is above √(largest sum of a row × of a column): most parts need no decomposition.
    widest, tallest = np.zeros(label.max() + 1), np.zeros(label.max() + 1)
    np.maximum.at(widest, of_row, np.asarray(ties.sum(axis=1), float).ravel())
    np.maximum.at(tallest, of_column, np.asarray(ties.sum(axis=0), float).ravel())
    bound = np.sqrt(widest * tallest)
    rows, columns = np.argsort(of_row, kind="stable"), np.argsort(of_column, kind="stable")
    parts = np.arange(len(bound) + 1)
    row_at, column_at = np.searchsorted(of_row[rows], parts), np.searchsorted(of_column[columns], parts)
    blocks = ties[rows][:, columns].tocsr()
    largest, found = 0.0, []
    for part in np.argsort(-bound, kind="stable"):
        if bound[part] < largest * (1 - EQUAL) or not bound[part]:
            break
        inside = slice(row_at[part], row_at[part + 1])
        value, vector = _singular(blocks[inside, column_at[part] : column_at[part + 1]])
        largest = max(largest, value)
        found.append((value, rows[inside], vector))
    hub = np.zeros(n)
    for value, actors, vector in found:
        if value >= largest * (1 - EQUAL):
            hub[actors] = vector * vector.sum()
    return hub


def _singular(block: sparse.csr_array) -> tuple[float, Floats]:
    """Return the largest singular value of a part and its left vector, positive and of unit length."""
    if max(block.shape) <= DENSE or min(block.shape) == 1:
        left, values, _ = np.linalg.svd(block.toarray(), full_matrices=False)
    else:
        left, values, _ = linalg.svds(block, k=1, v0=np.ones(min(block.shape)), random_state=0)
    return float(values[0]), np.abs(left[:, 0])


def _leading(matrix: sparse.csr_array) -> tuple[float, Floats]:
    """Return the largest eigenvalue of a strongly connected matrix and its vector, positive and of unit length."""
    n = matrix.shape[0]
    even = (matrix != matrix.T).nnz == 0
    if n <= DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray()) if even else np.linalg.eig(matrix.toarray())
    elif even:
        values, vectors = linalg.eigsh(matrix, k=1, which="LA", v0=np.ones(n), tol=1e-13)
    else:
        values, vectors = linalg.eigs(matrix, k=1, which="LR", v0=np.ones(n), tol=1e-13)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    return float(values[at].real), vector / np.linalg.norm(vector)


def _spectral_radius(s: Sociogram) -> float:
    """Return the largest eigenvalue of the whole matrix: the largest over its strongly connected components."""
    ties = strengths(s)
    if not ties.nnz:  # ARPACK refuses a matrix of nothing
        return 0.0
    if not s.directed:
        if s.n <= DENSE:
            return float(np.linalg.eigvalsh(ties.toarray())[-1])
        return float(linalg.eigsh(ties, k=1, which="LA", v0=np.ones(s.n), tol=1e-12, return_eigenvectors=False)[0])
    labels = csgraph.connected_components(ties, directed=True, connection="strong")[1]
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    return max((_leading(ties[p][:, p].tocsr())[0] for p in parts if len(p) > 1), default=0.0)
