"""How each type of a network lies in its table, and how entities and ties come back from one.

A row holds plain values: lists as lists, dates as ISO text, nothing as None.
"""

import contextlib
import json
import math
import re
from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from graph.claim import Claim, Quantity
from graph.day import day_of
from graph.entity import Entity, Name, name_of
from graph.errors import UsageError
from graph.ontology import ONTOLOGY
from graph.tie import Tie, tie_id

ENTITY_COLUMNS = [
    "id",
    "kind",
    "subkind",
    "name",
    "name_en",
    "aliases",
    "sector",
    "region",
    "identifiers",
    "placeholder",
    "academician",
]
TIE_COLUMNS = [
    "id",
    "kind",
    "source",
    "target",
    "directed",
    "status",
    "since",
    "asserted",
    "weight",
    "field",
    "claims",
    "documents",
]
CLAIM_COLUMNS = [
    "id",
    "kind",
    "roles",
    "status",
    "when",
    "document",
    "published",
    "start",
    "end",
    "quote",
    "confidence",
]
QUANTITY_COLUMNS = [
    "id", "indicator", "low", "high", "unit", "relation", "modality", "period", "scope",
    "document", "published", "start", "end", "quote",
]  # fmt: skip


def entity_row(e: Entity) -> dict[str, Any]:
    """Return the row of entity `e`."""
    return {
        "id": e.id,
        "kind": e.kind,
        "subkind": e.subkind,
        "name": e.name,
        "name_en": e.name_en,
        "aliases": list(e.aliases),
        "sector": e.sector,
        "region": e.region,
        "identifiers": [f"{scheme}:{value}" for scheme, value in e.identifiers],
        "placeholder": e.placeholder,
        "academician": e.academician,
    }


def tie_row(t: Tie) -> dict[str, Any]:
    """Return the row of tie `t`."""
    return {
        "id": t.id,
        "kind": t.kind,
        "source": t.source,
        "target": t.target,
        "directed": t.directed,
        "status": t.status,
        "since": t.since,
        "asserted": _iso(t.asserted),
        "weight": t.weight,
        "field": t.field,
        "claims": list(t.claims),
        "documents": list(t.documents),
    }


def claim_row(c: Claim, published: date | None) -> dict[str, Any]:
    """Return the row of claim `c`, whose document was published on that day; `roles` maps a role to entity ids."""
    return {
        "id": c.id,
        "kind": c.kind,
        "roles": _roles(c),
        "status": c.status,
        "when": c.when,
        "document": c.document,
        "published": _iso(published),
        "start": c.start,
        "end": c.end,
        "quote": c.quote,
        "confidence": c.confidence,
    }


def quantity_row(q: Quantity, published: date | None) -> dict[str, Any]:
    """Return the row of quantity `q`; `scope` is an entity id where the scope is known."""
    return {
        "id": q.id,
        "indicator": q.indicator,
        "low": q.low,
        "high": q.high,
        "unit": q.unit,
        "relation": q.relation,
        "modality": q.modality,
        "period": q.period,
        "scope": q.entity,
        "document": q.document,
        "published": _iso(published),
        "start": q.start,
        "end": q.end,
        "quote": q.quote,
    }


def _roles(claim: Claim) -> dict[str, list[str]]:
    """Return role → entity ids (names where an end has none), in the order of the text."""
    roles: dict[str, list[str]] = {}
    for participant in claim.participants:
        roles.setdefault(participant.role, []).append(participant.entity or participant.name)
    return roles


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---------------------------------------------------------------------- and back


def blank(row: Mapping[Any, Any]) -> bool:
    """Return whether nothing stands in `row`, as in the last lines of many a spreadsheet."""
    return all(_text(row, column) is None for column in row)


def entity(row: Mapping[Any, Any], number: int) -> Entity:
    """Return the entity that lies in `row`, the `number`-th of its table from 0; it needs an `id` only.

    Raises
    ------
    UsageError
        If there is no id, or what should be true or false is neither.
    """
    where = f"entities: row {number + 1}"
    id = _needed(row, "id", where)
    kind = _text(row, "kind") or "Enterprise"
    name = _text(row, "name") or id
    names = [name_of(text) for text in (name, *(alias for alias in _list(row, "aliases") if alias != name))]
    if (english := _text(row, "name_en")) and english not in {n.text for n in names}:
        names.append(Name(english, "en"))
    return Entity(
        id=id,
        kind=kind,
        name=name,
        subkind=_text(row, "subkind"),
        names=tuple(names),
        identifiers=tuple(
            (scheme, value) for scheme, _, value in (i.partition(":") for i in _list(row, "identifiers"))
        ),
        region=_text(row, "region"),
        sector=_text(row, "sector") or (ONTOLOGY.kinds[kind].sector if kind in ONTOLOGY.kinds else "X"),
        academician=_truth(row, "academician", where) or False,
        placeholder=_truth(row, "placeholder", where) or False,
    )


