"""The brokerage report: who joins those who do not know one another, in which role, and through which sentences."""

from dataclasses import dataclass
from itertools import combinations, islice

import pandas as pd

from graph.measures.guard import SMALL
from graph.measures.roles import ALL, ROLES
from graph.measures.sociogram import Sociogram
from graph.tie import Tie
from innonet.reports.foremost import NAMED, foremost
from innonet.reports.methods import methods
from innonet.reports.shares import share
from innonet.reports.tables import ties_at
from innonet.reports.writer import Writer, value
from viz.charts import Bars, Series, Tone
from viz.report import Figure, Finding, Paragraph, Report, Section, Table

EXAMPLES = 2
"""Pairs that a row names; the others are counted."""

TONES: tuple[Tone, ...] = ("solid", "mid", "hatched", "open", "crossed")


def brokers(
    writer: Writer, table: pd.DataFrame, roles: pd.DataFrame, read: Sociogram, findings: list[Finding]
) -> Report:
    """Return the brokerage report.

    Parameters
    ----------
    table, roles : DataFrame
        Of `brokerage` and `brokerage_roles` (by sector), over the same ties.
    read : Sociogram
        What both read.
    findings : list of Finding
        Of the guard; `small-n` among them forbids ranks, and the report lists whom each joins instead.
    """
    says = writer.says
    refused = any(finding.code == "small-n" for finding in findings)
    joins = _joins(table, read)
    order = [str(id) for id in table.index if str(id) in joins]
    if refused:
        order.sort(key=lambda id: (writer.network.entity(id).kind, writer.name(id)))
    ties = ties_at(read)
    opening = [
        _who(writer, table, order, refused, ties),
        _pairs(writer, joins, order, ties),
        _role(writer, roles, read, refused),
    ]
    profile = None if refused else _profile(writer, roles)
    sections = [
        Section("joined", says("谁把谁连起来", "Who joins whom"), (_joined(writer, order, joins, read, refused),)),
        Section("holes", says("结构洞", "Structural holes"), () if refused else (_holes(writer, table, read),)),
        Section(
            "roles",
            says("五种中介角色", "Five roles of brokers"),
            (_roles(writer, roles), *([profile] if profile else [])) if len(roles) and not read.projection else (),
        ),
    ]
    return writer.report("brokerage", says("中介", "Brokerage"), opening, sections, _measures(writer, read), findings)


@dataclass(frozen=True, slots=True)
class Joined:
    """The pairs of partners of one actor that have no tie with one another."""

    count: int
    examples: tuple[tuple[str, str], ...]


def _joins(table: pd.DataFrame, read: Sociogram) -> dict[str, Joined]:
    """Return, of each actor that joins any, how many pairs and the first of them."""
    near = read.symmetric
    # Of d partners with t ties among them the effective size is d − 2t/d, so that d(d−1)/2 − t pairs lack a tie.
    counts = (table["degree"] * (table["effective_size"] - 1) / 2).fillna(0).round().astype(int)
    found = {}
    for id in (str(id) for id in table.index[counts > 0]):
        row = read.position[id]
        partners = near.indices[near.indptr[row] : near.indptr[row + 1]].tolist()
        open_pairs = (
            (read.ids[a], read.ids[b])
            for a, b in combinations(partners, 2)
            if b not in near.indices[near.indptr[a] : near.indptr[a + 1]]
        )
        found[id] = Joined(int(counts[id]), tuple(islice(open_pairs, EXAMPLES)))
    return found


def _who(writer: Writer, table: pd.DataFrame, order: list[str], refused: bool, at: dict[str, list[Tie]]) -> Paragraph:
    says = writer.says
    if not order:
        return writer.sentence(
            says(
                "没有一个点名行动者把两个互不相识的伙伴连在一起。",
                "No named actor joins two partners who have no tie themselves.",
            )
        )
    if refused:
        joined = int((table["degree"] > 0).sum())
        return writer.sentence(
            says(
                f"有联系的点名行动者只有{joined}个（少于{SMALL}个），不排名次：下面列出谁把谁连起来。",
                f"Only {joined} named actors have ties (fewer than {SMALL}), so none is ranked: here is who "
                f"joins whom.",
            )
        )
    first = foremost(table["constraint"].loc[order], lowest=True)
    names, lowest = _named(writer, first), float(table["constraint"][first[0]])
    zh = f"约束最低、最能沟通互不相识各方的是{names}（约束{'' if len(first) == 1 else '均为'} {lowest:.3f}）"
    en = f"{names} {'is the freest broker' if len(first) == 1 else 'are the freest brokers'} (constraint {lowest:.3f})"
    ties = [tie for id in first[:NAMED] for tie in at[id]]
    return writer.sentence(says(zh, en), writer.cite_ties(ties), says("。", "."))


