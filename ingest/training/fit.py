"""Fits a whole reader: border model, kinds, pairs, status, with a base model the networks too, then confidence.

passages ──> crf · kinds · pairs · status · quantities · (vocabulary · trunk · tagger · scorer of each language)
held-out passages ──> confidence, over the names that these models find there
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from graph.errors import InnonetError
from ingest.extract.knowledge import Knowledge
from ingest.learned import models
from ingest.learned.claims import weigh
from ingest.learned.confidence import Confidence
from ingest.learned.networks import NONE, files, language_of, shelf
from ingest.learned.understood import understand
from ingest.learned.weights import Array, Missing, load, opened, save
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
    bases: Sequence[Path] = (),
    start: Path | None = None,
    date: str = "",
    seed: int = 0,
    say: Say = print,
) -> None:
    """Fit a reader on `passages` and write its weights into the folder `out`.

    Parameters
    ----------
    held : sequence of Annotated
        Passages of other pages, on which confidence is fitted; they teach nothing else.
    bases : sequence of Path
        Artifacts of `ingest.training.base`, one a language; without any only what `--reader fast` needs is fitted. With
        them a round over a thousand passages takes six minutes of a core that multiplies halves by itself, else about
        twice as long.
    start : Path, optional
        Folder of weights from which the networks go on, in half the time; all else is fitted anew.
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
    for model in bases:
        fit_encoder(passages, out, knowledge, base_model=model, start=start, date=date, seed=seed, say=say)
    fit_confidence(held, out, knowledge, date=date, say=say)


def fit_encoder(
    passages: Sequence[Annotated],
    out: Path,
    knowledge: Knowledge,
    *,
    base_model: Path,
    start: Path | None = None,
    date: str = "",
    seed: int = 0,
    say: Say = print,
) -> None:
    """Fit the networks on those of `passages` that are in the language of a base model; write them into `out`."""
    from ingest.training import networks, torch_weights

    begun = base.read(base_model)
    language = begun.language
    own = [passage for passage in passages if language_of(passage.document) == language]
    if not own:
        raise InnonetError(f"No passage is in the language of {base_model.name} ({language}). Leave that --base out.")
    vocabulary, *parts = files(language)
    former = [_former(name, start) for name in parts] if start else None
    save(out, vocabulary, torch_weights.vocabulary(begun), base.COORDINATES[language], date)
    fitted = networks.fit(begun, own, knowledge, seed, former, say)
    for name, part in zip(parts, (fitted.trunk, fitted.tagger, fitted.scorer), strict=True):
        save(out, name, torch_weights.own(part), f"{len(own)} annotated passages", date)


def _former(name: str, folder: Path) -> Mapping[str, Array]:
    arrays = load(name, folder)
    if isinstance(arrays, Missing):
        raise InnonetError(f"Training cannot go on from {folder.name}: {arrays.reason}")
    return arrays


def fit_confidence(
    held: Sequence[Annotated], out: Path, knowledge: Knowledge, *, date: str = "", say: Say = print
) -> None:
    """Fit on `held` how the models of the folder `out` are weighed, with the encoder where it is there, and without."""
    found = {name: make(opened(name, out)) for name, make in models.makers(knowledge).items() if name in models.SMALL}
    networks, _ = shelf(out)
    for name, read_by in (("confidence_fast", NONE), ("confidence", networks)):
        if name == "confidence" and not networks.languages:
            continue
        own = [p for p in held if read_by is NONE or language_of(p.document) in networks.languages]
        say(f"fitting {name} on {len(own)} passages that the models did not learn from")
        start = Confidence.start(read_by is not NONE)
        reader = models.assembled(knowledge, found, read_by, start, start)
        rows = [held_out(passage, knowledge, reader) for passage in own]
        fitted = confidence.fit(rows, with_scorer=read_by is not NONE)
        save(out, name, fitted.arrays(), f"{len(own)} passages that the models did not learn from", date)


def held_out(passage: Annotated, knowledge: Knowledge, reader: models.Models) -> confidence.Held:
    """Return a passage as `reader` finds it."""
    known = understand(passage.document, passage.clean, knowledge, reader.names)
    items = weigh(reader, known, knowledge)
    return confidence.Held(passage, items, dict(known.frame.same))
