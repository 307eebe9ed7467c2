"""What people read in Chinese for the words of closed vocabularies in a table; files keep the words themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.ontology import ONTOLOGY
from viz.vocabulary import ROLES

VERDICTS = {
    "met": ("已达到", "met"),
    "not met": ("未达到", "not met"),
    "not yet": ("尚未达到", "not yet"),
    "possibly": ("可能达到", "possibly"),
    "not comparable": ("不可比", "not comparable"),
    "no figure": ("无完成数", "no figure"),
}
"""Verdict on a target → what people read, Chinese and English."""

REVIEWED_ZH = {"accepted": "已认可", "rejected": "已否定", "corrected": "已更正", "withdrawn": "已撤回"}
"""Verdict on a claim → what people read."""

JUDGED_ZH = {
    "same": "同一", "different": "不同", "accept": "认可", "reject": "否定", "correct": "更正", "undo": "撤销",
}  # fmt: skip
"""What a judgement does → what people read."""

DIRECTIONS_ZH = {"out": "指向对方", "in": "来自对方", "both": "双向"}
TRUTH_ZH = {True: "是", False: "否"}

_KINDS = {name: kind.label.zh for name, kind in ONTOLOGY.kinds.items()}
_TIES = {name: kind.label.zh for name, kind in ONTOLOGY.claims.items()}
_STATUSES = {name: status.label.zh for name, status in ONTOLOGY.statuses.items()}
_SECTORS = {name: label.zh for name, label in ONTOLOGY.sectors.items()}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": _KINDS | _TIES,
    **dict.fromkeys(("tie", "other_tie"), _TIES),
    **dict.fromkeys(("status", "other_status", "before", "after", "earlier_says", "later_says", "furthest"), _STATUSES),
    **dict.fromkeys(("sector", "sectors"), _SECTORS),
    "subkind": {name: label.zh for kind in ONTOLOGY.kinds.values() for name, label in kind.subkinds.items()},
    "modality": {name: label.zh for name, label in ONTOLOGY.modalities.items()},
    "relation": {name: label.zh for name, label in ONTOLOGY.relations.items()},
    "role": {name: zh for name, (zh, _) in ROLES.items()},
    "direction": DIRECTIONS_ZH,
    "verdict": {word: zh for word, (zh, _) in VERDICTS.items()} | REVIEWED_ZH | JUDGED_ZH,
}
"""Column of an answer → code → what people read; by column, as planned is a status and a modality."""


def in_chinese(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return rows as people read them: codes of closed vocabularies as Chinese words, whatever else as it stands."""
    words = [_words_of(column) for column in columns]
    # Of all answers, those that count ties between sectors alone hold codes there, and no names.
    ends = [at for at, column in enumerate(columns) if column in ("first", "second")]
    if len(ends) == 2 and all(row[at] in _SECTORS for row in rows for at in ends):
        for at in ends:
            words[at] = _SECTORS
    return [[_said(value, known) for value, known in zip(row, words, strict=True)] for row in rows]


def _words_of(column: str) -> Mapping[str, str]:
    return _KINDS if column.endswith("_kind") else _WORDS.get(column, {})


def _said(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, bool):
        return TRUTH_ZH[value]
    if isinstance(value, list):
        return [_said(item, words) for item in value]
    return words.get(value, value) if isinstance(value, str) else value
