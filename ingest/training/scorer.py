"""The scorer of pairs in torch: an encoder that sees who stands where, and one score a kind of claim for each pair."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.extract.knowledge import Knowledge
from ingest.learned.candidates import KINDS, shapes
from ingest.learned.cues import STATUSES
from ingest.learned.layout import (
    GAP_CAP,
    HEADS,
    LOOK,
    MARKS,
    PLACES,
    SIZES,
    SPAN_CAP,
    Layout,
    by_window,
    layout,
    places,
    pooled,
)
from ingest.learned.pieces import WordPieces
from ingest.training.base import Base
from ingest.training.bert import Dense, Layers, as_kept
from ingest.training.labels import ELSEWHERE, SAID, Labelled

OF_STATUS, OF_TRAPS = 2.0, 3
"""Weight of the loss of statuses, and of pairs that annotators noted as tempting."""
_PAIRS = 20.0
"""The loss of a document is about so many times that of a window of the tagger."""


class Scorer(Layers):
    """Scores of claim kinds for pairs, of an approval by nobody named for things, of statuses for said pairs."""

    def __init__(self, base: Base, wide: int = 160, hidden: int = 256, drop: float = 0.2) -> None:
        shape, width = base.shape, base.width
        super().__init__(base, shape.shared, shape.shared + shape.scorer, grown=shape.grown)
        self.tag = nn.Embedding(MARKS, width)
        nn.init.zeros_(self.tag.weight)
        self.cx, self.cy, self.cg = Dense(3 * width, wide), Dense(3 * width, wide), Dense(width, wide)
        self.cs, self.cl, self.cr = (Dense(width, wide // 2) for _ in range(3))
        self.emb = nn.ModuleList(nn.Embedding(size, 8) for size in SIZES)
        self.mlp = Dense(4 * wide + 3 * (wide // 2) + 8 * len(SIZES), hidden)
        self.out = Dense(hidden, len(KINDS))
        self.one, self.alone = Dense(wide + wide // 2, 64), Dense(64, 1)
        self.stk = nn.Embedding(len(KINDS), 64)
        self.st, self.status = Dense(hidden + 64, 64), Dense(64, len(STATUSES))
        self.ask, self.key, self.value = Dense(hidden, LOOK), Dense(width, LOOK), Dense(width, LOOK)
        self.near, self.told = nn.Embedding(PLACES, HEADS), Dense(LOOK, hidden)
        for part in (self.near.weight, self.told.weight, self.told.bias):
            nn.init.zeros_(part)
        self.drop = nn.Dropout(drop)
        # Few pairs are claims: start there.
        nn.init.constant_(self.out.bias, -3.0)
        nn.init.constant_(self.alone.bias, -3.0)

    def marked(self, laid: Layout) -> Tensor:
        """Return what is added to the hidden states of a document's tokens: marks of who stands there."""
        return F.embedding(torch.from_numpy(laid.marks), as_kept(self.tag.weight))

    def pairs(self, states: Tensor, laid: Layout, index: "Index") -> tuple[Tensor, Tensor, Tensor]:
        """Return representations and scores [p, kinds] of pairs, and scores [s] of lone things."""
        first, last = states[index.ends[:, 0]], states[index.ends[:, 1]]
        spans = torch.cat([first, last, _pool(states, *index.spans)], 1).masked_fill(index.nowhere[:, None], 0.0)
        x, y = self.cx(spans), self.cy(spans)
        between, around = _pool(self.cg(states), *index.gaps), _pool(self.cs(states), *index.gaps)
        left, right = self.cl(states), self.cr(states)
        rows = torch.from_numpy(laid.rows)
        px, py = x[rows[:, 0]], y[rows[:, 1]]
        facts = torch.from_numpy(laid.facts)
        seen = [px, py, px * py, between[rows[:, 2]], around[rows[:, 3]], left[rows[:, 4]], right[rows[:, 5]]]
        seen.extend(table(facts[:, i]) for i, table in enumerate(self.emb))
        inner = self.drop(F.gelu(self.mlp(self.drop(torch.cat(seen, 1)))))
        inner = inner + self.drop(self._look(states, inner, laid, index))
        lone = torch.from_numpy(laid.lone)
        alone = self.one(torch.cat([y[lone[:, 0]], around[lone[:, 1]]], 1))
        return inner, self.out(inner), self.alone(self.drop(F.gelu(alone)))[:, 0]

    def _look(self, states: Tensor, inner: Tensor, laid: Layout, index: "Index") -> Tensor:
        """Return what pairs gather from all tokens of their window, [p, hidden]."""
        each = LOOK // HEADS
        told = torch.zeros(len(inner), LOOK)
        for window, rows, near in zip(laid.windows, index.by_window, index.places, strict=True):
            if not len(rows):
                continue
            there = states[window.first : window.first + window.count]
            ask = self.ask(inner[rows]).view(-1, HEADS, each).transpose(0, 1)
            key, value = (part(there).view(-1, HEADS, each).transpose(0, 1) for part in (self.key, self.value))
            weights = torch.softmax(ask @ key.transpose(1, 2) * each**-0.5 + self.near(near.int()).permute(2, 0, 1), -1)
            told = told.index_copy(0, rows, (weights @ value).transpose(0, 1).reshape(-1, LOOK))
        gathered: Tensor = self.told(told)
        return gathered

    def statuses(self, inner: Tensor, kinds: Tensor) -> Tensor:
        """Return scores of statuses for pairs as claims of those kinds."""
        scores: Tensor = self.status(self.drop(F.gelu(self.st(torch.cat([inner, self.stk(kinds)], 1)))))
        return scores


