"""The encoder as a tagger: scores of labels for tokens, of kinds for names, of what numbers mean.

Twin of `ingest.training.tagger`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.extract.knowledge import ORGANISATIONS
from ingest.learned.encoder import Build, Encoder, Trunk
from ingest.learned.gelu import double_gelu
from ingest.learned.pieces import Window, WordPieces, cases, windows
from ingest.learned.softmax import log_softmax
from ingest.learned.tokens import Span
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Seen:
    """What the tagger made of a text."""

    scores: Floats
    """Log-probability of each label for each token, [n, K] in the order of `LABELS`."""
    windows: Sequence[Window]
    shared: Sequence[Floats]
    """The hidden states of the pieces of each window as the trunk left them; the scorer goes on from there."""
    hidden: Sequence[Floats]
    """The same above the tagger's own layers."""


class Tagger:
    """Label scores and kinds by the encoder.

    Parameters
    ----------
    weights : Mapping of str to array
        Those of the layers above the trunk, the heads `out`, `span` and `figure`, steps `T`; see
        `ingest.training.tagger`.
    trunk : Trunk
        The layers below.
    pieces : WordPieces
        The vocabulary of the trunk.
    build : callable, optional
        What computes the layers, see `ingest.learned.encoder.Encoder`.
    """

    def __init__(
        self, weights: Mapping[str, Array], trunk: Trunk, pieces: WordPieces, build: Build | None = None
    ) -> None:
        self._trunk, self._pieces = trunk, pieces
        self._encoder = Encoder(weights, trunk.heads, build)
        self._out, self._out_bias = weights["out.weight"].T, weights["out.bias"]
        self._name, self._figure = _Head(weights, "span"), _Head(weights, "figure")
        self.transitions: Floats = np.asarray(weights["T"], np.float32)
        """Scores of steps from label to label."""

    def see(self, text: str, spans: Sequence[Span], sentences: Sequence[Span]) -> Seen:
        """Return scores and hidden states of a clean text; `spans` are its tokens, `sentences` ranges of them."""
        cut = windows(text, spans, sentences, self._pieces)
        shared = self._trunk.read(cut, cases(text, spans))
        hidden = self._encoder.above(shared)
        states = [states[window.starts] for window, states in zip(cut, hidden, strict=True)]
        scores = np.concatenate(states or [np.zeros((0, len(self._out)), np.float32)]) @ self._out + self._out_bias
        return Seen(log_softmax(scores), cut, shared, hidden)

    def kinds(self, seen: Seen, names: Sequence[Span]) -> list[tuple[Floats, float]]:
        """Return for names (ranges of tokens) the log-probability of each kind, and the log-odds of an academician.

        Kinds in the order of `ORGANISATIONS`. A name that two windows share is judged by its part in the first.
        """
        if not names:
            return []
        scores = self._name(_spans(seen, names))
        kinds = log_softmax(scores[:, : len(ORGANISATIONS)])
        return [(kinds[row], float(scores[row, -1])) for row in range(len(names))]

    def figures(self, seen: Seen, numbers: Sequence[Span]) -> Floats:
        """Return scores [numbers, COLUMNS] of numbers (ranges of tokens, one at least).

        What they say tells `ingest.learned.quantities.Odds`.
        """
        return self._figure(_spans(seen, numbers))


class _Head:
    """Two matrices with a bend between them, over what the encoder sees of spans."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self._first, self._first_bias = weights[f"{name}.0.weight"].T, weights[f"{name}.0.bias"]
        self._second, self._second_bias = weights[f"{name}.3.weight"].T, weights[f"{name}.3.bias"]

    def __call__(self, spans: Floats) -> Floats:
        inner = spans @ self._first
        double_gelu(inner, self._first_bias)
        return np.asarray((inner / 2) @ self._second + self._second_bias, np.float32)


def _spans(seen: Seen, spans: Sequence[Span]) -> Floats:
    """Return first, last and largest hidden states of ranges of tokens [n, 3 · width].

    Of a range that two windows share, its part in the first is seen.
    """
    firsts = [window.first for window in seen.windows]
    rows = []
    for first, last in spans:
        at = int(np.searchsorted(firsts, first, "right")) - 1
        window, hidden = seen.windows[at], seen.hidden[at]
        a = int(window.starts[first - window.first])
        b = int(window.ends[min(last - window.first, window.count) - 1]) + 1
        rows.append(np.concatenate([hidden[a], hidden[b - 1], hidden[a:b].max(0)]))
    return np.stack(rows)
