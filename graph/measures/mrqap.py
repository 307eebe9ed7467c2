"""Which relations go with another once the others are held still: regression under renamed actors (MRQAP)."""

from collections.abc import Iterator, Mapping
from itertools import permutations as orders
from math import factorial

import numpy as np
import pandas as pd

from graph.errors import MeasureError
from graph.measures.relations import Relation, table_of
from graph.measures.sociogram import Floats, Ints, sociogram
from graph.network import Network

FEWEST = 6
"""Actors below which renaming proves nothing: five have 120 orders."""

MOST = 2_000
"""Actors up to which all pairs are held in memory: two million a relation."""

COLLINEAR = 1e-8
"""Share of a predictor's variance that the others must leave, else its coefficient is rounding."""

INTERCEPT = "intercept"
NULL = "double semi-partialing"


def mrqap(
    network: Network,
    outcome: Relation,
    predictors: Mapping[str, Relation],
    *,
    weight_role: str | None = None,
    permutations: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how a relation goes with several others at once: least squares over pairs, tested by renaming actors.

    Pairs share actors, so that the usual test of a regression is wrong. Of each predictor in turn what the others do
    not explain is taken, its actors are renamed at random, rows and columns together, and the regression made anew with
    it (double semi-partialing): what ties the other predictors to each other and to the outcome stays as it is.

    Parameters
    ----------
    network : Network
        Actors only, ties read without direction: each pair of actors is one case. Actors whose group or number is
        unknown in any relation are left out and counted.
    outcome : iterable of str, str or mapping
        What is to be told: kinds of tie; or a grouping or mapping as of a predictor.
    predictors : mapping of name to iterable of str, str or mapping
        Kinds of tie (1 where any joins the pair); a grouping ("sector", "kind", "subkind", "region"), 1 where both
        actors are of one group; a mapping of entity id to group, read likewise; a mapping of entity id to number: the
        absolute difference.
    weight_role : {"strength"}, optional
        Read the summed weight of ties in place of 1.
    permutations : int
        Renamings. Where the actors have no more orders than that, all are taken and p is exact.
    seed : int

    Returns
    -------
    pandas.DataFrame
        Indexed by predictor, "intercept" first: ``coefficient``; ``standardised`` (of variables of unit variance);
        ``t`` (the statistic that is compared, not one to look up in a table); ``p_greater``, ``p_less``, ``p`` (shares
        of renamings whose t is at least as high, as low, as far from 0; (1 + hits) / (1 + permutations), or hits over
        orders where exact); ``vif`` (variance inflation: 1 is unrelated to the other predictors, above 10 the
        coefficient is loose). The intercept is not tested: NaN.

        ``attrs``: null, permutations, exact, seed, r2, actors, pairs, left_out (actors).

    Raises
    ------
    MeasureError
        If there are fewer than six or more than 2,000 actors or too few pairs, the outcome or a predictor is the same
        for all pairs, a predictor follows from the others, or a weight is read as distance.

    Notes
    -----
    Same statistic and null hypothesis as R's ``sna::netlm(y, x, mode="graph", nullhyp="qapspp")``, which counts hits
    over permutations and tests the intercept too. With one predictor it is the test of `qap`. An outcome of ties that
    are or are not makes coefficients differences in the share of joined pairs; nothing here is a cause.

    References
    ----------
    Dekker, D., Krackhardt, D. and Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to collinearity and
    autocorrelation conditions. *Psychometrika* 72, 563–581.
    """
    tables, left_out = _tables(network, outcome, predictors, weight_role)
    n = len(tables[0])
    if permutations < 1:
        raise MeasureError("mrqap", "permutations must be 1 or more.")
    i, j = np.triu_indices(n, 1)
    y, *columns = (table[i, j] for table in tables)
    names = [INTERCEPT, *predictors]
    x = np.column_stack([np.ones(len(y)), *columns])
    freedom = len(y) - len(names)
    if freedom < 1:
        raise MeasureError("mrqap", f"{len(y)} pairs cannot tell {len(predictors)} predictors apart. Take fewer.")
    _vary(y, columns, list(predictors))
    rows = []
    for k in range(1, len(names)):
        rest, own = _without(x, k)
        if own @ own < COLLINEAR * _spread(x[:, k]):
            raise MeasureError(
                "mrqap",
                f"{names[k]!r} follows from the other predictors: its coefficient has no meaning. Leave one out.",
            )
        plain = y - rest @ (rest.T @ y)
        tested = _test(own, rest, plain, (i, j), n, freedom, _renamings(n, permutations, seed))
        rows.append(tested | _size(own, plain, x[:, k], y))
    told = sum(row["coefficient"] * column.mean() for row, column in zip(rows, columns, strict=True))
    table = pd.DataFrame([{"coefficient": float(y.mean() - told)}, *rows], index=pd.Index(names, name="predictor"))
    table = table[["coefficient", "standardised", "t", "p_greater", "p_less", "p", "vif"]]
    fitted = x @ table["coefficient"].to_numpy()
    exact = factorial(n) <= permutations
    table.attrs |= {
        "null": NULL,
        "permutations": factorial(n) if exact else permutations,
        "exact": exact,
        "seed": seed,
        "r2": 1 - float((y - fitted) @ (y - fitted)) / _spread(y),
        "actors": n,
        "pairs": len(y),
        "left_out": left_out,
    }
    return table


def _tables(
    network: Network, outcome: Relation, predictors: Mapping[str, Relation], weight_role: str | None
) -> tuple[list[Floats], int]:
    """Return outcome and predictors over the actors that are known in all, and how many are not."""
    if not predictors or INTERCEPT in predictors:
        raise MeasureError("mrqap", f"name one predictor or more, and none {INTERCEPT!r}.")
    if weight_role == "distance":
        raise MeasureError("mrqap", "pairs without a tie have no distance. Read weights as strength, or not at all.")
    s = sociogram(network)
    if s.n > MOST:
        raise MeasureError("mrqap", f"{s.n} actors have too many pairs (more than {MOST}). Take a part of the network.")
    tables = [table_of(network, s, what, weight_role) for what in (outcome, *predictors.values())]
    known = np.ones(s.n, bool)
    for table in tables:
        known &= ~np.isnan(np.diagonal(table))
    if known.sum() < FEWEST:
        raise MeasureError(
            "mrqap", f"{int(known.sum())} actors are too few to rename (fewer than {FEWEST}). Read more ties."
        )
    return [table[np.ix_(known, known)] for table in tables], int((~known).sum())


def _vary(y: Floats, columns: list[Floats], names: list[str]) -> None:
    for name, values in zip(["the outcome", *map(repr, names)], [y, *columns], strict=True):
        if np.ptp(values) == 0:
            raise MeasureError("mrqap", f"{name} is the same for all pairs, so nothing goes with it. Leave it out.")


def _without(x: Floats, k: int) -> tuple[Floats, Floats]:
    """Return an orthonormal base of all columns but `k`, and what they leave of `k`."""
    rest, _ = np.linalg.qr(np.delete(x, k, axis=1))
    own = x[:, k] - rest @ (rest.T @ x[:, k])
    return rest, own - rest @ (rest.T @ own)  # twice: rounding of the first would look like a relation


def _test(
    own: Floats,
    rest: Floats,
    plain: Floats,
    pairs: tuple[Ints, Ints],
    n: int,
    freedom: int,
    renamings: Iterator[Ints],
) -> dict[str, float]:
    """Return t of one predictor and its place among those of its renamed residuals.

    By the theorem of Frisch, Waugh and Lovell the partial correlation of outcome and residual is all that is needed: t
    rises with it, so that both order renamings alike, and one product a renaming gives it.
    """
    i, j = pairs
    table = np.zeros((n, n))
    table[i, j] = table[j, i] = own
    base = np.column_stack([rest, plain])
    whole, spread = own @ own, plain @ plain

    def partial(values: Floats) -> float:
        *shared, along = (values @ base).tolist()
        left = whole - sum(part * part for part in shared)
        return float(along / np.sqrt(left * spread)) if left > 0 and spread > 0 else 0.0

    observed = partial(own)
    drawn = np.array([partial(table[order[i], order[j]]) for order in renamings])
    hits = {
        "p_greater": (drawn >= observed - 1e-12).sum(),
        "p_less": (drawn <= observed + 1e-12).sum(),
        "p": (np.abs(drawn) >= abs(observed) - 1e-12).sum(),
    }
    own_order = 0 if len(drawn) == factorial(n) else 1  # all orders hold the actors' own
    with np.errstate(divide="ignore"):
        t = float(observed * np.sqrt(freedom / np.maximum(1 - observed**2, 0)))
    return {"t": t} | {name: float(own_order + hit) / (own_order + len(drawn)) for name, hit in hits.items()}


def _size(own: Floats, plain: Floats, column: Floats, y: Floats) -> dict[str, float]:
    coefficient = float(own @ plain / (own @ own))
    return {
        "coefficient": coefficient,
        "standardised": coefficient * float(np.sqrt(_spread(column) / _spread(y))),
        "vif": float(_spread(column) / (own @ own)),
    }


def _renamings(n: int, permutations: int, seed: int) -> Iterator[Ints]:
    """Yield random orders of the actors, or all orders, where there are no more than asked for."""
    if factorial(n) <= permutations:
        yield from map(np.array, orders(range(n)))
        return
    random = np.random.default_rng(seed)
    for _ in range(permutations):
        yield random.permutation(n)


def _spread(values: Floats) -> float:
    return float(np.square(values - values.mean()).sum())
