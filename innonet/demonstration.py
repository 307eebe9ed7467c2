"""The bundled example notices, the judgement that comes with them, and what two dates show."""

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

from graph.judgement import Judgement, Key, Verdict, on_claims, pair
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.tie import Tie
from ingest.pipeline import Outcome
from innonet.project import Added, Project

NOTICES = Path(str(files("innonet").joinpath("examples", "notices")))
JUDGEMENTS = Path(str(files("innonet").joinpath("examples", "judgements.json")))
BEFORE, AFTER = date(2023, 12, 31), date(2026, 2, 1)


def judgements() -> list[Judgement]:
    """Return the judgements that come with the examples: pairs of names, who judged and why."""
    return [
        pair(Verdict(row["verdict"]), Key(*row["one"]), Key(*row["other"]), row["who"], row["why"])
        for row in json.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    ]


def read(project: Project, progress: Callable[[Outcome], None] = lambda outcome: None) -> Added:
    """Read the notices by rules, and accept what they say: somebody has compared it with every sentence."""
    added = project.add(NOTICES, reader="rules", progress=progress)
    if waiting := tuple(item.claim.id for item in project.claims()):
        why = "Compared with the sentences of the example notices."
        project.adopt([on_claims(Verdict.ACCEPT, waiting, "innonet", why)])
    return added


def story(project: Project, language: str) -> list[str]:
    """Return, line by line, what the same ledger says on two days."""
    before, after = project.network(as_of=BEFORE), project.network(as_of=AFTER)
    earlier = {tie.id: tie for tie in before.ties}
    zh = language == "zh"
    lines = [f"{BEFORE} → {AFTER}", ""]
    for heading_zh, heading_en, chosen in (
        ("状态有变", "changed", [t for t in after.ties if t.id in earlier and earlier[t.id].status != t.status]),
        ("更名", "renamed", [t for t in after.ties if t.kind == "SUCCEEDS" and t.id not in earlier]),
        ("新出现", "new", [t for t in after.ties if t.kind != "SUCCEEDS" and t.id not in earlier]),
        ("逾一年未再提及", "silent for more than a year", [t for t in after.ties if after.silent(t)]),
    ):
        if chosen:
            lines.append(f"{heading_zh if zh else heading_en} ({len(chosen)})")
            lines += [f"  {_line(after, tie, earlier.get(tie.id), language)}" for tie in chosen]
            lines.append("")
    return lines


def _line(network: Network, tie: Tie, former: Tie | None, language: str) -> str:
    names = " — ".join(network.entity(end).name for end in tie.ends)
    status = ONTOLOGY.label(tie.status, language)
    if former is not None and former.status != tie.status:
        status = f"{ONTOLOGY.label(former.status, language)} → {status}"
    return f"{names}: {ONTOLOGY.label(tie.kind, language)}, {status} ({tie.asserted})"
