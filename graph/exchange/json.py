"""JSON: the whole network with its evidence, and back without loss."""

import json
from collections.abc import Mapping
from dataclasses import MISSING
from datetime import date
from pathlib import Path
from typing import Any

from graph import files
from graph.claim import Claim, Participant, Quantity
from graph.entity import Entity, Name
from graph.errors import DocumentError
from graph.network import Network, Source, View
from graph.ontology import Label
from graph.tie import Assertion, Tie

FORMAT = "innonet-network@1"


def write(network: Network, path: Path) -> None:
    """Write `network` to `path`, replacing what was there; a write that fails leaves it as it was."""
    files.write(path, to_bytes(network))


def to_bytes(network: Network) -> bytes:
    """Return `network` as JSON text in UTF-8; the same network gives the same bytes.

    Fields are those of the types in `graph`, dates ISO text, nulls left out. Lone surrogates stay as JSON escapes.
    """
    text = json.dumps(_plain(network), ensure_ascii=False, indent=1)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = json.dumps(_plain(network), ensure_ascii=True, indent=1)
    return text.encode("utf-8") + b"\n"


def read(path: Path) -> Network:
    """Return the network that `write` wrote, evidence included.

    Raises
    ------
    DocumentError
        If the file cannot be read, is no JSON, or is no network of ours.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DocumentError(path.name, "cannot be opened. Check the path.") from error
    except ValueError as error:
        raise DocumentError(path.name, f"is no JSON ({error}). Export it again.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DocumentError(path.name, f"is no network: its format is not {FORMAT!r}. Export it with this version.")
    try:
        return _network(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentError(path.name, f"is damaged: {type(error).__name__} {error}. Export it again.") from error


def _plain(network: Network) -> dict[str, Any]:
    view = _fields(network.view)
    for key in ("statuses", "kinds"):
        if key in view:
            view[key] = sorted(view[key])
    return {
        "format": FORMAT,
        "view": view,
        "entities": [_fields(e) | {"names": [_fields(n) for n in e.names]} for e in network.entities],
        "ties": [_fields(t) | {"history": [_fields(a) for a in t.history]} for t in network.ties],
        "claims": [_fields(c) | {"participants": [_fields(p) for p in c.participants]} for c in network.claims],
        "quantities": [_fields(q) for q in network.quantities],
        "documents": [_fields(d) | {"damage": [_fields(note) for note in d.damage]} for d in network.documents],
    }


def _fields(thing: Any) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in thing.__dataclass_fields__}
    return {name: _value(value) for name, value in values.items() if value is not None}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else dict(value) if isinstance(value, Mapping) else value


def _network(data: dict[str, Any]) -> Network:
    return Network(
        entities=tuple(_entity(row) for row in data["entities"]),
        ties=tuple(_tie(row) for row in data["ties"]),
        claims=tuple(
            Claim(**row | {"participants": tuple(Participant(**p) for p in row["participants"])})
            for row in data["claims"]
        ),
        quantities=tuple(Quantity(**_all(Quantity, row)) for row in data["quantities"]),
        documents=tuple(_source(row) for row in data["documents"]),
        view=_view(data["view"]),
    )


def _entity(row: dict[str, Any]) -> Entity:
    lists = {
        "names": tuple(Name(**name) for name in row["names"]),
        "identifiers": tuple((scheme, value) for scheme, value in row["identifiers"]),
        "former": tuple(row["former"]),
    }
    return Entity(**row | lists)


def _tie(row: dict[str, Any]) -> Tie:
    history = tuple(Assertion(**_all(Assertion, _dated(a, "published"))) for a in row["history"])
    return Tie(**_all(Tie, _dated(row, "asserted")) | {"history": history})


def _source(row: dict[str, Any]) -> Source:
    damage = tuple(Label(**note) for note in row["damage"])
    return Source(**_all(Source, _dated(row, "published")) | {"damage": damage})


def _view(row: dict[str, Any]) -> View:
    sets = {key: frozenset(row[key]) for key in ("statuses", "kinds") if key in row}
    return View(**_dated(_dated(row, "as_of"), "newest") | sets | {"without": tuple(row["without"])})


def _dated(row: dict[str, Any], field: str) -> dict[str, Any]:
    return row | {field: date.fromisoformat(row[field])} if field in row else row


def _all(kind: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with the nulls that were left out put back where the type has no default for them."""
    return {name: row.get(name) for name in kind.__dataclass_fields__ if name in row or _needed(kind, name)}


def _needed(kind: Any, name: str) -> bool:
    field = kind.__dataclass_fields__[name]
    return field.default is MISSING and field.default_factory is MISSING
