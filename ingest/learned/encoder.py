"""The small BERT in plain numpy: a trunk of embeddings and layers, and runs of layers on it.

The trunk is read once a text; the tagger, then the scorer of pairs go on from there. Twin of `ingest.training.bert`.

Windows of one text go through the matrices together, as one tall matrix without padding; only attention sees them
apart. What is spent beside the matrix products is kept small: q, k and v are one matrix, factors that do not change
are multiplied into the weights once, and elementwise work is done in place on pieces that stay in the cache.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.learned.gelu import double_gelu
from ingest.learned.pieces import Window
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]
_EPSILON = np.float32(1e-12)
_NAMES = tuple(
    f"{part}.{what}" for part in ("q", "k", "v", "o", "up", "down", "n1", "n2") for what in ("weight", "bias")
)
ROWS = 512
"""Pieces that go through the matrices at once; more gain no speed and cost memory (about 12 KiB a piece)."""


Spans = Sequence[tuple[int, int]]
"""Where windows begin and end in a tall matrix."""


class Stack(Protocol):
    """A run of layers."""

    def apply(self, x: Floats, spans: Spans) -> None:
        """Replace the hidden states `x` [rows, width] of windows by those above the last layer."""


Shared = Mapping[tuple[int, int], Floats]
"""What the trunk made of windows of a text, by the range of tokens that each holds."""


def range_of(window: Window, first: int = 0) -> tuple[int, int]:
    """Return the tokens of a text that a window holds; `first`: the token at which its count begins."""
    return first + window.first, first + window.first + window.count


Build = Callable[[Mapping[str, Array], int], Stack]
"""Makes layers of weights named ``layers.0.q.weight`` …, matrices [out, in], and the number of attention heads."""


class Encoder:
    """A run of layers over hidden states of windows.

    Parameters
    ----------
    weights : Mapping of str to array
        Those of the layers, as `Build` names them. Widths and the number of layers are those of the arrays.
    heads : int
        How many attention heads a layer has.
    build : callable, optional
        What computes the layers; plain numpy if not given, `ingest.learned.rounded` in whole numbers.
    """

    def __init__(self, weights: Mapping[str, Array], heads: int, build: Build | None = None) -> None:
        self._stack = (build or PlainStack)(weights, heads)

    def above(self, states: Sequence[Floats]) -> list[Floats]:
        """Return the hidden states of windows, one run of layers up from `states` [n, width] of each.

        The windows of one text belong into one call: rounding in the last bits can depend on what a window is
        multiplied together with, so the division must not depend on other texts.
        """
        found: list[Floats] = []
        for together in _portions(states):
            x, spans = np.concatenate(together), spans_of(together)
            self._stack.apply(x, spans)
            found.extend(x[start:end] for start, end in spans)
        return found


class Trunk(Encoder):
    """Embeddings of pieces and of how words are written, and the layers that tagger and scorer share.

    Parameters
    ----------
    table : Mapping of str to array
        What stands below all layers: ``word``, ``pos``, ``typ`` and ``norm``, and ``heads``.
    weights : Mapping of str to array
        Those of the layers, and ``case``.
    build : callable, optional
        As for `Encoder`.
    """

    def __init__(self, table: Mapping[str, Array], weights: Mapping[str, Array], build: Build | None = None) -> None:
        self.heads = int(table["heads"][0])
        """Attention heads of every layer."""
        super().__init__(weights, self.heads, build)
        self._word = _plain(table["word.weight"])
        self._place = _plain(table["pos.weight"]) + table["typ.weight"][0]
        self._norm = _Norm(_plain(table["norm.weight"]), _plain(table["norm.bias"]))
        self._case = _plain(weights["case.weight"])

    def read(self, windows: Sequence[Window], cases: npt.NDArray[np.int64]) -> list[Floats]:
        """Return the hidden states [n, width] of the pieces of windows.

        `cases` tell of every token of the text how it is written, see `ingest.learned.pieces.case_of`.
        """
        return self.above([self._embedded(window, cases) for window in windows])

    def _embedded(self, window: Window, cases: npt.NDArray[np.int64]) -> Floats:
        x: Floats = self._word[window.ids] + self._place[: len(window.ids)]
        x[window.starts] += self._case[cases[window.first : window.first + window.count]]
        self._norm.apply(x)
        return x


def _portions(states: Sequence[Floats]) -> Iterator[Sequence[Floats]]:
    """Yield the windows that go through the matrices together."""
    start = 0
    while start < len(states):
        end, rows = start + 1, len(states[start])
        while end < len(states) and rows + len(states[end]) <= ROWS:
            rows += len(states[end])
            end += 1
        yield states[start:end]
        start = end


def spans_of(windows: Sequence[Sized]) -> Spans:
    """Return where windows of so many pieces lie in a tall matrix."""
    return list(pairwise(np.cumsum([0, *map(len, windows)]).tolist()))


def _plain(array: Array) -> Floats:
    """Return weights in single precision, as they lie best."""
    return np.ascontiguousarray(array, np.float32)


def depth(weights: Mapping[str, Array]) -> int:
    """Return how many layers there are."""
    return sum(f"layers.{i}.q.weight" in weights for i in range(len(weights)))


class PlainStack:
    """Layers in plain numpy; see `Build` for what they are made of."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        self._layers = tuple(
            _Layer({n: _plain(weights[f"layers.{i}.{n}"]) for n in _NAMES}, heads) for i in range(depth(weights))
        )

    def apply(self, x: Floats, spans: Spans) -> None:
        """See `Stack`."""
        work = _Work(len(x), x.shape[1], max(layer.inner for layer in self._layers))
        for layer in self._layers:
            layer.apply(x, spans, work)


