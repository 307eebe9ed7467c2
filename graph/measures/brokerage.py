"""How far each actor bridges structural holes (Burt 1992)."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from graph.errors import MeasureError
from graph.measures.centrality import in_order
from graph.measures.sociogram import Floats, Sociogram, sociogram
from graph.network import Network

# Entries from which compiling a kernel repays.
COMPILED_FROM = 200_000


def brokerage(
    network: Network,
    *,
    kinds: Iterable[str] | None = None,
    directed: bool = False,
    weight: str | None = None,
    weight_role: str | None = None,
) -> pd.DataFrame:
    """Return how far each actor bridges structural holes.

    An actor whose partners do not know one another can carry news and terms between them; low constraint and a high
    effective size mark such a broker.

    Parameters
    ----------
    network : Network
        Actors only.
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds.
    directed : bool
        Whether a pair joined by arcs both ways counts twice (a_ij + a_ji); by default it counts as any other pair.
    weight, weight_role : str, optional
        ``weight="weight", weight_role="strength"`` to read weights; distances are refused. Without a weight every pair
        counts 1, however many ties join it.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, ordered by `constraint` (freest first, isolates last), then id.

        ``name``; ``degree`` (int, partners); ``constraint`` (Σ_j (p_ij + Σ_q p_iq p_qj)², usually 0 to 1.125, lower is
        freer); ``effective_size`` (Σ_j (1 − Σ_q p_iq m_jq), non-redundant partners); ``efficiency`` (effective size /
        degree, 0 to 1); ``hierarchy`` (0: constraint comes from all partners alike, 1: from one). Isolates have NaN;
        hierarchy is NaN of one partner too (0/0).

    Raises
    ------
    MeasureError
        If weights are distances, have no role or are no positive numbers.

    References
    ----------
    Burt, R. S. (1992). *Structural Holes*, ch. 2. Harvard University Press.
    Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. *Connections* 20, 35–38.
    """
    drawn = sociogram(network, kinds=kinds, directed=directed, weight=weight, weight_role=weight_role)
    return brokerage_of(drawn)


def brokerage_of(s: Sociogram) -> pd.DataFrame:
    """Return the table of `brokerage` of a sociogram that is already drawn, such as a projection."""
    if s.weight_role == "distance":
        raise MeasureError(
            "brokerage", "shares of attention need strengths, not distances. Say weight_role='strength'."
        )
    ties = mutual(s)
    constraint, hierarchy, size = holes(ties)
    with np.errstate(invalid="ignore"):
        efficiency = size / s.degree
    table = pd.DataFrame(
        {
            "name": list(s.names),
            "degree": s.degree,
            "constraint": constraint,
            "effective_size": size,
            "efficiency": efficiency,
            "hierarchy": hierarchy,
        },
        index=pd.Index(s.ids, name="id", dtype=object),
    )
    return in_order(table, [], ["constraint"])


def mutual(s: Sociogram) -> sparse.csr_array:
    """Return a_ij + a_ji up to a factor: pairs joined, or their strengths where weights are declared."""
    ties = s.matrix if s.weight_role else s.pattern
    if s.directed:
        ties = (ties + ties.T).tocsr()
        ties.sort_indices()
    return ties


def holes(ties: sparse.csr_array) -> tuple[Floats, Floats, Floats]:
    """Return constraint, hierarchy and effective size of each row of a symmetric matrix of strengths."""
    if ties.nnz >= COMPILED_FROM:
        from graph.measures.kernels.holes import structural_holes

        return structural_holes(ties)
    return *constraints(ties), effective_size(ties)


def constraints(ties: sparse.csr_array) -> tuple[Floats, Floats]:
    """Return Burt's constraint and hierarchy of each row of a symmetric matrix of strengths."""
    n = ties.shape[0]
    share, pattern = _shares(ties), _pattern(ties)
    # p_ij + Σ_q p_iq p_qj for partners j only: constraint comes from those one has a tie with.
    dyadic = (share + (share @ share).multiply(pattern)).tocsr()
    dyadic = dyadic.multiply(dyadic).tocsr()
    total = np.asarray(dyadic.sum(axis=1), float).ravel()
    degree = np.diff(pattern.indptr)
    total[degree == 0] = np.nan
    row = np.repeat(np.arange(n), np.diff(dyadic.indptr))
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = dyadic.data / (total / degree)[row]
        terms = np.where(relative > 0, relative * np.log(relative), 0.0)
        hierarchy = np.bincount(row, terms, n) / (degree * np.log(degree))
    hierarchy[degree < 2] = np.nan
    return total, np.maximum(hierarchy, 0.0)


def effective_size(ties: sparse.csr_array) -> Floats:
    """Return Burt's effective size of each row of a symmetric matrix of strengths; NaN without partners."""
    share, pattern = _shares(ties), _pattern(ties)
    highest = np.asarray(ties.max(axis=1).todense(), float).ravel() if ties.shape[0] else np.zeros(0)
    marginal = sparse.diags_array(np.divide(1.0, highest, out=np.zeros_like(highest), where=highest > 0)) @ ties
    redundancy = np.asarray((share @ marginal.T).multiply(pattern).sum(axis=1), float).ravel()
    degree = np.diff(pattern.indptr).astype(float)
    return np.where(degree > 0, degree - redundancy, np.nan)


def _shares(ties: sparse.csr_array) -> sparse.csr_array:
    sums = np.asarray(ties.sum(axis=1), float).ravel()
    return (sparse.diags_array(np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)) @ ties).tocsr()


def _pattern(ties: sparse.csr_array) -> sparse.csr_array:
    return sparse.csr_array((np.ones(ties.nnz), ties.indices, ties.indptr), shape=ties.shape)
