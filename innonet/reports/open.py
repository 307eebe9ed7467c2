"""The report on openness: across regions and across sectors, who works beyond their own, and through whom."""

import pandas as pd

from graph.measures.groups import Within, apart
from graph.measures.sociogram import Sociogram
from graph.ontology import ONTOLOGY
from graph.tie import Tie
from innonet.reports.methods import methods
from innonet.reports.shares import share
from innonet.reports.tables import ties_at
from innonet.reports.writer import Writer, counted, value
from viz.charts import Bars, Matrix, Series
from viz.report import Figure, Finding, Paragraph, Report, Section, Table
from viz.report.report import Block


def openness_report(
    writer: Writer,
    regions: pd.DataFrame,
    pairs: pd.DataFrame,
    matrix: pd.DataFrame,
    ei: pd.DataFrame,
    synergy: pd.DataFrame,
    read: Sociogram,
    within: Within,
    findings: list[Finding],
) -> Report:
    """Return the report on openness.

    Parameters
    ----------
    regions : DataFrame
        Of `openness` by region.
    pairs, matrix, ei : DataFrame
        Of `mixing`, `mixing_matrix` and `ei_index` by sector.
    synergy : DataFrame
        Of `synergy`.
    read : Sociogram
        What they read.
    within : mapping of region to regions
        Region → the regions that it lies in: between these no tie crosses.
    findings : list of Finding
        Of the guard.
    """
    says = writer.says
    across = _across(writer, read, within)
    opening = [_beyond(writer, across, read), _keepers(writer, regions, across), _helix(writer, pairs, read)]
    by_region: list[Block] = [_regions(writer, regions), *_regions_chart(writer, regions)]
    by_sector: list[Block] = [_pairs(writer, pairs), _matrix(writer, matrix), _ei(writer, ei)] if read.m else []
    sections = [
        Section("regions", says("地区之间", "Between regions"), tuple(by_region)),
        Section("keepers", says("对外的门户", "Doors to the outside"), _keeper_table(writer, regions, read, across)),
        Section("sectors", says("产学研政之间", "Between sectors"), tuple(by_sector)),
        Section("helix", says("三螺旋协同", "Triple-Helix synergy"), _synergy(writer, synergy)),
    ]
    title = says("开放程度", "Openness")
    return writer.report("openness", title, opening, sections, _measures(writer, read), findings)


def _across(writer: Writer, read: Sociogram, within: Within) -> list[Tie]:
    """Return the ties read whose ends belong to two known regions of which neither lies in the other."""
    ties = []
    for tie in read.used:
        here, there = (writer.network.entity(end).region for end in tie.ends)
        if here and there and apart(here, there, within):
            ties.append(tie)
    return ties


def _beyond(writer: Writer, across: list[Tie], read: Sociogram) -> Paragraph:
    says = writer.says
    pairs = len({frozenset(tie.ends) for tie in across})
    known = len({frozenset(tie.ends) for tie in read.used if _both_known(writer, tie)})
    if not known:
        return writer.sentence(
            says("没有一对联系的两端都知道属于哪个地区，开放程度无从说起。",
                 "No joined pair has both its regions known: how open anyone is cannot be said.")
        )  # fmt: skip
    zh, en = f"两端地区都已知的{known}对联系中，", f"Of {counted(known, 'joined pair')} with both regions known "
    if pairs:
        part = share(writer, pairs / known)
        zh += f"{pairs}对跨地区，占{part}"
        en += f"{counted(pairs, 'crosses', 'cross')} regions, {part}"
    else:
        zh, en = f"{zh}没有一对跨地区", f"{en}none crosses regions"
    return writer.sentence(says(zh, en), writer.cite_ties(across), says("。", "."))


def _both_known(writer: Writer, tie: Tie) -> bool:
    return all(writer.network.entity(end).region for end in tie.ends)


