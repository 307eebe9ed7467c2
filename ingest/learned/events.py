"""Claims as people write them, put together from pairs: one agreement of five parties, not ten pairs.

(云岭大学, 种业研究院) (青禾集团, 种业研究院)  →  CO_BUILDS builders 云岭大学、青禾集团, built 种业研究院
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from graph.ontology import ONTOLOGY
from ingest.extract.frame import Party
from ingest.extract.said import Said
from ingest.learned.candidates import CARRIED, Actor, Scene

BY_SECOND = frozenset({"CO_BUILDS", "MEMBER_OF", "LEADS", "PROMOTES", "ORGANISES"})
"""Kinds of which all pairs with one second party are one claim, wherever they stand."""
BY_SENTENCE = frozenset({"FUNDS", "TAKES_PART_IN"})
"""Kinds of which those of one sentence are."""
APART = 300
"""Signs between the evidence of two pairs that one claim quotes; further ones are quoted by the surest alone."""
_REACH = 40
"""Signs of a clause that are quoted beyond its last party: 甲与乙昨日签约."""
_ENDS = ",;。!?\n"


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair that is said: who, of which kind, at which status, how surely, and what the rules say of it."""

    kind: str
    x: Actor | None
    """First party; None where nobody is named."""
    y: Actor
    scene: Scene
    status: str
    confidence: float
    rule: Said | None = None
    """What a rule says of the pair at this place."""
    features: str = ""
    """What spoke most, for `--explain`."""


def events(text: str, pairs: Sequence[Scored]) -> list[Said]:
    """Return the claims that pairs make, in the order of the text."""
    groups: dict[tuple[object, ...], list[Scored]] = defaultdict(list)
    for pair in pairs:
        groups[_group(pair)].append(pair)
    made = [
        _said(text, part) for group in groups.values() for part in (_cliques(group) if _mutual(group[0]) else [group])
    ]
    return sorted(made, key=lambda said: (said.start, said.end, said.kind, said.status, str(said.roles)))


def _mutual(pair: Scored) -> bool:
    return len(ONTOLOGY.claim(pair.kind).roles) == 1


def _group(pair: Scored) -> tuple[object, ...]:
    named = "" if pair.x is None else "named"
    if _mutual(pair):
        return pair.kind, pair.status, pair.scene.start
    if pair.kind in BY_SECOND and not pair.y.generic:
        return pair.kind, pair.status, named, pair.y.name
    if pair.kind in BY_SECOND | BY_SENTENCE:
        return pair.kind, pair.status, named, pair.y.name, pair.scene.start
    return pair.kind, pair.status, pair.x.name if pair.x else "", pair.y.name


def _cliques(pairs: Sequence[Scored]) -> list[list[Scored]]:
    """Return pairs in sets within which everybody is linked with everybody; greedy from the surest pair."""
    links = {frozenset((p.x.name, p.y.name)): p for p in pairs if p.x}
    degree: dict[str, int] = defaultdict(int)
    for link in links:
        for name in link:
            degree[name] += 1
    order = sorted(degree, key=lambda name: (-degree[name], name))
    left = dict(sorted(links.items(), key=lambda item: (-item[1].confidence, sorted(item[0]))))
    found = []
    while left:
        members = set(next(iter(left)))
        for name in order:
            if name not in members and all(frozenset((name, other)) in links for other in members):
                members.add(name)
        inside = [link for link in left if link <= members]
        found.append([left.pop(link) for link in inside])
    return found


def _said(text: str, pairs: Sequence[Scored]) -> Said:
    first = min(pairs, key=lambda p: (-p.confidence, p.scene.start, p.y.start))
    rule = next((p.rule for p in sorted(pairs, key=lambda p: -p.confidence) if p.rule), None)
    spans = [_evidence(text, p) for p in pairs]
    start, end = _evidence(text, first)
    near = [span for span in spans if span[0] < end + APART and start < span[1] + APART]
    start, end = min(a for a, _ in near), max(b for _, b in near)
    roles = ONTOLOGY.claim(first.kind).roles
    if _mutual(first):
        filled: tuple[tuple[str, tuple[Party, ...]], ...] = (
            (roles[0], _parties(actor for p in pairs for actor in (p.x, p.y) if actor)),
        )
    else:
        sides = (_parties(p.x for p in pairs if p.x), _parties(p.y for p in pairs[:1]))
        filled = tuple((role, side) for role, side in zip(roles, sides, strict=True) if side)
    # Whoever reads one claim of several pairs relies on each of them.
    sure = sum(p.confidence for p in pairs) / len(pairs)
    return Said(
        first.kind, filled, first.status, start, end, round(sure, 3), rule.pattern if rule else "model",
        position=rule.position if rule else None, amount=rule.amount if rule else None,
        field=rule.field if rule else None, when=rule.when if rule else None,
    )  # fmt: skip


def _parties(actors: Iterable[Actor]) -> tuple[Party, ...]:
    """Return the actors as parties, each name once, in the order of the text, where it stands by name."""
    best: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda a: (bool(a.how), a.start, a.end)):
        best.setdefault(actor.name, actor)
    ordered = sorted(best.values(), key=lambda a: (a.start, a.end, a.name))
    return tuple(
        Party(a.name, a.kind, *((None, None) if a.how else (a.start, a.end)), generic=a.generic) for a in ordered
    )


def _evidence(text: str, pair: Scored) -> tuple[int, int]:
    """Return the stretch that proves a pair: what the rule quotes, else its parties with the clause they stand in."""
    if pair.rule:
        return pair.rule.start, pair.rule.end
    standing = [a for a in (pair.x, pair.y) if a and a.how not in CARRIED]
    start = min((a.start for a in standing), default=pair.scene.start)
    end = max((a.end for a in standing), default=pair.scene.end)
    if len(standing) < 2 or pair.x is None:
        start = max(pair.scene.start, max(text.rfind(sign, pair.scene.start, start) for sign in _ENDS) + 1)
    stops = [at for sign in _ENDS if (at := text.find(sign, end, pair.scene.end)) >= 0]
    end = min([*stops, pair.scene.end, end + _REACH])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def uncovered(said: Iterable[Said], candidates: Set[tuple[str, str, str]], keep: float) -> list[Said]:
    """Return what the rules say of pairs that the models never saw: groups, tables, kinds that no list allows."""
    return [
        claim
        for claim in said
        if claim.confidence >= keep and not any(_key(claim, ends) in candidates for ends in claim.pairs)
    ]


def _key(claim: Said, ends: tuple[str, ...]) -> tuple[str, str, str]:
    if len(ends) == 1:
        return claim.kind, "", ends[0]
    first, second = ends if ONTOLOGY.claim(claim.kind).directed else sorted(ends)
    return claim.kind, first, second
