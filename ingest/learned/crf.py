"""The border model: weights of features (`ingest.learned.columns`) for labels, fitted as a conditional random field."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.learned.columns import MARKED, PLAIN, Columns, Key, expand
from ingest.learned.tokens import LABELS
from ingest.learned.weights import hundredths, strings_of, words

Rows = npt.NDArray[np.float32]
_MEMO = 50_000
"""Sets of marks remembered a template; a text that has more starts anew."""


class Crf:
    """Weights by template and value.

    Parameters
    ----------
    names : mapping
        Template → its values, sorted; row r of `weights` belongs to the r-th of all values, templates in the order of
        the mapping.
    weights : array [values, K]
        In the order of `LABELS`.
    bias : array [K]
    transitions : array [K, K]
        Score of a step from label to label.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], weights: Rows, bias: Rows, transitions: Rows) -> None:
        self.bias = bias
        self.transitions = transitions
        self._weights = np.concatenate([np.zeros((1, len(LABELS)), np.float32), weights])
        self._rows: dict[str, dict[str, int]] = {}
        at = 1
        for template, values in names.items():
            self._rows[template] = dict(zip(values, range(at, at + len(values)), strict=True))
            at += len(values)
        self._sums = {template: _Sums(self._weights, self._rows.get(template, {}), template) for template in MARKED}

    def emissions(self, columns: Columns) -> Rows:
        """Return the score of every label for every token, [n, K] in the order of `LABELS`."""
        scores = np.tile(self.bias, (columns.count, 1))
        for template in PLAIN:
            row = self._rows.get(template, {}).get
            rows = np.fromiter(map(row, columns.plain[template], repeat(0)), np.intp, columns.count)
            scores += self._weights[rows]
        for template in MARKED:
            scores += self._sums[template].of(columns.marked[template])
        return scores

    def spoke(self, features: Iterable[str], label: str) -> list[tuple[str, float]]:
        """Return the features (see `Columns.of`) that weigh for or against `label`, the heaviest first."""
        at = LABELS.index(label)
        found = []
        for feature in features:
            template, _, value = feature.partition("=")
            weight = float(self._weights[self._rows.get(template, {}).get(value, 0), at] if value else self.bias[at])
            if weight:
                found.append((feature, weight))
        return sorted(found, key=lambda item: (-abs(item[1]), item[0]))


class _Sums:
    """Sums of the weights of a set-valued template's keys, each made once."""

    def __init__(self, weights: Rows, rows: Mapping[str, int], template: str) -> None:
        self._weights, self._rows, self._template = weights, rows, template
        self._clear()

    def _clear(self) -> None:
        self._at: dict[Key, int] = {}
        self._sums = np.zeros((1024, len(LABELS)), np.float32)

    def of(self, keys: list[Key]) -> Rows:
        if len(self._at) > _MEMO:
            self._clear()
        for key in dict.fromkeys(keys):
            if key not in self._at:
                self._add(key)
        return self._sums[np.fromiter(map(self._at.__getitem__, keys), np.intp, len(keys))]

    def _add(self, key: Key) -> None:
        at = len(self._at)
        if at == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        rows = [self._rows.get(value, 0) for value in expand(self._template, key)]
        self._sums[at] = self._weights[rows].sum(0)
        self._at[key] = at


def pack(
    crf_weights: Mapping[str, Mapping[str, float]], transitions: Mapping[tuple[str, str], float]
) -> dict[str, Any]:
    """Return the arrays of a weight file: feature → label → weight, and steps; sparse, sorted, half precision."""
    templates: dict[str, list[str]] = {}
    bias = np.zeros(len(LABELS), np.float32)
    for feature in sorted(crf_weights):
        template, mark, value = feature.partition("=")
        if mark:
            templates.setdefault(template, []).append(value)
        else:
            bias[:] = [crf_weights[feature].get(label, 0.0) for label in LABELS]
    counts: list[int] = []
    labels: list[int] = []
    weights: list[float] = []
    for template, values in templates.items():
        for value in values:
            own = crf_weights[f"{template}={value}"]
            pairs = [(at, own[label]) for at, label in enumerate(LABELS) if own.get(label)]
            counts.append(len(pairs))
            labels.extend(at for at, _ in pairs)
            weights.extend(weight for _, weight in pairs)
    steps = np.array([[transitions.get((a, b), 0.0) for b in LABELS] for a in LABELS], np.float32)
    names = {f"names.{template}": words(values) for template, values in templates.items()}
    return {
        **names,
        "labels": words(LABELS),
        "counts": np.array(counts, np.uint8),
        "label": np.array(labels, np.uint8),
        "weight": hundredths(np.array(weights, np.float64)),
        "bias": bias,
        "transitions": steps,
    }


def unpack(arrays: Mapping[str, npt.NDArray[Any]]) -> Crf:
    """Return the model that `pack` put into arrays.

    Raises
    ------
    ValueError
        If the arrays are no border model of these labels.
    """
    if strings_of(arrays["labels"]) != LABELS:
        raise ValueError("the border model knows other labels")
    names = {key.partition(".")[2]: strings_of(held) for key, held in arrays.items() if key.startswith("names.")}
    counts = arrays["counts"].astype(np.intp)
    if len(counts) != sum(map(len, names.values())):
        raise ValueError("the border model has lost some of its features")
    weights = np.zeros((len(counts), len(LABELS)), np.float32)
    weights[np.repeat(np.arange(len(counts)), counts), arrays["label"]] = arrays["weight"]
    return Crf(names, weights, arrays["bias"], arrays["transitions"])
