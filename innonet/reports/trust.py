"""How far ranks can be trusted: where each actor stands when a part of the evidence is left out, again and again."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from innonet.reports.writer import Writer, value
from viz.charts import Intervals
from viz.report import Column, Figure, Table
from viz.report.report import Block, Cell

DROPPED = {
    "documents": ("文件", "documents"),
    "claims": ("陈述", "claims"),
    "ties": ("联系", "ties"),
    "events": ("联合体与项目", "consortia and projects"),
}
"""What is left out → what people read."""

MEASURED = {"degree": ("伙伴数", "partners"), "betweenness": ("中介", "betweenness")}

WHY = {
    "large": ("网络太大，重复计算上百次太久", "the network is too large to be measured a hundred times over"),
    "few": ("文件太少，去掉五分之一等于去掉一份或零份", "there are too few documents: a fifth of them is one or none"),
    "none": ("没有可去掉的", "there are none to leave out"),
}
"""Why intervals were not drawn."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Ranks of one measure with intervals, a part of one sort of evidence left out."""

    measure: str
    """degree or betweenness."""
    drop: str
    """documents, claims, ties or events."""
    table: pd.DataFrame
    """Of `rank_intervals`."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Intervals that were not drawn."""

    measure: str
    drop: str
    why: str
    """A key of `WHY`."""


def trust(writer: Writer, redrawn: Sequence[Redrawn]) -> tuple[Block, ...]:
    """Return a table a measure and the chart of the first: ranks beside the places they take; nothing if none drawn."""
    blocks: list[Block] = []
    for measure in MEASURED:
        mine = [one for one in redrawn if one.measure == measure]
        if mine:
            blocks.append(_table(writer, measure, mine))
    return (*blocks, _chart(writer, redrawn[0])) if blocks else ()


def trust_methods(writer: Writer, redrawn: Sequence[Redrawn], skipped: Sequence[Skipped]) -> list[tuple[str, str]]:
    """Return how intervals were drawn and which were not, for the methods page."""
    says, rows = writer.says, []
    if redrawn:
        about = redrawn[0].table.attrs
        done = says("、", ", ").join(_named(writer, one) for one in redrawn)
        rows.append(
            (
                says("名次区间", "Rank intervals"),
                says(
                    f"随机去掉{about['share']:.0%}，重复{about['draws']}次，取名次的第5至第95百分位（种子 "
                    f"{about['seed']}）。已做：{done}。",
                    f"{about['share']:.0%} left out at random, {about['draws']} times, 5th to 95th percentile of ranks "
                    f"(seed {about['seed']}). Drawn: {done}.",
                ),
            )
        )
    for why in dict.fromkeys(one.why for one in skipped):
        which = says("、", ", ").join(_named(writer, one) for one in skipped if one.why == why)
        what = says("未做的名次区间", "Rank intervals not drawn")
        rows.append((what, says(f"{which}：{WHY[why][0]}。", f"{which}: {WHY[why][1]}.")))
    return rows


def _named(writer: Writer, one: Redrawn | Skipped) -> str:
    (zh, en), (zh_part, en_part) = MEASURED[one.measure], DROPPED[one.drop]
    return writer.says(f"{zh}（去掉部分{zh_part}）", f"{en} (some {en_part} left out)")


def _table(writer: Writer, measure: str, redrawn: list[Redrawn]) -> Table:
    first = redrawn[0].table
    ranges = [
        [f"{low}–{high}" for low, high in zip(t["rank_low"], t["rank_high"], strict=True)]
        for t in (one.table.loc[first.index] for one in redrawn)
    ]
    least = pd.concat([one.table["p_top"] for one in redrawn], axis=1).min(axis=1)
    whole = measure == "degree"
    rows: list[tuple[Cell, ...]] = []
    for n, (id, row) in enumerate(zip(first.index, first.to_dict("records"), strict=True)):
        if value(row["rank"]) is not None:
            figure = int(row["value"]) if whole else float(row["value"])
            places = (of_one[n] for of_one in ranges)
            rows.append((int(row["rank"]), writer.name(str(id)), figure, *places, 100 * float(least[id])))
    columns = (
        writer.column("rank", "名次", "Rank", "number"),
        writer.column("name", "行动者", "Actor", wide=2),
        writer.column(measure, MEASURED[measure][0], MEASURED[measure][1].capitalize(), "number", 0 if whole else 1),
        *(_interval(writer, one.drop) for one in redrawn),
        writer.column("p_top", "进入前十的比例（%）", "Among the first ten (%)", "number"),
    )
    note = writer.says(
        "每列随机去掉20%的一类依据，重复一百次，看名次落在哪里（5–95%）；进入前十的比例取各列中最低的。"
        "区间重叠的行动者，名次先后没有意义。",
        "In each column a fifth of one sort of evidence is left out at random, a hundred times, to see where ranks "
        "fall (5–95 %); the share among the first ten is the lowest of them. Where intervals overlap, the order "
        "means nothing.",
    )
    zh, en = MEASURED[measure]
    caption = writer.says(f"按{zh}的名次及其区间", f"Ranks by {en}, with their intervals")
    return Table("intervals" if whole else f"intervals_{measure}", caption, columns, tuple(rows), note, shown=20)


def _interval(writer: Writer, drop: str) -> Column:
    zh, en = DROPPED[drop]
    return writer.column(f"without_{drop}", f"去掉部分{zh}", f"Some {en} left out")


def _chart(writer: Writer, redrawn: Redrawn) -> Figure:
    top = redrawn.table.dropna(subset=["rank"]).head(15)
    rows = tuple(
        (writer.name(str(id)), float(row["rank_low"]), float(row["rank"]), float(row["rank_high"]))
        for id, row in zip(top.index, top.to_dict("records"), strict=True)
    )
    caption = writer.says("名次区间：", "Rank intervals: ") + _named(writer, redrawn)
    said = "; ".join(f"{label}: {low:.0f}–{high:.0f}" for label, low, _, high in rows)
    chart = Intervals(f"{caption}. {said}", writer.says("名次（1 为第一）", "Rank (1 is first)"), rows)
    return Figure("rank-intervals", caption, chart)
