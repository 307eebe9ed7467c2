"""Patterns against rewritten sentences: who fills which role, at which status, with which evidence."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from graph.ontology import ONTOLOGY
from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import Knowledge
from ingest.extract.pattern import Pattern, role_of
from ingest.extract.said import PAIRED, Said
from ingest.extract.sentence import Rewritten
from ingest.extract.status import REACH, Statuses, clause_of
from ingest.extract.when import when

NEAR = 160
"""Signs back to which a label or a bare verb finds its topic."""


@dataclass(frozen=True)
class Matcher:
    """Matches the patterns of a language in one document."""

    knowledge: Knowledge
    frame: Frame
    statuses: Statuses

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        language = self.frame.document.language
        usable = [p for p in self.knowledge.patterns if p.language in (language, "any")]
        return tuple(sorted(usable, key=lambda p: (-p.confidence, p.id)))

    @cached_property
    def _carrying(self) -> tuple[Pattern, ...]:
        return tuple(pattern for pattern in self._patterns if pattern.carry)

    @cached_property
    def _together(self) -> re.Pattern[str]:
        """What makes one agreement of three or more: 三方, 共同."""
        return self.knowledge.expression("together")

    def read(self, window: Rewritten, sentence: tuple[int, int], carried: bool) -> Iterator[Said]:
        """Yield what the patterns say of a window of `sentence`; `carried`: it shows carried subjects."""
        for pattern in self._carrying if carried else self._patterns:
            at = 0
            while match := pattern.expression.search(window.text, at):
                at = match.start() + 1
                yield from self._claim(pattern, match, window, sentence)

    def _filler(self, filler: str, kinds: frozenset[str], start: int) -> Party | None:
        match filler:
            case "region":
                return self.frame.region
            case "publisher":
                return self.frame.publisher
            case "sole":
                return self._sole_event(start)
            case _:
                return self._topic(kinds, start)

    @cached_property
    def _events(self) -> tuple[Found, ...]:
        return tuple(n for n in self.frame.names if n.kind == "Event" and not n.generic)

    def _sole_event(self, start: int) -> Party | None:
        """Return the event that the document is about, if it names one only, and before `start`."""
        if not self._events or self._events[0].end > start:
            return None
        text = self.frame.text
        forms = {text[e.start : e.end] for e in self._events}
        longest = max(forms, key=lambda form: (len(form), form))
        if any(form not in longest for form in forms):
            return None
        first = self._events[0]
        return Party(text[first.start : first.end], "Event", first.start, first.end)

    def _topic(self, kinds: frozenset[str], start: int) -> Party | None:
        """Return the last name before `start`, not far, that may take a role."""
        names = self.frame.names
        last = bisect_left(names, start, key=lambda n: n.start)
        for item in reversed(names[max(0, last - 30) : last]):
            if start - item.end > NEAR:
                return None
            if item.end <= start and not item.generic and item.kind in kinds:
                return Party(self.frame.text[item.start : item.end], item.kind, item.start, item.end)
        return None

    def _claim(
        self, pattern: Pattern, match: re.Match[str], window: Rewritten, sentence: tuple[int, int]
    ) -> Iterator[Said]:
        text = self.frame.text
        roles = self._roles(pattern, match, window, window.span(*match.span())[0])
        if roles is None:
            return
        start, end = window.span(*match.span())
        while start < end and text[start] in ",;。 、:":
            start += 1
        while end > start and text[end - 1] in ",;。 、:":
            end -= 1
        if pattern.kind != "PROMOTES" and self.statuses.policy(text, start, end, sentence):
            return
        if self.statuses.denied(text, start, end):
            return
        status = pattern.status if pattern.fixed else self._status(pattern, start, end, sentence)
        captured = {k: v for k, v in match.groupdict().items() if k in ("position", "amount") and v}
        captured |= self.beside(pattern.kind, start, end, status, sentence)
        for facing in self._facing(pattern, match, window, roles, sentence):
            for filled in self._spread(pattern, facing):
                yield Said(pattern.kind, filled, status, start, end, pattern.confidence, pattern.id, **captured)

    def beside(self, kind: str, start: int, end: int, status: str, sentence: tuple[int, int]) -> dict[str, str]:
        """Return the date of the fact and the field of a cooperation, where the claim's clauses give them."""
        text, document = self.frame.text, self.frame.document
        first, last = clause_of(text, start, end, sentence)
        beside = {}
        if day := when(text, first, last, status, document.published.year if document.published else None):
            beside["when"] = day
        if kind == "COOPERATES_WITH" and (named := self._field.search(text, start, end)):
            beside["field"] = named.group(1)
        return beside

    @cached_property
    def _field(self) -> re.Pattern[str]:
        """签订草业战略合作协议: words of industry between signing and agreement."""
        sign, field, deal = (self.knowledge.any_of(name) for name in ("sign", "field", "deal"))
        return re.compile(f"(?:{sign})(?:了|《)?((?:{field}){{1,4}}?)(?:领域|产业)?(?:{deal})")

    def _facing(
        self,
        pattern: Pattern,
        match: re.Match[str],
        window: Rewritten,
        roles: Mapping[str, tuple[Party, ...]],
        sentence: tuple[int, int],
    ) -> Iterator[Mapping[str, tuple[Party, ...]]]:
        """Yield one claim for each pair of two sides (甲与乙、丙), one for all where they act together.

        Where both sides are lists the text leaves open who is with whom: no claim.
        """
        role = ONTOLOGY.claim(pattern.kind).roles[0]
        if len(ONTOLOGY.claim(pattern.kind).roles) > 1 or len(roles[role]) == 2:
            yield roles
            return
        groups = [window.groups[sign] for name, sign in match.groupdict().items() if role_of(name) == role and sign]
        wanted = set(roles[role])
        if len(groups) == 2:
            left, right = ([p for p in group.parties if p in wanted] for group in groups)
        elif groups[0].split:
            parties, split = groups[0].parties, groups[0].split
            left, right = ([p for p in side if p in wanted] for side in (parties[:split], parties[split:]))
        else:
            yield roles
            return
        if not left or not right or self._together.search(self.frame.text, *self._around(match, window, sentence)):
            yield roles
        elif len(left) == 1 or len(right) == 1:
            yield from ({role: (a, b)} for a in left for b in right)

    def _around(self, match: re.Match[str], window: Rewritten, sentence: tuple[int, int]) -> tuple[int, int]:
        start, end = window.span(*match.span())
        return max(sentence[0], start - REACH), min(sentence[1], end + REACH)

    def _status(self, pattern: Pattern, start: int, end: int, sentence: tuple[int, int]) -> str:
        text = self.frame.text
        if pattern.kind == "AFFILIATED_WITH":
            first, _ = clause_of(text, start, end, sentence)
            return "ended" if self.statuses.former(text, max(first, start - 6), end) else pattern.status
        status = self.statuses.of(text, start, end, "", sentence)
        if pattern.kind == "CO_BUILDS" and not status:
            # 双方签订协议,共建研究院: what is built has been agreed; 将共建 says itself that it is only planned.
            status = self.statuses.signed(text, sentence, start)
        return status or pattern.status

    def _roles(
        self, pattern: Pattern, match: re.Match[str], window: Rewritten, start: int
    ) -> Mapping[str, tuple[Party, ...]] | None:
        """Return who fills each role; None where a role that the form names stays empty."""
        roles: dict[str, list[Party]] = {role: [] for role in ONTOLOGY.claim(pattern.kind).roles}
        for name, sign in match.groupdict().items():
            role = role_of(name)
            if role not in roles or sign is None:
                continue
            accepted = [p for p in window.groups[sign].parties if p.kind in pattern.accepts[role]]
            if not accepted:
                return None
            known = {p.name for p in roles[role]}
            for one in accepted:
                if one.name not in known:
                    known.add(one.name)
                    roles[role].append(one)
        for role, filler in pattern.elided.items():
            party = self._filler(filler.rstrip("!"), pattern.accepts[role], start)
            if party and party.kind in pattern.accepts[role]:
                roles[role].append(party)
            elif filler.endswith("!"):
                return None
        everybody = [p.name for parties in roles.values() for p in parties]
        if len(everybody) != len(set(everybody)) or not everybody:
            return None
        first = ONTOLOGY.claim(pattern.kind).roles[0]
        if all(p.generic for parties in roles.values() for p in parties):
            return None
        if any(not p.name.endswith(words) for role, words in pattern.ending.items() for p in roles[role]):
            return None
        if pattern.several and len(roles[first]) < 2:
            return None
        # 院校地合作共建院士工作站: a publisher's sentence without a subject speaks of classes.
        unnamed = any(sign in window.groups and window.groups[sign].start < 0 for sign in match.groupdict().values())
        generic = pattern.generic and not unnamed
        if not generic and any(p.generic for parties in roles.values() for p in parties):
            return None
        if len(ONTOLOGY.claim(pattern.kind).roles) == 1 and len(roles[first]) < 2:
            return None
        return {role: tuple(parties) for role, parties in roles.items()}

    def _spread(
        self, pattern: Pattern, roles: Mapping[str, tuple[Party, ...]]
    ) -> Iterator[tuple[tuple[str, tuple[Party, ...]], ...]]:
        """Yield one filling a claim: a role that takes one participant makes a claim for each."""
        many = ONTOLOGY.claim(pattern.kind).many
        order = ONTOLOGY.claim(pattern.kind).roles
        choices = []
        for role in order:
            parties = roles[role]
            single = pattern.each or role not in many
            if pattern.kind == "LEADS" and role == "led":
                # Several led things are one claim only where a group leaves open who leads which.
                single = not any(p.kind == "Group" for p in roles["leader"])
            choices.append([(p,) for p in parties[:PAIRED]] if single and parties else [parties])
        for chosen in product(*choices):
            yield tuple((role, parties) for role, parties in zip(order, chosen, strict=True) if parties)
