"""Which nodes belong together: Louvain's method, seeded, on plain arrays.

The layout needs communities of 50,000 nodes within seconds and the same ones on every run.

Reference: Blondel, Guillaume, Lambiotte, Lefebvre (2008), Fast unfolding of communities in large networks,
J. Stat. Mech. P10008.
"""

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# A pass that moves fewer nodes than this share changes the picture no more.
SETTLED = 0.002
MOST_PASSES = 25


def communities(n: int, source: Ints, target: Ints, weight: Floats, *, seed: int = 0) -> Ints:
    """Return the community of each of `n` nodes, numbered from 0 by size, largest first (equal sizes by first member).

    Parameters
    ----------
    n : int
        Number of nodes.
    source, target : array of int, shape (m,)
        Ends of the links, read as undirected; no loops.
    weight : array of float, shape (m,)
        Strength of the links, positive.
    seed : int
        Order in which nodes are visited; the same seed gives the same communities.
    """
    member = np.arange(n, dtype=np.int64)
    adjacency = coo_array(
        (np.concatenate([weight, weight]), (np.concatenate([source, target]), np.concatenate([target, source]))),
        shape=(n, n),
    ).tocsr()
    rng = np.random.default_rng(seed)
    while True:
        size = adjacency.shape[0]
        found = _move(adjacency, rng.permutation(size))
        names, label = np.unique(found, return_inverse=True)
        member = label[member]
        if len(names) == size:
            return _by_size(member)
        gather = coo_array((np.ones(size), (np.arange(size), label)), shape=(size, len(names))).tocsr()
        adjacency = (gather.T @ adjacency @ gather).tocsr()


def _move(adjacency: coo_array, order: Ints) -> Ints:
    """Return communities after moving single nodes to where modularity gains most, until few still move."""
    pointer, neighbour, strength = adjacency.indptr.tolist(), adjacency.indices.tolist(), adjacency.data.tolist()
    degree = np.asarray(adjacency.sum(axis=1)).ravel().tolist()
    total = sum(degree) or 1.0
    count = len(degree)
    member = list(range(count))
    inside = list(degree)
    visit = order.tolist()
    for _ in range(MOST_PASSES):
        moved = 0
        for node in visit:
            home, own = member[node], degree[node]
            links: dict[int, float] = {home: 0.0}
            for k in range(pointer[node], pointer[node + 1]):
                other = neighbour[k]
                if other != node:
                    community = member[other]
                    links[community] = links.get(community, 0.0) + strength[k]
            inside[home] -= own
            best, gain = home, links[home] - own * inside[home] / total
            for community, link in links.items():
                value = link - own * inside[community] / total
                if value > gain + 1e-12:
                    best, gain = community, value
            inside[best] += own
            if best != home:
                member[node] = best
                moved += 1
        if moved <= SETTLED * count:
            break
    return np.array(member, dtype=np.int64)


def _by_size(member: Ints) -> Ints:
    names, first, label, size = np.unique(member, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(names))
    return rank[label]
