"""Where nodes stand: seeded, so that the same network is the same picture, and packed, so that no part is lost.

A component of up to `SMALL` nodes is drawn by stress majorisation: distances on the page follow distances in the
network. A larger one starts from its communities and is refined by attraction along links and repulsion from sampled
nodes; its communities are then given the area they need, so that they stand as islands that can be named.
Components are packed in rows, the largest first.

References: Gansner, Koren, North (2005), Graph drawing by stress majorization, GD 2004; McInnes, Healy,
Melville (2018), UMAP, arXiv:1802.03426 (the sampled forces).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import cKDTree

from viz.communities import Floats, Ints, communities

SPACING = 40.0
"""Least distance of two nodes of ordinary size, in units of the layout."""
SMALL = 160
"""Up to so many nodes a component is drawn by stress majorisation, which crowds the middle of larger ones."""
EPOCHS = 200
SAMPLES = 3
"""Nodes from which each node is pushed away, an epoch."""
WIDE = 1.5
"""Width by height of the picture: screens are wider than high, and so are names."""
NAMED = 1200
"""Up to so many nodes a component keeps room for the names of its most linked members."""
EM = 24.0
"""Size of a name's character in units of the layout, where the whole of a network of some hundreds is on the screen."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each node stands, and with whom."""

    positions: Floats
    """Shape (n, 2), x to the right, y down; `SPACING` is the least distance of ordinary nodes."""
    community: Ints
    """Shape (n,): number of the community, 0 the largest; -1 for nodes without links."""


def layout(
    n: int, source: npt.ArrayLike, target: npt.ArrayLike, *, names: npt.ArrayLike | None = None, seed: int = 0
) -> Layout:
    """Return positions and communities of `n` nodes joined by links `source[i]` to `target[i]`.

    Parameters
    ----------
    n : int
        Number of nodes, numbered from 0.
    source, target : array of int, shape (m,)
        Ends of the links. Parallel links pull harder, but less than their number; loops are ignored.
    names : array of float, shape (n,), optional
        Widths of the names in characters: the most linked nodes get room for theirs below them.
    seed : int
        The same seed and links give the same picture, byte for byte.
    """
    positions, community = np.zeros((n, 2)), np.full(n, -1, dtype=np.int64)
    if n == 0:
        return Layout(positions, community)
    source, target, weight = _simple(np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64), n)
    linked = np.unique(np.concatenate([source, target]))
    if len(linked):
        found = communities(n, source, target, weight, seed=seed)
        community[linked] = np.unique(found[linked], return_inverse=True)[1]
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    width = np.zeros(n) if names is None else np.asarray(names, dtype=float)
    radius = SPACING / 2 * np.clip(0.7 + 0.3 * np.sqrt(degree), 1, 2.5)
    _, part = connected_components(coo_array((weight, (source, target)), shape=(n, n)), directed=False)
    members = np.split(np.argsort(part, kind="stable"), np.cumsum(np.bincount(part))[:-1])
    link_part = part[source]
    link_order = np.argsort(link_part, kind="stable")
    link_bounds = np.searchsorted(link_part[link_order], np.arange(len(members) + 1))
    place = np.empty(n, dtype=np.int64)
    for number, nodes in enumerate(members):
        if len(nodes) == 1:
            continue
        place[nodes] = np.arange(len(nodes))
        links = link_order[link_bounds[number] : link_bounds[number + 1]]
        ends = place[source[links]], place[target[links]]
        if len(nodes) <= SMALL:
            at = _by_stress(len(nodes), *ends)
        else:
            at = _by_forces(len(nodes), *ends, weight[links], community[nodes], seed)
        at = _apart(_level(at), radius[nodes])
        if names is not None and len(nodes) <= NAMED:
            at = _room_for_names(at, radius[nodes], degree[nodes], width[nodes])
        positions[nodes] = at
    _pack(positions, members)
    return Layout(positions - (positions.min(axis=0) + positions.max(axis=0)) / 2, community)


