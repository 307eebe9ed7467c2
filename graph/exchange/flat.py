"""What the formats share: rows of plain values, and text that XML can hold."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

# XML 1.0, section 2.2: every other code point makes a document that no parser reads.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as formats without lists and nulls hold it: lists as JSON text, nothing left out."""
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        for key, value in row.items()
        if value is not None
    }


def legal(text: str) -> str:
    """Return `text` with what XML forbids (control characters, lone surrogates) shown as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def column_types(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the columns in use and their types: boolean, long, double or string; mixed numbers are double."""
    types: dict[str, str] = {}
    for row in rows:
        for key, value in row.items():
            here = _type(value)
            before = types.setdefault(key, here)
            if before != here:
                types[key] = "double" if {before, here} == {"long", "double"} else "string"
    return types


def said(value: Any) -> str:
    """Return a plain value as text: true and false in small letters, numbers in their shortest form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(float(value))
    return legal(str(value))


def _type(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
        case _:
            return "string"
