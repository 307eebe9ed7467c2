"""Linear chains: the best labels of sentences, and how sure a name is, from scores of tokens and of steps.

All sentences of a text run side by side, without padding: work and memory grow with the number of tokens.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ingest.learned.tokens import LABELS, Span

Scores = npt.NDArray[np.floating]
Floats = npt.NDArray[np.float64]
FORBIDDEN = -1e4
"""Score of what cannot be; finite, so that sums of it stay numbers."""
_AT = {label: at for at, label in enumerate(LABELS)}
_START = np.array([FORBIDDEN if label[0] == "I" else 0.0 for label in LABELS])
_TINY = 1e-280


def legal() -> Floats:
    """Return steps [K, K] from label to label: 0, or `FORBIDDEN` where an inside label has no name to go on."""
    steps = np.zeros((len(LABELS), len(LABELS)))
    for label, to in _AT.items():
        if label[0] == "I":
            steps[:, to] = FORBIDDEN
            steps[[_AT["B" + label[1:]], to], to] = 0.0
    return steps


def blocks(sentences: Sequence[Span], most: int) -> list[list[Span]]:
    """Return sentences in blocks of at most `most` tokens, so that memory does not grow with the text.

    A longer sentence is cut. Offsets stay those of the text.

    Examples
    --------
    >>> blocks([(0, 3), (3, 5), (5, 12)], 5)
    [[(0, 3), (3, 5)], [(5, 10)], [(10, 12)]]
    """
    found: list[list[Span]] = []
    held = most
    for first, last in sentences:
        for start in range(first, last, most):
            end = min(start + most, last)
            if held + end - start > most:
                found.append([])
                held = 0
            found[-1].append((start, end))
            held += end - start
    return found


def viterbi(emissions: Scores, transitions: Scores, sentences: Sequence[Span] | None = None) -> list[str]:
    """Return the best legal label of every token.

    Parameters
    ----------
    emissions : array [n, K]
        Score of each label for each token, in the order of `LABELS`; log scale.
    transitions : array [K, K]
        Score of a step from label to label; what `legal` forbids is forbidden besides.
    sentences : sequence of (first, one past the last), optional
        Chains, which cover the tokens in order; by default all tokens are one.
    """
    runs = _Runs(len(emissions), sentences)
    scores = np.asarray(emissions, np.float64)[runs.tokens]
    steps = np.asarray(transitions, np.float64) + legal()
    scores[: runs.bounds[1]] += _START
    for before, now in runs.forward():
        scores[now] += (scores[before][:, :, None] + steps).max(1)
    best = np.zeros(len(scores), np.intp)
    into = np.ascontiguousarray(steps.T)
    for now, after, ended in runs.backward():
        best[ended] = scores[ended].argmax(1)
        best[now] = (scores[now] + into[best[after]]).argmax(1)
    labels = np.empty(len(best), np.intp)
    labels[runs.tokens] = best
    return [LABELS[at] for at in labels.tolist()]


class Lattice:
    """Sums over all labellings of sentences: probabilities of labels and of names.

    Parameters are those of `viterbi`.
    """

    def __init__(self, emissions: Scores, transitions: Scores, sentences: Sequence[Span] | None = None) -> None:
        runs = _Runs(len(emissions), sentences)
        scores = np.asarray(emissions, np.float64)[runs.tokens]
        scores -= scores.max(1, keepdims=True, initial=FORBIDDEN)
        weights = np.maximum(np.exp(scores), _TINY)
        steps = np.exp(np.asarray(transitions, np.float64) + legal())
        ahead, behind, scale = weights.copy(), np.ones_like(weights), np.ones(len(weights))
        ahead[: runs.bounds[1]] *= np.exp(_START)
        _normalise(ahead, scale, slice(0, runs.bounds[1]))
        for before, now in runs.forward():
            ahead[now] *= ahead[before] @ steps
            _normalise(ahead, scale, now)
        for now, after, _ in runs.backward():
            behind[now] = (behind[after] * weights[after] / scale[after][:, None]) @ steps.T
        back = np.empty(len(runs.tokens), np.intp)
        back[runs.tokens] = np.arange(len(runs.tokens))
        self._ahead, self._behind = ahead[back], behind[back]
        self._weights = weights[back] / scale[back][:, None]
        self._steps = steps
        self._sentence = runs.sentence
        logs = np.log(np.maximum(self._weights, _TINY))
        self._sums = np.concatenate([np.zeros((1, len(LABELS))), logs.cumsum(0)])

    def marginals(self) -> Floats:
        """Return the probability of each label of each token, [n, K]; rows sum to 1."""
        both = self._ahead * self._behind
        return np.asarray(both / np.maximum(both.sum(1, keepdims=True), _TINY))

    def probability(self, first: int, last: int, kind: str) -> float:
        """Return the probability that tokens `first` to `last` - 1, no more and no fewer, are one name of `kind`.

        0 where they are no stretch of one sentence.
        """
        if not 0 <= first < last <= len(self._ahead) or self._sentence[first] != self._sentence[last - 1]:
            return 0.0
        begin, inside = _AT[f"B-{kind}"], _AT[f"I-{kind}"]
        value = float(self._ahead[first, begin])
        longer = last - first - 1
        if longer:
            logs = self._sums[last, inside] - self._sums[first + 1, inside]
            value *= float(
                self._steps[begin, inside] * np.exp(logs + np.log(self._steps[inside, inside]) * (longer - 1))
            )
        if last < len(self._ahead) and self._sentence[last] == self._sentence[first]:
            on = self._steps[inside if longer else begin] * self._weights[last] * self._behind[last]
            value *= float(on.sum() - on[inside])
        return min(1.0, value)


def _normalise(values: Floats, scale: Floats, now: slice) -> None:
    scale[now] = np.maximum(values[now].sum(1), _TINY)
    values[now] /= scale[now][:, None]


class _Runs:
    """Tokens in the order of steps: the first ones of all sentences, the second ones, and so on; longest first."""

    def __init__(self, count: int, sentences: Sequence[Span] | None) -> None:
        spans = [(0, count)] if sentences is None else list(sentences)
        lengths = np.array([last - first for first, last in spans], np.intp)
        order = np.argsort(-lengths, kind="stable")
        starts = np.array([first for first, _ in spans], np.intp)[order]
        longest = int(lengths.max(initial=0))
        # How many sentences have a token in step t.
        alive = np.searchsorted(-lengths[order], -np.arange(longest), "left")
        self.bounds: list[int] = [0, *np.cumsum(alive).tolist()] if longest else [0, 0]
        self.tokens = np.concatenate([starts[:many] + step for step, many in enumerate(alive)] or [starts[:0]])
        self.sentence: list[int] = np.repeat(np.arange(len(spans)), lengths).tolist()

    def forward(self) -> Iterator[tuple[slice, slice]]:
        """From the second step to the last: the tokens before those of the step, and these."""
        for low, now, end in zip(self.bounds, self.bounds[1:], self.bounds[2:], strict=False):
            yield slice(low, low + end - now), slice(now, end)

    def backward(self) -> Iterator[tuple[slice, slice, slice]]:
        """From the last step to the first: the tokens that go on, those after them, those that end a sentence."""
        bounds = [*self.bounds, self.bounds[-1]]
        for at in range(len(self.bounds) - 2, -1, -1):
            low, high, end = bounds[at : at + 3]
            going = low + end - high
            yield slice(low, going), slice(high, end), slice(going, high)
