"""Tokens as word pieces of the encoder's vocabulary, and a text as windows of them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.learned.tokens import Span

UNKNOWN, OPEN, CLOSE, MASK = "[UNK]", "[CLS]", "[SEP]", "[MASK]"
WINDOW, LONGEST = 448, 508
"""Pieces of a window, in training and in reading, and at most: the encoder knows 512 positions, two are its marks."""
_REMEMBERED = 100_000
"""Tokens whose pieces are remembered: those that come first, the frequent ones among them."""
_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'"}


class WordPieces:
    """A vocabulary of word pieces; longest piece first, continued pieces are written ##so."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._id = {piece: i for i, piece in enumerate(self.vocabulary)}
        self.unknown, self.open, self.close, self.mask = (self._id[p] for p in (UNKNOWN, OPEN, CLOSE, MASK))
        self._memo: dict[str, tuple[int, ...]] = {}

    def of(self, token: str) -> tuple[int, ...]:
        """Return the ids of a token's pieces; one unknown piece where the vocabulary does not reach."""
        ids = self._memo.get(token)
        if ids is None:
            ids = self._cut(_QUOTES.get(token) or _plain(token))
            if len(self._memo) < _REMEMBERED and len(token) < LONGEST:
                self._memo[token] = ids
        return ids

    def _cut(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        at = 0
        # More pieces than a window holds are never looked at: a line of ten million digits is one token.
        while at < len(word) and len(ids) < LONGEST:
            for end in range(min(len(word), at + 24), at, -1):
                known = self._id.get(("##" if at else "") + word[at:end])
                if known is not None:
                    ids.append(known)
                    at = end
                    break
            else:
                return (self.unknown,)
        return tuple(ids)


def _plain(token: str) -> str:
    """Return a token in small letters without accents, as the base models were taught."""
    small = token.lower()
    if small.isascii() or not token.isalpha():
        return small
    return "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))


CASES = 5
"""How many ways there are to write a word, see `case_of`."""


def case_of(token: str) -> int:
    """Return how a word is written, which its pieces do not tell: 0 no letters, 1 small, 2 Large, 3 ALL, 4 miXed."""
    if token.lower() == token.upper():
        return 0
    if token.islower():
        return 1
    if token[0].isupper() and (len(token) == 1 or token[1:].islower()):
        return 2
    return 3 if token.isupper() else 4


def cases(text: str, spans: Sequence[Span]) -> npt.NDArray[np.int64]:
    """Return how each token of a text is written, see `case_of`."""
    return np.array([case_of(text[start:end]) for start, end in spans], np.int64)


@dataclass(frozen=True)
class Window:
    """A stretch of tokens as the encoder reads it."""

    first: int
    """Token at which the window starts."""
    ids: npt.NDArray[np.int64]
    """Pieces, [CLS] and [SEP] around them."""
    starts: npt.NDArray[np.int64]
    """First piece of each token."""
    ends: npt.NDArray[np.int64]
    """Last piece of each token."""

    @property
    def count(self) -> int:
        """How many tokens the window holds."""
        return len(self.starts)


def windows(
    text: str, spans: Sequence[Span], sentences: Sequence[Span], pieces: WordPieces, most: int = WINDOW
) -> list[Window]:
    """Return the windows of a text: whole sentences up to about `most` pieces, as even as they go.

    `spans` are its tokens, `sentences` ranges of tokens. A sentence longer than a window is cut between tokens. Every
    token stands in one window, in order.
    """
    cut = [pieces.of(text[start:end])[:LONGEST] or (pieces.unknown,) for start, end in spans]
    sizes = [sum(len(ids) for ids in cut[first:last]) for first, last in sentences]
    parts = max(1, -(-sum(sizes) // most))
    goal = sum(sizes) / parts
    bounds: list[Span] = []
    start, held = 0, 0
    for (first, _), size in zip(sentences, sizes, strict=True):
        if held and (held + size > most or held + size / 2 > goal):
            bounds.append((start, first))
            start, held = first, 0
        held += size
    bounds.append((start, len(spans)))
    return [_window(a, cut[a:b], pieces) for first, last in bounds for a, b in _fitting(cut, first, last)]


def _fitting(cut: Sequence[tuple[int, ...]], first: int, last: int) -> list[Span]:
    parts: list[Span] = []
    start, held = first, 0
    for at in range(first, last):
        if held + len(cut[at]) > LONGEST:
            parts.append((start, at))
            start, held = at, 0
        held += len(cut[at])
    if start < last:
        parts.append((start, last))
    return parts


def _window(first: int, cut: Sequence[tuple[int, ...]], pieces: WordPieces) -> Window:
    ids = [pieces.open]
    starts, ends = [], []
    for token in cut:
        starts.append(len(ids))
        ids.extend(token)
        ends.append(len(ids) - 1)
    ids.append(pieces.close)
    return Window(first, np.array(ids), np.array(starts, np.int64), np.array(ends, np.int64))
