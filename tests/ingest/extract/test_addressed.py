"""Persons by how they are addressed: who is one after Mr or Dr, and what of an address is no part of the name."""

import pytest

from ingest.extract.addressed import addressed, own_name
from ingest.extract.found import Found
from ingest.extract.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the farms of Mr Mumba and Mr. Phiri", ["Mumba", "Phiri"]),
        ("With Dr. Lazaris he will work.", ["Lazaris"]),
        ("Professor D'Arcy van der Meer-Li spoke, Ms Yong Ying-I sang", ["D'Arcy van der Meer-Li", "Yong Ying-I"]),
        ("Prof. Devang V Khakhar, Dr. Ole Petersen FRS", ["Devang V Khakhar", "Ole Petersen"]),
        ("Dr Panjwani Centre, Dr Moir's Medical College, Professor Emeritus, Dr. P.H.", []),
        ("Mr and Mrs met; a Dr will come; DrLi", []),
    ],
    ids=["mister", "doctor", "particles", "initials and letters", "bodies and posts", "nobody"],
)
def test_a_capitalised_word_after_an_address_is_a_person(text, expected):
    found = addressed(text, [], load_knowledge())
    assert [text[one.start : one.end] for one in found] == expected


def test_what_is_known_already_is_not_found_again():
    text = "Dr Ann Roe of Dr Roe Ltd"
    known = [Found(3, 10, "Person"), Found(14, 24, "Enterprise")]
    assert list(addressed(text, known, load_knowledge())) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Miss Fellows", "Fellows"),
        ("Tan Sri Datu Khalil bin Jamalul", "Khalil bin Jamalul"),
        ("Dato' Zailani Safari", "Zailani Safari"),
        ("Mrs Catherine Walter AM", "Catherine Walter"),
        ("Ann Roe, PhD, FRS", "Ann Roe"),
        ("King Harald", "King Harald"),
        ("Dr", "Dr"),
    ],
)
def test_an_address_and_the_letters_behind_are_no_part_of_a_name(said, meant):
    text = f"Seen: {said} went"
    start, end = own_name(text, 6, 6 + len(said), load_knowledge())
    assert text[start:end] == meant
