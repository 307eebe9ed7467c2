"""Fits a whole reader: border model, kinds, pairs, status, with a base model tagger and scorer too, then confidence.

passages ──> crf · kinds · pairs · status · (vocabulary · tagger · scorer)
held-out passages ──> confidence, over the names that these models find there
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ingest.extract.knowledge import Knowledge
from ingest.learned import models
from ingest.learned.claims import weigh
from ingest.learned.confidence import Confidence
from ingest.learned.understood import understand
from ingest.learned.weights import Array, Missing, load, save
from ingest.training import base, confidence, crf, kinds, pairs, quantities, status
from ingest.training.labels import labelled
from ingest.training.passages import Annotated

Say = Callable[[str], None]


def fit(
    passages: Sequence[Annotated],
    held: Sequence[Annotated],
    out: Path,
    knowledge: Knowledge,
    *,
    base_model: Path | None = None,
    date: str = "",
    seed: int = 0,
    say: Say = print,
) -> None:
    """Fit a reader on `passages` and write its weights into the folder `out`.

    Parameters
    ----------
    held : sequence of Annotated
        Passages of other pages, on which confidence is fitted; they teach nothing else.
    base_model : Path, optional
        The artifact of `ingest.training.base`; without it only what `--reader fast` needs is fitted. With it training
        takes about an hour a core for a thousand passages.
    date : str
        ISO date for the manifest; the clock is not asked.
    say : callable
        Told of every step.
    """
    of = f"{len(passages)} annotated passages"
    examples = [labelled(passage, knowledge) for passage in passages]
    lessons = [pairs.lesson_of(example, knowledge) for example in examples]
    small: list[tuple[str, Callable[[], Mapping[str, Array]]]] = [
        ("crf", lambda: crf.fit(passages, knowledge)),
        ("kinds", lambda: kinds.fit(passages, knowledge)),
        ("pairs", lambda: pairs.fit(lessons).arrays()),
        ("status", lambda: status.fit_status(list(zip(examples, lessons, strict=True))).arrays()),
    ]
    told = (example for passage in passages for example in quantities.examples(passage))
    small.append(("quantities", lambda: quantities.fit(told)))
    for name, fitted in small:
        say(f"fitting {name} on {of}")
        save(out, name, fitted(), of, date)
    if base_model:
        fit_encoder(passages, out, knowledge, base_model=base_model, date=date, seed=seed, say=say)
    fit_confidence(held, out, knowledge, date=date, say=say)


def fit_encoder(
    passages: Sequence[Annotated],
    out: Path,
    knowledge: Knowledge,
    *,
    base_model: Path,
    date: str = "",
    seed: int = 0,
    say: Say = print,
) -> None:
    """Fit tagger and scorer on `passages`, from a base model, and write them into `out`."""
    from ingest.training import scorer, tagger, torch_weights

    of = f"{len(passages)} annotated passages"
    begun = base.read(base_model)
    save(out, "vocabulary", torch_weights.vocabulary(begun), base.COORDINATE, date)
    save(out, "tagger", torch_weights.own(tagger.fit(begun, passages, seed, say=say)), of, date)
    save(out, "scorer", torch_weights.own(scorer.fit(begun, passages, knowledge, seed, say=say)), of, date)


def fit_confidence(
    held: Sequence[Annotated], out: Path, knowledge: Knowledge, *, date: str = "", say: Say = print
) -> None:
    """Fit on `held` how the models of the folder `out` are weighed, with the encoder where it is there, and without."""
    files = {name: load(name, out) for name in (*models.SMALL, *models.ENCODER)}
    found = {name: arrays for name, arrays in files.items() if not isinstance(arrays, Missing)}
    of = f"{len(held)} passages that the models did not learn from"
    for name, with_encoder in (("confidence_fast", False), ("confidence", True)):
        if with_encoder and not set(models.ENCODER) <= found.keys():
            continue
        say(f"fitting {name} on {of}")
        reader = models.assembled(knowledge, found, Confidence.start(with_encoder), with_encoder=with_encoder)
        rows = [held_out(passage, knowledge, reader) for passage in held]
        save(out, name, confidence.fit(rows, with_scorer=with_encoder).arrays(), of, date)


def held_out(passage: Annotated, knowledge: Knowledge, reader: models.Models) -> confidence.Held:
    """Return a passage as `reader` finds it."""
    known = understand(passage.document, passage.clean, knowledge, reader.names)
    items = weigh(reader, known.frame, knowledge, known.said, known.sure_names)
    return confidence.Held(passage, items, dict(known.frame.same))
