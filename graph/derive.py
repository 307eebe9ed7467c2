"""Claims and judgements in, the network of one view out.

    readings + judgements ──> resolved claims ──> ties with histories ──> the view's filter ──> Network

Nothing here reads a clock: the day is `as_of`, else the newest publication date in the ledger.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import TypeVar

from graph.cast import Cast
from graph.claim import Claim, Quantity, first_day
from graph.correction import verdicts
from graph.document import Document
from graph.errors import OntologyError
from graph.figure_correction import corrections, restated
from graph.judgement import Judgement
from graph.ledger import Ledger
from graph.network import Network, Source, View
from graph.ontology import ONTOLOGY, Label
from graph.reading import Reading
from graph.resolution import Resolution
from graph.sentence import around
from graph.tie import Assertion, Tie, tie_id

SURE = 0.8
"""Claims with less confidence are not shown unless somebody accepts them: see docs/extraction.md for what that buys."""
REGISTER = "register@"  # readings by such an extractor name things, and are no document of the network
Said = TypeVar("Said", Claim, Quantity)


def network(
    ledger: Ledger,
    *,
    as_of: date | None = None,
    statuses: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    without: Iterable[str] = (),
    sure: float = SURE,
) -> Network:
    """Return the network of one view of the ledger.

    Parameters
    ----------
    ledger : Ledger
        Read once; nothing is written.
    as_of : date, optional
        Only documents published up to that day count; undated ones are left out and counted. Without it all count.
    statuses : iterable of str, optional
        Ties with another status on that day are left out and counted.
    kinds : iterable of str, optional
        Entity kinds (CamelCase) and tie kinds (UPPER_CASE) to keep; naming none of a sort keeps all of it.
    without : iterable of str
        Names of entities taken out, by any alias; their documents stay.
    sure : float
        Claims with less confidence are left out and counted, but for those that somebody accepted.

    Raises
    ------
    OntologyError
        If a status or kind is unknown.
    EntityUnknown
        If a name of `without` is nobody's.
    """
    view = View(
        as_of,
        frozenset(ONTOLOGY.status(s).name for s in statuses) if statuses is not None else None,
        frozenset(_known_kind(k) for k in kinds) if kinds is not None else None,
        tuple(without),
        sure,
        ledger.revision,
    )
    return derive(list(ledger.readings()), ledger.judgements(), view)


def derive(readings: Sequence[Reading], judgements: Sequence[Judgement], view: View) -> Network:
    """Return the network of `view`: pure, for readings and judgements from anywhere."""
    left_out: Counter[str] = Counter()
    spoken = [r for r in readings if not r.extractor.startswith(REGISTER)]
    counted = [r for r in spoken if _counts(r.document, view.as_of, left_out)]
    published = {r.document.id: r.document.published for r in counted}
    judged = verdicts((c for r in spoken for c in r.claims), judgements)
    left_out["rejected claims"] = sum(c.id in judged.rejected for r in counted for c in r.claims)
    standing = [c for r in counted for c in r.claims if c.id not in judged.out]
    said = [c for c in standing if c.confidence >= view.sure or c.id in judged.accepted]
    left_out["claims to review"] = len(standing) - len(said)

    cast = Cast(Resolution(judgements), {r.document.id: r.document.language for r in counted})
    texts = {r.document.id: r.document.text for r in counted}
    claims = [_in_sentence(c, texts) for c in cast.resolve(said)]
    left_out["claims that name nobody"] = len(said) - len(claims)
    by_figure = corrections(judgements)
    figures = [restated(q, by_figure) for r in counted for q in r.quantities if q.id not in judged.out]
    quantities = [_in_sentence(cast.resolve_quantity(q), texts) for q in figures]
    known = [r for r in readings if r.extractor.startswith(REGISTER) or r.document.id in published]
    entities = cast.entities([a for r in known for a in r.attributes], claims)
    whole = Network(
        entities=tuple(sorted(entities, key=lambda e: (e.kind, e.name, e.id))),
        ties=tuple(sorted(ties(claims, published), key=lambda t: (t.kind, t.source, t.target))),
        claims=tuple(claims),
        quantities=tuple(quantities),
        documents=tuple(_source(r.document) for r in counted),
        view=replace(view, newest=max((day for day in published.values() if day), default=None)),
    )
    return _filtered(whole, left_out)


def _known_kind(kind: str) -> str:
    known = [*ONTOLOGY.kinds, *ONTOLOGY.claims]
    if kind not in known:
        raise OntologyError(kind, known)
    return kind


def _counts(document: Document, as_of: date | None, left_out: Counter[str]) -> bool:
    if as_of is None:
        return True
    if document.published is None:
        left_out["undated documents"] += 1
        return False
    if document.published > as_of:
        left_out["later documents"] += 1
        return False
    return True


def _source(d: Document) -> Source:
    return Source(d.id, d.address, d.title, d.publisher, d.published, d.language, d.sha256, d.damage)


def _in_sentence(said: Said, texts: Mapping[str, str]) -> Said:
    """Return a claim or figure with what its sentence says around the quote."""
    before, after = around(texts[said.document], said.start, said.end)
    return replace(said, before=before, after=after) if before or after else said


# ---------------------------------------------------------------------- ties


def ties(claims: Iterable[Claim], published: Mapping[str, date | None]) -> list[Tie]:
    """Return the ties that resolved claims say, each with its history; a claim on one entity alone gives none."""
    said: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for a, b in sorted(set(_ends(claim))):
            said[(claim.kind, a, b)].append(claim)
    return [_tie(kind, a, b, history, published) for (kind, a, b), history in said.items()]


def _ends(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the pairs of entities that a claim links, first role first."""
    roles = ONTOLOGY.claim(claim.kind).roles
    fillers = [list(dict.fromkeys(p.entity for p in claim.in_role(role) if p.entity)) for role in roles]
    if len(roles) == 1:
        pairs = itertools.combinations(sorted(fillers[0]), 2)
    else:
        pairs = itertools.product(fillers[0], fillers[1])  # type: ignore[assignment]
    yield from ((a, b) for a, b in pairs if a != b)


