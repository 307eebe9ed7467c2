"""How ties were read as paths: weights, direction, and what lies in another part of the network."""

from collections.abc import Iterator

import numpy as np

from graph.measures.pitfalls.reading import Finding, Reading, some


def weight_roles(r: Reading) -> Iterator[Finding]:
    """Refuse counts of documents as distances; say that weights were not read where they differ."""
    counted = any(tie.history for tie in r.s.used)
    if r.weight_role == "distance" and counted:
        yield Finding(
            "weight-role",
            "refuse",
            "联系的权重是提及它的文件数，表示强度，不能当作距离；请改用 weight_role='strength'。",
            "Ties weigh the number of documents that state them: that is strength, not distance. Use "
            "weight_role='strength'.",
        )
    weights = {float(tie.weight) for tie in r.s.used}
    if r.weight_role is None and len(weights) > 1:
        yield Finding(
            "weight-role",
            "note",
            "联系的权重各不相同，但未声明其含义（强度或距离），因此未使用：每对伙伴计为1。",
            "Ties weigh differently, but what weights mean (strength or distance) was not said, so they were not read: "
            "every pair counts 1.",
            {"weights": len(weights)},
        )


def fragments(r: Reading) -> Iterator[Finding]:
    """Say that closeness was corrected for components."""
    sizes = np.bincount(r.s.component) if r.s.n else np.zeros(0, int)
    parts = int((sizes > 1).sum())
    if parts > 1:
        share = sizes[0] / r.s.n
        yield Finding(
            "fragments",
            "correct",
            f"网络分为{parts}个互不相连的部分（最大者含{share:.0%}的行动者）：接近中心度按 Wasserman–Faust 修正，"
            "否则小部分内的行动者会排在最前。",
            f"The network falls into {parts} parts (the largest has {share:.0%} of the actors): closeness carries the "
            "Wasserman–Faust factor, without which actors of small parts would come first.",
            {"components": parts, "largest": int(sizes[0]), "actors": r.s.n},
        )


def spectral(r: Reading) -> Iterator[Finding]:
    """Say that eigenvector centrality is given in the largest component only."""
    outside = int(((r.s.component > 0) & (r.s.degree > 0)).sum())
    if outside:
        yield Finding(
            "spectral",
            "correct",
            f"特征向量中心度只在最大连通部分内有定义；其外{outside}个有联系的行动者不给出数值。",
            "Eigenvector centrality is defined within one component: outside the largest "
            f"{some(outside, 'actor with ties has', 'actors with ties have')} none.",
            {"outside": outside},
        )


def isolates(r: Reading) -> Iterator[Finding]:
    """Say how many actors have no tie: shares are taken over all actors, these included."""
    alone = int((r.s.degree == 0).sum())
    if alone:
        yield Finding(
            "isolates",
            "note",
            f"{alone}个行动者没有所读种类的联系；比例按全部{r.s.n}个行动者计算，包括它们。",
            f"{some(alone, 'actor has', 'actors have')} no tie of the kinds read; shares are over all "
            f"{some(r.s.n, 'actor', 'actors')}, these included.",
            {"isolates": alone, "actors": r.s.n},
        )


def symmetrised_roles(r: Reading) -> Iterator[Finding]:
    """Say that without direction gatekeeper and representative are the same count."""
    if r.s.directed or not r.s.m:
        return
    yield Finding(
        "symmetrised",
        "correct",
        "联系按无方向读取：守门人与代表者的次数必然相等，不可解读其差别；每对未相连的伙伴按两个方向计两次。",
        "Ties are read without direction: gatekeeper and representative are equal by construction and their difference "
        "means nothing; each open pair counts twice, once a direction.",
    )
