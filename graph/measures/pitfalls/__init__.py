"""The pitfalls of a centrality report, one check each; every check runs by itself and is silent where all is well."""

from collections.abc import Callable, Iterator

from graph.measures.pitfalls.actors import left_out, narrator, renamed, self_ties
from graph.measures.pitfalls.events import cliques, single, two_mode, universe
from graph.measures.pitfalls.partition import unstable_communities
from graph.measures.pitfalls.paths import fragments, isolates, spectral, symmetrised_roles, weight_roles
from graph.measures.pitfalls.promises import mixed_status, stock_and_flow
from graph.measures.pitfalls.ranks import equals, missing_data, small
from graph.measures.pitfalls.reading import SEVERITIES, SMALL, Finding, Reading

__all__ = ["CHECKS", "SEVERITIES", "SMALL", "Finding", "Reading"]

CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    small,
    weight_roles,
    fragments,
    spectral,
    cliques,
    two_mode,
    single,
    equals,
    mixed_status,
    stock_and_flow,
    narrator,
    left_out,
    isolates,
    self_ties,
    missing_data,
    unstable_communities,
    universe,
    symmetrised_roles,
    renamed,
)
"""In the order of a reader's questions; `docs/measures.md` says which pitfall each answers."""
