"""From a network to reports and to the folder that `innonet build` leaves: measures, words and pages put together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.files import write
from graph.network import Network
from graph.ontology import ONTOLOGY, STANDING
from viz.report.report import Finding, Report

if TYPE_CHECKING:
    from graph.measures.sociogram import Sociogram
    from innonet.reports.trust import Redrawn, Skipped

# Findings of the guard that bear on a report; the others speak of measures that it does not hold.
READ = frozenset({"small-n", "mixed-status", "narrator", "isolates", "left-out", "self-ties", "renamed"})
RANKED = READ | {"weight-role", "fragments", "cliques", "equals", "missing-data"}
SHOWN = frozenset({"small-n", "narrator", "renamed"})
TOGETHER = frozenset({"cliques", "single", "universe", "renamed"})

# Arcs up to which ranks are drawn again and again for their intervals, pairs up to which each is tested for chance.
DRAWN_UP_TO = 500_000

# Actors × arcs up to which shortest paths are searched again for each of a hundred draws: some seconds.
STEPS_UP_TO = 5_000_000

PAIRS = 20
"""Pairs that the report on partners lists."""

FEW_DOCUMENTS = 5
"""With fewer documents a fifth of them is none or one: rank intervals leave out claims and ties only."""


def report(name: str, network: Network, *, language: str = "zh", of: str | None = None) -> Report:
    """Return the report called `name` of a network.

    Parameters
    ----------
    name : str
        One of `REPORTS`.
    network : Network
        Of any view; an empty one gives a report that says so.
    language : {"zh", "en"}
        What people read.
    of : str, optional
        Of `partners` only: any name of the entity whose partners are asked for.

    Raises
    ------
    UsageError
        If there is no such report or language, or `of` is given to another report than `partners`.
    EntityUnknown
        If nobody is called `of`.
    """
    if name not in REPORTS:
        raise UsageError(f"There is no report {name!r}. Reports: {', '.join(REPORTS)}.")
    if language not in ("zh", "en"):
        raise UsageError(f"Reports are written in zh or en, not in {language!r}.")
    if of is not None and name != "partners":
        raise UsageError(f"The report {name} is about the whole network. Ask for partners to name one entity.")
    return _partners(network, language, of) if name == "partners" else REPORTS[name](network, language)


def difference(before: Network, after: Network, *, language: str = "zh", names: Sequence[str] = ()) -> Report:
    """Return the report on what differs between two views of one ledger, or between two ledgers.

    Days do not tell two ledgers apart: with two `names` the report begins by saying which stands on which side.
    """
    from graph.measures.change import change, transitions
    from innonet.reports.difference import between
    from innonet.reports.writer import Writer

    writer = Writer(after, language, before)
    earlier, later = ({entity.id: entity for entity in network.entities} for network in (before, after))
    entered = [entity for id, entity in later.items() if id not in earlier]
    left = [entity for id, entity in earlier.items() if id not in later]
    kinds = _kinds(before, after)
    changes, moves = change(before, after, kinds=kinds), transitions(before, after, kinds=kinds)
    made = between(writer, before, changes, moves, entered, left)
    if not names:
        return made
    first, second = names
    sides = writer.says(
        f"前者为{first}，后者为{second}：只在后者中的算新出现，只在前者中的算不再出现。",
        f"Before is {first}, after is {second}: what only the latter has is new, what only the former has is gone.",
    )
    return replace(made, opening=(writer.sentence(sides), *made.opening))


def _kinds(*networks: Network) -> frozenset[str]:
    """Return all kinds of tie that stand in the networks: change is told of approvals and promises too."""
    return frozenset(tie.kind for network in networks for tie in network.ties)


def _overview(network: Network, language: str) -> Report:
    from graph.measures import status_counts, targets
    from innonet.reports.overview import overview
    from innonet.reports.writer import Writer

    return overview(
        Writer(network, language), status_counts(network), targets(network), _bearing(network, language, SHOWN)
    )


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
    from graph.measures import status_ledger, targets
    from graph.measures.brokerage import brokerage_of
    from graph.measures.centrality import centrality_of
    from innonet.reports.central import ranked, unranked
    from innonet.reports.writer import Writer

    read = standing(network)
    drawn = _drawn(read)
    writer, table = Writer(network, language), centrality_of(drawn)
    found = _bearing(read, language, RANKED, drawn.projection)
    if any(finding.code == "small-n" for finding in found):
        # What would correct a rank has nothing to say of a list.
        found = [finding for finding in found if finding.code in READ]
        return unranked(writer, table, drawn, status_ledger(network), targets(network), found)
    redrawn, skipped = _redrawn(read, drawn)
    return ranked(writer, table, brokerage_of(drawn), drawn, found, redrawn, skipped)


def _drawn(network: Network) -> "Sociogram":
    """Return the sociogram that reports measure: ties between actors, or shared events where there are none.

    Of a projection `used` holds the ties to the events, which reports cite.
    """
    from graph.measures import sociogram
    from graph.measures.events import fitting_projection, projected

    how = fitting_projection(network)
    if how is None:
        return sociogram(network)
    drawn = projected(network, how).unweighted()
    return replace(drawn, used=tuple(tie for tie in network.ties if tie.kind in drawn.kinds))


def _redrawn(network: Network, drawn: "Sociogram") -> "tuple[list[Redrawn], list[Skipped]]":
    """Return ranks with intervals, for every sort of evidence that can be left out, and what was not drawn."""
    from graph.errors import MeasureError
    from graph.measures.uncertainty import rank_intervals
    from innonet.reports.trust import Redrawn, Skipped

    done: list[Redrawn] = []
    skipped: list[Skipped] = []
    arcs = drawn.matrix.nnz
    for measure, large in (("degree", arcs > DRAWN_UP_TO), ("betweenness", arcs * drawn.n > STEPS_UP_TO)):
        for drop in ("events",) if drawn.projection else ("documents", "claims", "ties"):
            if large:
                skipped.append(Skipped(measure, drop, "large"))
            elif drop == "documents" and len(network.documents) < FEW_DOCUMENTS:
                skipped.append(Skipped(measure, drop, "few"))
            else:
                try:
                    table = rank_intervals(network, measure, drop=drop, projection=drawn.projection)
                    done.append(Redrawn(measure, drop, table))
                except MeasureError:  # nothing of it to leave out, as in a network read from tables
                    skipped.append(Skipped(measure, drop, "none"))
    return done, skipped


def _brokerage(network: Network, language: str) -> Report:
    from graph.measures.brokerage import brokerage_of
    from graph.measures.roles import brokerage_roles
    from innonet.reports.brokers import brokers
    from innonet.reports.writer import Writer

    read = standing(network)
    drawn = _drawn(read)
    writer, found = Writer(network, language), _bearing(read, language, RANKED | {"symmetrised"}, drawn.projection)
    return brokers(writer, brokerage_of(drawn), brokerage_roles(read), drawn, found)


def _consortia(network: Network, language: str) -> Report:
    from graph.measures.backbone import backbone
    from graph.measures.events import affiliations, consortia, taking_part
    from innonet.reports.alliances import alliances
    from innonet.reports.writer import Writer

    read = standing(network)
    pairs = backbone(read) if (affiliations(read).sizes ** 2).sum() <= DRAWN_UP_TO else None
    findings = _bearing(read, language, TOGETHER)
    return alliances(Writer(network, language), read, consortia(read), taking_part(read), pairs, findings)


def _openness(network: Network, language: str) -> Report:
    from graph.measures import sociogram
    from graph.measures.mixing import ei_index, mixing, mixing_matrix, openness
    from graph.measures.synergy import synergy
    from innonet.reports.nested import lying_in
    from innonet.reports.open import openness_report
    from innonet.reports.writer import Writer

    read = standing(network)
    within = lying_in({entity.region for entity in read.entities if entity.region})
    return openness_report(
        Writer(network, language),
        openness(read, within=within),
        mixing(read),
        mixing_matrix(read),
        ei_index(read),
        synergy(read),
        sociogram(read),
        within,
        _bearing(read, language, READ | {"universe"}),
    )


def standing(network: Network) -> Network:
    """Return the network with the ties that measures read: those agreed, under way or existing.

    Intended and ended ones are no paths. A view that names its statuses is read as it is: its owner has decided. What
    is left out is counted in the view.
    """
    if network.view.statuses is not None:
        return network
    wanted = ONTOLOGY.statuses_in(STANDING)
    kept = tuple(tie for tie in network.ties if tie.status in wanted or tie.status not in ONTOLOGY.statuses)
    if len(kept) == len(network.ties):
        return network
    return replace(network, ties=kept)


def _bearing(network: Network, language: str, codes: frozenset[str], projection: str | None = None) -> list[Finding]:
    """Return what the guard found that bears on a report, in the reader's language."""
    from graph.measures import findings

    found = findings(network, projection=projection)
    return [Finding(f.code, f.zh if language == "zh" else f.en) for f in found if f.code in codes]


