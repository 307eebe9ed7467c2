"""Which group each actor belongs to: sector, kind, region, or a grouping of the user's own."""

from collections.abc import Collection, Mapping

import numpy as np

from graph.errors import MeasureError
from graph.measures.sociogram import Ints, Sociogram
from graph.network import Network

GROUPINGS = ("sector", "kind", "subkind", "region")

By = str | Mapping[str, str | None]
"""One of `GROUPINGS`, or entity id → group."""

Within = Mapping[str, Collection[str]]
"""Group → the groups that it lies in, as a city lies in its province; groups that lie in none may be missing."""


def grouped(network: Network, s: Sociogram, by: By) -> tuple[Sociogram, Ints, list[str]]:
    """Return the actors whose group is known, their groups as codes 0 … k−1, and the k labels in order.

    Actors of unknown group are left out and counted in `left_out["no_group"]`: unknown is no group of its own.
    """
    labels = [label_of(network, id, by) for id in s.ids]
    keep = np.array([row for row, label in enumerate(labels) if label is not None], np.int64)
    known = [label for label in labels if label is not None]
    names = sorted(set(known))
    code = {name: number for number, name in enumerate(names)}
    codes = np.array([code[label] for label in known], np.int64)
    return (s if len(keep) == s.n else s.only(keep)), codes, names


def label_of(network: Network, id: str, by: By) -> str | None:
    """Return the group of an entity, or None where it is unknown."""
    if isinstance(by, Mapping):
        return by.get(id)
    if by not in GROUPINGS:
        raise MeasureError(
            "groups", f"{by!r} is no grouping. Use {', '.join(GROUPINGS)}, or a mapping of ids to groups."
        )
    value = getattr(network.entity(id), by)
    return str(value) if value else None


def apart(one: str, other: str, within: Within) -> bool:
    """Return whether two groups differ and neither lies in the other."""
    return one != other and other not in within.get(one, ()) and one not in within.get(other, ())
