"""Datelines in capitals, which need no year; those with a day are tested with the frame."""

import time

import pytest

from ingest.dateline import capitals

REPORT = "Yuanhang Heavy Industries Group Co., Ltd. has signed an agreement with Lindong Agricultural University."


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("QINGLAN - ", "QINGLAN"),
        ("QINGLAN — ", "QINGLAN"),
        ("QINGLAN--", "QINGLAN"),
        ("QINGLAN, March 14 - ", "QINGLAN"),
        ("QINGLAN (Xinhua) - ", "QINGLAN"),
        ("PORT HALDEN, China, March 14, 2024 (Xinhua) -- ", "PORT HALDEN, China"),
        ("CAMBRIDGE, Mass. – ", "CAMBRIDGE, Mass."),
    ],
)
def test_a_dateline_ends_where_the_report_begins(opening, place):
    text = f"A title\n{opening}{REPORT}"

    (found,) = capitals(text)

    assert text[slice(*found.place)] == place
    assert text[found.end :] == REPORT
    assert text[found.mark : found.end].strip() in {"-", "--", "—", "–"}


@pytest.mark.parametrize(
    "line",
    [
        f"PRESS RELEASE - {REPORT}",
        f"IIT-Madras and {REPORT}",
        f"SMI-ICE-Chile {REPORT}",
        f"In QINGLAN - {REPORT}",
        "DAAD – Regional Office for Africa, Nairobi",
        "LOWMARK OPTICS CIRCLE – SPRING BULLETIN",
    ],
)
def test_a_heading_a_compound_and_a_word_for_the_page_are_no_dateline(line):
    assert list(capitals(f"A title\n{line}\nThe text goes on.")) == []


def test_a_long_text_in_capitals_takes_no_time():
    began = time.perf_counter()

    list(capitals(("A" * 40 + " ") * 5_000 + "AB, Cd " * 5_000))

    assert time.perf_counter() - began < 2
