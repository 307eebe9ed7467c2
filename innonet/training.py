"""Train a reader on annotated passages: which passages teach, which are held out, where the weights go."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    from ingest.training.passages import Annotated

HELD_SHARE = 8
"""Without `--held`, one page in so many is held out."""


def train(
    folders: Sequence[Path],
    out: Path,
    *,
    held: Sequence[Path] = (),
    words: Path | None = None,
    bases: Sequence[Path] = (),
    start: Path | None = None,
    date: str = "",
    seed: int = 0,
    say: Callable[[str], None] = print,
) -> None:
    """Fit a reader on the passages of `folders` and write its weights into the folder `out`.

    Parameters
    ----------
    held : sequence of Path
        Folders on which confidence is fitted; a page that also stands in `folders` teaches nothing. If none is given,
        one page in eight of `folders` is held out.
    words : Path, optional
        Word lists and patterns of your own, laid over the shipped ones.
    bases : sequence of Path
        Artifacts of base models, one a language; without any only what `--reader fast` needs is fitted.
    start : Path, optional
        Folder of weights from which the encoder's networks go on.
    date : str
        For the manifest; ISO.

    Raises
    ------
    UsageError
        If the extra `train` is not installed, or nothing is left to learn from.
    InnonetError
        If a folder holds no passage, or a file is no annotated passage.
    """
    try:
        from ingest.training import fit
        from ingest.training.passages import folder

        if bases:  # said now, not after the minutes that the small models take
            import onnx  # noqa: F401
            import torch  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"{error.name} is not installed. Training needs more: pip install 'innonet[train]'."
        ) from error
    from ingest.extract.knowledge import load_knowledge

    passages = [passage for path in folders for passage in folder(path)]
    apart = [passage for path in held for passage in folder(path)]
    if not apart:
        pages = sorted({passage.source for passage in passages})[::HELD_SHARE]
        apart = [passage for passage in passages if passage.source in set(pages)]
    if start and not bases:
        raise UsageError("--from is for the encoder's networks. Give --base with it.")
    sources = {passage.source for passage in apart}
    learn: list[Annotated] = [passage for passage in passages if passage.source not in sources]
    if not learn:
        raise UsageError("Nothing is left to learn from: every page is held out. Give more folders.")
    say(f"{len(learn)} passages teach, {len(apart)} are held out")
    fit.fit(learn, apart, out, load_knowledge(words), bases=bases, start=start, date=date, seed=seed, say=say)
