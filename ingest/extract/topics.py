"""Consortia that a list names by their topics only: 组建物联网、智慧停车、益生菌技术等创新联合体."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge

_ITEM = "(?:(?!等)[一-鿿A-Za-z0-9]){2,14}"


@dataclass(frozen=True)
class Topics:
    """Finds consortia by their topics."""

    knowledge: Knowledge

    @cached_property
    def _list(self) -> re.Pattern[str]:
        heads = alternatives(self.knowledge.words("class.Consortium"))
        opening = alternatives(word for name in ("found", "make", "promote") for word in self.knowledge.words(name))
        count = "(?:[0-9一二三四五六七八九十]+[个家])?"
        return re.compile(f"(?:{opening})+(?:了|起)?({_ITEM}(?:、{_ITEM}){{1,30}})(?:等)?{count}(?:{heads})")

    def find(self, text: str) -> Iterator[Found]:
        """Yield one Consortium for each topic of a list of two or more that ends in a class word of consortia."""
        for match in self._list.finditer(text):
            at = match.start(1)
            for topic in match.group(1).split("、"):
                yield Found(at, at + len(topic), "Consortium", weight=5)
                at += len(topic) + 1
