"""Targets against achievements: what was promised in numbers, what was reached, and what cannot be compared."""

from collections import Counter

import pandas as pd

from innonet.reports.methods import methods
from innonet.reports.tables import target_progress, targets_table, verdict
from innonet.reports.writer import Writer, amount, counted, value
from viz.report import Paragraph, Report, Section, Table
from viz.report.report import Refs


def goals(writer: Writer, found: pd.DataFrame) -> Report:
    """Return the report on targets, from the table that `graph.measures.targets` gives."""
    says = writer.says
    opening = [_how_many(writer, found), *_judged(writer, found)]
    progress = target_progress(writer, found)
    sections = [
        Section(
            "targets",
            says("目标与完成情况", "Targets and achievements"),
            (targets_table(writer, found), *([progress] if progress else [])),
        ),
        Section("figures", says("所有已实现的数字", "All figures said to be achieved"), _achieved(writer)),
    ]
    more = [
        (
            says("目标的判定", "How a target is judged"),
            says(
                "目标默认是下限；区间以下端为准；“约”上下各留一成，结论因此两可时记“可能达到”；"
                "期限未满而数字未到，记“尚未达到”。总数与新增数不可相比；归属、单位、期限不同的也不可比。",
                "A target is a floor unless it says “at most”; a range is met from its lower end on; “about” leaves a "
                "tenth either way, and a verdict that hangs on it is “possibly”; short of the target within its period "
                "is “not yet”. Totals are not compared with increments, nor figures of different scope, unit or time.",
            ),
        )
    ]
    title = says("目标与完成情况", "Targets and achievements")
    return writer.report("targets", title, opening, sections, methods(writer, more=more))


def _how_many(writer: Writer, found: pd.DataFrame) -> Paragraph:
    if not len(found):
        return writer.sentence(writer.says("来源没有提出任何数字目标。", "The sources set no target in numbers."))
    numbered = sum(value(row["low"]) is not None or value(row["high"]) is not None for row in found.to_dict("records"))
    zh, en = f"来源共提出{len(found)}项目标，", f"The sources set {counted(len(found), 'target')}, "
    if numbered == len(found):
        zh, en = f"{zh}都给了数字", f"{en}{'' if numbered == 1 else 'all '}in numbers"
    elif numbered:
        zh, en = f"{zh}其中{numbered}项给了数字", f"{en}{numbered} of them in numbers"
    else:
        zh, en = f"{zh}都没有给数字", f"{en}without a number"
    return writer.sentence(writer.says(zh, en), writer.cite(map(str, found.index)), writer.says("。", "."))


def _judged(writer: Writer, found: pd.DataFrame) -> list[Paragraph]:
    """Return what became of the targets: those with a comparable figure, then those without, with their sentences."""
    says = writer.says
    counts = Counter(found["verdict"])
    judged = [word for word in ("met", "possibly", "not yet", "not met") if counts[word]]
    if not len(found):
        reached = [quantity.id for quantity in writer.network.quantities if quantity.modality == "achieved"]
        zh = f"它们说到{len(reached)}个已实现的数字" if reached else "它们也没有说到已实现的数字"
        en = f"They speak of {counted(len(reached), 'figure that is', 'figures that are', none='no')} achieved"
        nothing = says("因此没有可以核对的目标。", "So there is nothing to check.")
        return [writer.sentence(says(zh, en), writer.cite(reached), says("。", ".")), writer.sentence(nothing)]
    if not judged:
        lead = says("没有一项目标能够核对：", "None of the targets can be checked: ")
        neither = says("它们不能算完成，也不能算没完成。", "They count neither as reached nor as missed.")
        return [writer.sentence(lead, *_unjudged(writer, found), says("。", ".")), writer.sentence(neither)]
    parts: list[str | Refs] = []
    for word in judged:
        rows = found[found["verdict"] == word]
        lead = says("，", ", ") if parts else says("有可比数字的目标中，", "Of the targets with a comparable figure, ")
        parts.append(
            lead
            + says(
                f"{verdict(writer, word)}{counts[word]}项",
                f"{counts[word]} {'is' if counts[word] == 1 else 'are'} {verdict(writer, word)}",
            )
        )
        parts.append(writer.cite(map(str, rows.index), [id for id in rows["figure"] if id]))
    rest = _unjudged(writer, found)
    if rest:
        lead = says("其余的不能核对：", "The others cannot be checked: ")
        caution = writer.sentence(lead, *rest, says("；不能算完成，也不能算没完成。", "; neither reached nor missed."))
    else:
        caution = writer.sentence(says("每项目标都有可比的数字。", "Every target has a figure to compare it with."))
    return [writer.sentence(*parts, says("。", ".")), caution]


def _unjudged(writer: Writer, found: pd.DataFrame) -> list[str | Refs]:
    """Return the parts of a sentence on targets without a verdict: how many for which reason, and where they stand."""
    has_figure = found["figure"].notna()
    parts: list[str | Refs] = []
    for chosen, zh, en in (
        (
            (found["verdict"] == "not comparable") & has_figure,
            "项只有不可比的数字（指标、归属、单位或时间不同）",
            "with only a figure of another indicator, owner, unit or time",
        ),
        ((found["verdict"] == "not comparable") & ~has_figure, "项没有说出数字", "without a number"),
        (found["verdict"] == "no figure", "项没有任何完成数", "with no achieved figure at all"),
    ):
        rows = found[chosen]
        if len(rows):
            comma = writer.says("，", ", ") if parts else ""
            parts.append(comma + writer.says(f"{len(rows)}{zh}", f"{len(rows)} {en}"))
            parts.append(writer.cite(map(str, rows.index), [id for id in rows["figure"] if id]))
    return parts


def _achieved(writer: Writer) -> tuple[Table, ...]:
    network = writer.network
    rows = []
    for quantity in network.quantities:
        if quantity.modality != "achieved":
            continue
        known = quantity.entity is not None and network.has(quantity.entity)
        scope = writer.name(quantity.entity) if known and quantity.entity else quantity.scope
        figure = amount(quantity.low, quantity.high, quantity.relation, quantity.unit)
        published = network.document(quantity.document).published
        rows.append((quantity.indicator, scope, figure, quantity.period, published, writer.cite([quantity.id])))
    if not rows:
        return ()
    columns = (
        writer.column("indicator", "指标", "Indicator", wide=2.4),
        writer.column("scope", "属于", "Of", wide=1.6),
        writer.column("figure", "数字", "Figure", wide=1.1),
        writer.column("period", "期间", "Period", "date"),
        writer.column("published", "发布日期", "Published", "date"),
        writer.evidence_column(),
    )
    caption = writer.says("来源称已实现的数字", "Figures that sources say are achieved")
    return (Table("achieved", caption, columns, tuple(rows)),)
