"""The tagger in torch: layers with a label chain on top, and heads for kinds of names and for what numbers mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.extract.knowledge import ORGANISATIONS
from ingest.learned.pieces import Window, WordPieces, windows
from ingest.learned.quantities import COLUMNS, MODALITIES, RELATIONS
from ingest.learned.tokens import LABELS, labelled, segments, spanned, tokens
from ingest.training.base import Base
from ingest.training.bert import Dense, Layers
from ingest.training.passages import Annotated
from ingest.training.quantities import OPEN, examples

SPANS, FIGURES = 0.3, 0.6
"""Weights of the losses of kinds and of numbers."""
_NAMES = 8
"""So many names or numbers weigh as much as all labels of a window."""
_KINDS = tuple(ORGANISATIONS)


class Tagger(Layers):
    """Scores of labels for tokens, of label pairs for neighbours, and of kinds for spans, over the shared layers."""

    def __init__(self, base: Base, drop: float = 0.2) -> None:
        shape, width = base.shape, base.width
        super().__init__(base, shape.shared, shape.shared + shape.tagger)
        self.T = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.drop = nn.Dropout(drop)
        self.out = Dense(width, len(LABELS))
        self.span = _head(width, 128, len(_KINDS) + 1, drop)
        self.figure = _head(width, 64, COLUMNS, drop)

    def labels(self, hidden: Tensor, window: Window) -> Tensor:
        """Return label scores of the tokens of a window, from the hidden states of its pieces."""
        scores: Tensor = self.out(self.drop(hidden[torch.from_numpy(window.starts)]))
        return scores

    def kinds(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        """Return scores of kinds, and last of an academician, for spans of the window's tokens."""
        scores: Tensor = self.span(self.drop(self.spans(hidden, window, spans)))
        return scores

    def figures(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        """Return scores [numbers, COLUMNS] of numbers, as `ingest.learned.quantities` names them."""
        scores: Tensor = self.figure(self.drop(self.spans(hidden, window, spans)))
        return scores

    def spans(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        """Return first, last and largest hidden states of ranges of the window's tokens [spans, 3 · width]."""
        rows = []
        for first, last in spans:
            a, b = int(window.starts[first]), int(window.ends[last - 1]) + 1
            rows.append(torch.cat([hidden[a], hidden[b - 1], hidden[a:b].max(0).values]))
        return torch.stack(rows)


def _head(width: int, inner: int, out: int, drop: float) -> nn.Sequential:
    """Return what judges spans by their first, last and largest hidden states."""
    return nn.Sequential(Dense(3 * width, inner), nn.GELU(), nn.Dropout(drop), Dense(inner, out))


@dataclass(frozen=True)
class Lesson:
    """One window with what annotators say of it."""

    window: Window
    labels: Tensor
    sentences: tuple[tuple[int, int], ...]
    organisations: tuple[tuple[int, int, int], ...]
    """First token, one past the last, number of the kind."""
    persons: tuple[tuple[int, int, float], ...]
    """The same, and 1 for an academician."""
    numbers: tuple[tuple[int, int], ...]
    """First token, one past the last."""
    judged: Tensor
    """[numbers, 3]: 1 for a figure; its relation and modality, -1 for none."""


def lessons(passage: Annotated, pieces: WordPieces) -> list[Lesson]:
    """Return the windows of a passage."""
    text = passage.clean.text
    spans = tokens(text)
    labels = torch.tensor([LABELS.index(label) for label in labelled(spans, passage.gold)])
    sentences = segments(text, spans)
    starts = {start: i for i, (start, _) in enumerate(spans)}
    ends = {end: i + 1 for i, (_, end) in enumerate(spans)}
    names = [(starts[n.start], ends[n.end], n) for n in passage.gold if n.start in starts and n.end in ends]
    told = [one for one in examples(passage) if one.kept != OPEN]
    placed = spanned(spans, [(one.figure.start, one.figure.end) for one in told])
    made = []
    for window in windows(text, spans, sentences, pieces):
        a, b = window.first, window.first + window.count
        here = [(i - a, j - a, n) for i, j, n in names if a <= i and j <= b]
        counted = [(i - a, j - a, one) for (i, j), one in zip(placed, told, strict=True) if a <= i and j <= b]
        made.append(
            Lesson(
                window,
                labels[a:b],
                tuple((max(i, a) - a, min(j, b) - a) for i, j in sentences if i < b and j > a),
                tuple((i, j, _KINDS.index(n.kind)) for i, j, n in here if n.kind in _KINDS),
                tuple((i, j, float(n.academician)) for i, j, n in here if n.kind == "Person"),
                tuple((i, j) for i, j, _ in counted),
                torch.tensor([(one.kept, one.relation, one.modality) for *_, one in counted]),
            )
        )
    return made


def chain_loss(scores: Tensor, lesson: Lesson, transitions: Tensor) -> Tensor:
    """Return the negative log-likelihood of the annotated label chains, sentences side by side."""
    width = max(b - a for a, b in lesson.sentences)
    index = torch.zeros(len(lesson.sentences), width, dtype=torch.long)
    on = torch.zeros(len(lesson.sentences), width, dtype=torch.bool)
    for row, (a, b) in enumerate(lesson.sentences):
        index[row, : b - a] = torch.arange(a, b)
        on[row, : b - a] = True
    table = scores[index]
    state = table[:, 0]
    for t in range(1, width):
        state = torch.where(on[:, t, None], torch.logsumexp(state[:, :, None] + transitions, 1) + table[:, t], state)
    gold = lesson.labels[index]
    right = (table.gather(2, gold[..., None])[..., 0] * on).sum()
    right = right + (transitions[gold[:, :-1], gold[:, 1:]] * on[:, 1:]).sum()
    return torch.logsumexp(state, 1).sum() - right


def of_numbers(scores: Tensor, judged: Tensor) -> Tensor:
    """Return the loss of numbers: whether each is a figure, and of figures relation and modality."""
    kept, relation, modality = judged.unbind(1)
    yes, relations, modalities = scores.split([1, len(RELATIONS), len(MODALITIES)], 1)
    return (
        F.binary_cross_entropy_with_logits(yes[:, 0], kept.float(), reduction="sum")
        + F.cross_entropy(relations, relation, ignore_index=-1, reduction="sum")
        + F.cross_entropy(modalities, modality, ignore_index=-1, reduction="sum")
    )


def loss(model: Tagger, hidden: Tensor, lesson: Lesson, steps: Tensor) -> Tensor:
    """Return the loss of a window by the hidden states of its pieces; `steps`: which labels may follow one another."""
    made = chain_loss(model.labels(hidden, lesson.window), lesson, model.T + steps) / lesson.window.count
    if lesson.numbers:
        numbers = model.figures(hidden, lesson.window, lesson.numbers)
        made = made + FIGURES * of_numbers(numbers, lesson.judged) / _NAMES
    spans = [s[:2] for s in (*lesson.organisations, *lesson.persons)]
    if not spans:
        return made
    kinds = model.kinds(hidden, lesson.window, spans)
    split = len(lesson.organisations)
    of_kind = torch.tensor([k for *_, k in lesson.organisations], dtype=torch.long)
    academician = torch.tensor([y for *_, y in lesson.persons])
    extra = F.cross_entropy(kinds[:split, :-1], of_kind, reduction="sum") if split else torch.zeros(())
    if len(academician):
        extra = extra + F.binary_cross_entropy_with_logits(kinds[split:, -1], academician, reduction="sum")
    return made + SPANS * extra / _NAMES
