"""Clean text to read in, with the way back to the text as it was written.

Rules and lexicons are written once, for simplified characters and half-width signs; pages are not. `normalise` gives
the text that rules read, and `Normalised.span` leads every finding back to the signs that stand in the source:

    創(chuàng)新聯(lián)合體，成立      source, offsets as they are stored
    创新联合体,成立                     clean, what rules see
    clean.span(0, 5) == (0, 18)        the quote, damage included

In this order: pinyin notes and invisible characters out; width, Kangxi radicals and compatibility forms folded
(sign by sign: what Unicode folds into whole phrases stays); traditional characters to simplified by OpenCC's `t2s`.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from graph.ontology import Label
from ingest.text.damage import byte_damage
from ingest.text.folding import DROPPED, LIGATURES, fold_table, simplified
from ingest.text.pinyin import notes

Codes = npt.NDArray[np.uint32]

TRADITIONAL_SHARE = 0.02
"""Of the Han characters; below it, OpenCC only touched a rare variant in a simplified text."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """Clean text and its map to the source."""

    source: str
    text: str
    starts: "array[int]"
    """For each sign of `text`, the offset in `source` of the sign that it came from; never falls."""
    notes: int
    """How many pinyin notes were read over."""
    damage: tuple[Label, ...]
    """What was found broken and how it was read, one sentence each, in both languages."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the source.

        The source span holds exactly the original signs: a pinyin note or an invisible character inside the span is
        inside, one that trails it is not.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}–{end} is outside a text of {len(self.text)} signs")
        if start == end:
            at = self.starts[start] if start < len(self.text) else len(self.source)
            return at, at
        return self.starts[start], self.starts[end - 1] + 1

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the signs of `text` that came from `source[start:end]`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def original(self, start: int, end: int) -> str:
        """Return the source's own signs behind `text[start:end]`."""
        first, last = self.span(start, end)
        return self.source[first:last]


def normalise(text: str) -> Normalised:
    """Return `text` without pinyin notes, in simplified characters and half-width signs, with its offset map.

    Full-width ASCII signs (，：；（）！？％Ａ１ …) become half-width; 。、“”《》 stay, so do ①, Ⅱ, … and ½. Line ends
    become a line feed. Linear in the length of `text`; holds for any string, lone surrogates included.
    """
    codes: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _table()
    folded = table[codes]
    # A carriage return is half of a line end, or one alone.
    before_feed = np.zeros(len(codes), dtype=bool)
    before_feed[:-1] = (codes[:-1] == 0x0D) & (codes[1:] == 0x0A)
    keep = (folded != DROPPED) & ~before_feed
    invisible = len(codes) - int(keep.sum()) - int(before_feed.sum())
    found = notes(text)
    for start, end in found:
        keep[start:end] = False
    offsets = np.flatnonzero(keep).astype(np.uint32)
    folded = folded[offsets]
    folded, offsets = _with_ligatures_apart(folded, offsets)
    flat = folded.tobytes().decode("utf-32-le", "surrogatepass")
    clean, changed, han = simplified(flat)
    damage = [
        *_pinyin_said(text, found),
        *_folding_said(changed, han),
        *_invisible_said(invisible),
        *byte_damage(text),
    ]
    return Normalised(text, clean, array("I", offsets.tobytes()), len(found), tuple(damage))


def clean_name(name: str) -> str:
    """Return a single name as `normalise` would write it, without spaces at its ends."""
    return normalise(name).text.strip()


@cache
def _table() -> Codes:
    return fold_table()


def _with_ligatures_apart(folded: Codes, offsets: Codes) -> tuple[Codes, Codes]:
    """Write ﬁ and its kin, which PDF pages carry, as their letters; all of them keep the offset of the one sign."""
    if not np.isin(folded, list(LIGATURES)).any():
        return folded, offsets
    letters: list[int] = []
    places: list[int] = []
    for code, offset in zip(folded.tolist(), offsets.tolist(), strict=True):
        parts = LIGATURES.get(code, (code,))
        letters.extend(parts)
        places.extend([offset] * len(parts))
    return np.array(letters, dtype=np.uint32), np.array(places, dtype=np.uint32)


def _is_traditional(changed: int, han: int) -> bool:
    return changed >= max(3, TRADITIONAL_SHARE * han)


def _pinyin_said(text: str, found: list[tuple[int, int]]) -> list[Label]:
    if not found:
        return []
    start, end = found[0]
    first = text[start - 1 : end]
    what = "1 pinyin note" if len(found) == 1 else f"{len(found)} pinyin notes"
    return [Label(f"跳过夹注的拼音{len(found)}处，如“{first}”。", f"{what} read over, such as {first}.")]


def _folding_said(changed: int, han: int) -> list[Label]:
    if not _is_traditional(changed, han):
        return []
    return [
        Label(
            f"{han}个汉字中有{changed}个繁体字，按简体读取。",
            f"{changed} traditional characters (of {han}) read as simplified.",
        )
    ]


def _invisible_said(count: int) -> list[Label]:
    return [Label(f"跳过不可见字符{count}个。", f"Invisible characters read over: {count}.")] if count else []