def _named(writer: Writer, ids: list[str]) -> str:
    return writer.list_of([writer.name(id) for id in ids], NAMED)


def _pairs(writer: Writer, joins: dict[str, Joined], order: list[str], at: dict[str, list[Tie]]) -> Paragraph:
    says = writer.says
    if not order:
        return writer.sentence(says("因此没有可说的中介。", "So there is no brokerage to speak of."))
    most = max(joins[id].count for id in order)
    first = [id for id in order if joins[id].count == most]
    a, b = joins[first[0]].examples[0]
    pairs = f"{most:,} {'pair' if most == 1 else 'pairs'} of partners without a tie of their own"
    if len(first) == 1:
        zh = f"{writer.name(first[0])}连起{most:,}对没有直接联系的伙伴，例如{writer.name(a)}与{writer.name(b)}"
        en = f"{writer.name(first[0])} joins {pairs}, such as {writer.name(a)} and {writer.name(b)}"
    else:
        zh = f"{_named(writer, first)}各连起{most:,}对没有直接联系的伙伴，"
        zh += f"例如{writer.name(first[0])}连起{writer.name(a)}与{writer.name(b)}"
        en = f"{_named(writer, first)} each join {pairs}, "
        en += f"such as {writer.name(a)} and {writer.name(b)} by {writer.name(first[0])}"
    ties = [tie for id in first[:NAMED] for tie in at[id] if set(joins[id].examples[0]) & set(tie.ends)]
    return writer.sentence(says(zh, en), writer.cite_ties(ties), says("。", "."))


def _role(writer: Writer, roles: pd.DataFrame, read: Sociogram, refused: bool) -> Paragraph:
    says = writer.says
    if read.projection:
        return writer.sentence(
            says("行动者只在共同的联合体或项目中相遇，五种中介角色不从这样的投影中读取。",
                 "Actors meet only in shared events; the five roles of brokers are not read off such a projection.")
        )  # fmt: skip
    if not len(roles) or not roles.loc[ALL, "total"]:
        return writer.sentence(says("五种中介角色一次也没有出现。", "None of the five roles of brokers occurs."))
    whole = roles.to_dict("index")[ALL]
    counts = {role: int(whole[role]) for role in ROLES}
    most = max(counts.values())
    top = [role for role in ROLES if counts[role] == most]
    labels = writer.list_of([ROLES[role].in_(writer.language) for role in top], NAMED)
    part = share(writer, most / whole["total"])
    if len(top) == 1:
        zh = f"按部门看，最常见的中介角色是{labels}，占{part}"
        en = f"By sector the commonest role is that of {labels}, {part} of all"
    else:
        zh = f"按部门看，最常见的中介角色是{labels}，各占{part}"
        en = f"By sector the commonest roles are those of {labels}, each {part} of all"
    deviations = [value(whole[f"{role}_z"]) for role in top]
    # So few actors that none is ranked bear no word on chance either.
    if not refused and all(z is not None and z >= 2 for z in deviations):
        zh, en = f"{zh}，多于偶然", f"{en}, more than chance would give"
    elif not refused and all(z is not None and z <= -2 for z in deviations):
        zh, en = f"{zh}，少于偶然", f"{en}, less than chance would give"
    return writer.sentence(says(zh, en), says("。", "."))


def _joined(writer: Writer, order: list[str], joins: dict[str, Joined], read: Sociogram, refused: bool) -> Table:
    ties = ties_at(read)
    rows = []
    for id in order:
        some = [writer.says("—", " – ").join((writer.name(a), writer.name(b))) for a, b in joins[id].examples]
        which = writer.says("、", ", ").join(some)
        if joins[id].count > len(some):
            which += writer.says(" 等", " …")
        rows.append(
            (
                writer.name(id),
                writer.network.entity(id).kind,
                joins[id].count,
                which,
                writer.cite_ties(ties[id]),
            )
        )
    columns = (
        writer.column("name", "行动者", "Actor", wide=2.2),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("pairs", "连起的对数", "Pairs joined", "number"),
        writer.column("which", "哪些伙伴（彼此没有联系）", "Which partners (without a tie of their own)", wide=4),
        writer.evidence_column(),
    )
    note = writer.says("按类型和名称排列，不是名次。", "In order of kind and name, not of rank.") if refused else ""
    caption = writer.says("各自连起的伙伴", "Partners that each joins")
    return Table("joined", caption, columns, tuple(rows), note, shown=20)


