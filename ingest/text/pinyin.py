"""Notes of pronunciation that conversion programs left in a text: 創(chuàng)新.

Whole families of Chinese pages carry them, so that no name matches. What tells a note from a bracket of the author's
is the toned vowel in one pinyin syllable directly after a Han character: (北京), (CAAS) and (IT) stay.
"""

import re
import unicodedata

HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LETTERS = r"A-Za-z\u00c0-\u01dc\u01f8\u01f9\u0251\u0261\u0300\u0301\u0304\u0308\u030c\u1e3e\u1e3f"
_BRACKET = re.compile(rf"(?<=[{HAN}])[ \u3000]?[(（][ \u3000]?([{_LETTERS}]{{1,8}})[ \u3000]?[)）]")
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}  # grave, acute, macron, caron: the four tones
_SYLLABLE = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?|m|n|ng|hm|hng")


def notes(text: str) -> list[tuple[int, int]]:
    """Return the spans of pinyin notes in `text`, brackets included, in order."""
    return [match.span() for match in _BRACKET.finditer(text) if is_toned_syllable(match.group(1))]


def is_toned_syllable(letters: str) -> bool:
    """Return whether `letters` are one pinyin syllable with a tone mark."""
    apart = unicodedata.normalize("NFD", letters.lower())
    if sum(mark in _TONES for mark in apart) != 1:
        return False
    plain = apart.replace("u\u0308", "v").replace("\u0251", "a").replace("\u0261", "g")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _SYLLABLE.fullmatch(plain) is not None
