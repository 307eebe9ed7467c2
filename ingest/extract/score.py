"""How well passages were read: precision, recall and F1 against annotated ones.

Figures over unique surface forms (names), over pairs of ends and whole events (claims), over numbers (quantities).
Counted groups are left out of roles, a claim of nobody else with them; pinyin notes in names are read over; `same` of
the annotation forgives either name of one node. What is said may come from any tool: a passage needs `mentions`,
`claims` and `quantities`, and a claim may carry a `confidence`.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from graph.derive import SURE
from graph.ontology import ONTOLOGY
from ingest.extract.knowledge import ORGANISATIONS

Passage = Mapping[str, Any]
Pair = tuple[str, str | None, str | None]
Claims = list[tuple[Passage, Mapping[str, list[str]]]]
"""Claims with their roles: plain names, groups left out, one name for each node."""

_VOWELS = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿĀÁǍÀŌÓǑÒĒÉĚÈ"
_NOTE = re.compile(rf"(?<=[\u3400-\u9fff])\s*\(\s*[a-zA-Z{_VOWELS}]{{1,6}}\s*\)")
_TONED = re.compile(r"[^a-zA-Z()\s]")
BINS = 10
"""Steps of confidence in a reliability table."""


@dataclass(slots=True)
class Figure:
    """Hits, what was said and what is annotated, summed over passages."""

    hit: int = 0
    said: int = 0
    gold: int = 0

    def add(self, said: set[Any], gold: set[Any]) -> None:
        """Count one passage."""
        self.hit += len(said & gold)
        self.said += len(said)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 0 where nothing was said."""
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was said; 0 where nothing is annotated."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Bin:
    """Pairs that were said with a confidence of one step."""

    said: int = 0
    right: int = 0
    stated: float = 0.0
    """Sum of the confidences."""


@dataclass(slots=True)
class Score:
    """The figures of a set of passages."""

    organisations: Figure = field(default_factory=Figure)
    kinds_right: Figure = field(default_factory=Figure)
    """Organisations with their kinds."""
    persons: Figure = field(default_factory=Figure)
    pairs: Figure = field(default_factory=Figure)
    shown: Figure = field(default_factory=Figure)
    """Pairs that are said with enough confidence to be shown by default."""
    events: Figure = field(default_factory=Figure)
    """Claims with all who fill their roles."""
    quantities: Figure = field(default_factory=Figure)
    """Numbers with their units."""
    whole_quantities: Figure = field(default_factory=Figure)
    """The same with relation and modality."""
    indicators: Figure = field(default_factory=Figure)
    """The same with the indicator."""
    by_mention: dict[str, Figure] = field(default_factory=dict)
    """Kind of name → its names."""
    by_kind: dict[str, Figure] = field(default_factory=dict)
    """Kind of claim → its pairs."""
    reliability: list[Bin] = field(default_factory=lambda: [Bin() for _ in range(BINS)])
    """[0, .1), [.1, .2) … [.9, 1] → the pairs that were said so surely."""
    status_right: int = 0
    """Of the pairs that are right (`pairs.hit`)."""
    traps: int = 0
    sprung: int = 0
    quotes: int = 0
    verbatim: int = 0
    passages: int = 0


def score(read: Iterable[tuple[Passage, Passage]], *, sure: float = SURE) -> Score:
    """Return the figures over (annotated, said) passages, both of the form of `to_passage`.

    Parameters
    ----------
    sure : float
        Claims with less confidence are not shown by default; one that states none is sure.
    """
    result = Score()
    for gold, said in read:
        _add(result, gold, said, sure)
    return result


def _add(result: Score, gold: Passage, said: Passage, sure: float) -> None:
    result.passages += 1
    _add_names(result, gold, said)
    of = _classes(gold)
    groups = [_group_names(passage) for passage in (gold, said)]
    expected = _with_roles(gold["claims"], groups[0], of)
    found = _with_roles(said["claims"], groups[0] | groups[1], of)
    result.events.add(_events(found), _events(expected))
    right, told = _pairs(expected), _pairs(found)
    _add_pairs(result, right, told)
    surely = _confidences(found)
    result.shown.add({pair for pair, stated in surely.items() if stated >= sure}, set(right))
    for pair, confidence in surely.items():
        step = result.reliability[min(int(confidence * BINS + 1e-9), BINS - 1)]
        step.said, step.right, step.stated = step.said + 1, step.right + (pair in right), step.stated + confidence
    traps = set(_pairs(_with_roles(gold.get("traps", []), set(), of, empty=True)))
    result.traps += len(traps)
    result.sprung += len(traps & (set(told) - set(right)))
    _add_quantities(result, gold, said)
    text = gold.get("text", "")
    stated = [claim for claim, _ in found]  # a claim of nobody but groups is not scored, nor is its quote
    quotes = [item.get("quote") for item in (*stated, *said.get("quantities", []))] if text else []
    result.quotes += len(quotes)
    result.verbatim += sum(bool(quote) and quote in text for quote in quotes)


