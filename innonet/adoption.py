"""Judgements taken over from another ledger that has read the same documents, such as one that dates them otherwise.

A document's id is that of its bytes, so that what was judged is found again, and nobody has to judge twice.
"""

from collections.abc import Mapping, Sequence

from graph.claim import Claim, Quantity
from graph.correction import counterpart, pointed, replaced, with_claims
from graph.figure_correction import same_figure
from graph.judgement import Judgement, Key, Verdict, on_claims
from graph.ledger import Ledger
from graph.reading import Reading
from graph.resolution import Resolution, keys_of
from innonet.review import next_name


def adopt(ledger: Ledger, former: Ledger) -> tuple[int, int]:
    """Append to `ledger` what people judged and corrected in `former`; what was judged otherwise here stands.

    A verdict goes over to the claim, or the figure, that says the same. Corrections of claims, and accepted claims that
    the reading here lacks, follow it in a reading of their own, as they do after a newer reader.

    Returns
    -------
    tuple of int
        How many verdicts of `former` (on a claim, a figure or a pair of names) hold here now, and how many do not:
        nothing here says what they judge, or somebody here judged otherwise.
    """
    told = [j for j in former.judgements() if not j.by_rule]
    verdicts: dict[Key | str, Judgement] = {
        id: j for j in told if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.ids
    }
    pairs = [j for j in told if j.verdict in (Verdict.SAME, Verdict.DIFFERENT)]
    on_names = _on_names(pairs, ledger.judgements())
    made: list[Judgement] = []
    for reading in list(former.readings()):
        now = ledger.newest(reading.document.id)
        if now is not None:
            claims, judged = _of_document(reading, former.told(reading.document.id), verdicts, now)
            if claims:
                ledger.add(with_claims(now, claims, next_name(ledger, now)))
            made += judged
    here = {id: j for j in ledger.judgements() if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.ids}
    holding = [j for j in made if _agree(j, here.setdefault(j.ids[0], j))]
    ledger.judge([*on_names, *holding])
    held = len(on_names) + len(holding)
    return held, len(pairs) + len(verdicts) - held


def _agree(one: Judgement, other: Judgement) -> bool:
    return (one.verdict, one.changes) == (other.verdict, other.changes)


def _of_document(
    former: Reading, told: Mapping[str, Claim], verdicts: Mapping[Key | str, Judgement], now: Reading
) -> tuple[list[Claim], list[Judgement]]:
    """Return the claims of `former` that have to stand beside those of `now`, and the verdicts on what both say."""
    own = {claim.id for claim in now.claims} | {quantity.id for quantity in now.quantities}
    read = {claim.id for claim in now.claims if replaced(claim) is None}
    every: tuple[Claim | Quantity, ...] = (*former.claims, *former.quantities)
    claims: list[Claim] = []
    made: list[Judgement] = []
    # What was read here too comes before what hands its verdict on: of two that disagree the first holds.
    for item in sorted(every, key=lambda item: item.id not in own):
        verdict = verdicts.get(item.id)
        if verdict is None:
            continue
        # A correction that says what the reader here says too takes its place: the wrong claim is to stay out.
        anew = item.id in read and isinstance(item, Claim) and replaced(item) and verdict.verdict is Verdict.ACCEPT
        id: str | None = item.id if item.id in own and not anew else None
        if id is None and isinstance(item, Claim):
            again = None if replaced(item) else counterpart(item, now)
            if again is not None:
                id = again.id
            elif verdict.verdict is Verdict.ACCEPT and now.document.text[item.start : item.end] == item.quote:
                claims.append(item)
                id = item.id
        elif id is None and isinstance(item, Quantity):
            same = same_figure(item, now)
            id = None if same is None else same.id
        if id is not None:
            made.append(on_claims(verdict.verdict, (id, *verdict.changes), verdict.who, verdict.why))
    beside = {claim.id for claim in claims}
    return [pointed(claim, told, now, beside) for claim in claims], made


def _on_names(pairs: Sequence[Judgement], held: Sequence[Judgement]) -> list[Judgement]:
    """Return those of `pairs` that nothing held or taken before speaks against."""
    taken: list[Judgement] = []
    for j in pairs:
        one, other = keys_of(j)
        if j.verdict is Verdict.SAME:
            against = Resolution([*held, *taken]).apart(one, other)
        else:
            against = Resolution(k for k in (*held, *taken) if not k.by_rule).joined(one, other)
        taken += [] if against else [j]
    return taken
