"""From a network to reports and to the folder that `innonet build` leaves: measures, words and pages put together."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from graph.errors import UsageError
from graph.network import Network
from graph.ontology import ONTOLOGY
from innonet.files import write
from viz.report.report import Finding, Report

STANDING = frozenset({"agreed", "under way", "existing"})
"""Status groups that measures read unless the view names statuses itself: intended and ended ties are no paths."""


def report(name: str, network: Network, *, language: str = "zh") -> Report:
    """Return the report called `name` of a network.

    Parameters
    ----------
    name : str
        One of `REPORTS`.
    network : Network
        Of any view; an empty one gives a report that says so.
    language : {"zh", "en"}
        What people read.

    Raises
    ------
    UsageError
        If there is no such report or language.
    """
    if name not in REPORTS:
        raise UsageError(f"There is no report {name!r}. Reports: {', '.join(REPORTS)}.")
    if language not in ("zh", "en"):
        raise UsageError(f"Reports are written in zh or en, not in {language!r}.")
    return REPORTS[name](network, language)


def _overview(network: Network, language: str) -> Report:
    from graph.measures import status_counts, targets
    from innonet.reports.overview import overview
    from innonet.reports.writer import Writer

    return overview(Writer(network, language), status_counts(network), targets(network), _bearing(network, language))


def _status(network: Network, language: str) -> Report:
    from graph.measures import status_counts, status_ledger
    from innonet.reports.status import status
    from innonet.reports.writer import Writer

    return status(Writer(network, language), status_ledger(network), status_counts(network))


def _targets(network: Network, language: str) -> Report:
    from graph.measures import targets
    from innonet.reports.goals import goals
    from innonet.reports.writer import Writer

    return goals(Writer(network, language), targets(network))


def _centrality(network: Network, language: str) -> Report:
    from graph.measures import brokerage, centrality, sociogram, status_ledger, targets
    from innonet.reports.central import central
    from innonet.reports.writer import Writer

    read = standing(network)
    return central(
        Writer(network, language),
        centrality(read),
        brokerage(read),
        sociogram(read),
        status_ledger(network),
        targets(network),
        _bearing(read, language),
    )


def standing(network: Network) -> Network:
    """Return the network with the ties that measures read: those agreed, under way or existing.

    A view that names its statuses is read as it is: its owner has decided. What is left out is counted in the view.
    """
    if network.view.statuses is not None:
        return network
    wanted = ONTOLOGY.statuses_in(STANDING)
    kept = tuple(tie for tie in network.ties if tie.status in wanted or tie.status not in ONTOLOGY.statuses)
    if len(kept) == len(network.ties):
        return network
    return replace(network, ties=kept)


def _bearing(network: Network, language: str) -> list[Finding]:
    """Return what the guard found, in the reader's language."""
    from graph.measures import findings

    return [Finding(f.code, f.zh if language == "zh" else f.en) for f in findings(network)]


REPORTS: dict[str, Callable[[Network, str], Report]] = {
    "overview": _overview,
    "centrality": _centrality,
    "status": _status,
    "targets": _targets,
}


def bundle(network: Network, out: Path, *, language: str = "zh") -> list[Path]:
    """Write what `innonet build` leaves beside the ledger, and return the paths written.

    explorer.html, report.html, report.xlsx, report.docx (the overview), network.graphml, network.gexf and
    tables/{entities,ties,claims,quantities}.csv. Everything is made before the first file is written, and each file is
    whole or not there.
    """
    return [write(out / name, content) for name, content in list(_files(network, language))]


def _files(network: Network, language: str) -> Iterator[tuple[str, bytes]]:
    from graph.exchange import gexf, graphml, tables
    from viz.explorer import explorer_page
    from viz.report import render

    yield "explorer.html", explorer_page(network, language=language).encode("utf-8", "replace")
    overview = report("overview", network, language=language)
    for suffix in (".html", ".xlsx", ".docx"):
        yield f"report{suffix}", render(overview, suffix)
    yield "network.graphml", graphml.to_bytes(network)
    yield "network.gexf", gexf.to_bytes(network)
    for name, content in tables.to_bytes(network).items():
        yield f"tables/{name}", content
