"""The report on consortia: what people build, lead and belong to together, kept as one thing however many take part."""

from collections.abc import Iterable

import pandas as pd

from graph.entity import Entity
from graph.measures.events import EVENT_KINDS
from graph.measures.sociogram import is_actor
from graph.network import Network
from graph.tie import HEADING
from innonet.reports.foremost import NAMED, foremost
from innonet.reports.methods import methods
from innonet.reports.tables import bars, furthest_note, heads, without_empty
from innonet.reports.writer import Writer, counted
from viz.report import Finding, Paragraph, Report, Section, Table
from viz.report.report import Refs

JOINING = EVENT_KINDS | {"HOSTS"}
"""Kinds of tie that give a consortium somebody, be it an actor, a region or its host."""


def alliances(
    writer: Writer,
    read: Network,
    found: pd.DataFrame,
    active: pd.DataFrame,
    pairs: pd.DataFrame | None,
    findings: list[Finding],
) -> Report:
    """Return the report on consortia.

    Parameters
    ----------
    read : Network
        The network of the ties that say who takes part: those that stand, without what is only intended.
    found, active : DataFrame
        Of `consortia` and `taking_part`.
    pairs : DataFrame, optional
        Of `backbone`: pairs that share more than chance would give; None where there are too many to test.
    findings : list of Finding
        Of the guard.
    """
    says, network = writer.says, writer.network
    there = _joined(network, JOINING) | set(found.index)
    bare = [e for e in network.entities if e.kind == "Consortium" and not e.placeholder and e.id not in there]
    joined = _joined(network, EVENT_KINDS)
    unnamed = sum(e.placeholder and e.id in joined for e in network.entities)
    aside = len(_events(network) - set(found.index))
    opening = [
        _how_many(writer, found, bare, unnamed, aside),
        _largest(writer, read, found, unnamed),
        _gaps(writer, read, found, bare, unnamed),
    ]
    sizes = [(str(row["name"]), float(row["size"])) for row in found.head(15).to_dict("records") if row["size"] > 1]
    chart = bars(writer, "sizes", says("参加方的个数", "How many take part"), says("参加方（个）", "Actors"), sizes)
    sections = [
        Section(
            "consortia",
            says("共同建设、牵头和参加的事", "What is built, led and joined together"),
            (_table(writer, read, found), *([chart] if sizes else [])),
        ),
        Section(
            "bare",
            says("没有点名成员的联合体", "Consortia without a named member"),
            (_bare(writer, bare),) if bare else (),
        ),
        Section(
            "actors", says("谁参加得多", "Who takes part"), (_actors(writer, read, active),) if len(active) else ()
        ),
        Section(
            "pairs",
            says("同进同出的伙伴", "Partners beyond chance"),
            (_pairs(writer, pairs),) if pairs is not None and len(pairs) else (),
        ),
    ]
    more = [
        (
            says("联合体的读法", "How consortia are read"),
            says(
                "每个联合体、平台或项目连同其参加方作为一个整体（超边）保存；同一联合体的两个成员之间不因此算作有联系。"
                "“事件数”是参加的个数；“同伴”是在其中遇到的不同行动者。",
                "Each consortium, platform or project stands with its participants as one whole (a "
                "hyperedge); two members "
                "of one consortium are not therefore tied. “Events” counts what an actor takes part in, "
                "“partners” whom "
                "it meets there.",
            ),
        ),
        (says("超出偶然的配对", "Pairs beyond chance"), _tested(writer, pairs)),
    ]
    if network.view.statuses is None:
        more.insert(
            0,
            (
                says("谁算参加", "Who takes part"),
                says(
                    "参加方、牵头或依托单位只取已签约、推进中和已运行的联系；只是意向的、已经终止的不算。",
                    "Who takes part, leads or hosts is read from ties that are agreed, under way or operating; what "
                    "is only intended or has ended does not count.",
                ),
            ),
        )
    title = says("创新联合体", "Consortia")
    return writer.report("consortia", title, opening, sections, methods(writer, more=more), findings)


def _tested(writer: Writer, pairs: pd.DataFrame | None) -> str:
    if pairs is None:
        return writer.says("配对太多，未作检验。", "Not tested: there are too many pairs.")
    return writer.says(
        "随机度序列模型（BiCM，Neal 2014；Saracco 等 2017），p < 0.05，未作多重比较修正。",
        "Stochastic degree sequence model (BiCM; Neal 2014, Saracco et al. 2017), p < 0.05, not corrected for "
        "the number of "
        "pairs.",
    )


def _joined(network: Network, kinds: frozenset[str]) -> set[str]:
    """Return the ids of what somebody with a name stands in a tie of these kinds to, from its source."""
    named = {entity.id for entity in network.entities if not entity.placeholder}
    return {tie.target for tie in network.ties if tie.kind in kinds and tie.source in named}


