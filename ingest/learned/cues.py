"""Words that speak of claims, statuses, posts, support and denial: where they stand in a document, found in one pass.

    双方拟共建种业研究院      拟: planned      共建: CO_BUILDS, COOPERATES_WITH

The words are data (`lexicon/triggers.toml` and the lists that it names, `status.toml`, `english.toml`): a word added
to a list speaks at once.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.ontology import ONTOLOGY
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge
from ingest.extract.search import Words
from ingest.learned.candidates import KINDS

STATUSES = tuple(ONTOLOGY.statuses)
"""Statuses in the order of the lifecycle, the order of the models' outputs."""
FLAGS = ("title", "policy", "denial", "former", "done")
"""Further lists that matter, zh and en together."""
_COUNT = len(KINDS) + len(STATUSES) + len(FLAGS)

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cues:
    """The cues of a document, in order, without overlap; those inside names are left out."""

    start: Ints
    end: Ints
    word: Ints
    """Hash of each word, the same on every machine."""
    kinds: Bools
    """[cues, kinds of claims] of which it speaks."""
    statuses: Bools
    """[cues, statuses]"""
    flags: Bools
    """[cues, FLAGS]"""

    def between(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Return ranges of cues that begin in the stretches; empty where a stretch is."""
        first = np.searchsorted(self.start, start)
        return first, np.maximum(first, np.searchsorted(self.start, end))


@dataclass(frozen=True, eq=False)
class Cuebook:
    """All words that are looked for, with what they say."""

    words: Words
    says: dict[str, tuple[int, tuple[int, ...]]]
    """Word in small letters → its hash and the columns that it sets."""

    def find(self, text: str, names: Sequence[Found]) -> Cues:
        """Return the cues of a clean text whose names are `names`, in order."""
        low = lowered(text)
        covered = np.zeros(len(text) + 1, bool)
        for name in names:
            covered[name.start : name.end] = True
        spans: list[tuple[int, int]] = []
        hashes: list[int] = []
        columns: list[tuple[int, int]] = []
        for start, end in self.words.find(low):
            if covered[start] or _inside_word(low, start, end):
                continue
            word, sets = self.says[low[start:end]]
            columns.extend((len(spans), column) for column in sets)
            spans.append((start, end))
            hashes.append(word)
        said = np.zeros((len(spans), _COUNT), bool)
        if columns:
            said[tuple(np.array(columns).T)] = True
        places = np.array(spans, np.int64).reshape(-1, 2)
        a, b = len(KINDS), len(KINDS) + len(STATUSES)
        return Cues(places[:, 0], places[:, 1], np.array(hashes, np.int64), said[:, :a], said[:, a:b], said[:, b:])


def lowered(text: str) -> str:
    """Return `text` in small letters, sign by sign: offsets stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def hashed(word: str) -> int:
    """Return 32 bits of a word, the same on every machine."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=8)
def cuebook(knowledge: Knowledge) -> Cuebook:
    """Return the cue words of `knowledge`, made once."""
    columns: dict[str, set[int]] = {}

    def enter(words: Iterable[str], column: int) -> None:
        for word in words:
            columns.setdefault(word.lower(), set()).add(column)

    for number, kind in enumerate(KINDS):
        for name in (f"trigger.{kind}", *knowledge.words(f"trigger_of.{kind}")):
            enter(knowledge.words(name), number)
    for number, status in enumerate(STATUSES, len(KINDS)):
        for name in (f"status.{status}", f"en.status.{status}"):
            enter(knowledge.words(name), number)
    for number, flag in enumerate(FLAGS, len(KINDS) + len(STATUSES)):
        for name in (flag, f"en.{flag}", f"{flag}.strong", f"en.{flag}.strong"):
            enter(knowledge.words(name), number)
    # 将军, 规划局: words that hold a cue and are none.
    for name in ("status.shield", "en.status.shield"):
        for word in knowledge.words(name):
            columns.setdefault(word.lower(), set())
    says = {word: (hashed(word), tuple(sorted(sets))) for word, sets in columns.items() if word}
    return Cuebook(Words(says), says)


def _inside_word(text: str, start: int, end: int) -> bool:
    """Return whether a Latin cue is only a part of a longer word."""
    left = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    return left or (end < len(text) and _latin(text[end - 1]) and _latin(text[end]))


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
