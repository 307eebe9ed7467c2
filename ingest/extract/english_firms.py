"""English firms by their names without the legal form: Harbor Biotech, where the text also says Harbor Biotech Ltd."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.extract.abbreviations import Alias
from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge


def without_legal_form(text: str, names: Sequence[Found], knowledge: Knowledge) -> Iterator[Alias]:
    """Yield the short forms of firms that the text names in full as well; of two such firms nothing is said.

    Parameters
    ----------
    names : sequence of Found
        Names of the text, in order.
    """
    first: dict[str, Found] = {}
    for item in names:
        if item.kind == "Enterprise" and not item.generic:
            first.setdefault(text[item.start : item.end], item)
    owners: dict[str, set[str]] = defaultdict(set)
    for name in first:
        if legal := _legal_form(knowledge).search(name):
            owners[name[: legal.start()]].add(name)
    for short, full in sorted(owners.items()):
        if short in first and len(full) == 1:
            yield Alias(short, min(full), "Enterprise", False, first[short].start, first[short].end)


@lru_cache(maxsize=8)
def _legal_form(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(rf"(?:,? (?:{alternatives(knowledge.words('en.legal_form'))}))+$")
