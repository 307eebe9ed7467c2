"""Which numbers an analyst would tabulate, with what relation and modality: regressions and the encoder.

Rules find every number with a unit and say what they take it for (`ingest.extract.figure.Figure`, doubts told); their
answer is a feature among others, see `ingest.learned.number_features`. Where the encoder reads
(`ingest.learned.tagger.Tagger.figures`), it has a say in which are figures and in what they mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.document import Document
from ingest.extract.figure import Figure, bounds
from ingest.learned.number_features import Name, describe
from ingest.learned.softmax import log_softmax
from ingest.learned.weights import hundredths, strings_of, words

RELATIONS = ("equal", "more", "increment", "about", "range", "at_most")
MODALITIES = ("achieved", "planned", "aspired", "building")
COLUMNS = 1 + len(RELATIONS) + len(MODALITIES)
"""Whether it is a figure, each relation, each modality."""
TAGGER_SHARE = 0.6
"""Share of the encoder in deciding what is a figure."""
NAME = "quantities"
"""Of the weight file."""

Floats = npt.NDArray[np.float64]
Odds = npt.NDArray[np.float32]
"""Scores [numbers, COLUMNS] of the encoder, the first log-odds; not a number (NaN) where it did not look."""


class Judge:
    """Weights of the features.

    Parameters
    ----------
    names : sequence of str
        The features that are known.
    weights : array [features, COLUMNS]
    bias : array [COLUMNS]
    cut : float
        Probability above which a number is a figure.
    """

    def __init__(self, names: Sequence[str], weights: Floats, bias: Floats, cut: float) -> None:
        self._row = {name: at for at, name in enumerate(names)}
        self._weights = weights
        self._bias = bias
        self._cut = cut

    def scores(self, rows: Sequence[Sequence[str]]) -> Floats:
        """Return the scores [rows, COLUMNS] of rows of features."""
        out = np.empty((len(rows), COLUMNS))
        for at, row in enumerate(rows):
            known = [self._row[name] for name in row if name in self._row]
            out[at] = self._bias + self._weights[known].sum(0)
        return out

    def figures(
        self,
        document: Document,
        text: str,
        found: Sequence[Figure],
        names: Sequence[Name] = (),
        odds: Odds | None = None,
    ) -> tuple[Figure, ...]:
        """Return the figures of a document among the numbers that rules found, read anew.

        Parameters
        ----------
        document, text, found, names
            As for `describe`.
        odds : array, optional
            What the encoder makes of each number.

        Returns
        -------
        tuple of Figure
            With relation, modality, bounds and probability as judged; none has a doubt left.
        """
        scores = self.scores(describe(document, text, found, names))
        if odds is not None:
            seen = ~np.isnan(odds[:, 0])
            scores[seen] = _beside(scores[seen], odds[seen])
        sure = 1 / (1 + np.exp(-scores[:, 0]))
        return tuple(
            replace(read(figure, row), sure=round(float(p), 3))
            for figure, row, p in zip(found, scores, sure, strict=True)
            if p > self._cut
        )


def _beside(scores: Floats, odds: Odds) -> Floats:
    """Return the scores of the regressions with those of the encoder; on what a figure means both count alike."""
    yes = (1 - TAGGER_SHARE) * scores[:, :1] + TAGGER_SHARE * odds[:, :1]
    relations, modalities = (log_softmax(part) for part in np.split(odds[:, 1:], [len(RELATIONS)], 1))
    return np.concatenate([yes, scores[:, 1:] + np.concatenate([relations, modalities], 1)], 1)


def read(figure: Figure, scores: Floats) -> Figure:
    """Return a figure with the relation and modality of the highest scores that its number allows."""
    low, high = figure.written
    relations, modalities = scores[1 : 1 + len(RELATIONS)].copy(), scores[1 + len(RELATIONS) :]
    for at, name in enumerate(RELATIONS):
        if (name == "range" and high is None) or (name in ("equal", "more") and high is not None):
            relations[at] = -np.inf
    relation = RELATIONS[int(relations.argmax())]
    if high is not None and relation in ("range", "about", "increment"):
        ends: tuple[float | None, float | None] = (low, high)
    else:
        ends = bounds(relation, low if high is None else high, high, figure.over)
    return replace(
        figure, relation=relation, modality=MODALITIES[int(modalities.argmax())], low=ends[0], high=ends[1], doubt=""
    )


def pack(names: Sequence[str], weights: Floats, bias: Floats, cut: float) -> dict[str, Any]:
    """Return the arrays of a weight file."""
    return {
        "names": words(names),
        "weights": hundredths(weights),
        "bias": bias.astype(np.float32),
        "cut": np.array([cut], np.float32),
        "columns": words((*RELATIONS, *MODALITIES)),
    }


def unpack(arrays: Mapping[str, npt.NDArray[Any]]) -> Judge:
    """Return the judge that `pack` put into arrays.

    Raises
    ------
    ValueError
        If it knows other relations or modalities, or features and weights do not fit.
    """
    names = strings_of(arrays["names"])
    if strings_of(arrays["columns"]) != (*RELATIONS, *MODALITIES) or len(names) != len(arrays["weights"]):
        raise ValueError("the judge of quantities has other columns or has lost some of its features")
    return Judge(
        names, arrays["weights"].astype(np.float64), arrays["bias"].astype(np.float64), float(arrays["cut"][0])
    )
