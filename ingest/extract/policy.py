"""Sentences of intent: what a text only supports, encourages or asks of classes of actors. No claims."""

from ingest.extract.knowledge import Knowledge
from ingest.text.segment import clauses


def policy(text: str, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Return the spans of clauses that open with a word of support and go to the clause's end, in order."""
    opening = knowledge.expression("policy.strong")
    found = (clause for clause in clauses(text) if opening.match(text, clause.start, clause.end))
    return [(clause.start, clause.start + len(text[clause.start : clause.end].rstrip("。;!? "))) for clause in found]
