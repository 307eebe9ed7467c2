"""A Cypher statement as signs and nested brackets: enough to see its clauses, its columns and what stands where.

No grammar of the whole language: the server has that. What is read here is what the guard must know before a statement
is sent, and it is read from the statement's structure, never from its text: a word in a string, in a comment, between
back-ticks, behind a dot or a colon is no keyword.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import QueryError

MOST_CASES = 8  # The bundled parser takes 0.7 s for 8 within one another, 2 s for 24, and all memory for 300.
CLOSING = {"(": ")", "[": "]", "{": "}"}
_SIGN = re.compile(
    r"""
    (?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
  | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<name>`(?:[^`]|``)*`)
  | (?P<param>\$(?:[^\W\d]\w*|\d+|`(?:[^`]|``)*`))
  | (?P<number>0x[0-9a-f]+|0o[0-7]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:e[+-]?\d+)?(?![\w]))
  | (?P<word>[^\W\d]\w*)
  | (?P<sign><>|<=|>=|=~|\.\.|::|\|\||\+=|!=|[-+*/%^=<>.,:;|&!?$()\[\]{}])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One word, name, text, number, parameter or operator."""

    kind: str
    """word, name (in back-ticks), text, number, param or sign."""
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in capitals; empty for all that is no bare word."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of brackets with what stands between."""

    bracket: str
    items: tuple["Sign | Group", ...]
    start: int
    end: int

    text = ""
    word = ""


Item = Sign | Group


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a query: its keyword, such as OPTIONAL MATCH, and what follows."""

    keyword: str
    items: tuple[Item, ...]


# What may open a clause; the longest first where one begins like another.
KEYWORDS = tuple(
    tuple(words.split())
    for words in (
        "OPTIONAL MATCH", "OPTIONAL CALL", "ORDER BY", "UNION ALL", "UNION DISTINCT", "DETACH DELETE",
        "NODETACH DELETE", "LOAD CSV", "USING PERIODIC", "ON CREATE", "ON MATCH", "MATCH", "WHERE", "WITH", "RETURN",
        "UNWIND", "CALL", "UNION", "SKIP", "OFFSET", "LIMIT", "YIELD", "EXPLAIN", "CREATE", "MERGE", "SET", "REMOVE",
        "DELETE", "FOREACH", "DROP", "ALTER", "SHOW", "TERMINATE", "USE", "GRANT", "DENY", "REVOKE", "RENAME", "START",
        "STOP", "INSERT", "FINISH", "FILTER", "LET", "NEXT", "PROFILE", "CYPHER", "BEGIN", "COMMIT", "ROLLBACK",
        "ENABLE", "DEALLOCATE", "REALLOCATE", "DRYRUN",
    )
)  # fmt: skip
OPENING = frozenset(words[0] for words in KEYWORDS)
"""First words of clauses."""
WANTING = frozenset(
    ["MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "SKIP", "OFFSET", "LIMIT", "UNWIND", "YIELD"]
)
"""Clauses that a value must follow, or a pattern or a name: the next word opens no clause."""
SIGNED = WANTING | {"DELETE", "FILTER"}
"""Clauses whose value may begin with a sign: RETURN *, WHERE -x < 1."""
BINDING = frozenset([".", ",", "=", "<>", "<", ">", "<=", ">=", "=~", "/", "%", "^", ":", "::", "||"])
"""Signs that may follow a name and no keyword of a clause."""
JOINING = frozenset(["AND", "OR", "XOR", "IN", "CONTAINS", "STARTS", "ENDS", "AS"])
"""Words between two values or a value and its name."""
FRONT = frozenset(["NOT", "DISTINCT", "ALL", "CASE", "WHEN", "THEN", "ELSE", "ON"])
"""Words before a value."""
# What a word finds before it: a clause or sign that wants a value; a whole value; or neither for sure, as any of those
# words may be a variable. Only where a value is wanted a keyword must be a name: in doubt it opens a clause.
WANTED, ENDED, UNSURE = "wanted", "ended", "unsure"


def read_statement(text: str, *, most_signs: int, deepest: int, name: str = "statement") -> tuple[Item, ...]:
    """Return the signs of a statement in nested brackets.

    Raises
    ------
    QueryError
        If it has a sign that Cypher does not know, brackets that do not close, more than `most_signs` signs, or
        brackets nested deeper than `deepest`.
    """
    stack: list[tuple[str, int, list[Item]]] = [("", 0, [])]
    cases = 0
    for number, sign in enumerate(_signs(text, name)):
        if number >= most_signs:
            raise QueryError(name, f"has more than {most_signs} words and signs. Pass long lists as a parameter.")
        cases = max(0, cases + (sign.word == "CASE") - (sign.word == "END"))
        if cases > MOST_CASES:
            raise QueryError(name, f"nests CASE deeper than {MOST_CASES}. Break it up with WITH.")
        if sign.text in CLOSING and sign.kind == "sign":
            stack.append((sign.text, sign.start, []))
            if len(stack) - 1 > deepest:
                raise QueryError(name, f"nests brackets deeper than {deepest}. Break it up with WITH.")
        elif sign.text in CLOSING.values() and sign.kind == "sign":
            bracket, start, items = stack.pop()
            if CLOSING.get(bracket) != sign.text:
                raise QueryError(name, f"closes {sign.text!r} at sign {sign.start + 1}, where no such bracket is open.")
            stack[-1][2].append(Group(bracket, tuple(items), start, sign.end))
        else:
            stack[-1][2].append(sign)
    if len(stack) > 1:
        raise QueryError(name, f"opens {stack[-1][0]!r} at sign {stack[-1][1] + 1} and never closes it.")
    return tuple(stack[0][2])


def clauses(items: Sequence[Item]) -> tuple[Clause, ...]:
    """Return the clauses of one query; what stands before the first keyword gets the keyword ""."""
    found: list[Clause] = []
    keyword, since, at, place = "", 0, 0, ENDED
    while at < len(items):
        opened = _keyword(items, at, place)
        if opened:
            if at > since or keyword:
                found.append(Clause(keyword, tuple(items[since:at])))
            keyword, since = " ".join(opened), at + len(opened)
            at, place = since, WANTED if keyword in WANTING else ENDED
        else:
            place = _place_after(items, at, place)
            at += 1
    found.append(Clause(keyword, tuple(items[since:])))
    return tuple(found)


def split(items: Sequence[Item], sign: str = ",") -> tuple[tuple[Item, ...], ...]:
    """Return what stands between the commas (or another sign) of this level."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.kind == "sign" and item.text == sign:
            parts.append([])
        else:
            parts[-1].append(item)
    return tuple(tuple(part) for part in parts)


