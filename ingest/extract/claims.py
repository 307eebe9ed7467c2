"""Claims: patterns matched against rewritten sentences, with statuses, elided subjects and evidence.

Patterns vote in the order of their measured precision; of two that say the same of the same parties the better holds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from graph.ontology import ONTOLOGY
from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge, alternatives
from ingest.extract.pattern import Pattern
from ingest.extract.posts import Posts
from ingest.extract.sentence import Group, Occurrence, Rewritten, grouped, rewritten
from ingest.extract.tables import Tables
from ingest.extract.status import REACH, Statuses, clause_of
from ingest.text.segment import sentences

_BRACKET = re.compile(r"\([^()\n]{1,40}\)")
_HEAD = 10
"""Signs of adverbs that may stand before a clause's subject."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in clean offsets, before it gets an id."""

    kind: str
    roles: tuple[tuple[str, tuple[Party, ...]], ...]
    status: str
    start: int
    end: int
    confidence: float
    pattern: str
    position: str | None = None
    amount: str | None = None
    field: str | None = None
    when: str | None = None

    def names(self, role: str) -> frozenset[str]:
        """Return the names in a role."""
        return frozenset(p.name for r, parties in self.roles for p in parties if r == role)

    @property
    def pairs(self) -> frozenset[tuple[str, ...]]:
        """The pairs of ends that the claim links; one end alone where the other is not named."""
        sides = [sorted({p.name for p in parties}) for _, parties in self.roles if parties]
        if len(sides) == 1:
            names = sides[0]
            several = frozenset((a, b) for i, a in enumerate(names[:PAIRED]) for b in names[i + 1 : PAIRED])
            return several or frozenset((name,) for name in names)
        return frozenset(product(*[side[:PAIRED] for side in sides]))


POSTS = {
    "posts/title-name": 0.9,
    "posts/name-between": 0.8,
    "posts/name-post": 0.8,
    "posts/inherited": 0.7,
    "posts/title-name-elided": 0.6,
}
"""Rule of posts → measured precision on annotated passages."""
TABLE = 0.75
"""Measured precision of what tables say."""
NEAR = 160
"""Signs back to which a label or a bare verb finds its topic."""
PAIRED = 60
"""Names of a list that are compared pair by pair; longer lists are one claim all the same."""


