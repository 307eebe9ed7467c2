"""What spoke for a claim is told by the weights of its own kind."""

from dataclasses import replace

import numpy as np

from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.learned.candidates import KINDS
from ingest.learned.confidence import FEATURES
from ingest.learned.models import loaded
from ingest.learned.spoken import candidates
from ingest.learned.understood import understand
from ingest.text.normalise import normalise
from ingest.trace import explain

TEXT = "青禾集团与云岭农业大学签署合作协议。李青任云岭农业大学校长。"


def test_each_kind_is_told_by_its_own_weights():
    knowledge = load_knowledge()
    document, clean = from_passage({"id": "a", "text": TEXT}), normalise(TEXT)
    models = loaded(knowledge, "fast").models
    weights = np.zeros((len(KINDS), len(FEATURES)), np.float32)
    weights[KINDS.index("COOPERATES_WITH"), 0] = 1
    weights[KINDS.index("AFFILIATED_WITH"), 1] = 1
    starts = np.zeros(len(KINDS), np.float32)
    only = replace(models, without=replace(models.without, weights=weights, kinds=starts, trees=None))

    found = candidates(only, understand(document, clean, knowledge, only.names), knowledge)

    told = {kind: {name for name, _ in candidate.spoke} for (kind, _, _), candidate in found.items()}
    assert told["COOPERATES_WITH"] == {FEATURES[0]}
    assert told["AFFILIATED_WITH"] == {FEATURES[1]}


def test_a_document_is_explained_by_the_models():
    trace = explain(from_passage({"id": "a", "text": TEXT}), reader="fast")
    assert {"COOPERATES_WITH", "AFFILIATED_WITH"} <= {claim.kind for claim in trace.claims}
    assert any(claim.spoke for claim in trace.claims)
