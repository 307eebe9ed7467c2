"""What the reports on change say of statuses, and of who came and went."""

import json
from dataclasses import replace
from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import difference, report
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from viz.report import render


def one_tie(*said):
    """Return one cooperation of which each (day, status) speaks, in a document of its own."""
    hub, firm = an_entity("云岭大学", "University"), an_entity("青禾集团")
    words = []
    for number, (day, status) in enumerate(said, 1):
        notice = a_document(number, day)
        words.append(
            (notice, a_claim(notice, "COOPERATES_WITH", {"partner": [hub, firm]}, status, f"合作，第{number}句"))
        )
    tie = a_tie("COOPERATES_WITH", hub, firm, words)
    newest = max((day for day, _ in said if day), default=None)
    return Network((hub, firm), (tie,), tuple(c for _, c in words), (), tuple(d for d, _ in words), View(newest=newest))


JUNE, DECEMBER, JANUARY = date(2025, 6, 1), date(2025, 12, 20), date(2026, 1, 10)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        # Three weeks before the newest word, yet in the year before: the sentence speaks of the calendar year.
        ([(JUNE, "signed"), (DECEMBER, "operating"), (JANUARY, "operating")],
         "2026年没有一条联系改变状态。", "In 2026 no tie changed its status."),
        ([(JUNE, "signed"), (DECEMBER, "operating")],
         "2025年有1条联系改变状态，没有一条终止。", "In 2025 the status of 1 tie changed; it did not end."),
        ([(JUNE, "signed"), (JANUARY, "ended")],
         "2026年有1条联系改变状态，其中1条终止。", "In 2026 the status of 1 tie changed; it ended."),
        # Two words of one day are one day's word, not a change.
        ([(JANUARY, "planned"), (JANUARY, "signed")],
         "2026年没有一条联系改变状态。", "In 2026 no tie changed its status."),
        ([(None, "planned"), (None, "signed")],
         "因此状态有没有变化，也无从得知。", "So whether any status changed cannot be told."),
    ],
)  # fmt: skip
def test_a_change_of_status_is_told_of_the_last_calendar_year(said, zh, en):
    assert report("change", one_tie(*said)).opening[2].text == zh
    assert report("change", one_tie(*said), language="en").opening[2].text == en


def test_a_year_without_new_ties_says_so_in_words():
    network = one_tie((JUNE, "signed"), (JANUARY, "operating"))

    assert report("change", network).opening[1].text == "2026年没有新出现的联系。"
    assert report("change", network, language="en").opening[1].text == "In 2026 no ties were first spoken of."


def test_who_came_and_who_went_stand_in_tables_all_of_them_by_their_english_names():
    whole = a_network()
    firms = tuple(an_entity(f"企业{n:02d}", en=f"Firm {n:02d}") for n in range(70))
    crowd = replace(whole, entities=(*whole.entities, *firms))

    came = {table.key: table for table in difference(whole, crowd, language="en").tables}["entered"]
    went = {table.key: table for table in difference(crowd, whole, language="en").tables}["left"]

    for table in (came, went):
        assert table.rows == tuple((f"Firm {n:02d}", "Enterprise") for n in range(70))
        assert [column.label for column in table.columns] == ["Name", "Kind"]
    data = json.loads(render(difference(whole, crowd), ".json"))
    assert {"name": "企业69", "kind": "Enterprise"} in [row for table in data["tables"] for row in table["rows"]]
    assert "left" not in {table.key for table in difference(whole, crowd).tables}


def test_ties_that_nearly_all_went_leave_no_share_of_nothing():
    hub = an_entity("云岭大学", "University")
    firms = [an_entity(f"企业{n:03d}") for n in range(250)]
    notice = a_document(1, JUNE)
    claims = [a_claim(notice, "COOPERATES_WITH", {"partner": [hub, f]}, "signed", f"与{f.name}合作") for f in firms]
    ties = tuple(a_tie("COOPERATES_WITH", hub, f, [(notice, c)]) for f, c in zip(firms, claims, strict=True))
    before = Network((hub, *firms), ties, tuple(claims), (), (notice,), View(newest=JUNE))
    after = replace(before, ties=ties[:1])

    assert difference(before, after).opening[2].text.startswith("两期的全部联系中，不到1%在两期都有；")
    assert difference(before, after, language="en").opening[2].text.startswith("Of all ties of either under 1% stand")
