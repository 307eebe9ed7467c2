"""Fits the tagger: the encoder with a label chain on top, and heads for kinds of names and for figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.extract.knowledge import ORGANISATIONS
from ingest.learned.chain import legal
from ingest.learned.pieces import CASES, Window, WordPieces, case_of, windows
from ingest.learned.tagger import WINDOW
from ingest.learned.tokens import LABELS, labelled, segments, spanned, tokens
from ingest.learned.weights import Array
from ingest.training.base import Base
from ingest.training.bert import Bert
from ingest.training.descent import Course, descend
from ingest.training.passages import Annotated
from ingest.training.quantities import OPEN, examples
from ingest.training.torch_weights import begin

COURSES = {
    "zh": Course(epochs=6, batch=6, rate=4e-4, head=1e-3, decay=0.9),
    "en": Course(epochs=12, batch=6, rate=4e-4, head=1e-3, decay=0.9),
}
MASKED, SPANS, FIGURES = 0.05, 0.3, 0.6
"""Share of pieces hidden from view; weights of the losses of kinds and of numbers."""
_KINDS = tuple(ORGANISATIONS)


class Tagger(nn.Module):
    """Scores of labels for tokens, of label pairs for neighbours, and of kinds for spans."""

    def __init__(self, base: Base, drop: float = 0.2) -> None:
        super().__init__()
        self.enc = Bert(base)
        width = base.width
        self.case = nn.Embedding(CASES, width)
        nn.init.zeros_(self.case.weight)
        self.T = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.drop = nn.Dropout(drop)
        self.out = nn.Linear(width, len(LABELS))
        self.span = nn.Sequential(
            nn.Linear(3 * width, 128), nn.GELU(), nn.Dropout(drop), nn.Linear(128, len(_KINDS) + 1)
        )
        self.figure = nn.Sequential(nn.Linear(3 * width, 64), nn.GELU(), nn.Dropout(drop), nn.Linear(64, 1))

    def forward(self, ids: Tensor, window: Window, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states of pieces and label scores of tokens."""
        starts = torch.from_numpy(window.starts)
        hidden = self.enc(ids, torch.zeros(len(ids), self.enc.width).index_copy(0, starts, self.case(cases)))
        return hidden, self.out(self.drop(hidden[starts]))

    def kinds(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        """Return scores of kinds, and last of an academician, for spans of the window's tokens."""
        scores: Tensor = self.span(self._spans(hidden, window, spans))
        return scores

    def figures(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        """Return the log-odds that numbers are figures."""
        scores: Tensor = self.figure(self._spans(hidden, window, spans))[:, 0]
        return scores

    def _spans(self, hidden: Tensor, window: Window, spans: Sequence[tuple[int, int]]) -> Tensor:
        rows = []
        for first, last in spans:
            a, b = int(window.starts[first]), int(window.ends[last - 1]) + 1
            rows.append(torch.cat([hidden[a], hidden[b - 1], hidden[a:b].max(0).values]))
        dropped: Tensor = self.drop(torch.stack(rows))
        return dropped


@dataclass(frozen=True)
class Lesson:
    """One window with what annotators say of it."""

    window: Window
    cases: Tensor
    """How each token is written, see `ingest.learned.pieces.case_of`."""
    labels: Tensor
    sentences: tuple[tuple[int, int], ...]
    organisations: tuple[tuple[int, int, int], ...]
    """First token, one past the last, number of the kind."""
    persons: tuple[tuple[int, int, float], ...]
    """The same, and 1 for an academician."""
    numbers: tuple[tuple[int, int], ...]
    """First token, one past the last."""
    judged: Tensor
    """[numbers]: 1 for a figure."""


def lessons(passage: Annotated, pieces: WordPieces) -> list[Lesson]:
    """Return the windows of a passage."""
    text = passage.clean.text
    spans = tokens(text)
    cases = torch.tensor([case_of(text[start:end]) for start, end in spans])
    labels = torch.tensor([LABELS.index(label) for label in labelled(spans, passage.gold)])
    sentences = segments(text, spans)
    starts = {start: i for i, (start, _) in enumerate(spans)}
    ends = {end: i + 1 for i, (_, end) in enumerate(spans)}
    names = [(starts[n.start], ends[n.end], n) for n in passage.gold if n.start in starts and n.end in ends]
    told = [one for one in examples(passage) if one.kept != OPEN]
    placed = spanned(spans, [(one.figure.start, one.figure.end) for one in told])
    made = []
    for window in windows(text, spans, sentences, pieces, WINDOW):
        a, b = window.first, window.first + window.count
        here = [(i - a, j - a, n) for i, j, n in names if a <= i and j <= b]
        counted = [(i - a, j - a, one) for (i, j), one in zip(placed, told, strict=True) if a <= i and j <= b]
        made.append(
            Lesson(
                window,
                cases[a:b],
                labels[a:b],
                tuple((max(i, a) - a, min(j, b) - a) for i, j in sentences if i < b and j > a),
                tuple((i, j, _KINDS.index(n.kind)) for i, j, n in here if n.kind in _KINDS),
                tuple((i, j, float(n.academician)) for i, j, n in here if n.kind == "Person"),
                tuple((i, j) for i, j, _ in counted),
                torch.tensor([float(one.kept) for *_, one in counted]),
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


def fit(
    base: Base,
    passages: Sequence[Annotated],
    seed: int = 0,
    start: Mapping[str, Array] | None = None,
    say: Callable[[str], None] = print,
) -> Tagger:
    """Return a tagger fitted on `passages`, on one thread, so that the same seed gives the same weights.

    `start`: weights of a tagger from which to go on.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    masks = np.random.default_rng(seed)
    pieces = WordPieces(base.vocabulary)
    model, course = Tagger(base), COURSES[base.language]
    if start is not None:
        begin(model, start)
        course = course.going_on()
    steps = torch.from_numpy(legal().astype(np.float32))

    def losses(batch: Sequence[Lesson]) -> Iterator[Tensor]:
        count = sum(lesson.window.count for lesson in batch)
        return (_loss(model, lesson, steps, masks, pieces.mask, count, len(batch)) for lesson in batch)

    descend(
        model, model.enc, [lesson for passage in passages for lesson in lessons(passage, pieces)], losses, course, seed,
        lambda epoch, total: say(f"tagger: epoch {epoch} of {course.epochs}, loss {total:.1f}"),
    )  # fmt: skip
    return model


def _loss(
    model: Tagger, lesson: Lesson, steps: Tensor, masks: np.random.Generator, mask: int, count: int, batch: int
) -> Tensor:
    ids = lesson.window.ids.copy()
    hidden_from_view = masks.random(len(ids)) < MASKED
    hidden_from_view[[0, -1]] = False
    ids[hidden_from_view] = mask
    hidden, scores = model(torch.from_numpy(ids), lesson.window, lesson.cases)
    loss = chain_loss(scores, lesson, model.T + steps) / count
    if lesson.numbers:
        judged = model.figures(hidden, lesson.window, lesson.numbers)
        loss = loss + FIGURES * F.binary_cross_entropy_with_logits(judged, lesson.judged, reduction="sum") / (8 * batch)
    spans = [s[:2] for s in (*lesson.organisations, *lesson.persons)]
    if not spans:
        return loss
    kinds = model.kinds(hidden, lesson.window, spans)
    split = len(lesson.organisations)
    of_kind = torch.tensor([k for *_, k in lesson.organisations], dtype=torch.long)
    academician = torch.tensor([y for *_, y in lesson.persons])
    extra = F.cross_entropy(kinds[:split, :-1], of_kind, reduction="sum") if split else torch.zeros(())
    if len(academician):
        extra = extra + F.binary_cross_entropy_with_logits(kinds[split:, -1], academician, reduction="sum")
    return loss + SPANS * extra / (8 * batch)
