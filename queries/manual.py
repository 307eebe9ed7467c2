"""The library as a page for people: docs/queries.md, made from the headers of the questions."""

import shlex
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from queries.header import Column, Param
from queries.library import Question, all_questions

SHELVES = {
    "actors": "One actor, or two 机构",
    "brokerage": "Bridges and mixes 桥梁",
    "consortia": "Platforms and consortia 平台与联合体",
    "evidence": "Sources and evidence 来源与依据",
    "status": "Status, targets, change 状态、目标与变化",
}


Answers = Mapping[str, Mapping[str, Any]]
SHOWN = 3


def manual(answers: Answers) -> str:
    """Return the page.

    Parameters
    ----------
    answers : mapping
        Question to `columns`, `rows` (the first few, as text) and `total`, on the network of the bundled notices, as
        `answers` gives them.
    """
    questions = all_questions()
    lines = [
        "# Questions that innonet answers",
        "",
        "Made from the headers of `queries/cypher/**` by `python docs/make.py`.",
        "",
        "`innonet query NAME -p KEY=VALUE` asks one; `innonet queries` lists them. Names are found by any alias, in",
        "both languages. `--as-of`, `--status`, `--kind` and `--without` make the view that is asked; every question",
        "takes them. Every answer ends with `sentence`, `source` and `published` of the newest claim of the row, and",
        "the ids of all its claims; `--format json` gives each claim with its quote, sentence and document. Where what",
        "was read is a part of the sentence, it stands in 【 】. An answer without rows says why. The files take",
        "`$rows`, how many rows are wanted; a console of your own needs it too.",
        "",
        f"{len(questions)} questions, all of them on the bundled server and on Neo4j.",
    ]
    for shelf, heading in SHELVES.items():
        shelved = [question for question in questions if question.shelf == shelf]
        lines += ["", f"## {heading}", ""]
        lines += [f"- [{q.name}](#{q.name}): {q.header.title} · {q.header.title_zh}" for q in shelved]
    for question in questions:
        lines += _entry(question, answers.get(question.name))
    return "\n".join(lines) + "\n"


def answers(ask: Callable[[Question, dict[str, str]], pd.DataFrame]) -> dict[str, dict[str, Any]]:
    """Return what `manual` shows of the answer that `ask` gives to each question with its example."""
    told = {}
    for question in all_questions():
        table = ask(question, dict(question.header.example))
        shown = table.drop(columns=["source", "published", "claims"])
        rows = [[_text(value) for value in row] for row in shown.head(SHOWN).to_numpy().tolist()]
        told[question.name] = {"columns": [str(name) for name in shown.columns], "rows": rows, "total": len(table)}
    return told


def _entry(question: Question, answer: Mapping[str, Any] | None) -> list[str]:
    header = question.header
    lines = ["", f"### {question.name}", "", f"{header.asks}  ", header.asks_zh, ""]
    if header.params:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        lines += [f"| {p.name} | {_typed(p)} | {_default(p)} | {_cell(p.says)} |" for p in header.params]
        lines.append("")
    lines += ["Columns: " + ", ".join(f"`{column.name}` {_typed(column)}" for column in header.columns) + "."]
    lines += ["", f"Empty when: {header.empty}", "", f"```\ninnonet query {question.name}{_options(question)}\n```"]
    if answer is None:
        return lines
    if not answer["rows"]:
        return [*lines, "", "No rows on the network of the bundled notices."]
    columns = answer["columns"]
    lines += ["", "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in answer["rows"]]
    if answer["total"] > len(answer["rows"]):
        lines += ["", f"{answer['total']} rows in all."]
    return lines


def _options(question: Question) -> str:
    return "".join(f" -p {key}={shlex.quote(value)}" for key, value in question.header.example)


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value[:3])) + (", …" if len(value) > 3 else "")
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _typed(thing: Param | Column) -> str:
    return f"({thing.type}, {thing.unit})" if thing.unit else f"({thing.type})"


def _default(param: Param) -> str:
    if param.required:
        return "required"
    return "none" if param.default is None else str(param.default)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