def _keepers(writer: Writer, regions: pd.DataFrame, across: list[Tie]) -> Paragraph:
    says = writer.says
    keepers = [(str(region), id) for region, row in regions.iterrows() for id in row["gatekeepers"]]
    if not keepers:
        return writer.sentence(
            says("没有一个行动者既有本地伙伴又有外地伙伴，因此没有门户可言。",
                 "No actor has partners both inside and outside its region: there is no door to speak of.")
        )  # fmt: skip
    names = writer.list_of([says(f"{writer.name(id)}（{at}）", f"{writer.name(id)} ({at})") for at, id in keepers], 3)
    zh = f"既有本地伙伴又有外地伙伴的行动者有{len(keepers)}个：{names}"
    who = "actor has" if len(keepers) == 1 else "actors have"
    en = f"{len(keepers)} {who} partners inside and outside the region: {names}"
    crossing = {end: tie for tie in across for end in tie.ends}
    return writer.sentence(says(zh, en), writer.cite_ties(crossing[id] for _, id in keepers if id in crossing),
                           says("。", "."))  # fmt: skip


def _helix(writer: Writer, pairs: pd.DataFrame, read: Sociogram) -> Paragraph:
    says = writer.says
    if not read.m:
        return writer.sentence(
            says("没有两个行动者之间的合作联系可读；只在共同项目中相遇的不算。",
                 "No cooperation tie joins two actors; meeting in a shared project is none.")
        )  # fmt: skip
    helix = [("I", "U"), ("G", "U"), ("G", "I")]
    sector = {entity.id: entity.sector for entity in writer.network.entities}
    ties = [tie for tie in read.used if tuple(sorted((sector[tie.source], sector[tie.target]))) in helix]
    some = sum(int(n) for cell, n in zip(pairs.index, pairs["pairs"], strict=True) if cell in helix)
    part = share(writer, some / read.m)
    zh = f"{read.m}对联系中，高校、产业、政府两两之间的有{some}对，占{part}"
    en = (
        f"Of {counted(read.m, 'joined pair')} {some or 'none'} "
        f"{'joins' if some <= 1 else 'join'} university, industry and government to one another"
    )
    if some:
        en += f", {part}"
    else:
        zh = f"{read.m}对联系中，没有一对在高校、产业、政府两两之间"
    return writer.sentence(says(zh, en), writer.cite_ties(ties), says("。", "."))


def _regions(writer: Writer, regions: pd.DataFrame) -> Table:
    rows = [
        (
            str(region),
            row["actors"],
            row["internal"],
            row["external"],
            row["unknown"] or None,
            _percent(row["openness"]),
            len(row["gatekeepers"]) or None,
        )
        for region, row in zip(regions.index, regions.to_dict("records"), strict=True)
    ]
    columns = (
        writer.column("region", "地区", "Region", wide=2.4),
        writer.column("actors", "行动者", "Actors", "number"),
        writer.column("internal", "内部联系对", "Inside", "number"),
        writer.column("external", "对外联系对", "Outside", "number"),
        writer.column("unknown", "对方地区不明", "Unknown", "number"),
        writer.column("openness", "对外占比（%）", "Outside (%)", "number", 0),
        writer.column("gatekeepers", "门户", "Doors", "number"),
    )
    note = writer.says(
        "对外占比 = 对外 /（内部 + 对外）；对方地区不明的不计入；城市与其所在省区之间的联系对两者都算内部。",
        "Outside (%) = outside / (inside + outside); pairs whose other region is unknown count in neither; a pair of a "
        "city and its own province is inside for both.",
    )
    return Table(
        "regions", writer.says("各地区的开放程度", "Openness of regions"), columns, tuple(rows), note, shown=40
    )


def _percent(share: object) -> float | None:
    number = value(share)
    return None if number is None else 100 * float(number)


