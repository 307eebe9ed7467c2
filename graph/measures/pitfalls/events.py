"""Where actors meet in events: cliques that are made of members, events that are not read or have one member."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from graph.measures.pitfalls.reading import Finding, Reading
from graph.measures.sociogram import is_actor
from graph.measures.synergy import NONE, synergy


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
