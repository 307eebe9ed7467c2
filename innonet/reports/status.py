"""The status ledger: every tie, how far it has come, who said so last, and what nobody has spoken of since."""

import pandas as pd

from graph.ontology import ONTOLOGY
from graph.tie import Tie
from innonet.reports.methods import methods
from innonet.reports.overview import stages
from innonet.reports.tables import counts_table, ledger_table, status_by_year, tie_table
from innonet.reports.undated import beside, documents
from innonet.reports.writer import Writer, counted
from viz.report import Paragraph, Report, Section, Table


def status(writer: Writer, ledger: pd.DataFrame, counts: pd.DataFrame) -> Report:
    """Return the status report, from the status ledger and its counts."""
    says, network = writer.says, writer.network
    silent = [tie for tie in network.ties if network.silent(tie)]
    opening = [_extent(writer), stages(writer), _silence(writer, silent)]
    by_year = status_by_year(writer)
    moved = [tie for tie in network.ties if len({word.status for word in tie.history}) > 1]
    sections = [
        Section(
            "counts",
            says("走到了哪一步", "How far things have come"),
            (counts_table(writer, counts), *([by_year] if by_year else [])),
        ),
        Section("moved", says("状态有变化的联系", "Ties whose status has changed"), moved_table(writer, moved)),
        Section(
            "silent",
            says("一年以上无新消息", "Silent for more than a year"),
            (tie_table(writer, "silent", says("既未运行也未终止、久无消息的联系",
                       "Ties that neither operate nor have ended, long unspoken of"), silent),) if silent else (),
        ),
        Section("ledger", says("全部联系", "All ties"), (ledger_table(writer, ledger),)),
    ]  # fmt: skip
    return writer.report("status", says("状态台账", "Status ledger"), opening, sections, methods(writer))


def _extent(writer: Writer) -> Paragraph:
    network, ties = writer.network, len(writer.network.ties)
    unnamed = sum(any(network.entity(end).placeholder for end in tie.ends) for tie in network.ties)
    zh, en = f"本视图共有{ties}条联系", f"This view holds {counted(ties, 'tie', none='no')}"
    if unnamed:
        zh += "，" if ties == 1 else f"，其中{unnamed}条"
        zh += "有一端尚未点名（例如承诺设立而未命名的分支机构）"
        en += ", " if ties == 1 else f", {unnamed} of them "
        en += "with an end that is not named yet (such as a promised branch)"
    return writer.sentence(writer.says(zh, en), writer.cite_ties(network.ties), writer.says("。", "."))


def _silence(writer: Writer, silent: list[Tie]) -> Paragraph:
    says, network = writer.says, writer.network
    if network.view.day is None:
        return writer.sentence(
            says("没有带日期的文件，无法判断哪些联系久无消息。",
                 "No document is dated: what has gone silent cannot be said.")
        )  # fmt: skip
    settled = ONTOLOGY.statuses_in(["existing", "ended"])
    waiting = [tie for tie in network.ties if tie.status not in settled]
    undated = [tie for tie in waiting if tie.asserted is None]
    if silent:
        return _silent(writer, silent, undated)
    if undated:
        return _cannot_be_said(writer, undated, len(waiting))
    return writer.sentence(
        says(f"到{network.view.day}为止，没有一条未落地的联系超过一年无人提起",
             f"As of {network.view.day}, no open tie has gone unspoken of for over a year"),
        beside(writer),
        says("。", "."),
    )  # fmt: skip


def _cannot_be_said(writer: Writer, undated: list[Tie], waiting: int) -> Paragraph:
    """Return the sentence where no tie is known to be silent, but of `undated`, of all that wait, nobody can know."""
    says, n = writer.says, len(undated)
    day = writer.network.view.day
    zh = f"到{day}为止，有日期的未落地联系没有一条超过一年无人提起；另有{n}条出自没有日期的文件，是否久无消息无法判断"
    en = f"As of {day}, no dated open tie has gone unspoken of for over a year; of {n} more, from {documents(n)}, "
    en += "this cannot be said"
    if n == waiting == 1:
        zh = "唯一一条未落地的联系出自没有日期的文件，是否久无消息无法判断"
        en = "The one open tie comes from an undated document: whether it has gone silent cannot be said"
    elif n == waiting:
        zh = f"{n}条未落地的联系都出自没有日期的文件，是否久无消息无法判断"
        en = f"All {n} open ties come from undated documents: whether they have gone silent cannot be said"
    return writer.sentence(says(zh, en), writer.cite_ties(undated), says("。", "."))


def _silent(writer: Writer, silent: list[Tie], undated: list[Tie]) -> Paragraph:
    says = writer.says
    oldest = min(silent, key=lambda tie: (tie.asserted.isoformat() if tie.asserted else "", tie.id))
    one, other = writer.ends(oldest)
    ends = f"{one} → {writer.label(oldest.kind)} → {other}"
    zh = f"{len(silent)}条联系既未运行也未终止，却已一年以上无人提起；最久的一条（{ends}）最后见于{oldest.asserted}"
    en = (
        f"Of the ties that neither operate nor have ended, nobody has spoken of {len(silent)} for over a year; "
        f"the oldest ({ends}) was last heard of on {oldest.asserted}"
    )
    rest, n = beside(writer), len(undated)
    if undated:
        rest = says(
            f"；另有{n}条出自没有日期的文件，无法判断", f"; of {n} more, from {documents(n)}, this cannot be said"
        )
    return writer.sentence(says(zh, en), writer.cite_ties(silent), rest, writer.cite_ties(undated), says("。", "."))


def moved_table(writer: Writer, moved: list[Tie]) -> tuple[Table, ...]:
    """Return the ties whose status has changed, each with its statuses in turn; nothing where there are none."""
    if not moved:
        return ()
    arrow = " → "
    rows = []
    for tie in moved:
        steps = [word for n, word in enumerate(tie.history) if n == 0 or word.status != tie.history[n - 1].status]
        unknown = writer.says("日期不详", "undated")
        path = arrow.join(f"{writer.label(step.status)} ({step.published or unknown})" for step in steps)
        one, other = writer.ends(tie)
        rows.append((one, tie.kind, other, path, writer.cite(tie.claims)))
    columns = (
        writer.column("source", "一方", "One side", wide=2),
        writer.column("kind", "联系", "Tie", "word"),
        writer.column("target", "另一方", "Other side", wide=2),
        writer.column("path", "先后状态（发布日期）", "Statuses in turn (published)", wide=3),
        writer.evidence_column(),
    )
    return (Table("moved", writer.says("状态的变化", "Changes of status"), columns, tuple(rows)),)
