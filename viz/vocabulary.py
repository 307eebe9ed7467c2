"""The words of a page: numbers for what occurs often, and what people read for kinds, statuses and roles."""

from collections.abc import Iterable
from typing import Any

from graph.folding import simplified
from graph.ontology import ONTOLOGY
from viz.palette import line, mark, status_line

# What people read for the roles of a claim.
ROLES = {
    "partner": ["合作方", "partner"],
    "builder": ["建设方", "builder"],
    "built": ["所建", "built"],
    "leader": ["牵头方", "leader"],
    "led": ["所牵头", "led"],
    "member": ["成员", "member"],
    "whole": ["整体", "whole"],
    "host": ["依托单位", "host"],
    "hosted": ["所依托", "hosted"],
    "part": ["下属", "part"],
    "branch": ["分支", "branch"],
    "parent": ["本部", "parent"],
    "person": ["人物", "person"],
    "organisation": ["单位", "organisation"],
    "promoter": ["推动方", "promoter"],
    "promoted": ["所推动", "promoted"],
    "approver": ["批准方", "approver"],
    "approved": ["所批准", "approved"],
    "funder": ["出资方", "funder"],
    "funded": ["所资助", "funded"],
    "located": ["位于此者", "located"],
    "place": ["地点", "place"],
    "organiser": ["主办方", "organiser"],
    "event": ["活动", "event"],
    "participant": ["参加方", "participant"],
    "new": ["后身", "successor"],
    "old": ["前身", "predecessor"],
}


class Table:
    """Words and their numbers, in order of first use; None is -1."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}

    def number(self, word: str | None) -> int:
        """Return the number of a word."""
        if word is None:
            return -1
        if word not in self._number:
            self._number[word] = len(self.words)
            self.words.append(word)
        return self._number[word]


def units(text: str) -> int:
    """Return the length of `text` as a browser counts it: characters beyond U+FFFF are two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def vocabulary(kinds: Table, tie_kinds: Table, statuses: Table) -> dict[str, Any]:
    """Return labels and looks of the kinds and statuses that occur, and labels of all else that is named by a key."""
    groups = Table()
    return {
        "kinds": [_kind(name) for name in kinds.words],
        "ties": [_tie_kind(name) for name in tie_kinds.words],
        "statuses": [_status(name, groups) for name in statuses.words],
        "groups": [_group(name) for name in groups.words],
        "relations": {name: [label.zh, label.en] for name, label in ONTOLOGY.relations.items()},
        "modalities": {name: [label.zh, label.en] for name, label in ONTOLOGY.modalities.items()},
        "sectors": {name: [label.zh, label.en] for name, label in ONTOLOGY.sectors.items()},
        "subkinds": {
            name: [label.zh, label.en] for kind in ONTOLOGY.kinds.values() for name, label in kind.subkinds.items()
        },
        "roles": ROLES,
    }


def _kind(name: str) -> dict[str, Any]:
    known, look = ONTOLOGY.kinds.get(name), mark(name)
    label = [known.label.zh, known.label.en] if known else [name, name]
    return {"key": name, "label": label, "colour": look.colour, "dark": look.dark, "shape": look.shape}


def _tie_kind(name: str) -> dict[str, Any]:
    known = ONTOLOGY.claims.get(name)
    label = [known.label.zh, known.label.en] if known else [name, name]
    return {"key": name, "label": label, "collaboration": bool(known and known.collaboration)}


def _status(name: str, groups: Table) -> dict[str, Any]:
    known = ONTOLOGY.statuses.get(name)
    label = [known.label.zh, known.label.en] if known else [name, name]
    group = known.group if known else "unknown"
    look = status_line(name, group)
    return {
        "key": name,
        "label": label,
        "group": groups.number(group),
        "order": known.order if known else -1,
        "dash": list(look.dash),
        "width": look.width,
    }


def _group(name: str) -> dict[str, Any]:
    label, look = ONTOLOGY.groups.get(name), line(name)
    return {
        "key": name,
        "label": [label.zh, label.en] if label else ["未知", "unknown"],
        "colour": look.colour,
        "dark": look.dark,
        "dash": list(look.dash),
        "width": look.width,
    }


def simplified_of(names: Iterable[str]) -> dict[str, str]:
    """Return the traditional characters that may be typed for those that occur → the simplified ones: 國 → 国."""
    occurring = set(simplified("\n".join(sorted(set("".join(names))))))
    signs = [chr(code) for code in range(0x3400, 0xA000)]
    pairs = zip(signs, simplified("\n".join(signs)).split("\n"), strict=True)
    # A browser counts signs beyond U+FFFF as two, and places in names must hold.
    return {sign: simple for sign, simple in pairs if sign != simple and simple in occurring and simple <= "\uffff"}


def pinyin_of(names: Iterable[str]) -> dict[str, str]:
    """Return the readings of every Chinese character that occurs, without tones: 重 may be zhong or chong."""
    from pypinyin import Style, pinyin

    signs = sorted({sign for name in names for sign in name if "\u3400" <= sign <= "\u9fff"})
    read = ((sign, pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")) for sign in signs)
    return {sign: " ".join(dict.fromkeys(found[0])) for sign, found in read if found}
