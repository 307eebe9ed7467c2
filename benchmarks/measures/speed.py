"""How fast the measures are, each beside networkx in the same run.

    python -m benchmarks.measures.speed            all rows; some minutes
    python -m benchmarks.measures.speed constraint roles

CPU seconds of all threads, the least of three runs (of one where a run is long), after compilation, which is timed
apart. A networkx figure with * is extrapolated from a sample of sources.
"""

# ruff: noqa: E402

import os

# One thread for linear algebra, so that CPU seconds compare; before numpy is imported.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import sys
import time
from collections.abc import Callable, Iterator
from functools import cache

import networkx as nx
import numpy as np

from benchmarks.measures.networks import collaboration, networkx_of, sociogram_of
from graph.measures.brokerage import holes, mutual
from graph.measures.chance import rewired_figures
from graph.measures.cohesion import cuts
from graph.measures.mixing import assortativity_of, degree_assortativity, pairs
from graph.measures.paths import betweenness, closeness
from graph.measures.roles import role_counts
from graph.measures.sociogram import Sociogram, from_networkx
from graph.measures.spectral import eigenvector, katz, pagerank
from graph.measures.triangles import clustering, core

N = 100_000
Row = tuple[str, float, float | None, str]


@cache
def arrays(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs of the synthetic network of n actors."""
    return collaboration(n)


def drawn(n: int = N) -> Sociogram:
    """Return it as a sociogram, nothing remembered."""
    u, v, _ = arrays(n)
    return sociogram_of(n, u, v)


@cache
def plain(n: int = N) -> nx.Graph:
    """Return it as a networkx graph."""
    u, v, _ = arrays(n)
    return networkx_of(n, u, v)


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """Return the least seconds of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def both(work: Callable[[], object]) -> tuple[float, str]:
    """Return the CPU seconds of one run, and the seconds that passed, as text."""
    passed = time.perf_counter()
    spent = cpu(work, 1)
    return spent, f"{time.perf_counter() - passed:.1f} s on {os.cpu_count()} cores"


def conversion() -> Iterator[Row]:
    """Time networkx → matrix of a million pairs."""
    graph = plain(2 * N)
    yield f"networkx → CSR, {graph.number_of_edges():,} edges", cpu(lambda: from_networkx(graph)), None, "≤ 1.5 CPU s"


def battery() -> Iterator[Row]:
    """Time the measures that are linear in the ties, on a fresh sociogram each."""
    groups = np.random.default_rng(1).integers(0, 4, N)
    u, _, _ = arrays(N)
    graph = plain()
    nx.set_node_attributes(graph, dict(enumerate(groups.tolist())), "g")
    ours: dict[str, Callable[[], object]] = {
        "components": lambda: drawn_ready().component,
        "bridges and cut points": lambda: cuts(ready),
        "k-core": lambda: core(ready),
        "clustering": lambda: clustering(ready),
        "PageRank": lambda: pagerank(ready),
        "Katz": lambda: katz(ready),
        "eigenvector": lambda: eigenvector(ready),
        "degree assortativity": lambda: degree_assortativity(ready.degree, *pairs(ready)),
        "group assortativity": lambda: assortativity_of(groups, *pairs(ready), 4),
        "constraint, effective size, hierarchy": lambda: holes(mutual(ready)),
    }
    theirs: dict[str, Callable[[], object]] = {
        "components": lambda: list(nx.connected_components(graph)),
        "bridges and cut points": lambda: (list(nx.bridges(graph)), list(nx.articulation_points(graph))),
        "k-core": lambda: nx.core_number(graph),
        "clustering": lambda: nx.clustering(graph),
        "PageRank": lambda: nx.pagerank(graph, tol=1e-12, max_iter=500),
        "Katz": lambda: nx.katz_centrality(graph, alpha=0.01, tol=1e-9),
        "degree assortativity": lambda: nx.degree_assortativity_coefficient(graph),
        "group assortativity": lambda: nx.attribute_assortativity_coefficient(graph, "g"),
        "constraint, effective size, hierarchy": lambda: nx.constraint(graph),
    }
    ready = drawn()

    def drawn_ready() -> Sociogram:
        return Sociogram(ready.ids, ready.matrix, False, names=ready.names)

    build = cpu(drawn)
    yield f"matrix from arrays, {len(u):,} pairs", build, cpu(plain.__wrapped__, 1), ""
    total, peer = build, 0.0
    for name, work in ours.items():
        own = cpu(work)
        other = cpu(theirs[name], 1) if name in theirs else None
        total, peer = total + own, peer + (other or 0.0)
        goal = "≥ 19× networkx" if name.startswith("constraint") else ""
        yield name + (" (networkx: constraint only)" if name.startswith("constraint") else ""), own, other, goal
    yield "linear battery, sum", total, peer, "≤ 2.5 CPU s and ≥ 40× networkx"


def roles() -> Iterator[Row]:
    """Time the five roles."""
    groups, s = np.random.default_rng(1).integers(0, 4, N), drawn()
    yield "Gould–Fernandez roles, 100k", cpu(lambda: role_counts(s, groups)), None, "≤ .2 CPU s"


def distances() -> Iterator[Row]:
    """Time exact closeness and harmonic of 100k actors, networkx from 20 sources."""
    s, graph = drawn(), plain()
    sample = np.random.default_rng(0).choice(N, 20, replace=False).tolist()
    peer = cpu(lambda: [nx.closeness_centrality(graph, u=node) for node in sample], 1) * N / len(sample)
    own, passed = both(lambda: closeness(s))
    yield f"closeness and harmonic, exact, 100k ({passed})", own, peer, "* ≤ 20 s on two cores"


def between() -> Iterator[Row]:
    """Time exact betweenness of 10k actors, networkx from 50 sources."""
    s, graph = drawn(10_000), plain(10_000)
    peer = cpu(lambda: nx.betweenness_centrality(graph, k=50, seed=1), 1) * 10_000 / 50
    own, passed = both(lambda: betweenness(s))
    yield f"betweenness, exact, 10k ({passed})", own, peer, "* ≤ 6 s on two cores"


def nulls() -> Iterator[Row]:
    """Time 200 random networks of the same degrees with their figures."""
    s, groups = drawn(), np.random.default_rng(1).integers(0, 4, N)
    u, v = pairs(s)
    own, passed = both(lambda: rewired_figures(s, groups, 4, u, v, 200, 0))
    yield f"200 null networks with figures, 100k ({passed})", own, None, "≤ 150 s on two cores"


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "conversion": conversion,
    "battery": battery,
    "roles": roles,
    "closeness": distances,
    "betweenness": between,
    "nulls": nulls,
}


