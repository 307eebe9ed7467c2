"""Spots where bytes were lost before the text reached us: found and described, never repaired in place.

Two kinds are told apart. *Lost signs*: 技术??件限制, where a conversion put a question mark, U+FFFD or a private-use
character. *Shifted bytes*: one byte of a GBK text was lost, so every pair after it was cut in the wrong place until
an orphan became a question mark: 培养在职工程硕士 became 培言谥肮こ趟妒?. Such a run proves itself: encoded to GBK
again and cut one byte further, rare characters turn into common ones. That reading is told as a hint.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graph.ontology import Label
from ingest.text.common_characters import COMMON
from ingest.text.folding import simplified
from ingest.text.pinyin import HAN

RUN = 24
"""Signs: how far back from its orphan a shifted run is looked for."""
SHORTEST = 4
"""Signs of the shortest run that can prove itself; in three or fewer, common characters come up by chance."""
FULL_WIDTH_QUESTION = b"\xa3\xbf"
RARE = 0.4
"""Share of rare characters that a run must have as it stands, and must not have one byte further."""
TOLD = 5
"""Spots that get a sentence each; the others are counted."""

_LOST = re.compile(rf"\ufffd+|[\ue000-\uf8ff]+|(?<=[{HAN}])\?{{2,}}(?![?\s]|$)|(?<!\?)\?{{2,}}(?=[{HAN}])")
_ORPHAN = re.compile(r"(?<=[^\x00-\x7f])[?\ufffd]")


@dataclass(frozen=True, slots=True)
class Spot:
    """One damaged stretch of the source, `text[start:end]`."""

    start: int
    end: int
    reading: str | None = None
    """What the inner bytes of a shifted run say when they are cut one byte further, with … for what is lost for good;
    a hint for a person, never text."""


def damaged_spots(text: str) -> list[Spot]:
    """Return the damaged stretches of `text` in order; none overlap. Names inside them are not to be trusted."""
    spots = sorted((*_shifted(text), *(Spot(*match.span()) for match in _LOST.finditer(text))), key=lambda s: s.start)
    apart: list[Spot] = []
    for spot in spots:
        if apart and spot.start <= apart[-1].end:
            last = apart[-1]
            apart[-1] = Spot(last.start, max(last.end, spot.end), last.reading or spot.reading)
        else:
            apart.append(spot)
    return apart


def byte_damage(text: str) -> list[Label]:
    """Return one sentence for each damaged spot of `text`; of many, the first ones and a count."""
    spots = damaged_spots(text)
    told = [_sentence(text, spot) for spot in spots[:TOLD]]
    if len(spots) > TOLD:
        more = len(spots) - TOLD
        told.append(
            Label(
                f"另有{more}处丢失字节，文字均照原样保留。",
                f"{more} more spots have lost bytes; all are kept as they stand.",
            )
        )
    return told


def _sentence(text: str, spot: Spot) -> Label:
    around = text[max(0, spot.start - 2) : min(len(text), spot.end + 2)].replace("\n", " ")
    shown = (text[spot.start : spot.end] if spot.reading else around)[:40]
    zh = f"第{spot.start}–{spot.end}字处丢失字节（“{shown}”），文字照原样保留"
    en = f"Bytes were lost at signs {spot.start}–{spot.end} (“{shown}”); the text is kept as it stands"
    if spot.reading:
        reading = f"“…{spot.reading.strip('…')}…”"
        zh, en = f"{zh}；错开一个字节读作{reading}", f"{en}; cut one byte further it reads {reading}"
    return Label(f"{zh}。", f"{en}.")


def _shifted(text: str) -> Iterator[Spot]:
    for match in _ORPHAN.finditer(text):
        end = match.start()
        start = end
        while start > 0 and end - start < RUN and ord(text[start - 1]) > 0x7F and text[start - 1] not in "\ufffd。，、":
            start -= 1
        if end - start >= SHORTEST:
            yield from _proof(text, start, end)


def _proof(text: str, start: int, end: int) -> Iterator[Spot]:
    """Yield the longest run up to `end` that looks rare as it stands and common one byte further, if any."""
    pairs = [_pair(sign) for sign in text[start:end]]
    read = [_decoded(a[1:] + b[:1]) for a, b in pairwise(pairs)]
    first = len(read)
    while first > 0 and _is_daily(_plain(read[first - 1])):
        first -= 1
    if len(pairs) - first < SHORTEST:
        return
    shown = [_is_common(sign) for sign in text[start:end]]
    common = [_is_common(sign) for sign in read]
    # The run begins where most of it looks rare as it stands: sound text before it is often readable either way.
    best = None
    for begin in range(len(pairs) - SHORTEST, first - 1, -1):
        size = len(pairs) - begin
        rare = sum(not common for common in shown[begin:])
        if rare >= size * RARE and sum(common[begin:]) >= (size - 1) * (1 - RARE):
            best = begin
    if best is None:
        return
    while best < len(pairs) - SHORTEST and shown[best] and shown[best + 1]:
        best += 1
    begin = start + best
    while begin > 0 and text[begin - 1] in "?\ufffd":
        begin -= 1
    if text[begin : start + best] == "??":
        # The first stands for the lost byte, the second is the full-width ？ that its neighbours make.
        read[best:best] = [_decoded(FULL_WIDTH_QUESTION[1:] + pairs[best][:1])]
    yield Spot(begin, end + 1, _certain(read[best:]))


def _certain(read: list[str]) -> str:
    """Return the reading with … for each rare character: there a pair that means nothing was dropped, so it is none."""
    return re.sub(r"…+", "…", "".join(sign if _is_common(sign) else "…" for sign in read))


def _pair(sign: str) -> bytes:
    raw = sign.encode("gbk", "ignore")
    return raw if len(raw) == 2 else b"\x00\x00"


def _decoded(pair: bytes) -> str:
    return pair.decode("gbk", "replace")[:1]


def _is_common(sign: str) -> bool:
    return _plain(sign) in COMMON


@lru_cache(maxsize=1 << 16)
def _plain(sign: str) -> str:
    return simplified(sign)[0]


def _is_daily(sign: str) -> bool:
    """Return whether `sign` is of GB2312's first level, the 3,755 characters of daily writing."""
    raw = _pair(sign)
    return 0xB0 <= raw[0] <= 0xD7 and 0xA1 <= raw[1] <= 0xFE
