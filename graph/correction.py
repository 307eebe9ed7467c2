"""What people's verdicts on claims come to, and corrections: a person says what a sentence really says.

A corrected claim stands in a new reading of the same document, beside the wrong one, and its pattern names the claim
in whose place it stands (`review/c0123456789abcdef`). It holds while a judgement `accept` about it holds; undoing that
brings the former claim back. Nothing is deleted, and one judgement carries who and why.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from graph.claim import Claim, Participant, claim_id
from graph.errors import JudgementError
from graph.judgement import Judgement, Verdict
from graph.ontology import ONTOLOGY
from graph.reading import Reading

PATTERN = "review/"
MARK = "+review"
_MARKED = re.compile(re.escape(MARK) + r"\d*\Z")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Ids of claims and quantities by what people said of them, as far as it holds."""

    accepted: frozenset[str]
    rejected: frozenset[str]
    """Also what was corrected."""
    replaced: frozenset[str]
    """What was corrected: another claim stands in its place."""
    withdrawn: frozenset[str]
    """Corrections that somebody took back."""

    @property
    def out(self) -> frozenset[str]:
        """What leaves the network."""
        return self.rejected | self.withdrawn


def replaced(claim: Claim) -> str | None:
    """Return the id of the claim in whose place a person put this one; None if a reader read it."""
    return claim.pattern.removeprefix(PATTERN) if claim.pattern.startswith(PATTERN) else None


def verdicts(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Verdicts:
    """Return what `judgements`, those that hold, say of `claims`; of a chain of corrections the last one stands."""
    held = list(judgements)
    accepted = frozenset(id for j in held if j.verdict is Verdict.ACCEPT for id in j.ids)
    refused = frozenset(id for j in held if j.verdict is Verdict.REJECT for id in j.ids)
    former = {claim.id: of for claim in claims if (of := replaced(claim)) is not None}
    standing = (accepted & former.keys()) - refused
    behind = {id for last in standing for id in _behind(last, former)}
    withdrawn = former.keys() - accepted - refused - behind
    return Verdicts(accepted, frozenset(refused | behind), frozenset(behind), frozenset(withdrawn))


def _behind(last: str, former: Mapping[str, str]) -> Iterable[str]:
    met = {last}  # a ledger may hold two corrections that stand in each other's place
    while (last := former.get(last, "")) != "" and last not in met:
        met.add(last)
        yield last


def corrected(
    claim: Claim,
    text: str,
    *,
    kind: str | None = None,
    status: str | None = None,
    roles: Mapping[str, Sequence[Participant]],
) -> Claim:
    """Return what the sentence of `claim` says instead.

    Parameters
    ----------
    claim, text
        The wrong claim and the text of its document.
    kind, status : str, optional
        As before if None. Another kind keeps whom its roles share with the former kind; title and sum go.
    roles : mapping
        Role → participants; replaces all who filled the role. The quote grows to hold those of its own line.

    Raises
    ------
    OntologyError
        If a kind or status is unknown.
    JudgementError
        If the kind has no such role, nobody is left, too many fill a role, or nothing changes.
    """
    known = ONTOLOGY.claim(kind or claim.kind)
    if unknown := sorted(set(roles) - set(known.roles)):
        raise JudgementError(f"{known.name} has no role {unknown[0]}. It has {' and '.join(known.roles)}.")
    people = tuple(replace(p, role=role) for role in known.roles for p in roles.get(role, claim.in_role(role)))
    if not people:
        raise JudgementError(f"Nobody fills a role of {known.name}. Say who: --role {known.roles[0]}=NAME.")
    crowded = [role for role in known.roles if role not in known.many and sum(p.role == role for p in people) > 1]
    if crowded:
        raise JudgementError(f"Only one may fill the role {crowded[0]} of {known.name}. Name one.")
    told = ONTOLOGY.status(status or claim.status).name
    kept = claim if known.name == claim.kind else replace(claim, position=None, amount=None)
    start, end = _grown(text, claim, [p for filled in roles.values() for p in filled])
    id = claim_id(claim.document, known.name, people, told, start, end, claim.when)
    made = replace(
        kept, id=id, kind=known.name, participants=people, status=told, start=start, end=end, quote=text[start:end],
        confidence=1.0, pattern=PATTERN + claim.id,
    )  # fmt: skip
    if made.id == claim.id:
        raise JudgementError(f"{claim.id} says just that. Give another kind, status or role, or accept it.")
    return made


def _grown(text: str, claim: Claim, added: Iterable[Participant]) -> tuple[int, int]:
    """Return the span of the claim's quote and of those of its line who were added."""
    line = text.rfind("\n", 0, claim.start) + 1, text.find("\n", claim.end)
    first, last = line[0], line[1] if line[1] >= 0 else len(text)
    spans = [(p.start, p.end) for p in added if p.start is not None and p.end is not None]
    beside = [(start, end) for start, end in spans if first <= start and end <= last]
    return min([claim.start, *(a for a, _ in beside)]), max([claim.end, *(b for _, b in beside)])


def counterpart(claim: Claim, reading: Reading) -> Claim | None:
    """Return what says in `reading` what `claim` says: kind, status and parties alike, quotes that overlap.

    A newer reader may draw its quotes or names a little longer or shorter; its claims have ids of their own then.
    """

    def says(one: Claim) -> tuple[str, str, frozenset[tuple[str, str]]]:
        return one.kind, one.status, frozenset((p.role, p.name) for p in one.participants)

    near = (c for c in reading.claims if c.start < claim.end and claim.start < c.end and says(c) == says(claim))
    return min(near, key=lambda c: (c.id != claim.id, abs(c.start - claim.start), c.start, c.id), default=None)


def pointed(claim: Claim, told: Mapping[str, Claim], reading: Reading, beside: Set[str]) -> Claim:
    """Return a correction as it stands beside `reading`: it names the claim there in whose place it stands.

    Another reader may say the wrong claim in other words, of another id; a link of the chain may stay behind.

    Parameters
    ----------
    claim : Claim
        The correction; a claim that a reader read comes back as it is.
    told : mapping
        Claims that were read in this document before, by id: the wrong one and all corrections of it.
    reading : Reading
        What was read anew, or in another ledger.
    beside : set of str
        Ids of the claims that go along.
    """
    of, met = replaced(claim), {claim.id}
    standing = beside | {c.id for c in reading.claims}
    while of is not None and of not in standing and of in told and of not in met:
        met.add(of)
        if (former := replaced(told[of])) is None:
            read = replace(reading, claims=tuple(c for c in reading.claims if replaced(c) is None))
            again = counterpart(told[of], read)
            of = of if again is None else again.id
            break
        of = former
    return claim if of is None or of == claim.id else replace(claim, pattern=PATTERN + of)


def with_claims(reading: Reading, claims: Iterable[Claim], extractor: str) -> Reading:
    """Return `reading` by `extractor` with `claims` of a person in it; of one id the person's stands."""
    added = {claim.id: claim for claim in claims}
    kept = tuple(claim for claim in reading.claims if claim.id not in added)
    return replace(reading, extractor=extractor, claims=(*kept, *added.values()), judgements=())


def reviewed_name(extractor: str, number: int) -> str:
    """Return how the `number`-th reading with corrections is called: rules@1+review, rules@1+review2 and so on."""
    return _MARKED.sub("", extractor) + MARK + (str(number) if number > 1 else "")
