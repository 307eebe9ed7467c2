"""Regions that a text names: known places, and words with the ending of a place (云岭市)."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge, alternatives
from ingest.extract.places import Places

_ENDED = re.compile("(?:(?<=[,。;、:\n(“])|^|(?<=[在于赴到与和由对是]))(?=([一-鿿]{2,3}(?:市|省|县|州|自治区|新区)))")
_NOT_BEFORE = re.compile("[的了在与和及等各全本该我]|城市|股市|上市|超市|都市|市场|夜市|各省|外省|跨省")


@dataclass(frozen=True)
class Regions:
    """Finds regions in clean Chinese text."""

    knowledge: Knowledge
    places: Places

    @cached_property
    def _county(self) -> re.Pattern[str]:
        return re.compile(f"(?:(?<=[,。;、:\n(“在于赴到与和驻])|(?<=落户)|(?<=走进)|(?<=入驻)|^)({alternatives(self.places.short_counties)})(?=[,。;、:)”与和的在举召]|$|落户|设立|建设|签约)")

    def find(self, text: str, known: list[tuple[int, int]]) -> list[Found]:
        """Return the regions: known places that touch one another are one (浙江省杭州市)."""
        merged: list[tuple[int, int]] = []
        for start, end in known:
            if merged and merged[-1][1] == start:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        found = [Found(start, end, "Region", weight=-2) for start, end in merged]
        for match in self._county.finditer(text):
            found.append(Found(match.start(1), match.end(1), "Region", weight=-3))
        for match in _ENDED.finditer(text):
            name = match.group(1)
            if not _NOT_BEFORE.search(name):
                found.append(Found(match.start(1), match.end(1), "Region", weight=-3))
        return found
