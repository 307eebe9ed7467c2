"""The library as a page for people: docs/queries.md, made from the headers of the questions."""

from queries.header import Column, Param
from queries.library import Question, all_questions

SHELVES = {
    "actors": "One actor, or two 机构",
    "brokerage": "Bridges and mixes 桥梁",
    "consortia": "Platforms and consortia 平台与联合体",
    "evidence": "Sources and evidence 来源与依据",
    "status": "Status, targets, change 状态、目标与变化",
}


def manual() -> str:
    """Return the page."""
    questions = all_questions()
    lines = [
        "# Questions that innonet answers",
        "",
        "Made from the headers of `queries/cypher/**` by `python docs/make.py`.",
        "",
        "`innonet query NAME -p KEY=VALUE` asks one; `innonet queries` lists them. Names are found by any alias, in",
        "both languages. `--as-of`, `--status`, `--kind` and `--without` make the view that is asked; every question",
        "takes them. Every answer ends with `sentence`, `source` and `published` of the newest claim of the row, and",
        "the ids of all its claims; `--format json` gives each claim with its quote and document. An answer without",
        "rows says why.",
        "",
        f"{len(questions)} questions, all of them on the bundled server and on Neo4j.",
    ]
    for shelf, heading in SHELVES.items():
        shelved = [question for question in questions if question.shelf == shelf]
        lines += ["", f"## {heading}", ""]
        lines += [f"- [{q.name}](#{q.name}): {q.header.title} · {q.header.title_zh}" for q in shelved]
    for question in questions:
        lines += _entry(question)
    return "\n".join(lines) + "\n"


def _entry(question: Question) -> list[str]:
    header = question.header
    lines = ["", f"### {question.name}", "", f"{header.asks}  ", header.asks_zh, ""]
    if header.params:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        lines += [f"| {p.name} | {_typed(p)} | {_default(p)} | {_cell(p.says)} |" for p in header.params]
        lines.append("")
    lines += ["Columns: " + ", ".join(f"`{column.name}` {_typed(column)}" for column in header.columns) + "."]
    lines += ["", f"Empty when: {header.empty}"]
    return lines


def _typed(thing: Param | Column) -> str:
    return f"({thing.type}, {thing.unit})" if thing.unit else f"({thing.type})"


def _default(param: Param) -> str:
    if param.required:
        return "required"
    return "none" if param.default is None else str(param.default)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