def _simple(source: Ints, target: Ints, n: int) -> tuple[Ints, Ints, Floats]:
    """Return the links once each, smaller end first, with weight 1 + log of their number."""
    proper = source != target
    low, high = np.minimum(source, target)[proper], np.maximum(source, target)[proper]
    code, count = np.unique(low * n + high, return_counts=True)
    return code // n, code % n, 1 + np.log(count)


def _by_stress(n: int, source: Ints, target: Ints) -> Floats:
    """Return positions whose distances follow the lengths of shortest paths, by majorisation (SMACOF)."""
    graph = coo_array((np.ones(len(source)), (source, target)), shape=(n, n)).tocsr()
    distance = shortest_path(graph, directed=False, unweighted=True)
    # Partners of one hub are two steps apart however many they are: leave them the room of a circle around it.
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    stretch = 1 + 0.25 * np.log2(np.maximum(np.minimum(degree[source], degree[target]), 1))
    graph = coo_array((stretch, (source, target)), shape=(n, n)).tocsr()
    distance = np.where(distance == 1, shortest_path(graph, directed=False), distance)
    np.fill_diagonal(distance, 1)
    pull = distance**-2.0
    np.fill_diagonal(pull, 0)
    laplacian = np.diag(pull.sum(axis=1)) - pull
    inverse = np.linalg.inv(laplacian + 1 / n) - 1 / n
    at = _scaled(distance)
    for _ in range(120):
        gap = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
        ratio = pull * distance / np.maximum(gap, 1e-9)
        np.fill_diagonal(ratio, 0)
        moved = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ at
        step = float(np.abs(moved - at).max())
        at = moved
        if step < 1e-3:
            break
    return at * SPACING * 2.6


def _scaled(distance: Floats) -> Floats:
    """Return a first guess by classical scaling, twins put apart by a fixed small spiral."""
    n = len(distance)
    centre = np.eye(n) - 1 / n
    squared = distance**2
    np.fill_diagonal(squared, 0)
    value, vector = np.linalg.eigh(-0.5 * centre @ squared @ centre)
    at = vector[:, -2:] * np.sqrt(np.maximum(value[-2:], 0))
    # The sign of an eigenvector is free: fix it, or the picture may flip between machines.
    at *= np.where(at[np.abs(at).argmax(axis=0), np.arange(at.shape[1])] < 0, -1, 1)
    if at.shape[1] < 2:
        at = np.column_stack([at, np.zeros(n)])
    placed: Floats = at + 0.15 * _spiral(n) / np.sqrt(n)
    return placed


def _spiral(n: int) -> Floats:
    """Return `n` points of a sunflower, about one unit apart."""
    k = np.arange(n)
    angle = k * np.pi * (3 - np.sqrt(5))
    points: Floats = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(k + 0.5)[:, None] * 0.57
    return points


def _by_forces(n: int, source: Ints, target: Ints, weight: Floats, community: Ints, seed: int) -> Floats:
    """Return positions of a large component: communities, then sampled forces, then an area for each community."""
    _, community = np.unique(community, return_inverse=True)
    size = np.bincount(community)
    centre = _centres(community[source], community[target], weight, size)
    rng = np.random.default_rng(seed)
    order = np.argsort(community, kind="stable")
    within = np.empty(n, dtype=np.int64)
    within[order] = np.arange(n) - np.repeat(np.cumsum(size) - size, size)
    at = centre[community] + _spiral(int(size.max()))[within] * 0.35
    pull = weight / weight.mean()
    for epoch in range(EPOCHS):
        rate = 1 - epoch / EPOCHS
        gap = at[source] - at[target]
        near = (gap**2).sum(axis=1)
        force = np.clip(gap * (pull * 2 / (1 + near))[:, None], -4, 4) * 0.25
        move = _gathered(target, force, n) - _gathered(source, force, n)
        for _ in range(SAMPLES):
            other = rng.integers(0, n, n)
            gap = at - at[other]
            near = (gap**2).sum(axis=1)
            move += np.clip(gap * (2 / ((0.05 + near) * (1 + near)))[:, None], -4, 4) * 0.5
        at = at + np.clip(move, -4, 4) * rate * 0.5
    return _islands(at, community, size)


