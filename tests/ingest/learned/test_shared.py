"""What the trunk read for the names of a document serves its claims, wherever it stands."""

import numpy as np
import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.learned.candidates import scenes, shapes
from ingest.learned.encoder import range_of
from ingest.learned.layout import layout
from ingest.learned.models import loaded
from ingest.learned.understood import understand
from ingest.text.normalise import normalise

CHINESE = "云岭农业大学与青禾集团签署合作协议,共建草业创新中心。该中心由李青院士牵头,首批投入2亿元。\n" * 12
ENGLISH = "University of Lune signed an agreement with Brelle Ltd to build the Lune Centre for Grass Research.\n" * 6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "language", "alone"),
    [
        pytest.param(CHINESE, "zh", True, marks=pytest.mark.slow),
        pytest.param(ENGLISH * 5, "en", True, marks=pytest.mark.slow),
        (CHINESE + ENGLISH + CHINESE, "zh", False),
        (ENGLISH + CHINESE + ENGLISH, "en", False),
    ],
    ids=["chinese", "english", "english in chinese", "chinese in english"],
)
def test_claims_are_scored_as_if_the_trunk_had_read_anew(text, language, alone):
    knowledge = load_knowledge()
    models = loaded(knowledge).models
    document = from_passage({"id": "a", "text": text, "language": language})
    known = understand(document, normalise(text), knowledge, models.names)
    networks = models.shelf.of(language)
    laid = layout(
        known.frame.text, scenes(known.frame, knowledge), shapes(knowledge), networks.pieces, language == "en"
    )

    windows = [range_of(window) for window in laid.windows]
    assert len(windows) > 1
    assert len(laid.rows)
    assert not alone or windows == list(known.shared)
    np.testing.assert_allclose(
        networks.scorer.score(laid, known.shared).pairs, networks.scorer.score(laid, {}).pairs, atol=1e-3
    )
