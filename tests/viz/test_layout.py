"""The layout: the same picture each time, communities together, nobody on top of another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from viz.communities import communities
from viz.layout import SPACING, layout


def planted(n, groups, seed=1, inside=0.85):
    """Return the group of each node and 3n links, most of them inside a group."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, n)
    members = [np.flatnonzero(group == g) for g in range(groups)]
    source = rng.integers(0, n, 3 * n)
    target = [int(rng.choice(members[group[s]])) if rng.random() < inside else int(rng.integers(n)) for s in source]
    return group, source, np.array(target)


def test_two_cliques_joined_by_one_link_are_two_communities():
    source = [0, 0, 1, 3, 3, 4, 2]
    target = [1, 2, 2, 4, 5, 5, 3]

    found = communities(6, np.array(source), np.array(target), np.ones(7))

    assert found.tolist() == [0, 0, 0, 1, 1, 1]


def test_the_same_network_is_the_same_picture_byte_for_byte():
    _, source, target = planted(800, 8)

    one, two = layout(800, source, target, seed=3), layout(800, source, target, seed=3)

    assert one.positions.tobytes() == two.positions.tobytes()
    assert one.community.tobytes() == two.community.tobytes()


@pytest.mark.parametrize("n", [pytest.param(180, id="by stress"), pytest.param(1500, id="by forces")])
def test_planted_communities_can_be_seen(n):
    group, source, target = planted(n, max(3, n // 100))

    at = layout(n, source, target).positions

    _, near = cKDTree(at).query(at, 11)
    purity = float((group[near[:, 1:]] == group[:, None]).mean())
    assert purity > 0.8


def test_no_two_nodes_lie_on_each_other():
    _, source, target = planted(700, 7)

    at = layout(700, source, target).positions

    nearest = cKDTree(at).query(at, 2)[0][:, 1]
    assert nearest.min() > SPACING * 0.6


def test_components_stand_apart():
    # Ten triangles and five isolates.
    source = np.array([3 * k + i for k in range(10) for i in range(3)])
    target = np.array([3 * k + (i + 1) % 3 for k in range(10) for i in range(3)])

    at = layout(35, source, target).positions

    boxes = [(at[3 * k : 3 * k + 3].min(axis=0), at[3 * k : 3 * k + 3].max(axis=0)) for k in range(10)]
    for a, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[a + 1 :]:
            assert (high < other_low).any() or (other_high < low).any()
    assert len({tuple(row) for row in at[30:].round(3).tolist()}) == 5


def test_nodes_without_links_have_no_community():
    assert layout(3, [0], [1]).community.tolist() == [0, 0, -1]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 25), st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=40))
def test_every_network_has_a_finite_place_for_everybody(n, links):
    links = [(a % n, b % n) for a, b in links]

    drawn = layout(n, [a for a, _ in links], [b for _, b in links])

    assert drawn.positions.shape == (n, 2)
    assert np.isfinite(drawn.positions).all()
