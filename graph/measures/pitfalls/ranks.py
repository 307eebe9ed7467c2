"""Whether ranks can be printed at all: too few actors, equal values, evidence that was missed."""

from collections import Counter
from collections.abc import Iterator

from graph.errors import MeasureError
from graph.measures.pitfalls.reading import DRAWN_UP_TO, SMALL, Finding, Reading, some
from graph.measures.uncertainty import rank_intervals


def small(r: Reading) -> Iterator[Finding]:
    """Refuse ranks of fewer than 30 actors with ties."""
    joined = int((r.s.degree > 0).sum())
    if joined < SMALL:
        zh = f"有联系的行动者只有{joined}个（少于{SMALL}个）：只列名单，不排名次。"
        en = f"Only {some(joined, 'actor has', 'actors have')} ties (below {SMALL}): a list is printed, not ranks."
        if not joined:
            zh = "所比较的各类行动者之间没有联系：不排名次。"
            en = "Among the kinds of actors that are compared there is no tie: nothing is ranked."
        yield Finding("small-n", "refuse", zh, en, {"joined": joined, "limit": SMALL})


def equals(r: Reading) -> Iterator[Finding]:
    """Say that equal values share a rank, and how many do."""
    joined = r.s.degree[r.s.degree > 0]
    counts = Counter(joined.tolist())
    sharing = sum(n for n in counts.values() if n > 1)
    if len(joined) >= SMALL and sharing > len(joined) / 2:
        most = counts.most_common(1)[0]
        yield Finding(
            "equals",
            "correct",
            f"{len(joined)}个有联系的行动者中，{sharing}个与他人伙伴数相同（{most[1]}个只有{most[0]}个伙伴）："
            "数值相同者（含舍入误差）名次相同，名单尾部的名次没有意义。",
            f"Of {len(joined)} actors with ties, {sharing} have as many partners as another ({most[1]} have "
            f"{most[0]}): "
            "equal values (up to rounding) share a rank, and ranks in the tail mean nothing.",
            {"joined": len(joined), "sharing": sharing},
        )


def missing_data(r: Reading) -> Iterator[Finding]:
    """Say how many of the first ten stay so when a fifth of the evidence is missed."""
    if int((r.s.degree > 0).sum()) < SMALL:
        return
    drop = "events" if r.s.projection else "documents" if len(r.network.documents) > 4 else "ties"
    said = {"events": ("联合体或项目", "events"), "documents": ("文件", "documents"), "ties": ("联系", "ties")}[drop]
    if r.s.matrix.nnz > DRAWN_UP_TO:
        yield Finding(
            "missing-data",
            "note",
            "来源必有遗漏，单个名次不可靠；请查看名次区间。",
            "Sources always miss something, and a single rank is not reliable: look at rank intervals.",
        )
        return
    try:
        table = rank_intervals(r.network, "degree", drop=drop, draws=20, kinds=r.kinds, projection=r.s.projection)
    except MeasureError:  # too little of it to leave anything out
        return
    stay = float(table["p_top"].nlargest(10).sum())
    yield Finding(
        "missing-data",
        "note",
        f"随机去掉20%的{said[0]}（20次）后，按伙伴数的前10名平均保留约{min(stay, 10):.1f}名；请给出名次区间，"
        f"而非单个名次。",
        f"With a fifth of the {said[1]} left out at random (20 times), about {min(stay, 10):.1f} of the first ten by "
        "partners stay on average: give rank intervals, not ranks.",
        {"dropped": drop, "stay_of_ten": stay},
    )
