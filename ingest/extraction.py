"""`extract`: a document in, everything that it says out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.claim import Claim, Participant, claim_id
from graph.document import Attribute, Document, Mention
from graph.errors import UsageError
from graph.judgement import Judgement, Key, Verdict, pair
from graph.reading import Reading
from ingest.extract.figure import Figure
from ingest.extract.found import Found
from ingest.extract.frame import Party
from ingest.extract.knowledge import Knowledge, load_knowledge
from ingest.extract.policy import policy
from ingest.extract.quantities import stated
from ingest.extract.said import Said
from ingest.learned.claims import read as read_claims
from ingest.learned.models import BUILDS, Loaded, loaded
from ingest.learned.rounded import check_runtime
from ingest.learned.understood import Understood, understand
from ingest.learned.weights import MANIFEST
from ingest.parts import joined, parts
from ingest.places import called_after_another
from ingest.text.normalise import normalise

LONG = 200_000
"""Signs; a longer text is read without the encoder, which would take minutes for it."""
READERS = ("default", "onnx", "fast", "rules")
"""All that is installed; the same with the encoder in whole numbers; without the encoder; rules alone."""


def check_reader(reader: str) -> None:
    """Raise a UsageError that names the readers, where `reader` is none; an InnonetError where it cannot run here."""
    if reader not in READERS:
        raise UsageError(f"{reader!r} is no reader. Take {', '.join(READERS[:-1])} or {READERS[-1]}.")
    if reader == "onnx":
        check_runtime()


def extract(
    document: Document, knowledge: Knowledge | None = None, *, reader: str = "default", weights: Path | None = None
) -> Reading:
    """Return what `document` says: names, claims, quantities, attributes, and judgements by rule.

    Parameters
    ----------
    document : Document
        As read, damage included.
    knowledge : Knowledge, optional
        Word lists and patterns; the shipped ones if None, see `load_knowledge` for a user's own on top.
    reader : {"default", "onnx", "fast", "rules"}
        What reads, see `READERS`.
    weights : Path, optional
        Folder of models, such as `innonet train` writes; those that come with innonet if None.

    Returns
    -------
    Reading
        All offsets are those of `document.text`, and `text[start:end] == quote` holds. The same document and knowledge
        give the same reading, sign by sign.

    Raises
    ------
    UsageError
        If there is no such reader.
    """
    knowledge = knowledge or load_knowledge()
    ready = ready_for(document, knowledge, reader, weights)
    stretches = list(parts(document.text))
    if len(stretches) == 1:
        return read_part(document, knowledge, ready)[0]
    cut = ((start, replace(document, text=document.text[start:end])) for start, end in stretches)
    return joined(document, ((start, read_part(part, knowledge, ready)[0]) for start, part in cut))


def ready_for(document: Document, knowledge: Knowledge, reader: str, weights: Path | None = None) -> Loaded:
    """Return what reads a document: of a text longer than `LONG` the encoder is left out."""
    return models_of(knowledge, "fast" if reader in BUILDS and len(document.text) > LONG else reader, weights)


def read_part(document: Document, knowledge: Knowledge, ready: Loaded) -> tuple[Reading, Understood]:
    """Return what a document, or a part of a long one, says, and what was known of it before claims were decided."""
    clean = normalise(document.text)
    known = understand(document, clean, knowledge, ready.models.names if ready.models else None)
    said = read_claims(ready.models, known, knowledge) if ready.models else known.said
    return _Writer(document, known, ready).reading(said, policy(clean.text, knowledge)), known


def models_of(knowledge: Knowledge | None = None, reader: str = "default", weights: Path | None = None) -> Loaded:
    """Return what a reader reads with: its models, its name with version, and which weights were not there."""
    check_reader(reader)
    if weights is not None and not (weights / MANIFEST).is_file():
        raise UsageError(f"{weights.name} holds no models. Name a folder that `innonet train` made.")
    return loaded(knowledge or load_knowledge(), reader, weights)


class _Writer:
    """Leads findings of the clean text back to the source."""

    def __init__(self, document: Document, known: Understood, ready: Loaded) -> None:
        self.document = document
        self.extractor = ready.name
        self.judge = ready.models.judge if ready.models else None
        self.known = known
        self.clean = known.clean
        self.frame = known.frame
        self.names = known.names
        self.sure = known.sure

    def reading(self, said: list[Said], policies: list[tuple[int, int]]) -> Reading:
        mentions = tuple(self._mention(item) for item in self.names.names)
        claims = {claim.id: claim for claim in map(self._claim, said)}
        return Reading(
            document=self.document,
            extractor=self.extractor,
            mentions=mentions,
            claims=tuple(claims.values()),
            quantities=stated(self.document, self.clean, self._figures(mentions), mentions),
            attributes=tuple(self._attributes()),
            judgements=tuple(self._judgements()),
            policy=tuple(self.clean.original(a, b) for a, b in policies),
        )

    def _figures(self, mentions: Sequence[Mention]) -> Sequence[Figure]:
        known = self.known
        if self.judge is None:
            told: Sequence[Figure] = [figure for figure in known.numbers if not figure.doubt]
        else:
            named = sorted((*self.clean.clean_span(m.start, m.end), m.kind) for m in mentions if not m.generic)
            told = self.judge.figures(self.document, self.clean.text, known.numbers, named, known.odds)
        return [figure for figure in told if not known.taken_back.holds(figure.start, figure.end)]

    def _name(self, name: str, kind: str, generic: bool) -> str:
        return name if generic else self.frame.complete(name, kind)

    def _mention(self, item: Found) -> Mention:
        start, end = self.clean.span(item.start, item.end)
        name = self._name(self.clean.text[item.start : item.end], item.kind, item.generic)
        surface = self.document.text[start:end]
        sure = round(self.sure.get((item.start, item.end), 1.0), 3)
        return Mention(self.document.id, start, end, surface, name, item.kind, item.generic, item.academician, sure)

    def _participant(self, role: str, party: Party) -> Participant:
        name = self._name(party.name, party.kind, party.generic)
        if party.start is None or party.end is None:
            return Participant(role, name, party.kind, generic=party.generic)
        start, end = self.clean.span(party.start, party.end)
        return Participant(role, name, party.kind, start, end, party.generic)

    def _claim(self, said: Said) -> Claim:
        participants = tuple(self._participant(role, party) for role, parties in said.roles for party in parties)
        start, end = self.clean.span(said.start, said.end)
        id = claim_id(self.document.id, said.kind, participants, said.status, start, end, said.when)
        return Claim(
            id, self.document.id, said.kind, participants, said.status, start, end, self.document.text[start:end],
            said.when, said.field, said.position, said.amount, said.confidence, said.pattern,
        )  # fmt: skip

    def _attributes(self) -> list[Attribute]:
        found: dict[tuple[str, str, str, str], Attribute] = {}
        for item in self.names.names:
            if item.generic:
                continue
            clean_name = self.clean.text[item.start : item.end]
            name = self._name(clean_name, item.kind, False)
            start, end = self.clean.span(item.start, item.end)
            for property, value, basis in self._properties(item, clean_name):
                found.setdefault(
                    (name, item.kind, property, value),
                    Attribute(self.document.id, name, item.kind, property, value, basis, start, end),
                )
        return list(found.values())

    def _properties(self, item: Found, name: str) -> list[tuple[str, str, str]]:
        properties = []
        if item.kind == "Platform" and (subkind := self.frame.kinds.subkind(name)):
            properties.append(("subkind", subkind, "name"))
        if item.kind == "Person" and item.academician:
            properties.append(("academician", "true", "stated"))
        if item.kind not in {"Person", "Region", "Group", "Field", "Event", "Programme"}:
            spans = self.frame.places.find(name)
            end = spans[0][1] if spans and spans[0][0] == 0 else 0
            if 0 < end < len(name) and not called_after_another(name, end, self.frame.knowledge.registered):
                place = self.frame.places.official(name[:end])
                properties.append(("region", place, "leading place name"))
        return properties

    def _judgements(self) -> list[Judgement]:
        made: dict[str, Judgement] = {}
        for alias in self.names.aliases:
            keys = tuple(Key(self._name(n, alias.kind, False), alias.kind) for n in (alias.short, alias.full))
            if keys[0] == keys[1]:
                continue
            who = "rule:declared@1" if alias.declared else "rule:abbreviation@1"
            why = (
                f"The text declares {alias.short} as short for {alias.full}."
                if alias.declared
                else f"{alias.full} is the only name in the document that {alias.short} abbreviates."
            )
            one = pair(Verdict.SAME, keys[0], keys[1], who, why)
            made[one.id] = one
        return list(made.values())
