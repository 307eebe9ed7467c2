"""What undated documents say stands in no figure over time, and every such figure says so where it stands."""

from dataclasses import replace
from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import difference, report
from tests.factories import a_claim, a_document, a_tie, an_entity


def cooperations(*said):
    """Return a network of one cooperation for each (day of its document or None, status)."""
    days = sorted({day for day, _ in said if day})
    documents = {day: a_document(number, day) for number, day in enumerate([None, *days], 1)}
    hub, claims, ties = an_entity("云岭大学", "University"), [], []
    firms = [an_entity(f"企业{n}") for n in range(len(said))]
    for firm, (day, status) in zip(firms, said, strict=True):
        partners = {"partner": [hub, firm]}
        claims.append(a_claim(documents[day], "COOPERATES_WITH", partners, status, f"与{firm.name}合作"))
        ties.append(a_tie("COOPERATES_WITH", hub, firm, [(documents[day], claims[-1])]))
    there = tuple(documents[day] for day in dict.fromkeys(day for day, _ in said))
    view = View(revision="4" * 64, newest=max(days, default=None))
    return Network((hub, *firms), tuple(ties), tuple(claims), (), there, view)


NEW, OLD = date(2025, 9, 1), date(2023, 1, 1)
OF_A_DAY = View(as_of=NEW, newest=NEW, left_out={"undated documents": 2})


def opening(name, network, language):
    return [paragraph.text for paragraph in report(name, network, language=language).opening]


SILENCE = [
    # An operating tie is never silent, so that an undated one leaves no doubt.
    ([(NEW, "signed"), (None, "operating"), (None, "ended")],
     "到2025-09-01为止，没有一条未落地的联系超过一年无人提起。",
     "As of 2025-09-01, no open tie has gone unspoken of for over a year."),
    ([(NEW, "signed"), (None, "signed"), (None, "planned"), (None, "operating")],
     "到2025-09-01为止，有日期的未落地联系没有一条超过一年无人提起；另有2条出自没有日期的文件，是否久无消息无法判断。",
     "As of 2025-09-01, no dated open tie has gone unspoken of for over a year; of 2 more, from undated documents, "
     "this cannot be said."),
    ([(NEW, "operating"), (None, "signed"), (None, "planned")],
     "2条未落地的联系都出自没有日期的文件，是否久无消息无法判断。",
     "All 2 open ties come from undated documents: whether they have gone silent cannot be said."),
    ([(NEW, "operating"), (None, "signed")],
     "唯一一条未落地的联系出自没有日期的文件，是否久无消息无法判断。",
     "The one open tie comes from an undated document: whether it has gone silent cannot be said."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "zh", "en"), SILENCE)
def test_what_has_gone_silent_is_not_claimed_of_undated_ties(said, zh, en):
    assert opening("status", cooperations(*said), "zh")[2] == zh
    assert opening("status", cooperations(*said), "en")[2] == en


def test_the_ties_that_cannot_be_judged_open_their_sentences():
    made = report("status", cooperations((NEW, "signed"), (None, "signed"), (None, "planned")))

    quotes = {item.number: item.quote for item in made.evidence}
    assert {quotes[number] for number in made.opening[2].refs} == {"与企业1合作", "与企业2合作"}


def test_undated_ties_stand_beside_those_that_are_silent():
    network = cooperations((OLD, "signed"), (NEW, "operating"), (None, "signed"))

    zh, en = (opening("status", network, language)[2] for language in ("zh", "en"))

    assert zh.startswith("1条联系既未运行也未终止")
    assert zh.endswith("；另有1条出自没有日期的文件，无法判断。")
    assert en.endswith("; of 1 more, from an undated document, this cannot be said.")


def test_change_year_by_year_says_at_the_top_what_stands_in_no_year():
    network = cooperations((OLD, "signed"), (NEW, "signed"), (None, "signed"), (None, "operating"))

    zh, en = (opening("change", network, language)[0] for language in ("zh", "en"))

    assert zh == "存续的联系从2023年末的1条变为2025年的2条；另有2条联系出自没有日期的文件，不计入以上数字。"
    assert en == (
        "Standing ties went from 1 at the end of 2023 to 2 in 2025; 2 ties come from undated documents and stand in "
        "none of these figures."
    )


@pytest.mark.parametrize(("name", "key"), [("overview", "status-by-year"), ("status", "status-by-year"),
                                           ("change", "by-year")])  # fmt: skip
def test_a_figure_of_years_says_in_its_caption_what_it_leaves_out(name, key):
    network = cooperations((OLD, "signed"), (NEW, "signed"), (None, "signed"))

    def caption(language, shown=network):
        return next(block.caption for block in report(name, shown, language=language).blocks() if block.key == key)

    assert caption("zh").endswith("（另有1条未载日期，未计入）")
    assert caption("en").endswith(" (1 undated tie left out)")
    assert caption("en", replace(cooperations((OLD, "signed"), (NEW, "signed")), view=OF_A_DAY)).endswith(
        " (2 undated documents left out)"
    )


@pytest.mark.parametrize("name", ["status", "change"])
def test_a_view_of_a_day_says_which_documents_it_leaves_out(name):
    network = replace(cooperations((OLD, "operating"), (NEW, "signed")), view=OF_A_DAY)
    at = {"status": 2, "change": 0}[name]

    assert opening(name, network, "zh")[at].endswith("；另有2份没有日期的文件未计入本视图。")
    assert opening(name, network, "en")[at].endswith("; 2 undated documents are left out of this view.")


def test_where_all_is_dated_nothing_is_said_of_undated():
    network = cooperations((OLD, "signed"), (NEW, "signed"))

    for name in ("overview", "status", "change"):
        made = report(name, network, language="en")
        captions = [block.caption for block in made.blocks() if hasattr(block, "caption")]
        assert "undated" not in " ".join([*(paragraph.text for paragraph in made.opening), *captions])


def test_a_comparison_of_days_says_what_neither_holds():
    before = replace(cooperations((OLD, "signed")), view=replace(OF_A_DAY, as_of=OLD))
    after = replace(cooperations((OLD, "signed"), (NEW, "signed")), view=OF_A_DAY)

    assert difference(before, after).opening[0].text == (
        "从2023-01-01到2025-09-01，新出现1条联系；两期都未计入2份没有日期的文件。"
    )
    assert (
        difference(before, after, language="en").opening[0].text.endswith("; both views leave out 2 undated documents.")
    )


def test_a_comparison_with_a_whole_ledger_says_which_side_leaves_out_what():
    whole = cooperations((OLD, "signed"), (NEW, "signed"), (None, "signed"))
    after = replace(cooperations((OLD, "signed"), (NEW, "signed")), view=OF_A_DAY)

    assert difference(whole, after).opening[0].text.endswith("；后一期未计入2份没有日期的文件。")
    assert (
        difference(whole, after, language="en")
        .opening[0]
        .text.endswith("; the later view leaves out 2 undated documents.")
    )
    assert "undated" not in difference(whole, whole, language="en").opening[0].text
