"""The report on change: what formed, moved on, ended and went silent, year by year or between two views."""

from datetime import date
from itertools import pairwise

import pandas as pd

from graph.entity import Entity
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.tie import Tie
from innonet.reports.methods import methods
from innonet.reports.shares import share
from innonet.reports.status import moved_table
from innonet.reports.tables import tie_table
from innonet.reports.undated import LEFT_OUT, beside, between_views, in_brackets
from innonet.reports.writer import Writer, counted, value
from viz.charts import TONE_OF_GROUP, Bars, Series
from viz.report import Figure, Paragraph, Report, Section, Table
from viz.report.report import Block, Refs

GROUPS = ("intended", "agreed", "under way", "existing")
"""Of standing ties, in the order of the lifecycle."""


def yearly(writer: Writer, years: pd.DataFrame) -> Report:
    """Return the report on change year by year, from the table that `by_year` gives."""
    says, network = writer.says, writer.network
    last = int(years.index[-1]) if len(years) else None
    first = [tie for tie in network.ties if last and _first_year(tie) == last]
    new = [tie for tie in first if not _first_told_ended(tie)]
    over = [tie for tie in first if _first_told_ended(tie)]
    moved = [tie for tie in network.ties if last and _moved_in(tie, last)]
    ended = [tie for tie in moved if tie.ended]
    undated = [tie for tie in network.ties if _first_year(tie) is None]
    opening = [_span(writer, years, undated), _latest(writer, last, new, over), _moves(writer, last, moved, ended)]
    chart = _chart(writer, years, undated)
    year = says(f"{last}年", f"in {last}") if last else ""
    sections = [
        Section("years", says("逐年变化", "Year by year"), (_years(writer, years), *chart)),
        Section("new", says(f"{year}新出现的联系", f"Ties first spoken of {year}"), _ties(writer, "new", new)),
        Section(
            "moved", says(f"{year}状态有变化的联系", f"Ties whose status changed {year}"), moved_table(writer, moved)
        ),
        Section(
            "ended",
            says(f"{year}说到已终止的联系", f"Ties said {year} to have ended"),
            _ties(writer, "ended", [*ended, *(tie for tie in over if tie not in ended)]),
        ),
    ]
    return writer.report("change", says("变化", "Change"), opening, sections, _how(writer))


