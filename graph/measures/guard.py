"""Findings: the ways in which measures of this network would mislead, each said in one plain sentence.

A finding *refuses* a number that would be wrong, *corrects* one (and says how), or is a *note* that a reader must know.
The checks themselves, one a pitfall, stand in `pitfalls`.
"""

from collections.abc import Iterable

from graph.measures.events import projected, projection_role
from graph.measures.pitfalls import CHECKS, SEVERITIES, SMALL, Finding, Reading
from graph.measures.sociogram import sociogram
from graph.network import Network

__all__ = ["SMALL", "Finding", "findings"]


def findings(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    directed: bool = False,
    weight_role: str | None = None,
    projection: str | None = None,
) -> list[Finding]:
    """Return what a reader of measures of this network must know, gravest first.

    Parameters
    ----------
    network, kinds, directed, weight_role, projection
        As given to the measures.

    Raises
    ------
    MeasureError
        Where the measures would refuse them.
    """
    wanted = None if kinds is None else frozenset(kinds)
    if projection is None:
        drawn = sociogram(network, kinds=wanted, directed=directed, weight_role=weight_role)
    else:
        projection_role("findings", None, weight_role, directed=directed)
        drawn = projected(network, projection, kinds=wanted)
    reading = Reading(network, drawn, wanted, weight_role)
    found = [finding for check in CHECKS for finding in check(reading)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
