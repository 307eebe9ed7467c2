"""What a page shows: a Network turned into columns that a browser opens quickly.

The scene holds everything that the page can say, every tie, every claim behind it and every sentence, and nothing else.
Things stand in columns, numbers instead of names; a sentence that serves many claims is kept once; all sentences
are one text with their lengths beside it, so that a search goes through them in one sweep.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.claim import Claim, Participant
from graph.network import SILENT_AFTER_DAYS, Network
from graph.ontology import ONTOLOGY
from viz.layout import layout
from viz.palette import line, mark, status_line

FORM = 1
"""Number of the form of the data island; a page refuses a form that it does not know."""
NAMED_FROM = 3
"""Communities of fewer members than this are not named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A view worth showing to others: a name, a sentence, and what to filter and select."""

    name: str
    text: str = ""
    state: Mapping[str, str] = field(default_factory=dict)
    """Keys and values as in the address of the page after `#`: see docs/explorer.md."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One page's data, JSON-able."""

    data: Mapping[str, Any]

    def to_json(self) -> str:
        """Return the scene as JSON text, the same bytes for the same scene."""
        return _json(self.data).decode("utf-8")

    def to_bytes(self) -> bytes:
        """Return the scene with its long columns as bytes, which a browser reads without parsing.

        Length of the JSON part as four bytes, least first; the JSON part, filled up with spaces to a multiple of four;
        the columns. In the JSON part a long list of whole numbers is {"bits": 8, 16 or 32, "at": byte of the column
        part, "n": how many}, ids are {"prefix", "hex": …} with eight bytes each, the sentences are {"utf16": …}.
        """
        columns = bytearray()
        text = _json(_without_columns(self.data, columns))
        text += b" " * (-len(text) % 4)
        return len(text).to_bytes(4, "little") + text + bytes(columns)


