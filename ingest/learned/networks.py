"""The encoder's networks, one set a language; a set is opened when the first text of its language is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from graph.document import Document
from ingest.learned.encoder import Build, Trunk
from ingest.learned.pieces import WordPieces
from ingest.learned.scorer import Scorer
from ingest.learned.tagger import Tagger
from ingest.learned.weights import Missing, absent, opened, strings_of

LANGUAGES = ("zh", "en")
"""What is not English is read as Chinese."""
PARTS = ("vocabulary", "trunk", "tagger", "scorer")


def files(language: str) -> tuple[str, ...]:
    """Return the names of the weight files of a language."""
    return tuple(f"{part}_{language}" for part in PARTS)


def language_of(document: Document) -> str:
    """Return the language by whose networks a document is read."""
    return "en" if document.language == "en" else "zh"


@dataclass(frozen=True, eq=False)
class Networks:
    """What the encoder reads in one language."""

    pieces: WordPieces
    tagger: Tagger
    scorer: Scorer


@dataclass(frozen=True, eq=False)
class Shelf:
    """Networks of the languages whose weight files are there."""

    folder: Traversable | None
    """Where they lie; those of the package if None."""
    languages: frozenset[str]
    build: Build | None = None
    """What computes the encoder's layers, see `ingest.learned.encoder.Encoder`."""
    _open: dict[str, Networks] = field(default_factory=dict)

    def of(self, language: str) -> Networks | None:
        """Return the networks of a language; None where there are none."""
        if language not in self.languages:
            return None
        if language not in self._open:
            self._open[language] = _opened(language, self.folder, self.build)
        return self._open[language]


NONE = Shelf(None, frozenset())
"""No networks: what `--reader fast` reads with."""


def shelf(
    folder: Traversable | None = None, languages: Iterable[str] = LANGUAGES, build: Build | None = None
) -> tuple[Shelf, list[Missing]]:
    """Return the networks of a folder, and what is not there of the languages asked for."""
    gone = {language: [m for name in files(language) if (m := absent(name, folder))] for language in languages}
    there = frozenset(language for language, missing in gone.items() if not missing)
    return Shelf(folder, there, build), [missing for each in gone.values() for missing in each]


def _opened(language: str, folder: Traversable | None, build: Build | None) -> Networks:
    vocabulary, shared, tagger, scorer = (opened(name, folder) for name in files(language))
    pieces, trunk = WordPieces(strings_of(vocabulary["pieces"])), Trunk(vocabulary, shared, build)
    return Networks(pieces, Tagger(tagger, trunk, pieces, build), Scorer(scorer, trunk, build))
