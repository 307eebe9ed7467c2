"""The centrality report: who stands where, as far as the data can bear it; otherwise, what can be said instead."""

from collections.abc import Sequence

import pandas as pd

from graph.measures.guard import SMALL
from graph.measures.ranking import ranks
from graph.measures.sociogram import Sociogram
from graph.tie import Tie
from innonet.reports.foremost import NAMED, foremost
from innonet.reports.methods import methods
from innonet.reports.overview import stages
from innonet.reports.shares import share
from innonet.reports.tables import (
    bars,
    between_organisations,
    ledger_table,
    targets_table,
    tie_table,
    ties_at,
    without_empty,
)
from innonet.reports.trust import Redrawn, Skipped, trust, trust_methods
from innonet.reports.writer import ORGANISATIONS, Writer, value
from viz.report import Finding, Paragraph, Report, Section, Table

# ---------------------------------------------------------------------- too few actors: lists, no ranks


def unranked(
    writer: Writer,
    table: pd.DataFrame,
    read: Sociogram,
    ledger: pd.DataFrame,
    goals: pd.DataFrame,
    findings: list[Finding],
) -> Report:
    """Return the centrality report of too few actors to rank: what can be said instead.

    Parameters
    ----------
    table : DataFrame
        Of `centrality`.
    read : Sociogram
        What it read.
    ledger, goals : DataFrame
        Of `status_ledger` and `targets`.
    findings : list of Finding
        Of the guard; `small-n` among them forbids ranks.
    """
    says = writer.says
    partners = between_organisations(writer.network)
    joined = int((table["degree"] > 0).sum())
    one = (
        says("唯一一条两端都点名的联系", "The one tie with both ends named")
        if len(partners) == 1
        else says("两端都点名的联系", "Ties with both ends named")
    )
    opening = [
        writer.sentence(
            says(
                f"这些数据不足以排名：有合作联系的点名行动者只有{joined}个（少于{SMALL}个），"
                "谁显得“居中”多半取决于由谁撰写。",
                f"These data bear no ranking: only {joined} named actors have a cooperation tie, fewer than {SMALL}, "
                "and who seems central depends on who wrote the page.",
            )
        ),
        _named_partners(writer, partners),
        stages(writer),
    ]
    sections = [
        Section(
            "partners",
            says("点名机构之间的联系", "Ties between named organisations"),
            (tie_table(writer, "partners", one, partners),) if partners else (),
        ),
        Section("actors", says("有联系的行动者（名单，不分先后）", "Actors with ties (a list, in no order of rank)"),
                _list(writer, table, read)),
        Section("ledger", says("状态台账", "Status ledger"), (ledger_table(writer, ledger),)),
        Section("targets", says("目标", "Targets"), (targets_table(writer, goals),) if len(goals) else ()),
    ]  # fmt: skip
    title = says("中心性：这些数据能说明什么", "Centrality: what these data can bear")
    return writer.report("centrality", title, opening, sections, methods(writer, read=read), findings)


def _named_partners(writer: Writer, partners: list[Tie]) -> Paragraph:
    says = writer.says
    if not partners:
        return writer.sentence(
            says(
                "没有一条联系的两端都是点名的高校、科研院所或企业。",
                "No tie joins two named universities, institutes or enterprises.",
            )
        )
    said: list[str | tuple[int, ...]] = []
    for tie in partners[:3]:
        ends = says("与", " and ").join(writer.ends(tie))
        said += [f"{says('；', '; ') if said else ''}{ends}（{writer.label(tie.kind)}，{writer.label(tie.status)}）"
                 if writer.language == "zh" else
                 f"{'; ' if said else ''}{ends} ({writer.label(tie.kind)}, {writer.label(tie.status)})",
                 writer.cite(tie.claims)]  # fmt: skip
    if len(partners) == 1:
        lead = says(
            "能确认的两家点名机构之间的联系只有一条：", "One tie between two named organisations can be confirmed: "
        )
    else:
        lead = says(f"能确认的点名机构之间的联系有{len(partners)}条：",
                    f"{len(partners)} ties between named organisations can be confirmed: ")  # fmt: skip
    rest = says("等", " …") if len(partners) > 3 else ""
    return writer.sentence(lead, *said, rest + says("。", "."))


