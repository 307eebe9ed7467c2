"""First contact by turns: each folder is read by models that were fitted on the others."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import UsageError
from ingest.evaluation import Compared, read_by
from ingest.extract.knowledge import Knowledge, load_knowledge
from ingest.training.fit import fit
from ingest.training.passages import Annotated, folder

LEAST = 3
"""Folders: one is read, one gives confidence, the rest teach."""


def leave_one_folder_out(
    folders: Sequence[Path],
    *,
    bases: Sequence[Path] = (),
    knowledge: Knowledge | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Iterator[Compared]:
    """Yield every passage with what models say that learned from the other folders.

    The folder before the one that is read gives confidence, the rest teach; no page has passages on two of the three
    sides.

    Parameters
    ----------
    bases : sequence of Path
        See `ingest.training.fit.fit`; without any the models of `--reader fast` are fitted.

    Raises
    ------
    UsageError
        If there are fewer than `LEAST` folders.
    """
    if len(folders) < LEAST:
        raise UsageError(f"Leaving one folder out needs {LEAST} folders or more: one is read, one gives confidence.")
    words = knowledge or load_knowledge()
    passages = {place: folder(place) for place in folders}
    for number, left_out in enumerate(folders):
        sources = {passage.source for passage in passages[left_out]}
        sure = folders[number - 1]
        held = _without(passages[sure], sources)
        apart = sources | {passage.source for passage in held}
        teaching = [p for place in folders if place not in (left_out, sure) for p in _without(passages[place], apart)]
        say(f"{left_out.name}: fitting on {len(teaching)} passages of {len(folders) - 2} other folders")
        with TemporaryDirectory() as weights:
            fit(teaching, held, Path(weights), words, bases=bases, say=say)
            yield from read_by(
                left_out.name,
                {passage.name: passage.raw for passage in passages[left_out]},
                reader="default" if bases else "fast",
                knowledge=words,
                weights=Path(weights),
            )


def _without(passages: Sequence[Annotated], sources: set[str]) -> list[Annotated]:
    return [passage for passage in passages if passage.source not in sources]
