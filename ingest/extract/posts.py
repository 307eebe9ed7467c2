"""Posts: who holds which office where, from the order of organisation, title and person.

    浙江大学党委书记、校长 李青          title, then name; the second title inherits the organisation
    李青,云岭农业大学教授、博士生导师     name, then post
    云岭农业大学 李青 教授               name between organisation and title
    校长李青、副校长王平                 the second person inherits the organisation of the first

Titles are data (`lexicon/persons.toml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.extract.sentence import Occurrence

DEPARTMENT = 14
"""Signs between an organisation and a title: 国内合作处."""
_STOPS = frozenset("、,。;:!?“”《》和与及\n \t|")
_AND = frozenset("与和及")
_DEPARTMENTS = frozenset("处部司科室组")
_PLACES = frozenset({*ORGANISATIONS, "Region"})


@dataclass(frozen=True, slots=True)
class Post:
    """One post as read."""

    person: Party
    organisation: Party
    position: str
    start: int
    end: int
    ended: bool
    rule: str


@dataclass(frozen=True)
class Posts:
    """Reads posts in one document."""

    knowledge: Knowledge
    frame: Frame
    bodies: tuple[Party, ...] = ()
    """Organisations named shortly before, in order: a bare title speaks of the last that fits."""

    @cached_property
    def _titles(self) -> tuple[frozenset[str], int]:
        words = self.knowledge.set("title")
        return words, max(map(len, words), default=0)

    @cached_property
    def _title(self) -> re.Pattern[str]:
        return self.knowledge.expression("title")

    @cached_property
    def _takes(self) -> re.Pattern[str]:
        """What may stand between a name and the post that follows it."""
        verbs = self.knowledge.any_of("takes_post")
        titles = self.knowledge.any_of("title")
        return re.compile(f"(?:{titles})?(?:[,(:| \t]|,?(?:{verbs}))")

    def read(self, occurrences: list[Occurrence], start: int, end: int) -> Iterator[Post]:
        """Yield the posts that the sentence `text[start:end]` tells."""
        persons = [o for o in occurrences if o.kind == "Person"]
        bodies = [o for o in occurrences if o.kind in _PLACES and len(o.parties) == 1]
        by_end = {o.end: o for o in bodies}
        by_start = {o.start: o for o in bodies}
        ends = {o.end for o in persons}
        opens = {o.start for o in persons}
        inherited: Party | None = None
        last_end = start
        for person in persons:
            told = list(self._before(person, start, by_end, ends))
            if told and told[0].rule == "posts/title-name-elided":
                deputy = told[0].position.startswith(self.knowledge.words("title.deputy"))
                near = inherited if self._goes_on(last_end, person.start, deputy) else None
                told = [self._under(post, near) for post in told] if near else [p for p in told if p.organisation.name]
            told = told or list(self._around(person, by_end)) or list(self._after(person, end, by_start, opens))
            for post in told:
                inherited = post.organisation
                yield post
            last_end = person.end

    # -------------------------------------------------------------- title, then name
    def _before(self, person: Occurrence, start: int, by_end: dict[int, Occurrence], ends: set[int]) -> Iterator[Post]:
        text = self.frame.text
        at = person.start
        link = re.search(r"(?:\((?:兼|女)\)|[由为是系:]|则由|分别是)$", text[max(start, at - 4) : at])
        at -= len(link.group()) if link else 0
        academic = self.knowledge.set("title.academician")
        segments: list[tuple[Occurrence | None, int, int]] = []
        while len(segments) < 5:
            title = self._title_ending(at, start)
            if title is None:
                break
            left = title
            while (
                left > start and left not in by_end and left not in ends and title - left < DEPARTMENT
                and (text[left - 1] not in _STOPS or (text[left - 1] in _AND and text[title - 1] in _DEPARTMENTS))
            ):  # fmt: skip
                left -= 1
            body = by_end.get(left)
            head = body.start if body else left
            # 中国工程院院士 is a title, no employer; 福建电力副总经理 is no post of a province.
            if not (body and (text[title:at] in academic or self._elsewhere(body, text[left:at]))):
                segments.append((body, left if body else title, at))
            elif text[title:at] not in academic:
                return
            if head > start and text[head - 1] in "、兼" and self._title_ending(head - 1, start) is not None:
                at = head - 1
                continue
            if head - 1 > start and text[head - 1] == "," and self._title_ending(head - 1, start) is not None:
                at = head - 1
                continue
            break
        body = None
        first = person.start
        told = []
        for owner, left, right in reversed(segments):
            if owner is not None:
                body, first = owner, owner.start
            told.append((body, left, right, first))
        if told and body is None:
            body_party = self._by_title(text[told[-1][1] : told[-1][2]])
            told = [(None, left, right, left) for _, left, right, _ in told]
            yield self._post(person, body_party, told, "posts/title-name-elided")
            return
        for owner in dict.fromkeys(o for o, *_ in told if o is not None):
            own = [t for t in told if t[0] is owner]
            for party, part in self._employers(owner, own):
                yield self._post(person, party, part, "posts/title-name")

    def _elsewhere(self, body: Occurrence, position: str) -> bool:
        """Return whether a region stands before a title that no region gives."""
        return body.kind == "Region" and not position.startswith(self.knowledge.words("title.of_region"))

    def _employers(
        self, owner: Occurrence, told: list[tuple[Occurrence | None, int, int, int]]
    ) -> Iterator[tuple[Party, list[tuple[Occurrence | None, int, int, int]]]]:
        """Yield who employs: the parent of a department, the region beside its committee (遂宁市委常委、副市长)."""
        text, party = self.frame.text, owner.parties[0]
        regional = self.knowledge.words("title.region")
        committee = party.name.endswith(self.knowledge.words("title.committee_ending"))
        of_region = [t for t in told if committee and text[t[1] : t[2]].startswith(regional)]
        region = (
            self.frame.region_in(party) if of_region or party.name in self.knowledge.set("title.committee") else None
        )
        if region is not None and party.name in self.knowledge.set("title.committee"):
            yield region, told
            return
        others = [t for t in told if region is None or t not in of_region]
        if others:
            yield self.frame.employer(party), others
        if region is not None and of_region:
            yield region, of_region

    def _post(
        self, person: Occurrence, body: Party | None, told: list[tuple[Occurrence | None, int, int, int]], rule: str
    ) -> Post:
        text = self.frame.text
        left, right = told[0][1], told[-1][2]
        first = min(t[3] for t in told)
        ended = self._former(first) or self._former(left, text[left:right])
        nobody = Party("", "Region")
        return Post(person.parties[0], body or nobody, text[left:right], first, person.end, ended, rule)

    def _title_ending(self, at: int, start: int) -> int | None:
        words, longest = self._titles
        text = self.frame.text
        best = None
        for width in range(1, min(longest, at - start) + 1):
            if text[at - width : at] in words:
                best = at - width
        return best

    def _former(self, at: int, position: str = "") -> bool:
        """Return whether a word of former posts stands before `at`, or opens the position."""
        former = self.knowledge.words("former")
        return self.frame.text.endswith(tuple(former), 0, at) or position.startswith(tuple(former))

    def _by_title(self, position: str) -> Party | None:
        """Return whom a bare title speaks of: 市长 the region, 校长 the university that publishes."""
        frame = self.frame
        if any(position.startswith(w) for w in self.knowledge.words("title.region")):
            level = next((w for w in self.knowledge.words("relative") if w in position), "")
            return frame.region_of(level)
        fitting = frozenset(
            kind for kind, words in self.knowledge.under("title_of") if any(w in position for w in words)
        )
        last = next((b for b in reversed(self.bodies) if b.kind in fitting), None)
        if last:
            return last
        return frame.publisher if frame.publisher and frame.publisher.kind in fitting else None

    def _under(self, post: Post, body: Party) -> Post:
        return Post(post.person, body, post.position, post.start, post.end, post.ended, "posts/inherited")

    def _goes_on(self, last_end: int, at: int, deputy: bool) -> bool:
        """Return whether only titles and marks stand between two persons; a comma will do before a deputy."""
        gap = self.frame.text[last_end:at]
        return (
            len(gap) <= 20 and bool(gap) and (gap[0] in "、和与及" or (deputy and gap[0] in ",;")) and "。" not in gap
        )

    # -------------------------------------------------------------- name, then title
    def _around(self, person: Occurrence, by_end: dict[int, Occurrence]) -> Iterator[Post]:
        body = by_end.get(person.start)
        title = self._title.match(self.frame.text, person.end)
        if body is None or body.kind == "Region" or title is None:
            return
        name = body.parties[0].name
        courtesy = title.group() in self.knowledge.set("title.courtesy")
        if courtesy and (name in self.knowledge.set("academy") or body.kind not in {"University", "Institute"}):
            return
        if not courtesy or title.group() in self.knowledge.set("title.academician"):
            # 云岭大学李青院士: an employer without a post.
            position = "" if courtesy else title.group()
            yield Post(
                person.parties[0],
                body.parties[0],
                position,
                body.start,
                title.end(),
                self._former(body.start),
                "posts/name-between",
            )

    def _after(self, person: Occurrence, end: int, by_start: dict[int, Occurrence], opens: set[int]) -> Iterator[Post]:
        text = self.frame.text
        link = self._takes.match(text, person.end)
        if link is None:
            return
        at = link.end()
        ended = self._former(at) or any(w in link.group() for w in self.knowledge.words("former"))
        body: Occurrence | None = None
        while at < end:
            owner = by_start.get(at)
            if owner is None and body is None:
                # 现为江岭大学…: one adverb may stand before the organisation.
                at = next((o for o in range(at, min(at + 4, end)) if o in by_start), at)
                owner = by_start.get(at)
            if owner is not None:
                body, left = owner, owner.end
            else:
                left = at
            if body is None:
                return
            titles = [
                m
                for m in self._title.finditer(text, left, min(end, left + DEPARTMENT + 8))
                if m.start() - left <= DEPARTMENT
            ]
            clear = [m for m in titles if not _STOPS & set(text[left : m.start()])]
            if not clear:
                return
            title = clear[0]
            while (further := self._title.match(text, title.end())) is not None:
                title = further
            if title.end() in opens:
                return
            academic = title.group() in self.knowledge.set("title.academician")
            if not academic and not self._elsewhere(body, text[left : title.end()]):
                yield Post(
                    person.parties[0], body.parties[0], text[left : title.end()], person.start, title.end(), ended,
                    "posts/name-post",
                )  # fmt: skip
            follows = text[title.end() : title.end() + 1]
            if follows not in {"、", "兼"} and not (academic and follows in {"|", ",", " "}):
                return
            at = title.end() + 1
