"""What is sent to the bundled server in other words, because it would answer the words of the analyst wrongly.

A statement that begins with MATCH clauses is planned there as one join of them all, ahead of an UNWIND between them. A
later MATCH then looks for a value that is not there yet (no rows), or takes an unwound node for a new one (too many
rows), whatever is unwound: a list of a node, of a parameter, a literal one. Measured: it happens where every node has a
label and no clause joins patterns by a comma, names a path, is OPTIONAL or stands in a subquery. `WITH *` after the
UNWIND changes no rows on any server and ends that join, so it is put after each that may be concerned.
"""

from itertools import pairwise

from graph.store.guard import DEEPEST, SIGNS
from graph.store.statement import clauses, read_statement


def for_bundled(text: str) -> str:
    """Return a statement that the guard let pass, as the bundled server answers it rightly.

    Lines stay where they are, so that an error of the server still names the line of the statement as written.
    """
    ends = []
    matched = False  # Whether a MATCH stands between here and the last WITH.
    for part, after in pairwise(clauses(read_statement(text, most_signs=SIGNS, deepest=DEEPEST))):
        if part.keyword == "MATCH":
            matched = True
        elif part.keyword in ("WITH", "RETURN"):  # After RETURN comes UNION, and a query of its own.
            matched = False
        elif part.keyword == "UNWIND" and part.items and matched and after.keyword == "MATCH":
            ends.append(part.items[-1].end)
    for end in reversed(ends):
        text = f"{text[:end]} WITH * {text[end:]}"
    return text
