"""The scorer of pairs in plain numpy: how well each kind of claim fits two actors; twin of `ingest.training.scorer`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.learned.encoder import Build, Encoder, Shared, Trunk, range_of
from ingest.learned.gelu import gelu
from ingest.learned.layout import GAP_CAP, HEADS, LOOK, SIZES, SPAN_CAP, Layout, by_window, places, pooled
from ingest.learned.softmax import log_softmax
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_BLOCK = 1024
"""Pairs that are worked on at once."""


@dataclass(frozen=True)
class Scores:
    """Log-odds of claims."""

    pairs: Floats
    """[p, kinds] for the pairs of the layout, in the order of `ingest.learned.candidates.KINDS`."""
    lone: Floats
    """[s] that a thing is approved by nobody named."""
    stages: Floats
    """[p, width] what a pair shows of its status, see `Scorer.statuses`."""


class _Dense:
    """A matrix and its bias."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self._matrix = np.ascontiguousarray(weights[f"{name}.weight"].T, np.float32)
        self._bias = np.asarray(weights[f"{name}.bias"], np.float32)

    def __call__(self, x: Floats) -> Floats:
        return np.asarray(x @ self._matrix + self._bias)


class _Look:
    """What pairs gather from all tokens of their window: attention, led also by how a token lies to the pair."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._ask, self._told = _Dense(weights, "ask"), _Dense(weights, "told")
        self._key, self._value = _Dense(weights, "key"), _Dense(weights, "value")
        self._near = np.ascontiguousarray(weights["near.weight"].T, np.float32)

    def at(self, states: Floats) -> tuple[Floats, Floats]:
        """Return what the tokens of a window offer: keys and values [HEADS, n, LOOK / HEADS]."""
        return _heads(self._key(states)), _heads(self._value(states))

    def __call__(self, inner: Floats, offered: tuple[Floats, Floats], near: Ints) -> Floats:
        """Return what pairs [p, hidden] gather, the same shape; `near` are the places [p, n] of the tokens."""
        keys, values = offered
        scores: Floats = _heads(self._ask(inner)) @ keys.transpose(0, 2, 1) * np.float32((LOOK // HEADS) ** -0.5)
        scores += self._near[:, near]
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        gathered: Floats = (scores @ values).transpose(1, 0, 2).reshape(len(inner), LOOK)
        return self._told(gathered)


def _heads(x: Floats) -> Floats:
    """Return [n, LOOK] as [HEADS, n, LOOK / HEADS]."""
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


class Scorer:
    """Log-odds of claims for pairs by the encoder.

    `weights` as `ingest.training.scorer` names them, `trunk` the layers below; `build` as for
    `ingest.learned.encoder.Encoder`.
    """

    def __init__(self, weights: Mapping[str, Array], trunk: Trunk, build: Build | None = None) -> None:
        self._trunk = trunk
        self._encoder = Encoder(weights, trunk.heads, build)
        self._marks = weights["tag.weight"]
        self._first, self._second, self._between = (_Dense(weights, name) for name in ("cx", "cy", "cg"))
        self._around, self._left, self._right = (_Dense(weights, name) for name in ("cs", "cl", "cr"))
        self._facts = tuple(weights[f"emb.{number}.weight"] for number in range(len(SIZES)))
        self._inner, self._out = _Dense(weights, "mlp"), _Dense(weights, "out")
        self._one, self._alone = _Dense(weights, "one"), _Dense(weights, "alone")
        self._look = _Look(weights)
        # The first matrix of statuses takes a pair beside a kind of claim: each meets its own rows of it.
        self._stage, kinds = np.split(weights["st.weight"].T, [len(weights["mlp.bias"])])
        self._kinds = np.asarray(weights["stk.weight"] @ kinds + weights["st.bias"], np.float32)
        self._status = _Dense(weights, "status")

    def score(self, laid: Layout, shared: Shared) -> Scores:
        """Return the scores of the pairs and lone things of a document.

        `shared`: what the trunk has made of its windows already; the others are read now.
        """
        if not len(laid.rows) and not len(laid.lone):
            none = np.zeros((0, self._stage.shape[1]), np.float32)
            return Scores(np.zeros(laid.allowed.shape, np.float32), np.zeros(0, np.float32), none)
        states = self._states(laid, shared)
        spans = self._spans(states, laid.spans)
        x, y = self._first(spans), self._second(spans)
        between = _largest(self._between(states), laid.gaps, GAP_CAP)
        around = _largest(self._around(states), laid.gaps, GAP_CAP)
        left, right = self._left(states), self._right(states)
        pairs = np.zeros(laid.allowed.shape, np.float32)
        stages = np.zeros((len(pairs), self._stage.shape[1]), np.float32)
        for window, every in zip(laid.windows, by_window(laid), strict=True):
            offered = self._look.at(states[window.first : window.first + window.count])
            for start in range(0, len(every), _BLOCK):
                number = every[start : start + _BLOCK]
                rows, facts = laid.rows[number], laid.facts[number]
                px, py = x[rows[:, 0]], y[rows[:, 1]]
                seen = [px, py, px * py, between[rows[:, 2]], around[rows[:, 3]], left[rows[:, 4]], right[rows[:, 5]]]
                seen.extend(table[facts[:, fact]] for fact, table in enumerate(self._facts))
                inner = gelu(self._inner(np.concatenate(seen, 1)))
                inner += self._look(inner, offered, places(laid, window, number))
                pairs[number], stages[number] = self._out(inner), inner @ self._stage
        lone = np.concatenate([y[laid.lone[:, 0]], around[laid.lone[:, 1]]], 1)
        return Scores(pairs, self._alone(gelu(self._one(lone)))[:, 0], stages)

    def statuses(self, stages: Floats, kinds: Ints) -> Floats:
        """Return the log-probabilities [n, STATUSES] of pairs (rows of `Scores.stages`) as claims of those kinds."""
        return log_softmax(self._status(gelu(stages + self._kinds[kinds])))

    def _states(self, laid: Layout, shared: Shared) -> Floats:
        """Return the hidden states of all tokens; windows that nothing looks at stay zero."""
        asked = [w for w, looked in zip(laid.windows, _asked(laid, len(laid.marks)), strict=True) if looked]
        rest = [window for window in asked if range_of(window) not in shared]
        below = {**shared, **dict(zip(map(range_of, rest), self._trunk.read(rest, laid.cases), strict=True))}
        marked = []
        for window in asked:
            x = below[range_of(window)].copy()
            x[window.starts] += self._marks[laid.marks[window.first : window.first + window.count]]
            marked.append(x)
        states = np.zeros((len(laid.marks), self._marks.shape[1]), np.float32)
        for window, found in zip(asked, self._encoder.above(marked), strict=True):
            states[window.first : window.first + window.count] = found[window.starts]
        return states

    def _spans(self, states: Floats, spans: Ints) -> Floats:
        ends = np.maximum(spans[:, 0], spans[:, 1] - 1)
        whole = np.concatenate([states[spans[:, 0]], states[ends], _largest(states, spans, SPAN_CAP)], 1)
        whole[spans[:, 0] == spans[:, 1]] = 0.0
        return whole


def _asked(laid: Layout, count: int) -> list[bool]:
    """Return of each window whether a pair or a lone thing looks at a token of it."""
    steps = np.zeros(count + 1, np.int64)
    for spans in (laid.spans, laid.gaps, np.stack([laid.rows[:, 4:], laid.rows[:, 4:] + 1], 2).reshape(-1, 2)):
        np.add.at(steps, spans[:, 0], 1)
        np.add.at(steps, spans[:, 1], -1)
    looked = np.cumsum(steps)[:-1] > 0
    return [bool(looked[w.first : w.first + w.count].any()) for w in laid.windows]


def _largest(states: Floats, spans: Ints, cap: int) -> Floats:
    """Return the largest of each value over the tokens of each span; zeros for none."""
    largest = np.zeros((len(spans), states.shape[1]), np.float32)
    for number, span in enumerate(spans):
        if span[1] > span[0]:
            largest[number] = states[pooled(span, cap)].max(0)
    return largest
