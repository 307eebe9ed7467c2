"""Sentences as the pair models see them: who stands there or is meant, and which two may hold a claim.

    青禾集团与云岭大学签约。双方将共建种业研究院。
    second sentence: 双方 → 青禾集团, 云岭大学 (both); 种业研究院; carried: 青禾集团 (topic), the publisher

Beside names that stand in a sentence there are words that point at one, posts that belong to its subject, and actors
carried into it from before. All lists and type constraints are data (`lexicon/deictics.toml`, `shapes.toml`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from graph.ontology import ONTOLOGY
from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.text.segment import sentences

KINDS = tuple(ONTOLOGY.claims)
"""Kinds of claims, in the order of the models' outputs."""
ENTITIES = tuple(ONTOLOGY.kinds)
"""Kinds of actors, in the order of the models' inputs."""
HOWS = ("", "own", "point", "both", "topic", "lead", "publisher", "region", "event", "whole", "thing", "post")
"""How an actor stands in a sentence: by name; by a word for the publisher, for somebody named before, for the parties;
carried as the subject before, as the first organisation of the text, as publisher or its region, as the event, the
consortium or the organisation named last; as holder of a post."""
CARRIED = frozenset({"topic", "lead", "publisher", "region", "event", "whole", "thing"})
NEAR = 24
"""Actors between two of a pair; only the first and last ones of a sentence reach further, so that pairs stay linear."""
_LAST_NAMED = (("event", ("Event",)), ("whole", ("Consortium", "Programme")), ("thing", ORGANISATIONS))
_FIRST, _LAST = 6, 2
_LOOK_BACK = 60
_JOIN = re.compile(r"[”\"')]?(?:、|和|与|及|以及|暨|同|跟|,\s?(?:and )?|\s?and |\s?& ?|/|·)[“\"'(]?")
_SOLID = frozenset(ORGANISATIONS)
_POINTED = (*ORGANISATIONS, "Programme", "Event", "Person")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who may fill a role in a sentence."""

    name: str
    """As it stands in the clean text; of a pointing word, the name that it means."""
    kind: str
    start: int
    end: int
    """Where the name or the pointing word stands; a carried actor has `start == end`, the sentence's start."""
    generic: bool = False
    how: str = ""
    index: int = 0
    """Place among the actors of its sentence, carried ones first."""
    group: int = 0
    """Number of the list (甲、乙和丙) that it stands in."""
    size: int = 1
    """Actors of that list."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence `text[start:end]` with its actors in order."""

    start: int
    end: int
    actors: tuple[Actor, ...]

    @property
    def edges(self) -> dict[int, tuple[int, int]]:
        """Where each list of actors starts and ends, by its number."""
        edges: dict[int, tuple[int, int]] = {}
        for actor in self.actors:
            start, end = edges.get(actor.group, (actor.start, actor.end))
            edges[actor.group] = (min(start, actor.start), max(end, actor.end))
        return edges


def scenes(frame: Frame, knowledge: Knowledge) -> list[Scene]:
    """Return the sentences of a document that hold an actor; names and publisher come from `frame`."""
    return list(_Stage(frame, knowledge).scenes())


def pairs(scene: Scene, shapes: "Shapes") -> Iterator[tuple[Actor, Actor, tuple[int, ...]]]:
    """Yield ordered pairs of a sentence with the numbers of the claim kinds that their kinds allow."""
    count = len(scene.actors)
    for x in scene.actors:
        if count <= NEAR:
            others: Iterable[Actor] = scene.actors
        elif x.index < _FIRST or x.index >= count - _LAST:
            others = scene.actors
        else:
            reach = {*range(_FIRST), *range(x.index - NEAR, x.index + NEAR + 1), *range(count - _LAST, count)}
            others = (scene.actors[i] for i in sorted(reach) if 0 <= i < count)
        for y in others:
            if x.index != y.index and x.name != y.name:
                kinds = shapes.allowed(x.kind, y.kind)
                if kinds:
                    yield x, y, kinds


