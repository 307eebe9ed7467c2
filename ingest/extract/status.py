"""At which step of the lifecycle a claim stands, by the cues in its own clauses."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.extract.alternatives import alternatives
from ingest.extract.knowledge import Knowledge

# Of cues of several steps in one clause the first here holds: 将签约 is planned, 正在推动设立 promoting.
PRECEDENCE = ("ended", "planned", "promoting", "signed", "approved", "building", "operating")
_YEAR_AHEAD = r"(?:19|20)[0-9]{2}年(?:度)?,?"
REACH = 200
"""Signs of a clause; longer ones are cut, so that reading stays linear."""
_CLAUSE_END = ",;。!?\n"


@dataclass(frozen=True)
class Statuses:
    """Reads statuses in clean text."""

    knowledge: Knowledge
    language: str = "zh"

    def _expression(self, name: str) -> str:
        """Return the alternatives of a list; English words stand alone."""
        if self.language == "en":
            return f"\\b(?:{alternatives(self.knowledge.words('en.' + name))})\\b"
        return alternatives(self.knowledge.words(name))

    @cached_property
    def _cues(self) -> re.Pattern[str]:
        groups = [f"(?P<{status}>{self._expression(f'status.{status}')})" for status in PRECEDENCE]
        shield = self._expression("status.shield")
        return re.compile(f"(?P<shield>{shield})|" + "|".join(groups))

    @cached_property
    def _year_plan(self) -> re.Pattern[str]:
        return re.compile(f"{_YEAR_AHEAD}(?:{alternatives(self.knowledge.words('plan.verb'))})")

    @cached_property
    def _done(self) -> re.Pattern[str]:
        return re.compile(self._expression("done"))

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return re.compile(self._expression("denial"))

    @cached_property
    def _former(self) -> re.Pattern[str]:
        return re.compile(self._expression("former"))

    @cached_property
    def _policy(self) -> re.Pattern[str]:
        return re.compile(self._expression("policy.strong"))

    def of(self, text: str, start: int, end: int, default: str, sentence: tuple[int, int]) -> str:
        """Return the status of what `text[start:end]` says; `default` where no cue speaks."""
        first, last = clause_of(text, start, end, sentence)
        found: dict[str, int] = {}
        for match in self._cues.finditer(text, first, last):
            if match.lastgroup and match.lastgroup != "shield":
                found.setdefault(match.lastgroup, match.start())
        if self._year_plan.match(text, sentence[0], last) and not self._done.search(text, first, end):
            found.setdefault("planned", sentence[0])
        return next((status for status in PRECEDENCE if status in found), default)

    def signed(self, text: str, sentence: tuple[int, int], start: int) -> str:
        """Return the status of a signing in the sentence, not further than `REACH` from `start`; empty where none is.

        计划签署协议 is planned; of several signings one that is done holds.
        """
        low, high = max(sentence[0], start - REACH), min(sentence[1], start + REACH)
        signings = [m.span() for m in self._cues.finditer(text, low, high) if m.lastgroup == "signed"]
        found = {self.of(text, first, last, "signed", sentence) for first, last in signings}
        return "signed" if "signed" in found else next((status for status in PRECEDENCE if status in found), "")

    def denied(self, text: str, start: int, end: int) -> bool:
        """Return whether the stretch denies what it speaks of."""
        return self._denied.search(text, start, end) is not None

    def former(self, text: str, start: int, end: int) -> bool:
        """Return whether the stretch speaks of a former post."""
        return self._former.search(text, start, end) is not None

    def policy(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
        """Return whether the clause only supports or encourages."""
        first, _ = clause_of(text, start, end, sentence)
        return self._policy.search(text, first, end) is not None


def clause_of(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the clauses that `text[start:end]` touches, inside `sentence` and not further than `REACH`."""
    low, high = max(sentence[0], start - REACH), min(sentence[1], end + REACH)
    first = max(text.rfind(mark, low, start) for mark in _CLAUSE_END) + 1
    last = min([at for mark in _CLAUSE_END if (at := text.find(mark, end, high)) >= 0], default=high)
    return max(first, low), last


@lru_cache(maxsize=8)
def statuses(knowledge: Knowledge, language: str) -> Statuses:
    """Return the reader of statuses over `knowledge`, with its expressions made once."""
    return Statuses(knowledge, language)
