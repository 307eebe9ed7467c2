"""Stretches of a text in one language: a Chinese page with an English half is read by both languages' networks."""

from collections.abc import Sequence
from itertools import groupby

from ingest.learned.tokens import Span

LEAST = 40
"""Tokens of the other language that stand together and are more than names in passing."""


def stretches(
    text: str, spans: Sequence[Span], sentences: Sequence[Span], language: str
) -> list[tuple[str, list[Span]]]:
    """Return the sentences in order, together where they are in one language, each time with that language.

    Parameters
    ----------
    spans : sequence of (int, int)
        Tokens of `text`.
    sentences : sequence of (int, int)
        Ranges of tokens.
    language : {"zh", "en"}
        That of the document: what is short or holds no letters belongs to it.

    Examples
    --------
    >>> text = "甲校"
    >>> stretches(text, [(0, 1), (1, 2)], [(0, 2)], "zh")
    [('zh', [(0, 2)])]
    """
    runs: list[tuple[str, list[Span]]] = []
    for sentence in sentences:
        own = _language(text, spans[sentence[0] : sentence[1]]) or (runs[-1][0] if runs else language)
        if not runs or runs[-1][0] != own:
            runs.append((own, []))
        runs[-1][1].append(sentence)
    settled = [(own if own == language or _size(run) >= LEAST else language, run) for own, run in runs]
    joined = groupby(settled, key=lambda item: item[0])
    return [(own, [sentence for _, run in group for sentence in run]) for own, group in joined]


def _size(run: Sequence[Span]) -> int:
    return sum(last - first for first, last in run)


def _language(text: str, spans: Sequence[Span]) -> str | None:
    """Return the language of most tokens of a sentence; None where none has letters."""
    han = sum("\u3400" <= text[start] <= "\u9fff" for start, _ in spans)
    latin = sum(text[start].isalpha() for start, _ in spans) - han
    if not han and not latin:
        return None
    # A Han sign is half a word or less.
    return "en" if 2 * latin > han else "zh"
