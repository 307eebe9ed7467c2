"""What changed between two views of a network, and from year to year."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pandas as pd

from graph.errors import MeasureError
from graph.measures.sociogram import is_collaboration
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.tie import Tie

ALL = "all"
ROWS = ("kind", "status")
GROUPS = ("intended", "agreed", "under way", "existing")


def change(before: Network, after: Network, *, by: str = "kind", kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how the ties of one view stand in another: formed, persisting, dissolved, and who came and went.

    Parameters
    ----------
    before, after : Network
        Two views of one ledger (`as_of` two days), or two networks with the same ids. A tie that has ended is none.
    by : {"kind", "status"}
        What the rows are: kinds of tie; or statuses, a tie counted where it stands `after` (dissolved: `before`).
    kinds : iterable of str, optional
        Kinds of tie to read; by default the ontology's collaboration kinds. Placeholders count: promises come and go.

    Returns
    -------
    pandas.DataFrame
        Indexed by kind (status), "all" first: ``formed``, ``persisted``, ``dissolved`` (int, ties), ``jaccard``
        (persisted / all three, NaN where there is none), ``entered``, ``left`` (int, entities with ties of the row only
        after, only before).

    Raises
    ------
    MeasureError
        If `by` is neither.
    """
    if by not in ROWS:
        raise MeasureError("change", f"{by!r} makes no rows. Use by='kind' or 'status'.")
    wanted = None if kinds is None else frozenset(kinds)
    first, second = _standing(before, wanted), _standing(after, wanted)
    rows = {ALL: _row(first, second)}
    for value in sorted({_value(tie, by) for tie in (*first.values(), *second.values())}, key=_place):
        old = {id: tie for id, tie in first.items() if _value(second.get(id, tie), by) == value}
        new = {id: tie for id, tie in second.items() if _value(tie, by) == value}
        rows[value] = _row(old, new)
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = by
    return table


def transitions(before: Network, after: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return where the ties of each status went: a square table, rows before, columns after.

    Row "none" holds ties that are new, column "none" those that are gone. Statuses that the ontology does not know
    stand behind the lifecycle, by name.
    """
    wanted = None if kinds is None else frozenset(kinds)
    first = {tie.id: tie.status for tie in before.ties if _read(tie, wanted)}
    second = {tie.id: tie.status for tie in after.ties if _read(tie, wanted)}
    others = {*first.values(), *second.values()} - {*ONTOLOGY.statuses, "none"}
    names = [*ONTOLOGY.statuses, *sorted(others), "none"]
    moves = Counter((first.get(id, "none"), second.get(id, "none")) for id in {**first, **second})
    cells = [[moves[old, new] for new in names] for old in names]
    return pd.DataFrame(cells, index=pd.Index(names, name="before"), columns=pd.Index(names, name="after"))


def by_year(network: Network, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the network at the end of each year in which something was published, and what changed since the last.

    A tie stands from the first publication that speaks of it; its status at a year's end is the latest published by
    then, of several on one day the later in the lifecycle. Undated claims are left out.

    Returns
    -------
    pandas.DataFrame
        Indexed by year (int): ``entities`` (with standing ties), ``ties``, the same by group of status (``intended``,
        ``agreed``, ``under way``, ``existing``), ``formed``, ``persisted``, ``dissolved`` (ended), ``jaccard``,
        ``entered``, ``left`` as in `change`; ``ended`` (int, ties that are first said to have ended in that year: the
        dissolved, and those that never stood at a year's end). The last year ends on the view's day.
    """
    wanted = None if kinds is None else frozenset(kinds)
    ties = [tie for tie in network.ties if _read(tie, wanted)]
    dates = [said.published for tie in ties for said in tie.history if said.published]
    columns = ["entities", "ties", *GROUPS, "formed", "persisted", "dissolved", "jaccard", "entered", "left", "ended"]
    if not dates:
        return pd.DataFrame(columns=columns, index=pd.Index([], name="year", dtype=int))
    rows = {}
    past: dict[str, Tie] = {}
    over: set[str] = set()
    for year in range(min(dates).year, max(dates).year + 1):
        day = date(year, 12, 31)
        status = {tie.id: _status_on(tie, day) for tie in ties}
        now = {tie.id: tie for tie in ties if status[tie.id] not in (None, "ended")}
        gone = {tie.id for tie in ties if status[tie.id] == "ended"}
        groups = [ONTOLOGY.statuses[s].group for id in now if (s := status[id]) in ONTOLOGY.statuses and s]
        rows[year] = {
            "entities": len({end for tie in now.values() for end in tie.ends}),
            "ties": len(now),
            **{group: groups.count(group) for group in GROUPS},
            **_row(past, now),
            "ended": len(gone - over),
        }
        past, over = now, gone
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("year")


def _standing(network: Network, kinds: frozenset[str] | None) -> dict[str, Tie]:
    return {tie.id: tie for tie in network.ties if tie.status != "ended" and _read(tie, kinds)}


def _read(tie: Tie, kinds: frozenset[str] | None) -> bool:
    return is_collaboration(tie.kind) if kinds is None else tie.kind in kinds


def _value(tie: Tie, by: str) -> str:
    return tie.kind if by == "kind" else tie.status


def _place(value: str) -> tuple[int, str]:
    return (ONTOLOGY.statuses[value].order if value in ONTOLOGY.statuses else 0), value


def _row(old: dict[str, Tie], new: dict[str, Tie]) -> dict[str, float]:
    persisted = len(old.keys() & new.keys())
    formed, dissolved = len(new) - persisted, len(old) - persisted
    had, have = ({end for tie in ties.values() for end in tie.ends} for ties in (old, new))
    return {
        "formed": formed,
        "persisted": persisted,
        "dissolved": dissolved,
        "jaccard": persisted / (formed + persisted + dissolved) if old or new else float("nan"),
        "entered": len(have - had),
        "left": len(had - have),
    }


def _status_on(tie: Tie, day: date) -> str | None:
    said = [s for s in tie.history if s.published and s.published <= day]
    if not said:
        return None
    newest = max(s.published for s in said if s.published)
    order = {name: status.order for name, status in ONTOLOGY.statuses.items()}
    return max((s.status for s in said if s.published == newest), key=lambda status: order.get(status, -1))
