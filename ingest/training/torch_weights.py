"""Fitted networks as weight files: the table of pieces apart, because tagger and scorer share it."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import nn

from ingest.learned.weights import Array, compact, words
from ingest.training.base import Base

SHARED = ("enc.word.weight", "enc.pos.weight", "enc.typ.weight", "enc.norm.weight", "enc.norm.bias")
"""What no fit changes."""


def vocabulary(base: Base) -> dict[str, Array]:
    """Return the pieces and the table that belongs to them."""
    shared = {name.removeprefix("enc."): base.state[name.removeprefix("enc.")] for name in SHARED}
    return {**compact(shared), "heads": np.array([base.heads]), "pieces": words(base.vocabulary)}


def begin(model: nn.Module, start: Mapping[str, Array]) -> None:
    """Give a network the weights that `own` kept of another of its form."""
    state = model.state_dict()
    model.load_state_dict({**state, **{name: torch.tensor(array) for name, array in start.items()}})


def own(model: nn.Module) -> dict[str, Array]:
    """Return what a fitted network does not share."""
    state: Mapping[str, Array] = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    return compact({name: array for name, array in state.items() if name not in SHARED})