def _gathered(index: Ints, force: Floats, n: int) -> Floats:
    return np.column_stack([np.bincount(index, force[:, 0], n), np.bincount(index, force[:, 1], n)])


def _centres(source: Ints, target: Ints, weight: Floats, size: Ints) -> Floats:
    """Return a place for each community: near those with which it has many links, apart by the room that both need."""
    k = len(size)
    room = np.sqrt(size) * 0.6
    if k == 1:
        return np.zeros((1, 2))
    between = coo_array((weight, (source, target)), shape=(k, k)).toarray()
    between = between + between.T
    np.fill_diagonal(between, 0)
    strong = between / np.sqrt(np.outer(size, size))
    with np.errstate(divide="ignore"):
        length = np.where(strong > 0, 1 / np.maximum(strong, 1e-12), np.inf)
    length = length / np.median(length[np.isfinite(length)])
    far = shortest_path(np.where(np.isfinite(length), np.clip(length, 0.3, 3), 0), directed=False)
    far[~np.isfinite(far)] = far[np.isfinite(far)].max() + 1
    wanted = far / max(float(np.median(far)), 1e-9) * (room[:, None] + room[None]) * 1.2
    wanted = np.maximum((wanted + wanted.T) / 2, 1e-6)
    np.fill_diagonal(wanted, 1)
    return _discs_apart(_scaled(wanted) + _spiral(k) * 1e-3, room * 1.4)


def _islands(at: Floats, community: Ints, size: Ints) -> Floats:
    """Return positions with each community on a disc of its own, large enough for its members."""
    k = len(size)
    centre = _gathered(community, at, k) / size[:, None]
    room = SPACING * 0.95 * np.sqrt(size) + SPACING * 0.5
    offset = at - centre[community]
    reach = np.sqrt((offset**2).sum(axis=1))
    # By rank, not by length: the disc is filled evenly, and a stray member does not leave its island.
    order = np.lexsort((reach, community))
    rank = np.empty(len(at))
    rank[order] = np.arange(len(at)) - np.repeat(np.cumsum(size) - size, size)
    wanted = room[community] * np.sqrt((rank + 0.5) / size[community])
    centre = centre - centre.mean(axis=0)
    span = np.sqrt((centre**2).sum(axis=1).mean()) or 1.0
    centre = _discs_apart(
        centre * np.sqrt((room**2).sum()) / span * 0.9, room + SPACING * (0.6 if len(at) <= NAMED else 1.3)
    )
    placed: Floats = centre[community] + offset * (wanted / np.maximum(reach, 1e-9))[:, None]
    return placed


def _discs_apart(centre: Floats, radius: Floats) -> Floats:
    """Return centres moved until no two discs overlap (or 300 rounds have passed)."""
    centre = centre.copy()
    need = radius[:, None] + radius[None]
    np.fill_diagonal(need, 0)
    for _ in range(300):
        gap = centre[:, None] - centre[None]
        far = np.sqrt((gap**2).sum(axis=2))
        over = np.maximum(need - far, 0)
        if over.max() < 1e-3 * radius.min():
            break
        share = radius[None] ** 2 / (radius[:, None] ** 2 + radius[None] ** 2)
        centre += (gap / np.maximum(far, 1e-9)[:, :, None] * (over * share)[:, :, None]).sum(axis=1) * 0.6
    return centre


def _level(at: Floats) -> Floats:
    """Return positions turned so that the longest extent is horizontal."""
    at = at - at.mean(axis=0)
    if len(at) < 3:
        return np.column_stack([np.linspace(-1, 1, len(at)) * SPACING * 1.6, np.zeros(len(at))])
    _, vector = np.linalg.eigh(at.T @ at)
    axes = vector[:, ::-1]
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    turned: Floats = at @ axes
    return turned