def _events(network: Network) -> set[str]:
    """Return the ids of what has a name and was ever said to have a named actor in it, whatever became of that."""
    actors = {entity.id for entity in network.entities if is_actor(entity.kind) and not entity.placeholder}
    return {
        tie.target
        for tie in network.ties
        if tie.kind in EVENT_KINDS
        and tie.source in actors
        and tie.target != tie.source
        and not network.entity(tie.target).placeholder
    }


def _refs(writer: Writer, network: Network, id: str, claims: Iterable[str]) -> Refs:
    """Return the evidence of who takes part in a thing, and of who hosts it."""
    hosted = [tie for tie in network.ties_of(id) if tie.kind in HEADING and tie.target == id and not tie.ended]
    return writer.cite(claims, *(tie.claims for tie in hosted))


def _how_many(writer: Writer, found: pd.DataFrame, bare: list[Entity], unnamed: int, aside: int) -> Paragraph:
    things, together = len(found) + len(bare), int((found["size"] > 1).sum()) if len(found) else 0
    zh = f"来源写出{things}个共建、牵头或参加的对象，其中{together or '没有一'}个有两方以上点名参加"
    en = f"The sources speak of {counted(things, 'thing')} built, led or joined; "
    en += f"{together or 'none'} of them by two or more named actors"
    if things == 1:
        zh = f"来源写出1个共建、牵头或参加的对象，{'有' if together else '没有'}两方以上点名参加"
        en = "The sources speak of 1 thing built, led or joined, "
        en += f"{'' if together else 'not '}by two or more named actors"
    elif not things and aside:
        zh = "在本视图中，没有一个有名称的对象现有参加方"
        en = "In this view nothing that has a name has participants at present"
    elif not things and unnamed:
        zh = "在本视图中，没有来源写到有名称的联合体或共建平台"
        en = "In this view no source speaks of a named consortium or of anything named that is built together"
    elif not things:
        zh = "在本视图中，没有来源写到任何联合体或共建的平台"
        en = "In this view no source speaks of a consortium or of anything built together"
    if unnamed:
        zh += f"；另有{unnamed}个没有名称"
        en += f"; {counted(unnamed, 'more has no name of its own', 'more have no name of their own')}"
    if aside:
        zh += f"；另有{aside}个的参加方只是意向或已退出，不计在内"
        en += f"; {aside} more, whose participants are only intended or have left, "
        en += f"{'is' if aside == 1 else 'are'} not counted"
    refs = writer.cite(*found["claims"]) if len(found) else ()
    return writer.sentence(writer.says(zh, en), refs, writer.says("。", "."))


def _largest(writer: Writer, read: Network, found: pd.DataFrame, unnamed: int) -> Paragraph:
    says = writer.says
    if not len(found) or found["size"].iloc[0] < 2:
        zh, en = "没有一个对象有两方以上点名参加。", "Nothing is joined by two or more named actors."
        if unnamed:
            zh = "没有一个有名称的对象有两方以上点名参加。"
            en = "Nothing that has a name is joined by two or more named actors."
        return writer.sentence(says(zh, en))
    first = found.iloc[0]
    most = foremost(found["size"])
    if len(most) > 1:
        names = writer.list_of([writer.name(id) for id in most], NAMED)
        zh, en = (
            f"参加方最多的是{names}，各{first['size']}方",
            f"{names} have the most participants, {first['size']} each",
        )
        refs = writer.cite(*found.loc[most[:NAMED], "claims"])
        return writer.sentence(says(zh, en), refs, says("。", "."))
    id = most[0]
    name = writer.name(id)
    zh = f"参加方最多的是{name}，{first['size']}方"
    en = f"{name} has the most participants, {first['size']}"
    named_in = read
    if leading := heads(read, id):
        who = writer.list_of([writer.name(head) for head in leading], 2)
        zh, en = f"{zh}，由{who}牵头或依托", f"{en}, led or hosted by {who}"
    elif heads(writer.network, id):
        named_in = writer.network
        zh, en = f"{zh}，由谁牵头或依托还只是意向", f"{en}, and who leads or hosts it is only intended"
    else:
        zh, en = f"{zh}，来源没有说由谁牵头或依托", f"{en}, and no source says who leads or hosts it"
    return writer.sentence(says(zh, en), _refs(writer, named_in, id, first["claims"]), says("。", "."))


