"""Sign-by-sign folding: widths, radicals, compatibility forms, invisible characters; traditional to simplified."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from opencc import OpenCC

DROPPED = 0xFFFF_FFFF
"""Stands in the fold table for a sign that is read over."""

LIGATURES = {
    code: tuple(ord(letter) for letter in unicodedata.normalize("NFKC", chr(code))) for code in range(0xFB00, 0xFB07)
}

# Radicals that PDF fonts put in place of characters and that NFKC does not fold; Unicode's EquivalentUnifiedIdeograph.
_RADICALS = dict(
    zip(
        "⺁⺇⺊⺌⺍⺎⺝⺠⺫⺻⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰",
        "厂几卜小小兀月民目聿虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙",
        strict=True,
    )
)

_FOLDED = (
    range(0x2E80, 0x2FE0),  # CJK and Kangxi radicals
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0x2F800, 0x2FA20),
    range(0xFF01, 0xFF5F),  # full-width ASCII
)
_LINE_ENDS = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)


def fold_table() -> npt.NDArray[np.uint32]:
    """Return, for every code point, the one that is read in its place, or `DROPPED`."""
    table = np.arange(0x110000, dtype=np.uint32)
    for block in _FOLDED:
        for code in block:
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1:
                table[code] = ord(folded)
    for radical, character in _RADICALS.items():
        table[ord(radical)] = ord(character)
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        table[code] = DROPPED
    table[0x09] = 0x09
    table[0x0A] = 0x0A
    for code in _LINE_ENDS:
        table[code] = 0x0A
    # Zero-width, joining, bidi and tag characters: they hide in names, and two names that look the same then differ.
    for code in (*range(0x2000, 0x2100), 0xA0, 0xAD, 0x61C, 0x180E, 0x1680, 0x3000, 0xFEFF, *range(0xFFF9, 0xFFFC)):
        match unicodedata.category(chr(code)):
            case "Zs":
                table[code] = 0x20
            case "Cf":
                table[code] = DROPPED
    table[0xFE00:0xFE10] = DROPPED  # variation selectors
    table[0xE0000:0xE0200] = DROPPED  # tags and more variation selectors
    return table


def simplified(text: str) -> tuple[str, int, int]:
    """Return `text` in simplified characters, of the same length; how many signs changed; how many are Han.

    OpenCC knows phrases (乾隆 stays, 乾燥 becomes 干燥). Where a phrase would change the length of a line, that line is
    converted sign by sign, so that offsets hold.
    """
    convert = _opencc().convert
    # OpenCC takes UTF-8 only: lone surrogates are set aside and put back.
    whole = _safe(text)
    converted = convert(whole)
    if not _aligned(whole, converted):
        converted = "\n".join(_line(line) for line in whole.split("\n"))
    before = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    after = np.frombuffer(converted.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    surrogate = (before >= 0xD800) & (before < 0xE000)
    if surrogate.any():
        after = np.where(surrogate, before, after)
        converted = after.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    han = int((((before >= 0x3400) & (before <= 0x9FFF)) | ((before >= 0x20000) & (before < 0x31350))).sum())
    return converted, int((before != after).sum()), han


@cache
def _opencc() -> "OpenCC":
    from opencc import OpenCC  # loads its dictionaries, 20 ms: only when a text is read

    return OpenCC("t2s")


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _aligned(source: str, converted: str) -> bool:
    return len(source) == len(converted) and all(
        len(a) == len(b) for a, b in zip(source.split("\n"), converted.split("\n"), strict=False)
    )


def _line(line: str) -> str:
    convert = _opencc().convert
    converted: str = convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(one if len(one := convert(sign)) == 1 else sign for sign in line)
