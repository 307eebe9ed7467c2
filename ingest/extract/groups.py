"""Counted sets of actors: 11位院士, 30余家企业. They stay one group and are never expanded."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge

_NUMBER = "(?:[0-9][0-9,]{0,8}|[一二三四五六七八九十百千两]{1,4}|数|多|几)(?:余|多)?"


@dataclass(frozen=True)
class Groups:
    """Finds counted groups in clean Chinese text."""

    knowledge: Knowledge

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        words = self.knowledge.words
        return re.compile(
            f"(?<![第0-9.]){_NUMBER}(?:{alternatives(words('measure'))})"
            f"(?:(?:{alternatives(words('group.before'))}){{0,3}})(?:{alternatives(words('group.noun'))})"
        )

    def find(self, text: str) -> list[Found]:
        """Return the groups, in order."""
        return [Found(m.start(), m.end(), "Group", weight=1) for m in self._counted.finditer(text)]
