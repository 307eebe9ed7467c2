"""Structural holes: constraint, hierarchy and effective size in one walk over triangles."""

from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.kernels.compiled import compiled
from graph.measures.kernels.triangles import uphill
from graph.measures.sociogram import Floats


def structural_holes(ties: sparse.csr_array) -> tuple[Floats, Floats, Floats]:
    """Return constraint, hierarchy and effective size; twin of `brokerage.constraints` and `effective_size`."""
    n = ties.shape[0]
    starts, ends, there, back = uphill(ties)
    out = np.full((3, n), np.nan)
    if ties.nnz and (ties.data == ties.data[0]).all():
        _holes_even(starts, ends, np.diff(ties.indptr), out)
    else:
        sums = np.asarray(ties.sum(axis=1), float).ravel()
        highest = np.asarray(ties.max(axis=1).todense(), float).ravel() if ties.nnz else sums
        row = np.repeat(np.arange(n), np.diff(ties.indptr))
        share, marginal = ties.data / sums[row], ties.data / highest[row]
        split = (share[there], share[back], marginal[there], marginal[back])
        _holes(starts, ends, *split, np.diff(ties.indptr), out)
    return out[0], np.maximum(out[1], 0.0), out[2]


@compiled
def _holes_even(ip: Any, ix: Any, degree: Any, out: Any) -> None:
    """Fill `out` where all ties are as strong: p_ij + Σ_q p_iq p_qj is (1 + Σ_q 1/k_q) / k_i, q closing i and j."""
    n = len(degree)
    mark = np.full(n, -1, np.int32)
    at = np.zeros(n, np.int32)
    through = np.ones(len(ix))
    closed = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            mark[ix[k]] = u
            at[ix[k]] = k
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            for q in range(ip[v], ip[v + 1]):
                x = ix[q]
                if mark[x] == u:
                    through[k] += 1.0 / degree[x]
                    through[at[x]] += 1.0 / degree[v]
                    through[q] += 1.0 / degree[u]
                    closed[u] += 2
                    closed[v] += 2
                    closed[x] += 2
    total = np.zeros(n)
    entropy = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            square = through[k] * through[k]
            through[k] = square
            total[u] += square
            total[ix[k]] += square
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            first = through[k] * degree[u] / total[u]
            second = through[k] * degree[v] / total[v]
            entropy[u] += first * np.log(first)
            entropy[v] += second * np.log(second)
    for i in range(n):
        k = degree[i]
        if k > 0:
            out[0, i] = total[i] / (k * k)
            out[2, i] = k - closed[i] / k
        if k > 1:
            out[1, i] = entropy[i] / (k * np.log(k))


@compiled
def _holes(ip: Any, ix: Any, p: Any, p_back: Any, m: Any, m_back: Any, degree: Any, out: Any) -> None:
    """Fill `out` from shares p_ij = w_ij / Σw_i and marginals m_ij = w_ij / max w_i of each pair, both ways."""
    n = len(degree)
    mark = np.full(n, -1, np.int32)
    at = np.zeros(n, np.int32)
    there = p.copy()
    back = p_back.copy()
    redundant = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            mark[ix[k]] = u
            at[ix[k]] = k
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            for q in range(ip[v], ip[v + 1]):
                x = ix[q]
                if mark[x] == u:
                    r = at[x]
                    # pairs k = (u, v), r = (u, x), q = (v, x), each way, by the third
                    there[k] += p[r] * p_back[q]
                    back[k] += p[q] * p_back[r]
                    there[r] += p[k] * p[q]
                    back[r] += p_back[q] * p_back[k]
                    there[q] += p_back[k] * p[r]
                    back[q] += p_back[r] * p[k]
                    redundant[u] += p[r] * m[q] + p[k] * m_back[q]
                    redundant[v] += p[q] * m[r] + p_back[k] * m_back[r]
                    redundant[x] += p_back[q] * m[k] + p_back[r] * m_back[k]
    total = np.zeros(n)
    entropy = np.zeros(n)
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            there[k] *= there[k]
            back[k] *= back[k]
            total[u] += there[k]
            total[ix[k]] += back[k]
    for u in range(n):
        for k in range(ip[u], ip[u + 1]):
            v = ix[k]
            first = there[k] * degree[u] / total[u]
            second = back[k] * degree[v] / total[v]
            entropy[u] += first * np.log(first)
            entropy[v] += second * np.log(second)
    for i in range(n):
        k = degree[i]
        if k > 0:
            out[0, i] = total[i]
            out[2, i] = k - redundant[i]
        if k > 1:
            out[1, i] = entropy[i] / (k * np.log(k))
