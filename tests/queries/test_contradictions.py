"""Hosts and figures on which documents differ, as the library answers them: what differs stands under who says it."""

from datetime import date

import pytest

from graph.store.views import open_store
from queries.run import ask
from tests.graph.store.dispute import CENTRE, CITY, FIRM, NEW, OLD, QUOTE, UNDATED, UNIVERSITY, a_figure, a_view


@pytest.mark.server
def test_hosts_and_figures_that_differ_open_the_sentence_of_the_later_document(started):
    view = a_view((UNDATED, FIRM), (NEW, UNIVERSITY), figures=[a_figure(OLD, 6), a_figure(NEW, 4)])
    with open_store(view, ledger_id="shared") as store:
        table = ask("contradictions", store, view)

    columns = ["first", "tie", "second", "earlier_says", "earlier_on", "earlier_in", "later_says", "later_in"]
    assert table[columns].values.tolist() == [
        [CITY.name, None, "省级以上创新平台 2023", "6家", date(2024, 1, 9), "通知 1", "4家", "通知 2"],
        [None, "HOSTS", CENTRE.name, FIRM.name, None, "notice-4.html", UNIVERSITY.name, "通知 2"],
    ]
    assert table["sentence"].tolist() == [QUOTE, "第一一句"]
    assert table["published"].tolist() == [date(2025, 3, 1)] * 2
