"""Counts of the five roles of brokers."""

from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.kernels.compiled import compiled
from graph.measures.kernels.triangles import uphill
from graph.measures.sociogram import Ints


def roles(arcs: sparse.csr_array, codes: Ints, directed: bool) -> Ints:
    """Return n × 5 counts of Gould–Fernandez roles; twin of `roles._by_products`."""
    kinds = int(codes.max()) + 1
    out = np.zeros((arcs.shape[0], 5), np.int64)
    if directed:
        back = arcs.T.tocsr()
        _roles(arcs.indptr, arcs.indices, back.indptr, back.indices, codes, kinds, out)
    else:
        starts, ends, _, _ = uphill(arcs)
        roles_both_ways(arcs.indptr, arcs.indices, starts, ends, codes.astype(np.int32), kinds, out)
    return out


@compiled
def roles_both_ways(ip: Any, ix: Any, up: Any, ux: Any, codes: Any, kinds: int, out: Any) -> int:
    """Count as `_roles` where every arc runs both ways, and return the triangles.

    Each open pair counts twice, so that each triangle takes both ways of three pairs off.
    """
    n = len(codes)
    near = np.zeros(kinds, np.int64)
    mark = np.full(n, -1, np.int32)
    closed = 0
    for v in range(n):
        near[:] = 0
        for k in range(ip[v], ip[v + 1]):
            near[codes[ix[k]]] += 1
        every = ip[v + 1] - ip[v]
        own = near[codes[v]]
        alike = 0
        for g in range(kinds):
            alike += near[g] * near[g]
        out[v, 0] += own * own - own
        out[v, 1] += alike - own * own - (every - own)
        out[v, 2] += own * (every - own)
        out[v, 3] += own * (every - own)
        out[v, 4] += (every - own) * (every - own) - (alike - own * own)
    for u in range(n):
        for k in range(up[u], up[u + 1]):
            mark[ux[k]] = u
        a = codes[u]
        for k in range(up[u], up[u + 1]):
            v = ux[k]
            b = codes[v]
            for q in range(up[v], up[v + 1]):
                x = ux[q]
                if mark[x] != u:
                    continue
                closed += 1
                c = codes[x]
                if a == b and b == c:
                    out[u, 0] -= 2
                    out[v, 0] -= 2
                    out[x, 0] -= 2
                elif a != b and b != c and a != c:
                    out[u, 4] -= 2
                    out[v, 4] -= 2
                    out[x, 4] -= 2
                else:  # two alike: the third is their consultant, they stand for each other towards it
                    if b == c:
                        odd, one, two = u, v, x
                    elif a == c:
                        odd, one, two = v, u, x
                    else:
                        odd, one, two = x, u, v
                    out[odd, 1] -= 2
                    out[one, 2] -= 1
                    out[one, 3] -= 1
                    out[two, 2] -= 1
                    out[two, 3] -= 1
    return closed


@compiled
def _roles(ip: Any, ix: Any, bp: Any, bx: Any, codes: Any, kinds: int, out: Any) -> None:
    """Count two-step paths by the groups of their ends, less those that come back or are closed by an arc."""
    n = len(codes)
    into = np.zeros(kinds, np.int64)
    onward = np.zeros(kinds, np.int64)
    mark = np.full(n, -1, np.int32)
    for v in range(n):
        own = codes[v]
        into[:] = 0
        onward[:] = 0
        for k in range(ip[v], ip[v + 1]):
            mark[ix[k]] = v
            onward[codes[ix[k]]] += 1
        coordinator, consultant, representative, gatekeeper, liaison = 0, 0, 0, 0, 0
        for k in range(bp[v], bp[v + 1]):
            a = bx[k]
            here = codes[a]
            into[here] += 1
            if mark[a] == v:
                if here == own:
                    coordinator -= 1
                else:
                    consultant -= 1
            for q in range(ip[a], ip[a + 1]):
                c = ix[q]
                if mark[c] == v and c != v:
                    there = codes[c]
                    if here == own:
                        if there == own:
                            coordinator -= 1
                        else:
                            representative -= 1
                    elif there == own:
                        gatekeeper -= 1
                    elif here == there:
                        consultant -= 1
                    else:
                        liaison -= 1
        alike = 0
        in_all = 0
        out_all = 0
        for g in range(kinds):
            alike += into[g] * onward[g]
            in_all += into[g]
            out_all += onward[g]
        in_own, out_own = into[own], onward[own]
        out[v, 0] = coordinator + in_own * out_own
        out[v, 1] = consultant + alike - in_own * out_own
        out[v, 2] = representative + in_own * (out_all - out_own)
        out[v, 3] = gatekeeper + (in_all - in_own) * out_own
        out[v, 4] = liaison + (in_all - in_own) * (out_all - out_own) - (alike - in_own * out_own)