def between(
    writer: Writer,
    before: Network,
    changes: pd.DataFrame,
    moves: pd.DataFrame,
    entered: list[Entity],
    left: list[Entity],
) -> Report:
    """Return the report on what differs between two views; the writer's network is the later one, and it knows both.

    A tie that has ended is none: what ended since the earlier view is gone, what only the later view tells of, as
    ended, was never new.

    Parameters
    ----------
    before : Network
        The earlier view.
    changes, moves : DataFrame
        Of `change` and `transitions`.
    entered, left : list of Entity
        Those that only the later, only the earlier view has.
    """
    says, after = writer.says, writer.network
    told = {tie.id for tie in before.ties}
    old = {tie.id: tie for tie in before.ties if not tie.ended}
    now = {tie.id: tie for tie in after.ties}
    new = [tie for tie in after.ties if not tie.ended and tie.id not in old]
    over = [tie for tie in after.ties if tie.ended and tie.id not in told]
    moved = [tie for tie in after.ties if not tie.ended and tie.id in old and old[tie.id].status != tie.status]
    gone = [now.get(id, tie) for id, tie in old.items() if id not in now or now[id].ended]
    ended = sum(tie.ended for tie in gone)
    first, second = (view.day or says("（日期不详）", "(undated)") for view in (before.view, after.view))
    jaccard = value(changes.to_dict("index")["all"]["jaccard"])
    both = "–" if jaccard is None else share(writer, jaccard)
    left_out = between_views(writer, *(view.left_out.get(LEFT_OUT, 0) for view in (before.view, after.view)))
    opening = [
        writer.sentence(
            says(
                f"从{first}到{second}，" + (f"新出现{len(new)}条联系" if new else "没有新出现的联系"),
                f"From {first} to {second}, {counted(len(new), 'tie is', 'ties are', none='no')} new",
            ),
            writer.cite_ties(new),
            left_out,
            says("。", "."),
            *_over(
                writer,
                over,
                f"另有{len(over)}条联系仅见于后一期，且已终止",
                f"{counted(len(over), 'more tie stands', 'more ties stand')} in the later view alone, as ended",
            ),
        ),
        writer.sentence(
            says(
                f"{len(moved)}条联系的状态有变化" if moved else "没有一条联系的状态有变化",
                f"{counted(len(moved), 'tie has', 'ties have', none='No')} changed in status",
            ),
            writer.cite_ties(moved),
            says(
                f"，{len(gone)}条{'终止或' if ended else ''}不再出现"
                if gone
                else f"，{'' if moved else '也'}没有一条不再出现",
                f", and {counted(len(gone), 'has', 'have', none='none')} {'ended or ' if ended else ''}gone",
            ),
            writer.cite_ties(gone),
            says("。", "."),
        ),
        writer.sentence(
            says(
                f"两期的全部联系中，{both}在两期都有；{len(entered)}个实体新出现，{len(left)}个不再出现。",
                f"Of all ties of either {both} stand in both; "
                f"{counted(len(entered), 'entity is', 'entities are', none='no')} new, "
                f"{counted(len(left), 'is', 'are', none='none')} gone.",
            )
        ),
    ]
    sections = [
        Section("kinds", says("按联系种类", "By kind of tie"), (_kinds(writer, changes),)),
        Section("moves", says("状态从哪里到哪里", "Where statuses went"), _matrix(writer, moves)),
        Section("new", says("新出现的联系", "New ties"), _ties(writer, "new", new)),
        Section(
            "ended",
            says("仅见于后一期且已终止的联系", "Ties of the later view alone that have ended"),
            _ties(writer, "ended", over),
        ),
        Section("moved", says("状态有变化的联系", "Ties whose status changed"), _steps(writer, old, moved)),
        Section("gone", says("终止或不再出现的联系", "Ties that have ended or gone"), _ties(writer, "gone", gone)),
        Section("entities", says("新出现的实体", "New entities"), _entities(writer, "entered", entered)),
        Section("left", says("不再出现的实体", "Entities that are gone"), _entities(writer, "left", left)),
    ]
    return writer.report("change", says("变化", "Change"), opening, sections, _how(writer))


def _words(tie: Tie) -> list[tuple[date, str]]:
    """Return the days on which the tie was spoken of, oldest first, each with its last word."""
    return list({said.published: said.status for said in tie.history if said.published}.items())


def _first_year(tie: Tie) -> int | None:
    return next((day.year for day, _ in _words(tie)), None)


def _first_told_ended(tie: Tie) -> bool:
    return [status for _, status in _words(tie)][:1] == ["ended"]


def _moved_in(tie: Tie, year: int) -> bool:
    """Return whether a day of that year gave the tie another status than the last day on which it was spoken of."""
    return any(day.year == year and status != was for (_, was), (day, status) in pairwise(_words(tie)))


def _over(writer: Writer, over: list[Tie], zh: str, en: str) -> tuple[str | Refs, ...]:
    """Return a sentence of their own for ties first told of as ended; nothing where there are none."""
    if not over:
        return ()
    return writer.says(zh, f" {en}"), writer.cite_ties(over), writer.says("。", ".")


def _span(writer: Writer, years: pd.DataFrame, undated: list[Tie]) -> Paragraph:
    says = writer.says
    if not len(years):
        return writer.sentence(says("没有带日期的联系，变化无从说起。", "No tie is dated: change cannot be told."))
    rows = years.to_dict("index")
    first, last = years.index[0], years.index[-1]
    then, now = f"{rows[first]['ties']:.0f}", f"{rows[last]['ties']:.0f}"
    zh = f"存续的联系从{first}年末的{then}条变为{last}年的{now}条"
    en = f"Standing ties went from {then} at the end of {first} to {now} in {last}"
    if first == last:
        zh = f"来源只覆盖{first}年，当年有{now}条存续的联系，还看不出变化"
        en = f"The sources cover {first} only, with {now} standing ties: no change to see yet"
    return writer.sentence(says(zh, en), beside(writer, undated), writer.cite_ties(undated), says("。", "."))


