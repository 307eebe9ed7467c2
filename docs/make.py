"""Write the docs that are made from the code: `python docs/make.py`; a test compares them with what stands."""

import json
import sys
import tempfile
from pathlib import Path

from graph.ontology import ONTOLOGY
from queries.manual import answers, manual

DOCS = Path(__file__).resolve().parent

WORDS = (
    ("tie", "联系", "a link of one kind between two entities, derived from claims, with status, dates and history"),
    ("claim", "陈述", "what one document says of two or more participants"),
    ("participant", "参与方", "who fills a role of a claim"),
    ("entity", "实体", "a node: what one or more names stand for"),
    ("mention", "提及", "a name, or a class word, where it stands in a text"),
    ("placeholder", "占位", "an unnamed end of a claim, named after the other end: promised, unsigned or left unsaid"),
    ("judgement", "判断", "a decision of a person or a named rule, appended to the ledger, always undoable"),
    ("ledger", "台账", "the one file of truth: documents, claims, judgements"),
    ("view", "视图", "the filter that makes a network: day, statuses, kinds, without whom"),
    ("evidence", "依据", "the sentence, its place and its source"),
    (
        "consortium",
        "创新联合体",
        "a body that enterprises, universities and institutes join; kept whole, never a clique",
    ),
    ("academician", "院士", "a member of the academies of sciences or engineering, where the text says so"),
    ("broker", "中介者", "an actor whose partners do not know one another"),
    ("constraint", "约束度", "Burt's measure: low where an actor bridges structural holes"),
    ("effective size", "有效规模", "Burt's measure: partners less their redundancy"),
    ("silent", "沉默", "neither operating nor ended, and not spoken of for more than 365 days"),
    ("target", "目标", "a number planned or aspired to; met only by a comparable figure"),
    ("open end", "未署名", "a role that the text leaves unfilled"),
)


def ontology() -> str:
    """Return docs/ontology.md."""
    lines = [
        "# The words of innonet",
        "",
        "Made from `graph/ontology.toml` by `python docs/make.py`. One word for one thing, in both languages.",
        "",
        "## Words",
        "",
        "| en | zh | meaning |",
        "|---|---|---|",
        *(f"| {en} | {zh} | {meaning} |" for en, zh, meaning in WORDS),
        "",
        "## Kinds of entity",
        "",
        "| kind | zh | sector | an actor | subkinds |",
        "|---|---|---|---|---|",
    ]
    for kind in ONTOLOGY.kinds.values():
        subkinds = ", ".join(f"{name} {label.zh}" for name, label in kind.subkinds.items())
        lines.append(
            f"| {kind.name} | {kind.label.zh} | {kind.sector} | {'yes' if kind.actor else 'no'} | {subkinds} |"
        )
    sectors = ", ".join(f"{name} {label.en} {label.zh}" for name, label in ONTOLOGY.sectors.items())
    lines += [
        "",
        f"Sectors: {sectors}.",
        "",
        "## Kinds of claim, and of tie",
        "",
        "A tie points from the first role to the second; COOPERATES_WITH joins every two partners, without direction.",
        "",
        "| kind | zh | roles (… takes several) | collaboration |",
        "|---|---|---|---|",
    ]
    for claim in ONTOLOGY.claims.values():
        roles = ", ".join(role + (" …" if role in claim.many else "") for role in claim.roles)
        lines.append(f"| {claim.name} | {claim.label.zh} | {roles} | {'yes' if claim.collaboration else 'no'} |")
    lines += [
        "",
        "## Statuses, in the order of the lifecycle",
        "",
        "| status | zh | group | zh |",
        "|---|---|---|---|",
    ]
    for status in ONTOLOGY.statuses.values():
        lines.append(f"| {status.name} | {status.label.zh} | {status.group} | {ONTOLOGY.groups[status.group].zh} |")
    lines += ["", "## Quantities", "", "| relation | zh |", "|---|---|"]
    lines += [f"| {name} | {label.zh} |" for name, label in ONTOLOGY.relations.items()]
    lines += ["", "| modality | zh |", "|---|---|"]
    lines += [f"| {name} | {label.zh} |" for name, label in ONTOLOGY.modalities.items()]
    return "\n".join(lines) + "\n"


def queries() -> str:
    """Return docs/queries.md, with the answers that `python docs/make.py answers` keeps in docs/answers.json."""
    return manual(json.loads((DOCS / "answers.json").read_text(encoding="utf-8")))


def demo_answers() -> str:
    """Return docs/answers.json: every question of the library asked of the bundled notices, on the bundled server."""
    from graph.store import bundled
    from graph.store.views import open_store
    from innonet.demonstration import judgements, read
    from innonet.project import Project
    from queries.run import ask

    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "innonet.db")
        read(project)
        project.adopt(judgements())
        network = project.network()
        with open_store(network, ledger_id=project.id) as store:
            told = answers(lambda question, params: ask(question, store, network, params))
        bundled.stop(project.id)
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


MADE = {"ontology.md": ontology, "queries.md": queries}

if __name__ == "__main__":
    if sys.argv[1:] == ["answers"]:
        (DOCS / "answers.json").write_text(demo_answers(), encoding="utf-8")
    if sys.argv[1:] == ["corpus"]:
        import agreement
        import corpus

        data_sheet = corpus.CORPUS / "README.md"
        text = data_sheet.read_text(encoding="utf-8")
        data_sheet.write_text(agreement.sheet(corpus.sheet(text)), encoding="utf-8")
    for name, made in MADE.items():
        (DOCS / name).write_text(made(), encoding="utf-8")
