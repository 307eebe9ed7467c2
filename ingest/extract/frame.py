"""What stands around a text and fills its gaps: publisher, region, relative names, pointing words.

我市 is the region of the publisher, 我校 the publisher, 双方 the two parties named last, 该公司 the last firm; 市科技局
in a notice of 呼和浩特 is 呼和浩特市科技局. The words are data (`lexicon/deictics.toml`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.document import Document
from ingest.extract.found import Found
from ingest.extract.kinds import Kinds
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.places import Places
from ingest.places import called_after_another, leading_place
from ingest.text.normalise import clean_name

HOUSES = ("University", "Institute", "Enterprise")
"""Kinds whose inner departments speak for the whole."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who fills a role: a name and kind, and where the name stands in the clean text, if it does."""

    name: str
    kind: str
    start: int | None = None
    end: int | None = None
    generic: bool = False


@dataclass(frozen=True)
class Frame:
    """The frame of one document."""

    document: Document
    text: str
    knowledge: Knowledge
    kinds: Kinds
    places: Places
    names: tuple[Found, ...]
    same: Mapping[str, str] = field(default_factory=dict)
    """Declared short form → the name that it stands for."""

    @cached_property
    def publisher(self) -> Party | None:
        """The publisher as a party, if it is an organisation; 岭东农业大学党委宣传部 speaks for the university."""
        return self._called(self._house(clean_name(self.document.publisher or ""))) or self._stated

    @cached_property
    def _stated(self) -> Party | None:
        """The publisher as the document states it, an inner department included."""
        return self._called(clean_name(self.document.publisher or ""))

    def _house(self, name: str) -> str:
        """Return what is left of an inner department's name, or page of news: 岭东农业大学; empty of any other name."""
        endings = (*self.knowledge.words("department.press"), *self.knowledge.words("department"))
        parents = (name.removesuffix(ending) for ending in endings if name.endswith(ending))
        return next((parent for parent in parents if self._is_house(parent)), "")

    def _is_house(self, name: str) -> bool:
        """Return whether a name tells by itself what it is: 云岭大学, and not 中国林业 of 中国林业科学研究院."""
        told = name in self.knowledge.registered or any(
            name.endswith(self.knowledge.words(f"suffix.{kind}")) for kind in HOUSES
        )
        return told and self.kinds.of(name) in HOUSES

    def _called(self, name: str) -> Party | None:
        kind = self.kinds.of(name) if name else None
        if kind is None:
            return None
        at = next((f for f in self.names if self.text[f.start : f.end] == name), None)
        return Party(name, kind, at.start if at else None, at.end if at else None)

    @cached_property
    def region(self) -> Party | None:
        """The region that the document speaks for, by the name that the text uses for it.

        The place that leads the publisher's name (呼和浩特 of 呼和浩特市科技局), else the document's own region; as it
        stands in the text where it does.
        """
        named = self.region_name
        if named is None:
            return None
        short = self.places.short(named)
        for form in dict.fromkeys((named, short)):
            for item in self.names:
                if item.kind == "Region" and self.text[item.start : item.end] == form:
                    return Party(form, "Region", item.start, item.end)
        return Party(named, "Region")

    @cached_property
    def region_name(self) -> str | None:
        """The full name of that region (呼和浩特市), else None."""
        stated = clean_name(self.document.publisher) if self.document.publisher else ""
        spans = self.places.find(stated)
        if spans and spans[0][0] == 0:
            end = spans[0][1]
            for start, stop in spans[1:]:
                end = stop if start == end else end
            lead = stated[:end]
            after = stated[end : end + 1]
            if not called_after_another(stated, end, self.knowledge.registered):
                return lead + after if after in self.knowledge.set("relative") else lead
        if place := leading_place(stated):
            return place
        if self.document.region:
            return clean_name(self.document.region)
        return self._named_by(stated) or leading_place(clean_name(self.document.title or ""))

    def _named_by(self, stated: str) -> str | None:
        """Return the region of the text whose short form leads the publisher: 青岚市 for 青岚日报."""
        relative = self.knowledge.set("relative")
        forms = (self.text[item.start : item.end] for item in self.names if item.kind == "Region")
        return next((f for f in forms if len(f) > 2 and f[-1] in relative and stated.startswith(f[:-1])), None)

    def region_of(self, level: str) -> Party | None:
        """Return the region of that level (省, 市, 县) that the frame knows: the publisher's own, or none."""
        own = self.region
        return own if own is None or not level or self._is_at(self.region_name or "", level) else None

    def region_in(self, party: Party) -> Party | None:
        """Return the region of a committee or government: 遂宁市 of 遂宁市委, the frame's region of a bare 市委."""
        name = party.name
        level = next((w for w in self.knowledge.words("relative") if w in name), "")
        cut = name.find(level) + len(level) if level else 0
        if cut > 1 and cut < len(name):
            form = name[:cut]
            return Party(form, "Region", party.start, party.start + cut if party.start is not None else None)
        if own := self.region_of(level):
            return own
        for item in self.names:
            form = self.text[item.start : item.end]
            if item.kind == "Region" and level and self._is_at(form, level):
                return Party(form, "Region", item.start, item.end)
        return None

    def _is_at(self, name: str, level: str) -> bool:
        """Return whether a place is of that level (省, 市, 县), which its name need not say: 呼和浩特 is a 市."""
        known = self.places.levels.get(name, "")
        return name.endswith(level) or (known, level) in {("prefecture", "市"), ("province", "省")}

    def employer(self, party: Party) -> Party:
        """Return the parent of an inner department, by name (清华大学 of 清华大学科研院) or as the publisher."""
        for department in self.knowledge.words("department"):
            if not party.name.endswith(department):
                continue
            parent = party.name[: -len(department)]
            if not parent:
                return self.publisher or party
            if (kind := self.kinds.of(parent)) and party.start is not None:
                return Party(parent, kind, party.start, party.start + len(parent))
        return party

    def complete(self, name: str, kind: str) -> str:
        """Return a name that stands alone: 呼和浩特市科技局 for 市科技局, 呼和浩特市 for 呼和浩特, Alice Hall for Hall.

        Where the document does not tell the region, a bracket keeps the name from that of another document.
        """
        if kind == "Region":
            return self.places.official(name)
        if kind == "Person":
            return self.same.get(name, name)
        if kind != "Agency" and kind not in ORGANISATIONS:
            return name
        level = next((w for w in self.knowledge.words("relative") if name.startswith(w)), None)
        if level is None or len(name) <= len(level) or not self._relative(name, level):
            return name
        region = self._at_level(level)
        return region + name[len(level) :] if region else f"{name}({self._whose(level)})"

    def _at_level(self, level: str) -> str | None:
        """Return the region of that level that holds the document's: 浙江省 for 省 in a notice of 杭州市."""
        own = self.places.official(self.region_name) if self.region_name else ""
        if own.endswith(level):
            return own
        spans = self.places.find(own)
        # 北京市海淀区: a district of a city.
        city = self.places.official(own[: spans[0][1]]) if spans and spans[0][0] == 0 else own
        known = (city, self.places.province_of.get(city, ""))
        return next((place for place in known if place.endswith(level) and place != level), None)

    def _whose(self, level: str) -> str:
        """Return what keeps 省科技厅 of an unknown province apart from those of other documents.

        The publisher, if all that it publishes speaks of one such place: an office below that level, or a university.
        """
        publisher = self.publisher
        if publisher:
            own = self.places.official(self.region_name) if self.region_name else ""
            rank = next((n for n, words in self._ranks if any(own.endswith(w) for w in words)), 0)
            wanted = next((n for n, words in self._ranks if level in words), 0)
            if (own and wanted < rank) or publisher.kind == "University":
                return publisher.name
        return self.document.id[1:7]

    @cached_property
    def _ranks(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple((int(rank), words) for rank, words in sorted(self.knowledge.under("level")))

    def _relative(self, name: str, level: str) -> bool:
        rest = name[len(level) :]
        return bool(rest) and (name in self.knowledge.set("standing") or self.kinds.of(rest) is not None)

    # -------------------------------------------------------------- pointing words
    @cached_property
    def _pointing(self) -> re.Pattern[str]:
        lists = ("our.region", "our.organisation", "that", "both", "three", "four")
        return re.compile("|".join(f"(?P<{n.replace('.', '_')}>{self.knowledge.any_of(n)})" for n in lists))

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        """中心以X为依托, 联盟由…: at the head of a clause the class word points back."""
        words, subject = self.knowledge.any_of("pointing"), self.knowledge.any_of("pointing.subject")
        other = self.knowledge.any_of("pointing.not_subject")
        return re.compile(f"(?:(?<=[,。;:\n“])|(?<=[,。;:\n]由)|^)({words})(?!{other})(?={subject}|,)")

    def pointers(self, start: int, end: int, before: list[Found]) -> list[tuple[int, int, tuple[Party, ...]]]:
        """Return pointing words of `text[start:end]` with whom they mean; `before`: names up to `end`, in order."""
        found = []
        for match in self._pointing.finditer(self.text, start, end):
            parties = self._meant(match.lastgroup or "", match.group(), match.start(), before)
            if parties:
                found.append((match.start(), match.end(), parties))
        taken = {a for a, _, _ in found}
        for match in self._bare.finditer(self.text, start, end):
            if match.start(1) in taken or any(
                f.start < match.end(1) and match.start(1) < f.end and not f.generic for f in before[-40:]
            ):
                continue
            word, at = match.group(1), match.start(1)
            party = self.named(word, at, before) or self._last(word, at, before)
            if party:
                found.append((match.start(1), match.end(1), (party,)))
        return sorted(found)

    def named(self, word: str, at: int, before: list[Found]) -> Party | None:
        """Return whom a bare class word means at `at`: the last name that ends so, else a publisher that fits.

        公司, 集团, 学校 in the publisher's own words mean the publisher, whoever was named last.
        """
        if word not in self.knowledge.set("pointing"):
            return None
        own = self._own(word)
        if own and word in self.knowledge.set("pointing.own"):
            return own
        recent = [f for f in before[-60:] if f.end <= at and not f.generic]
        same = next((f for f in reversed(recent) if self.text.endswith(word, f.start, f.end)), None)
        return self._party(same) if same else own

    def _meant(self, group: str, word: str, at: int, before: list[Found]) -> tuple[Party, ...]:
        match group:
            case "our_region":
                return (self.region,) if self.region else ()
            case "our_organisation":
                party = self.publisher if word == "我们" else self._own(word)
                return (party,) if party else ()
            case "that":  # somebody named before, else the publisher where the word fits it
                party = self._last(word[1:], at, before) or self._own(word)
                return (party,) if party else ()
            case _:
                wanted = {"both": 2, "three": 3, "four": 4}[group]
                return self._parties(wanted, at, before)

    def _own(self, word: str) -> Party | None:
        """Return the publisher where a word fits it: of a university 校; in its news centre 我中心 is the centre."""
        kinds = self._kinds_of(word)
        return next((party for party in (self._stated, self.publisher) if party and party.kind in kinds), None)

    def _kinds_of(self, word: str) -> frozenset[str]:
        return frozenset(kind for kind, words in self.knowledge.under("points") if any(w in word for w in words))

    def _last(self, word: str, at: int, before: list[Found]) -> Party | None:
        """Return the last name before `at` that ends as the word does, else the last of a kind that it can mean."""
        wanted = self._kinds_of(word)
        recent = [f for f in before[-60:] if f.end <= at and not f.generic]
        for item in reversed(recent):
            if self.text.endswith(word, item.start, item.end):
                return self._party(item)
        for item in reversed(recent):
            if item.kind in wanted:
                return self._party(item)
        return None

    def _parties(self, count: int, at: int, before: list[Found]) -> tuple[Party, ...]:
        """Return the last `count` parties of one sentence before `at`; a name and its declared short form are one."""
        last: dict[str, Party] = {}
        for item in reversed([f for f in before[-30:] if f.end <= at and not f.generic]):
            if at - item.end > 160:
                break
            if item.kind in ORGANISATIONS or item.kind == "Region":
                party = self._party(item)
                whole = self.same.get(party.name, party.name)
                if whole not in last or last[whole].name != whole:
                    last[whole] = party
            if len(last) == count:
                return tuple(reversed(last.values()))
        return ()

    def _party(self, item: Found) -> Party:
        return Party(self.text[item.start : item.end], item.kind, item.start, item.end, item.generic)
