"""Many words in one pass: where any of them stands, leftmost and longest."""

from collections.abc import Iterable, Iterator

import ahocorasick


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
        """Yield the spans, in order, without overlap: of two that overlap the one that begins first, then the longer.

        Examples
        --------
        >>> list(Words(["云岭大学", "大学", "云岭"]).find("云岭大学与大学"))
        [(0, 4), (5, 7)]
        """
        if self._empty:
            return
        best: tuple[int, int] | None = None
        for last, word in self._automaton.iter(text):
            span = (last + 1 - len(word), last + 1)
            if best is None or span[0] < best[0] or (span[0] == best[0] and span[1] > best[1]):
                if best is None or span[0] <= best[0]:
                    best = span
                continue
            if span[0] >= best[1]:
                yield best
                best = span
        if best:
            yield best
