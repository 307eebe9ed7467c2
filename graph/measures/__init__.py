"""Network in, table out: the measures of innovation studies, and the guard against the ways in which they mislead."""

from graph.measures.brokerage import brokerage
from graph.measures.centrality import centrality
from graph.measures.cohesion import components
from graph.measures.guard import Finding, findings
from graph.measures.ranking import ranks
from graph.measures.sociogram import Sociogram, sociogram
from graph.measures.status import status_counts, status_ledger
from graph.measures.targets import targets

__all__ = [
    "Finding",
    "Sociogram",
    "brokerage",
    "centrality",
    "components",
    "findings",
    "ranks",
    "sociogram",
    "status_counts",
    "status_ledger",
    "targets",
]
