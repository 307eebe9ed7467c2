"""The one way in which networks are fitted: rounds over shuffled lessons, the rate up and then down in a line."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import torch
from torch import Tensor, nn

from ingest.training.bert import Bert, parameters, schedule

L = TypeVar("L")
GOING_ON = 3
"""Rounds of a network that was fitted before."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is fitted."""

    epochs: int
    batch: int
    """Lessons of a step."""
    rate: float
    """Of the encoder's top layer."""
    head: float
    """Of what stands on the encoder."""
    decay: float
    """Factor of the rate from layer to layer downwards."""

    def going_on(self) -> "Course":
        """Return the course for a network that was fitted before: fewer rounds, shorter steps."""
        return replace(self, epochs=GOING_ON, rate=0.75 * self.rate, head=0.5 * self.head)


def descend(
    model: nn.Module,
    encoder: Bert,
    lessons: Sequence[L],
    losses: Callable[[Sequence[L]], Iterable[Tensor]],
    course: Course,
    seed: int,
    say: Callable[[int, float], None],
) -> None:
    """Fit `model` in place.

    Parameters
    ----------
    losses : callable
        Lessons of a step → the loss of each.
    say : callable
        Told of every round: its number from 1, and the sum of its losses.
    """
    shuffled, units = random.Random(seed), list(lessons)
    groups = parameters(model, encoder, course.rate, course.head, course.decay)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True)
    rates = schedule(optimiser, course.epochs * -(-len(units) // course.batch))
    model.train()
    for epoch in range(course.epochs):
        shuffled.shuffle(units)
        total = 0.0
        for at in range(0, len(units), course.batch):
            for loss in losses(units[at : at + course.batch]):
                loss.backward()
                total += float(loss.detach())
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            rates.step()
        say(epoch + 1, total)
    model.eval()