def _apart(at: Floats, radius: Floats) -> Floats:
    """Return positions moved so that no two nodes overlap, as far as 60 rounds bring them."""
    at = at + _spiral(len(at)) * 1e-4
    reach = 2 * float(radius.max())
    for _ in range(60):
        pairs = cKDTree(at).query_pairs(reach, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, two = pairs[:, 0], pairs[:, 1]
        gap = at[one] - at[two]
        far = np.sqrt((gap**2).sum(axis=1))
        over = radius[one] + radius[two] - far
        close = over > 1e-2
        if not close.any():
            break
        one, two = one[close], two[close]
        push = gap[close] * (over[close] / np.maximum(far[close], 1e-9) * 0.5)[:, None]
        at = at + _gathered(one, push, len(at)) * 0.8 - _gathered(two, push, len(at)) * 0.8
    return at


def _room_for_names(at: Floats, radius: Floats, degree: Ints, width: Floats) -> Floats:
    """Return positions moved so that the names of the most linked nodes, written below them, cover no other node."""
    n = len(at)
    named = np.zeros(n, dtype=bool)
    named[np.lexsort((np.arange(n), -degree))[: max(14, n // 9)]] = True
    half = np.where(named, np.maximum(radius, width * EM / 2), radius * 0.8)
    top, bottom = -radius * 0.8, np.where(named, radius + EM * 1.3, radius * 0.8)
    for _ in range(80):
        wide = np.flatnonzero(named)
        tree = cKDTree(at)
        near = tree.query_ball_point(at[wide], float(half.max() * 2))
        one = np.repeat(wide, [len(found) for found in near])
        two = np.array([other for found in near for other in sorted(found)], dtype=np.int64)
        keep = (one != two) & ~(named[two] & (two < one))
        one, two = one[keep], two[keep]
        gap = at[two] - at[one]
        over_x = half[one] + half[two] - np.abs(gap[:, 0])
        # How far `two` must go down, or up, to leave the box of `one`.
        down = bottom[one] - (gap[:, 1] + top[two])
        up = (gap[:, 1] + bottom[two]) - top[one]
        hit = (over_x > 0.5) & (down > 0.5) & (up > 0.5)
        if not hit.any():
            break
        one, two, gap = one[hit], two[hit], gap[hit]
        over_x, down, up = over_x[hit], down[hit], up[hit]
        step_y = np.where(down < up, down, -up)
        sideways = over_x < np.abs(step_y)
        step = np.column_stack(
            [
                np.where(sideways, np.where(gap[:, 0] < 0, -over_x, over_x), 0.0),
                np.where(sideways, 0.0, step_y),
            ]
        )
        push = np.clip(step * 0.5, -SPACING, SPACING)
        at = at + (_gathered(two, push, n) - _gathered(one, push, n)) * 0.5
    return _apart(at, radius * 0.8)


def _pack(positions: Floats, members: list[Ints]) -> None:
    """Move components into rows beside and below the largest."""
    gap = SPACING * 1.6
    low = np.array([positions[nodes].min(axis=0) for nodes in members])
    size = np.array([positions[nodes].max(axis=0) for nodes in members]) - low + gap
    width = max(float(size[:, 0].max()), float(np.sqrt(size.prod(axis=1).sum() * WIDE)))
    order = np.lexsort((np.arange(len(members)), -size[:, 1], np.array([-len(nodes) for nodes in members])))
    x = y = row = 0.0
    for number in order.tolist():
        wide, high = size[number]
        if x > 0 and x + wide > width + 1e-6:
            x, y, row = 0.0, y + row, 0.0
        positions[members[number]] += np.array([x, y]) - low[number]
        x, row = x + wide, max(row, float(high))
