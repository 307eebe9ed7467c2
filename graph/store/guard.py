"""What is refused before a statement is sent, with the reason and a form that works.

It is a first filter only. What stops a write is the server: the bundled one by the rights of a user that may only read,
a Neo4j by access mode READ and by what its own planner says the statement is. What stands here besides keeps statements
small enough to parse, portable, and out of the places where the bundled server is known to answer wrongly
(`docs/cypher.md` lists them with their workarounds; the dialect suite holds both servers against one another).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, pairwise

from graph.errors import QueryError
from graph.store.statement import (
    Clause,
    Group,
    Item,
    Sign,
    clauses,
    columns,
    groups,
    holds_query,
    read_statement,
    split,
    without_distinct,
)

BYTES = 20_000
SIGNS = 2_000
DEEPEST = 24
MOST_ROWS = 100_000  # Of an answer; registers of a view list one more.
CHAIN = (
    200  # Links of one expression by AND, OR and the like; the bundled server refuses more, after seconds of parsing.
)
READING = frozenset(
    ["MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "SKIP", "OFFSET", "LIMIT", "UNWIND", "UNION",
     "UNION ALL", "UNION DISTINCT", "CALL", "OPTIONAL CALL", "YIELD"]
)  # fmt: skip
PROCEDURES = frozenset(["db.labels", "db.relationshiptypes", "db.propertykeys"])
AGGREGATES = frozenset(
    ["COUNT", "SUM", "AVG", "MIN", "MAX", "COLLECT", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC"]
)
TESTS = frozenset(["IS", "NOT", "AND", "OR", "XOR", "IN", "STARTS", "ENDS", "CONTAINS"])
TESTED = (
    "tests an aggregate inside one expression, which the bundled server answers wrongly. Name it first: "
    "WITH max(x) AS m RETURN m IS NULL."
)
FIELD_TAKEN = (
    "takes a field of an aggregate, which the bundled server answers wrongly. Name it first: WITH … AS m RETURN m.days."
)
SHORTEST = frozenset(["SHORTESTPATH", "ALLSHORTESTPATHS"])
# Operators of Neo4j's planner that read outside the graph, or look at or touch the server itself.
OUTSIDE = re.compile(r"LoadCSV|Show|Terminate|Administration|Procedure|Command|Dbms", re.IGNORECASE)


def check(text: str, name: str = "statement") -> tuple[str, ...] | None:
    """Return the names of a statement's columns, None where only the server knows them.

    Raises
    ------
    QueryError
        If the statement is too long or too deep, does more than read, or the bundled server would answer it wrongly.
    """
    if len(text.encode("utf-8", "surrogatepass")) > BYTES:
        raise QueryError(name, f"is longer than {BYTES} bytes. Pass values as parameters: -p KEY=VALUE.")
    if re.search(r"\\u+(00)?(22|27|60|5c)", text, re.IGNORECASE):
        raise QueryError(name, r"writes a quote as \u escape, which servers read differently. Write the sign itself.")
    items = read_statement(text, most_signs=SIGNS, deepest=DEEPEST, name=name)
    items = _one_statement(items, name)
    for query in _queries(items):
        _check_query(query, name, inner=query is not items)
    _check_patterns(items, name)
    for level in (items, *(group.items for group in groups(items))):
        _check_chain(level, name)
    return columns(text, items)


def check_plan(type_: str, operators: Sequence[str], name: str = "statement") -> None:
    """Refuse what Neo4j's planner says is no plain reading: a type other than `r`, operators that leave the graph."""
    if type_ != "r":
        raise QueryError(name, "refused: questions may only read; the server's planner says that this one does more.")
    allowed = {f"procedurecall {procedure}" for procedure in PROCEDURES}
    outside = sorted({each for each in operators if OUTSIDE.search(each) and each.lower() not in allowed})
    if outside:
        raise QueryError(name, f"refused: {', '.join(outside)} leaves the network for files, addresses or the server.")


