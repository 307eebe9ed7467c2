"""How well names are read: unique forms of organisations and persons, Chinese and English apart."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ingest.extract.found import Found
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.score import Figure, plain_form
from ingest.learned.chain import viterbi
from ingest.learned.crf import Crf
from ingest.learned.kinds import NameKinds
from ingest.learned.networks import language_of
from ingest.learned.tokens import KIND_OF, segments, spans_of, tokens
from ingest.training.crf import features
from ingest.training.passages import Annotated

Reader = Callable[[Annotated], Iterable[Found]]
_KINDS = frozenset(ORGANISATIONS)


@dataclass(frozen=True, slots=True)
class MentionScore:
    """Figures over unique forms of the source, generic class words left out, borders exact."""

    organisations: Figure = field(default_factory=Figure)
    """Whatever their kinds."""
    kind_right: Figure = field(default_factory=Figure)
    """Organisations, form and kind."""
    persons: Figure = field(default_factory=Figure)


def mention_scores(passages: Iterable[Annotated], read: Reader) -> dict[str, MentionScore]:
    """Return language (`zh`, `en`) → how well `read` finds the names of `passages`."""
    scores = {"zh": MentionScore(), "en": MentionScore()}
    for passage in passages:
        score = scores[language_of(passage.document)]
        gold = {
            (plain_form(m["text"]), m["kind"])
            for m in passage.raw["mentions"]
            if not m.get("generic") and m["kind"] in _KINDS | {"Person"}
        }
        said = {
            (plain_form(passage.clean.original(name.start, name.end)), name.kind)
            for name in read(passage)
            if not name.generic and name.kind in _KINDS | {"Person"}
        }
        score.organisations.add(_forms(said), _forms(gold))
        score.kind_right.add({x for x in said if x[1] in _KINDS}, {x for x in gold if x[1] in _KINDS})
        score.persons.add({x for x in said if x[1] == "Person"}, {x for x in gold if x[1] == "Person"})
    return scores


def _forms(names: Iterable[tuple[str, str]]) -> set[str]:
    return {form for form, kind in names if kind in _KINDS}


def told(scores: Mapping[str, MentionScore]) -> list[str]:
    """Return the figures, a line for each language and figure."""
    return [
        f"{language} {what:13} P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}  of {figure.gold}"
        for language, score in scores.items()
        for what, figure in (
            ("organisations", score.organisations),
            ("kind right", score.kind_right),
            ("persons", score.persons),
        )
    ]


def read_by(crf: Crf, kinds: NameKinds, knowledge: Knowledge) -> Reader:
    """Return a reader of names by the border model and the model of kinds alone."""

    def read(passage: Annotated) -> list[Found]:
        text = passage.clean.text
        spans = tokens(text)
        scores = crf.emissions(features(passage, spans, knowledge))
        labels = viterbi(scores, crf.transitions, segments(text, spans))
        names = [(spans[first][0], spans[last - 1][1], kind) for first, last, kind in spans_of(labels)]
        votes = kinds.votes(text, [(start, end) for start, end, kind in names if kind in {"ORG", "GEN"}])
        return [
            Found(start, end, KIND_OF.get(kind) or ORGANISATIONS[int(votes[text[start:end]].argmax())], kind == "GEN")
            for start, end, kind in names
        ]

    return read
