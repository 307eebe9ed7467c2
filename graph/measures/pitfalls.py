"""The pitfalls of a centrality report, one check each; every check runs by itself and is silent where all is well."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csgraph

from graph.errors import MeasureError
from graph.measures.communities import communities_of
from graph.measures.events import Affiliations, affiliations
from graph.measures.sociogram import Sociogram, is_actor
from graph.measures.synergy import NONE, synergy
from graph.measures.targets import targets
from graph.measures.uncertainty import rank_intervals
from graph.network import Network
from graph.ontology import ONTOLOGY

SMALL = 30
"""Below so many actors with ties a list is printed, not ranks."""

SEVERITIES = ("refuse", "correct", "note")

# Arcs up to which checks that draw or search again (rank intervals, communities) run by themselves.
DRAWN_UP_TO = 500_000

# Agreement between runs (adjusted Rand index) below which communities are called unstable.
STABLE = 0.9


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check looks at: the network, and how it was read."""

    network: Network
    s: Sociogram
    kinds: frozenset[str] | None
    weight_role: str | None

    @property
    def events(self) -> Affiliations:
        """The two-mode network beside it."""
        return affiliations(self.network, kinds=self.kinds if self.s.projection else None)


def small(r: Reading) -> Iterator[Finding]:
    """Refuse ranks of fewer than 30 actors with ties."""
    joined = int((r.s.degree > 0).sum())
    if joined < SMALL:
        yield Finding(
            "small-n",
            "refuse",
            f"有联系的行动者只有{joined}个（少于{SMALL}个）：只列名单，不排名次。",
            f"Only {_some(joined, 'actor has', 'actors have')} ties (below {SMALL}): a list is printed, not ranks.",
            {"joined": joined, "limit": SMALL},
        )


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
            f"{_some(outside, 'actor with ties has', 'actors with ties have')} none.",
            {"outside": outside},
        )


def cliques(r: Reading) -> Iterator[Finding]:
    """Refuse clustering and small-world figures of a projection, whose cliques are its events."""
    if r.s.projection is None or not r.s.m:
        return
    events = dict.fromkeys(r.s.ids, 0)
    events |= dict(zip(r.events.actors, np.diff(r.events.incidence.indptr).tolist(), strict=True))
    joined = np.flatnonzero(r.s.degree > 0)
    counts = np.array([events[r.s.ids[row]] for row in joined])
    varied = len(set(counts.tolist())) > 1 and len(set(r.s.degree[joined].tolist())) > 1
    ranked = pd.DataFrame({"degree": r.s.degree[joined], "events": counts}).rank()
    rho = float(ranked["degree"].corr(ranked["events"])) if varied else float("nan")
    largest = int(r.events.sizes.max(initial=0))
    yield Finding(
        "cliques",
        "correct",
        f"联系由共同参加的{len(r.events.events)}个联合体或项目投影而来（计数方式：{r.s.projection}，最大者有{largest}个成员）："
        "聚类系数与小世界指标只反映成员规模，不予给出；伙伴数也随成员规模增长，请与参加数对照。",
        f"Ties are projected from {len(r.events.events)} shared consortia or projects (counting: {r.s.projection}; the "
        f"largest has {largest} members): clustering and small-world figures only mirror their sizes and are "
        f"not given; "
        "partners grow with sizes too, so compare them with the number of events.",
        {"events": len(r.events.events), "largest": largest, "spearman_degree_events": rho, "how": r.s.projection},
    )


def two_mode(r: Reading) -> Iterator[Finding]:
    """Say that actors meet in events which are not read unless projected."""
    if r.s.projection is not None or not len(r.events.events):
        return
    kinds = {e.id: e.kind for e in r.network.entities}
    unread = [k for k, event in enumerate(r.events.events) if not is_actor(kinds[event])]
    if unread:
        several = int((r.events.sizes[unread] > 1).sum())
        yield Finding(
            "two-mode",
            "note",
            f"行动者还在{len(unread)}个项目或活动中相遇（{several}个有两个以上成员），这些未读；要计入请用 "
            f"projection。",
            f"Actors also meet in {len(unread)} projects or events ({several} with two or more of them), which are not "
            "read; name a projection to read them.",
            {"events": len(unread), "several": several},
        )


