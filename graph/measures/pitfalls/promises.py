"""What is only intended beside what stands: statuses that mix, and targets that cannot be compared."""

from collections import Counter
from collections.abc import Iterator

from graph.measures.pitfalls.reading import Finding, Reading, some
from graph.measures.targets import targets
from graph.ontology import ONTOLOGY


def mixed_status(r: Reading) -> Iterator[Finding]:
    """Say that planned and existing ties stand in one network."""
    groups = Counter(ONTOLOGY.statuses[t.status].group for t in r.s.used if t.status in ONTOLOGY.statuses)
    intended, ended = groups["intended"], groups["ended"]
    real = groups["agreed"] + groups["under way"] + groups["existing"]
    if real and (intended or ended):
        yield Finding(
            "mixed-status",
            "note",
            f"所读{sum(groups.values())}条联系中，{intended}条仅为意向，{ended}条已终止，{real}条已签、推进中或已运行："
            "名次混合了不同状态，请用 --status 分开查看。",
            f"Of {sum(groups.values())} ties read, {intended} are only intended and {ended} have ended, while {real} "
            "are agreed, under way or existing: ranks mix them. Look at each with --status.",
            dict(groups),
        )


def stock_and_flow(r: Reading) -> Iterator[Finding]:
    """Say how many targets have a figure that cannot be compared with them."""
    verdicts = targets(r.network)["verdict"]
    apart = int((verdicts == "not comparable").sum())
    if apart:
        yield Finding(
            "not-comparable",
            "refuse",
            f"{len(verdicts)}个目标中，{apart}个虽有相近数字，但口径不同（总数与新增、指标、单位、期限或范围），不作比较。",
            f"{apart} of {some(len(verdicts), 'target', 'targets')} cannot be compared with the figure nearest to it "
            "(total against increment, another indicator, unit, period or scope): no verdict is given.",
            {"targets": len(verdicts), "not_comparable": apart},
        )
