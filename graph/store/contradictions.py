"""Where documents contradict: in how far a link has come, in the sole host or leader of a thing, in a figure.

What may be true of both documents is no contradiction: a thing may have several hosts, a number may grow. So hosts and
leaders are compared only where each document names one alone and no document names the two together, figures only where
both were told after their period was over. Whether a host was changed in between, the two days let a person judge.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any

from graph.claim import Quantity, span
from graph.entity import Entity
from graph.folding import folded
from graph.network import Network
from graph.number import number
from graph.ontology import ONTOLOGY, STANDING
from graph.store.counted import THINGS, history, names_of, step
from graph.tie import HEADING, Assertion

HOSTING = frozenset({"University", "Institute", "Enterprise", "Agency", "Association"})
"""Kinds of organisation of which mostly one alone hosts or leads a thing."""
BELONGING = frozenset({"PART_OF", "BRANCH_OF", "SUCCEEDS", *HEADING})
"""Ties between two organisations of which one may be named for the other."""
MOST = 3
"""A name with more sole hosts than these is borne by several things, an indicator with more numbers is too wide."""


@dataclass(frozen=True, slots=True)
class _Word:
    """What one document says."""

    says: str
    published: date | None
    claim: str
    """Id of the claim or figure."""

    @property
    def age(self) -> tuple[date, str]:
        return self.published or date.min, self.claim


def contradictions(network: Network) -> list[dict[str, Any]]:
    """Return every pair of statements that contradict, one row each, in the order in which the question lists them.

    ``first``, ``tie`` and ``second`` say of what: of a link both ends; of hosts and leaders no first, as they are what
    differs; of figures their scope, no tie, and the indicator with its period. ``earlier`` and ``later`` are what the
    two documents say (a status, a name, a number with its unit), beside each the day and the document that it stands
    in, `None` where unknown; ``claims`` are the ids of both.
    """
    found = [*_of_steps(network), *_of_hosts(network), *_of_figures(network)]
    rows = []
    for (first, tie, second), earlier, later in found:
        row: dict[str, Any] = {"first": first, "tie": tie, "second": second, "claims": [earlier.claim, later.claim]}
        for name, word in (("earlier", earlier), ("later", later)):
            row |= {name: word.says, f"{name}_on": word.published, f"{name}_in": _document(network, word.claim)}
        rows.append(row)
    return sorted(rows, key=_order)


_Found = tuple[tuple[str | None, str | None, str], _Word, _Word]


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what Cypher orders by: nulls last."""
    days = row["earlier_on"], row["later_on"]
    said = [(row[name] is None, row[name] or "") for name in ("first", "tie", "second")]
    return *said, *((day is None, day or date.min) for day in days), row["claims"]


def _document(network: Network, claim: str) -> str | None:
    source = network.evidence[claim].source if claim in network.evidence else None
    return None if source is None else source.title or source.address


def _of_steps(network: Network) -> Iterator[_Found]:
    """Yield where a later document, or another of the same day, names an earlier step of a link."""
    for tie in network.ties:
        if len(tie.documents) < 2:
            continue
        first, second = names_of(network, tie)
        for one, other in permutations(history(tie), 2):
            if _is_step_back(one, other):
                yield (first, tie.kind, second), _word(one, one.status), _word(other, other.status)


def _is_step_back(one: Assertion, other: Assertion) -> bool:
    if one.published is None or other.published is None or one.document == other.document:
        return False
    return one.published <= other.published and step(one.status) > step(other.status)


def _word(assertion: Assertion, says: str) -> _Word:
    return _Word(says, assertion.published, assertion.claim)


def _of_hosts(network: Network) -> Iterator[_Found]:
    """Yield where two documents name one organisation each that hosts or leads a thing, and not the same."""
    said: dict[tuple[str, str], dict[str, dict[str, Assertion]]] = defaultdict(lambda: defaultdict(dict))
    for tie in network.ties:
        thing = network.entity(tie.target)
        if tie.kind in HEADING and thing.kind in THINGS and not thing.placeholder:
            for assertion in history(tie):
                said[tie.kind, thing.id][assertion.document][network.entity(tie.source).id] = assertion
    for (kind, thing_id), documents in said.items():
        alone: dict[str, _Word] = {}
        for of in documents.values():
            host, assertion = next(iter(of.items()))
            if len(of) == 1 and ONTOLOGY.group_of(assertion.status) in STANDING:
                word = _word(assertion, network.entity(host).name)
                alone[host] = max(word, alone.get(host, word), key=lambda word: word.age)
        together = {frozenset(pair) for of in documents.values() for pair in combinations(of, 2)}
        for one, other in combinations(alone, 2) if len(alone) <= MOST else ():
            if frozenset((one, other)) not in together and _rivals(network, network.entity(one), network.entity(other)):
                earlier, later = sorted((alone[one], alone[other]), key=lambda word: word.age)
                yield (None, kind, network.entity(thing_id).name), earlier, later


def _rivals(network: Network, one: Entity, other: Entity) -> bool:
    """Return whether the two are organisations of which neither may be named for the other."""
    if one.placeholder or other.placeholder or not {one.kind, other.kind} <= HOSTING:
        return False
    if (one.kind == "Agency") != (other.kind == "Agency"):
        return False  # a bureau stands behind a thing in another sense than a firm
    if any(a.startswith(b) or b.startswith(a) for a in one.aliases for b in other.aliases):
        return False  # a university and its faculty
    return not any(tie.kind in BELONGING and other.id in tie.ends for tie in network.ties_of(one.id))


def _of_figures(network: Network) -> Iterator[_Found]:
    """Yield where two documents give other numbers of what was reached in one period that was over."""
    said: dict[tuple[str, ...], dict[str, dict[float, Quantity]]] = defaultdict(lambda: defaultdict(dict))
    for q in network.quantities:
        exact = q.modality == "achieved" and q.relation == "equal" and q.low is not None and q.low == q.high
        if exact and q.low is not None and q.period and q.entity and network.has(q.entity):
            key = folded(q.indicator), folded(q.unit or ""), network.entity(q.entity).id, q.period
            said[key][q.document][q.low] = q
    for (_, _, scope, period), documents in said.items():
        alone: dict[float, tuple[_Word, Quantity]] = {}
        for of in documents.values():
            value, q = next(iter(of.items()))
            if len(of) == 1 and _over(period, published := network.evidence[q.id].published):
                word = _Word(f"{number(value)}{q.unit or ''}", published, q.id)
                alone[value] = max((word, q), alone.get(value, (word, q)), key=lambda pair: pair[0].age)
        for one, other in combinations(alone, 2) if len(alone) <= MOST else ():
            if not _rounded(one, other):
                (earlier, q), (later, _) = sorted((alone[one], alone[other]), key=lambda pair: pair[0].age)
                yield (network.entity(scope).name, None, f"{q.indicator} {period}"), earlier, later


def _over(period: str, published: date | None) -> bool:
    """Return whether a number of this period can change no more for who tells it on that day."""
    days = span(period)
    if days is None:
        return False
    first, last = days
    return first == last or (published is not None and published > last)


def _rounded(one: float, other: float) -> bool:
    """Return whether one number may be the other with fewer decimals: 12.3 and 12.34."""
    places = min(-min(int(Decimal(f"{n:.15g}").as_tuple().exponent), 0) for n in (one, other))
    return abs(one - other) <= 0.5 * 10.0**-places * (1 + 1e-9)