def _gaps(writer: Writer, read: Network, found: pd.DataFrame, bare: list[Entity], unnamed: int) -> Paragraph:
    says = writer.says
    if not len(found) and not bare:
        zh, en = "因此没有可以核对的成员与牵头方。", "So there are no members and leaders to check."
        if unnamed:
            zh = "因此没有有名称的对象可以核对成员与牵头方。"
            en = "So there is none with a name whose members and leaders could be checked."
        return writer.sentence(says(zh, en))
    without = [str(id) for id in found.index if not heads(read, str(id))]
    headless, whole = len(without) + len(bare), len(found) + len(bare)
    zh = f"{whole}个对象中，{headless}个没有点名牵头或依托单位" if headless else f"{whole}个对象都点名了牵头或依托单位"
    lack = "none lacks a leader or host"
    if headless:
        lack = f"{headless} {'has' if headless == 1 else 'have'} no named leader or host"
    en = f"Of {counted(whole, 'thing')}, {lack}"
    if intended := sum(bool(heads(writer.network, id)) for id in without):
        zh, en = (
            f"{zh}（其中{intended}个只有意向中的）",
            f"{en} ({intended} of them {'has' if intended == 1 else 'have'} an intended one)",
        )
    if bare:
        zh += f"，{len(bare)}个联合体连一个成员也没有点名"
        en += f", and {len(bare)} consorti{'um names' if len(bare) == 1 else 'a name'} not a single member"
    ties = [tie for entity in bare for tie in writer.network.ties_of(entity.id)]
    return writer.sentence(says(zh, en), writer.cite_ties(ties), says("。", "."))


def _table(writer: Writer, read: Network, found: pd.DataFrame) -> Table:
    rows = []
    for id, row in zip(found.index, found.to_dict("records"), strict=True):
        leading = heads(read, str(id))
        leaders = [writer.name(head) for head in leading]
        members = [writer.name(m) for m in row["members"] if m not in {head.id for head in leading}]
        sectors = writer.says("、", ", ").join(writer.sector(sector) for sector in row["sectors"])
        rows.append((writer.name(str(id)), row["kind"], writer.network.furthest(str(id)),
                     writer.list_of(leaders, 2) or None, row["size"], writer.list_of(members, 4) or None,
                     sectors or None, _refs(writer, read, str(id), row["claims"])))  # fmt: skip
    columns = (
        writer.column("name", "名称", "Name", wide=2),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("status", "状态", "Status", "word"),
        writer.column("leaders", "牵头或依托单位", "Led or hosted by", wide=1.5),
        writer.column("size", "参加方", "Actors", "number"),
        writer.column("members", "其他参加方", "Others taking part", wide=3.2),
        writer.column("sectors", "部门", "Sectors", wide=1),
        writer.evidence_column(),
    )
    caption = writer.says("联合体、平台与项目，及其参加方", "Consortia, platforms and projects, with who takes part")
    return without_empty(Table("consortia", caption, columns, tuple(rows), furthest_note(writer)), "leaders", "members")


def _bare(writer: Writer, bare: list[Entity]) -> Table:
    rows = []
    for entity in bare:
        ties = writer.network.ties_of(entity.id)
        mentioned = max((tie.asserted for tie in ties if tie.asserted), default=None)
        rows.append((writer.name(entity), writer.network.furthest(entity.id), mentioned, writer.cite_ties(ties)))
    columns = (
        writer.column("name", "名称", "Name", wide=4),
        writer.column("status", "状态", "Status", "word"),
        writer.column("asserted", "最近提及", "Last said", "date"),
        writer.evidence_column(),
    )
    return Table("bare", writer.says("没有点名成员的联合体", "Consortia without a named member"), columns, tuple(rows))


def _actors(writer: Writer, read: Network, active: pd.DataFrame) -> Table:
    rows = []
    for id, row in zip(active.index, active.to_dict("records"), strict=True):
        ties = [tie for tie in read.ties_of(str(id)) if tie.kind in EVENT_KINDS and tie.source == id]
        rows.append((writer.name(str(id)), writer.network.entity(str(id)).kind, row["events"], row["led"] or None,
                     row["partners"], writer.cite_ties(ties)))  # fmt: skip
    columns = (
        writer.column("name", "行动者", "Actor", wide=3),
        writer.column("kind", "类型", "Kind", "word"),
        writer.column("events", "事件数", "Events", "number"),
        writer.column("led", "其中牵头", "Led", "number"),
        writer.column("partners", "同伴", "Partners", "number"),
        writer.evidence_column(),
    )
    caption = writer.says("参加情况", "Taking part")
    return without_empty(Table("actors", caption, columns, tuple(rows), shown=30), "led")


def _pairs(writer: Writer, pairs: pd.DataFrame) -> Table:
    rows = []
    for (one, other), row in zip(pairs.index, pairs.to_dict("records"), strict=True):
        rows.append((writer.name(one), writer.name(other), row["events"], row["expected"], row["p"]))
    columns = (
        writer.column("first", "一方", "One", wide=2.5),
        writer.column("second", "另一方", "Other", wide=2.5),
        writer.column("events", "共同参加", "Shared", "number"),
        writer.column("expected", "偶然期望", "By chance", "number", 2),
        writer.column("p", "p", "p", "number", 4),
    )
    caption = writer.says("共同参加多于偶然的两方", "Pairs that share more than chance would give")
    return Table("pairs", caption, columns, tuple(rows), shown=30)
