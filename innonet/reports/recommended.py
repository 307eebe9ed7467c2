"""The report on partners: pairs that nothing joins yet and that would fit, each with what suggests it."""

import pandas as pd

from innonet.reports.foremost import NAMED, foremost
from innonet.reports.methods import methods
from innonet.reports.writer import Writer
from viz.report import Paragraph, Report, Section, Table


def recommended(writer: Writer, found: pd.DataFrame, of: str | None, cut: bool) -> Report:
    """Return the report on partners, from the table that `graph.measures.partners.partners` gives.

    `of` is the id of the entity whose partners were asked for, or None for all pairs; `cut` says whether there are more
    pairs than the table holds.
    """
    says = writer.says
    opening = [_how_many(writer, found, of, cut), _best(writer, found, cut), _caution(writer)]
    title = says("可能的合作伙伴", "Possible partners")
    if of is not None:
        title += says("：", ": ") + writer.name(of)
    pairs = Section("pairs", says("推荐与理由", "Recommendations and why"), (_table(writer, found),))
    sections = [pairs] if len(found) else []
    how = says(
        "只在大学、科研院所、企业、政府机构与社团之间推荐；已有联系（包括意向）的两方不推荐，"
        "共建、依托或牵头同一事物的，或同属一个平台、联合体或项目的，也不推荐。按 Adamic–Adar（Σ1/ln k，"
        "k 为共同伙伴的伙伴数）"
        "排列，并列出共同伙伴、共同参加的社团或计划和领域。仅为意向的联系不作依据，已终止的也不作。",
        "Pairs of universities, institutes, enterprises, agencies and associations. Left out are pairs that have a "
        "tie, intended ones included, that build, host or lead one thing, or that belong to one platform, "
        "consortium or project. Ordered by Adamic–Adar (Σ 1/ln k, k the partners of a common partner), with common "
        "partners, associations or programmes, and fields. "
        "Ties that are only intended are no evidence, nor are ended ones.",
    )
    more = [(says("推荐的方法", "How pairs are found"), how)]
    return writer.report("partners", title, opening, sections, methods(writer, more=more))


def _how_many(writer: Writer, found: pd.DataFrame, of: str | None, cut: bool) -> Paragraph:
    says = writer.says
    if not len(found):
        zh = f"可以推荐给{writer.name(of)}的伙伴" if of else "可以推荐的一对伙伴"
        en = f"partner was found for {writer.name(of)}" if of else "pair was found to recommend"
        zh = f"在已签、推进中或已运行的联系中，没有找到{zh}。"
        return writer.sentence(says(zh, f"Among the ties that are agreed, under way or existing, no {en}."))
    whom = says(f"与{writer.name(of)}", f" with {writer.name(of)}") if of else ""
    many = says("前", "the first ") + str(len(found)) if cut else str(len(found))
    zh = f"下面列出{whom}既无联系、也未共同做一件事，却有共同伙伴或同属一个社团或计划的{many}对"
    pairs = f"is 1 pair{whom} that has" if len(found) == 1 else f"are {many} pairs{whom} that have"
    en = f"Here {pairs} no tie and no work in one thing yet, but partners, associations or programmes in common"
    return writer.sentence(says(zh, en), says("。", "."))


def _best(writer: Writer, found: pd.DataFrame, cut: bool) -> Paragraph:
    says = writer.says
    if not len(found):
        return writer.sentence(says("更多来源可能改变这一点。", "More sources may change this."))
    first = _first(found)
    if len(first) > 1:
        pairs = [says("与", " and ").join(map(writer.name, pair)) for pair in first.index[:NAMED]]
        zh, en = "；".join(pairs), "; ".join(pairs)
        if len(first) > NAMED:
            # Where all that the list holds are equals, those that it was cut before may be equals too.
            more = cut and len(first) == len(found)
            zh += f" 等{len(first)}对{'以上' if more else ''}"
            en += f" and {'at least ' if more else ''}{len(first) - NAMED} more"
        zh, en = f"最值得一谈的是{zh}，得分相同", f"First, with equal scores, come {en}"
        return writer.sentence(says(zh, en), writer.cite(*first["claims"][:NAMED]), says("。", "."))
    row = first.to_dict("records")[0]
    one, other = map(str, first.index[0])
    through = writer.list_of([writer.name(id) for id in row["through"]], 3)
    zh = f"最值得一谈的是{writer.name(one)}与{writer.name(other)}"
    events = writer.list_of([writer.name(id) for id in row["events"]], 3)
    zh += f"：它们都与{through}有联系" if through else f"：它们都参加{events}"
    en = f"First come {writer.name(one)} and {writer.name(other)}"
    en += f", who both have ties with {through}" if through else f", who are both in {events}"
    return writer.sentence(says(zh, en), writer.cite(row["claims"]), says("。", "."))


def _first(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that stand first by score, of equal scores by events in common: what the table shows of each."""
    for measure in ("adamic_adar", "common_events"):
        best = foremost(pd.Series(found[measure].to_numpy()))
        found = found.iloc[[int(row) for row in best]]
    return found


def _caution(writer: Writer) -> Paragraph:
    return writer.sentence(
        writer.says(
            "推荐只说明网络上的接近，不说明意愿与能力；请先看证据，再去接触。",
            "A recommendation tells of closeness in the network, not of will or ability: look at the evidence "
            "before a call.",
        )
    )


def _table(writer: Writer, found: pd.DataFrame) -> Table:
    rows = []
    for (one, other), row in zip(found.index, found.to_dict("records"), strict=True):
        why = []
        if row["through"]:
            names = writer.list_of([writer.name(id) for id in row["through"]], 3)
            why.append(writer.says(f"共同伙伴：{names}", f"common partners: {names}"))
        if row["events"]:
            names = writer.list_of([writer.name(id) for id in row["events"]], 3)
            why.append(writer.says(f"共同参加：{names}", f"both in: {names}"))
        if row["fields"]:
            names = writer.list_of(list(row["fields"]), 3)
            why.append(writer.says(f"共同领域：{names}", f"both work on: {names}"))
        rows.append((writer.name(one), writer.name(other), writer.says("；", "; ").join(why), row["adamic_adar"],
                     int(row["common_partners"]), int(row["common_events"]), writer.cite(row["claims"])))  # fmt: skip
    columns = (
        writer.column("first", "一方", "One"),
        writer.column("second", "另一方", "Other"),
        writer.column("why", "理由", "Why", wide=2.4),
        writer.column("adamic_adar", "得分", "Score", "number", 2),
        writer.column("common_partners", "共同伙伴", "Common partners", "number"),
        writer.column("common_events", "共同参加", "Common events", "number"),
        writer.evidence_column(),
    )
    return Table(
        "pairs", writer.says("尚无联系而可能合适的伙伴", "Pairs without a tie that would fit"), columns, tuple(rows)
    )