@dataclass(frozen=True, eq=False)
class Shapes:
    """Which claim kinds two kinds of entity allow."""

    knowledge: Knowledge

    @cached_property
    def _table(self) -> dict[tuple[str, str], tuple[int, ...]]:
        table: dict[tuple[str, str], list[int]] = {}
        for number, kind in enumerate(KINDS):
            for first in self.knowledge.words(f"first.{kind}"):
                for second in self.knowledge.words(f"second.{kind}"):
                    table.setdefault((first, second), []).append(number)
        return {pair: tuple(numbers) for pair, numbers in table.items()}

    def allowed(self, first: str, second: str) -> tuple[int, ...]:
        """Return the numbers of claim kinds whose roles take these kinds, in the order of `KINDS`."""
        return self._table.get((first, second), ())

    def alone(self, kind: str) -> bool:
        """Return whether a thing of that kind may be approved by nobody named."""
        return kind in self.knowledge.set("second.APPROVES")


@lru_cache(maxsize=8)
def shapes(knowledge: Knowledge) -> Shapes:
    """Return the type constraints of `knowledge`, made once."""
    return Shapes(knowledge)


@dataclass(frozen=True)
class _Stage:
    frame: Frame
    knowledge: Knowledge

    def scenes(self) -> Iterator[Scene]:
        text, names = self.frame.text, self.frame.names
        # Whom a sentence may speak of without naming them.
        behind: dict[str, Actor | None] = {
            "topic": None,
            "lead": None,
            "publisher": _actor(self.frame.publisher),
            "region": _actor(self.frame.region),
            "event": None,
            "whole": None,
            "thing": None,
        }
        index = 0
        for sentence in sentences(text):
            first = index
            while index < len(names) and names[index].start < sentence.end:
                index += 1
            here = [n for n in names[first:index] if n.end <= sentence.end]
            before = list(names[max(0, first - _LOOK_BACK) : index])
            standing = [self._named(item) for item in here]
            standing.extend(self._pointed(sentence.start, sentence.end, here, before))
            standing.extend(self._posts(sentence.start, sentence.end, here, behind["topic"]))
            standing.sort(key=lambda a: (a.start, a.end, a.how))
            if standing:
                carried = _carried(sentence.start, standing, behind)
                yield Scene(sentence.start, sentence.end, _grouped(text, [*carried, *standing]))
            plain = [a for a in map(self._named, here) if not a.generic]
            subject = next((a for a in plain if a.kind in _SOLID or a.kind in {"Region", "Person"}), None)
            behind["topic"] = subject or behind["topic"]
            behind["lead"] = behind["lead"] or next((a for a in plain if a.kind in _SOLID), None)
            for how, kinds in _LAST_NAMED:
                behind[how] = next((a for a in reversed(plain) if a.kind in kinds), behind[how])

    def _named(self, item: Found) -> Actor:
        return Actor(self.frame.text[item.start : item.end], item.kind, item.start, item.end, item.generic)

    def _pointed(self, start: int, end: int, here: Sequence[Found], before: list[Found]) -> Iterator[Actor]:
        """Yield whom the pointing words of a sentence mean."""
        english = self.frame.document.language == "en"
        found = self._english(start, end, before) if english else self.frame.pointers(start, end, before)
        starts = [item.start for item in here]
        for a, b, parties in found:
            place = bisect_left(starts, b)
            if place and here[place - 1].end > a and not here[place - 1].generic:
                continue
            own = self.frame.publisher
            how = "both" if len(parties) > 1 else "own" if own and parties[0].name == own.name else "point"
            for party in parties:
                yield Actor(party.name, party.kind, a, b, False, how)
        if not english:
            taken = {a for a, _, _ in found}
            for item in here:
                if item.generic and item.start not in taken:
                    meant = self.frame.named(self.frame.text[item.start : item.end], item.start, before)
                    if meant:
                        yield Actor(meant.name, meant.kind, item.start, item.end, False, "point")

    @cached_property
    def _english_words(self) -> re.Pattern[str]:
        lists = [f"(?P<{kind}>{self.knowledge.any_of(f'en.points.{kind}')})" for kind in _POINTED]
        both, own = (self.knowledge.any_of(f"en.pointing.{name}") for name in ("both", "own"))
        return re.compile(rf"\b(?:(?P<both>{both})|(?P<own>{own})|{'|'.join(lists)})\b", re.IGNORECASE)

    def _english(self, start: int, end: int, before: list[Found]) -> list[tuple[int, int, tuple[Party, ...]]]:
        found: list[tuple[int, int, tuple[Party, ...]]] = []
        for match in self._english_words.finditer(self.frame.text, start, end):
            kind = match.lastgroup or ""
            recent = [n for n in before if n.end <= match.start() and not n.generic]
            parties: tuple[Party, ...]
            if kind == "own":
                parties = (self.frame.publisher,) if self.frame.publisher else ()
            elif kind == "both":
                last = dict.fromkeys(self._party(n) for n in reversed(recent) if n.kind in _SOLID)
                parties = tuple(reversed(tuple(last)[:2])) if len(last) > 1 else ()
            else:
                back = next((self._party(n) for n in reversed(recent) if n.kind == kind), None)
                own = self.frame.publisher
                parties = (back,) if back else (own,) if own and own.kind == kind else ()
            if parties:
                found.append((match.start(), match.end(), parties))
        return found

    def _party(self, item: Found) -> Party:
        # Without its place, so that two mentions of one name are one party.
        return Party(self.frame.text[item.start : item.end], item.kind)

    @cached_property
    def _post(self) -> re.Pattern[str]:
        titles = self.knowledge.any_of("title")
        return re.compile(f"(?:^|(?<=[,。;、\n]))(?:首任)?(?:{titles})(?=由|为|是|系|则)")

    def _posts(self, start: int, end: int, here: Sequence[Found], topic: Actor | None) -> Iterator[Actor]:
        """理事长由X兼任: the post belongs to the subject of the sentence."""
        for match in self._post.finditer(self.frame.text, start, end):
            subject = next((n for n in here if n.end <= match.start() and n.kind in _SOLID and not n.generic), None)
            holder = self._named(subject) if subject else topic
            if (
                holder
                and holder.kind in _SOLID
                and not any(n.start < match.end() and match.start() < n.end for n in here)
            ):
                yield replace(holder, start=match.start(), end=match.end(), how="post")


