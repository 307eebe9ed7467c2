"""Regions that a text names."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge
from ingest.extract.places import Places


@dataclass(frozen=True)
class Regions:
    """Finds regions in clean Chinese text."""

    knowledge: Knowledge
    places: Places

    @cached_property
    def _county(self) -> re.Pattern[str]:
        return re.compile(
            f"(?:(?<=[,。;、:\n(“在于赴到与和驻])|(?<=落户)|(?<=走进)|(?<=入驻)|^)({alternatives(self.places.short_counties)})(?=[,。;、:)”与和的在举召]|$|落户|设立|建设|签约)"
        )

    def find(self, text: str, known: list[tuple[int, int]]) -> list[Found]:
        """Return the regions; places that touch one another are one (浙江省杭州市)."""
        merged: list[tuple[int, int]] = []
        for start, end in known:
            if merged and merged[-1][1] == start:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        found = [Found(start, end, "Region", weight=-2) for start, end in merged]
        for match in self._county.finditer(text):
            found.append(Found(match.start(1), match.end(1), "Region", weight=-3))
        return found
