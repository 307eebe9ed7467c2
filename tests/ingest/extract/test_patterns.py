"""Every pattern's examples are read as the pattern says: they are its tests."""

from functools import partial

import pytest

from ingest.extract.knowledge import Knowledge, load_knowledge
from ingest.extract.passage import from_passage
from ingest.extraction import extract as extract_by
from ingest.learned.understood import understand
from ingest.text.normalise import normalise

extract = partial(extract_by, reader="rules")
"""The rules alone: what they say does not depend on models."""

CASES = [
    pytest.param(pattern, example, id=f"{pattern.id}-{number}")
    for pattern in load_knowledge().patterns
    for number, example in enumerate(pattern.examples)
]


@pytest.mark.parametrize(("pattern", "example"), CASES)
def test_an_example_is_read_as_its_pattern_says(pattern, example):
    document = from_passage({"text": example.text, "publisher": example.publisher, "language": pattern.language})

    claims = [claim for claim in extract(document).claims if claim.kind == pattern.kind]

    said = [({role: claim.names(role) for role in example.roles}, claim.status) for claim in claims]
    wanted = {role: tuple(names) for role, names in example.roles.items()}
    assert any(
        status == example.status and all(set(wanted[role]) <= set(roles[role]) for role in wanted)
        for roles, status in said
    ), said


def test_every_pattern_has_an_example():
    assert [pattern.id for pattern in load_knowledge().patterns if not pattern.examples] == []


def test_pattern_ids_are_unique():
    ids = [pattern.id for pattern in load_knowledge().patterns]

    assert len(ids) == len(set(ids))


@pytest.mark.slow
@pytest.mark.parametrize(("pattern", "example"), CASES)
def test_a_pattern_reads_its_example_by_itself(monkeypatch, pattern, example):
    monkeypatch.setattr("ingest.learned.understood.settled", list)  # what other rules say better too is of no interest
    shipped = load_knowledge()
    alone = Knowledge(shipped.lists, (pattern,), shipped.registered)
    document = from_passage({"text": example.text, "publisher": example.publisher, "language": pattern.language})

    said = [dict(claim.roles) for claim in understand(document, normalise(document.text), alone, None).said
            if claim.pattern == pattern.id]  # fmt: skip

    assert any(
        all(set(wanted) <= {party.name for party in roles[role]} for role, wanted in example.roles.items())
        for roles in said
    ), said