def _latest(writer: Writer, last: int | None, new: list[Tie], over: list[Tie]) -> Paragraph:
    says = writer.says
    if last is None:
        return writer.sentence(says("没有可比较的年份。", "There are no years to compare."))
    zh = f"{last}年" + (f"新出现{len(new)}条联系" if new else "没有新出现的联系")
    en = f"In {last} {counted(len(new), 'tie was', 'ties were', none='no')} first spoken of"
    told = _over(
        writer,
        over,
        f"另有{len(over)}条首次说到时已终止",
        f"{counted(len(over), 'more was', 'more were')} first told of as ended",
    )
    return writer.sentence(says(zh, en), writer.cite_ties(new), says("。", "."), *told)


def _moves(writer: Writer, last: int | None, moved: list[Tie], ended: list[Tie]) -> Paragraph:
    says = writer.says
    if last is None:
        return writer.sentence(
            says("因此状态有没有变化，也无从得知。", "So whether any status changed cannot be told.")
        )
    if not moved:
        return writer.sentence(says(f"{last}年没有一条联系改变状态。", f"In {last} no tie changed its status."))
    zh = f"{last}年有{len(moved)}条联系改变状态，" + (f"其中{len(ended)}条终止" if ended else "没有一条终止")
    en = f"In {last} the status of {counted(len(moved), 'tie')} changed; {len(ended) or 'none'} of them ended"
    if len(moved) == 1:
        en = f"In {last} the status of 1 tie changed; it {'ended' if ended else 'did not end'}"
    return writer.sentence(says(zh, en), writer.cite_ties(moved), says("。", "."))


def _years(writer: Writer, years: pd.DataFrame) -> Table:
    rows = tuple(
        (str(year), *(int(row[column]) for column in ("entities", "ties", "formed", "persisted", "ended")),
         value(row["jaccard"]) if year != years.index[0] else None, int(row["entered"]), int(row["left"]))
        for year, row in years.to_dict("index").items()
    )  # fmt: skip
    columns = (
        writer.column("year", "年份", "Year", "date"),
        writer.column("entities", "实体", "Entities", "number"),
        writer.column("ties", "联系", "Ties", "number"),
        writer.column("formed", "新形成", "Formed", "number"),
        writer.column("persisted", "保持", "Persisted", "number"),
        writer.column("ended", "终止", "Ended", "number"),
        writer.column("jaccard", "重合度", "Jaccard", "number", 2),
        writer.column("entered", "进入的实体", "Entered", "number"),
        writer.column("left", "退出的实体", "Left", "number"),
    )
    note = writer.says(
        "联系按首次发布的年份计；最后一年截至所看的日子。没有人再提的联系不算终止；"
        "首次说到时已终止的，计入终止，不计入新形成与重合度。",
        "Ties by the year first published; the last year ends on the day looked at. A tie that nobody speaks of any "
        "more has not ended; one first told of as ended counts as ended, but has not formed and is not in the Jaccard.",
    )
    return Table("years", writer.says("存续的联系，逐年", "Standing ties, year by year"), columns, rows, note)


def _chart(writer: Writer, years: pd.DataFrame, undated: list[Tie]) -> list[Figure]:
    if len(years) < 2:
        return []
    rows = tuple(
        (str(year), tuple(float(row[group]) for group in GROUPS)) for year, row in years.to_dict("index").items()
    )
    series = tuple(Series(ONTOLOGY.groups[g].in_(writer.language), TONE_OF_GROUP[g]) for g in GROUPS)
    caption = writer.says("年末存续的联系，按状态", "Standing ties at each year's end, by status")
    caption += in_brackets(writer, undated)
    said = "; ".join(f"{label}: {sum(values):.0f}" for label, values in rows)
    return [Figure("by-year", caption, Bars(f"{caption}. {said}", writer.says("联系数", "Ties"), series, rows))]


