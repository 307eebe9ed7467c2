"""The encoder in torch, for training: layers that tagger and scorer share, and layers of their own on top.

Windows of several texts go through the matrices together, as one tall matrix without padding; only attention sees them
apart. Its numpy twin is `ingest.learned.encoder`.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.learned.encoder import Spans, spans_of
from ingest.learned.pieces import CASES
from ingest.learned.weights import LARGE, STEPS
from ingest.training.base import Base

POSITIONS = 512
Ids = npt.NDArray[np.int64]


def as_kept(matrix: Tensor) -> Tensor:
    """Return a matrix as it is kept, large ones in whole numbers with a scale a row; gradients pass as if it were not.

    A fit that sees the rounding learns to do with it. Twin of `ingest.learned.weights.pack`.
    """
    if matrix.numel() < LARGE:
        return matrix
    with torch.no_grad():
        scale = (matrix.abs().amax(1, keepdim=True) / STEPS).clamp_min(torch.finfo(matrix.dtype).tiny)
        rounded = (matrix / scale).round() * scale
    return matrix + (rounded - matrix).detach()


class Dense(nn.Linear):
    """A matrix and its bias, used as they are kept."""

    def forward(self, x: Tensor) -> Tensor:
        """Return x [n, in] → [n, out]."""
        return F.linear(x, as_kept(self.weight), self.bias)


class Layer(nn.Module):
    """Attention and feed-forward, each added to its input and normalised."""

    def __init__(self, base: Base, drop: float, inner: int) -> None:
        super().__init__()
        width = base.width
        self.drop, self.heads = drop, base.heads
        self.q, self.k, self.v, self.o = (Dense(width, width) for _ in range(4))
        self.up, self.down = Dense(width, inner), Dense(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, spans: Spans) -> Tensor:
        """Return hidden states [n, width] → [n, width]; a window is a span of rows."""
        n, width = x.shape
        each = width // self.heads
        q, k, v = (part(x).view(n, self.heads, each).transpose(0, 1) for part in (self.q, self.k, self.v))
        apart = []
        for a, b in spans:
            weights = torch.softmax(q[:, a:b] @ k[:, a:b].transpose(1, 2) * each**-0.5, -1)
            apart.append((weights.to(v.dtype) @ v[:, a:b]).transpose(0, 1))
        gathered = self.o(torch.cat(apart).reshape(n, width))
        x = self.n1(x + F.dropout(gathered, self.drop, self.training))
        changed: Tensor = self.n2(x + F.dropout(self.down(F.gelu(self.up(x))), self.drop, self.training))
        return changed


class Layers(nn.Module):
    """A run of the base model's layers, from `first` up to before `top`, and `grown` ones above them."""

    def __init__(self, base: Base, first: int, top: int, drop: float = 0.1, grown: int = 0) -> None:
        super().__init__()
        self.first, self.end = first, top + grown
        self.layers = nn.ModuleList(Layer(base, drop, base.inner) for _ in range(first, top))
        for number, layer in enumerate(self.layers, first):
            at = f"layers.{number}."
            state = {n.removeprefix(at): torch.tensor(a) for n, a in base.state.items() if n.startswith(at)}
            layer.load_state_dict(state)
        below = self.layers[-1]
        self.layers.extend(_grown(base, below, drop) for _ in range(grown))

    def forward(self, x: Tensor, spans: Spans) -> Tensor:
        """Return hidden states [n, width] of windows, one run of layers up."""
        for layer in self.layers:
            x = layer(x, spans)
        return x


def _grown(base: Base, below: nn.Module, drop: float) -> Layer:
    """Return a layer half as wide inside that at first changes next to nothing of what comes from `below`."""
    new = Layer(base, drop, base.inner // 2)
    state = {name: value.clone() for name, value in below.state_dict().items()}
    scale, shift = state["n2.weight"], state["n2.bias"]
    spread, middle = (scale.square().mean() + shift.var()).sqrt(), shift.mean()
    for name in ("up.weight", "up.bias"):
        state[name] = state[name][: base.inner // 2]
    state["down.weight"] = state["down.weight"][:, : base.inner // 2]
    for name in ("o.weight", "o.bias", "down.weight", "down.bias"):
        state[name].zero_()
    for norm in ("n1", "n2"):
        state[f"{norm}.weight"], state[f"{norm}.bias"] = spread.expand_as(scale), middle.expand_as(shift)
    new.load_state_dict(state)
    return new


class Trunk(Layers):
    """Embeddings of pieces and of how words are written, and the layers that tagger and scorer share."""

    def __init__(self, base: Base, drop: float = 0.1) -> None:
        super().__init__(base, 0, base.shape.shared, drop)
        width = base.width
        self.drop = drop
        self.word = nn.Embedding(len(base.vocabulary), width)
        self.pos, self.typ = nn.Embedding(POSITIONS, width), nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.case = nn.Embedding(CASES, width)
        nn.init.zeros_(self.case.weight)
        parts = ("word", "pos", "typ", "norm")
        table = {n: as_kept(torch.tensor(a)) for n, a in base.state.items() if n.startswith(parts)}
        self.load_state_dict({**self.state_dict(), **table})
        # The table of pieces is that of the base model and stays as it is.
        for part in (self.word, self.pos, self.typ, self.norm):
            part.requires_grad_(False)

    def read(self, ids: Sequence[Ids], starts: Sequence[Ids], cases: Tensor) -> Tensor:
        """Return the hidden states [n, width] of windows.

        `starts`: first piece of each token of each window; `cases`: how the tokens of all of them are written.
        """
        spans = spans_of(ids)
        x = self.word(torch.from_numpy(np.concatenate(ids)))
        x = x + torch.cat([self.pos.weight[: b - a] for a, b in spans]) + self.typ.weight[0]
        x = x.index_add(0, rows_of(spans, starts), self.case(cases))
        return self(F.dropout(self.norm(x), self.drop, self.training), spans)


def rows_of(spans: Spans, starts: Sequence[Ids]) -> Tensor:
    """Return where the first pieces of the tokens of all windows lie in the tall matrix."""
    return torch.from_numpy(np.concatenate([own + a for (a, _), own in zip(spans, starts, strict=True)]))
