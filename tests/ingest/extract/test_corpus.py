"""Floors on annotated passages. A floor says that nothing got worse; it does not say how good unseen pages are read.

`dev-a` and `sample` were looked at while the rules were written. docs/extraction.md has the figures of first contact.
"""

import json
from functools import cache, partial
from pathlib import Path

import pytest

from ingest.extract.passage import from_passage, to_passage
from ingest.extract.score import score
from ingest.extraction import extract as extract_by

extract = partial(extract_by, reader="rules")
"""The rules alone: what they say does not depend on models."""

CORPUS = Path(__file__).parents[2] / "corpus"


@cache
def scored(folder):
    passages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CORPUS / folder).glob("*.json"))]
    return score((gold, to_passage(extract(from_passage(gold)))) for gold in passages)


@pytest.mark.parametrize(("folder", "floor"), [("dev-a", 0.78), ("sample", 0.62)])
def test_organisations_stay_above_their_floor(folder, floor):
    assert scored(folder).organisations.f1 >= floor


@pytest.mark.parametrize(("folder", "floor"), [("dev-a", 0.38), ("sample", 0.22)])
def test_claim_pairs_stay_above_their_floor(folder, floor):
    assert scored(folder).pairs.f1 >= floor


@pytest.mark.parametrize("folder", ["dev-a", "sample"])
def test_three_of_five_claim_pairs_said_are_right(folder):
    assert scored(folder).pairs.precision >= 0.6


@pytest.mark.parametrize("folder", ["dev-a", "sample"])
def test_few_traps_are_sprung(folder):
    result = scored(folder)

    assert result.sprung <= 0.05 * result.traps


@pytest.mark.parametrize("folder", ["dev-a", "sample"])
def test_every_quote_is_verbatim(folder):
    result = scored(folder)

    assert (result.verbatim, result.quotes) == (result.quotes, result.quotes)
