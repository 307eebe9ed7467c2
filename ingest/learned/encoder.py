"""The small BERT in plain numpy: embeddings, then layers of attention and feed-forward; twin of `ingest.training.bert`.

Windows of one text go through the matrices together, as one tall matrix without padding; only attention sees them
apart. What is spent beside the matrix products is kept small: q, k and v are one matrix, factors that do not change
are multiplied into the weights once, and elementwise work is done in place on pieces that stay in the cache.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.learned.gelu import double_gelu
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
    """The layers above the embeddings."""

    def apply(self, x: Floats, spans: Spans) -> None:
        """Replace the embeddings `x` [rows, width] of windows by their last hidden states."""


Build = Callable[[Mapping[str, Array], str], Stack]
"""Makes the layers of weights whose names begin with a prefix."""


class Encoder:
    """Hidden states of word pieces.

    Parameters
    ----------
    weights : Mapping of str to array
        By the names of `ingest.training.bert.Bert` after `prefix`, matrices [out, in], and `heads`, how many attention
        heads a layer has. Widths and the number of layers are those of the arrays.
    build : callable, optional
        What computes the layers; plain numpy if not given, `ingest.learned.rounded` in whole numbers.
    prefix : str, optional
        What stands before the names.
    """

    def __init__(self, weights: Mapping[str, Array], build: Build | None = None, prefix: str = "enc.") -> None:
        own = _under(weights, prefix)
        self._word = own("word.weight")
        self._place = own("pos.weight") + own("typ.weight")[0]
        self._norm = _Norm(own("norm.weight"), own("norm.bias"))
        self._stack = (build or PlainStack)(weights, prefix)
        self.width = self._word.shape[1]
        """Width of a hidden state."""
        self.longest = len(self._place)
        """Pieces that a window can have at most."""

    def hidden(self, ids: npt.NDArray[np.int64], extra: Floats | None = None) -> Floats:
        """Return the last hidden states [n, width] of one window of n pieces.

        `extra` [n, width] is added to the embeddings. The same window gives the same bits.
        """
        return self.hidden_of([ids], None if extra is None else [extra])[0]

    def hidden_of(
        self, windows: Sequence[npt.NDArray[np.int64]], extras: Sequence[Floats] | None = None
    ) -> list[Floats]:
        """Return the last hidden states of several windows, each as `hidden` gives them.

        The windows of one text belong into one call: rounding in the last bits can depend on what a window is
        multiplied together with, so the division must not depend on other texts.
        """
        found: list[Floats] = []
        start = 0
        while start < len(windows):
            end, rows = start + 1, len(windows[start])
            while end < len(windows) and rows + len(windows[end]) <= ROWS:
                rows += len(windows[end])
                end += 1
            found.extend(self._together(windows[start:end], None if extras is None else extras[start:end]))
            start = end
        return found

    def _together(self, windows: Sequence[npt.NDArray[np.int64]], extras: Sequence[Floats] | None) -> list[Floats]:
        bounds = np.cumsum([0, *map(len, windows)]).tolist()
        spans = list(pairwise(bounds))
        x = self._word[np.concatenate(windows)]
        for number, (start, end) in enumerate(spans):
            x[start:end] += self._place[: end - start]
            if extras is not None:
                x[start:end] += extras[number]
        self._norm.apply(x)
        self._stack.apply(x, spans)
        return [x[start:end] for start, end in spans]


def _under(weights: Mapping[str, Array], prefix: str) -> Callable[[str], Floats]:
    """Return what gives the weights behind a prefix by their names, in single precision."""
    return lambda name: np.ascontiguousarray(weights[prefix + name], np.float32)


def depth(weights: Mapping[str, Array], prefix: str) -> int:
    """Return how many layers there are."""
    return sum(f"{prefix}layers.{i}.q.weight" in weights for i in range(len(weights)))


class PlainStack:
    """Layers in plain numpy; see `Build` for what they are made of."""

    def __init__(self, weights: Mapping[str, Array], prefix: str) -> None:
        own = _under(weights, prefix)
        self._width = weights[f"{prefix}word.weight"].shape[1]
        each = self._width // int(weights[f"{prefix}heads"][0])
        self._layers = tuple(
            _Layer({n: own(f"layers.{i}.{n}") for n in _NAMES}, each) for i in range(depth(weights, prefix))
        )

    def apply(self, x: Floats, spans: Spans) -> None:
        """See `Stack`."""
        work = _Work(len(x), self._width, max((layer.inner for layer in self._layers), default=0))
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

    def __init__(self, arrays: Mapping[str, Floats], head: int) -> None:
        # 1/√head of the scores goes into q, half of the doubled GELU into the matrix after it.
        self._head = head
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