def groups(items: Sequence[Item]) -> Iterator[Group]:
    """Yield every pair of brackets at any depth, outermost first."""
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups(item.items)


def holds_query(group: Group, before: Item | None) -> bool:
    """Return whether braces hold a subquery (EXISTS, COUNT, COLLECT, CALL) rather than a map."""
    if group.bracket != "{":
        return False
    if before is not None and before.word in ("EXISTS", "COUNT", "COLLECT", "CALL"):
        return True
    return bool(group.items) and bool(_keyword(group.items, 0, ENDED))


def columns(text: str, items: Sequence[Item]) -> tuple[str, ...] | None:
    """Return the names of the columns that a query answers; None where only the server knows them (`RETURN *`)."""
    returns = [clause for clause in clauses(items) if clause.keyword == "RETURN"]
    if not returns:
        return None
    names = []
    for part in split(without_distinct(returns[0].items)):
        if not part or part[0].text == "*":
            return None
        last = part[-1]
        if len(part) > 2 and part[-2].word == "AS" and isinstance(last, Sign):
            names.append(last.text[1:-1].replace("``", "`") if last.kind == "name" else last.text)
        else:
            names.append(text[part[0].start : part[-1].end])
    return tuple(names)


def without_distinct(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items of a projection without a leading DISTINCT or ALL."""
    return items[1:] if items and items[0].word in ("DISTINCT", "ALL") else items


def _signs(text: str, name: str) -> Iterator[Sign]:
    at = 0
    while at < len(text):
        found = _SIGN.match(text, at)
        if found is None:
            shown = text[at] if text[at].isprintable() else f"U+{ord(text[at]):04X}"
            raise QueryError(
                name,
                f"has {shown!r} at sign {at + 1}, where Cypher knows no such sign (open string, or a look-alike?).",
            )
        kind = found.lastgroup or ""
        if kind != "space":
            yield Sign(kind, found[0], at, found.end())
        at = found.end()


def _keyword(items: Sequence[Item], at: int, place: str) -> tuple[str, ...]:
    """Return the words of the keyword that opens a clause here; nothing where the word is a name or an operator."""
    if not items[at].word or place == WANTED:
        return ()
    for words in KEYWORDS:
        if all(at + i < len(items) and items[at + i].word == word for i, word in enumerate(words)):
            return () if _named(items, at + len(words), words) else words
    return ()


def _named(items: Sequence[Item], after: int, words: tuple[str, ...]) -> bool:
    """Return whether what stands after a word shows that it is a variable: `set.name`, `{set: 1}`, a last `set`."""
    if len(words) > 1:
        return False
    if after == len(items):
        return True
    following = items[after]
    if not isinstance(following, Sign) or following.kind != "sign":
        return False
    return following.text in BINDING or (following.text in ("+", "-", "*") and words[0] not in SIGNED)


def _place_after(items: Sequence[Item], at: int, place: str) -> str:
    """Return what the next item finds before it, after an item that opens no clause."""
    item = items[at]
    if isinstance(item, Sign) and item.kind == "sign":
        if item.text == "*" and place == WANTED:  # WITH * names all there is
            return ENDED
        if item.text in ("+", "*"):  # between two values, or the end of a pattern: ((a)-->(b))+
            before = items[at - 1] if at else None
            pattern = isinstance(before, Group) and before.bracket == "("
            return UNSURE if pattern or place == UNSURE else WANTED
        return UNSURE if item.text in (">", "?") else WANTED  # > may end a type: LIST<STRING>
    if item.word in JOINING and place != WANTED:
        return WANTED if place == ENDED else UNSURE
    return UNSURE if item.word in FRONT else ENDED
