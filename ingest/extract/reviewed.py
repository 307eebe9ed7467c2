"""Reviewed readings as annotated passages, so that models learn from what people said of claims."""

from collections.abc import Mapping
from typing import Any

from graph.correction import Verdicts
from graph.reading import Reading
from ingest.extract.passage import to_passage


def reviewed_passage(reading: Reading, judged: Verdicts, why: Mapping[str, str], *, sure: float) -> dict[str, Any]:
    """Return a reading in the form of annotated passages, as people left it.

    `claims` are those that somebody accepted or put there, and those at or above `sure` that nobody looked at; `traps`
    those that somebody rejected or corrected. `reviewed` of each says whether somebody looked at it. Claims below
    `sure` that nobody looked at are left out: nobody knows. Ends that neither text nor publisher names are left out.

    Parameters
    ----------
    why : mapping
        Id of a claim → why it was rejected or corrected.
    """
    passage = to_passage(reading)
    address = reading.document.address
    known = _nameable(passage)
    claims: list[dict[str, Any]] = []
    traps: list[dict[str, Any]] = []
    for claim, entry in zip(reading.claims, passage["claims"], strict=True):
        roles = {role: kept for role, names in entry["roles"].items() if (kept := [n for n in names if n in known])}
        if not roles:
            continue
        seen = claim.id in judged.accepted | judged.rejected
        if claim.id in judged.rejected:
            trap = {"kind": claim.kind, "roles": roles, "why": why.get(claim.id, ""), "reviewed": True}
            traps.append(trap)
        elif claim.id not in judged.withdrawn and (seen or claim.confidence >= sure):
            claims.append(_annotated(entry, roles, seen))
    said = [(claim["kind"], claim["roles"]) for claim in claims]
    return {
        "id": reading.document.id,
        "style": "reviewed reading",
        "language": passage["language"],
        "publisher": passage["publisher"],
        "published": passage["published"],
        "source": address if "://" in address else None,
        "text": passage["text"],
        "mentions": [m for m in passage["mentions"] if m["text"] in known],
        "same": [pair for pair in passage["same"] if known.issuperset(pair)],
        "claims": claims,
        "policy": passage["policy"],
        "quantities": [
            entry
            for quantity, entry in zip(reading.quantities, passage["quantities"], strict=True)
            if quantity.id not in judged.out
        ],
        # Where only a status or a sentence was corrected, the text does say the pair.
        "traps": [trap for trap in traps if (trap["kind"], trap["roles"]) not in said],
    }


def looked_at(reading: Reading, judged: Verdicts) -> bool:
    """Return whether somebody judged a claim or figure of `reading`."""
    ids = {claim.id for claim in reading.claims} | {quantity.id for quantity in reading.quantities}
    return not ids.isdisjoint(judged.accepted | judged.rejected)


def _nameable(passage: Mapping[str, Any]) -> set[str]:
    """Return the forms of names that stand in the text or are the publisher, as the guide of the corpus asks."""
    text, publisher = passage["text"], passage["publisher"]
    return {m["text"] for m in passage["mentions"] if m["text"] in text or m["text"] == publisher}


def _annotated(entry: Mapping[str, Any], roles: Mapping[str, list[str]], seen: bool) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if key not in ("confidence", "pattern")}
    return kept | {"roles": dict(roles), "reviewed": seen}
