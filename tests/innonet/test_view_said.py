"""A report of a part of the ledger says so: what it counts is what its view holds."""

from dataclasses import replace

import pytest

from graph.derive import SURE
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


@pytest.mark.parametrize(
    ("sure", "zh", "en"),
    [
        (0.1, "计入把握在0.1及以上的陈述", "claims of confidence .1 and more"),
        (0.95, "计入把握在0.95及以上的陈述", "claims of confidence .95 and more"),
        (0.0, "计入把握不论大小的陈述", "claims of any confidence"),
    ],
)
def test_another_cut_than_the_usual_is_said_in_the_subtitle_and_in_the_methods(sure, zh, en):
    unsure = of_a_view(sure=sure)
    unsure = replace(unsure, claims=(replace(unsure.claims[0], confidence=0.3), *unsure.claims[1:]))
    said, made = report("status", unsure), report("status", unsure, language="en")

    assert said.subtitle.endswith(f"；{zh}")
    assert made.subtitle.endswith(f"; {en}")
    assert dict(said.methods)["把握"] == zh.removeprefix("计入")
    assert dict(made.methods)["Confidence"] == en


@pytest.mark.parametrize("sure", [SURE, 0.0])  # the usual cut; none, with nothing below the usual
def test_the_usual_claims_are_not_called_a_choice(sure):
    made = report("status", of_a_view(sure=sure), language="en")

    assert "confidence" not in made.subtitle
    assert "Confidence" not in dict(made.methods)