def tie(row: Mapping[Any, Any], number: int, known: Set[str], directed: bool | None) -> Tie:
    """Return the tie that lies in `row`, the `number`-th of its table from 0, between two of the `known` entities.

    The ontology says which kinds have a direction; of others the row's own `directed` does, and where that is empty,
    the argument.

    Raises
    ------
    UsageError
        If an end is no entity, a kind that the ontology does not know comes without a direction, or a cell is not of
        its column: a weight no number, a day no day.
    """
    where = f"ties: row {number + 1}"
    source, target, kind = (_needed(row, column, where) for column in ("source", "target", "kind"))
    for end in (source, target):
        if end not in known:
            raise UsageError(f"{where} ends at {end!r}, which is no entity. Add it to entities.")
    said = _truth(row, "directed", where)
    if kind in ONTOLOGY.claims:
        points = ONTOLOGY.claims[kind].directed
    elif said is not None:
        points = said
    elif directed is None:
        raise UsageError(
            f"ties: kind {kind!r} is not in the ontology. Say whether it has a direction: directed=True or False."
        )
    else:
        points = directed
    if not points and target < source:
        source, target = target, source
    return Tie(
        id=_text(row, "id") or tie_id(kind, source, target) + (f"-{number}" if number else ""),
        kind=kind,
        source=source,
        target=target,
        directed=points,
        status=_text(row, "status") or "operating",
        since=_text(row, "since"),
        asserted=_day(row, "asserted", where),
        weight=_weight(row, where),
        field=_text(row, "field"),
    )


def _text(row: Mapping[Any, Any], column: str) -> str | None:
    value = row.get(column)
    if isinstance(value, str):
        return value or None
    text = str(value)  # of a missing value: None, a float's nan, or pandas' own NA and NaT
    return None if text in ("None", "nan", "<NA>", "NaT") else text


def _needed(row: Mapping[Any, Any], column: str, where: str) -> str:
    text = _text(row, column)
    if text is None:
        raise UsageError(f"{where} has no {column}. Fill it in, or take the row out.")
    return text


def _day(row: Mapping[Any, Any], column: str, where: str) -> date | None:
    text = _text(row, column)
    if text is None:
        return None
    try:
        return day_of(text.replace("T", " ").partition(" ")[0])  # pandas writes a time of day after it
    except ValueError:
        raise UsageError(f"{where}: {column} {text!r} is no day. Write it YYYY-MM-DD, or leave it empty.") from None


def _weight(row: Mapping[Any, Any], where: str) -> float:
    """Return the weight, whole ones written in digits as int; a tie without weight counts 1.

    Numbers stay what they are: whether one makes sense as a weight, the measures say.
    """
    text, value = _text(row, "weight"), row.get("weight")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if text is None:
        return 1
    try:
        weight = float(text)
    except ValueError:
        raise UsageError(
            f"{where}: weight {text!r} is no number. Write one like 2 or 0.5, or leave it empty."
        ) from None
    return int(text) if re.fullmatch(r"-?\d+", text) and math.isfinite(weight) else weight


def _list(row: Mapping[Any, Any], column: str) -> list[str]:
    value = row.get(column)
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    text = _text(row, column)
    if text is not None and text.startswith("["):  # as `graph.exchange.tables` writes lists
        with contextlib.suppress(ValueError):  # a name in square brackets is a name
            return [str(item) for item in json.loads(text)]
    return [] if text is None else [part for part in text.split("|") if part]


def _truth(row: Mapping[Any, Any], column: str, where: str) -> bool | None:
    text = _text(row, column)
    if text is None:
        return None
    if text.lower() in ("true", "1", "1.0"):
        return True
    if text.lower() in ("false", "0", "0.0"):
        return False
    raise UsageError(f"{where}: {column} {text!r} is neither true nor false. Write one of them, or leave it empty.")
