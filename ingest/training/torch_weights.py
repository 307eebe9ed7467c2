"""Fitted networks as weight files: the table of pieces, which no fit changes, apart."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import nn

from ingest.learned.weights import Array, compact, words
from ingest.training.base import Base

TABLE = ("word.weight", "pos.weight", "typ.weight", "norm.weight", "norm.bias")
"""What stands below the layers of a trunk; no fit changes it."""


def vocabulary(base: Base) -> dict[str, Array]:
    """Return the pieces and the table that belongs to them."""
    table = {name: base.state[name] for name in TABLE}
    return {**compact(table), "heads": np.array([base.heads]), "pieces": words(base.vocabulary)}


def begin(part: nn.Module, start: Mapping[str, Array]) -> None:
    """Give a part of the networks the weights that `own` kept of another of its form."""
    state = part.state_dict()
    part.load_state_dict({**state, **{name: torch.tensor(array) for name, array in start.items()}})


def own(part: nn.Module) -> dict[str, Array]:
    """Return what a fit changes of a part of the networks, as it is kept."""
    state: Mapping[str, Array] = {name: value.detach().numpy() for name, value in part.state_dict().items()}
    return compact({name: array for name, array in state.items() if name not in TABLE})
