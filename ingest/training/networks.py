"""Fits the networks of a language, a trunk with tagger and scorer on it, together, passage by passage.

pieces ─> trunk ─┬─> tagger: labels, kinds, figures
                 └─> + who stands there ─> scorer: pairs, statuses
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from ingest.extract.knowledge import Knowledge
from ingest.learned.chain import legal
from ingest.learned.encoder import spans_of
from ingest.learned.pieces import WordPieces
from ingest.learned.weights import Array
from ingest.training import figures, scorer, tagger
from ingest.training.base import Base
from ingest.training.bert import Ids, Trunk, rows_of
from ingest.training.descent import Course, descend
from ingest.training.labels import labelled
from ingest.training.passages import Annotated
from ingest.training.torch_weights import begin

COURSE = Course(epochs=4, batch=6, rate=3.5e-4, head=1e-3, decay=0.87)
MASKED = 0.05
"""Share of pieces hidden from view."""


class Networks(nn.Module):
    """What the encoder reads in one language, in torch."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self.trunk, self.tagger, self.scorer = Trunk(base), tagger.Tagger(base), scorer.Scorer(base)


@dataclass(frozen=True)
class Unit:
    """A passage as both learn it."""

    lessons: tuple[tagger.Lesson, ...]
    """Its windows."""
    claims: scorer.Lesson


def unit(passage: Annotated, knowledge: Knowledge, pieces: WordPieces) -> Unit:
    """Return a passage as tensors."""
    claims = scorer.lesson(labelled(passage, knowledge), knowledge, pieces)
    return Unit(tuple(tagger.lessons(passage, pieces)), claims)


def fit(
    base: Base,
    passages: Sequence[Annotated],
    knowledge: Knowledge,
    seed: int = 0,
    start: Sequence[Mapping[str, Array]] | None = None,
    say: Callable[[str], None] = print,
) -> Networks:
    """Return networks fitted on `passages`; one thread, same seed and processor, same weights.

    Where the processor multiplies halves (bf16) by itself, the layers do, in less than half the time.
    `start`: weights of trunk, tagger and scorer from which to go on.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    pieces = WordPieces(base.vocabulary)
    model, course = Networks(base), COURSE
    if start is not None:
        for part, weights in zip((model.trunk, model.tagger, model.scorer), start, strict=True):
            begin(part, weights)
        course = course.going_on()
    units = [unit(passage, knowledge, pieces) for passage in passages]
    loss = Loss(model, np.random.default_rng(seed), pieces.mask)
    descend(
        model, [u for u in units if u.lessons], loss, course, seed,
        lambda epoch, total: say(f"networks: epoch {epoch} of {course.epochs}, loss {total:.1f}"),
    )  # fmt: skip
    _refit_figures(model, loss, units, seed)
    return model


def _refit_figures(model: Networks, loss: "Loss", units: Sequence[Unit], seed: int) -> None:
    numbers: list[figures.Seen] = []
    with torch.no_grad():
        for one in units:
            if one.lessons:
                numbers += figures.seen(model.tagger, loss.read([one])[1], one.lessons)
    figures.refit(model.tagger, numbers, seed)


class Loss:
    """The loss of a step: of all passages in it, read together."""

    def __init__(self, model: Networks, masks: np.random.Generator, mask: int) -> None:
        self.model, self.masks, self.mask = model, masks, mask
        self.steps = torch.from_numpy(legal().astype(np.float32))

    def __call__(self, batch: Sequence[Unit]) -> Tensor:
        """Return the mean loss of the passages."""
        states, hidden = self.read(batch)
        windows = iter(hidden)
        total = torch.zeros(())
        for one, own in zip(batch, states, strict=True):
            for lesson in one.lessons:
                total = total + tagger.loss(self.model.tagger, next(windows), lesson, self.steps) / len(one.lessons)
            if len(one.claims.laid.rows) or len(one.claims.lone):
                total = total + scorer.loss(self.model.scorer, own, one.claims)
        return total / len(batch)

    def read(self, batch: Sequence[Unit]) -> tuple[list[Tensor], list[Tensor]]:
        """Return the scorer's hidden states of the tokens of passages, and the tagger's of the pieces of windows."""
        windows = [window for one in batch for window in one.claims.laid.windows]
        ids = [self._hidden_from_view(window.ids) for window in windows]
        starts = [window.starts for window in windows]
        spans = spans_of(ids)
        tokens = rows_of(spans, starts)
        model = self.model
        cases = torch.from_numpy(np.concatenate([one.claims.laid.cases for one in batch]))
        with halves():
            shared = model.trunk.read(ids, starts, cases)
            hidden = model.tagger(shared, spans).float()
            marks = torch.cat([model.scorer.marked(one.claims.laid) for one in batch])
            states = model.scorer(shared.index_add(0, tokens, marks.to(shared.dtype)), spans).float()
        sizes = [len(one.claims.laid.cases) for one in batch]
        return list(states[tokens].split(sizes)), [hidden[a:b] for a, b in spans]

    def _hidden_from_view(self, ids: Ids) -> Ids:
        if not self.model.training:
            return ids
        ids = ids.copy()
        away = self.masks.random(len(ids)) < MASKED
        away[[0, -1]] = False
        ids[away] = self.mask
        return ids


def halves() -> AbstractContextManager[None]:
    """Return the context in which the layers multiply halves, where this processor does so by itself."""
    # Older torch cannot tell; halves that are put together from singles would take longer than singles.
    by_itself = getattr(torch.cpu, "_is_avx512_bf16_supported", bool)()
    return torch.autocast("cpu", torch.bfloat16, enabled=by_itself)