def _ties(writer: Writer, key: str, ties: list[Tie]) -> tuple[Block, ...]:
    return (tie_table(writer, key, writer.says("联系", "Ties"), ties),) if ties else ()


def _steps(writer: Writer, old: dict[str, Tie], moved: list[Tie]) -> tuple[Block, ...]:
    if not moved:
        return ()
    rows = []
    for tie in moved:
        one, other = writer.ends(tie)
        rows.append((one, tie.kind, other, old[tie.id].status, tie.status, tie.asserted, writer.cite(tie.claims)))
    columns = (
        writer.column("source", "一方", "One side"),
        writer.column("kind", "联系", "Tie", "word"),
        writer.column("target", "另一方", "Other side"),
        writer.column("before", "原来", "Before", "word"),
        writer.column("after", "现在", "After", "word"),
        writer.column("asserted", "最近提及", "Last said", "date"),
        writer.evidence_column(),
    )
    return (Table("moved", writer.says("状态的变化", "Changes of status"), columns, tuple(rows)),)


def _kinds(writer: Writer, changes: pd.DataFrame) -> Table:
    rows = []
    for kind, row in changes.to_dict("index").items():
        name = writer.says("全部联系", "All ties") if kind == "all" else writer.label(str(kind))
        rows.append((name, int(row["formed"]), int(row["persisted"]), int(row["dissolved"]), value(row["jaccard"]),
                     int(row["entered"]), int(row["left"])))  # fmt: skip
    columns = (
        writer.column("kind", "联系", "Tie"),
        writer.column("formed", "新形成", "Formed", "number"),
        writer.column("persisted", "保持", "Persisted", "number"),
        writer.column("dissolved", "消失", "Dissolved", "number"),
        writer.column("jaccard", "重合度", "Jaccard", "number", 2),
        writer.column("entered", "进入的实体", "Entered", "number"),
        writer.column("left", "退出的实体", "Left", "number"),
    )
    note = writer.says(
        "只计存续的联系，以及有这样的联系的实体：已终止的不算联系，后来终止的算消失。",
        "Standing ties only, and the entities that have any: a tie that has ended is none, and one that ended since "
        "has dissolved.",
    )
    return Table("kinds", writer.says("形成、保持与消失", "Formed, persisted, dissolved"), columns, tuple(rows), note)


def _matrix(writer: Writer, moves: pd.DataFrame) -> tuple[Block, ...]:
    seen = [name for name in moves.index if moves.loc[name].sum() or moves[name].sum()]
    if not seen:
        return ()

    def label(status: str) -> str:
        return writer.says("（无）", "(none)") if status == "none" else writer.label(status)

    columns = (
        writer.column("before", "原来 ＼ 现在", "Before \\ after"),
        *(writer.column(name, label(name), label(name), "number") for name in seen),
    )
    rows = tuple((label(old), *(int(moves.loc[old, new]) or None for new in seen)) for old in seen)
    caption = writer.says("状态的去向：行是原来，列是现在", "Where statuses went: rows before, columns after")
    return (Table("moves", caption, columns, rows),)


def _entities(writer: Writer, key: str, entities: list[Entity]) -> tuple[Block, ...]:
    if not entities:
        return ()
    columns = (writer.column("name", "名称", "Name", wide=2.6), writer.column("kind", "类型", "Kind", "word"))
    rows = tuple((writer.name(entity), entity.kind) for entity in entities)
    return (Table(key, writer.says("实体", "Entities"), columns, rows),)


def _how(writer: Writer) -> list[tuple[str, str]]:
    how = writer.says(
        "联系自首次发布起算存续，只有来源说已终止才算终止；重合度为两期都有的联系占两期全部联系的比例（Jaccard）。",
        "A tie stands from its first publication and dissolves only where a source says that it has ended; "
        "Jaccard is the "
        "share of ties in both periods among all ties of either.",
    )
    return methods(writer, more=[(writer.says("变化的读法", "How change is read"), how)])
