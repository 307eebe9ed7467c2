"""Persons called by their surname alone: which words are taken for one, and whose name they stand for."""

import re

import pytest

from ingest.extract.found import Found
from ingest.extract.passage import from_passage, to_passage
from ingest.extract.surnames import surnames
from ingest.extraction import extract

TITLED = re.compile("(?:Professor|Dr|Ms) $")
OPENING = frozenset({"When", "The"})


def called(text, persons, *others):
    """Return surnames and whom they mean; `others` are the places of firms."""
    names = [Found(text.index(name), text.index(name) + len(name), "Person") for name in persons]
    names += [Found(start, end, "Enterprise") for start, end in others]
    found = surnames(text, sorted(names), lambda at: TITLED.search(text, 0, at) is not None, OPENING)
    return [(text[alias.start : alias.end], alias.full) for alias in found]


@pytest.mark.parametrize(
    ("text", "persons", "expected"),
    [
        ("Alice Hall came. Hall spoke.", ["Alice Hall"], [("Hall", "Alice Hall")]),
        ("Alice Hall came. When Hall spoke, Dr Hall's pen broke.", ["Alice Hall"], [("Hall", "Alice Hall")] * 2),
        ("Al Reed Jr. came. Reed spoke.", ["Al Reed Jr."], [("Reed", "Al Reed Jr.")]),
        ("Zhang Wei came. Zhang left, Professor Zhang stayed.", ["Zhang Wei"], [("Zhang", "Zhang Wei")]),
        ("Hall spoke. Alice Hall came.", ["Alice Hall"], []),
        ("Alice Hall and Bob Hall came. Hall spoke.", ["Alice Hall", "Bob Hall"], []),
        ("Alice Hall came. The Hall Fund and Marsh Hall paid for Hall-effect sensors.", ["Alice Hall"], []),
        ("Jun Li came. Li spoke of R&D.", ["Jun Li"], []),
    ],
    ids=["after", "titled", "junior", "first word", "before", "shared", "longer names", "short"],
)
def test_a_surname_stands_for_the_only_whole_name_before_it(text, persons, expected):
    assert called(text, persons) == expected


def test_a_word_that_names_something_else_is_no_surname():
    text = "Alice Ford came. When Ford paid, she left."
    assert called(text, ["Alice Ford"]) == [("Ford", "Alice Ford")]
    assert called(text, ["Alice Ford"], (22, 26)) == []


def test_whoever_is_called_by_the_surname_is_one_person_under_the_whole_name():
    text = "Alice Hall directs the Northmere Institute. Earlier, Hall led Brightwater Energy Ltd."
    reading = extract(from_passage({"id": "a", "text": text, "language": "en"}), reader="fast")

    persons = {(m.surface, m.name) for m in reading.mentions if m.kind == "Person"}
    assert persons == {("Alice Hall", "Alice Hall"), ("Hall", "Alice Hall")}
    # Of this text alone: nobody is told that every Hall is Alice Hall.
    assert reading.judgements == ()
    assert to_passage(reading)["same"] == [["Alice Hall", "Hall"]]
