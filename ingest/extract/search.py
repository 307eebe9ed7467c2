"""Many words in one pass: where any of them stands, leftmost and longest."""

from collections.abc import Iterable, Iterator

import ahocorasick


def leftmost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, without overlap: of two that overlap the one that begins first, then the longer."""
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            yield span
            end = span[1]


class Words:
    """A set of words that is looked for in time that grows with the text, not with the number of words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in sorted(set(words)):
            if word:
                self._automaton.add_word(word, word)
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the words as `leftmost` picks them.

        Examples
        --------
        >>> list(Words(["云岭大学", "大学", "云岭"]).find("云岭大学与大学"))
        [(0, 4), (5, 7)]
        """
        if self._empty:
            return
        yield from leftmost((last + 1 - len(word), last + 1) for last, word in self._automaton.iter(text))
