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


def ended(*statuses):
    """Return an earlier and a later view of one cooperation for each (status before or None, status after)."""
    hub = an_entity("云岭大学", "University")
    notices = a_document(1, JUNE), a_document(2, JANUARY)
    views: tuple[list, list] = ([], [])
    firms, claims = [], []
    for number, pair in enumerate(statuses):
        firms.append(an_entity(f"企业{number}"))
        words = []
        for notice, status, ties in zip(notices, pair, views, strict=True):
            if status:
                quote = f"与{firms[-1].name}合作：{status}"
                words.append((notice, a_claim(notice, "COOPERATES_WITH", {"partner": [hub, firms[-1]]}, status, quote)))
                ties.append(a_tie("COOPERATES_WITH", hub, firms[-1], words, since=str(notice.published)))
        claims += [claim for _, claim in words]
    return tuple(
        Network((hub, *firms), tuple(ties), tuple(claims), (), notices, View(newest=notice.published))
        for notice, ties in zip(notices, views, strict=True)
    )


ENDINGS = [("signed", "ended"), (None, "ended"), (None, "ended"), (None, "signed"), ("signed", "operating")]


def test_what_a_comparison_first_tells_of_as_ended_is_not_new_and_what_ended_since_is_gone():
    before, after = ended(*ENDINGS)
    zh, en = difference(before, after), difference(before, after, language="en")

    assert zh.opening[0].text == "从2025-06-01到2026-01-10，新出现1条联系。另有2条联系仅见于后一期，且已终止。"
    assert zh.opening[1].text == "1条联系的状态有变化，1条终止或不再出现。"
    assert en.opening[0].text.endswith(", 1 tie is new. 2 more ties stand in the later view alone, as ended.")
    assert en.opening[1].text == "1 tie has changed in status, and 1 has ended or gone."
    tables = {table.key: table for table in zh.tables}
    counts = dict(zip([c.key for c in tables["kinds"].columns], tables["kinds"].rows[0], strict=True))
    assert (counts["formed"], counts["persisted"], counts["dissolved"]) == (1, 1, 1)
    assert [len(tables[key].rows) for key in ("new", "ended", "moved", "gone")] == [1, 2, 1, 1]


def test_a_tie_that_stands_again_has_formed_again():
    before, after = ended(("ended", "operating"))

    assert "新出现1条联系" in difference(before, after).opening[0].text
    assert difference(before, after).opening[1].text.startswith("没有一条联系的状态有变化")


def test_a_year_counts_ties_that_it_first_tells_of_as_ended():
    _, after = ended(*ENDINGS)
    zh, en = report("change", after), report("change", after, language="en")

    assert zh.opening[1].text == "2026年新出现1条联系。另有2条首次说到时已终止。"
    assert en.opening[1].text == "In 2026 1 tie was first spoken of. 2 more were first told of as ended."
    tables = {table.key: table for table in zh.tables}
    years = [dict(zip([c.key for c in tables["years"].columns], row, strict=True)) for row in tables["years"].rows]
    assert [(row["year"], row["formed"], row["ended"]) for row in years] == [("2025", 2, 0), ("2026", 1, 3)]
    assert len(tables["ended"].rows) == 3


def test_the_day_of_an_end_is_no_beginning():
    _, after = ended(("signed", "operating"), (None, "ended"))
    for name, key in (("status", "ledger"), ("overview", "cooperation")):
        made = report(name, after, language="en")
        found = next(table for table in made.tables if table.key == key)
        labels = [column.label for column in found.columns]
        days = {row[labels.index("Status")]: (row[labels.index("Since")], row[labels.index("Ended on")])
                for row in found.rows}  # fmt: skip

        assert days == {"operating": ("2026-01-10", None), "ended": (None, "2026-01-10")}
