"""All names of a document: every finder asked, overlaps settled, short forms and repetitions added."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ingest.extract.abbreviations import Alias, declared, unique
from ingest.extract.english import English
from ingest.extract.firms import Firms
from ingest.extract.found import Found, settle
from ingest.extract.groups import Groups
from ingest.extract.kinds import Kinds
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.named import Named
from ingest.extract.organisations import Organisations
from ingest.extract.persons import Persons
from ingest.extract.places import LocalPlaces, Places
from ingest.extract.regions import Regions
from ingest.extract.search import Words
from ingest.extract.topics import Topics

_LONGER_WORDS = frozenset({"部门", "部署", "部分", "大街", "大道", "大厦", "大桥", "大楼", "大会", "大赛", "局面"})
_LATIN = re.compile("[A-Za-z0-9]")
SHORTEST_AGAIN = 3
"""Signs of a name that is looked for again all over the text."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the finders agreed on."""

    names: tuple[Found, ...]
    aliases: tuple[Alias, ...]
    declared_at: frozenset[tuple[int, int]]
    """Where short forms are declared."""
    branches: Mapping[Found, Found] = field(default_factory=dict)
    """Branch → the parent whose name its own opens with."""


@dataclass(frozen=True)
class Finder:
    """All finders of names, Chinese and English, over one knowledge."""

    knowledge: Knowledge

    @cached_property
    def places(self) -> Places:
        """The places that the lists know."""
        return Places(self.knowledge)

    @cached_property
    def kinds(self) -> Kinds:
        """Kinds by ending."""
        return Kinds(self.knowledge)

    @cached_property
    def _organisations(self) -> Organisations:
        return Organisations(self.knowledge, self.places, self.kinds)

    @cached_property
    def _persons(self) -> Persons:
        return Persons(self.knowledge)

    @cached_property
    def _local(self) -> LocalPlaces:
        return LocalPlaces(self.knowledge, self.places)

    @cached_property
    def _firms(self) -> Firms:
        return Firms(self.knowledge, self.kinds)

    @cached_property
    def _named(self) -> Named:
        return Named(self.knowledge)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.knowledge)

    @cached_property
    def _regions(self) -> Regions:
        return Regions(self.knowledge, self.places)

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.knowledge)

    @cached_property
    def _english(self) -> English:
        return English(self.knowledge)

    def find_english(self, text: str) -> Names:
        """Return the names of a clean English text."""
        names, aliases = self._english.find(text)
        return Names(tuple(names), tuple(aliases), frozenset((a.start, a.end) for a in aliases))

    def find(self, text: str, publisher: str = "") -> Names:
        """Return the names of a clean Chinese text; `publisher` is a hint at the places that it speaks of."""
        known = self.places_of(text, publisher)
        shielded = self._shielded(text, known)
        organisations = self._organisations.find(text, known, shielded)
        persons = self._persons.find(text, [o for o in organisations if not o.generic])
        firms = self._firms.find(text, known, organisations, shielded)
        topical = self._topics.find(text)
        others = [
            *self._named.find(text, shielded),
            *self._groups.find(text),
            *self._regions.find(text, known),
            *self._registered(text),
            *firms,
            *topical,
        ]
        weighted = [replace(o, weight=0 if not o.generic else -2) for o in organisations]
        return self.completed(text, settle([*weighted, *persons, *others]), known)

    def completed(self, text: str, names: list[Found], places: list[tuple[int, int]]) -> Names:
        """Return names that do not overlap with what follows from them.

        Short forms, every other place where a name stands, and the parents that names of branches open with; `places`
        are the places of the text.
        """
        aliases = [a for a in declared(text, names) if a.short not in self.knowledge.set("pointing")]
        declared_forms = {alias.full for alias in aliases}
        aliases.extend(a for a in self._firms.short_names(text, names, dict(places)) if a.full not in declared_forms)
        names = self._again(text, names, aliases)
        short = list(unique(text, names, self.kinds, frozenset(start for start, _ in places)))
        said = {a.short for a in aliases}
        aliases.extend(a for a in short if a.short not in said)
        inner = {item: parent for item in names if (parent := self._organisations.parent(text, item))}
        names = sorted({*names, *inner.values()}, key=lambda f: (f.start, -f.end))
        at = frozenset((a.start, a.end) for a in aliases if a.declared)
        return Names(tuple(names), tuple(aliases), at, inner)

    def places_of(self, text: str, publisher: str = "") -> list[tuple[int, int]]:
        """Return where places stand, those that only this text names included."""
        return self.places.find(text, self._local.find(text, publisher))

    def academicians(self, text: str, persons: list[Found]) -> list[Found]:
        """Return the persons, those that the text calls academicians marked."""
        academic = self._persons.academicians(text, {p.start: p.end for p in persons})
        return [replace(p, academician=text[p.start : p.end] in academic) for p in persons]

    def completed_english(self, text: str, names: list[Found]) -> Names:
        """Return English names with short forms that brackets declare, surnames alone, and all other places of them."""
        names, aliases = self._english.completed(text, names)
        # A surname is no remark on a name: what stands there acts.
        at = frozenset((a.start, a.end) for a in aliases if a.kind != "Person")
        return Names(tuple(names), tuple(aliases), at)

    def _shielded(self, text: str, places: list[tuple[int, int]]) -> bytearray:
        """Mark each sign at which no name is cut: inside places, and inside words that hold a break word."""
        shielded = bytearray(len(text))
        whole = self.knowledge.expression("shield", "joined")
        spans = [*places, *(m.span() for m in whole.finditer(text))]
        for start, end in spans:
            shielded[start:end] = b"\x01" * (end - start)
        return shielded

    def _registered(self, text: str) -> list[Found]:
        """Names of the register of public names, wherever no longer name holds them."""
        found = []
        academies, academic = self.knowledge.set("academy"), self.knowledge.words("title.academician")
        for start, end in self._register.find(text):
            name = text[start:end]
            inside = name[0].isascii() and (_LATIN.match(text[start - 1 : start]) or _LATIN.match(text[end : end + 1]))
            # 科技部门 is no ministry, 宣武大街 no university.
            longer = (name[-1] + text[end : end + 1]) in _LONGER_WORDS
            title = name in academies and text.startswith(academic, end)
            if not (inside or longer or title):
                found.append(Found(start, end, self.knowledge.registered[name], weight=-1))
        return found

    @cached_property
    def _register(self) -> Words:
        return Words(self.knowledge.registered)

    def _again(self, text: str, names: list[Found], aliases: list[Alias]) -> list[Found]:
        """Add every other place where a found name or a declared short form stands outside other names."""
        kinds: dict[str, str] = {alias.short: alias.kind for alias in aliases}
        for item in names:
            if not item.generic and item.kind in ORGANISATIONS and item.end - item.start >= SHORTEST_AGAIN:
                kinds.setdefault(text[item.start : item.end], item.kind)
        if not kinds:
            return names
        again = [Found(start, end, kinds[text[start:end]]) for start, end in Words(kinds).find(text)]
        firm = [n for n in names if not n.generic and n.kind != "Region"]
        return settle([n for n in names if n.generic or n.kind == "Region"] + again, firm)


@lru_cache(maxsize=8)
def finder(knowledge: Knowledge) -> Finder:
    """Return the finders over `knowledge`, with their expressions made once."""
    return Finder(knowledge)
