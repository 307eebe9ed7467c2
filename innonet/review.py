"""Claims that wait for a person, and what a person says of them: accepted, rejected, corrected.

Every function takes an open ledger and appends to it; `graph.correction` says what the judgements come to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.claim import Claim, Participant, Quantity
from graph.correction import Verdicts, corrected, counterpart, pointed, replaced, reviewed_name, verdicts, with_claims
from graph.derive import derive
from graph.document import Document
from graph.errors import JudgementError
from graph.figure_correction import FIELDS, changes, corrections, restated, same_figure
from graph.judgement import Judgement, Verdict, on_claims
from graph.ledger import Ledger
from graph.network import Network, View
from graph.ontology import ONTOLOGY
from graph.reading import Reading
from graph.sentence import around, marked
from ingest.extract.reviewed import looked_at, reviewed_passage
from ingest.text.normalise import clean_name

STEP = 0.1
"""Claims whose distance from the cut falls into one step of this size are as near as each other."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One claim as a reviewer meets it."""

    claim: Claim
    document: Document
    verdict: str
    """accepted, rejected, corrected (another claim stands in its place), withdrawn (a correction taken back), or ""."""
    new_tie: bool
    """Whether it would link two named actors that nothing else shown links so."""

    @property
    def sentence(self) -> str:
        """The whole sentence, the claim's quote in brackets where it is a part of it."""
        return _sentence(self.document, self.claim)


@dataclass(frozen=True, slots=True)
class ReviewedFigure:
    """One figure as a reviewer meets it."""

    figure: Quantity
    """As it stands: with its correction, where somebody corrected it."""
    document: Document
    verdict: str
    """accepted, rejected, corrected or ""."""

    @property
    def sentence(self) -> str:
        """The whole sentence, the figure's quote in brackets where it is a part of it."""
        return _sentence(self.document, self.figure)


def _sentence(document: Document, said: Claim | Quantity) -> str:
    before, after = around(document.text, said.start, said.end)
    return marked(before, said.quote, after)


# ---------------------------------------------------------------------- what waits


def reviewed(ledger: Ledger, *, all: bool, sure: float) -> list[Reviewed]:
    """Return the claims that wait below the cut `sure`, most useful first; with `all`, the others after them.

    Order: not yet judged; near the cut, by steps of `STEP`; what would add a tie between named actors; ties of
    collaboration; then by distance from the cut and by place.
    """
    readings, judgements = list(ledger.readings()), ledger.judgements()
    judged = verdicts((c for r in readings for c in r.claims), judgements)
    shown = derive(readings, judgements, View(sure=sure))
    new = _new_ties(shown, derive(readings, judgements, View(sure=0.0)))
    items = [
        Reviewed(claim, reading.document, _verdict(claim, judged), claim.id in new)
        for reading in readings
        for claim in reading.claims
    ]
    kept = [item for item in items if all or (item.claim.confidence < sure and not item.verdict)]

    def usefulness(item: Reviewed) -> tuple[bool, bool, int, bool, bool, float]:
        distance = abs(sure - item.claim.confidence)
        step = int(distance / STEP + 1e-9)
        collaborates = ONTOLOGY.claim(item.claim.kind).collaboration
        return bool(item.verdict), item.claim.confidence >= sure, step, not item.new_tie, not collaborates, distance

    return sorted(kept, key=usefulness)  # stable: what is alike stays in the order of the ledger


def reviewed_figures(ledger: Ledger) -> list[ReviewedFigure]:
    """Return all figures: first those that nobody judged, the least sure first; then in the order of the ledger."""
    readings, held = list(ledger.readings()), ledger.judgements()
    judged, amended = verdicts((c for r in readings for c in r.claims), held), corrections(held)

    def verdict(id: str) -> str:
        if id in judged.rejected:
            return "rejected"
        return "corrected" if id in amended else "accepted" if id in judged.accepted else ""

    items = [ReviewedFigure(restated(q, amended), r.document, verdict(q.id)) for r in readings for q in r.quantities]
    return sorted(items, key=lambda item: (bool(item.verdict), item.figure.confidence))


def _new_ties(shown: Network, whole: Network) -> set[str]:
    known = {tie.id for tie in shown.ties}
    actors = {e.id for e in whole.entities if e.kind in ONTOLOGY.actors and not e.placeholder}
    return {id for tie in whole.ties if tie.id not in known and actors.issuperset(tie.ends) for id in tie.claims}


def _verdict(claim: Claim, judged: Verdicts) -> str:
    if claim.id in judged.replaced:
        return "corrected"
    if claim.id in judged.rejected:
        return "rejected"
    if claim.id in judged.withdrawn:
        return "withdrawn"
    return "accepted" if claim.id in judged.accepted else ""