def _one_statement(items: tuple[Item, ...], name: str) -> tuple[Item, ...]:
    while items and items[-1].text == ";":
        items = items[:-1]
    if not items:
        raise QueryError(name, "is empty. Write for example: MATCH (n:Actor) RETURN n.name LIMIT 10")
    if any(isinstance(item, Sign) and item.kind == "sign" and item.text == ";" for item in items):
        raise QueryError(name, "holds more than one statement. Send them one by one.")
    return items


def _queries(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the query itself and every subquery in braces that has clauses of its own."""
    yield items
    before: Item | None = None
    for item in items:
        if isinstance(item, Group):
            # CALL (x) { … }: the braces follow the imported names.
            scoped = before is not None and isinstance(before, Group) and before.bracket == "("
            if holds_query(item, before) or (scoped and item.bracket == "{" and holds_query(item, None)):
                yield from _queries(item.items)
            else:
                yield from (query for inner in _nested(item) for query in _queries(inner))
        before = item


def _nested(group: Group) -> Iterator[Sequence[Item]]:
    before: Item | None = None
    for item in group.items:
        if isinstance(item, Group):
            if holds_query(item, before):
                yield item.items
            else:
                yield from _nested(item)
        before = item


def _check_query(items: Sequence[Item], name: str, *, inner: bool) -> None:
    parts = clauses(items)
    pattern_only = inner and parts[0].keyword == "" and all(part.keyword in ("", "WHERE") for part in parts)
    for part in parts:
        if part.keyword == "" and pattern_only:
            continue  # EXISTS { (a)--(b) }
        if part.keyword not in READING:
            said = part.keyword or (part.items[0].text if part.items else "")
            raise QueryError(name, f"refused: questions may only read, and {said!r} does not open a reading clause.")
        if part.keyword in ("CALL", "OPTIONAL CALL"):
            _check_call(part, name)
        if part.keyword in ("WITH", "RETURN", "ORDER BY"):
            _check_projection(part, name)
    _check_shortest(parts, name)


def _check_call(part: Clause, name: str) -> None:
    if any(item.word == "TRANSACTIONS" for item in part.items):
        raise QueryError(name, "refused: CALL … IN TRANSACTIONS cannot run inside the transaction of a question.")
    if part.items and isinstance(part.items[0], Sign):
        named = []
        for item in part.items:
            if isinstance(item, Group):
                break
            named.append(item.text.strip("`"))
        procedure = "".join(named)
        if procedure.lower() not in PROCEDURES:
            raise QueryError(name, f"refused: CALL {procedure}. Measures are in `innonet report`; allowed here are "
                                   "db.labels, db.relationshipTypes and db.propertyKeys.")  # fmt: skip


def _check_projection(part: Clause, name: str) -> None:
    for item in split(without_distinct(part.items)):
        if lost := _aggregate_lost(item):
            raise QueryError(name, lost)


def _aggregate_lost(items: Sequence[Item]) -> str | None:
    """Return why an aggregate within this expression is lost: it stands under a test, or has a field taken.

    Measured: IS, NOT, AND, OR, XOR, IN, STARTS WITH, ENDS WITH, CONTAINS, =~, :: and `.field` lose the grouping at any
    depth; arithmetic, comparison, functions, lists, maps, indexes and comprehensions over an aggregate do not, nor do
    fields of what else stands in the expression.
    """
    for segment in _segments(items):
        held = [_holds_aggregate(segment[at], segment[at - 1] if at else None) for at in range(len(segment))]
        if any(held):
            if any(item.word in TESTS or item.text in ("=~", "::") for item in segment):
                return TESTED
            if any(aggregate and _takes_field(segment[at + 1 :]) for at, aggregate in enumerate(held)):
                return FIELD_TAKEN
        for at, item in enumerate(segment):
            if isinstance(item, Group) and not _is_aggregate_call(segment, at):
                before = segment[at - 1] if at else None
                if holds_query(item, before):
                    continue
                lost = next(filter(None, map(_aggregate_lost, _expressions(item, before))), None)
                if lost:
                    return lost
    return None


def _takes_field(following: Sequence[Item]) -> bool:
    """Return whether `.field` follows at once, or after indexes: `[0].field`."""
    rest = dropwhile(lambda item: isinstance(item, Group) and item.bracket == "[", following)
    return any(item.text == "." for item in islice(rest, 1))


def _segments(items: Sequence[Item]) -> list[list[Item]]:
    """Return the parts of an expression that CASE, WHEN, THEN, ELSE and END hold apart."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.word in ("CASE", "WHEN", "THEN", "ELSE", "END"):
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def _expressions(group: Group, before: Item | None) -> Iterator[Sequence[Item]]:
    """Yield the expressions inside brackets; of `x IN list WHERE test | value` each of the three without the IN."""
    iterates = group.bracket == "[" or (
        before is not None and before.word in ("ANY", "ALL", "NONE", "SINGLE", "REDUCE")
    )
    for part in split(group.items):
        if iterates and len(part) > 2 and part[1].word == "IN" and isinstance(part[0], Sign):
            rest: list[list[Item]] = [[]]
            for item in part[2:]:
                if item.word == "WHERE" or item.text == "|":
                    rest.append([])
                else:
                    rest[-1].append(item)
            yield from rest
        else:
            yield from split(part, "|")


def _is_aggregate_call(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    before = items[at - 1] if at else None
    dotted = at > 1 and items[at - 2].text == "."
    return (
        isinstance(item, Group)
        and item.bracket == "("
        and before is not None
        and before.word in AGGREGATES
        and not dotted
    )


def _holds_aggregate(item: Item, before: Item | None) -> bool:
    if not isinstance(item, Group):
        return False
    if item.bracket == "(" and before is not None and before.word in AGGREGATES:
        return True
    if holds_query(item, before):
        return False
    inner = item.items
    return any(_holds_aggregate(inner[at], inner[at - 1] if at else None) for at in range(len(inner)))


def _check_shortest(parts: Sequence[Clause], name: str) -> None:
    """Refuse a condition on what a shortest path passes: the bundled server applies it after the search, not in it."""
    for part, after in zip(parts, (*parts[1:], Clause("", ())), strict=True):
        if part.keyword not in ("MATCH", "OPTIONAL MATCH") or after.keyword != "WHERE":
            continue
        inside: set[str] = set()
        for path in split(part.items):
            for at, item in enumerate(path):
                if item.word in SHORTEST:
                    inside |= {path[0].text} if at >= 2 and path[1].text == "=" else set()
                    inside |= _relationship_names(path[at + 1 :])
        named = {sign.text for sign in _all_signs(after.items)}
        if inside & named:
            raise QueryError(
                name,
                "sets a condition on a shortest path, which the bundled server answers wrongly. Write: MATCH p = "
                "(a)-[*1..4]-(b) WHERE … RETURN p ORDER BY length(p) LIMIT 1.",
            )


def _relationship_names(items: Sequence[Item]) -> set[str]:
    return {
        group.items[0].text
        for group in groups(items)
        if group.bracket == "[" and group.items and isinstance(group.items[0], Sign)
        and group.items[0].kind in ("word", "name")
    }  # fmt: skip


def _check_patterns(items: Sequence[Item], name: str) -> None:
    """Refuse labels and types that are computed: the bundled server leaves the filter out."""
    for level in (items, *(group.items for group in groups(items))):
        for one, other in pairwise(level):
            # $($types), $any($types): a dollar, or what looks like a parameter, right before a bracket.
            dollar = isinstance(one, Sign) and (one.kind == "param" or one.text == "$")
            if dollar and isinstance(other, Group) and other.bracket == "(":
                raise QueryError(
                    name,
                    "computes a label or type, which the bundled server ignores. Write WHERE type(r) IN $types, or "
                    "WHERE any(l IN labels(n) WHERE l IN $labels).",
                )


def _check_chain(level: Sequence[Item], name: str) -> None:
    links = sum(item.word in ("AND", "OR", "XOR", "NOT") for item in level)
    links = max(links, *(sum(item.text == sign for item in level) for sign in ("+", "-", "*", "=", ".")))
    if links > CHAIN:
        raise QueryError(name, f"chains more than {CHAIN} operators. Pass a list as a parameter and write x IN $list.")


def _all_signs(items: Sequence[Item]) -> Iterator[Sign]:
    for item in items:
        if isinstance(item, Group):
            yield from _all_signs(item.items)
        else:
            yield item