def _list(writer: Writer, table: pd.DataFrame, read: Sociogram) -> tuple[Table, ...]:
    ties = {id: some for id, some in ties_at(read).items() if some}
    rows = []
    for id in sorted(ties, key=lambda id: (writer.network.entity(id).kind, writer.name(id))):
        row = read.position[id]
        others = [
            read.ids[k] for k in read.symmetric.indices[read.symmetric.indptr[row] : read.symmetric.indptr[row + 1]]
        ]
        names = [writer.name(other) for other in dict.fromkeys(others)]
        kind = writer.network.entity(id).kind
        rows.append((writer.name(id), kind, len(names), writer.list_of(names, 5), writer.cite_ties(ties[id])))
    if not rows:
        return ()
    columns = (
        writer.column("name", "行动者", "Actor", wide=2.4),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("partners", "伙伴数", "Partners", "number"),
        writer.column("with", "伙伴", "With whom", wide=3.2),
        writer.evidence_column(),
    )
    note = writer.says("按类型和名称排列，不是名次。", "In order of kind and name, not of rank.")
    return (Table("actors", writer.says("行动者与其伙伴", "Actors and their partners"), columns, tuple(rows), note),)


# ---------------------------------------------------------------------- enough actors: ranks, with what they rest on


def ranked(
    writer: Writer,
    table: pd.DataFrame,
    brokers: pd.DataFrame,
    read: Sociogram,
    findings: list[Finding],
    redrawn: Sequence[Redrawn] = (),
    skipped: Sequence[Skipped] = (),
) -> Report:
    """Return the centrality report of enough actors to rank.

    Parameters
    ----------
    table, brokers : DataFrame
        Of `centrality` and `brokerage`, over the same ties.
    read : Sociogram
        What both read.
    findings : list of Finding
        Of the guard.
    redrawn, skipped : sequences
        Where each actor stands when a part of the evidence is left out, and for what that was not drawn.
    """
    says = writer.says
    ranking = _ranking(writer, table, brokers, read)
    top = [(writer.name(str(id)), float(degree)) for id, degree in table["degree"].head(15).items() if degree]
    chart = bars(
        writer, "degree", says("伙伴最多的行动者", "Actors with the most partners"), says("伙伴数", "Partners"), top
    )
    sections = [
        Section("ranking", says("谁处于中心", "Who stands at the centre"), (ranking, chart)),
        Section("intervals", says("名次靠得住吗", "How far the ranks can be trusted"), trust(writer, redrawn)),
        Section("parts", says("网络的各个部分", "The parts of the network"), (_parts(writer, table),)),
    ]
    ties = ties_at(read)
    opening = [_first(writer, table, ties), _between(writer, table, ties), _whole(writer, table, read)]
    title = says("中心性", "Centrality")
    how = _measures(writer, read, table, trust_methods(writer, redrawn, skipped))
    return writer.report("centrality", title, opening, sections, how, findings)


def _first(writer: Writer, table: pd.DataFrame, at: dict[str, list[Tie]]) -> Paragraph:
    best = table["degree"].max()
    first = foremost(table["degree"])
    names = writer.list_of([writer.name(id) for id in first], NAMED)
    ties = [tie for id in first[:NAMED] for tie in at[id]]
    zh = f"伙伴最多的是{names}，有{best}个伙伴"
    en = f"{names} {'has' if len(first) == 1 else 'have'} the most partners, {best}"
    if all(writer.network.entity(id).kind in ("Platform", "Consortium") for id in first):
        # A platform's partners are its members: who works with whom is better said of an organisation.
        others = [str(id) for id in table.index if writer.network.entity(str(id)).kind in ORGANISATIONS]
        if others:
            second = foremost(table["degree"].loc[others])
            most, after = table["degree"][second[0]], writer.list_of([writer.name(id) for id in second], NAMED)
            zh += f"；高校、院所与企业中最多的是{after}，有{most}个"
            en += f"; of universities, institutes and enterprises {after}, {most}"
            ties += [tie for id in second[:NAMED] for tie in at[id]]
    return writer.sentence(writer.says(zh, en), writer.cite_ties(ties), writer.says("。", "."))


def _between(writer: Writer, table: pd.DataFrame, at: dict[str, list[Tie]]) -> Paragraph:
    first = foremost(table["betweenness"])
    if not first or table["betweenness"][first[0]] <= 0:
        return writer.sentence(
            writer.says("没有一个行动者处于别人之间的最短路径上。", "No actor lies on a shortest path between others.")
        )
    names = writer.list_of([writer.name(id) for id in first], NAMED)
    part = share(writer, float(table["betweenness"][first[0]]))
    one = len(first) == 1
    zh = f"最常居于他人之间的是{names}：{'' if one else '各有'}{part}的行动者对，其最短路径经过它"
    en = f"{names} {'stands' if one else 'stand'} between others most: {part} of the pairs of other actors"
    en += f"{'' if one else ' each'}, by shortest path"
    ties = [tie for id in first[:NAMED] for tie in at[id]]
    return writer.sentence(writer.says(zh, en), writer.cite_ties(ties), writer.says("。", "."))


