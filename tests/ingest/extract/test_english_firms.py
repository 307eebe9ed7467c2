import pytest

from ingest.extract.passage import from_passage
from ingest.extraction import extract


def same(text):
    reading = extract(from_passage({"text": text, "language": "en"}), reader="fast")
    return [{key.name for key in one.about} for one in reading.judgements]


@pytest.mark.parametrize(
    "full", ["Harbor Biotech Ltd.", "Harbor Biotech Pty Ltd", "Harbor Biotech Co., Ltd.", "Harbor Biotech GmbH"]
)
def test_a_firm_is_the_same_without_its_legal_form(full):
    text = f"Harbor Biotech opens a laboratory.\n\nThe company {full} signed an agreement with the University of Lune."

    assert {"Harbor Biotech", full} in same(text)


def test_of_two_firms_that_leave_away_their_legal_forms_nothing_is_said():
    text = "Harbor Biotech Ltd and Harbor Biotech Inc signed an agreement. Harbor Biotech opens a laboratory."

    assert same(text) == []
