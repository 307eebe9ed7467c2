"""One is no plural, and a heading holds what stands under it."""

from dataclasses import replace
from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import report
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity


def joined(*pairs):
    """Return cooperations of these pairs of entities, said in one notice."""
    notice = a_document(1, date(2024, 1, 1))
    said = [
        a_claim(notice, "COOPERATES_WITH", {"partner": list(pair)}, "operating", f"第{n}句")
        for n, pair in enumerate(pairs)
    ]
    ties = tuple(a_tie("COOPERATES_WITH", *pair, [(notice, c)]) for pair, c in zip(pairs, said, strict=True))
    entities = dict.fromkeys(entity for pair in pairs for entity in pair)
    return Network(tuple(entities), ties, tuple(said), (), (notice,), View(newest=notice.published))


def opening(name, network, language="en"):
    return [paragraph.text for paragraph in report(name, network, language=language).opening]


def test_one_entity_is_no_plural_in_the_overview():
    alone = Network(entities=(an_entity("独行"),), documents=(a_document(1, date(2024, 1, 1)),))

    assert opening("overview", alone)[0] == "1 document speaks of 1 entity (Enterprise 1) and 0 ties."


def test_one_figure_and_one_target_are_no_plural():
    network = a_network()
    (achieved,) = (quantity for quantity in network.quantities if quantity.modality == "achieved")
    target = network.quantities[0]
    nameless = replace(target, low=None, high=None)

    assert opening("targets", replace(network, quantities=(achieved,)))[1] == (
        "They speak of 1 figure that is achieved."
    )
    assert opening("targets", replace(network, quantities=(target,)))[0] == "The sources set 1 target, in numbers."
    assert opening("targets", replace(network, quantities=(nameless,)))[0] == (
        "The sources set 1 target, without a number."
    )
    assert opening("targets", replace(network, quantities=(nameless,)), "zh")[0] == "来源共提出1项目标，都没有给数字。"


def test_two_targets_in_numbers_are_all_of_them():
    network = a_network()
    target = network.quantities[0]
    nameless, other = replace(target, id="q-nameless", low=None, high=None), replace(target, id="q-other")
    both, one = replace(network, quantities=(target, other)), replace(network, quantities=(target, nameless))

    assert opening("targets", both)[0] == "The sources set 2 targets, all in numbers."
    assert opening("targets", both, "zh")[0] == "来源共提出2项目标，都给了数字。"
    assert opening("targets", one)[0] == "The sources set 2 targets, 1 of them in numbers."


def test_one_pair_that_a_broker_joins_is_no_plural():
    hub, firm, other = (an_entity(name, en=name_en) for name, name_en in (("甲", "Hub"), ("乙", "One"), ("丙", "Two")))

    said = opening("brokerage", joined((hub, firm), (hub, other)))[1]

    assert said.startswith("Hub joins 1 pair of partners without a tie of their own, such as ")


@pytest.mark.parametrize(
    ("regions", "zh", "en"),
    [
        (["青城市", "云岭省"], "两端地区都已知的1对联系中，1对跨地区，占100%。",
         "Of 1 joined pair with both regions known 1 crosses regions, 100%."),
        (["青城市", "青城市"], "两端地区都已知的1对联系中，没有一对跨地区。",
         "Of 1 joined pair with both regions known none crosses regions."),
        (["青城市", "云岭省", "北京市"], "两端地区都已知的2对联系中，2对跨地区，占100%。",
         "Of 2 joined pairs with both regions known 2 cross regions, 100%."),
    ],
)  # fmt: skip
def test_one_pair_across_regions_is_no_plural(regions, zh, en):
    hub, *others = (an_entity(f"企业{n}", region=region) for n, region in enumerate(regions))
    network = joined(*((hub, other) for other in others))

    assert opening("openness", network, "zh")[0] == zh
    assert opening("openness", network)[0] == en


@pytest.mark.parametrize(
    ("language", "heading"), [("zh", "点名机构之间的联系"), ("en", "Ties between named organisations")]
)
def test_the_overview_calls_ties_of_every_kind_ties(language, heading):
    made = report("overview", a_network(), language=language)

    assert {section.key: section.heading for section in made.sections}["cooperation"] == heading
