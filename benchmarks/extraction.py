"""Score the reader on folders of annotated passages: `python benchmarks/extraction.py FOLDER...`.

One row a folder, one for all of them: names, persons, claim pairs, numbers with their units, statuses of matched pairs,
traps sprung, quotes verbatim.
"""

import json
import sys
from pathlib import Path

from ingest.extract.passage import from_passage, to_passage
from ingest.extract.score import Score, score
from ingest.extraction import extract

HEADER = ("folder", "passages", "organisations F1", "persons F1", "pairs P", "pairs R", "pairs F1", "numbers F1",
          "status right", "traps sprung", "quotes verbatim")  # fmt: skip


def read(folder):
    """Return (annotated, said) for every passage of a folder, in the order of their names."""
    passages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [(gold, to_passage(extract(from_passage(gold)))) for gold in passages]


def row(name: str, result: Score) -> tuple[str, ...]:
    """Return one line of the table."""
    pairs = result.pairs
    figures = (
        result.organisations.f1,
        result.persons.f1,
        pairs.precision,
        pairs.recall,
        pairs.f1,
        result.quantities.f1,
    )
    return (
        name,
        str(result.passages),
        *(f"{figure:.3f}" for figure in figures),
        f"{result.status_right}/{pairs.hit}",
        f"{result.sprung}/{result.traps}",
        f"{result.verbatim}/{result.quotes}",
    )


def main(folders):
    """Print the table in Markdown."""
    if not folders:
        sys.exit(f"{__doc__.splitlines()[0]}\nNo folder is given.")
    print("| " + " | ".join(HEADER) + " |")
    print("|" + "---|" * len(HEADER))
    everything = []
    for folder in map(Path, folders):
        said = read(folder)
        if not said:
            sys.exit(f"{folder} holds no passage: a folder with one JSON file a passage is needed.")
        everything.extend(said)
        print("| " + " | ".join(row(folder.name, score(said))) + " |")
    if len(folders) > 1:
        print("| " + " | ".join(row("all", score(everything))) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