def _tie(kind: str, a: str, b: str, claims: Sequence[Claim], published: Mapping[str, date | None]) -> Tie:
    def age(claim: Claim) -> tuple[date, int, str]:
        # Undated first; of one day, the later step of the lifecycle last: the last word is the status.
        return published[claim.document] or date.min, ONTOLOGY.status(claim.status).order, claim.id

    told = sorted(claims, key=age)
    history = tuple(Assertion(published[c.document], c.status, c.id, c.document) for c in told)
    status = history[-1].status
    whens = [c.when for c in told if c.status == status and c.when]
    return Tie(
        id=tie_id(kind, a, b),
        kind=kind,
        source=a,
        target=b,
        directed=ONTOLOGY.claim(kind).directed,
        status=status,
        since=min(whens, key=lambda when: first_day(when) or date.max, default=None),
        asserted=history[-1].published,
        weight=len({c.document for c in told}),
        history=history,
        field=next((c.field for c in reversed(told) if c.field), None),
    )


# ---------------------------------------------------------------------- the view's filter


def own_cut(network: Network) -> Label | None:
    """Return which claims the view shows, where it does not show the usual ones; None where it does.

    A network that comes from no ledger has no cut, which shows no unsure claim only if it holds none.
    """
    sure = network.view.sure
    if sure == SURE or (sure == 0 and all(claim.confidence >= SURE for claim in network.claims)):
        return None
    if sure == 0:
        return Label("把握不论大小的陈述", "claims of any confidence")
    return Label(f"把握在{sure:g}及以上的陈述", f"claims of confidence {f'{sure:g}'.removeprefix('0')} and more")


def _fits(claim: Claim, kinds: Set[str], statuses: Set[str] | None) -> bool:
    """Return whether a claim of which no tie comes, both ends being one, is of the kinds and statuses asked."""
    return (not kinds or claim.kind in kinds) and (statuses is None or claim.status in statuses)


def _filtered(whole: Network, left_out: Counter[str]) -> Network:
    view = whole.view
    kinds = view.kinds or frozenset()
    entity_kinds, tie_kinds = kinds & set(ONTOLOGY.kinds), kinds & set(ONTOLOGY.claims)
    gone = {whole.named(name).id for name in view.without}
    gone |= {e.id for e in whole.entities if entity_kinds and e.kind not in entity_kinds}

    kept = []
    for tie in whole.ties:
        if gone & set(tie.ends) or (tie_kinds and tie.kind not in tie_kinds):
            left_out["ties of what was taken out"] += 1
        elif view.statuses is not None and tie.status not in view.statuses:
            left_out[f"ties {tie.status}"] += 1
        else:
            kept.append(tie)
    shown = {id for tie in kept for id in tie.claims}
    tied = {id for tie in whole.ties for id in tie.claims}
    remaining = [
        replace(c, participants=tuple(p for p in c.participants if p.entity not in gone))
        for c in whole.claims
        if c.id in shown or (c.id not in tied and _fits(c, tie_kinds, view.statuses))
    ]
    claims = [c for c in remaining if c.participants]
    quantities = [replace(q, entity=None) if q.entity in gone else q for q in whole.quantities]
    met = {end for tie in kept for end in tie.ends} | {q.entity for q in quantities if q.entity}
    entities = [e for e in whole.entities if e.id in met]
    left_out["entities without a tie"] = len(whole.entities) - len(entities) - len(gone)
    return replace(
        whole,
        entities=tuple(entities),
        ties=tuple(kept),
        claims=tuple(claims),
        quantities=tuple(quantities),
        view=replace(view, left_out={what: count for what, count in sorted(left_out.items()) if count > 0}),
    )
