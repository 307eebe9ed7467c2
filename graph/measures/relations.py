"""What may hold between any two actors: a tie, being of one group, or how far apart two numbers are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from numbers import Real

import numpy as np
from scipy import sparse

from graph.errors import MeasureError
from graph.measures.groups import label_of
from graph.measures.sociogram import Floats, Sociogram, sociogram
from graph.network import Network

LARGEST_RELATION = 20_000_000
"""Related pairs that a relation may hold: two groups of 3,000."""

Relation = str | Iterable[str] | Mapping[str, object]
"""Kinds of tie; the name of a grouping ("sector", "kind", "subkind", "region"): two actors are related if they are of
one known group; or entity id → group, read likewise, or entity id → number: how far apart the two are."""


def joined(network: Network, s: Sociogram, what: "Iterable[str] | str", measure: str) -> sparse.csr_array:
    """Return who is related, as a symmetric pattern over the rows of `s`; actors of unknown group are not."""
    if not isinstance(what, str):
        return sociogram(network, kinds=what).pattern
    labels = [label_of(network, id, what) for id in s.ids]
    names = sorted({label for label in labels if label is not None})
    number = {name: column for column, name in enumerate(names)}
    known = [(row, number[label]) for row, label in enumerate(labels) if label is not None]
    if sum(n * n for n in Counter(column for _, column in known).values()) > LARGEST_RELATION:
        raise MeasureError(measure, f"too many pairs share a {what}. Take a finer grouping, or fewer actors.")
    cells = ([row for row, _ in known], [column for _, column in known])
    belongs = sparse.coo_array((np.ones(len(known)), cells), shape=(s.n, max(len(names), 1))).tocsr()
    same = (belongs @ belongs.T).tocsr()
    same.setdiag(0)
    same.eliminate_zeros()
    return same


def table_of(network: Network, s: Sociogram, what: Relation, weight_role: str | None) -> Floats:
    """Return the relation as a dense symmetric table over the rows of `s`; NaN of actors whose group is unknown.

    Ties give 1, or their summed weights with ``weight_role="strength"``, and 0 without one.
    """
    if isinstance(what, str):
        return _alike([label_of(network, id, what) for id in s.ids])
    if not isinstance(what, Mapping):
        table: Floats = sociogram(network, kinds=what, weight_role=weight_role).matrix.toarray()
        return table if weight_role else np.minimum(table, 1.0)
    values = [what.get(id) for id in s.ids]
    if not all(value is None or (isinstance(value, Real) and not isinstance(value, bool)) for value in values):
        return _alike(values)
    numbers = np.array([np.nan if value is None else value for value in values], float)
    apart: Floats = np.abs(numbers[:, None] - numbers[None, :])
    return apart


def _alike(labels: list[str | None] | list[object]) -> Floats:
    code = {label: number for number, label in enumerate(dict.fromkeys(labels)) if label is not None}
    codes = np.array([np.nan if label is None else code[label] for label in labels], float)
    same: Floats = (codes[:, None] == codes[None, :]).astype(float)
    same[np.isnan(codes)] = np.nan
    same[:, np.isnan(codes)] = np.nan
    return same