def _carried(at: int, standing: Sequence[Actor], behind: Mapping[str, Actor | None]) -> list[Actor]:
    known = {a.name for a in standing}
    carried: list[Actor] = []
    for how, actor in behind.items():
        if actor and actor.name not in known:
            known.add(actor.name)
            carried.append(replace(actor, start=at, end=at, how=how))
    return carried


def _actor(party: Party | None) -> Actor | None:
    return Actor(party.name, party.kind, 0, 0, party.generic) if party else None


def _grouped(text: str, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the actors with their places and the lists that they stand in."""
    groups: list[list[Actor]] = []
    for actor in actors:
        last = groups[-1][-1] if groups else None
        if last and last.how not in CARRIED and _joined(text, last, actor):
            groups[-1].append(actor)
        else:
            groups.append([actor])
    numbered: list[Actor] = []
    for number, group in enumerate(groups):
        for actor in group:
            numbered.append(replace(actor, index=len(numbered), group=number, size=len(group)))
    return tuple(numbered)


def _joined(text: str, last: Actor, actor: Actor) -> bool:
    alike = last.kind == actor.kind or (
        last.kind in _SOLID | {"Person", "Region"} and actor.kind in _SOLID | {"Region"}
    )
    if not alike:
        return False
    if last.how == "both" and actor.how == "both" and last.start == actor.start:
        return True
    return actor.start > last.end and _JOIN.fullmatch(text[last.end : actor.start].strip(" ")) is not None
