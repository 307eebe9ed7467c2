"""The one way in which networks are fitted: rounds over shuffled passages, the rate up and then down in a line."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import torch
from torch import Tensor, nn

from ingest.training.bert import Layers, Trunk

L = TypeVar("L")
GOING_ON = 3
"""Rounds of a network that was fitted before."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is fitted."""

    epochs: int
    batch: int
    """Passages of a step."""
    rate: float
    """Of the top layers of tagger and scorer."""
    head: float
    """Of what stands on the encoder."""
    decay: float
    """Factor of the rate from layer to layer downwards."""

    def going_on(self) -> "Course":
        """Return the course for a network that was fitted before: fewer rounds, shorter steps."""
        return replace(self, epochs=GOING_ON, rate=0.75 * self.rate, head=0.5 * self.head)


def descend(
    model: nn.Module,
    units: Sequence[L],
    loss: Callable[[Sequence[L]], Tensor],
    course: Course,
    seed: int,
    say: Callable[[int, float], None],
) -> None:
    """Fit `model` in place.

    Parameters
    ----------
    units : sequence
        Passages as the networks learn them.
    loss : callable
        Those of a step → their loss.
    say : callable
        Told of every round: its number from 1, and the sum of its losses.
    """
    shuffled, units = random.Random(seed), list(units)
    optimiser = torch.optim.AdamW(_groups(model, course), betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True)
    rates = _schedule(optimiser, course.epochs * -(-len(units) // course.batch))
    model.train()
    for epoch in range(course.epochs):
        shuffled.shuffle(units)
        total = 0.0
        for at in range(0, len(units), course.batch):
            made = loss(units[at : at + course.batch])
            made.backward()
            total += float(made.detach())
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            rates.step()
        say(epoch + 1, total)
    model.eval()


def _groups(model: nn.Module, course: Course) -> list[dict[str, object]]:
    """Return groups for the optimiser: a layer's rate falls with its distance from the top, heads have their own.

    The top over the trunk is that of the longer run.
    """
    runs = [part for part in model.modules() if isinstance(part, Layers)]
    top = max(run.end for run in runs)
    groups: list[dict[str, object]] = []
    inside: set[int] = set()
    for run in runs:
        end = top if isinstance(run, Trunk) else run.end
        for number, layer in enumerate(run.layers, run.first):
            own = list(layer.parameters())
            inside |= {id(parameter) for parameter in own}
            groups.append({"params": own, "lr": course.rate * course.decay ** (end - 1 - number)})
    groups.append({"params": [p for p in model.parameters() if id(p) not in inside], "lr": course.head})
    return groups


def _schedule(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Return the rate's course: up over the first tenth, then down in a line to nothing."""
    warm = 0.1 * steps
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / warm) * max(0.0, 1 - max(0.0, s - warm) / (0.9 * steps))
    )
