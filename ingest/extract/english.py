"""English names: runs of capitalised words whose head noun tells what they are.

    Hubei University of Technology and Chesir signed …
    └───────────┬────────────────┘     └─┬──┘
       head noun University         no head noun: a firm, where the sentence treats it as a party

Head nouns, titles and words that open no name are data (`lexicon/english.toml`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.dateline import capitals
from ingest.extract.abbreviations import Alias
from ingest.extract.addressed import addressed
from ingest.extract.alternatives import alternatives
from ingest.extract.english_firms import without_legal_form
from ingest.extract.found import Found, settle
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.search import Words
from ingest.extract.surnames import REACH, surnames

# A word of more signs is none: bounded, so that a picture in letters (base64) costs no more than a text.
_CAP = (
    r"(?:(?:[dDlL]['’])?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ0-9'’&+/!?-]{0,60}|[0-9]{1,9}[A-Z][A-Za-z]{1,60})"
    r"(?:\.(?=[A-Z]\.)|(?<=\b[A-Z])\.(?=\s[A-Z])|(?<=Co)\.|(?<=Ltd)\.|(?<=Inc)\.|(?<=Corp)\.|(?<=St)\.)?"
)
_ACRONYM = re.compile(r" \((?:the )?[“\"'‘]?([A-Z][A-Za-z0-9&+/-]{1,14}(?: [A-Z][A-Za-z]+)?)[”\"'’]?\)")
_WORD = re.compile(r"[^ -]+-(?=based |headquartered |backed |owned |led )|[^ ]+")
_LINKS = frozenset({"and", "&", "in", "on", "at", "for", "of"})
_ENDS = (
    "University",
    "Institute",
    "Agency",
    "Association",
    "Platform",
    "Consortium",
    "Event",
    "Programme",
    "Enterprise",
)
LONGEST = 90
"""Signs of a name."""
MOST = 24
"""Words beside a link that tell whether it joins two names."""


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word of a run."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class English:
    """Finds names in clean English text."""

    knowledge: Knowledge

    @cached_property
    def _heads(self) -> dict[str, str]:
        return {word: kind for kind in reversed(_ENDS) for word in self.knowledge.words(f"en.{kind}")}

    @cached_property
    def _run(self) -> re.Pattern[str]:
        inside = alternatives(self.knowledge.words("en.inside"))
        subjects = alternatives(self.knowledge.words("en.subject"))
        legal = "(?:Ltd|Inc|LLC|Limited|Co)\\b"
        link = f"(?:,? (?={legal})|, (?=(?:{subjects})(?:,| and )[^.]{{0,40}}?)| (?:(?:{inside}) ){{0,2}})"
        return re.compile(f"(?<![A-Za-zÀ-ÿ0-9]){_CAP}(?:{link}{_CAP})*")

    @cached_property
    def _stop(self) -> frozenset[str]:
        return self.knowledge.set("en.stop")

    @cached_property
    def _titles(self) -> frozenset[str]:
        """Single capitalised words of titles: no part of a name, Vice and Deputy included."""
        words = (word for title in self.knowledge.words("en.title") for word in title.split())
        return frozenset(word for word in words if word[0].isupper())

    @cached_property
    def _place(self) -> re.Pattern[str]:
        return re.compile(f"(?<![A-Za-z])(?:{alternatives(self.knowledge.words('en.place'))})(?![A-Za-z])")

    @cached_property
    def _government(self) -> re.Pattern[str]:
        level = "(?:(?:city|provincial|municipal|regional|county|district|state|federal|central) )?"
        body = "(?:government|administration|administrative committee|council)"
        return re.compile(f"(?<![A-Za-zÀ-ÿ0-9]){_CAP}(?: {_CAP})?(?:'s|’s)? {level}{body}\\b")

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        address = self.knowledge.words("en.address")
        before = alternatives((*self.knowledge.words("en.title"), *address, *self.knowledge.words("en.rank")))
        return re.compile(f"(?<![A-Za-z])(?:{before})\\.?(?: (?:{alternatives(address)})\\.?)? $")

    def _after_title(self, text: str, at: int) -> bool:
        """Return whether a title ends where a name begins."""
        return self._titled.search(text, max(0, at - REACH), at) is not None

    @cached_property
    def _post(self) -> re.Pattern[str]:
        titles = alternatives(self.knowledge.words("en.title"))
        said = alternatives(self.knowledge.words("en.said"))
        return re.compile(
            f"(?:, (?:the |a |an )?(?:[A-Za-z-]+ ){{0,5}}(?:{titles})\\b|,? (?:{said})\\b| \\((?:{titles}))"
        )

    def find(self, text: str) -> tuple[list[Found], list[Alias]]:
        """Return organisations, persons, regions, events and programmes, in order, and the short forms in brackets."""
        found: list[Found] = []
        loose: list[tuple[int, int]] = []
        for match in self._run.finditer(text):
            for start, end in self._parts(text, match.start(), match.end()):
                item = self._judged(text, start, end)
                if item:
                    found.append(item)
                elif end - start > 2:
                    loose.append((start, end))
        found.extend(self._persons(text, loose))
        found.extend(Found(m.start(), m.end(), "Region", weight=-2) for m in self._place.finditer(text))
        found.extend(Found(m.start(), m.end(), "Agency", weight=-1) for m in self._government.finditer(text))
        names = settle(found, self._registered(text))
        aliases = list(self._acronyms(text, names))
        names = settle((Found(a.start, a.end, a.kind, weight=2) for a in aliases), names)
        names = settle(self._firms(text, loose, names), names)
        return settle(self._again(text, names), names), aliases

    def completed(self, text: str, names: list[Found]) -> tuple[list[Found], list[Alias]]:
        """Return names read elsewhere, the short forms in brackets, surnames alone and all other places of them."""
        aliases = list(self._acronyms(text, names))
        names = settle((Found(a.start, a.end, a.kind, weight=2) for a in aliases), names)
        names = settle(addressed(text, names, self.knowledge), names)
        names = settle(self._again(text, names), names)
        called = list(surnames(text, names, lambda at: self._after_title(text, at), self._stop))
        names = settle((Found(a.start, a.end, a.kind) for a in called), names)
        return names, [*aliases, *called, *without_legal_form(text, names, self.knowledge)]

    def _registered(self, text: str) -> list[Found]:
        """Return names of the register, of two words and more: Chinese Academy of Agricultural Sciences, whole."""
        kinds = self.knowledge.registered
        return [Found(match.start(), match.end(), kinds[match.group()]) for match in self._public.finditer(text)]

    @cached_property
    def _public(self) -> re.Pattern[str]:
        names = [name for name in self.knowledge.registered if " " in name and name.isascii()]
        # Yale University of Arts is another than Yale University.
        return re.compile(rf"(?<![A-Za-z])(?:{alternatives(names)})(?![A-Za-z]|(?<=University) of [A-Z])")

    # -------------------------------------------------------------- runs into names
    def _parts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the names of a run: it is cut where `and`, `in`, `of the` or a possessive joins two of them."""
        words = [Word(start + m.start(), start + m.end(), m.group()) for m in _WORD.finditer(text[start:end])]
        while words and (words[0].text in self._stop or not words[0].text[0].isalnum() or words[0].text[0].islower()):
            words = words[1:]
        first = 0
        for index, word in enumerate(words):
            if index < first:
                continue
            if word.text.rstrip(",") in self._titles and index > first:
                yield words[first].start, words[index - 1].end
                first = self._next(words, index + 1)
                continue
            owner = re.search("['’]s$", word.text)
            if owner:
                yield words[first].start, word.end - 2
                first = self._next(words, index + 1)
            elif word.text.endswith("-"):
                yield words[first].start, word.end - 1
                first = self._next(words, index + 1)
            elif word.text in _LINKS and self._cuts(words, first, index):
                if index > first:
                    yield words[first].start, words[index - 1].end
                first = self._next(words, index + 1)
        if first < len(words):
            yield words[first].start, words[-1].end

    def _next(self, words: list[Word], index: int) -> int:
        while index < len(words) and (words[index].text[0].islower() or words[index].text in self._stop):
            index += 1
        return index

    def _cuts(self, words: list[Word], first: int, index: int) -> bool:
        left = [w.text.rstrip(",") for w in words[max(first, index - MOST) : index]]
        right = [w.text.rstrip(",") for w in words[index + 1 : index + 1 + MOST]]
        if not left or not right:
            return True
        subjects = self.knowledge.set("en.subject")
        complete = self._head(left) is not None
        match words[index].text:
            case "in" | "on" | "at":
                return True
            case "for":
                return not complete
            case "of":
                # Office of the Seed Foundation: two bodies; University of Technology: one.
                owned = self._head(right[right[0] == "the" :])
                return owned in ORGANISATIONS and (right[0] == "the" if complete else len(left) > 1)
            case "and" | "&":
                if right[0] == "the" or (len(left) == 1 and left[0].isupper()):
                    return True
                # Hengtai New Materials and Yunling University: a subject and a university with a name of its own.
                if len(left) > 1 < len(right) and right[0] not in subjects and self._head(right) == "University":
                    return True
                return not (left[-1] in subjects or right[0] in subjects)
        return False

    def _head(self, words: list[str]) -> str | None:
        """Return the kind that the head noun gives: the last word, or the one before `of` or `for`."""
        cut = next((i for i, w in enumerate(words) if w in {"of", "for", "in", "de"}), len(words))
        for word in (*reversed(words[:cut]), *reversed(words)):
            kind = self._heads.get(word.strip(".,")) or self._heads.get(word)
            if kind:
                return kind
        return None

    def _judged(self, text: str, start: int, end: int) -> Found | None:
        name = text[start:end]
        words = name.split()
        if len(name) > LONGEST or (len(words) == 1 and (name in self._heads or name in self._stop)):
            return None
        if name in self.knowledge.registered:
            return Found(start, end, self.knowledge.registered[name], weight=1)
        if self._place.fullmatch(name) or words[-1] in self.knowledge.set("en.place_head"):
            return Found(start, end, "Region")
        kind = self._head(words)
        if kind is None or len(words) == 1:
            return None
        return Found(start, end, kind)

    # -------------------------------------------------------------- persons, short forms, firms
    def _persons(self, text: str, loose: list[tuple[int, int]]) -> list[Found]:
        found = []
        for start, end in loose:
            words = text[start:end].split()
            if (
                not 1 <= len(words) <= 4
                or any(w in self._heads for w in words)
                or any(not w[0].isupper() for w in words)
            ):
                continue
            titled = self._after_title(text, start)
            posted = len(words) > 1 and self._post.match(text, end) is not None
            if titled or posted:
                found.append(Found(start, end, "Person", weight=1))
        return found

    def _acronyms(self, text: str, names: list[Found]) -> Iterator[Alias]:
        """Yield the short forms that stand in brackets after a name: (NSERC)."""
        by_end = {n.end: n for n in names if n.kind not in {"Person", "Region"}}
        for match in _ACRONYM.finditer(text):
            owner = by_end.get(match.start())
            if owner and not self._place.fullmatch(match.group(1)):
                yield Alias(match.group(1), text[owner.start : owner.end], owner.kind, True, *match.span(1))

    def _firms(self, text: str, loose: list[tuple[int, int]], names: list[Found]) -> list[Found]:
        """Return names without a head noun that the text treats as a party: repeated, or beside a word of business.

        That of a dateline (QINGLAN -) is a place.
        """
        places = {opening.place[0] for opening in capitals(text)}
        counts = Counter(text[a:b] for a, b in loose)
        before = re.compile(f"(?:{alternatives(self.knowledge.words('en.party_before'))}) (?:the )?$")
        after = re.compile(f"(?:,| |'s |’s )(?:{alternatives(self.knowledge.words('en.party_after'))})\\b")
        found = []
        for start, end in loose:
            name = text[start:end]
            words = name.split()
            alone = (
                name in self._stop or name in self.knowledge.set("en.alone") or name in self.knowledge.set("en.subject")
            )
            if len(words) > 4 or words[0] in self._stop or alone or len(name) < 3:
                continue
            party = before.search(text, max(0, start - 24), start) or after.match(text, end)
            acronym = len(words) == 1 and 3 <= len(name) <= 8 and name.isupper() and name.isalpha()
            if acronym or party or (counts[name] > 1 and text[start - 2 : start] != ". "):
                found.append(Found(start, end, "Region" if start in places else "Enterprise", weight=-1))
        return found

    def _again(self, text: str, names: list[Found]) -> list[Found]:
        kinds = {text[n.start : n.end]: n.kind for n in reversed(names) if n.end - n.start > 2}
        if not kinds:
            return []
        again = Words(kinds).find(text)
        return [
            Found(start, end, kinds[text[start:end]])
            for start, end in again
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
        ]
