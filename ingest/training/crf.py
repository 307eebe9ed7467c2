"""Fits the border model: a linear-chain conditional random field over the features of tokens, by L-BFGS."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pycrfsuite

from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge
from ingest.extract.mentions import finder
from ingest.learned.columns import Columns, columns
from ingest.learned.crf import pack
from ingest.learned.tokens import Span, labelled, segments, tokens
from ingest.text.normalise import clean_name
from ingest.training.passages import Annotated

L1, L2 = 0.05, 0.02
"""Penalties; stronger or no L1 read worse on folders never seen."""
ROUNDS = 60
LEAST = 0.08
"""Weights nearer to 0 are left out of the file."""


def proposals(passage: Annotated, knowledge: Knowledge) -> tuple[Found, ...]:
    """Return the names that the rules read in a passage."""
    document, text = passage.document, passage.clean.text
    if document.language == "en":
        return finder(knowledge).find_english(text).names
    return finder(knowledge).find(text, clean_name(document.publisher or "")).names


def features(passage: Annotated, spans: list[Span], knowledge: Knowledge) -> Columns:
    """Return the features of a passage's tokens, the rules' names among them."""
    return columns(passage.clean.text, spans, proposals(passage, knowledge), knowledge)


def fit(passages: Iterable[Annotated], knowledge: Knowledge, rounds: int = ROUNDS) -> dict[str, Any]:
    """Return the arrays of a border model (`ingest.learned.crf.unpack`); same passages and knowledge, same arrays."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for passage in passages:
        text = passage.clean.text
        spans = tokens(text)
        found = features(passage, spans, knowledge)
        labels = labelled(spans, passage.gold)
        for first, last in segments(text, spans):
            trainer.append([found.of(at) for at in range(first, last)], labels[first:last])
    trainer.set_params({"c1": L1, "c2": L2, "max_iterations": rounds, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        tagger.close()
    weights: dict[str, dict[str, float]] = {}
    for (feature, label), weight in info.state_features.items():
        if abs(weight) >= LEAST:
            weights.setdefault(feature, {})[label] = weight
    return pack(weights, info.transitions)
