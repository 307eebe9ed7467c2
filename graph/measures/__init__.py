"""Network in, table out: the measures of innovation studies, and the guard against the ways in which they mislead."""

from graph.measures.backbone import backbone
from graph.measures.brokerage import brokerage
from graph.measures.centrality import centrality
from graph.measures.chance import against_chance
from graph.measures.change import by_year, change, transitions
from graph.measures.cohesion import bridges, cohesion, components, core_periphery, cut_points
from graph.measures.communities import communities
from graph.measures.events import (
    affiliations,
    consortia,
    fitting_projection,
    members_by_lead,
    projected,
    s_components,
    taking_part,
)
from graph.measures.guard import Finding, findings
from graph.measures.mixing import assortativity, ei_index, ei_of_actors, mixing, mixing_matrix, openness
from graph.measures.mrqap import mrqap
from graph.measures.partners import evaluate_partners, partners
from graph.measures.qap import qap
from graph.measures.ranking import ranks
from graph.measures.roles import ROLES, brokerage_roles
from graph.measures.sociogram import Sociogram, sociogram
from graph.measures.status import status_counts, status_ledger
from graph.measures.synergy import synergy
from graph.measures.targets import targets
from graph.measures.uncertainty import rank_intervals

__all__ = [
    "ROLES",
    "Finding",
    "Sociogram",
    "affiliations",
    "against_chance",
    "assortativity",
    "backbone",
    "bridges",
    "brokerage",
    "brokerage_roles",
    "by_year",
    "centrality",
    "change",
    "cohesion",
    "communities",
    "components",
    "consortia",
    "core_periphery",
    "cut_points",
    "ei_index",
    "ei_of_actors",
    "evaluate_partners",
    "findings",
    "fitting_projection",
    "members_by_lead",
    "mixing",
    "mixing_matrix",
    "mrqap",
    "openness",
    "partners",
    "projected",
    "qap",
    "rank_intervals",
    "ranks",
    "s_components",
    "sociogram",
    "status_counts",
    "status_ledger",
    "synergy",
    "taking_part",
    "targets",
    "transitions",
]
