"""Claims: sentence by sentence, by posts, branches, patterns and tables; of two that say the same the better holds."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ingest.extract.found import Found
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.matcher import NEAR, Matcher
from ingest.extract.posts import Posts
from ingest.extract.said import Said, settled
from ingest.extract.sentence import Group, Occurrence, grouped, rewritten
from ingest.extract.status import Statuses
from ingest.extract.subjects import Subjects
from ingest.extract.tables import Row, Tables
from ingest.text.segment import sentences

POSTS = {
    "posts/title-name": 0.84,
    "posts/name-between": 0.88,
    "posts/name-post": 0.86,
    "posts/inherited": 0.67,
    "posts/title-name-elided": 0.43,
}
"""Rule of posts → precision measured on annotated passages (docs/extraction.md)."""
BRANCH = 0.84
TABLE = 0.8
"""The same, of branches told by their names and of what tables say."""


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

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self.knowledge, self.frame, self.aliases)

    @property
    def _english(self) -> bool:
        return self.frame.document.language == "en"

    @cached_property
    def _joins(self) -> re.Pattern[str]:
        return self.knowledge.expression("join_en" if self._english else "join")

    @cached_property
    def _sides(self) -> re.Pattern[str]:
        return self.knowledge.expression("side")

    def read(self) -> list[Said]:
        """Return the claims, in the order of the text."""
        return settled(self.every())

    def every(self) -> list[Said]:
        """Return every claim that a rule or pattern finds, also where a better one says the same."""
        text, names = self.frame.text, self.frame.names
        matcher = Matcher(self.knowledge, self.frame, self.statuses)
        said: list[Said] = []
        index = 0
        topic: Group | None = None
        line = -1
        for sentence in sentences(text):
            if text.find("\n", line, sentence.start) >= 0 or line < 0:
                topic = self._subjects.publisher
            line = sentence.end
            first = index
            while index < len(names) and names[index].start < sentence.end:
                index += 1
            here = [n for n in names[first:index] if n.end <= sentence.end]
            before = list(names[max(0, first - 60) : index])
            said.extend(self._branches(here, (sentence.start, sentence.end)))
            occurrences = self._subjects.occurrences(here, sentence.start, sentence.end, before)
            said.extend(self._posts(self._subjects.resolved(occurrences, before), sentence.start, sentence.end))
            groups = grouped(text, occurrences, self._joins, self._sides, self._english)
            carried, topic = self._subjects.carried(sentence.start, sentence.end, groups, topic)
            span = (sentence.start, sentence.end)
            for window in rewritten(text, *span, groups, {}):
                said.extend(matcher.read(window, span, carried=False))
            if carried:
                for window in rewritten(text, *span, groups, carried):
                    said.extend(matcher.read(window, span, carried=True))
        said.extend(self._tables())
        return said

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
            yield Said("BRANCH_OF", roles, status, item.start, item.end, BRANCH, "branch/in-name")

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
                    "AFFILIATED_WITH",
                    roles,
                    status,
                    post.start,
                    post.end,
                    POSTS[post.rule],
                    post.rule,
                    post.position or None,
                )

    def _tables(self) -> Iterator[Said]:
        for row in Tables(self.knowledge, self.frame).rows():
            listing, cells = row.listing, row.cells
            thing, hosts, builders = cells["thing"], cells.get("host", ()), cells.get("builder", ())
            told: list[tuple[str, str, tuple[Party, ...], str]] = []
            if listing.members and listing.thing:
                kind, second, first = ("LEADS", "led", "leader") if row.chairs else ("MEMBER_OF", "whole", "member")
                told.append((kind, second, hosts[:1], first))
            else:
                told.extend(("HOSTS", "hosted", (host,), "host") for host in hosts)
            if builders:
                told.append(("CO_BUILDS", "built", hosts + builders, "builder"))
            told.extend(("LEADS", "led", (leader,), "leader") for leader in cells.get("leader", ()))
            if members := cells.get("member", ()):
                told.append(("MEMBER_OF", "whole", members, "member"))
            for kind, second, parties, first in told:
                status = listing.status if kind in {"HOSTS", "CO_BUILDS"} else "operating"
                yield self._cell(row, kind, ((first, parties), (second, thing)), status, first)
            located = hosts[:1] if listing.thing else thing
            for place in cells.get("place", ())[:1]:
                yield self._cell(row, "LOCATED_IN", (("located", located), ("place", (place,))), "operating", "place")
            if listing.approver and not listing.members:
                roles = (("approver", (listing.approver,)), ("approved", thing))
                yield self._cell(row, "APPROVES", roles, listing.status, "listed")

    def _cell(
        self, row: Row, kind: str, roles: tuple[tuple[str, tuple[Party, ...]], ...], status: str, rule: str
    ) -> Said:
        return Said(kind, roles, status, row.start, row.end, TABLE, f"table/{rule}")