def _json(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Half a surrogate pair, as damaged sources hold, is no text that can be written.
    return text.encode("utf-8", "replace")


# Shorter lists are not worth a look-up.
FEW = 64


def _without_columns(value: Any, columns: bytearray) -> Any:
    """Return `value` with long columns moved into `columns`."""
    match value:
        case {"prefix": prefix, "width": 16, "text": text} if set(text) <= set("0123456789abcdef"):
            return {"prefix": prefix, "hex": _moved(bytes.fromhex(text), 8, columns)}
        case {"text": text, "length": lengths}:
            sentences = text.encode("utf-16-le", "replace")
            return {"text": {"utf16": _moved(sentences, 16, columns)}, "length": _without_columns(lengths, columns)}
        case Mapping():
            return {key: _without_columns(item, columns) for key, item in value.items()}
        case list() if len(value) >= FEW and all(type(item) is int for item in value):
            low, high = min(value), max(value)
            code, bits = ("i", 32)
            if low >= -128 and high < 128:
                code, bits = "b", 8
            elif low >= -32768 and high < 32768:
                code, bits = "h", 16
            column = array(code, value)
            if sys.byteorder == "big":
                column.byteswap()
            return _moved(column.tobytes(), bits, columns)
    return value


def _moved(column: bytes, bits: int, columns: bytearray) -> dict[str, int]:
    columns += b"\0" * (-len(columns) % 4)
    place = {"bits": bits, "at": len(columns), "n": len(column) * 8 // bits}
    columns += column
    return place


def scene_of(
    network: Network,
    *,
    title: str | None = None,
    language: str = "zh",
    readings: Sequence[Reading] = (),
    seed: int = 0,
) -> Scene:
    """Return the scene of a network.

    Parameters
    ----------
    network : Network
        Every entity, tie, claim, quantity and document of it is in the scene.
    title : str, optional
        Heading of the page; by default a plain one in `language`.
    language : {"zh", "en"}
        Language that the page opens in; the reader may change it.
    readings : sequence of Reading
        Views that the page lists by name.
    seed : int
        Of the layout.
    """
    place = {entity.id: number for number, entity in enumerate(network.entities)}
    for entity in network.entities:
        place.update(dict.fromkeys(entity.former, place[entity.id]))
    # A tie whose end is not in the network cannot be drawn; a network of our own making has none.
    ties = [tie for tie in network.ties if tie.source in place and tie.target in place]
    drawn = layout(
        len(network.entities),
        [place[t.source] for t in ties],
        [place[t.target] for t in ties],
        names=[min(len(entity.name), 14) for entity in network.entities],
        seed=seed,
    )
    kinds, tie_kinds, statuses, groups, words = _Table(), _Table(), _Table(), _Table(), _Table()
    sentences, documents = _Table(), {document.id: n for n, document in enumerate(network.documents)}
    for name in ONTOLOGY.statuses:
        statuses.number(name)
    claims = _claims(network, place, documents, tie_kinds, statuses, words, sentences)
    claim_place = {claim.id: n for n, claim in enumerate(network.claims)}
    view = network.view
    data = {
        "form": FORM,
        "title": title,
        "language": language,
        "view": {
            "as_of": _day(view.as_of),
            "newest": _day(view.newest),
            "revision": view.revision,
            "statuses": sorted(view.statuses) if view.statuses is not None else None,
            "kinds": sorted(view.kinds) if view.kinds is not None else None,
            "without": list(view.without),
            "left_out": dict(sorted(view.left_out.items())),
            "silent_after": SILENT_AFTER_DAYS,
        },
        "nodes": {
            "id": _ids([e.id for e in network.entities]),
            "name": [e.name for e in network.entities],
            "en": _sparse({n: e.name_en for n, e in enumerate(network.entities)}),
            "aliases": _sparse({n: [a for a in e.aliases if a != e.name] for n, e in enumerate(network.entities)}),
            "kind": [kinds.number(e.kind) for e in network.entities],
            "subkind": [words.number(e.subkind) for e in network.entities],
            "region": [words.number(e.region) for e in network.entities],
            "basis": [words.number(e.region_basis) for e in network.entities],
            "sector": [words.number(e.sector) for e in network.entities],
            "identifiers": _sparse({n: [":".join(i) for i in e.identifiers] for n, e in enumerate(network.entities)}),
            "flags": [e.placeholder + 2 * e.academician for e in network.entities],
            "x": drawn.positions[:, 0].round().astype(int).tolist(),
            "y": drawn.positions[:, 1].round().astype(int).tolist(),
            "community": drawn.community.tolist(),
        },
        "ties": {
            "id": _ids([t.id for t in ties]),
            "kind": [tie_kinds.number(t.kind) for t in ties],
            "source": [place[t.source] for t in ties],
            "target": [place[t.target] for t in ties],
            "directed": [int(t.directed) for t in ties],
            "status": [statuses.number(t.status) for t in ties],
            "since": [words.number(t.since) for t in ties],
            "asserted": [words.number(_day(t.asserted)) for t in ties],
            "weight": [_number(float(t.weight)) for t in ties],
            "silent": [n for n, t in enumerate(ties) if network.silent(t)],
            "field": [words.number(t.field) for t in ties],
            "claims": _flat([[claim_place[c] for c in t.claims if c in claim_place] for t in ties]),
        },
        "claims": claims,
        "quantities": _quantities(network, place, documents, sentences),
        "documents": {
            "id": [d.id for d in network.documents],
            "title": [d.title or "" for d in network.documents],
            "address": [d.address for d in network.documents],
            "publisher": [d.publisher or "" for d in network.documents],
            "published": [_day(d.published) or "" for d in network.documents],
            "language": [d.language for d in network.documents],
            "damage": _sparse({n: [[x.zh, x.en] for x in d.damage] for n, d in enumerate(network.documents)}),
        },
        "sentences": {"text": "".join(sentences.words), "length": [_units(s) for s in sentences.words]},
        "words": words.words,
        "vocabulary": {
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
        },
        "pinyin": _pinyin(alias for entity in network.entities for alias in entity.aliases),
        "readings": [{"name": r.name, "text": r.text, "state": dict(sorted(r.state.items()))} for r in readings],
    }
    return Scene(data)


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


class _Table:
    """Words and their numbers, in order of first use; None is -1."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}

    def number(self, word: str | None) -> int:
        if word is None:
            return -1
        if word not in self._number:
            self._number[word] = len(self.words)
            self.words.append(word)
        return self._number[word]


def _claims(
    network: Network,
    place: Mapping[str, int],
    documents: Mapping[str, int],
    kinds: _Table,
    statuses: _Table,
    words: _Table,
    sentences: _Table,
) -> dict[str, Any]:
    roles, names = _Table(), _Table()
    ends: list[list[int]] = []
    for claim in network.claims:
        # An end is role, number of the node (-1 - number of the name where no node stands for it), and from where to
        # where it stands in the sentence (-1 where elsewhere).
        flat: list[int] = []
        for end in claim.participants:
            at = place.get(end.entity or "", None)
            flat += [
                roles.number(end.role),
                at if at is not None else -1 - names.number(end.name),
                *_within(claim, end),
            ]
        ends.append(flat)
    return {
        "id": _ids([c.id for c in network.claims]),
        "kind": [kinds.number(c.kind) for c in network.claims],
        "status": [statuses.number(c.status) for c in network.claims],
        "document": [documents.get(c.document, -1) for c in network.claims],
        "when": [words.number(c.when) for c in network.claims],
        "start": [c.start for c in network.claims],
        "sentence": [sentences.number(c.quote) for c in network.claims],
        "ends": _flat(ends),
        "roles": roles.words,
        "names": names.words,
        "field": [words.number(c.field) for c in network.claims],
        "position": _sparse({n: c.position for n, c in enumerate(network.claims)}),
        "amount": _sparse({n: c.amount for n, c in enumerate(network.claims)}),
        "confidence": _sparse({n: round(c.confidence, 3) for n, c in enumerate(network.claims) if c.confidence < 1}),
    }


def _within(claim: Claim, end: Participant) -> tuple[int, int]:
    """Return from where to where `end` stands in the quote, as a browser counts; (-1, -1) if it stands outside."""
    if end.start is None or end.end is None or not claim.start <= end.start < end.end <= claim.end:
        return -1, -1
    before, upto = end.start - claim.start, end.end - claim.start
    return _units(claim.quote[:before]), _units(claim.quote[:upto])


def _quantities(
    network: Network, place: Mapping[str, int], documents: Mapping[str, int], sentences: _Table
) -> dict[str, Any]:
    rows = network.quantities
    return {
        "indicator": [q.indicator for q in rows],
        "low": [_number(q.low) for q in rows],
        "high": [_number(q.high) for q in rows],
        "unit": [q.unit or "" for q in rows],
        "relation": [q.relation for q in rows],
        "modality": [q.modality for q in rows],
        "period": [q.period or "" for q in rows],
        "scope": [place.get(q.entity or "", -1) for q in rows],
        "document": [documents.get(q.document, -1) for q in rows],
        "sentence": [sentences.number(q.quote) for q in rows],
    }


def _number(value: float | None) -> float | int | None:
    """Return 3 for 3.0: people read counts."""
    return int(value) if value is not None and value == int(value) else value


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _ids(ids: Sequence[str]) -> dict[str, Any] | list[str]:
    """Return ids as one text where all have a letter and sixteen digits: a browser then makes no string of each."""
    if ids and all(len(i) == 17 and i[0] == ids[0][0] and i.isascii() for i in ids):
        return {"prefix": ids[0][0], "width": 16, "text": "".join(i[1:] for i in ids)}
    return list(ids)


def _units(text: str) -> int:
    """Return the length of `text` as a browser counts it: characters beyond U+FFFF are two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _flat(lists: Sequence[Sequence[int]]) -> dict[str, list[int]]:
    """Return lists as one, with their lengths: a browser keeps that in a tenth of the room."""
    return {"items": [item for items in lists for item in items], "length": [len(items) for items in lists]}


def _sparse(values: Mapping[int, Any]) -> dict[str, Any]:
    return {str(number): value for number, value in values.items() if value}


def _kind(name: str) -> dict[str, Any]:
    known, look = ONTOLOGY.kinds.get(name), mark(name)
    label = [known.label.zh, known.label.en] if known else [name, name]
    return {"key": name, "label": label, "colour": look.colour, "dark": look.dark, "shape": look.shape}


def _tie_kind(name: str) -> dict[str, Any]:
    known = ONTOLOGY.claims.get(name)
    label = [known.label.zh, known.label.en] if known else [name, name]
    return {"key": name, "label": label, "collaboration": bool(known and known.collaboration)}


def _status(name: str, groups: _Table) -> dict[str, Any]:
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


def _pinyin(names: Iterable[str]) -> dict[str, str]:
    """Return the readings of every Chinese character that occurs, without tones: 重 may be zhong or chong."""
    from pypinyin import Style, pinyin

    signs = sorted({sign for name in names for sign in name if "\u3400" <= sign <= "\u9fff"})
    read = ((sign, pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")) for sign in signs)
    return {sign: " ".join(dict.fromkeys(found[0])) for sign, found in read if found}
