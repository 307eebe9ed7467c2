"""What is known of a document before claims are decided: names, frame, and what the rules say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.document import Document
from ingest.extract.claims import Claims
from ingest.extract.figure import Figure
from ingest.extract.frame import Frame
from ingest.extract.knowledge import Knowledge
from ingest.extract.mentions import Names, finder
from ingest.extract.quantities import numbers
from ingest.extract.said import Said, settled
from ingest.extract.status import statuses
from ingest.extract.taken_back import TakenBack, taken_back
from ingest.learned.encoder import Shared
from ingest.learned.names import NameReader
from ingest.learned.quantities import Odds
from ingest.text.normalise import Normalised, clean_name


@dataclass(frozen=True, eq=False)
class Understood:
    """A document with its names."""

    clean: Normalised
    names: Names
    sure: Mapping[tuple[int, int], float]
    """Where a name of the models stands → how sure it is."""
    frame: Frame
    said: list[Said]
    """What the rules say over these names."""
    numbers: Sequence[Figure]
    """Every number with a unit, whether it is a figure or not."""
    odds: Odds | None
    """What the encoder makes of each."""
    shared: Shared
    """What the trunk made of the text."""
    taken_back: TakenBack
    """What the text itself says is wrong: no claim, no figure."""

    @property
    def sure_names(self) -> dict[str, float]:
        """Name → how sure its surest place is."""
        best: dict[str, float] = {}
        for (start, end), probability in self.sure.items():
            name = self.clean.text[start:end]
            best[name] = max(probability, best.get(name, 0.0))
        return best


def understand(document: Document, clean: Normalised, knowledge: Knowledge, reader: NameReader | None) -> Understood:
    """Return the names of a document by `reader`, or by the rules alone, and what the rules say over them."""
    finders = finder(knowledge)
    english = document.language == "en"
    publisher = clean_name(document.publisher or "")
    names = finders.find_english(clean.text) if english else finders.find(clean.text, publisher)
    counted = numbers(document, clean)
    sure: Mapping[tuple[int, int], float] = {}
    odds = None
    shared: Shared = {}
    if reader:
        read = reader.read(clean.text, names, english, publisher, [(figure.start, figure.end) for figure in counted])
        names, sure, odds, shared = read.names, read.sure, read.odds, read.shared
    same = {alias.short: alias.full for alias in names.aliases if alias.declared}
    frame = Frame(document, clean.text, knowledge, finders.kinds, finders.places, names.names, same)
    claims = Claims(knowledge, frame, statuses(knowledge, document.language), names.declared_at, names.branches)
    wrong = taken_back(clean.text, knowledge, document.language)
    said = settled(claim for claim in claims.every() if not wrong.claim(claim))
    return Understood(clean, names, sure, frame, said, counted, odds, shared, wrong)
