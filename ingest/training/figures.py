"""Fits the tagger's word on numbers once more, over layers that stand still.

Together with the layers it grows too sure of what it was taught; with them at rest, and most of what it sees hidden
from it at every step, it says how sure it is.
"""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from ingest.training.tagger import Lesson, Tagger, of_numbers

ROUNDS, STEP = 6, 64
RATE, DECAY, HIDDEN = 1e-3, 1.0, 0.5
"""Highest rate, decay of weights, share of what the head sees that is hidden from it at a step."""

Seen = tuple[Tensor, Tensor]
"""What the tagger sees of the numbers of windows [numbers, 3 · width], and what annotators say of them [numbers, 3]."""


def seen(model: Tagger, hidden: Iterable[Tensor], lessons: Iterable[Lesson]) -> list[Seen]:
    """Return what the tagger sees of the numbers of windows, by the hidden states of their pieces."""
    return [
        (model.spans(states, lesson.window, lesson.numbers), lesson.judged)
        for states, lesson in zip(hidden, lessons, strict=True)
        if lesson.numbers
    ]


def refit(model: Tagger, numbers: Sequence[Seen], seed: int) -> None:
    """Fit the head in place, nothing else; same seed and numbers, same weights."""
    if not numbers:
        return
    rows, judged = (torch.cat(part) for part in zip(*numbers, strict=True))
    head, shuffled = model.figure, torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = -(-len(rows) // STEP)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=ROUNDS * steps)
    for _ in range(ROUNDS):
        order = torch.randperm(len(rows), generator=shuffled)
        for some in order.split(STEP):
            inner = F.dropout(F.gelu(head[0](F.dropout(rows[some], HIDDEN))), HIDDEN)
            (of_numbers(head[3](inner), judged[some]) / len(some)).backward()
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            rates.step()
