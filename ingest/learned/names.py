"""Names by the border models: the conditional random field, the encoder, or both, and the rules that stay above them.

Scores of both models are added, each with its share, and decided at once, sentence by sentence. What no flat tagger
can know is added by rule: names of the register, quoted programmes and events, declared short forms, parents inside
names of branches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.extract.addressed import own_name
from ingest.extract.found import Found, settle
from ingest.extract.knowledge import ORGANISATIONS, Knowledge, load_knowledge
from ingest.extract.mentions import Names, finder
from ingest.learned.borders import bare, glued, paired, parted, with_article
from ingest.learned.chain import Lattice, blocks, viterbi
from ingest.learned.columns import columns
from ingest.learned.crf import Crf
from ingest.learned.encoder import Floats, Shared, range_of
from ingest.learned.kinds import NameKinds
from ingest.learned.networks import Shelf
from ingest.learned.quantities import COLUMNS, Odds
from ingest.learned.stretches import stretches
from ingest.learned.tokens import KIND_OF, Span, segments, spanned, spans_of, tokens

_BY_RULE = frozenset({"Field"})
"""Kinds that no model finds."""
_BODIES = frozenset({"ORG", "PRG", "EVT"})
"""Coarse kinds whose names may begin with an article."""
CRF_SHARE = 0.4
"""How much the conditional random field counts beside the encoder, which sees further; chosen on held-out folders."""
BLOCK = 20_000
"""Tokens that are looked at together; long texts come in parts of about so many signs (`ingest.parts`)."""


@lru_cache(maxsize=8)
def _own_endings(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the endings that a user's own lists add: names that end so are the rules' to tell."""
    shipped = load_knowledge()
    kinds = (*ORGANISATIONS, "Event", "Programme", "Programme.plain")
    lists = ["programme", *(f"suffix.{kind}" for kind in kinds)]
    return tuple(word for name in lists for word in knowledge.words(name) if word not in shipped.set(name))


@dataclass(frozen=True)
class Read:
    """Names of a text and how sure each is."""

    names: Names
    sure: dict[tuple[int, int], float]
    """Where a name of the models stands → probability of its borders and coarse kind; names by rule have none."""
    odds: Odds | None = None
    """What the encoder makes of the numbers that were asked for."""
    shared: Shared = field(default_factory=dict)
    """What the trunk of the document's language made of its text."""


@dataclass(frozen=True, eq=False)
class NameReader:
    """Reads names with what models there are."""

    knowledge: Knowledge
    crf: Crf
    kinds: NameKinds
    networks: Shelf

    def read(self, text: str, rules: Names, english: bool, publisher: str = "", numbers: Sequence[Span] = ()) -> Read:
        """Return the names of a clean text, `rules` those found by rule, and what the encoder makes of `numbers`."""
        spans = tokens(text)
        if not spans:
            return Read(rules, {})
        at: dict[Span, tuple[int, int, str]] = {}
        sure: dict[Span, float] = {}
        told: dict[Span, tuple[npt.NDArray[np.float32], float]] = {}
        counted = spanned(spans, numbers)
        odds = np.full((len(numbers), COLUMNS), np.nan, np.float32)
        shared: dict[Span, Floats] = {}
        main = "en" if english else "zh"
        for language, block in self._blocks(text, spans, main):
            first = block[0][0]
            part, sentences = spans[first : block[-1][1]], [(a - first, b - first) for a, b in block]
            scores, steps = self.crf.emissions(columns(text, part, rules.names, self.knowledge)), self.crf.transitions
            seen = None
            if networks := self.networks.of(language):
                seen = networks.tagger.see(text, part, sentences)
                scores, steps = CRF_SHARE * scores + seen.scores, CRF_SHARE * steps + networks.tagger.transitions
                if language == main:
                    shared |= {range_of(w, first): states for w, states in zip(seen.windows, seen.shared, strict=True)}
            scores = scores + parted(text, part)
            lattice = Lattice(scores, steps, sentences)
            here: dict[Span, tuple[int, int, str]] = {}
            for pieces in glued(text, part, spans_of(viterbi(scores, steps, sentences))):
                (a, _, coarse), (_, b, _) = pieces[0], pieces[-1]
                place = self._bordered(text, part[a][0], part[b - 1][1], coarse)
                here[place], sure[place] = (a, b, coarse), min(lattice.probability(*piece) for piece in pieces)
            if networks and seen:
                judged = [place for place in here if here[place][2] in {"ORG", "GEN", "PER"}]
                shown = networks.tagger.kinds(seen, [here[place][:2] for place in judged])
                told |= dict(zip(judged, shown, strict=True))
                if asked := [n for n, (a, _) in enumerate(counted) if first <= a < first + len(part)]:
                    ranges = [(counted[n][0] - first, min(counted[n][1] - first, len(part))) for n in asked]
                    odds[asked] = networks.tagger.figures(seen, ranges)
            at |= here
        return Read(self._completed(text, self._kinds(text, at, told), rules, english, publisher), sure, odds, shared)

    def _bordered(self, text: str, start: int, end: int, coarse: str) -> Span:
        """Return the span of a name that tokens `text[start:end]` hold, as far as marks and single words tell it."""
        start, end = paired(text, start, bare(text, start, end, self.knowledge))
        if coarse == "PER":
            return own_name(text, start, end, self.knowledge)
        return (with_article(text, start), end) if coarse in _BODIES else (start, end)

    def _blocks(self, text: str, spans: Sequence[Span], language: str) -> Iterator[tuple[str, list[Span]]]:
        """Yield sentences that are looked at together, with the language of the networks that read them."""
        for own, sentences in stretches(text, spans, segments(text, spans), language):
            yield from ((own, block) for block in blocks(sentences, BLOCK))

    def _kinds(
        self,
        text: str,
        at: Mapping[Span, tuple[int, int, str]],
        told: Mapping[Span, tuple[npt.NDArray[np.float32], float]],
    ) -> list[Found]:
        """Return the names with their kinds; all places of one form are of one kind."""
        bodies = [place for place, (_, _, coarse) in at.items() if coarse in {"ORG", "GEN"}]
        total = {form: votes.astype(np.float64) for form, votes in self.kinds.votes(text, bodies).items()}
        for place in bodies:
            if place in told:
                total[text[slice(*place)]] += told[place][0]
        registered = self.knowledge.registered
        found = []
        for place, (_, _, coarse) in at.items():
            form = text[slice(*place)]
            kind = KIND_OF.get(coarse) or registered.get(form) or ORGANISATIONS[int(total[form].argmax())]
            found.append(Found(*place, kind, coarse == "GEN", coarse == "PER" and place in told and told[place][1] > 0))
        return found

    def _completed(self, text: str, found: Sequence[Found], rules: Names, english: bool, publisher: str) -> Names:
        """Return the models' names with what the rules know better."""
        finders = finder(self.knowledge)
        registered = self.knowledge.registered
        beside = [
            item for item in rules.names
            if item.kind in _BY_RULE or (not item.generic and text[item.start : item.end] in registered)
        ]  # fmt: skip
        own = [item for item in rules.names if text[item.start : item.end].endswith(_own_endings(self.knowledge))]
        names = settle([*found, *beside], own)
        persons = [n for n in names if n.kind == "Person"]
        others = [n for n in names if n.kind != "Person"]
        called = finders.academicians(text, persons)
        persons = [replace(p, academician=p.academician or c.academician) for p, c in zip(persons, called, strict=True)]
        names = sorted([*others, *persons])
        if english:
            return finders.completed_english(text, names)
        return finders.completed(text, names, finders.places_of(text, publisher))