def _whole(writer: Writer, table: pd.DataFrame, read: Sociogram) -> Paragraph:
    joined = int((table["degree"] > 0).sum())
    largest = int((table["component"] == 1).sum())
    zh = f"{read.n}个点名行动者中{joined}个有合作联系，最大的连通部分有{largest}个；名次随缺失的联系而变，见方法"
    en = (
        f"Of {read.n} named actors {joined} have cooperation ties, and the largest connected part holds {largest}; "
        "ranks change with ties that are missing, see the methods"
    )
    return writer.sentence(writer.says(zh, en), writer.says("。", "."))


def _ranking(writer: Writer, table: pd.DataFrame, brokers: pd.DataFrame, read: Sociogram) -> Table:
    ties = ties_at(read)
    place, constraints = ranks(table["degree"]).to_dict(), brokers["constraint"].to_dict()
    several = table["component"][table["degree"] > 0].nunique() > 1
    rows = []
    for id, row in zip(table.index, table.to_dict("records"), strict=True):
        entity = writer.network.entity(str(id))
        constraint = value(constraints[id])
        rows.append((int(place[id]), writer.name(entity), entity.kind, row["degree"], row["betweenness"],
                     row["closeness"], row["harmonic"], constraint, row["component"] if several else None,
                     writer.cite_ties(ties[str(id)])))  # fmt: skip
    columns = (
        writer.column("rank", "名次", "Rank", "number"),
        writer.column("name", "行动者", "Actor", wide=2.4),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("degree", "伙伴", "Partners", "number"),
        writer.column("betweenness", "中介", "Between", "number", 3),
        writer.column("closeness", "接近", "Close", "number", 3),
        writer.column("harmonic", "调和", "Harmonic", "number", 1),
        writer.column("constraint", "约束", "Constraint", "number", 3),
        writer.column("component", "部分", "Part", "number"),
        writer.column("evidence", "证据", "Evidence", "evidence"),
    )
    note = writer.says(
        "按伙伴数排列，同数同名次。中介：最短路径经过它的行动者对之占比；接近：Wasserman–Faust；约束越低，越能沟通互不相识的伙伴。",
        "Ordered by partners, equals share a rank. Between: share of pairs whose shortest path passes through; close: "
        "Wasserman–Faust; the lower the constraint, the more an actor joins partners who do not know one another.",
    )
    caption = writer.says("行动者的中心性", "Centrality of actors")
    return without_empty(Table("ranking", caption, columns, tuple(rows), note, shown=30), "component")


def _parts(writer: Writer, table: pd.DataFrame) -> Table:
    rows = []
    for part, members in table.groupby("component"):
        if len(members) > 1:
            names = [writer.name(str(id)) for id in members.index]
            rows.append((int(str(part)), len(members), writer.list_of(names, 8)))
    columns = (
        writer.column("component", "部分", "Part", "number"),
        writer.column("actors", "行动者", "Actors", "number"),
        writer.column("names", "其中（按伙伴数）", "Among them (by partners)", wide=5),
    )
    return Table("parts", writer.says("互不相连的部分", "Parts that do not touch"), columns, tuple(rows), shown=20)


def _measures(
    writer: Writer, read: Sociogram, table: pd.DataFrame, trusted: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    says = writer.says
    how = says(
        "度中心性为伙伴数（Freeman 1978）；中介按 Brandes 2001，除以其他行动者的对数；接近含 Wasserman–Faust 修正，"
        "调和为 Σ1/d（Boldi、Vigna 2014）；约束按 Burt 1992。所有度量把联系看作无方向、不加权。",
        "Degree is the number of partners (Freeman 1978); betweenness after Brandes (2001), over the pairs of others; "
        "closeness with the Wasserman–Faust factor, harmonic Σ 1/d (Boldi and Vigna 2014); constraint after Burt "
        "(1992). All read ties without direction or weight.",
    )
    more = [(says("度量", "Measures"), how)]
    about = table.attrs.get("betweenness", {})
    if about and not about["exact"]:
        sampled = says(
            f"中介由{about['sources']:,}个随机起点估计（共{about['of']:,}个，种子 {about['seed']}）；"
            f"每个数值的误差以95%的把握不超过{about['error_95']:.4f}。",
            f"Betweenness is estimated from {about['sources']:,} sources at random (of {about['of']:,}, seed "
            f"{about['seed']}); with 95 % confidence no figure is off by more than {about['error_95']:.4f}.",
        )
        more.append((says("抽样", "Sampling"), sampled))
    return methods(writer, read=read, more=[*more, *trusted])
