"""Targets against achievements: what was promised in numbers, what was reached, and what cannot be compared."""

from collections import Counter

import pandas as pd

from innonet.reports.methods import methods
from innonet.reports.tables import target_progress, targets_table, verdict
from innonet.reports.writer import Writer, amount, value
from viz.report import Paragraph, Report, Section, Table


def goals(writer: Writer, found: pd.DataFrame) -> Report:
    """Return the report on targets, from the table that `graph.measures.targets` gives."""
    says = writer.says
    opening = [_how_many(writer, found), _verdicts(writer, found), _caution(writer, found)]
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
    zh = f"来源共提出{len(found)}项目标，其中{numbered}项给了数字"
    en = f"The sources set {len(found)} target{'' if len(found) == 1 else 's'}, {numbered} of them in numbers"
    return writer.sentence(writer.says(zh, en), writer.cite(map(str, found.index)), writer.says("。", "."))


def _verdicts(writer: Writer, found: pd.DataFrame) -> Paragraph:
    says = writer.says
    counts = Counter(found["verdict"])
    judged = [word for word in ("met", "possibly", "not yet", "not met") if counts[word]]
    if not len(found):
        reached = [quantity.id for quantity in writer.network.quantities if quantity.modality == "achieved"]
        zh = f"它们说到{len(reached)}个已实现的数字" if reached else "它们也没有说到已实现的数字"
        en = f"They speak of {len(reached) or 'no'} figures that are achieved"
        return writer.sentence(says(zh, en), writer.cite(reached), says("。", "."))
    if not judged:
        return writer.sentence(
            says("没有一项目标有可比的完成数：现有文件不能说明目标是否完成。",
                 "No target has a figure to be compared with: these documents cannot say whether any was reached.")
        )  # fmt: skip
    parts: list[str | tuple[int, ...]] = []
    for word in judged:
        rows = found[found["verdict"] == word]
        lead = says("，", ", ") if parts else says("有可比数字的目标中，", "Of the targets with a comparable figure, ")
        parts.append(lead + says(f"{verdict(writer, word)}{counts[word]}项", f"{counts[word]} {verdict(writer, word)}"))
        parts.append(writer.cite(map(str, rows.index), [id for id in rows["figure"] if id]))
    return writer.sentence(*parts, says("。", "."))


def _caution(writer: Writer, found: pd.DataFrame) -> Paragraph:
    counts = Counter(found["verdict"])
    apart, none = counts["not comparable"], counts["no figure"]
    if not apart and not none:
        return writer.sentence(
            writer.says("每项目标都有可比的数字。", "Every target has a figure to compare it with.") if len(found) else
            writer.says("因此没有可以核对的目标。", "So there is nothing to check.")
        )  # fmt: skip
    zh = f"另有{apart}项的数字不可比（口径不同，或没有给出数字），{none}项没有任何完成数：不能算完成，也不能算没完成"
    en = f"For {apart} the figures cannot be compared, for {none} there is none: neither reached nor missed"
    return writer.sentence(writer.says(zh, en), writer.says("。", "."))


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
