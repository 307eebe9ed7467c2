"""A report of a part of the ledger says so: what it counts is what its view holds."""

from dataclasses import replace

import pytest

from innonet.recipes import REPORTS, report
from tests.factories import a_network


def of_a_view(**filter):
    network = a_network()
    return replace(network, view=replace(network.view, **filter))


@pytest.mark.parametrize("name", list(REPORTS))
def test_the_subtitle_ends_with_the_filter(name):
    network = of_a_view(statuses=frozenset({"operating", "signed"}), kinds=frozenset({"LEADS"}), without=("青城市",))
    zh, en = (report(name, network, language=language).subtitle for language in ("zh", "en"))

    assert zh.endswith("；仅含状态：已签约、运行中；仅含类型：牵头；不含青城市")
    assert en.endswith("; only ties signed, operating; only leads; without 青城市")


def test_a_view_of_all_names_no_filter():
    assert report("status", a_network()).subtitle.endswith("；状态以2024-09-01为准")


def test_the_status_report_counts_the_ties_of_its_view():
    network = a_network()
    one = replace(network, ties=network.ties[:1])
    promised = replace(network, ties=network.ties[6:7])
    opening = {
        (n, language): report("status", part, language=language).opening[0].text
        for n, part in enumerate((network, one, promised))
        for language in ("zh", "en")
    }

    assert opening[0, "zh"].startswith("本视图共有9条联系，其中2条有一端尚未点名")
    assert opening[0, "en"].startswith("This view holds 9 ties, 2 of them with an end that is not named yet")
    assert opening[1, "zh"] == "本视图共有1条联系。"
    assert opening[1, "en"] == "This view holds 1 tie."
    assert opening[2, "zh"].startswith("本视图共有1条联系，有一端尚未点名")
    assert opening[2, "en"].startswith("This view holds 1 tie, with an end that is not named yet")
