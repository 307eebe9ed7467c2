"""What the annotated corpus holds, counted: the tables of its data sheet, `tests/corpus/README.md`."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
BEGIN, END = "<!-- counts: python docs/make.py corpus -->", "<!-- end of counts -->"
GENRES = {
    "list, register or table": r"\blists?\b|\btables?\b|\bregister|directory|catalogue|roster",
    "conference, fair or event": r"conference|congress|forum|\bfair|\bexpo|summit|meeting|exhibition|event",
    "enterprise": r"compan|firm|enterprise|corporate|industr|financ|funding|invest|listed|start-?up|business|exchange",
    "university": r"universit|college|campus|faculty|alumni|school",
    "institute": r"institut|academy|research|laborator|hospital",
    "association or consortium": r"consorti|alliance|association|society|federation|cluster|chamber|network",
    "government": r"govern|bureau|department|ministr|plan\b|notice|bulletin|reply|county|city|provinc|regional|zone|"
    r"park|agency|commission|official|polic|district|council|european union|project page|programme",
    "press": r"\bpress|news|daily|paper|portal|magazine|journal|media|wechat|blog|account",
}
"""A style belongs to the first genre that one of its words speaks of."""
Passages = Sequence[Mapping[str, Any]]


def folders() -> dict[str, Passages]:
    """Return the passages of every folder of first readings, by the age of the folders."""
    found = [path for path in CORPUS.glob("dev-*") if path.is_dir() and any(path.glob("*.json"))]
    return {path.name: _passages(path) for path in sorted(found, key=lambda path: (len(path.name), path.name))}


def _passages(folder: Path) -> Passages:
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def sheet(text: str) -> str:
    """Return the data sheet `text` with its tables counted anew."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n\n" + counts() + "\n" + END + rest.split(END)[1]


def counts() -> str:
    """Return the tables: folders, genres, damage, and what was read twice."""
    by_folder = folders()
    every = [passage for passages in by_folder.values() for passage in passages]
    second = [path for path in sorted((CORPUS / "second").glob("*")) if path.is_dir()]
    twice = sum(len(list(path.glob("*.json"))) for path in second)
    lines = [
        f"{len(every)} passages in {len(by_folder)} folders; {twice} of them read a second time by somebody else.",
        "",
        *_table("folder", [*by_folder.items(), ("all", every)]),
        "",
        *_table("genre, by the stated style", _grouped(every, lambda p: [genre(p.get("style") or "")])),
        "",
        *_table("damage", _grouped(every, lambda p: p.get("damage") or ["none"])),
    ]
    return "\n".join(lines) + "\n"


def genre(style: str) -> str:
    """Return the genre that a passage's stated style belongs to."""
    return next((name for name, words in GENRES.items() if re.search(words, style.lower())), "other")


def _grouped(passages: Passages, keys: Any) -> list[tuple[str, Passages]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for passage in passages:
        for key in keys(passage):
            groups.setdefault(key, []).append(passage)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _table(what: str, rows: Iterable[tuple[str, Passages]]) -> list[str]:
    head = [what, "passages", "zh", "en", "of a real page", "characters", "names", "claims", "numbers", "traps"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, passages in rows:
        language = Counter("en" if p["language"] == "en" else "zh" for p in passages)
        figures = [
            len(passages),
            language["zh"],
            language["en"],
            sum(bool(p.get("source")) for p in passages),
            sum(len(p["text"]) for p in passages),
            *(sum(len(p.get(part, [])) for p in passages) for part in ("mentions", "claims", "quantities", "traps")),
        ]
        lines.append(f"| {name} | {' | '.join(f'{figure:,}' for figure in figures)} |")
    return lines
