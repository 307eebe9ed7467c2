"""How well passages were read: precision, recall and F1 against annotated ones.

Figures over unique surface forms (names), over pairs of ends (claims), over numbers with their units (quantities).
Counted groups are left out of roles; pinyin notes in names are read over; `same` of the annotation forgives either
name of one node.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import ONTOLOGY
from ingest.extract.knowledge import ORGANISATIONS

Passage = Mapping[str, Any]
Pair = tuple[str, str | None, str | None]
_NOTE = re.compile(r"(?<=[\u3400-\u9fff])\s*\(\s*[a-zA-Z\u00e0-\u01dc]{1,6}\s*\)")
_TONED = re.compile(r"[^a-zA-Z()\s]")


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
class Score:
    """The figures of a set of passages."""

    organisations: Figure = field(default_factory=Figure)
    persons: Figure = field(default_factory=Figure)
    pairs: Figure = field(default_factory=Figure)
    quantities: Figure = field(default_factory=Figure)
    by_kind: dict[str, Figure] = field(default_factory=dict)
    """Claim kind → its pairs."""
    status_right: int = 0
    traps: int = 0
    sprung: int = 0
    quotes: int = 0
    verbatim: int = 0
    passages: int = 0


def score(read: Iterable[tuple[Passage, Passage]]) -> Score:
    """Return the figures over (annotated, said) passages, both of the form of `to_passage`."""
    result = Score()
    for gold, said in read:
        _add(result, gold, said)
    return result


def _add(result: Score, gold: Passage, said: Passage) -> None:
    result.passages += 1
    result.organisations.add(_names(said, frozenset(ORGANISATIONS)), _names(gold, frozenset(ORGANISATIONS)))
    result.persons.add(_names(said, frozenset({"Person"})), _names(gold, frozenset({"Person"})))
    groups = {plain_form(m["text"]) for p in (gold, said) for m in p["mentions"] if m["kind"] == "Group"}
    of = _classes(gold)
    expected, found = _pairs(gold["claims"], groups, of), _pairs(said["claims"], groups, of)
    result.pairs.add(set(found), set(expected))
    for kind in sorted({pair[0] for pair in (*expected, *found)}):
        figure = result.by_kind.setdefault(kind, Figure())
        figure.add({p for p in found if p[0] == kind}, {p for p in expected if p[0] == kind})
    result.status_right += sum(found[pair] == expected[pair] for pair in set(found) & set(expected))
    traps = set(_pairs(gold.get("traps", []), groups, of))
    result.traps += len(traps)
    result.sprung += len(traps & (set(found) - set(expected)))
    numbers = [{(q["low"], q["high"], q["unit"]) for q in p.get("quantities", [])} for p in (said, gold)]
    result.quantities.add(*numbers)
    quotes = [c["quote"] for c in said["claims"]] + [q["quote"] for q in said.get("quantities", [])]
    result.quotes += len(quotes)
    result.verbatim += sum(quote in gold["text"] for quote in quotes)


def plain_form(name: str) -> str:
    """Return a name without pinyin notes such as 創(chuàng)."""
    return _NOTE.sub(lambda m: "" if _TONED.search(m.group()) else m.group(), name)


def _names(passage: Passage, kinds: frozenset[str]) -> set[str]:
    return {plain_form(m["text"]) for m in passage["mentions"] if m["kind"] in kinds and not m.get("generic")}


def _classes(passage: Passage) -> Callable[[str], str]:
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    for one, other in passage.get("same", []):
        parents[root(plain_form(one))] = root(plain_form(other))
    return root


def _pairs(claims: Iterable[Passage], groups: set[str], of: Callable[[str], str]) -> dict[Pair, str | None]:
    """Return (kind, first end, second end) → status; a claim with one side filled gives None for the other."""
    pairs: dict[Pair, str | None] = {}
    for claim in claims:
        ends = ONTOLOGY.claim(claim["kind"]).roles
        sides = [[of(n) for n in map(plain_form, claim["roles"].get(role, [])) if n not in groups] for role in ends]
        if len(ends) == 1:
            names = sorted(set(sides[0]))
            items: Iterable[tuple[str | None, str | None]] = (
                itertools.combinations(names, 2) if len(names) > 1 else [(n, None) for n in names]
            )
        elif any(sides):
            items = ((a, b) for a in sides[0] or (None,) for b in sides[1] or (None,))
        else:
            items = []
        for first, second in items:
            pairs[(claim["kind"], first, second)] = claim.get("status")
    return pairs