def main(names: list[str]) -> None:
    """Print a table of the parts named, or of all."""
    start = time.process_time()
    warm = sociogram_of(2_000, *collaboration(2_000)[:2])
    from graph.measures.kernels import between, cuts, distances, holes, roles, triangles

    between.dependencies(warm.pattern, None, np.arange(9), 1e-10)
    distances.distance_sums(warm.pattern)
    roles.roles(warm.pattern, np.zeros(2_000, np.int64), False)
    holes.structural_holes(warm.pattern)
    triangles.count_triangles(warm.pattern)
    triangles.core_numbers(warm.pattern)
    cuts.cuts(warm.pattern)
    rewired_figures(warm, np.zeros(2_000, np.int64), 1, *pairs(warm), 1, 0)
    print(f"compilation, or loading what was compiled before: {time.process_time() - start:.1f} CPU s", flush=True)
    print("| what | seconds | networkx | ratio | goal |\n|---|---:|---:|---:|---|", flush=True)
    for name in names or PARTS:
        for what, own, other, goal in PARTS[name]():
            star = "*" if goal.startswith("*") else ""
            peer = f"{other:.2f}{star}" if other is not None else ""
            ratio = f"{other / own:.0f}×{star}" if other is not None else ""
            print(f"| {what} | {own:.3f} | {peer} | {ratio} | {goal.lstrip('* ')} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
