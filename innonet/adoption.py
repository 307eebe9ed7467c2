"""Judgements taken over from another ledger that has read the same documents, such as one that dates them otherwise.

A document's id is that of its bytes, so that what was judged is found again, and nobody has to judge twice.
"""

from collections.abc import Mapping, Sequence

from graph.claim import Claim, Quantity
from graph.correction import counterpart, replaced, with_claims
from graph.judgement import Judgement, Key, Verdict, on_claims
from graph.ledger import Ledger
from graph.reading import Reading
from graph.resolution import Resolution, keys_of
from innonet.review import next_name


def adopt(ledger: Ledger, former: Ledger) -> tuple[int, int]:
    """Append to `ledger` what people judged and corrected in `former`; what was judged otherwise here stands.

    A verdict goes over to the claim that says the same. Corrections, and accepted claims that the reading here lacks,
    follow it in a reading of their own, as they do after a newer reader.

    Returns
    -------
    tuple of int
        How many verdicts of `former` (on a claim, a figure or a pair of names) hold here now, and how many do not:
        nothing here says what they judge, or somebody here judged otherwise.
    """
    told = [j for j in former.judgements() if not j.by_rule]
    verdicts = {id: j for j in told if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.about}
    pairs = [j for j in told if j.verdict in (Verdict.SAME, Verdict.DIFFERENT)]
    on_names = _on_names(pairs, ledger.judgements())
    made: list[Judgement] = []
    for reading in list(former.readings()):
        now = ledger.newest(reading.document.id)
        if now is not None:
            claims, judged = _of_document(reading, verdicts, now)
            if claims:
                ledger.add(with_claims(now, claims, next_name(ledger, now)))
            made += judged
    here = {
        id: j.verdict for j in ledger.judgements() if j.verdict in (Verdict.ACCEPT, Verdict.REJECT) for id in j.about
    }
    holding = [j for j in made if here.get(j.about[0], j.verdict) is j.verdict]
    ledger.judge([*on_names, *holding])
    held = len(on_names) + len(holding)
    return held, len(pairs) + len(verdicts) - held


def _of_document(
    former: Reading, verdicts: Mapping[Key | str, Judgement], now: Reading
) -> tuple[list[Claim], list[Judgement]]:
    """Return the claims of `former` that have to stand beside those of `now`, and the verdicts on claims of both."""
    own = {claim.id for claim in now.claims} | {quantity.id for quantity in now.quantities}
    every: tuple[Claim | Quantity, ...] = (*former.claims, *former.quantities)
    claims: list[Claim] = []
    made: list[Judgement] = []
    for item in every:
        verdict = verdicts.get(item.id)
        if verdict is None:
            continue
        id: str | None = item.id if item.id in own else None
        if id is None and isinstance(item, Claim):
            again = None if replaced(item) else counterpart(item, now)
            if again is not None:
                id = again.id
            elif verdict.verdict is Verdict.ACCEPT and now.document.text[item.start : item.end] == item.quote:
                claims.append(item)
                id = item.id
        if id is not None:
            made.append(on_claims(verdict.verdict, (id,), verdict.who, verdict.why))
    return claims, made


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
