"""How far a rank can be trusted: what it would be had some of the documents, claims, ties or events been missed."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from graph.errors import MeasureError
from graph.measures.brokerage import holes, mutual
from graph.measures.centrality import strength
from graph.measures.events import affiliations, projected, projection_of, projection_role
from graph.measures.paths import betweenness, closeness
from graph.measures.ranking import places
from graph.measures.sociogram import Floats, Sociogram, matrix_of, sociogram
from graph.measures.spectral import eigenvector, katz, pagerank
from graph.measures.triangles import core
from graph.network import Network

MEASURES: dict[str, Callable[[Sociogram], Floats]] = {
    "degree": lambda s: s.degree.astype(float),
    "strength": strength,
    "betweenness": lambda s: betweenness(s)[0],
    "closeness": lambda s: closeness(s)[0],
    "harmonic": lambda s: closeness(s)[1],
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "katz": katz,
    "core": lambda s: core(s).astype(float),
    "constraint": lambda s: holes(mutual(s))[0],
    "effective_size": lambda s: holes(mutual(s))[2],
}
"""What ranks can be asked for; of constraint the lowest comes first."""

DROPPED = ("documents", "claims", "ties", "events")


def rank_intervals(
    network: Network,
    measure: str = "betweenness",
    *,
    drop: str | None = None,
    share: float = 0.2,
    draws: int = 100,
    top: int = 10,
    seed: int = 0,
    kinds: Iterable[str] | None = None,
    weight_role: str | None = None,
    projection: str | None = None,
) -> pd.DataFrame:
    """Return each actor's rank with the interval that it takes when a part of the evidence is left out.

    Parameters
    ----------
    network : Network
    measure : str
        One of `MEASURES`.
    drop : {"documents", "claims", "ties", "events"}, optional
        What is left out at random: by default documents, of a projection events. A tie stays while one of its documents
        (claims) does, its strength in proportion. Use "ties" for a network without documents. "events" alone reads the
        "newman" projection.
    share : float
        Of the documents (…) left out in each draw, between 0 and 1.
    draws : int
        Number of draws.
    top : int
        k of ``p_top``.
    seed : int
    kinds, weight_role, projection
        As in `centrality`.

    Returns
    -------
    pandas.DataFrame
        One row an actor, indexed by entity id, ordered by rank, then id: ``name``; ``value`` and ``rank`` on all the
        evidence (Int64, equals share the best); ``rank_low`` and ``rank_high`` (the 5th and 95th of 100 ranks; an actor
        without a value in a draw comes last in it); ``p_top`` (share of draws in which it ranks among the first `top`).

    Raises
    ------
    MeasureError
        If the measure or what to drop is unknown, there is nothing of it to drop, or something other than events is to
        be dropped of a projection.

    Notes
    -----
    The interval tells how ranks move when known evidence is missed. Evidence that nobody published moves them further.

    References
    ----------
    Costenbader, E. and Valente, T. W. (2003). The stability of centrality measures when networks are sampled. *Social
    Networks* 25, 283–307.
    Borgatti, S. P., Carley, K. M. and Krackhardt, D. (2006). On the robustness of centrality measures under conditions
    of imperfect data. *Social Networks* 28, 124–136.
    """
    if measure not in MEASURES:
        raise MeasureError("rank intervals", f"{measure!r} has no ranks. Use {', '.join(MEASURES)}.")
    if not 0 < share < 1 or draws < 1:
        raise MeasureError("rank intervals", "share must lie between 0 and 1, and draws be 1 or more.")
    if drop is None:
        drop = "documents" if projection is None else "events"
    if drop not in DROPPED:
        raise MeasureError("rank intervals", f"{drop!r} cannot be left out. Use {', '.join(DROPPED)}.")
    if projection is not None and drop != "events":
        raise MeasureError("rank intervals", f"of a projection events are left out, not {drop}. Use drop='events'.")
    if drop == "events":
        role = projection_role("rank intervals", None, weight_role)
        s, samples = _events(network, projection or "newman", kinds, role, share, draws, seed)
    else:
        s = sociogram(network, kinds=kinds, weight_role=weight_role)
        samples = _ties(network, s, drop, share, draws, seed)
    ascending = measure == "constraint"
    value_of = MEASURES[measure]
    if measure == "betweenness":
        value_of = partial(_between, times=draws)
    values = value_of(s)
    found = np.empty((draws, s.n))
    for row, sample in enumerate(samples):
        rank = places(value_of(sample), ascending=ascending)
        found[row] = np.where(np.isnan(rank), s.n, rank)
    low, high = np.percentile(found, [5, 95], axis=0, method="inverted_cdf") if s.n else (np.zeros(0), np.zeros(0))
    rank = places(values, ascending=ascending)
    table = pd.DataFrame(
        {
            "name": list(s.names),
            "value": values,
            "rank": pd.Series(rank).astype("Int64").array,
            "rank_low": low.astype(int),
            "rank_high": high.astype(int),
            "p_top": (found <= top).mean(axis=0),
        },
        index=pd.Index(s.ids, name="id", dtype=object),
    )
    table.attrs |= {"measure": measure, "drop": drop, "share": share, "draws": draws, "top": top, "seed": seed}
    return table.iloc[np.lexsort([np.array(s.ids, str), np.where(np.isnan(rank), s.n + 1, rank)])] if s.n else table


def _between(s: Sociogram, times: int) -> Floats:
    return betweenness(s, times=times)[0]


def _ties(network: Network, s: Sociogram, drop: str, share: float, draws: int, seed: int) -> Iterator[Sociogram]:
    """Yield sociograms of the ties that are still said by what is kept."""
    said = [(tie.documents if drop == "documents" else tie.claims) if drop != "ties" else (tie.id,) for tie in s.used]
    things = sorted({thing for of_tie in said for thing in of_tie})
    if len(things) < 2:
        raise MeasureError("rank intervals", f"there are no {drop} to leave out. Use drop='ties', or give evidence.")
    code = {thing: number for number, thing in enumerate(things)}
    tie_of = np.array([number for number, of_tie in enumerate(said) for _ in of_tie], np.int64)
    thing_of = np.array([code[thing] for of_tie in said for thing in of_tie], np.int64)
    every = np.bincount(tie_of, minlength=len(said))
    u = np.array([s.position[tie.source] for tie in s.used], np.int64)
    v = np.array([s.position[tie.target] for tie in s.used], np.int64)
    w = np.array([1.0 if s.weight_role is None else float(tie.weight) for tie in s.used])
    random = np.random.default_rng(seed)
    for _ in range(draws):
        kept = np.ones(len(things), bool)
        kept[random.choice(len(things), max(1, round(share * len(things))), replace=False)] = False
        left = np.bincount(tie_of, kept[thing_of], len(said))
        stay = left > 0
        weight = w * left / np.maximum(every, 1) if s.weight_role == "strength" else w
        matrix = matrix_of(s.n, u[stay], v[stay], weight[stay], directed=False, role=s.weight_role)
        yield Sociogram(s.ids, matrix, False, s.weight_role, s.kinds, s.names)


def _events(
    network: Network,
    projection: str,
    kinds: Iterable[str] | None,
    weight_role: str | None,
    share: float,
    draws: int,
    seed: int,
) -> tuple[Sociogram, Iterator[Sociogram]]:
    whole = projected(network, projection, kinds=kinds)
    table = affiliations(network, kinds=kinds)
    if len(table.events) < 2:
        raise MeasureError("rank intervals", "there are no events to leave out. Use drop='documents' or 'ties'.")
    plain = weight_role is None

    def draw() -> Iterator[Sociogram]:
        random = np.random.default_rng(seed)
        number = len(table.events)
        for _ in range(draws):
            kept = np.sort(random.permutation(number)[max(1, round(share * number)) :])
            part: sparse.csr_array = table.incidence[:, kept].tocsr()
            s = Sociogram(whole.ids, projection_of(part, projection), False, "strength", whole.kinds, whole.names)
            yield s.unweighted() if plain else s

    return (whole.unweighted() if plain else whole), draw()
