"""Tables and charts that several reports share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from graph.entity import Entity
from graph.measures.sociogram import Sociogram
from graph.measures.targets import scale
from graph.network import Network, Source
from graph.ontology import ONTOLOGY
from graph.tie import HEADING, Tie
from innonet.reports.undated import in_brackets
from innonet.reports.writer import ORGANISATIONS, Writer, amount, counted, value
from innonet.values import VERDICTS
from viz.charts import TONE_OF_GROUP, Bars, Dots, Series, figure
from viz.report import Figure, Table


def between_organisations(network: Network) -> list[Tie]:
    """Return the ties between two named universities, institutes or enterprises."""
    named = {e.id for e in network.entities if e.kind in ORGANISATIONS and not e.placeholder}
    return [tie for tie in network.ties if tie.source in named and tie.target in named]


def heads(network: Network, id: str) -> list[Entity]:
    """Return whoever has a name and leads or hosts a thing, a region or a group too: each once, leaders first.

    Who has left is none of them.
    """
    ties = [tie for tie in network.ties_of(id) if tie.target == id and not tie.ended]
    found = [network.entity(tie.source) for kind in HEADING for tie in ties if tie.kind == kind]
    return list({entity.id: entity for entity in found if not entity.placeholder}.values())


def furthest_note(writer: Writer) -> str:
    """Return what a table says under a column of the furthest status of things."""
    return writer.says(
        "状态取关于它自身（共建、牵头、依托、参加、批准、推动等）且未终止的联系中，在生命周期里走得最远的一步；"
        "这些联系全部终止，才算终止。空格表示来源没有说，不表示没有。",
        "The status is the furthest step of the lifecycle that ties about the thing itself hold (that it is built, "
        "led, hosted, joined, approved, promoted …); it has ended only where all of them have. An empty cell means "
        "that no source says so, not that there is none.",
    )


def step(tie: Tie) -> int:
    """Return the place of the status of a tie in the lifecycle; -1 for one outside it."""
    return ONTOLOGY.statuses[tie.status].order if tie.status in ONTOLOGY.statuses else -1


def ties_at(read: Sociogram) -> dict[str, list[Tie]]:
    """Return the ties that the measures read, by the actors at their ends."""
    at: dict[str, list[Tie]] = {id: [] for id in read.ids}
    for tie in read.used:
        for end in tie.ends:
            if end in at:
                at[end].append(tie)
    return at


def tie_table(writer: Writer, key: str, caption: str, ties: Iterable[Tie], note: str = "", shown: int = 60) -> Table:
    """Return ties with status, dates and evidence, in the order of the lifecycle from its end."""
    rows = []
    for tie in sorted(ties, key=lambda tie: _far_along(tie, writer)):
        one, other = writer.ends(tie)
        rows.append((one, tie.kind, other, tie.status, *_began_ended(tie), tie.asserted, writer.cite(tie.claims)))
    table = Table(
        key,
        caption,
        (
            writer.column("source", "一方", "One side", wide=2.2),
            writer.column("kind", "联系", "Tie", "word"),
            writer.column("target", "另一方", "Other side", wide=2.2),
            writer.column("status", "状态", "Status", "word"),
            writer.column("since", "起于", "Since", "date"),
            writer.column("ended", "终止于", "Ended on", "date"),
            writer.column("asserted", "最近提及", "Last said", "date"),
            writer.evidence_column(),
        ),
        tuple(rows),
        note,
        shown,
    )
    return without_empty(table, "since", "ended")


def _began_ended(tie: Tie) -> tuple[str | None, str | None]:
    """Return since when a tie has its status, and of one that has ended, whose `since` is its end, the day of that."""
    return (None, tie.since) if tie.ended else (tie.since, None)


def _far_along(tie: Tie, writer: Writer) -> tuple[Any, ...]:
    # Ended comes last: it is no cooperation any more, however far along the lifecycle.
    order = -1 if tie.status == "ended" else step(tie)
    newest = tie.asserted.toordinal() if tie.asserted else 0
    return -order, -newest, tie.kind, *writer.ends(tie), tie.id


def ledger_table(writer: Writer, ledger: pd.DataFrame) -> Table:
    """Return the status ledger, as `graph.measures.status.status_ledger` gives it, for people."""
    ties = {tie.id: tie for tie in writer.network.ties}
    yes, no = writer.says("无新消息", "silent"), None
    rows = []
    for id, row in zip(ledger.index, ledger.to_dict("records"), strict=True):
        tie = ties[id]
        source, target = writer.ends(tie)
        silent = yes if row["silent"] else no
        days = _began_ended(tie)
        rows.append((source, tie.kind, target, tie.status, *days, tie.asserted, silent, writer.cite(tie.claims)))
    table = Table(
        "ledger",
        writer.says("状态台账", "Status ledger"),
        (
            writer.column("source", "一方", "One side", wide=2.2),
            writer.column("kind", "联系", "Tie", "word"),
            writer.column("target", "另一方", "Other side", wide=2.2),
            writer.column("status", "状态", "Status", "word"),
            writer.column("since", "起于", "Since", "date"),
            writer.column("ended", "终止于", "Ended on", "date"),
            writer.column("asserted", "最近提及", "Last said", "date"),
            writer.column("silent", "动静", "Heard of", wide=1),
            writer.evidence_column(),
        ),
        tuple(rows),
        shown=200,
    )
    return without_empty(table, "since", "ended", "silent")


def without_empty(table: Table, *keys: str) -> Table:
    """Return the table without those of the named columns in which nothing stands."""
    if not table.rows:
        return table
    gone = [n for n, c in enumerate(table.columns) if c.key in keys and all(row[n] is None for row in table.rows)]
    return replace(
        table,
        columns=tuple(column for n, column in enumerate(table.columns) if n not in gone),
        rows=tuple(tuple(cell for n, cell in enumerate(row) if n not in gone) for row in table.rows),
    )


def counts_table(writer: Writer, counts: pd.DataFrame) -> Table:
    """Return how many ties stand at each step, as `graph.measures.status.status_counts` gives it."""
    by_status: dict[str, list[Tie]] = {}
    for tie in writer.network.ties:
        by_status.setdefault(tie.status, []).append(tie)
    rows = [
        (status, int(row["ties"]), int(row["silent"]) or None, writer.cite_ties(by_status.get(str(status), ())))
        for status, row in counts.iterrows()
        if row["ties"]
    ]
    table = Table(
        "statuses",
        writer.says("联系走到了哪一步", "How far the ties have come"),
        (
            writer.column("status", "状态", "Status", "word"),
            writer.column("ties", "联系数", "Ties", "number"),
            writer.column("silent", "其中一年以上无新消息", "Silent for over a year", "number"),
            writer.column("evidence", "证据", "Evidence", "evidence"),
        ),
        tuple((str(status), ties, silent, refs) for status, ties, silent, refs in rows),
    )
    return without_empty(table, "silent")


def status_by_year(writer: Writer) -> Figure | None:
    """Return the chart of ties by the year of their newest assertion and their status group; None without dates.

    Ties that nothing dates stand in no year: the caption counts them.
    """
    known = [tie for tie in writer.network.ties if tie.status in ONTOLOGY.statuses]
    counts = Counter((tie.asserted.year, ONTOLOGY.statuses[tie.status].group) for tie in known if tie.asserted)
    if not counts:
        return None
    years = range(min(year for year, _ in counts), max(year for year, _ in counts) + 1)
    groups = [group for group in ONTOLOGY.groups if any(counts[year, group] for year in years)]
    rows = tuple((str(year), tuple(float(counts[year, group]) for group in groups)) for year in years)
    series = tuple(Series(ONTOLOGY.groups[g].in_(writer.language), TONE_OF_GROUP[g]) for g in groups)
    said = writer.says("；", "; ").join(
        f"{label}: " + ", ".join(f"{s.label} {v:.0f}" for s, v in zip(series, values, strict=True) if v)
        for label, values in rows
    )
    caption = writer.says("联系的状态，按最近一次提及的年份", "Status of ties, by the year they were last spoken of")
    caption += in_brackets(writer, [tie for tie in known if not tie.asserted])
    chart = Bars(f"{caption}. {said}", writer.says("联系数（条）", "Ties"), series, rows)
    return Figure("status-by-year", caption, chart)


def targets_table(writer: Writer, found: pd.DataFrame) -> Table:
    """Return targets beside what was achieved, as `graph.measures.targets.targets` gives them."""
    rows = []
    for id, row in zip(found.index, found.to_dict("records"), strict=True):
        reached = amount(
            value(row["figure_low"]), value(row["figure_high"]), row["figure_relation"] or "", row["figure_unit"]
        )
        goal = amount(value(row["low"]), value(row["high"]), row["relation"], row["unit"])
        if value(row["low"]) is None and value(row["high"]) is None:
            goal = writer.says("未给数字", "no number given")
        rows.append(
            (
                row["indicator"],
                value(row["scope_name"]),
                goal,
                row["modality"],
                value(row["period"]),
                _dated(writer, reached, value(row["figure_on"])) if row["figure"] else None,
                verdict(writer, row["verdict"]),
                writer.says(row["reason_zh"], row["reason_en"]),
                writer.cite([str(id)], [row["figure"]] if row["figure"] else []),
            )
        )
    scopes = {row[1] for row in rows}
    one = scopes.pop() if len(scopes) == 1 else None
    caption = writer.says("目标与完成情况", "Targets and what was achieved") + (
        writer.says(f"（均属于{one}）", f" (all of {one})") if one else ""
    )
    table = Table(
        "targets",
        caption,
        (
            writer.column("indicator", "指标", "Indicator", wide=1.7),
            writer.column("scope", "属于", "Of", wide=1.1),
            writer.column("target", "目标", "Target"),
            writer.column("modality", "性质", "Said as", "modality"),
            writer.column("period", "期限", "Period", "date"),
            writer.column("figure", "对照的完成数", "Figure held against it"),
            writer.column("verdict", "结论", "Verdict", wide=1),
            writer.column("reason", "理由", "Why", wide=2.3),
            writer.evidence_column(),
        ),
        tuple((row[0], None, *row[2:]) if one else row for row in rows),
        writer.says(
            "只有同一指标、同一归属、同类单位、同为总数或同为新增的数字才作比较，有几个时取目标期限内最新的，没有则取最新的；"
            "其余写明为何不可比。",
            "Only figures of the same indicator, scope, kind of unit and kind of number (total or increment) are "
            "compared: of several the newest of the target's period, else the newest. For the others the table says "
            "why not.",
        ),
        shown=200,
    )
    return without_empty(table, "scope", "figure")


def _dated(writer: Writer, figure: str, on: str | None) -> str:
    return writer.says(f"{figure}（{on or '日期不详'}）", f"{figure} ({on or 'undated'})")


def verdict(writer: Writer, word: str) -> str:
    """Return what people read for a verdict on a target."""
    return writer.says(*VERDICTS.get(word, (word, word)))


def target_progress(writer: Writer, found: pd.DataFrame) -> Figure | None:
    """Return the chart of comparable targets, what was reached as a share of the target; None without any.

    Of a target that is no floor (at most so much, or zero) a share says nothing: the caption counts them.
    """
    rows, left = [], 0
    for row in found.to_dict("records"):
        if row["verdict"] not in ("met", "not met", "not yet", "possibly"):
            continue
        low, high = value(row["low"]), value(row["high"])
        goal = high if low is None else low
        least = value(row["figure_low"])
        reached = value(row["figure_high"]) if least is None else least
        if not goal or reached is None or row["relation"] == "at_most":
            left += 1
            continue
        share = 100.0 * reached * scale(row["figure_unit"]) / (goal * scale(row["unit"]))
        rows.append((f"{row['indicator']}（{amount(low, high, row['relation'], row['unit'])}）", (100.0, share)))
    if not rows:
        return None
    caption = writer.says("可比目标的完成程度", "Progress on the targets that can be compared")
    if left:
        en = f" ({counted(left, 'target')} without a floor left out)"
        caption += writer.says(f"（另有{left}项不是下限，未画）", en)
    said = "; ".join(f"{label}: {values[1]:.0f} %" for label, values in rows)
    series = (Series(writer.says("目标", "Target"), "open"), Series(writer.says("完成数", "Figure"), "solid"))
    axis = writer.says("占目标下限的百分比", "Percent of the target's lower bound")
    return Figure("progress", caption, Dots(f"{caption}. {said}", axis, series, tuple(rows)))


def sources_table(writer: Writer) -> Table:
    """Return the documents: who published what when, and what was read in it."""
    network = writer.network
    claims = Counter(claim.document for claim in network.claims)
    figures = Counter(quantity.document for quantity in network.quantities)
    documents = sorted(network.documents, key=lambda d: (d.published or date.min, d.address, d.id))
    blank = writer.says("", " ")

    def notes(document: Source) -> str | None:
        return blank.join(note.in_(writer.language) for note in document.damage) or None

    rows = tuple(
        (d.title or d.address, d.publisher, d.published, claims[d.id], figures[d.id], notes(d)) for d in documents
    )
    return Table(
        "sources",
        writer.says("来源文件", "Source documents"),
        (
            writer.column("title", "标题", "Title", wide=3),
            writer.column("publisher", "发布单位", "Publisher", wide=1.6),
            writer.column("published", "发布日期", "Published", "date"),
            writer.column("claims", "陈述", "Claims", "number"),
            writer.column("figures", "数字", "Figures", "number"),
            writer.column("damage", "读取说明", "Notes on reading", wide=1.4),
        ),
        rows,
    )


def bars(writer: Writer, key: str, caption: str, axis: str, rows: Sequence[tuple[str, float]]) -> Figure:
    """Return plain bars of labelled figures."""
    alt = f"{caption}. " + "; ".join(f"{label} {figure(size)}" for label, size in rows)
    chart = Bars(alt, axis, (Series(axis),), tuple((label, (float(size),)) for label, size in rows))
    return Figure(key, caption, chart)
