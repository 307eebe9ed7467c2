"""Why the models say a claim, or nearly said it: the surest candidate of each pair with what spoke most for it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ingest.extract.knowledge import Knowledge
from ingest.learned.claims import Key, surest, taken_back, weigh
from ingest.learned.confidence import VOICES, probability
from ingest.learned.models import Models
from ingest.learned.networks import language_of
from ingest.learned.understood import Understood

LOUDEST = 3
"""How many features are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pair of ends that may hold a claim, where it is said most surely."""

    start: int
    end: int
    """Its sentence, in the clean text."""
    probability: float
    spoke: tuple[tuple[str, float], ...]
    """Voice of `ingest.learned.confidence` and what it adds to the log-odds, the loudest first."""


def candidates(models: Models, known: Understood, knowledge: Knowledge) -> Mapping[Key, Candidate]:
    """Return (kind, first end, second end) → the surest candidate, the most probable pair first.

    Ends are names of the clean text, short forms led back to full ones; those of an undirected kind are in order.
    """
    items = weigh(models, known, knowledge)
    voices = models.confidence(language_of(known.frame.document)).voices(items.features, items.kind)
    sure = np.where(taken_back(items, known), np.float32(0), probability(voices))
    best = surest(items, sure, known.frame.same)
    found: dict[Key, Candidate] = {}
    for key, at in sorted(best.items(), key=lambda item: (-float(sure[item[1]]), item[0])):
        scene = items.scene_of(int(items.table.x[items.pair[at]]))
        added = voices[at]
        loud = np.argsort(-np.abs(added), kind="stable")[:LOUDEST].tolist()
        spoke = tuple((VOICES[number], round(float(added[number]), 2)) for number in loud if added[number])
        found[key] = Candidate(scene.start, scene.end, round(float(sure[at]), 3), spoke)
    return found