# ---------------------------------------------------------------------- verdicts


def judge(ledger: Ledger, verdict: Verdict, ids: Sequence[str], who: str, why: str) -> list[Judgement]:
    """Accept or reject claims or quantities by id, one judgement each, all or none.

    Raises
    ------
    JudgementError
        If an id is in no newest reading, or a judgement that holds says otherwise of it.
    """
    readings, held = list(ledger.readings()), ledger.judgements()
    known = {c.id for r in readings for c in r.claims} | {q.id for r in readings for q in r.quantities}
    amended = corrections(held)
    judged = verdicts((c for r in readings for c in r.claims), held)
    for id in ids:
        if id not in known:
            raise JudgementError(
                f"{id}: no such claim or figure was read. `innonet review claims --all` and `innonet review figures` "
                "list them."
            )
        against = Verdict.REJECT if verdict is Verdict.ACCEPT else Verdict.ACCEPT
        former = next((j for j in held if j.verdict is against and id in j.about), None)
        if former is not None:
            raise JudgementError(f"{id}: {former.who} judged otherwise. First: innonet review undo {former.id}")
        if verdict is Verdict.ACCEPT and id in judged.replaced | amended.keys():
            raise JudgementError(f"{id} was corrected. Undo the correction first: `innonet review log` lists it.")
    made = [on_claims(verdict, (id,), who, why) for id in dict.fromkeys(ids)]
    ledger.judge(made)
    return made


def correct(
    ledger: Ledger,
    id: str,
    *,
    kind: str | None,
    status: str | None,
    roles: Mapping[str, Sequence[str]],
    who: str,
    why: str,
) -> Judgement:
    """Put what a sentence really says in the place of claim `id`; return the judgement that accepts it.

    Raises
    ------
    JudgementError
        If the claim is in no newest reading or was corrected, a name does not stand in its document, or a claim of the
        document says the same already.
    OntologyError
        If a kind or status is unknown.
    """
    readings = list(ledger.readings())
    reading = next((r for r in readings if any(c.id == id for c in r.claims)), None)
    if reading is None:
        if any(q.id == id for r in readings for q in r.quantities):
            raise JudgementError(
                f"{id} is a figure, and has no kind, status or role. Say what is right of {', '.join(FIELDS)}."
            )
        raise JudgementError(f"{id}: no such claim was read. `innonet review claims --all` lists them.")
    judged = verdicts((c for r in readings for c in r.claims), ledger.judgements())
    if id in judged.replaced:
        raise JudgementError(f"{id} was corrected. `innonet review claims --all` has what stands in its place.")
    if id in judged.withdrawn:
        raise JudgementError(f"{id} was taken back. Correct the claim in whose place it stood.")
    wrong = next(c for c in reading.claims if c.id == id)
    filled = {role: [_party(reading, wrong, role, name) for name in names] for role, names in roles.items()}
    claim = corrected(wrong, reading.document.text, kind=kind, status=status, roles=filled)
    same = next((c for c in reading.claims if c.id == claim.id), None)
    if same is not None and same.id not in judged.withdrawn:
        raise JudgementError(f"{same.id} of the same document says that already. Reject {id} and keep {same.id}.")
    if same != claim:
        ledger.add(with_claims(reading, [claim], next_name(ledger, reading)))
    made = on_claims(Verdict.ACCEPT, (claim.id,), who, why)
    ledger.judge([made])  # until it stands, the correction counts for nothing
    return made


def correct_figure(ledger: Ledger, id: str, said: Mapping[str, str], *, who: str, why: str) -> Judgement:
    """Say what the figure `id` really is; return the judgement, which `graph.figure_correction` describes.

    Raises
    ------
    JudgementError
        If it is no figure of a newest reading, was rejected or corrected, or cannot be as `said`.
    OntologyError
        If a relation or modality is unknown.
    """
    readings, held = list(ledger.readings()), ledger.judgements()
    figure = next((q for r in readings for q in r.quantities if q.id == id), None)
    if figure is None:
        if any(c.id == id for r in readings for c in r.claims):
            raise JudgementError(f"{id} is a claim. Say what is right of its kind, status or roles.")
        raise JudgementError(f"{id}: no such figure was read. `innonet review figures` lists them.")
    if against := next((j for j in held if j.verdict is Verdict.REJECT and id in j.about), None):
        raise JudgementError(f"{id}: {against.who} judged otherwise. First: innonet review undo {against.id}")
    if former := corrections(held).get(id):
        stands = ", ".join(former.changes)
        raise JudgementError(f"{id} was corrected ({stands}). First: innonet review undo {former.id}")
    made = on_claims(Verdict.ACCEPT, (id, *changes(figure, said)), who, why)
    ledger.judge([made])
    return made