def single(r: Reading) -> Iterator[Finding]:
    """Say how many events have one participant, and so give no tie."""
    alone = int((r.events.sizes == 1).sum())
    if alone:
        yield Finding(
            "single",
            "note",
            f"{len(r.events.events)}个联合体、项目或共建对象中，{alone}个只有一个已知成员，不产生联系；其成员仍计入行动者。",
            f"Of {len(r.events.events)} consortia, projects or things built, {alone} have one known member and give no "
            "tie; their members still count as actors.",
            {"events": len(r.events.events), "single": alone},
        )


def equals(r: Reading) -> Iterator[Finding]:
    """Say that equal values share a rank, and how many do."""
    joined = r.s.degree[r.s.degree > 0]
    counts = Counter(joined.tolist())
    sharing = sum(n for n in counts.values() if n > 1)
    if len(joined) >= SMALL and sharing > len(joined) / 2:
        most = counts.most_common(1)[0]
        yield Finding(
            "equals",
            "correct",
            f"{len(joined)}个有联系的行动者中，{sharing}个与他人伙伴数相同（{most[1]}个只有{most[0]}个伙伴）："
            "数值相同者（含舍入误差）名次相同，名单尾部的名次没有意义。",
            f"Of {len(joined)} actors with ties, {sharing} have as many partners as another ({most[1]} have "
            f"{most[0]}): "
            "equal values (up to rounding) share a rank, and ranks in the tail mean nothing.",
            {"joined": len(joined), "sharing": sharing},
        )


def mixed_status(r: Reading) -> Iterator[Finding]:
    """Say that planned and existing ties stand in one network."""
    groups = Counter(ONTOLOGY.statuses[t.status].group for t in r.s.used if t.status in ONTOLOGY.statuses)
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


def stock_and_flow(r: Reading) -> Iterator[Finding]:
    """Say how many targets have a figure that cannot be compared with them."""
    verdicts = targets(r.network)["verdict"]
    apart = int((verdicts == "not comparable").sum())
    if apart:
        yield Finding(
            "not-comparable",
            "refuse",
            f"{len(verdicts)}个目标中，{apart}个虽有相近数字，但口径不同（总数与新增、指标、单位、期限或范围），不作比较。",
            f"{apart} of {_some(len(verdicts), 'target', 'targets')} cannot be compared with the figure nearest to it "
            "(total against increment, another indicator, unit, period or scope): no verdict is given.",
            {"targets": len(verdicts), "not_comparable": apart},
        )


def narrator(r: Reading) -> Iterator[Finding]:
    """Say that the hub is the one who tells the story, and what the network looks like without it."""
    s = r.s
    publishers = {d.publisher for d in r.network.documents if d.publisher}
    entity = {e.id: e for e in r.network.entities}
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
        parts = int(csgraph.connected_components(without, directed=False)[0]) if len(rest) else 0
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
                "components": int(s.component.max(initial=-1)) + 1,
                "components_without": parts,
                "first_without": leaders,
            },
        )


def isolates(r: Reading) -> Iterator[Finding]:
    """Say how many actors have no tie: shares are taken over all actors, these included."""
    alone = int((r.s.degree == 0).sum())
    if alone:
        yield Finding(
            "isolates",
            "note",
            f"{alone}个行动者没有所读种类的联系；比例按全部{r.s.n}个行动者计算，包括它们。",
            f"{_some(alone, 'actor has', 'actors have')} no tie of the kinds read; shares are over all "
            f"{_some(r.s.n, 'actor', 'actors')}, these included.",
            {"isolates": alone, "actors": r.s.n},
        )


def left_out(r: Reading) -> Iterator[Finding]:
    """Say which nodes do not count as actors: promised or unnamed ends, groups, places and fields."""
    entities = r.network.entities
    unnamed = sum(e.placeholder for e in entities)
    groups = sum(e.kind == "Group" and not e.placeholder for e in entities)
    others = sum(not is_actor(e.kind) and e.kind != "Group" and not e.placeholder for e in entities)
    if unnamed or groups or others:
        ties = r.s.left_out.get("outside", 0)
        yield Finding(
            "left-out",
            "correct",
            f"未计入度量：{unnamed}个未具名或承诺中的节点，{groups}个泛指群体，{others}个地区、计划、活动或领域；"
            f"因此有{ties}条联系未读。",
            f"Left out of measures: {_some(unnamed, 'promised or unnamed end', 'promised or unnamed ends')}, "
            f"{_some(groups, 'group', 'groups')}, "
            f"{_some(others, 'region, programme, event or field', 'regions, programmes, events or fields')}; "
            f"{_some(ties, 'tie was', 'ties were')} not read for that.",
            {"placeholders": unnamed, "groups": groups, "others": others, "ties": ties},
        )


