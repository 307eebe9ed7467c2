"""How each type of the ledger lies in its table, and comes back."""

import json
import sqlite3
from datetime import date
from typing import Any

from graph.claim import Claim, Participant, Quantity
from graph.document import Attribute, Document, Mention
from graph.figure_correction import sound
from graph.judgement import Judgement, Key, Verdict
from graph.ontology import ONTOLOGY, Label


def canonical(value: object) -> str:
    """Return `value` as JSON in its one form: no spaces, nothing escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document_row(d: Document, entry: int) -> tuple[Any, ...]:
    """Return the row of document `d`."""
    published = d.published.isoformat() if d.published else None
    return (d.id, entry, d.sha256, d.address, d.title, d.publisher, published, d.region, d.language, d.media_type,
            d.charset, d.text, d.reader, canonical([[note.zh, note.en] for note in d.damage]))  # fmt: skip


def document(row: sqlite3.Row) -> Document:
    """Return the document that lies in `row`."""
    return Document(
        row["id"], row["sha256"], row["address"], row["title"], row["publisher"],
        date.fromisoformat(row["published"]) if row["published"] else None,
        row["region"], row["language"], row["media_type"], row["charset"], row["text"], row["reader"],
        tuple(Label(zh, en) for zh, en in map(_pair, _list(row["damage"]))),
    )  # fmt: skip


def policy(row: sqlite3.Row) -> tuple[str, ...]:
    """Return the policy stretches of the run that lies in `row`."""
    return tuple(map(_text, _list(row["policy"])))


def mention_row(m: Mention, run: int) -> tuple[Any, ...]:
    """Return the row of mention `m`."""
    return (run, m.start, m.end, m.surface, m.name, m.kind, m.generic, m.academician, m.confidence)


def mention(row: sqlite3.Row, document: str) -> Mention:
    """Return the mention that lies in `row`."""
    return Mention(
        document, row["start"], row["end"], row["surface"], row["name"], row["kind"],
        bool(row["generic"]), bool(row["academician"]), row["confidence"],
    )  # fmt: skip


def claim_row(c: Claim, run: int) -> tuple[Any, ...]:
    """Return the row of claim `c`."""
    return (run, c.id, c.kind, c.status, c.start, c.end, c.quote, c.when, c.field, c.position, c.amount,
            c.confidence, c.pattern)  # fmt: skip


def claim(row: sqlite3.Row, document: str, participants: tuple[Participant, ...]) -> Claim:
    """Return the claim that lies in `row`; ValueError if a participant has a role that its kind has not."""
    known = ONTOLOGY.claims.get(row["kind"])
    if strange := [p.role for p in participants if known is not None and p.role not in known.roles]:
        raise ValueError(f"{row['kind']} has no role {_short(strange[0])}")
    return Claim(
        row["id"], document, row["kind"], participants, row["status"], row["start"], row["end"], row["quote"],
        row["when"], row["field"], row["position"], row["amount"], row["confidence"], row["pattern"],
    )  # fmt: skip


def participant_row(p: Participant, claim: str, run: int) -> tuple[Any, ...]:
    """Return the row of participant `p`."""
    return (run, claim, p.role, p.name, p.kind, p.start, p.end, p.generic)


def participant(row: sqlite3.Row) -> Participant:
    """Return the participant that lies in `row`."""
    return Participant(row["role"], row["name"], row["kind"], row["start"], row["end"], bool(row["generic"]))


def quantity_row(q: Quantity, run: int) -> tuple[Any, ...]:
    """Return the row of quantity `q`."""
    return (run, q.id, q.indicator, q.low, q.high, q.unit, q.relation, q.modality, q.period, q.scope, q.scope_kind,
            q.start, q.end, q.quote, q.confidence)  # fmt: skip


def quantity(row: sqlite3.Row, document: str) -> Quantity:
    """Return the quantity that lies in `row`."""
    return Quantity(
        row["id"], document, row["indicator"], row["low"], row["high"], row["unit"], row["relation"],
        row["modality"], row["period"], row["start"], row["end"], row["quote"], row["scope"], row["scope_kind"],
        row["confidence"],
    )  # fmt: skip


def attribute_row(a: Attribute, run: int) -> tuple[Any, ...]:
    """Return the row of attribute `a`."""
    return (run, a.name, a.kind, a.property, a.value, a.basis, a.start, a.end)


def attribute(row: sqlite3.Row, document: str) -> Attribute:
    """Return the attribute that lies in `row`."""
    return Attribute(
        document, row["name"], row["kind"], row["property"], row["value"], row["basis"], row["start"], row["end"]
    )


def about_json(j: Judgement) -> str:
    """Return what a judgement is about, as JSON."""
    return canonical([[item.name, item.kind] if isinstance(item, Key) else item for item in j.about])


def judgement(row: sqlite3.Row) -> Judgement:
    """Return the judgement that lies in `row`."""
    verdict, items = Verdict(row["verdict"]), _list(row["about"])
    about: tuple[Key, Key] | tuple[str, ...]
    if verdict in (Verdict.SAME, Verdict.DIFFERENT):
        one, other = map(_pair, items)
        about = (Key(*one), Key(*other))
    else:
        about = tuple(map(_text, items))
    made = Judgement(row["id"], verdict, about, row["who"], row["why"], row["recorded"], row["undoes"])
    if strange := [change for change in made.changes if not sound(change)]:
        raise ValueError(f"no figure can be {_short(strange[0])}")
    return made


# JSON is all that SQLite's strict types do not look into: a damaged cell must not go on as another type.


def _list(cell: str) -> list[Any]:
    read = json.loads(cell)
    if not isinstance(read, list):
        raise TypeError(f"a list was expected, not {_short(read)}")
    return read


def _pair(item: object) -> tuple[str, str]:
    if not isinstance(item, list) or len(item) != 2:
        raise TypeError(f"a pair was expected, not {_short(item)}")
    return _text(item[0]), _text(item[1])


def _text(item: object) -> str:
    if not isinstance(item, str):
        raise TypeError(f"a text was expected, not {_short(item)}")
    return item


def _short(item: object) -> str:
    said = json.dumps(item, ensure_ascii=False)
    return said if len(said) <= 40 else said[:40] + "…"
