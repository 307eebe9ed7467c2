"""Which candidate pairs of an annotated passage are said, which are not, and at which status."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.ontology import ONTOLOGY
from ingest.extract.frame import Frame
from ingest.extract.knowledge import Knowledge
from ingest.extract.mentions import finder
from ingest.learned.candidates import KINDS, Actor, Scene, pairs, scenes, shapes
from ingest.text.normalise import clean_name
from ingest.training.passages import Annotated

SAID, NOT_SAID, ELSEWHERE = 1, 0, -1
"""Proven by this pair; not annotated; annotated, but proven by another pair: left out of training."""
Key = tuple[int, str, str]
"""Number of the claim kind, classes of the two ends; an end that is not named is empty."""


@dataclass(frozen=True)
class Example:
    """An ordered pair of a scene with one label a claim kind that its kinds allow."""

    scene: int
    """Number of the scene."""
    x: Actor
    y: Actor
    kinds: tuple[int, ...]
    labels: tuple[int, ...]
    statuses: tuple[str, ...]
    """Status a kind; empty where nothing is said."""
    traps: tuple[bool, ...]
    """A kind: whether annotators noted that the text tempts to say it."""


@dataclass(frozen=True)
class Lone:
    """A thing of a scene that may be approved by nobody named."""

    scene: int
    y: Actor
    label: int
    status: str


@dataclass(frozen=True)
class Labelled:
    """All candidates of a passage over its annotated names."""

    passage: Annotated
    frame: Frame
    scenes: tuple[Scene, ...]
    examples: tuple[Example, ...]
    alone: tuple[Lone, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Where in the clean text a pair is proven, and its status."""

    status: str
    start: int
    end: int


def gold_frame(passage: Annotated, knowledge: Knowledge) -> Frame:
    """Return the frame of a passage over its annotated names."""
    finders = finder(knowledge)
    same = {clean_name(a): clean_name(b) for a, b in passage.raw.get("same", [])}
    return Frame(passage.document, passage.clean.text, knowledge, finders.kinds, finders.places, passage.gold, same)


def labelled(passage: Annotated, knowledge: Knowledge) -> Labelled:
    """Return the candidates of `passage` with their labels."""
    frame = gold_frame(passage, knowledge)
    found = tuple(scenes(frame, knowledge))
    said, of = gold_pairs(passage)
    traps = pairs_of(passage, "traps", of).keys() - said.keys()
    table = shapes(knowledge)
    candidates = [(number, x, y, kinds) for number, scene in enumerate(found) for x, y, kinds in pairs(scene, table)]
    label: dict[tuple[int, int], int] = {}
    at: dict[Key, list[int]] = defaultdict(list)
    for place, (_, x, y, kinds) in enumerate(candidates):
        for kind in kinds:
            if (key := (kind, of(x.name), of(y.name))) in said:
                at[key].append(place)
    for key, places in at.items():
        proving = set(_proving(said[key], [candidates[p][:3] for p in places], places, found))
        for place in places:
            label[place, key[0]] = SAID if place in proving else ELSEWHERE
    examples = [
        Example(
            number, x, y, kinds,
            tuple(label.get((place, kind), NOT_SAID) for kind in kinds),
            tuple(
                said[kind, of(x.name), of(y.name)][0].status if label.get((place, kind)) == SAID else ""
                for kind in kinds
            ),
            tuple((kind, of(x.name), of(y.name)) in traps for kind in kinds),
        )
        for place, (number, x, y, kinds) in enumerate(candidates)
    ]  # fmt: skip
    return Labelled(passage, frame, found, tuple(examples), tuple(_alone(found, said, of, table.alone)))


def _proving(
    proofs: list[Proof], candidates: list[tuple[int, Actor, Actor]], places: list[int], found: tuple[Scene, ...]
) -> list[int]:
    """Return the places of the candidates that a quote holds, else those of its sentences, else all; names first."""
    inside, touching = [], []
    for place, (number, x, y) in zip(places, candidates, strict=True):
        if any(p.start <= min(x.start, y.start) and max(x.end, y.end) <= p.end for p in proofs):
            inside.append(place)
        if any(found[number].start < p.end and p.start < found[number].end for p in proofs):
            touching.append(place)
    if inside:
        return inside
    near = set(touching or places)
    plain = [
        place for place, (_, x, y) in zip(places, candidates, strict=True) if place in near and not (x.how or y.how)
    ]
    return plain or sorted(near)


def _alone(
    found: tuple[Scene, ...], said: Mapping[Key, list[Proof]], of: Callable[[str], str], may: Callable[[str], bool]
) -> Iterator[Lone]:
    kind = KINDS.index("APPROVES")
    approved = {key[2] for key in said if key[0] == kind}
    for number, scene in enumerate(found):
        for y in scene.actors:
            if y.start == y.end or not may(y.kind):
                continue
            proofs = said.get((kind, "", of(y.name)), [])
            hit = any(p.start <= y.start and y.end <= p.end for p in proofs)
            label = SAID if hit else ELSEWHERE if of(y.name) in approved else NOT_SAID
            yield Lone(number, y, label, proofs[0].status if hit else "")


def gold_pairs(passage: Annotated) -> tuple[dict[Key, list[Proof]], Callable[[str], str]]:
    """Return the annotated pairs by kind and classes of their ends, and the class of a clean name."""
    parents: dict[str, str] = {}

    def of(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    for one, other in passage.raw.get("same", []):
        parents[of(clean_name(one))] = of(clean_name(other))
    return pairs_of(passage, "claims", of), of


def pairs_of(passage: Annotated, what: Literal["claims", "traps"], of: Callable[[str], str]) -> dict[Key, list[Proof]]:
    """Return the pairs of the annotated claims, or of the tempting ones, each with its proofs; a trap has no status."""
    said: dict[Key, list[Proof]] = defaultdict(list)
    for claim in passage.raw.get(what, ()):
        kind = KINDS.index(claim["kind"])
        quote = claim.get("quote") or ""
        start = passage.document.text.find(quote)
        whole = passage.clean.clean_span(start, start + len(quote)) if start >= 0 else (0, len(passage.clean.text))
        proof = Proof(claim.get("status", ""), *whole)
        sides = [
            [of(clean_name(name)) for name in claim["roles"].get(role, [])]
            for role in ONTOLOGY.claim(claim["kind"]).roles
        ]
        if len(sides) == 1:
            ends = [(a, b) for a in sides[0] for b in sides[0] if a != b]
        else:
            ends = [(a, b) for a in sides[0] or [""] for b in sides[1] or [""]]
        for a, b in ends:
            said[kind, a, b].append(proof)
    return dict(said)
