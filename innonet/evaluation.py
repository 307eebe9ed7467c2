"""`innonet evaluate`: annotated folders scored, as tables for people and programs."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from graph.errors import InnonetError, UsageError
from ingest.evaluation import Compared, annotated, by_folder_and_language, read_by, said_in
from ingest.extract.score import Figure, Score, score

ALL = "all"
Say = Callable[[str], None]


def compared(
    folders: Sequence[Path],
    *,
    said: Path | None = None,
    common: bool = False,
    reader: str = "default",
    weights: Path | None = None,
    say: Say = lambda line: None,
) -> list[Compared]:
    """Return every passage of annotated folders with what `reader` says, or what lies in the folder `said`.

    `weights`: the folder of the reader's models, where they are not those that come with innonet; `common`: passages
    of which nothing lies in `said` are left out, rather than taken for empty.

    Raises
    ------
    UsageError
        If two folders have one name.
    InnonetError, DocumentError
        If a folder holds no passage, or a file is none.
    """
    names = [folder.resolve().name for folder in folders]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"Two folders are called {twice[0]!r}, and would be one row. Evaluate them in two calls.")
    items: list[Compared] = []
    for folder, name in zip(folders, names, strict=True):
        passages = annotated(folder)
        say(f"{name}: {len(passages)} {'passages' if len(passages) > 1 else 'passage'}")
        if said is None:
            items += read_by(name, passages, reader=reader, weights=weights)
        else:
            items += said_in(said, name, passages, common=common)
    return items


def leaving_out(folders: Sequence[Path], bases: Sequence[Path], say: Say) -> list[Compared]:
    """Return every passage of annotated folders with what models say that learned from the other folders.

    Raises
    ------
    InnonetError
        If what training needs is not installed.
    """
    try:
        from ingest.training.leave_out import leave_one_folder_out
    except ImportError as error:
        raise InnonetError(f"Training needs {error.name}. Install it: pip install 'innonet[train]'.") from error
    return list(leave_one_folder_out(folders, bases=bases, say=say))


def by_folder(items: Sequence[Compared]) -> pd.DataFrame:
    """Return one row for each folder and language, then one for each language, then one for all.

    Names are scored by F1 over unique surface forms, `pairs` and `events` over claims, `numbers` over numbers with
    their units, `targets` over these with relation and modality; `shown` are pairs said surely enough to be shown.
    """
    groups = dict(by_folder_and_language(items))
    languages = sorted({language for _, language in groups}, reverse=True)
    if len(groups) > 1:
        groups |= {(ALL, language): [i for i in items if i.language == language] for language in languages}
    if len(languages) > 1:
        groups[ALL, ALL] = list(items)
    return pd.DataFrame([_row(folder, language, of(group)) for (folder, language), group in groups.items()])


def of(items: Iterable[Compared]) -> Score:
    """Return the figures of passages."""
    return score((item.gold, item.said) for item in items)


def _row(folder: str, language: str, s: Score) -> dict[str, object]:
    return {
        "folder": folder,
        "language": language,
        "passages": s.passages,
        "organisations": _three(s.organisations.f1),
        "kinds_right": _three(s.kinds_right.f1),
        "persons": _three(s.persons.f1),
        "pairs": _three(s.pairs.f1),
        "events": _three(s.events.f1),
        "status_right": f"{s.status_right}/{s.pairs.hit}",
        "numbers": _three(s.quantities.f1),
        "targets": _three(s.whole_quantities.f1),
        "traps_sprung": f"{s.sprung}/{s.traps}",
        "verbatim": f"{s.verbatim}/{s.quotes}",
        "shown_precision": _three(s.shown.precision),
        "shown_recall": _three(s.shown.recall),
    }


def by_figure(items: Sequence[Compared]) -> pd.DataFrame:
    """Return one row for each figure, kind of name and kind of claim, and language: precision, recall, F1, counts."""
    languages = sorted({item.language for item in items}, reverse=True)
    groups = [(language, [i for i in items if i.language == language]) for language in languages]
    if len(languages) > 1:
        groups.append((ALL, list(items)))
    scores = [(language, of(group)) for language, group in groups]
    named = [(language, _figures(s)) for language, s in scores]
    order = dict.fromkeys(name for _, figures in named for name in figures)
    rows = [
        {"figure": name, "language": language, **_counts(figures[name])}
        for name in order
        for language, figures in named
        if name in figures
    ]
    return pd.DataFrame(rows)


def _figures(s: Score) -> dict[str, Figure]:
    return {
        "organisations": s.organisations,
        "organisations, kind right": s.kinds_right,
        "persons": s.persons,
        "pairs": s.pairs,
        "pairs shown by default": s.shown,
        "whole events": s.events,
        "numbers and units": s.quantities,
        "with relation and modality": s.whole_quantities,
        "with indicator": s.indicators,
        **{f"name {kind}": figure for kind, figure in sorted(s.by_mention.items())},
        **{f"claim {kind}": figure for kind, figure in sorted(s.by_kind.items())},
    }


def _counts(figure: Figure) -> dict[str, object]:
    return {
        "precision": _three(figure.precision),
        "recall": _three(figure.recall),
        "f1": _three(figure.f1),
        "annotated": figure.gold,
        "said": figure.said,
        "right": figure.hit,
    }


def reliability(items: Sequence[Compared]) -> pd.DataFrame:
    """Return for each step of confidence how many pairs were said so surely, and how many of them are right."""
    steps = of(items).reliability
    rows = [
        {
            "confidence": f"{number / len(steps):.1f}-{(number + 1) / len(steps):.1f}",
            "said": step.said,
            "right": step.right,
            "stated": _three(step.stated / step.said),
            "share_right": _three(step.right / step.said),
        }
        for number, step in enumerate(steps)
        if step.said
    ]
    return pd.DataFrame(rows, columns=["confidence", "said", "right", "stated", "share_right"])


def _three(figure: float) -> float:
    return round(figure, 3)