def _regions_chart(writer: Writer, regions: pd.DataFrame) -> list[Figure]:
    some = regions[(regions["internal"] + regions["external"]) > 0]
    some = some.sort_values(["external", "internal"], ascending=False, kind="stable").head(15)
    if len(some) < 2:
        return []
    rows = tuple(
        (str(region), (float(row["internal"]), float(row["external"])))
        for region, row in zip(some.index, some.to_dict("records"), strict=True)
    )
    series = (Series(writer.says("内部", "Inside"), "solid"), Series(writer.says("对外", "Outside"), "hatched"))
    caption = writer.says("各地区的内部与对外联系", "Ties inside and outside, by region")
    said = "; ".join(f"{label}: {a:.0f} + {b:.0f}" for label, (a, b) in rows)
    axis = writer.says("联系对", "Joined pairs")
    return [Figure("inside-outside", caption, Bars(f"{caption}. {said}", axis, series, rows))]


def _keeper_table(writer: Writer, regions: pd.DataFrame, read: Sociogram, across: list[Tie]) -> tuple[Table, ...]:
    region = {entity.id: entity.region for entity in writer.network.entities}
    ties, crossing = ties_at(read), {tie.id for tie in across}
    rows = []
    for place, row in zip(regions.index, regions.to_dict("records"), strict=True):
        for id in row["gatekeepers"]:
            outside = [tie for tie in ties[id] if tie.id in crossing]
            partners = dict.fromkeys(end for tie in outside for end in tie.ends if end != id)
            names = [f"{writer.name(other)} ({region[other]})" for other in partners]
            rows.append(
                (writer.name(id), str(place), len(partners), writer.list_of(names, 5), writer.cite_ties(outside))
            )
    if not rows:
        return ()
    columns = (
        writer.column("name", "门户", "Door", wide=2.2),
        writer.column("region", "地区", "Region", wide=1.2),
        writer.column("partners", "外地伙伴", "Partners outside", "number"),
        writer.column("with", "是谁", "Who", wide=3.6),
        writer.evidence_column(),
    )
    caption = writer.says("既有本地伙伴又有外地伙伴的行动者", "Actors with partners both inside and outside")
    return (Table("keepers", caption, columns, tuple(rows), shown=40),)


def _pairs(writer: Writer, pairs: pd.DataFrame) -> Table:
    rows = []
    for (one, other), row in zip(pairs.index, pairs.to_dict("records"), strict=True):
        if row["pairs"] or (value(row["expected"]) or 0) >= 1:
            ends = f"{writer.sector(one)} – {writer.sector(other)}"
            rows.append((ends, row["pairs"], _percent(row["share"]), value(row["expected"]), value(row["ratio"]),
                         value(row["p"])))  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row[1])), str(row[0])))
    columns = (
        writer.column("sectors", "部门", "Sectors", wide=2.6),
        writer.column("pairs", "联系对", "Pairs", "number"),
        writer.column("share", "占比（%）", "Share (%)", "number", 1),
        writer.column("expected", "偶然期望", "By chance", "number", 1),
        writer.column("ratio", "与期望之比", "Ratio", "number", 2),
        writer.column("p", "p", "p", "number", 3),
    )
    note = writer.says(
        "偶然期望：部门在行动者之间重新分配、联系不变；p 为双侧置换检验。",
        "By chance: sectors dealt anew to the actors, ties kept; p of a two-sided permutation test.",
    )
    return Table("sectors", writer.says("部门之间的联系与偶然相比", "Ties between sectors, against chance"), columns,
                 tuple(rows), note)  # fmt: skip


def _matrix(writer: Writer, matrix: pd.DataFrame) -> Figure:
    order = [code for code in ONTOLOGY.sectors if code in matrix.index]
    labels = tuple(writer.sector(code) for code in order)
    values = tuple(tuple(float(cell) for cell in row) for row in matrix.loc[order, order].to_numpy())
    caption = writer.says("部门之间的联系对", "Joined pairs between sectors")
    said = "; ".join(
        f"{labels[a]} – {labels[b]}: {values[a][b]:.0f}" for a in range(len(labels)) for b in range(a, len(labels))
    )
    return Figure(
        "sector-mixing", caption, Matrix(f"{caption}. {said}", writer.says("联系对", "Joined pairs"), labels, values)
    )


