"""Triple-Helix synergy: how far universities, industry and government together reduce uncertainty."""

from collections.abc import Iterable, Mapping
from math import log2

import pandas as pd

from graph.measures.events import affiliations
from graph.network import Network

NONE = "none"
CELLS = ("U", "I", "G", "UI", "UG", "IG", "UIG", NONE)
"""Which of the three sectors an event has: only university, …, all three, none of them."""


def synergy(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return T(UIG) over the network's events, with and without those that have none of the three.

    An event is a thing that actors build, lead or belong to together (see `affiliations`), with at least two of them.
    Its sectors are those of its actors. The value depends on whether events with none of the three belong to the
    universe: both are given, and a report must say which it uses.

    Returns
    -------
    pandas.DataFrame
        Indexed by universe ("all", "without none"): ``T`` (mbit; below 0 is synergy: the three together reduce
        uncertainty), ``T_UI``, ``T_UG``, ``T_IG`` (mbit, mutual information, never below 0), ``events``, and the counts
        of the eight cells. NaN where there is no event.

    References
    ----------
    Leydesdorff, L. (2003). The mutual information of university–industry–government relations. *Scientometrics* 58,
    445–467. Leydesdorff, L. and Ivanova, I. (2014). Mutual redundancies in interhuman communication systems. *JASIST*
    65, 386–399.
    """
    table = affiliations(network, kinds=kinds)
    counts = dict.fromkeys(CELLS, 0)
    sectors = {entity.id: entity.sector for entity in network.entities}
    for members in table.members.values():
        if len(members) > 1:
            present = {sectors[id] for id in members}
            counts["".join(sector for sector in "UIG" if sector in present) or NONE] += 1
    rows = {"all": counts, "without none": counts | {NONE: 0}}
    result = pd.DataFrame(
        [{name: 1000 * bits for name, bits in synergy_of(cells).items()} | {"events": sum(cells.values())} | cells
         for cells in rows.values()],
        index=pd.Index(list(rows), name="universe", dtype=object),
    )  # fmt: skip
    return result.astype(dict.fromkeys(("events", *CELLS), int))


def synergy_of(counts: Mapping[str, int]) -> dict[str, float]:
    """Return T, T_UI, T_UG and T_IG in bits of counted cells; cells that are missing count 0.

    T = H_U + H_I + H_G − H_UI − H_UG − H_IG + H_UIG, where each H is the entropy of presence and absence.

    Examples
    --------
    >>> toy = {"U": 500, "I": 200, "G": 150, "UI": 60, "UG": 50, "IG": 30, "UIG": 10}
    >>> round(synergy_of(toy)["T"], 6)
    -0.231097
    """
    total = sum(counts.values())
    if not total:
        return dict.fromkeys(("T", "T_UI", "T_UG", "T_IG"), float("nan"))

    def entropy(of: str) -> float:
        seen: dict[tuple[bool, ...], int] = {}
        for cell, count in counts.items():
            here = tuple(cell != NONE and sector in cell for sector in of)
            seen[here] = seen.get(here, 0) + count
        return -sum(n / total * log2(n / total) for n in seen.values() if n)

    h = {of: entropy(of) for of in ("U", "I", "G", "UI", "UG", "IG", "UIG")}
    pairs = {f"T_{a}{b}": h[a] + h[b] - h[a + b] for a, b in ("UI", "UG", "IG")}
    return {"T": h["U"] + h["I"] + h["G"] - h["UI"] - h["UG"] - h["IG"] + h["UIG"]} | pairs
