"""Why a document was read as it was: every name and claim with what read it and how sure, and what nearly fired."""

import itertools
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from graph.claim import Claim, Quantity
from graph.document import Document, Mention
from graph.ontology import ONTOLOGY
from graph.reading import Reading
from ingest.extract.knowledge import Knowledge, load_knowledge
from ingest.extraction import read_part, ready_for
from ingest.learned.networks import language_of
from ingest.learned.spoken import Candidate, candidates
from ingest.learned.understood import Understood
from ingest.parts import parts
from ingest.text.normalise import normalise
from ingest.text.segment import sentences

NEAREST = 5
"""Candidates below the threshold that are told, the most probable of the document."""


@dataclass(frozen=True, slots=True)
class NameTrace:
    """A name, or class word, at `text[start:end]`."""

    start: int
    end: int
    surface: str
    name: str
    kind: str
    generic: bool
    confidence: float
    by: str
    """`list` (the register of public names), `model` or `rule`."""


@dataclass(frozen=True, slots=True)
class ClaimTrace:
    """A claim, or what was nearly one, said at `text[start:end]`."""

    start: int
    end: int
    kind: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    status: str | None
    """None of what was nearly said."""
    confidence: float
    by: str
    """The pattern, the rule, or the model."""
    spoke: tuple[tuple[str, float], ...] = ()
    """What the model weighed most: feature and what it adds to the log-odds; empty for rules."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A document with why."""

    document: Document
    extractor: str
    sentences: tuple[tuple[int, int], ...]
    """Where sentences stand in the document's text; all offsets are its own."""
    names: tuple[NameTrace, ...]
    claims: tuple[ClaimTrace, ...]
    near: tuple[ClaimTrace, ...]
    """Below the threshold, the most probable first; rules say a thing or do not, so theirs are none."""
    numbers: tuple[Quantity, ...]
    taken_back: tuple[tuple[int, int], ...]
    """Where the text itself says that something is wrong, so that no claim and no figure of it is said."""
    missing: tuple[str, ...]
    """What the reader lacks and what is not explained, one line each."""


def explain(
    document: Document, knowledge: Knowledge | None = None, *, reader: str = "default", weights: Path | None = None
) -> Trace:
    """Return what `document` says and why; parameters are those of `ingest.extraction.extract`.

    Of a long text only the first part is explained, which one of the lines in `missing` says.
    """
    knowledge = knowledge or load_knowledge()
    ready = ready_for(document, knowledge, reader, weights)
    left_out: tuple[str, ...] = ()
    _, end = next(parts(document.text))
    if end < len(document.text):
        left_out = (f"Only the first {end:,} of {len(document.text):,} signs are explained.",)
        document = replace(document, text=document.text[:end])
    reading, known = read_part(document, knowledge, ready)
    weighed = candidates(ready.models, known, knowledge) if ready.models else {}
    language = language_of(document)
    keep = ready.models.confidence(language).keep[language] if ready.models else 0.0
    return _Tracer(reading, known, knowledge, weighed, keep).trace((*ready.missing, *left_out))


@dataclass(frozen=True, slots=True)
class _Tracer:
    reading: Reading
    known: Understood
    knowledge: Knowledge
    weighed: Mapping[tuple[str, str, str], Candidate]
    keep: float

    def trace(self, missing: tuple[str, ...]) -> Trace:
        clean = self.known.clean
        by_model = {clean.span(start, end) for start, end in self.known.sure}
        return Trace(
            self.reading.document,
            self.reading.extractor,
            tuple(clean.span(s.start, s.end) for s in sentences(clean.text)),
            tuple(self._name(mention, by_model) for mention in self.reading.mentions),
            tuple(map(self._claim, self.reading.claims)),
            tuple(self._near()),
            self.reading.quantities,
            tuple(clean.span(stretch.start, stretch.end) for stretch in self.known.taken_back.stretches),
            missing,
        )

    def _name(self, m: Mention, by_model: Set[tuple[int, int]]) -> NameTrace:
        by = "list" if m.name in self.knowledge.registered else "model" if (m.start, m.end) in by_model else "rule"
        return NameTrace(m.start, m.end, m.surface, m.name, m.kind, m.generic, m.confidence, by)

    def _claim(self, claim: Claim) -> ClaimTrace:
        told = [self.weighed[key] for key in self._keys(claim) if key in self.weighed]
        best = max(told, key=lambda candidate: candidate.probability, default=None)
        roles = tuple((role, claim.names(role)) for role in ONTOLOGY.claim(claim.kind).roles if claim.names(role))
        spoke = best.spoke if best else ()
        return ClaimTrace(
            claim.start, claim.end, claim.kind, roles, claim.status, claim.confidence, claim.pattern, spoke
        )

    def _keys(self, claim: Claim) -> Iterator[tuple[str, str, str]]:
        """Yield what the claim says by names of the clean text."""
        sides = [[self._clean_name(p.start, p.end, p.name) for p in claim.in_role(role)]
                 for role in ONTOLOGY.claim(claim.kind).roles]  # fmt: skip
        if len(sides) == 1:
            pairs = itertools.combinations(sorted(set(sides[0])), 2)
        else:
            pairs = itertools.product(sides[0], sides[1])  # type: ignore[assignment]
        for one, other in pairs:
            yield claim.kind, one, other

    def _clean_name(self, start: int | None, end: int | None, name: str) -> str:
        if start is not None and end is not None:
            name = normalise(self.reading.document.text[start:end]).text
        return self.known.frame.same.get(name, name)

    def _near(self) -> Iterator[ClaimTrace]:
        told = {key for claim in self.reading.claims for key in self._keys(claim)}
        below = ((k, c) for k, c in self.weighed.items() if k not in told and 0 < c.probability < self.keep)
        for (kind, one, other), candidate in itertools.islice(below, NEAREST):
            first, *rest = ONTOLOGY.claim(kind).roles
            roles = ((first, (one,)), (rest[0], (other,))) if rest else ((first, (one, other)),)
            start, end = self.known.clean.span(candidate.start, candidate.end)
            yield ClaimTrace(start, end, kind, roles, None, candidate.probability, "model", candidate.spoke)