def self_ties(r: Reading) -> Iterator[Finding]:
    """Say that ties of an actor with itself were dropped."""
    if count := r.s.left_out.get("self_ties", 0):
        yield Finding(
            "self-ties",
            "correct",
            f"{count}条联系的两端是同一行动者，未计入。",
            f"{_some(count, 'tie joins', 'ties join')} an actor with itself: left out.",
            {"self_ties": count},
        )


def missing_data(r: Reading) -> Iterator[Finding]:
    """Say how many of the first ten stay so when a fifth of the evidence is missed."""
    if int((r.s.degree > 0).sum()) < SMALL:
        return
    drop = "events" if r.s.projection else "documents" if len(r.network.documents) > 4 else "ties"
    said = {"events": ("联合体或项目", "events"), "documents": ("文件", "documents"), "ties": ("联系", "ties")}[drop]
    if r.s.matrix.nnz > DRAWN_UP_TO:
        yield Finding(
            "missing-data",
            "note",
            "来源必有遗漏，单个名次不可靠；请查看名次区间。",
            "Sources always miss something, and a single rank is not reliable: look at rank intervals.",
        )
        return
    try:
        table = rank_intervals(r.network, "degree", drop=drop, draws=20, kinds=r.kinds, projection=r.s.projection)
    except MeasureError:  # too little of it to leave anything out
        return
    stay = float(table["p_top"].nlargest(10).sum())
    yield Finding(
        "missing-data",
        "note",
        f"随机去掉20%的{said[0]}（20次）后，按伙伴数的前10名平均保留约{min(stay, 10):.1f}名；请给出名次区间，"
        f"而非单个名次。",
        f"With a fifth of the {said[1]} left out at random (20 times), about {min(stay, 10):.1f} of the first ten by "
        "partners stay on average: give rank intervals, not ranks.",
        {"dropped": drop, "stay_of_ten": stay},
    )


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


def universe(r: Reading) -> Iterator[Finding]:
    """Say that T(UIG) depends on whether events with none of the three sectors count."""
    table = synergy(r.network, kinds=r.kinds if r.s.projection else None)
    none, events = (int(table[column].iloc[0]) for column in (NONE, "events"))
    if none and none < events:
        whole, part = (float(bits) for bits in table["T"])
        yield Finding(
            "universe",
            "note",
            f"{none}个联合体或项目没有高校、企业、政府成员：三螺旋协同 T 计入它们为{whole:.1f}毫比特，"
            f"不计为{part:.1f}；须说明口径。",
            f"{none} events have no university, industry or government member: T(UIG) is {whole:.1f} mbit "
            f"with them and "
            f"{part:.1f} without; state which.",
            {"none": none, "T": whole, "T_without_none": part},
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


def renamed(r: Reading) -> Iterator[Finding]:
    """Say that an actor and its successor both count."""
    twice = [
        tie
        for tie in r.network.ties
        if tie.kind == "SUCCEEDS" and tie.source in r.s.position and tie.target in r.s.position
    ]
    if twice:
        names = [f"{r.network.entity(t.target).name} → {r.network.entity(t.source).name}" for t in twice[:3]]
        yield Finding(
            "renamed",
            "note",
            f"{len(twice)}个行动者与其前身同时计入（{'；'.join(names)}）：同一机构可能被数了两次。",
            f"{_some(len(twice), 'actor stands beside its predecessor', 'actors stand beside their predecessors')} "
            f"({'; '.join(names)}): one organisation may count twice.",
            {"pairs": [t.id for t in twice]},
        )


def _some(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    small,
    weight_roles,
    fragments,
    spectral,
    cliques,
    two_mode,
    single,
    equals,
    mixed_status,
    stock_and_flow,
    narrator,
    left_out,
    isolates,
    self_ties,
    missing_data,
    unstable_communities,
    universe,
    symmetrised_roles,
    renamed,
)
"""In the order of a reader's questions; `docs/measures.md` says which pitfall each answers."""
