"""The overview: what the network holds, how far things have come, who works with whom, from which documents."""

from collections import Counter

import pandas as pd

from graph.ontology import ONTOLOGY
from graph.tie import Tie
from innonet.reports.methods import methods
from innonet.reports.tables import (
    between_organisations,
    counts_table,
    furthest_note,
    heads,
    sources_table,
    status_by_year,
    targets_table,
    tie_table,
)
from innonet.reports.writer import Writer, counted
from viz.report import Finding, Paragraph, Report, Section, Table


def overview(writer: Writer, counts: pd.DataFrame, goals: pd.DataFrame, findings: list[Finding]) -> Report:
    """Return the overview of a network, from its status counts, its targets and what the guard found."""
    says, network = writer.says, writer.network
    partners = between_organisations(network)
    opening = [_composition(writer), stages(writer), _cooperation(writer, partners)]
    by_year = status_by_year(writer)
    sections = [
        Section("composition", says("网络里有什么", "What the network holds"), (_kinds_table(writer),)),
        Section(
            "statuses",
            says("走到了哪一步", "How far things have come"),
            (counts_table(writer, counts), *([by_year] if by_year else [])),
        ),
        Section(
            "cooperation",
            says("点名机构之间的联系", "Ties between named organisations"),
            (tie_table(writer, "cooperation", says("高校、科研院所与企业之间的联系",
                       "Ties between universities, institutes and enterprises"), partners, shown=20),),
        ),
        Section("platforms", says("平台与创新联合体", "Platforms and consortia"), _platforms(writer)),
        Section("targets", says("目标", "Targets"), (targets_table(writer, goals),) if len(goals) else ()),
        Section("sources", says("来源", "Sources"), (sources_table(writer),)),
    ]  # fmt: skip
    title = says("创新网络概览", "Overview of the innovation network")
    return writer.report("overview", title, opening, sections, methods(writer), findings)


def _composition(writer: Writer) -> Paragraph:
    network = writer.network
    kinds = Counter(entity.kind for entity in network.entities)
    if not network.entities:
        return writer.sentence(writer.says("这份网络里还没有任何实体。", "This network holds no entity yet."))
    most = sorted(_in_order(kinds), key=lambda kind: -kinds[kind])  # of equals, the ontology's order stands
    named = writer.says("、", ", ").join(f"{writer.label(kind)} {kinds[kind]}" for kind in most[:4])
    rest = sum(kinds[kind] for kind in most[4:])
    named += writer.says(f"，其余 {rest}", f", others {rest}") if rest else ""
    zh = f"{len(network.documents)}份文件写出了{len(network.entities)}个实体（{named}）和{len(network.ties)}条联系"
    sources = len(network.documents)
    en = (
        f"{counted(sources, 'document speaks', 'documents speak')} of "
        f"{counted(len(network.entities), 'entity', 'entities')} ({named}) and {counted(len(network.ties), 'tie')}"
    )
    return writer.sentence(writer.says(zh, en), writer.cite_ties(network.ties), writer.says("。", "."))


def stages(writer: Writer) -> Paragraph:
    """Return the sentence that says how many ties exist, are under way, agreed, intended or ended."""
    groups: dict[str, list[Tie]] = {group: [] for group in ONTOLOGY.groups}
    for tie in writer.network.ties:
        if tie.status in ONTOLOGY.statuses:
            groups[ONTOLOGY.statuses[tie.status].group].append(tie)
    ties = sum(map(len, groups.values()))
    parts: list[str | tuple[int, ...]] = []
    for group in ("existing", "under way", "agreed", "intended", "ended"):
        if groups[group]:
            label = ONTOLOGY.groups[group].in_(writer.language)
            first = writer.says(f"{ties}条联系中，", f"Of {counted(ties, 'tie')}, ")
            lead = writer.says("，", ", ") if parts else first
            parts.append(writer.says(f"{lead}{label}{len(groups[group])}条", f"{lead}{len(groups[group])} {label}"))
            parts.append(writer.cite_ties(groups[group]))
    if not parts:
        return writer.sentence(writer.says("没有联系，也就没有状态可说。", "There are no ties, and so no statuses."))
    return writer.sentence(*parts, writer.says("。", "."))


def _cooperation(writer: Writer, partners: list[Tie]) -> Paragraph:
    says = writer.says
    if not partners:
        return writer.sentence(
            says("没有一条联系的两端都是点名的高校、科研院所或企业。",
                 "No tie joins two named universities, institutes or enterprises.")
        )  # fmt: skip
    first = partners[0]
    ends = says("与", " and ").join(writer.ends(first))
    if len(partners) == 1:
        zh = f"两端都是点名机构的联系只有一条：{ends}，{writer.label(first.kind)}，{writer.label(first.status)}"
        en = f"One tie only joins two named organisations: {ends}, {writer.label(first.kind)}, "
        en += writer.label(first.status)
    else:
        pairs = len({frozenset(tie.ends) for tie in partners})
        zh = f"两端都是点名高校、科研院所或企业的联系有{len(partners)}条，涉及{pairs}对机构"
        en = f"{len(partners)} ties join two named universities, institutes or enterprises ({counted(pairs, 'pair')})"
    return writer.sentence(says(zh, en), writer.cite_ties(partners), says("。", "."))


def _kinds_table(writer: Writer) -> Table:
    says, entities = writer.says, writer.network.entities
    rows = []
    kinds = Counter(entity.kind for entity in entities)
    for kind in _in_order(kinds):
        members = [e for e in entities if e.kind == kind]
        unnamed = sum(e.placeholder for e in members)
        names = [writer.name(e) for e in members if not e.placeholder]
        rows.append((kind, len(members), unnamed or None, writer.list_of(names, 8)))
    return Table(
        "kinds",
        says("实体，按类型", "Entities by kind"),
        (
            writer.column("kind", "类型", "Kind", "word"),
            writer.column("entities", "个数", "Number", "number"),
            writer.column("unnamed", "其中未点名", "Unnamed", "number"),
            writer.column("names", "名称", "Names", wide=5),
        ),
        tuple(rows),
    )


def _platforms(writer: Writer) -> tuple[Table, ...]:
    says, network = writer.says, writer.network
    rows = []
    for entity in network.entities:
        if entity.kind not in ("Platform", "Consortium"):
            continue
        ties = network.ties_of(entity.id)
        joined = [tie for tie in ties if tie.target == entity.id and not tie.ended]
        members = dict.fromkeys(t.source for kind in ("CO_BUILDS", "MEMBER_OF") for t in joined if t.kind == kind)
        rows.append(
            (
                writer.name(entity),
                entity.kind,
                network.furthest(entity.id),
                writer.list_of([writer.name(head) for head in heads(network, entity.id)], 4) or None,
                writer.list_of([writer.name(member) for member in members], 4) or None,
                writer.cite_ties(ties),
            )
        )
    if not rows:
        return ()
    columns = (
        writer.column("name", "名称", "Name", wide=2.6),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("status", "状态", "Status", "word"),
        writer.column("leads", "牵头或依托单位", "Led or hosted by", wide=1.9),
        writer.column("members", "共建方与成员", "Builders and members", wide=2.1),
        writer.evidence_column(),
    )
    caption = says("平台与创新联合体", "Platforms and consortia")
    return (Table("platforms", caption, columns, tuple(rows), furthest_note(writer), shown=30),)


def _in_order(kinds: Counter[str]) -> list[str]:
    known = [kind for kind in ONTOLOGY.kinds if kinds[kind]]
    return known + sorted(set(kinds) - set(ONTOLOGY.kinds))
