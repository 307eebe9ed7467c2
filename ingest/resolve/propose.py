"""Pairs of entities that may be one, for a person to judge: computed when review asks, never stored.

Names are brought together by blocks (the same first word, the same words in another order, the same pinyin, …), so
that ten thousand entities need no fifty million comparisons; `ingest.resolve.compare` then reads them part by part.
"""

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.entity import Entity
from graph.judgement import Judgement, Key
from graph.network import Network
from graph.resolution import Resolution
from ingest.resolve.compare import Likeness, begun, likeness
from ingest.resolve.names import ParsedName, called_owner, parse, pinyin_key

LARGEST_BLOCK = 200
"""Names: a larger block holds a word that tells nobody apart (中国…); its names meet in their other blocks."""
MOST_FITTING = 3
"""A short form that fits more names than these says nothing of any of them (国家中心, 农学院)."""
FAMILIES = (
    frozenset({"Institute", "Platform", "Consortium", "Association"}),
    frozenset({"University", "Institute"}),
    frozenset({"Agency", "Association"}),
)
"""Kinds that readers take for one another: a 研究院 is an institute here, a platform there."""
NEVER = frozenset({"Group", "Field", "Event", "Programme"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one."""

    a: Key
    b: Key
    score: float
    """0 to 1, for ranking only."""
    why: str
    """One sentence."""


def propose(network: Network, judgements: Iterable[Judgement] = (), *, language: str = "zh") -> list[Proposal]:
    """Return pairs of entities that may be the same, most likely first.

    Parameters
    ----------
    network : Network
        Its entities are compared by all their names; placeholders and counted groups never are. Its claims tell which
        names stand in one document.
    judgements : iterable of Judgement
        Those that hold: pairs that are judged, the same or different, are not proposed again.
    language : {"zh", "en"}
        Of the reasons.

    Examples
    --------
    >>> propose(Network())
    []
    """
    entities = [e for e in network.entities if not e.placeholder and e.kind not in NEVER]
    resolution = Resolution(judgements)
    best: dict[tuple[int, int], Likeness] = {}
    for one, other, found in itertools.chain(_alike(entities), _begun(network, entities)):
        pair = (min(one, other), max(one, other))
        if pair not in best or best[pair].score < found.score:
            best[pair] = found
    fitting = Counter(place for pair, found in best.items() if found.loose for place in pair)
    proposals = [
        Proposal(a, b, found.score, found.zh if language == "zh" else found.en)
        for (one, other), found in best.items()
        for a, b in [sorted((_key(entities[one]), _key(entities[other])))]
        if not (found.loose and max(fitting[one], fitting[other]) > MOST_FITTING)
        if not resolution.apart(a, b) and not resolution.joined(a, b)
    ]
    return sorted(proposals, key=lambda p: (-p.score, p.a.name, p.b.name, p.a.kind, p.b.kind))


def _key(entity: Entity) -> Key:
    return Key(entity.name, entity.kind)


def _alike(entities: list[Entity]) -> Iterator[tuple[int, int, Likeness]]:
    """Yield pairs of entities, by place, that some two of their names speak for."""
    blocks: dict[str, list[tuple[int, ParsedName]]] = defaultdict(list)
    for place, entity in enumerate(entities):
        for name in dict.fromkeys(entity.aliases):
            parsed = parse(name)
            for block in _blocks(parsed, entity.kind):
                blocks[block].append((place, parsed))
    seen: set[tuple[int, str, int, str]] = set()
    for block in sorted(blocks):
        members = blocks[block]
        if len(members) > LARGEST_BLOCK:
            continue
        for (one, a), (other, b) in itertools.combinations(members, 2):
            meeting = (one, a.written, other, b.written)
            if one == other or meeting in seen or not _compatible(entities[one].kind, entities[other].kind):
                continue
            seen.add(meeting)
            if (found := likeness(a, b, entities[one].kind)) is not None:
                yield one, other, found


def _begun(network: Network, entities: list[Entity]) -> Iterator[tuple[int, int, Likeness]]:
    """Yield pairs of entities, by place, of one kind, where a document has the name of one and a longer one of it.

    A name that goes on in two ways (Toyo Tire, Toyo Ink) is that of neither.
    """
    place = {entity.id: at for at, entity in enumerate(entities) if entity.kind != "Person"}
    said: dict[tuple[str, str], set[tuple[int, ParsedName]]] = defaultdict(set)
    for claim in network.claims:
        for p in claim.participants:
            at = place.get(network.entity(p.entity).id) if p.entity and network.has(p.entity) else None
            if at is not None and parse(p.name).latin:
                said[claim.document, entities[at].kind].add((at, parse(p.name)))
    found: dict[tuple[int, int], Likeness] = {}
    ways: dict[int, set[str]] = defaultdict(set)
    for names in said.values():
        ordered = sorted(names, key=lambda name: (name[0], name[1].written))
        by_text = sorted(ordered, key=lambda name: name[1].text)
        texts = [name.text for _, name in by_text]
        for one, short in ordered:
            further = short.text + " "
            # What goes on from it stands together: a table may name thousands.
            for later in range(bisect_left(texts, further), len(texts)):
                if not texts[later].startswith(further):
                    break
                other, full = by_text[later]
                if one != other and (likely := begun(short, full)) is not None:
                    found.setdefault((one, other), likely)
                    ways[one].add(full.words[len(short.words)])
    yield from ((one, other, likely) for (one, other), likely in found.items() if len(ways[one]) == 1)


def _compatible(one: str, other: str) -> bool:
    return one == other or any({one, other} <= family for family in FAMILIES)


def _blocks(name: ParsedName, kind: str) -> Iterator[str]:
    """Yield the keys under which a name meets others."""
    if name.latin:
        yield "latin " + "".join(name.words)
        yield "initials " + (name.text if name.text.isupper() else name.initials)
        yield "spelled " + "".join(name.words)
        return
    yield "signs " + "".join(sorted(name.text))
    yield "field " + name.field + name.type
    yield "begins " + (name.field or name.text)[:4] + name.type
    yield "called " + (name.field or name.text)[:2] + (" firm" if kind == "Enterprise" else "")
    # A short form begins like the name, or like its place, field or host, and ends like it.
    for start in {name.written[:1], name.field[:1], name.place[:1], called_owner(name)[:1]} - {""}:
        yield f"short {start} {_end(name.written)} {'Enterprise' if kind == 'Enterprise' else ''}"
    yield "spelled " + pinyin_key(name.field or name.text)
    if kind == "Person":
        yield "spelled " + pinyin_key(name.text)


def _end(text: str) -> str:
    return "大" if text.endswith(("大", "大学")) else text[-1:]