@dataclass(frozen=True)
class Index:
    """The spans and stretches of a layout as index tables with masks."""

    ends: Tensor
    nowhere: Tensor
    spans: tuple[Tensor, Tensor]
    gaps: tuple[Tensor, Tensor]
    by_window: list[Tensor]
    places: list[Tensor]
    """Pairs of each window, and how its tokens lie to them, see `ingest.learned.layout.places`."""


def index(laid: Layout) -> Index:
    """Return the index tables of a layout."""
    ends = torch.from_numpy(np.stack([laid.spans[:, 0], np.maximum(laid.spans[:, 0], laid.spans[:, 1] - 1)], 1))
    nowhere = torch.from_numpy(laid.spans[:, 0] == laid.spans[:, 1])
    rows = by_window(laid)
    near = [torch.from_numpy(places(laid, w, r).astype(np.uint8)) for w, r in zip(laid.windows, rows, strict=True)]
    spans, gaps = _table(laid.spans, SPAN_CAP), _table(laid.gaps, GAP_CAP)
    return Index(ends, nowhere, spans, gaps, [torch.from_numpy(r) for r in rows], near)


def _table(spans: np.ndarray[tuple[int, ...], np.dtype[np.int64]], cap: int) -> tuple[Tensor, Tensor]:
    rows = [pooled(span, cap) for span in spans]
    width = max(1, max(map(len, rows), default=1))
    at, on = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), bool)
    for number, row in enumerate(rows):
        at[number, : len(row)], on[number, : len(row)] = row, True
    return torch.from_numpy(at), torch.from_numpy(on)


def _pool(states: Tensor, at: Tensor, on: Tensor) -> Tensor:
    """Return the largest of each value over the tokens of a span; zeros for none."""
    largest = states[at].masked_fill(~on[..., None], -1e4).max(1).values
    return largest.masked_fill(~on.any(1)[:, None], 0.0)


@dataclass(frozen=True)
class Lesson:
    """A passage with the labels of its candidates."""

    laid: Layout
    index: Index
    labels: Tensor
    """[p, kinds]: 1 said, 0 not said, -1 left out."""
    weights: Tensor
    """[p, kinds]: how much each label counts."""
    lone: Tensor
    statuses: tuple[Tensor, Tensor, Tensor]
    """Rows, kinds and statuses of what is said."""


def lesson(example: Labelled, knowledge: Knowledge, pieces: WordPieces) -> Lesson:
    """Return a labelled passage as tensors."""
    document = example.passage.document
    laid = layout(example.frame.text, example.scenes, shapes(knowledge), pieces, document.language == "en")
    labels = np.full(laid.allowed.shape, ELSEWHERE, np.float32)
    weights = np.ones(laid.allowed.shape, np.float32)
    told: list[tuple[int, int, int]] = []
    for row, pair in enumerate(example.examples):
        labels[row, list(pair.kinds)] = pair.labels
        weights[row, list(pair.kinds)] = np.where(pair.traps, OF_TRAPS, 1)
        told.extend(
            (row, kind, STATUSES.index(status))
            for kind, label, status in zip(pair.kinds, pair.labels, pair.statuses, strict=True)
            if label == SAID
        )
    rows, kinds, statuses = torch.tensor(told, dtype=torch.long).reshape(-1, 3).unbind(1)
    lone = torch.tensor([float(thing.label) for thing in example.alone])
    weighed = torch.from_numpy(weights)
    return Lesson(laid, index(laid), torch.from_numpy(labels), weighed, lone, (rows, kinds, statuses))


def loss(model: Scorer, states: Tensor, unit: Lesson) -> Tensor:
    """Return the loss of a document by the hidden states of its tokens."""
    inner, scores, alone = model.pairs(model.drop(states), unit.laid, unit.index)
    known = unit.labels >= 0
    weights = unit.weights[known]
    made = F.binary_cross_entropy_with_logits(scores[known], unit.labels[known], weights, reduction="sum")
    told = unit.lone >= 0
    made = made + F.binary_cross_entropy_with_logits(alone[told], unit.lone[told], reduction="sum")
    rows, kinds, statuses = unit.statuses
    if len(rows):
        made = made + OF_STATUS * F.cross_entropy(model.statuses(inner[rows], kinds), statuses, reduction="sum")
    return made / _PAIRS