def _ei(writer: Writer, ei: pd.DataFrame) -> Table:
    rows = []
    for group, row in zip(ei.index, ei.to_dict("records"), strict=True):
        name = writer.says("全网", "Whole network") if group == "all" else writer.sector(str(group))
        rows.append((name, row["actors"], row["internal"], row["external"], value(row["ei"]), value(row["expected"]),
                     value(row["p"])))  # fmt: skip
    columns = (
        writer.column("group", "部门", "Sector", wide=2),
        writer.column("actors", "行动者", "Actors", "number"),
        writer.column("internal", "内部联系对", "Within", "number"),
        writer.column("external", "对外联系对", "Across", "number"),
        writer.column("ei", "E-I", "E-I", "number", 3),
        writer.column("expected", "偶然期望", "By chance", "number", 3),
        writer.column("p", "p", "p", "number", 3),
    )
    note = writer.says(
        "E-I =（对外 − 内部）/（对外 + 内部），−1 表示只与同部门来往，+1 表示只与别的部门来往。",
        "E-I = (across − within) / (across + within): −1 where all stay among their own, +1 where all cross.",
    )
    return Table("ei", writer.says("各部门的对外倾向", "How far each sector reaches out"), columns, tuple(rows), note)


def _synergy(writer: Writer, synergy: pd.DataFrame) -> tuple[Block, ...]:
    if not len(synergy) or not synergy["events"].max():
        return ()
    universe = {"all": ("全部", "all"), "without none": ("不含三者皆无的", "without those that have none of the three")}
    rows = [
        (writer.says(*universe[str(name)]), row["events"], value(row["T"]), value(row["T_UI"]), value(row["T_UG"]),
         value(row["T_IG"]))
        for name, row in zip(synergy.index, synergy.to_dict("records"), strict=True)
    ]  # fmt: skip
    columns = (
        writer.column("universe", "计入的联合体", "Events counted", wide=2.4),
        writer.column("events", "个数", "Number", "number"),
        writer.column("T", "T(UIG)", "T(UIG)", "number", 1),
        writer.column("T_UI", "高校–产业", "U–I", "number", 1),
        writer.column("T_UG", "高校–政府", "U–G", "number", 1),
        writer.column("T_IG", "产业–政府", "I–G", "number", 1),
    )
    note = writer.says(
        "单位毫比特；T 小于 0 表示三者协同。数值取决于是否计入三者皆无的联合体，故两者并列。",
        "In millibits; T below 0 is synergy of the three. The value depends on whether events with none of the three "
        "count: both are given.",
    )
    return (Table("helix", writer.says("三螺旋协同", "Triple-Helix synergy"), columns, tuple(rows), note),)


def _measures(writer: Writer, read: Sociogram) -> list[tuple[str, str]]:
    how = writer.says(
        "开放程度与门户按 Graf 2011；E-I 按 Krackhardt、Stern 1988；三螺旋协同按 Leydesdorff 2003。"
        "地区取自登记、“位于”的陈述或名称开头的地名；地级城市属于哪个省区取自地名表，表中没有县区的归属，县区按另一地区计；部门取实体类型的默认部门，来源另有说明的除外。",
        "Openness and gatekeepers after Graf (2011), E-I after Krackhardt and Stern (1988), synergy after "
        "Leydesdorff (2003). "
        "Regions come from registers, LOCATED_IN or the place name that a name begins with; the list of places tells "
        "which province a prefecture lies in, and of a county it does not: that counts as a region apart. "
        "Sectors come from the kind of the entity unless a source says otherwise.",
    )
    return methods(writer, read=read, more=[(writer.says("度量", "Measures"), how)])
