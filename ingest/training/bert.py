"""The encoder in torch, for training: layers over unpadded windows; its numpy twin is `ingest.learned.encoder`."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.training.base import LAYERS, Base

POSITIONS = 512


class Layer(nn.Module):
    """Attention and feed-forward, each added to its input and normalised."""

    def __init__(self, base: Base, drop: float) -> None:
        super().__init__()
        width, inner = base.width, base.inner
        self.drop, self.heads = drop, base.heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor) -> Tensor:
        """Return hidden states [n, width] → [n, width]."""
        n, width = x.shape
        each = width // self.heads
        q, k, v = (part(x).view(n, self.heads, each).transpose(0, 1) for part in (self.q, self.k, self.v))
        weights = torch.softmax(q @ k.transpose(1, 2) * each**-0.5, -1)
        x = self.n1(x + F.dropout(self.o((weights @ v).transpose(0, 1).reshape(n, width)), self.drop, self.training))
        changed: Tensor = self.n2(x + F.dropout(self.down(F.gelu(self.up(x))), self.drop, self.training))
        return changed


class Bert(nn.Module):
    """Last hidden states [n, width] of one window of n pieces; `extra` is added to the embeddings."""

    def __init__(self, base: Base, drop: float = 0.1) -> None:
        super().__init__()
        width = self.width = base.width
        self.drop = drop
        self.word = nn.Embedding(len(base.vocabulary), width)
        self.pos, self.typ = nn.Embedding(POSITIONS, width), nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(base, drop) for _ in range(LAYERS))
        self.load_state_dict({name: torch.tensor(array) for name, array in base.state.items()})
        # The table of pieces is shared by all models and stays as it is.
        for part in (self.word, self.pos, self.typ, self.norm):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, extra: Tensor | None = None) -> Tensor:
        """Return the last hidden states of one window."""
        x = self.word(ids) + self.pos.weight[: len(ids)] + self.typ.weight[0]
        if extra is not None:
            x = x + extra
        x = F.dropout(self.norm(x), self.drop, self.training)
        for layer in self.layers:
            x = layer(x)
        return x


def parameters(model: nn.Module, encoder: Bert, rate: float, head: float, decay: float) -> list[dict[str, object]]:
    """Return groups for the optimiser: `rate` for the top layer, × `decay` a layer downwards, `head` for the rest."""
    depth = len(encoder.layers)
    groups: list[dict[str, object]] = [
        {"params": list(layer.parameters()), "lr": rate * decay ** (depth - 1 - i)}
        for i, layer in enumerate(encoder.layers)
    ]
    inside = {id(p) for p in encoder.parameters()}
    groups.append({"params": [p for p in model.parameters() if id(p) not in inside], "lr": head})
    return groups


def schedule(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Return the rate's course: up over the first tenth, then down in a line to nothing."""
    warm = 0.1 * steps
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / warm) * max(0.0, 1 - max(0.0, s - warm) / (0.9 * steps))
    )