def passages(ledger: Ledger, sure: float) -> Iterator[dict[str, Any]]:
    """Yield the documents in which somebody judged a claim or figure as annotated passages."""
    readings, held = list(ledger.readings()), ledger.judgements()
    claims = [claim for reading in readings for claim in reading.claims]
    judged, amended = verdicts(claims, held), corrections(held)
    why = {id: j.why for j in held if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.ids}
    why |= {of: why.get(claim.id, "") for claim in claims if (of := replaced(claim)) in judged.replaced and of}
    same = tuple(j for j in held if j.verdict is Verdict.SAME)
    for reading in readings:
        if looked_at(reading, judged):
            figures = tuple(restated(q, amended) for q in reading.quantities)
            yield reviewed_passage(replace(reading, judgements=same, quantities=figures), judged, why, sure=sure)


def corrected_claims(reading: Reading | None) -> list[Claim]:
    """Return the claims of `reading` that a person put there."""
    return [] if reading is None else [c for c in reading.claims if replaced(c) is not None]


def add(ledger: Ledger, reading: Reading) -> bool:
    """Append a reading; what people said of the reading that it supersedes holds of it too.

    Corrections, and accepted claims that the new reading lacks, follow it in a reading of their own. A verdict on a
    claim that it says in other words goes over to that claim, in the name of the person who gave it; a correction then
    stands in the place of that claim. So does one on a figure that it finds there with the same numbers.
    """
    former = ledger.newest(reading.document.id)
    new = ledger.add(reading)
    if not new or former is None:
        return new
    held = ledger.judgements()
    own = {claim.id for claim in reading.claims} | {figure.id for figure in reading.quantities}
    judged = {id: j for j in held if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.ids}
    kept, carried = corrected_claims(former), []
    for claim in former.claims:
        verdict = judged.get(claim.id)
        if verdict is None or claim.id in own or replaced(claim) is not None:
            continue
        if (again := counterpart(claim, reading)) is None:
            kept += [claim] if verdict.verdict is Verdict.ACCEPT else []
        elif again.id not in judged:
            carried.append(on_claims(verdict.verdict, (again.id,), verdict.who, verdict.why))
            judged[again.id] = verdict  # the first to hand one on: no other may judge it otherwise
    for figure in former.quantities:
        verdict = judged.get(figure.id)
        now = None if verdict is None or figure.id in own else same_figure(figure, reading)
        if verdict is not None and now is not None and now.id not in judged:
            carried.append(on_claims(verdict.verdict, (now.id, *verdict.changes), verdict.who, verdict.why))
            judged[now.id] = verdict
    if kept:
        told, beside = ledger.told(reading.document.id), {claim.id for claim in kept}
        pointing = [pointed(claim, told, reading, beside) for claim in kept]
        ledger.add(with_claims(reading, pointing, next_name(ledger, reading)))
    if carried:
        ledger.judge(carried)
    return new


def next_name(ledger: Ledger, reading: Reading) -> str:
    """Return how the next reading of the document with claims of a person in it is called."""
    number = 1
    while ledger.has(reading.document.id, name := reviewed_name(reading.extractor, number)):
        number += 1
    return name


def _party(reading: Reading, claim: Claim, role: str, typed: str) -> Participant:
    """Return who is meant: somebody of the claim, a name that was read nearby, or one that stands in the text."""
    kind, colon, name = typed.partition(":")
    if not colon or kind not in ONTOLOGY.kinds:
        kind, name = "", typed
    for p in claim.participants:
        if p.name == name and kind in ("", p.kind):
            return p
    near = [m for m in reading.mentions if name in (m.surface, m.name)]
    if near:
        m = min(near, key=lambda m: (kind not in ("", m.kind), _distance(claim, m.start, m.end), m.start))
        return Participant(role, m.name, kind or m.kind, m.start, m.end, m.generic)
    text, publisher = reading.document.text, reading.document.publisher or ""
    places = [(at, at + len(name)) for at in _occurrences(text, name)]
    if not places and clean_name(name) != clean_name(publisher):
        raise JudgementError(f"{name} does not stand in the document of {claim.id}. Give a name that does, as written.")
    if not kind:
        raise JudgementError(f"{name} was not read as a name. Say its kind: --role {role}=Enterprise:{name}")
    start, end = min(places, key=lambda place: (_distance(claim, *place), place), default=(None, None))
    return Participant(role, clean_name(name), kind, start, end)


def _occurrences(text: str, name: str) -> Iterable[int]:
    at = text.find(name) if name else -1
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _distance(claim: Claim, start: int, end: int) -> int:
    return max(claim.start - end, start - claim.end, 0)
