"""Readings as passages, the JSON form of annotated text, and back."""

import hashlib
from collections.abc import Mapping
from typing import Any

from graph.claim import Claim, Quantity, first_day
from graph.document import Document, document_id
from graph.errors import DocumentError
from graph.judgement import Key
from graph.ontology import ONTOLOGY
from graph.reading import Reading
from ingest.extract.quantities import as_written
from ingest.text.normalise import clean_name


def to_passage(reading: Reading) -> dict[str, Any]:
    """Return a reading in the form of annotated passages.

    `text` of a mention is the source's own form, damage included, `name` beside it the normalised one; roles of claims
    hold source forms of mentions; somebody whom the frame supplied is named as the publisher or the text names him.
    """
    document = reading.document
    forms: dict[tuple[str, str], str] = {}
    mentions: dict[str, dict[str, Any]] = {}

    def mention(form: str, name: str, kind: str, generic: bool, academician: bool = False) -> None:
        forms.setdefault((name, kind), form)
        entry: dict[str, Any] = {"text": form, "kind": kind, "name": name}
        if generic:
            entry["generic"] = True
        if academician:
            entry["academician"] = True
        mentions.setdefault(form, entry)

    for m in reading.mentions:
        mention(m.surface, m.name, m.kind, m.generic, m.academician)
    for claim in reading.claims:
        for p in claim.participants:
            if (p.name, p.kind) not in forms and p.start is None:
                stated = document.publisher if document.publisher and p.kind != "Region" else p.name
                mention(stated if clean_name(stated) == p.name else p.name, p.name, p.kind, p.generic)
            elif p.start is not None:  # a name that a person gave, which no reader found
                mention(document.text[p.start : p.end], p.name, p.kind, p.generic)
    return {
        "id": document.address.rsplit(".", 1)[0],
        "language": document.language,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "mentions": list(mentions.values()),
        "same": _same(reading, forms),
        "claims": [_claim(claim, document.text, forms) for claim in reading.claims],
        "policy": list(reading.policy),
        "quantities": [_quantity(q) for q in reading.quantities],
    }


def from_passage(passage: Mapping[str, Any]) -> Document:
    """Return the document of a passage: its text, publisher and date; nothing that was annotated.

    Raises
    ------
    DocumentError
        If `text` is missing or `published` is no date.
    """
    name = str(passage.get("id") or "passage")
    text = passage.get("text")
    if not isinstance(text, str):
        raise DocumentError(f"{name}.json", "has no field `text`. A passage needs one, see docs/extraction.md.")
    published = passage.get("published")
    # A month or a year alone is read as its first day.
    day = first_day(published) if isinstance(published, str) else None
    if published and day is None:
        raise DocumentError(f"{name}.json", f"`published` is no date of the form 2024-03-18: {published!r}.")
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        address=f"{name}.json",
        title=None,
        publisher=passage.get("publisher") or None,
        published=day,
        region=None,
        language=str(passage.get("language") or "zh"),
        media_type="application/json",
        charset="utf-8",
        text=text,
        reader="passage@1",
    )


def _claim(claim: Claim, text: str, forms: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    roles: dict[str, list[str]] = {}
    for role in ONTOLOGY.claim(claim.kind).roles:
        names = [
            forms.get((p.name, p.kind), p.name) if p.start is None else text[p.start : p.end]
            for p in claim.in_role(role)
        ]
        if names:
            roles[role] = list(dict.fromkeys(names))
    entry: dict[str, Any] = {"kind": claim.kind, "roles": roles, "status": claim.status, "quote": claim.quote}
    entry |= {"when": claim.when, "field": claim.field}
    if claim.position:
        entry["position"] = claim.position
    if claim.amount:
        entry["amount"] = claim.amount
    return entry | {"confidence": claim.confidence, "pattern": claim.pattern}


def _same(reading: Reading, forms: Mapping[tuple[str, str], str]) -> list[list[str]]:
    """Return forms of one body: those that the reader completed to one name (Hall, Alice Hall), and those judged so."""
    called = dict.fromkeys((forms[m.name, m.kind], m.surface) for m in reading.mentions if not m.generic)
    pairs = [[first, other] for first, other in called if first != other]
    for decision in reading.judgements:
        keys = [key for key in decision.about if isinstance(key, Key)]
        known = [forms[key.name, key.kind] for key in keys if (key.name, key.kind) in forms]
        if len(known) == 2:
            pairs.append(known)
    return pairs


def _quantity(q: Quantity) -> dict[str, Any]:
    return {
        "indicator": as_written(q.quote, q.indicator), "low": q.low, "high": q.high,
        "unit": as_written(q.quote, q.unit) if q.unit else None,
        "relation": q.relation, "modality": q.modality, "period": q.period, "quote": q.quote,
    }  # fmt: skip
