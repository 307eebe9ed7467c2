"""Whether communities are a finding or the luck of a seed."""

from collections.abc import Iterator

from graph.measures.communities import communities_of
from graph.measures.pitfalls.reading import DRAWN_UP_TO, SMALL, Finding, Reading

STABLE = 0.9
"""Agreement between runs (adjusted Rand index) below which communities are called unstable."""


def unstable_communities(r: Reading) -> Iterator[Finding]:
    """Say that communities depend on the seed."""
    if r.s.m < SMALL or r.s.matrix.nnz > DRAWN_UP_TO or r.weight_role == "distance":
        return
    about = communities_of(r.s, seeds=range(5)).attrs
    if about["ari"] < STABLE:
        yield Finding(
            "communities",
            "note",
            f"社区划分随随机种子变化（5次运行两两一致性 ARI 平均{about['ari']:.2f}，分辨率1）：单次划分不可作为结论。",
            f"Communities change with the seed (mean ARI {about['ari']:.2f} between 5 runs, resolution 1): "
            f"one partition "
            "is no finding.",
            {"ari": about["ari"], "communities": about["communities"], "modularity": about["modularity"]},
        )
