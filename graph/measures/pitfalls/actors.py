"""Who counts: the one who tells the story, nodes that do not act, actors that count twice."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csgraph

from graph.measures.pitfalls.reading import Finding, Reading, some
from graph.measures.sociogram import is_actor


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


def left_out(r: Reading) -> Iterator[Finding]:
    """Say which nodes do not count as actors: promised or unnamed ends, groups, places and fields."""
    entities = r.network.entities
    unnamed = sum(e.placeholder for e in entities)
    groups = sum(e.kind == "Group" and not e.placeholder for e in entities)
    others = sum(not is_actor(e.kind) and e.kind != "Group" and not e.placeholder for e in entities)
    if unnamed or groups or others:
        ties = r.s.left_out.get("outside", 0)
        what = (
            (unnamed, "未具名或承诺中的节点", "promised or unnamed end", "promised or unnamed ends"),
            (groups, "泛指群体", "group", "groups"),
            (others, "地区、计划、活动或领域", "region, programme, event or field",
             "regions, programmes, events or fields"),
        )  # fmt: skip
        yield Finding(
            "left-out",
            "correct",
            "未计入度量："
            + "，".join(f"{count}个{zh}" for count, zh, _, _ in what if count)
            + (f"；因此有{ties}条联系未读。" if ties else "；没有联系因此未读。"),
            "Left out of measures: "
            + ", ".join(some(count, one, more) for count, _, one, more in what if count)
            + (f"; {some(ties, 'tie was', 'ties were')} not read for that." if ties else "; no tie is lost by that."),
            {"placeholders": unnamed, "groups": groups, "others": others, "ties": ties},
        )


def self_ties(r: Reading) -> Iterator[Finding]:
    """Say that ties of an actor with itself were dropped."""
    if count := r.s.left_out.get("self_ties", 0):
        yield Finding(
            "self-ties",
            "correct",
            f"{count}条联系的两端是同一行动者，未计入。",
            f"{some(count, 'tie joins', 'ties join')} an actor with itself: left out.",
            {"self_ties": count},
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
            f"{some(len(twice), 'actor stands beside its predecessor', 'actors stand beside their predecessors')} "
            f"({'; '.join(names)}): one organisation may count twice.",
            {"pairs": [t.id for t in twice]},
        )
