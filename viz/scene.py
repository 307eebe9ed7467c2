"""What a page shows: a Network turned into columns that a browser opens quickly.

The scene holds everything that the page can say, every tie, every claim behind it and every sentence, and nothing else.
Things stand in columns, numbers instead of names (see viz/island.py). A sentence that serves many claims is kept once,
whole, and each claim says from where to where in it its quote stands; all sentences are one text with their lengths
beside it, so that a search goes through them in one sweep.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.claim import Claim, Participant, Quantity
from graph.derive import own_cut
from graph.network import SILENT_AFTER_DAYS, Network, left_out_word
from graph.ontology import ONTOLOGY, Label
from viz.island import FORM, Scene
from viz.layout import layout
from viz.vocabulary import Table, pinyin_of, simplified_of, units, vocabulary

PLAIN_TITLE = Label("创新网络", "Innovation network")
"""Heading of a page that was given none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A view worth showing to others: a name, a sentence, and what to filter and select."""

    name: str
    text: str = ""
    state: Mapping[str, str] = field(default_factory=dict)
    """Keys and values as in the address of the page after `#`: see docs/explorer.md."""


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
        Heading of the page, the same in both languages; by default `PLAIN_TITLE`.
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
    kinds, tie_kinds, statuses, words = Table(), Table(), Table(), Table()
    sentences, documents = Table(), {document.id: n for n, document in enumerate(network.documents)}
    for name in ONTOLOGY.statuses:
        statuses.number(name)
    claims = _claims(network, place, documents, tie_kinds, statuses, words, sentences)
    claim_place = {claim.id: n for n, claim in enumerate(network.claims)}
    view, cut = network.view, own_cut(network)
    names = [alias for entity in network.entities for alias in entity.aliases]
    simple = simplified_of(names)
    data = {
        "form": FORM,
        "title": [title or PLAIN_TITLE.zh, title or PLAIN_TITLE.en],
        "language": language,
        "view": {
            "as_of": _day(view.as_of),
            "newest": _day(view.newest),
            "revision": view.revision,
            "statuses": sorted(view.statuses) if view.statuses is not None else None,
            "kinds": sorted(view.kinds) if view.kinds is not None else None,
            "without": list(view.without),
            "cut": [cut.zh, cut.en] if cut else None,
            "left_out": [
                [word.zh, word.en, count]
                for what, count in sorted(view.left_out.items())
                for word in [left_out_word(what)]
            ],
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
        "sentences": {"text": "".join(sentences.words), "length": [units(s) for s in sentences.words]},
        "words": words.words,
        "vocabulary": vocabulary(kinds, tie_kinds, statuses),
        "pinyin": pinyin_of([*names, *simple.values()]),
        "simple": simple,
        "readings": [{"name": r.name, "text": r.text, "state": dict(sorted(r.state.items()))} for r in readings],
    }
    return Scene(data)


def _claims(
    network: Network,
    place: Mapping[str, int],
    documents: Mapping[str, int],
    kinds: Table,
    statuses: Table,
    words: Table,
    sentences: Table,
) -> dict[str, Any]:
    roles, names = Table(), Table()
    ends: list[list[int]] = []
    for claim in network.claims:
        # An end is role, number of the node (-1 - number of the name where no node stands for it), and from where to
        # where it stands in the sentence as shown (-1 where elsewhere).
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
        **_quoted(network.claims, sentences),
        "ends": _flat(ends),
        "roles": roles.words,
        "names": names.words,
        "field": [words.number(c.field) for c in network.claims],
        "position": _sparse({n: c.position for n, c in enumerate(network.claims)}),
        "amount": _sparse({n: c.amount for n, c in enumerate(network.claims)}),
        "confidence": _sparse({n: round(c.confidence, 3) for n, c in enumerate(network.claims) if c.confidence < 1}),
    }


def _quoted(said: Sequence[Claim | Quantity], sentences: Table) -> dict[str, list[int]]:
    """Return the number of each one's sentence, and from where to where its quote stands in it, as a browser counts."""
    starts = [units(one.before) for one in said]
    return {
        "sentence": [sentences.number(one.sentence) for one in said],
        "from": starts,
        "to": [start + units(one.quote) for start, one in zip(starts, said, strict=True)],
    }


def _within(claim: Claim, end: Participant) -> tuple[int, int]:
    """Return from where to where `end` stands in the sentence, as a browser counts; (-1, -1) if it stands outside."""
    if end.start is None or end.end is None:
        return -1, -1
    sentence = claim.sentence
    shift = len(claim.before) - claim.start
    # Where the sentence was cut … stands for what was there.
    first, last = claim.before.startswith("…"), len(sentence) - claim.after.endswith("…")
    if not first <= end.start + shift < end.end + shift <= last:
        return -1, -1
    return units(sentence[: end.start + shift]), units(sentence[: end.end + shift])


def _quantities(
    network: Network, place: Mapping[str, int], documents: Mapping[str, int], sentences: Table
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
        **_quoted(rows, sentences),
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


def _flat(lists: Sequence[Sequence[int]]) -> dict[str, list[int]]:
    """Return lists as one, with their lengths: a browser keeps that in a tenth of the room."""
    return {"items": [item for items in lists for item in items], "length": [len(items) for items in lists]}


def _sparse(values: Mapping[int, Any]) -> dict[str, Any]:
    return {str(number): value for number, value in values.items() if value}
