"""Which folders of the corpus the models learn from, which only score them, and which neither may touch.

Folders, never passages, are divided: the passages of a folder share authors and habits. A page that gave passages to
two folders is on the held-out side with all of them.
"""

from pathlib import Path

from graph.errors import InnonetError
from ingest.training.passages import Annotated, folder

HELD_OUT = (
    "dev-zzzo",
    "dev-zzzp",
    "dev-zzzw",
    "dev-zzzx",
    "dev-zzzzf",
    "dev-zzzzm",
    "dev-zzzzp",
    "dev-zzzzq",
    "dev-zzzzt",
    "dev-zzzzu",
)
"""Scores only: the first contacts of the five readers before this one, Chinese and English."""
FIRST_CONTACT = ("dev-zzzzv", "dev-zzzzw")
"""Read when everything else was fixed: they teach nothing, and no miss of theirs was looked at."""


def train_and_held_out(corpus: Path) -> tuple[list[Annotated], list[Annotated]]:
    """Return the passages to learn from and those to score with, by folder and name.

    Raises
    ------
    InnonetError
        If a held-out folder is missing, or a passage cannot be read.
    """
    held = [passage for name in HELD_OUT for passage in folder(corpus / name)]
    sources = {passage.source for passage in held}
    names = sorted((path.name for path in corpus.glob("dev-*") if path.is_dir()), key=_age)
    learn = [name for name in names if name not in (*HELD_OUT, *FIRST_CONTACT)]
    if not learn:
        raise InnonetError("The corpus holds no folder to learn from. Folders named dev-a, dev-b … are needed.")
    passages = [passage for name in learn for passage in folder(corpus / name)]
    return [passage for passage in passages if passage.source not in sources], held


def _age(name: str) -> tuple[int, str]:
    """Sort folders as they were written: dev-a to dev-z, then dev-za."""
    return len(name), name