def plain_form(name: str) -> str:
    """Return a name without pinyin notes such as 創(chuàng)."""
    return _NOTE.sub(lambda m: "" if _TONED.search(m.group()) else m.group(), name)


# ---------------------------------------------------------------------- names


def _add_names(result: Score, gold: Passage, said: Passage) -> None:
    sides = [{(plain_form(m["text"]), m["kind"]) for m in p["mentions"] if not m.get("generic")} for p in (said, gold)]
    kinds = frozenset(ORGANISATIONS)
    result.kinds_right.add(*({(name, kind) for name, kind in side if kind in kinds} for side in sides))
    result.organisations.add(*(_of_kinds(side, kinds) for side in sides))
    result.persons.add(*(_of_kinds(side, {"Person"}) for side in sides))
    for kind in sorted({m["kind"] for p in (gold, said) for m in p["mentions"]}):
        result.by_mention.setdefault(kind, Figure()).add(*(_of_kinds(side, {kind}) for side in sides))


def _of_kinds(names: set[tuple[str, str]], kinds: AbstractSet[str]) -> set[str]:
    return {name for name, kind in names if kind in kinds}


def _group_names(passage: Passage) -> set[str]:
    return {plain_form(m["text"]) for m in passage["mentions"] if m["kind"] == "Group"}


def _classes(passage: Passage) -> Callable[[str], str]:
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    for one, other in passage.get("same", []):
        parents[root(plain_form(one))] = root(plain_form(other))
    return root


# ---------------------------------------------------------------------- claims


def _with_roles(
    claims: Iterable[Passage], groups: set[str], of: Callable[[str], str], *, empty: bool = False
) -> Claims:
    """Return claims with their roles; one that nobody is left of only where `empty` ones are wanted."""
    kept: Claims = []
    for claim in claims:
        plain = {role: [plain_form(name) for name in names] for role, names in claim["roles"].items()}
        roles = {role: [of(name) for name in names if name not in groups] for role, names in plain.items()}
        if empty or any(roles.values()):
            kept.append((claim, roles))
    return kept


def _events(claims: Claims) -> set[Any]:
    return {
        (claim["kind"], tuple(sorted((role, tuple(sorted(set(names)))) for role, names in roles.items() if names)))
        for claim, roles in claims
    }


def _pairs(claims: Claims) -> dict[Pair, str | None]:
    """Return (kind, first end, second end) → status; a claim with one side filled gives None for the other."""
    return {pair: claim.get("status") for claim, roles in claims for pair in _ends(claim["kind"], roles)}


def _confidences(claims: Claims) -> dict[Pair, float]:
    """Return pair → the largest confidence with which it is said."""
    surely: dict[Pair, float] = {}
    for claim, roles in claims:
        stated = min(max(float(claim.get("confidence", 1.0)), 0.0), 1.0)
        for pair in _ends(claim["kind"], roles):
            surely[pair] = max(stated, surely.get(pair, 0.0))
    return surely


def _ends(kind: str, roles: Mapping[str, list[str]]) -> Iterator[Pair]:
    if kind not in ONTOLOGY.claims:  # another tool's own kind is an event, and no pair of ours
        return
    ends = ONTOLOGY.claim(kind).roles
    if len(ends) == 1:
        names = sorted(set(roles.get(ends[0], [])))
        pairs: Iterable[tuple[str | None, str | None]] = (
            itertools.combinations(names, 2) if len(names) > 1 else [(name, None) for name in names]
        )
    else:
        pairs = itertools.product(roles.get(ends[0]) or (None,), roles.get(ends[1]) or (None,))
    for first, second in pairs:
        yield kind, first, second


def _add_pairs(result: Score, expected: Mapping[Pair, str | None], found: Mapping[Pair, str | None]) -> None:
    result.pairs.add(set(found), set(expected))
    for kind in sorted({pair[0] for pair in (*expected, *found)}):
        figure = result.by_kind.setdefault(kind, Figure())
        figure.add({p for p in found if p[0] == kind}, {p for p in expected if p[0] == kind})
    result.status_right += sum(found[pair] == expected[pair] for pair in found.keys() & expected.keys())


# ---------------------------------------------------------------------- quantities


def _add_quantities(result: Score, gold: Passage, said: Passage) -> None:
    sides = [p.get("quantities", []) for p in (said, gold)]
    result.quantities.add(*({_number(q) for q in side} for side in sides))
    result.whole_quantities.add(*({_whole(q) for q in side} for side in sides))
    result.indicators.add(*({(*_whole(q), plain_form(q["indicator"])) for q in side} for side in sides))


def _number(q: Passage) -> tuple[Any, ...]:
    return q.get("low"), q.get("high"), q.get("unit")


def _whole(q: Passage) -> tuple[Any, ...]:
    return *_number(q), q.get("relation"), q.get("modality")