def _holes(writer: Writer, table: pd.DataFrame, read: Sociogram) -> Table:
    ties = ties_at(read)
    rows = []
    for id, row in zip(table.index, table.to_dict("records"), strict=True):
        if value(row["constraint"]) is None:
            continue
        rows.append((writer.name(str(id)), writer.network.entity(str(id)).kind, row["degree"], row["constraint"],
                     row["effective_size"], row["efficiency"], value(row["hierarchy"]),
                     writer.cite_ties(ties[str(id)])))  # fmt: skip
    columns = (
        writer.column("name", "行动者", "Actor", wide=2.6),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("degree", "伙伴", "Partners", "number"),
        writer.column("constraint", "约束", "Constraint", "number", 3),
        writer.column("effective_size", "有效规模", "Effective size", "number", 2),
        writer.column("efficiency", "效率", "Efficiency", "number", 2),
        writer.column("hierarchy", "等级度", "Hierarchy", "number", 2),
        writer.evidence_column(),
    )
    note = writer.says(
        "约束越低越自由；有效规模是去掉重复后的伙伴数；效率是有效规模与伙伴数之比；等级度高，说明约束来自一个伙伴。",
        "The lower the constraint, the freer; effective size counts partners that are not redundant, efficiency is its "
        "share of all partners; high hierarchy: the constraint comes from one partner.",
    )
    return Table("holes", writer.says("结构洞", "Structural holes"), columns, tuple(rows), note, shown=20)


def _roles(writer: Writer, roles: pd.DataFrame) -> Table:
    rows = []
    for id, row in zip(roles.index, roles.to_dict("records"), strict=True):
        if id != ALL and not row["total"]:
            continue
        name = writer.says("全网", "Whole network") if id == ALL else writer.name(str(id))
        sector = writer.sector(row["group"]) if id != ALL else None
        rows.append((name, sector, *(row[role] for role in ROLES), row["total"], value(row["total_z"])))
    columns = (
        writer.column("name", "行动者", "Actor", wide=2.6),
        writer.column("sector", "部门", "Sector", wide=1.1),
        *(writer.column(role, label.zh, label.en.split(" (")[0].capitalize(), "number")
          for role, label in ROLES.items()),
        writer.column("total", "合计", "Total", "number"),
        writer.column("z", "z", "z", "number", 1),
    )  # fmt: skip
    note = writer.says(
        "联系不计方向，每对按两个方向各计一次，因此守门人与代表者必然相等，不要解读其差别。z 为与同规模、"
        "同密度随机网络相比的标准差数。",
        "Ties are read both ways and each pair counts twice, so gatekeeper equals representative by "
        "construction: do not "
        "read their difference. z is the distance from a random network of the same size and density, in deviations.",
    )
    return Table(
        "roles", writer.says("中介角色，按部门", "Roles of brokers, by sector"), columns, tuple(rows), note, shown=30
    )


def _profile(writer: Writer, roles: pd.DataFrame) -> Figure | None:
    top = roles[(roles.index != ALL) & (roles["total"] > 0)].head(12)
    if not len(top):
        return None
    rows = tuple(
        (writer.name(str(id)), tuple(float(row[role]) for role in ROLES))
        for id, row in zip(top.index, top.to_dict("records"), strict=True)
    )
    series = tuple(Series(label.in_(writer.language).split(" (")[0], tone)
                   for label, tone in zip(ROLES.values(), TONES, strict=True))  # fmt: skip
    caption = writer.says("主要中介的角色构成", "Role profile of the main brokers")
    said = "; ".join(f"{label}: {sum(values):.0f}" for label, values in rows)
    axis = writer.says("中介次数", "Brokered pairs (both ways)")
    return Figure("profile", caption, Bars(f"{caption}. {said}", axis, series, rows))


def _measures(writer: Writer, read: Sociogram) -> list[tuple[str, str]]:
    how = writer.says(
        "约束、有效规模、效率、等级度按 Burt 1992；五种角色按 Gould、Fernandez 1989，期望与标准差同 R 的 "
        "sna::brokerage，"
        "部门取实体所属部门。",
        "Constraint, effective size, efficiency and hierarchy after Burt (1992); the five roles after Gould "
        "and Fernandez "
        "(1989), by sector, expectations and deviations as in R's sna::brokerage.",
    )
    return methods(writer, read=read, more=[(writer.says("度量", "Measures"), how)])
