"""How far two readings of the annotated corpus agree: the table of its data sheet, `tests/corpus/README.md`.

The second reading of a passage is scored against the first, as any tool's would be.
"""

from collections.abc import Sequence
from pathlib import Path

from ingest.evaluation import Compared
from ingest.extract.score import Score
from innonet import evaluation

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
BEGIN, END = "<!-- agreement: python docs/make.py corpus -->", "<!-- end of agreement -->"
HEAD = (
    "folder", "passages", "organisations F1", "kind right", "persons F1", "claim pairs F1", "whole events F1",
    "status right, of matched pairs", "numbers and units F1", "with relation and modality", "traps sprung",
)  # fmt: skip


def sheet(text: str) -> str:
    """Return the data sheet `text` with its table of agreement computed anew."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n\n" + table() + "\n" + END + rest.split(END)[1]


def table() -> str:
    """Return the table: all Chinese and all English passages, then folder by folder."""
    second = CORPUS / "second"
    twice = sorted((path.name for path in second.iterdir() if path.is_dir()), key=lambda name: (len(name), name))
    items = evaluation.compared([CORPUS / name for name in twice], said=second, common=True)
    languages = {"all, Chinese": "zh", "all, English": "en"}
    groups = {name: [item for item in items if item.language == of] for name, of in languages.items()}
    groups |= {name: [item for item in items if item.folder == name] for name in twice}
    return "\n".join([f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|", *map(_row, groups, groups.values())]) + "\n"


def _row(name: str, items: Sequence[Compared]) -> str:
    s = evaluation.of(items)
    figures = [f"{figure:.3f}" for figure in _shares(s)]
    return f"| {name} | {s.passages:,} | {' | '.join(figures)} | {s.sprung} of {s.traps:,} |"


def _shares(s: Score) -> list[float]:
    right = s.status_right / s.pairs.hit if s.pairs.hit else 0.0
    named = [s.organisations.f1, s.kinds_right.f1, s.persons.f1]
    return [*named, s.pairs.f1, s.events.f1, right, s.quantities.f1, s.whole_quantities.f1]
