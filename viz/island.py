"""How the data of a page are written: as JSON that people can read, or with its long columns as bytes.

Things stand in columns, numbers instead of names; in the compressed form a browser reads a column without parsing it.
"""

import json
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORM = 2
"""Number of the form of the data island; a page refuses a form that it does not know."""


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
