"""Long texts are read in parts, so that memory does not grow with them; what the parts say is put together again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.claim import Claim, Participant, claim_id, quantity_id
from graph.document import Document
from graph.reading import Reading

PART = 20_000
"""Signs of a part; a text that is no longer is read whole."""
_ENDS = ("\n", "。", "；", ";", ". ", " ")
"""Where a part may end, the best first."""


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are read one after the other, cut where a line or sentence ends if one does.

    Examples
    --------
    >>> list(parts("甲校与乙公司签约。"))
    [(0, 9)]
    """
    start = 0
    while len(text) - start > PART:
        half, last = start + PART // 2, start + PART
        cut = next((at + len(end) for end in _ENDS if (at := text.rfind(end, half, last)) >= 0), last)
        yield start, cut
        start = cut
    yield start, len(text)


def joined(document: Document, readings: Iterable[tuple[int, Reading]]) -> Reading:
    """Return what the parts of a document say as one reading of it; each comes with the place where its part starts.

    What two parts say alike is said once, where it stands first, as in a text that is read whole.
    """
    read = list(readings)
    claims: dict[tuple[object, ...], Claim] = {}
    for at, one in read:
        for claim in one.claims:
            who = frozenset((p.role, p.name, p.kind) for p in claim.participants)
            claims.setdefault((claim.kind, claim.status, claim.when, claim.position, who), _moved(claim, at))
    attributes = {
        (a.name, a.kind, a.property, a.value): replace(a, start=a.start + at, end=a.end + at)
        for at, one in reversed(read) for a in reversed(one.attributes)
    }  # fmt: skip
    return Reading(
        document, read[0][1].extractor,
        mentions=tuple(replace(m, start=m.start + at, end=m.end + at) for at, one in read for m in one.mentions),
        claims=tuple(claims.values()),
        quantities=tuple(
            replace(
                q, start=q.start + at, end=q.end + at,
                id=quantity_id(q.document, q.indicator, q.start + at, q.end + at, q.low, q.high),
            )
            for at, one in read for q in one.quantities
        ),
        attributes=tuple(reversed(attributes.values())),
        judgements=tuple({j.id: j for _, one in read for j in one.judgements}.values()),
        policy=tuple(words for _, one in read for words in one.policy),
    )  # fmt: skip


def _moved(claim: Claim, by: int) -> Claim:
    people = tuple(_at(p, by) for p in claim.participants)
    start, end = claim.start + by, claim.end + by
    id = claim_id(claim.document, claim.kind, people, claim.status, start, end, claim.when)
    return replace(claim, id=id, participants=people, start=start, end=end)


def _at(party: Participant, by: int) -> Participant:
    if party.start is None or party.end is None:
        return party
    return replace(party, start=party.start + by, end=party.end + by)
