"""Which pairs share more events than their activity and the sizes of events would give."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graph.measures.events import affiliations
from graph.measures.sociogram import Floats, Ints
from graph.network import Network


def backbone(network: Network, *, alpha: float = 0.05, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the pairs of actors whose shared events exceed chance: the stochastic degree sequence model.

    Chance is the bipartite network of most entropy with the same events for each actor and the same size for each
    event, both on average (BiCM): actor i takes part in event e with probability x_i y_e / (1 + x_i y_e),
    independently. The number of events that a pair shares is then a sum of independent yes-or-no's (Poisson-binomial),
    taken exactly.

    Parameters
    ----------
    network : Network
    alpha : float
        Pairs with p < alpha are kept. No correction for the number of pairs: state it, or take alpha accordingly.
    kinds : iterable of str, optional
        As in `affiliations`.

    Returns
    -------
    pandas.DataFrame
        Indexed by (first, second) ids, smallest p first: ``first_name``, ``second_name``, ``events`` (int, shared),
        ``expected``, ``p`` (of so many or more).

    References
    ----------
    Neal, Z. (2014). The backbone of bipartite projections. *Social Networks* 39, 84–97.
    Saracco, F. et al. (2017). Inferring monopartite projections of bipartite networks. *New J. Physics* 19, 053022.
    """
    table = affiliations(network, kinds=kinds)
    shared = (table.incidence @ table.incidence.T).tocoo()
    once = shared.row < shared.col
    rows, columns, counts = shared.row[once], shared.col[once], shared.data[once].astype(int)
    events = np.asarray(table.incidence.sum(axis=1), np.int64).ravel()
    # Actors of equal activity are alike to the model, and so are events of equal size: few classes, many members.
    active, actor_class = np.unique(events, return_inverse=True)
    sizes, members = np.unique(table.sizes, return_counts=True)
    chance = _chances(active, np.bincount(actor_class, minlength=len(active)), sizes, members)
    tails: dict[tuple[int, int], Floats] = {}
    found = []
    for i, j, count in zip(rows.tolist(), columns.tolist(), counts.tolist(), strict=True):
        low, high = sorted((int(actor_class[i]), int(actor_class[j])))
        if (low, high) not in tails:
            tails[low, high] = _distribution(chance[low] * chance[high], members)
        chances = tails[low, high]
        p = float(min(1.0, chances[count:].sum()))
        if p < alpha:
            expected = float((chance[low] * chance[high] * members).sum())
            found.append((table.actors[i], table.actors[j], count, expected, p))
    found.sort(key=lambda row: (row[4], row[0], row[1]))
    index = pd.MultiIndex.from_arrays([[r[0] for r in found], [r[1] for r in found]], names=["first", "second"])
    return pd.DataFrame(
        {
            "first_name": [table.names[r[0]] for r in found],
            "second_name": [table.names[r[1]] for r in found],
            "events": [r[2] for r in found],
            "expected": [r[3] for r in found],
            "p": [r[4] for r in found],
        },
        index=index,
    )


def _chances(active: Ints, actors: Ints, sizes: Ints, events: Ints) -> Floats:
    """Return classes of actors × classes of events: the probability of taking part, solved by fixed point."""
    total = float((active * actors).sum())
    x, y = active / np.sqrt(max(total, 1)), sizes / np.sqrt(max(total, 1))
    for _ in range(20_000):
        odds = np.outer(x, y)
        p = odds / (1 + odds)
        miss = max(
            np.abs(p @ events - active).max(initial=0) / max(active.max(initial=1), 1),
            np.abs(actors @ p - sizes).max(initial=0) / max(sizes.max(initial=1), 1),
        )
        if miss < 1e-10:
            break
        x = np.divide(active, (y / (1 + odds)) @ events, out=np.zeros(len(x)), where=active > 0)
        odds = np.outer(x, y)
        y = sizes / (actors @ (x[:, None] / (1 + odds)))
    chance: Floats = np.outer(x, y) / (1 + np.outer(x, y))
    return chance


def _distribution(p: Floats, events: Ints) -> Floats:
    """Return the probabilities of 0, 1, 2 … shared events: binomials of each class of events, convolved."""
    from scipy import stats  # half a second to import, for this function only

    total = np.ones(1)
    for chance, count in zip(p.tolist(), events.tolist(), strict=True):
        top = int(stats.binom.isf(1e-16, count, chance)) + 1 if chance > 0 else 0
        total = np.convolve(total, stats.binom.pmf(np.arange(min(top, count) + 1), count, chance))
    return total