def _change(network: Network, language: str) -> Report:
    from graph.measures.change import by_year
    from innonet.reports.difference import yearly
    from innonet.reports.writer import Writer

    return yearly(Writer(network, language), by_year(network, kinds=_kinds(network)))


def _partners(network: Network, language: str, of: str | None = None) -> Report:
    from graph.measures.partners import partners
    from innonet.reports.recommended import recommended
    from innonet.reports.writer import Writer

    whom = network.named(of).id if of is not None else None
    found = partners(network, of=whom, top=PAIRS + 1)
    return recommended(Writer(network, language), found.head(PAIRS), whom, cut=len(found) > PAIRS)


REPORTS: dict[str, Callable[[Network, str], Report]] = {
    "overview": _overview,
    "centrality": _centrality,
    "status": _status,
    "targets": _targets,
    "brokerage": _brokerage,
    "consortia": _consortia,
    "openness": _openness,
    "change": _change,
    "partners": _partners,
}


BUNDLE = (
    "explorer.html", "report.html", "report.xlsx", "report.docx", "network.graphml", "network.gexf",
    "tables/entities.csv", "tables/ties.csv", "tables/claims.csv", "tables/quantities.csv",
)  # fmt: skip
"""The files that `bundle` writes."""


def bundle(network: Network, out: Path, *, language: str = "zh") -> list[Path]:
    """Write what `innonet build` leaves beside the ledger, and return the paths written.

    Those of `BUNDLE`; report.* is the overview. Everything is made before the first file is written, and each file is
    whole or not there.
    """
    made = list(zip(BUNDLE, _files(network, language), strict=True))
    return [write(out / name, content) for name, content in made]


def _files(network: Network, language: str) -> Iterator[bytes]:
    """Yield what stands in each file of `BUNDLE`."""
    from graph.exchange import gexf, graphml, tables
    from viz.explorer import explorer_page
    from viz.report import render

    yield explorer_page(network, language=language).encode("utf-8", "replace")
    overview = report("overview", network, language=language)
    for suffix in (".html", ".xlsx", ".docx"):
        yield render(overview, suffix)
    yield graphml.to_bytes(network)
    yield gexf.to_bytes(network)
    yield from tables.to_bytes(network).values()
