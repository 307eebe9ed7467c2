"""Findings: the ways in which measures of this network would mislead, each said in one plain sentence.

A finding *refuses* a number that would be wrong, *corrects* one (and says how), or is a *note* that a reader must know.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csgraph

from graph.measures.sociogram import Sociogram, is_actor, sociogram
from graph.network import Network
from graph.ontology import ONTOLOGY

SMALL = 30
"""Below so many actors with ties a list is printed, not ranks."""

SEVERITIES = ("refuse", "correct", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One way in which a number could mislead, with what was done about it."""

    code: str
    """Name of the check, such as `mixed-status`."""
    severity: str
    """refuse (the number is not given), correct (given in another way) or note (given, with this sentence)."""
    zh: str
    en: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence rests on."""


def findings(
    network: Network, *, kinds: Iterable[str] | None = None, directed: bool = False, weight_role: str | None = None
) -> list[Finding]:
    """Return what a reader of measures of this network must know, gravest first.

    Parameters
    ----------
    network, kinds, directed, weight_role
        As given to the measures.
    """
    s = sociogram(network, kinds=kinds, directed=directed, weight_role=weight_role)
    found = [finding for check in CHECKS for finding in check(network, s)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def small(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Refuse ranks of fewer than 30 actors with ties."""
    joined = int((s.degree > 0).sum())
    if joined < SMALL:
        yield Finding(
            "small-n",
            "refuse",
            f"有联系的行动者只有{joined}个（少于{SMALL}个）：只列名单，不排名次。",
            f"Only {joined} actors have ties (fewer than {SMALL}): the list is printed, not ranks.",
            {"joined": joined, "limit": SMALL},
        )


def mixed_status(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say that planned and existing ties stand in one network."""
    groups = Counter(ONTOLOGY.statuses[t.status].group for t in s.used if t.status in ONTOLOGY.statuses)
    intended, ended = groups["intended"], groups["ended"]
    real = groups["agreed"] + groups["under way"] + groups["existing"]
    if real and (intended or ended):
        yield Finding(
            "mixed-status",
            "note",
            f"所读{sum(groups.values())}条联系中，{intended}条仅为意向，{ended}条已终止，{real}条已签、推进中或已运行："
            "名次混合了不同状态，请用 --status 分开查看。",
            f"Of {sum(groups.values())} ties read, {intended} are only intended and {ended} have ended, while {real} "
            "are agreed, under way or existing: ranks mix them. Look at each with --status.",
            dict(groups),
        )


def narrator(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say that the hub is the one who tells the story, and what the network looks like without it."""
    publishers = {d.publisher for d in network.documents if d.publisher}
    entity = {e.id: e for e in network.entities}
    telling = [row for row, id in enumerate(s.ids) if publishers & set(entity[id].aliases)]
    top = np.argsort(-s.degree, kind="stable")[:3]
    for row in telling:
        if row not in top or s.degree[row] == 0:
            continue
        ties = int(s.degree[row])
        share = ties / (s.symmetric.nnz // 2)
        rest = np.delete(np.arange(s.n), row)
        without = s.symmetric[rest][:, rest]
        after = np.diff(without.indptr)
        alone = int((after == 0).sum() - (np.delete(s.degree, row) == 0).sum())
        leaders = [s.names[rest[k]] for k in np.argsort(-after, kind="stable")[:3] if after[k]]
        parts_before = int(csgraph.connected_components(s.symmetric, directed=False)[0])
        parts_after = int(csgraph.connected_components(without, directed=False)[0]) if len(rest) else 0
        name = s.names[row]
        yield Finding(
            "narrator",
            "note",
            f"{name}既是信息发布方又处于中心（{ties}个伙伴，占全部联系对的{share:.0%}）。"
            f"去掉它后，{alone}个行动者不再有联系，居前的是{'、'.join(leaders) or '无'}；请用 --without 对照。",
            f"{name} publishes the news and is at its centre ({ties} partners, {share:.0%} of all joined pairs). "
            f"Without it {alone} actors have no tie left, and {', '.join(leaders) or 'nobody'} come first; "
            "compare with --without.",
            {
                "id": s.ids[row],
                "name": name,
                "partners": ties,
                "isolated_without": alone,
                "components": parts_before,
                "components_without": parts_after,
                "first_without": leaders,
            },
        )


def fragments(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say that closeness was corrected for components."""
    sizes = np.bincount(s.component) if s.n else np.zeros(0, int)
    parts = int((sizes > 1).sum())
    if parts > 1:
        share = sizes[0] / s.n
        yield Finding(
            "fragments",
            "correct",
            f"网络分为{parts}个互不相连的部分（最大者含{share:.0%}的行动者）：接近中心度按 Wasserman–Faust 修正，"
            "否则小部分内的行动者会排在最前。",
            f"The network falls into {parts} parts (the largest has {share:.0%} of the actors): closeness carries the "
            "Wasserman–Faust factor, without which actors of small parts would come first.",
            {"components": parts, "largest": int(sizes[0]), "actors": s.n},
        )


def isolates(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say how many actors have no tie: shares are taken over all actors, these included."""
    alone = int((s.degree == 0).sum())
    if alone:
        yield Finding(
            "isolates",
            "note",
            f"{alone}个行动者没有所读种类的联系；比例按全部{s.n}个行动者计算，包括它们。",
            f"{alone} actors have no tie of the kinds read; shares are over all {s.n} actors, these included.",
            {"isolates": alone, "actors": s.n},
        )


def left_out(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say which nodes do not count as actors: promised or unnamed ends, groups, places and fields."""
    unnamed = sum(e.placeholder for e in network.entities)
    groups = sum(e.kind == "Group" and not e.placeholder for e in network.entities)
    others = sum(not is_actor(e.kind) and e.kind != "Group" and not e.placeholder for e in network.entities)
    if unnamed or groups or others:
        yield Finding(
            "left-out",
            "correct",
            f"未计入度量：{unnamed}个未具名或承诺中的节点，{groups}个泛指群体，{others}个地区、计划、活动或领域；"
            f"因此有{s.left_out.get('outside', 0)}条联系未读。",
            f"Left out of measures: {unnamed} promised or unnamed ends, {groups} groups, {others} regions, programmes, "
            f"events or fields; {s.left_out.get('outside', 0)} ties were not read for that.",
            {"placeholders": unnamed, "groups": groups, "others": others, "ties": s.left_out.get("outside", 0)},
        )


def self_ties(network: Network, s: Sociogram) -> Iterator[Finding]:
    """Say that ties of an actor with itself were dropped."""
    if count := s.left_out.get("self_ties", 0):
        yield Finding(
            "self-ties",
            "correct",
            f"{count}条联系的两端是同一行动者，未计入。",
            f"{count} ties join an actor with itself and were left out.",
            {"self_ties": count},
        )


CHECKS: tuple[Callable[[Network, Sociogram], Iterator[Finding]], ...] = (
    small,
    mixed_status,
    narrator,
    fragments,
    left_out,
    isolates,
    self_ties,
)
