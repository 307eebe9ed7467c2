"""What a store says of a target is what the report on targets says."""

import pytest

from graph.measures import targets
from graph.network import Network
from graph.store.model import nodes
from graph.store.verdicts import verdicts
from tests.graph.measures.test_targets import CITY, NEWS, PLAN, achieved, figure

CEILING = figure("能耗", None, 5, unit="%", relation="at_most")
JUDGED = [
    (CEILING, achieved("能耗", 8, unit="%"), "not met", 8.0),
    (CEILING, achieved("能耗", 3, 4, unit="%", relation="range"), "met", 4.0),
    (figure("平台", 5), achieved("平台", 6, 9, relation="range"), "met", 6.0),
    (figure("平台", 5, period=None), achieved("平台", 6, period="2019"), "not comparable", None),
    (figure("平台", 5, entity=None), achieved("平台", 6, entity=None), "not comparable", None),
    (figure("企业", 50), achieved("企业", None, 60, relation="at_most"), "possibly", 60.0),
    (figure("投资", 1, unit="亿元"), achieved("投资", 20000, unit="万元"), "met", 2.0),
]
"""Targets with a figure, the verdict, and what was achieved in the unit of the target."""


def network_of(*quantities):
    return Network(entities=(CITY,), quantities=quantities, documents=(PLAN, NEWS))


@pytest.mark.parametrize(
    ("target", "reached", "word", "number"),
    JUDGED,
    ids=[
        "over a ceiling",
        "a range below it",
        "a range over a floor",
        "older",
        "of nobody known",
        "at most",
        "in yuan",
    ],
)
def test_a_target_carries_the_verdict_of_the_report(target, reached, word, number):
    network = network_of(target, reached)

    kept = verdicts(network)[target.id]

    assert kept == {"verdict": word, "figure": reached.id, "achieved": number}
    assert kept["verdict"] == targets(network).loc[target.id, "verdict"]


def test_only_targets_carry_a_verdict_and_what_is_unknown_is_left_out():
    target, reached = figure("平台", 5), achieved("企业", 6)

    told = {node.properties["id"]: node.properties for node in nodes(network_of(target, reached))}

    assert told[target.id]["verdict"] == "no figure"
    assert not {"figure", "achieved"} & set(told[target.id])
    assert not {"verdict", "figure", "achieved"} & set(told[reached.id])


def test_a_network_without_targets_has_no_verdicts():
    assert verdicts(network_of(achieved("平台", 6))) == verdicts(Network()) == {}
