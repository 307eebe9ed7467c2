"""What every tie's status is, who said so last, and what has gone silent."""

from typing import Any

import pandas as pd

from graph.network import SILENT_AFTER_DAYS, Network
from graph.ontology import ONTOLOGY

LEDGER_COLUMNS = [
    "kind",
    "source",
    "source_name",
    "target",
    "target_name",
    "status",
    "group",
    "since",
    "asserted",
    "silent",
    "documents",
    "claims",
]


def status_ledger(network: Network, *, silent_after: int = SILENT_AFTER_DAYS) -> pd.DataFrame:
    """Return every tie with its status on the view's day, of all kinds and with placeholders: what a 台账 holds.

    Parameters
    ----------
    network : Network
    silent_after : int
        Days after which a tie that neither operates nor has ended counts as silent.

    Returns
    -------
    pandas.DataFrame
        One row a tie, indexed by tie id, in the order of the lifecycle, then newest assertion, kind and names.

        ``kind``; ``source``, ``target`` (entity ids) and their names; ``status`` and its ``group`` (intended, agreed,
        under way, existing, ended); ``since`` (text as dated, or None); ``asserted`` (date, or None); ``silent``
        (bool); ``documents`` (int, that say it); ``claims`` (tuple of ids, oldest first: the evidence).
    """
    rows: dict[str, dict[str, Any]] = {}
    for tie in network.ties:
        rows[tie.id] = {
            "kind": tie.kind,
            "source": tie.source,
            "source_name": network.entity(tie.source).name,
            "target": tie.target,
            "target_name": network.entity(tie.target).name,
            "status": tie.status,
            "group": _group(tie.status),
            "since": tie.since,
            "asserted": tie.asserted,
            "silent": network.silent(tie, silent_after),
            "documents": len(tie.documents),
            "claims": tie.claims,
        }

    def place(id: str) -> tuple[object, ...]:
        row = rows[id]
        asserted = row["asserted"]
        newest = -asserted.toordinal() if asserted else 1
        return _order(str(row["status"])), newest, row["kind"], row["source_name"], row["target_name"], id

    order = sorted(rows, key=place)
    index = pd.Index(order, name="id", dtype=object)
    return pd.DataFrame([rows[id] for id in order], index=index, columns=LEDGER_COLUMNS, dtype=object).astype(
        {"silent": bool, "documents": int}
    )


def status_counts(network: Network, *, silent_after: int = SILENT_AFTER_DAYS) -> pd.DataFrame:
    """Return how many ties stand at each step of the lifecycle.

    Returns
    -------
    pandas.DataFrame
        One row a status, all of them, in the order of the lifecycle, indexed by status: ``group``; ``ties`` (int);
        ``share`` (of all ties, NaN where there are none); ``silent`` (int, of these ties).
    """
    ledger = status_ledger(network, silent_after=silent_after)
    known = [*ONTOLOGY.statuses, *sorted(set(ledger["status"]) - set(ONTOLOGY.statuses))]
    ties = ledger["status"].value_counts().reindex(known, fill_value=0).astype(int)
    silent = ledger.loc[ledger["silent"], "status"].value_counts().reindex(known, fill_value=0).astype(int)
    index = pd.Index(known, name="status", dtype=object)
    total = len(ledger)
    return pd.DataFrame(
        {
            "group": [_group(status) for status in known],
            "ties": ties.to_numpy(),
            "share": ties.to_numpy() / total if total else float("nan"),
            "silent": silent.to_numpy(),
        },
        index=index,
    )


def _group(status: str) -> str:
    return ONTOLOGY.statuses[status].group if status in ONTOLOGY.statuses else ""


def _order(status: str) -> int:
    return ONTOLOGY.statuses[status].order if status in ONTOLOGY.statuses else len(ONTOLOGY.statuses)