@dataclass(frozen=True)
class Claims:
    """Reads claims out of one document's clean text."""

    knowledge: Knowledge
    frame: Frame
    statuses: Statuses
    aliases: frozenset[tuple[int, int]]
    """Where short forms are declared: no parties of their own."""
    branches: Mapping[Found, Found] = field(default_factory=dict)
    """Branch → the parent whose name its own opens with."""

    @property
    def _english(self) -> bool:
        return self.frame.document.language == "en"

    @cached_property
    def _joins(self) -> re.Pattern[str]:
        return self.knowledge.expression("join_en" if self._english else "join")

    @cached_property
    def _new(self) -> re.Pattern[str]:
        """What before a class word speaks of a new thing, not of one named before: 共建研究院, 一个联盟."""
        lists = ("make", "found", "establish", "promote", "new_thing")
        words = alternatives(word for name in lists for word in self.knowledge.words(name))
        return re.compile(f"(?:{words}|[0-9一二三四五六七八九十两多几各每][个家所座类批支])(?:的|了|起)?$")

    @cached_property
    def _sides(self) -> re.Pattern[str]:
        return self.knowledge.expression("side")

    @cached_property
    def _together(self) -> re.Pattern[str]:
        """What makes one agreement of three or more: 三方, 共同."""
        return self.knowledge.expression("together")

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        """What may stand before the subject of a clause."""
        words = alternatives(self.knowledge.words("adverb"))
        return re.compile(f"(?:(?:{words}|[0-9年月日号上下午晚]+),?)*")

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        language = self.frame.document.language
        usable = [p for p in self.knowledge.patterns if p.language in (language, "any")]
        return tuple(sorted(usable, key=lambda p: (-p.confidence, p.id)))

    @cached_property
    def _carrying(self) -> tuple[Pattern, ...]:
        return tuple(pattern for pattern in self._patterns if pattern.carry)

    def read(self) -> list[Said]:
        """Return the claims, in the order of the text."""
        text, names = self.frame.text, self.frame.names
        said: list[Said] = []
        index = 0
        topic: Group | None = None
        line = -1
        for sentence in sentences(text):
            if text.find("\n", line, sentence.start) >= 0 or line < 0:
                topic = self._publisher
            line = sentence.end
            first = index
            while index < len(names) and names[index].start < sentence.end:
                index += 1
            here = [n for n in names[first:index] if n.end <= sentence.end]
            before = list(names[max(0, first - 60) : index])
            said.extend(self._branches(here, (sentence.start, sentence.end)))
            occurrences = self._occurrences(here, sentence.start, sentence.end, before)
            said.extend(self._posts(self._resolved(occurrences, before), sentence.start, sentence.end))
            groups = grouped(text, occurrences, self._joins, self._sides, self._english)
            carried, topic = self._carried(sentence.start, sentence.end, groups, topic)
            span = (sentence.start, sentence.end)
            for window in rewritten(text, *span, groups, {}):
                said.extend(self._matched(self._patterns, window, span))
            if carried:
                for window in rewritten(text, *span, groups, carried):
                    said.extend(self._matched(self._carrying, window, span))
        said.extend(self._tables())
        return list(self._settled(said))

    # -------------------------------------------------------------- the sentence
    def _branches(self, here: list[Found], sentence: tuple[int, int]) -> Iterator[Said]:
        text = self.frame.text
        for item in here:
            parent = self.branches.get(item)
            if parent is None:
                continue
            roles = tuple(
                (role, (Party(text[f.start : f.end], f.kind, f.start, f.end),))
                for role, f in (("branch", item), ("parent", parent))
            )
            status = self.statuses.of(text, item.start, item.end, "operating", sentence)
            yield Said("BRANCH_OF", roles, status, item.start, item.end, 0.8, "branch/in-name")

    def _occurrences(self, here: list[Found], start: int, end: int, before: list[Found]) -> list[Occurrence]:
        text = self.frame.text
        occurrences = []
        swallowed = start
        for item in here:
            if item.start < swallowed or (item.start, item.end) in self.aliases:
                continue
            stop = self._with_bracket(item, here)
            party = Party(text[item.start : item.end], item.kind, item.start, item.end, item.generic)
            if item.generic and not self._new.search(text, max(0, item.start - 6), item.start):
                party = self.frame.named(party.name, item.start, before) or party
            occurrences.append(Occurrence(item.start, stop, (party,)))
            swallowed = stop
        starts = [o.start for o in occurrences]
        pointing = []
        for at, stop, parties in self.frame.pointers(start, end, before):
            place = bisect_left(starts, stop)
            if place == 0 or occurrences[place - 1].end <= at:
                pointing.append(Occurrence(at, stop, parties))
        return sorted(occurrences + pointing, key=lambda o: o.start)

    def _with_bracket(self, item: Found, here: list[Found]) -> int:
        """Return the end of a name with the bracket that only glosses it: (以下简称…), (688001.SH)."""
        at = item.end + (self._english and self.frame.text[item.end : item.end + 1] == " ")
        match = _BRACKET.match(self.frame.text, at)
        if self._english and match and not any(match.start() < a < match.end() for a, _ in self.aliases):
            return item.end
        if not match or self.knowledge.expression("bracket.tells").search(match.group()):
            return item.end
        inside = [n for n in here if match.start() < n.start < match.end() and (n.start, n.end) not in self.aliases]
        return item.end if any(n.kind == "Person" for n in inside) else match.end()

    @cached_property
    def _publisher(self) -> Group | None:
        """The publisher as the subject of a line that names none."""
        party = self.frame.publisher
        return Group(-1, -1, (party,)) if party else None

    def _carried(
        self, start: int, end: int, groups: list[Group], topic: Group | None
    ) -> tuple[dict[int, Group], Group | None]:
        """Return the subject that each clause without one takes from an earlier one, and the sentence's own subject."""
        text = self.frame.text
        carried: dict[int, Group] = {}
        starts = [g.start for g in groups]
        subject = topic
        head = start
        while head < end:
            cut = min([at for mark in ",;" if (at := text.find(mark, head, end)) >= 0], default=end)
            opening = self._opening.match(text, head, cut)
            body = opening.end() if opening else head
            place = bisect_left(starts, head)
            own = groups[place] if place < len(groups) and starts[place] <= body else None
            if own and own.parties[0].kind in (*ORGANISATIONS, "Region", "Person"):
                subject = own
            elif subject and own is None and subject.end <= head:
                carried[body] = subject
            head = cut + 1
        return carried, subject

    def _resolved(self, occurrences: list[Occurrence], before: list[Found]) -> list[Occurrence]:
        """Return the occurrences with a class word before a title led back to its name: 公司董事长, 中心主任."""
        text = self.frame.text
        resolved = []
        for o in occurrences:
            if o.parties[0].generic and len(o.parties) == 1:
                party = self.frame.named(text[o.start : o.end], o.start, before)
                if party is None:
                    continue
                o = replace(o, parties=(party,))
            resolved.append(o)
        return resolved

    def _bodies(self, start: int, end: int) -> Iterator[Party]:
        names = self.frame.names
        last = bisect_left(names, start, key=lambda n: n.start)
        for item in names[max(0, last - 12) : last]:
            if not item.generic and item.kind in ORGANISATIONS and start - item.end <= NEAR:
                yield Party(self.frame.text[item.start : item.end], item.kind, item.start, item.end)

    def _posts(self, occurrences: list[Occurrence], start: int, end: int) -> Iterator[Said]:
        bodies = tuple(self._bodies(start, end))
        for post in Posts(self.knowledge, self.frame, bodies).read(occurrences, start, end):
            if post.organisation.name:
                roles = (("person", (post.person,)), ("organisation", (post.organisation,)))
                status = "ended" if post.ended else "operating"
                yield Said(
                    "AFFILIATED_WITH", roles, status, post.start, post.end, POSTS[post.rule], post.rule, post.position
                )

    # -------------------------------------------------------------- patterns
    def _matched(self, patterns: tuple[Pattern, ...], window: Rewritten, sentence: tuple[int, int]) -> Iterator[Said]:
        for pattern in patterns:
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
        if self.statuses.denied(text, start, end, sentence):
            return
        status = pattern.status if pattern.fixed else self._status(pattern, start, end, sentence)
        captured = {k: v for k, v in match.groupdict().items() if k in ("position", "amount", "field", "when") and v}
        for facing in self._facing(pattern, match, window, roles, sentence):
            for filled in self._spread(pattern, facing):
                yield Said(pattern.kind, filled, status, start, end, pattern.confidence, pattern.id, **captured)

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
        groups = [
            window.groups[sign] for name, sign in match.groupdict().items() if name.rstrip("23456789") == role and sign
        ]
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
        return self.statuses.of(text, start, end, pattern.status, sentence)

    def _roles(
        self, pattern: Pattern, match: re.Match[str], window: Rewritten, start: int
    ) -> Mapping[str, tuple[Party, ...]] | None:
        """Return who fills each role; None where a role that the form names stays empty."""
        roles: dict[str, list[Party]] = {role: [] for role in ONTOLOGY.claim(pattern.kind).roles}
        for name, sign in match.groupdict().items():
            role = name.rstrip("0123456789")
            if role not in roles or sign is None:
                continue
            accepted = [p for p in window.groups[sign].parties if p.kind in pattern.accepts[role]]
            if not accepted:
                return None
            known = {p.name for p in roles[role]}
            for party in accepted:
                if party.name not in known:
                    known.add(party.name)
                    roles[role].append(party)
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
            # LEADS takes several led things only where one clause leaves open who leads which.
            if pattern.kind == "LEADS" and role == "led" and any(p.kind == "Group" for p in roles["leader"]):
                single = False
            choices.append([(p,) for p in parties[:PAIRED]] if single and parties else [parties])
        for chosen in product(*choices):
            yield tuple((role, parties) for role, parties in zip(order, chosen, strict=True) if parties)

    # -------------------------------------------------------------- tables
    def _tables(self) -> Iterator[Said]:
        for row in Tables(self.knowledge, self.frame).rows():
            thing = row.cells["thing"]
            hosts, builders = row.cells.get("host", ()), row.cells.get("builder", ())
            told: list[tuple[str, str, tuple[Party, ...], str]] = [("HOSTS", "hosted", (h,), "host") for h in hosts]
            if builders:
                told.append(("CO_BUILDS", "built", hosts + builders, "builder"))
            told.extend(("LEADS", "led", (leader,), "leader") for leader in row.cells.get("leader", ()))
            if members := row.cells.get("member", ()):
                told.append(("MEMBER_OF", "whole", members, "member"))
            for kind, second, parties, first in told:
                status = row.status if kind in {"HOSTS", "CO_BUILDS"} else "operating"
                roles = ((first, parties), (second, thing))
                yield Said(kind, roles, status, row.start, row.end, TABLE, f"table/{first}")
            for place in row.cells.get("place", ())[:1]:
                yield Said(
                    "LOCATED_IN",
                    (("located", thing), ("place", (place,))),
                    "operating",
                    row.start,
                    row.end,
                    TABLE,
                    "table/place",
                )
            publisher = self.frame.publisher
            if row.listed and publisher and publisher.kind == "Agency":
                roles = (("approver", (publisher,)), ("approved", thing))
                yield Said("APPROVES", roles, row.status, row.start, row.end, TABLE, "table/listed")

    # -------------------------------------------------------------- what stands
    def _settled(self, said: list[Said]) -> Iterator[Said]:
        """Yield each claim once: better patterns first, and no claim that another of its kind holds in full."""
        taken: dict[tuple[str, tuple[str, ...]], Said] = {}
        kept: list[Said] = []
        for claim in sorted(said, key=lambda c: (-c.confidence, -len(c.pairs), c.start, c.end, c.pattern)):
            pairs = {(claim.kind, tuple(sorted(p)) if len(claim.roles) == 1 else p) for p in claim.pairs}
            if all(pair in taken for pair in pairs):
                continue
            for pair in pairs:
                taken.setdefault(pair, claim)
            kept.append(claim)
        yield from sorted(kept, key=lambda c: (c.start, c.end, c.kind, c.pattern, str(c.roles)))
