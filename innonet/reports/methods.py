"""The methods page, generated from what was done: which view, which ties, what was left out, how it was read."""

from collections.abc import Iterable

from graph.derive import own_cut
from graph.measures.sociogram import Sociogram
from graph.network import SILENT_AFTER_DAYS, left_out_word
from ingest.readers.page import is_furniture
from innonet.reports.writer import MOST_CITED, Writer

NOT_READ = {
    "placeholders": ("未点名的一方（占位）", "unnamed ends (placeholders)"),
    "other_entities": ("不是行动者的实体（地区、群体、计划等）", "entities that do not act (regions, groups …)"),
    "other_kinds": ("不属合作类的联系", "ties of kinds that are no collaboration"),
    "self_ties": ("指向自身的联系", "ties of an entity with itself"),
    "other_members": ("由非行动者参加的联系", "ties of participants that do not act"),
    "single": ("只有一方参加的对象", "things with one participant"),
    "ended": ("已终止的联系", "ties that have ended"),
    "outside": ("一端不是行动者的联系", "ties with an end that is no named actor"),
}
"""What measures do not read → what people read."""


def methods(
    writer: Writer, *, read: Sociogram | None = None, more: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Return (what, how it was done), for the last page of a report.

    Parameters
    ----------
    read : Sociogram, optional
        What the measures read, where the report has measures.
    more : pairs
        What only this report did.
    """
    says, view = writer.says, writer.network.view
    rows = [(says("来源", "Sources"), _sources(writer)), (says("截止日", "Day looked at"), _day(writer))]
    kept = says("全部", "all")
    if view.statuses is not None:
        kept = writer.list_of([writer.label(s) for s in sorted(view.statuses)], 20)
    rows.append((says("状态", "Statuses kept"), kept))
    kinds = says("全部", "all")
    if view.kinds is not None:
        kinds = writer.list_of([writer.label(k) for k in sorted(view.kinds)], 30)
    rows.append((says("类型", "Kinds kept"), kinds))
    if view.without:
        rows.append((says("排除", "Taken out"), writer.list_of(list(view.without), 50)))
    if cut := own_cut(writer.network):
        rows.append((says("把握", "Confidence"), cut.in_(writer.language)))
    if view.left_out:
        rows.append((says("未计入", "Left out"), _left_out(writer, dict(view.left_out))))
    rows += [
        (
            says("联系与状态", "Ties and statuses"),
            says(
                "每条联系都由原句推出；其状态取截止日前最近一次发布的说法，同日取生命周期中较后的一步。"
                f"超过{SILENT_AFTER_DAYS}天无人再提、又未运行或终止的，记为“无新消息”；沉默不改变状态。",
                "Every tie is derived from sentences; its status is the newest one published up to the day looked at, "
                "of several on one day the later step of the lifecycle. A tie that neither operates nor has ended and "
                f"that nobody has spoken of for more than {SILENT_AFTER_DAYS} days is silent; silence changes nothing.",
            ),
        )
    ]
    rows += list(more)
    if read is not None:
        rows += _read(writer, read)
    if writer.sampled:
        rows.append(
            (
                says("证据", "Evidence"),
                says(
                    f"总数超过{MOST_CITED}条的，只引最近的{MOST_CITED}句为例；逐条的证据见状态台账报告和陈述表。",
                    f"A total of more than {MOST_CITED} ties cites its newest {MOST_CITED} sentences; all of "
                    f"them stand in "
                    "the status report and in the table of claims.",
                ),
            )
        )
    if view.revision:
        rows.append((says("台账版本", "Ledger revision"), view.revision))
    return rows


def _sources(writer: Writer) -> str:
    documents = writer.network.documents
    undated = sum(document.published is None for document in documents)
    damaged = sum(not all(map(is_furniture, document.damage)) for document in documents)
    trimmed = sum(bool(document.damage) and all(map(is_furniture, document.damage)) for document in documents)
    zh = f"{len(documents)}份文件，{len(writer.network.claims)}条陈述，{len(writer.network.quantities)}个数字"
    counts = (
        (len(documents), "document"), (len(writer.network.claims), "claim"), (len(writer.network.quantities), "figure")
    )  # fmt: skip
    en = ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts)
    zh += f"；其中{undated}份没有日期" if undated else ""
    en += f"; {undated} undated" if undated else ""
    zh += f"；{damaged}份有损坏或略去之处，损坏的文字照原样保存" if damaged else ""
    en += f"; {damaged} damaged or with parts left out; damaged text is kept as it stands" if damaged else ""
    zh += f"；{trimmed}份略去了菜单等网页部件" if trimmed else ""
    en += f"; {trimmed} without menus and the like of {'its' if trimmed == 1 else 'their'} web page" if trimmed else ""
    return writer.says(zh + "。", en + ".")


def _day(writer: Writer) -> str:
    view = writer.network.view
    if view.as_of is not None:
        return view.as_of.isoformat()
    if view.newest is not None:
        return writer.says(
            f"{view.newest}（最近一份文件的发布日）", f"{view.newest} (publication of the newest document)"
        )
    return writer.says("未知：没有带日期的文件", "unknown: no document is dated")


def _left_out(writer: Writer, counts: dict[str, int]) -> str:
    parts = [f"{left_out_label(writer, what)} {count}" for what, count in sorted(counts.items()) if count]
    return writer.says("；", "; ").join(parts) or writer.says("无", "nothing")


def left_out_label(writer: Writer, what: str) -> str:
    """Return what people read for a reason to leave something out."""
    return writer.says(*NOT_READ[what]) if what in NOT_READ else left_out_word(what).in_(writer.language)


def _read(writer: Writer, read: Sociogram) -> list[tuple[str, str]]:
    says = writer.says
    kinds = writer.list_of([writer.label(kind) for kind in sorted(read.kinds)], 30) or says("无", "none")
    weights = {
        None: says(
            "不加权：两者之间不论有几条联系，都算一对",
            "unweighted: two actors are one pair, however many ties join them",
        ),
        "strength": says("权重表示强度，路径长度取其倒数", "weights are strengths; paths have length 1/weight"),
        "distance": says("权重表示距离", "weights are distances"),
    }
    if read.projection:
        weights[None] = says(
            "不加权：共同参加过任何一个联合体或项目的两个行动者算一对",
            "unweighted: two actors that share any event are one pair",
        )
    direction = says("有向", "directed") if read.directed else says("不计方向", "without direction")
    return [
        (
            says("边界", "Boundary"),
            says(
                f"{read.n}个有名称的行动者，{read.m}对联系（{direction}）。",
                f"{read.n} named actor{'' if read.n == 1 else 's'}, "
                f"{read.m} joined pair{'' if read.m == 1 else 's'} ({direction}).",
            ),
        ),
        (says("读取的联系", "Ties read"), kinds),
        (says("权重", "Weights"), weights[read.weight_role]),
        (says("度量未读取", "Not read by the measures"), _left_out(writer, dict(read.left_out))),
    ]