class _Work:
    """Room for what a layer needs between its steps, the same for all layers."""

    def __init__(self, rows: int, width: int, inner: int) -> None:
        self.qkv = np.empty((rows, 3 * width), np.float32)
        self.context = np.empty((rows, width), np.float32)
        self.change = np.empty((rows, width), np.float32)
        self.inner = np.empty((rows, inner), np.float32)


class _Norm:
    """Layer normalisation, in place."""

    def __init__(self, weight: Floats, bias: Floats) -> None:
        self._weight, self._bias = weight, bias
        self._mean = np.full(len(weight), 1 / len(weight), np.float32)

    def apply(self, x: Floats) -> None:
        """Normalise the rows of `x`."""
        x -= (x @ self._mean)[:, None]
        variance = np.einsum("ij,ij->i", x, x) * self._mean[0]
        x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
        x *= self._weight
        x += self._bias


class _Layer:
    """Attention and feed-forward, each added to its input and normalised."""

    def __init__(self, arrays: Mapping[str, Floats], heads: int) -> None:
        # 1/√head of the scores goes into q, half of the doubled GELU into the matrix after it.
        self._head = head = len(arrays["q.bias"]) // heads
        scale = np.float32(head**-0.5)
        qkv = np.concatenate([arrays["q.weight"] * scale, arrays["k.weight"], arrays["v.weight"]])
        self._qkv = np.ascontiguousarray(qkv.T)
        self._qkv_bias = np.concatenate([arrays["q.bias"] * scale, arrays["k.bias"], arrays["v.bias"]])
        self._o, self._o_bias = np.ascontiguousarray(arrays["o.weight"].T), arrays["o.bias"]
        self._up, self._up_bias = np.ascontiguousarray(arrays["up.weight"].T), arrays["up.bias"]
        self._down, self._down_bias = np.ascontiguousarray(arrays["down.weight"].T) / 2, arrays["down.bias"]
        self._n1 = _Norm(arrays["n1.weight"], arrays["n1.bias"])
        self._n2 = _Norm(arrays["n2.weight"], arrays["n2.bias"])
        self.inner = len(self._up_bias)

    def apply(self, x: Floats, spans: Spans, work: _Work) -> None:
        """Replace the hidden states `x` [rows, width] by those one layer up; a window is a span of rows."""
        np.matmul(x, self._qkv, out=work.qkv)
        work.qkv += self._qkv_bias
        for start, end in spans:
            _attend(work.qkv[start:end], work.context[start:end], self._head)
        np.matmul(work.context, self._o, out=work.change)
        work.change += self._o_bias
        x += work.change
        self._n1.apply(x)
        inner = work.inner[:, : self.inner]
        np.matmul(x, self._up, out=inner)
        double_gelu(inner, self._up_bias)
        np.matmul(inner, self._down, out=work.change)
        work.change += self._down_bias
        x += work.change
        self._n2.apply(x)


def _attend(qkv: Floats, context: Floats, head: int) -> None:
    """Write into `context` [n, width] what each piece of one window gathers from all of them; `head`: width of one."""
    n, width = context.shape
    q, k, v = qkv.reshape(n, 3, width // head, head).transpose(1, 2, 0, 3)
    scores = q @ k.transpose(0, 2, 1)
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    total = scores @ np.ones((n, 1), np.float32)
    gathered = context.reshape(n, -1, head).transpose(1, 0, 2)
    np.matmul(scores, v, out=gathered)
    gathered /= total
