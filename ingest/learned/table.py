"""Every ordered pair of a document as rows of numbers, made for all pairs at once.

    云岭大学与青禾集团共建种业研究院      rows: (云岭大学, 青禾集团), (云岭大学, 种业研究院), (青禾集团, 云岭大学) …

Rows come in the order of `ingest.learned.candidates.pairs`, scene by scene, as in `ingest.learned.layout`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.ontology import ONTOLOGY
from ingest.extract.frame import Frame
from ingest.extract.said import Said
from ingest.learned.candidates import CARRIED, ENTITIES, HOWS, KINDS, Actor, Scene, Shapes, pairs
from ingest.learned.cues import STATUSES, Bools, Cuebook, Cues, Ints, hashed, lowered
from ingest.learned.tokens import tokens

FAR = 99
"""What stands for no such thing, and the most that a distance counts."""
Votes = Mapping[tuple[str, str, str], Said]
"""(kind of claim, first name, second name) → what the rules say of them; an end that is not named is empty."""

UInts = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of all scenes, one after another, as columns."""

    scene: Ints
    start: Ints
    end: Ints
    kind: Ints
    generic: Ints
    how: Ints
    group: Ints
    """Number of the list, counted through the document."""
    size: Ints
    carried: Bools
    name: Ints
    """Number of the name."""
    group_start: Ints
    group_end: Ints
    """Where the list of the actor begins and ends in the text."""
    ahead: Ints
    """End of the last actor that stands before the list, or the start of the scene."""
    behind: Ints
    """Start of the next actor that stands after the list, or the end of the scene."""
    scene_start: Ints
    scene_end: Ints
    first: Ints
    """Number of the first actor of the scene that is not carried, through the document."""


@dataclass(frozen=True, eq=False)
class Units:
    """The text as tokens in which every name is one unit that tells only its kind."""

    start: Ints
    code: UInts
    folded: UInts
    """Sums of codes times powers: a stretch of units has one number, whatever its length."""

    @staticmethod
    def of(text: str, cast: Cast) -> "Units":
        """Return the units of a clean text in which the actors of `cast` stand."""
        low = lowered(text)
        standing = np.flatnonzero(cast.end > cast.start)
        starts, at = np.unique(cast.start[standing], return_index=True)
        covered = np.zeros(len(text) + 1, bool)
        for actor in standing:
            covered[cast.start[actor] : cast.end[actor]] = True
        spans = [span for span in tokens(low) if not covered[span[0]]]
        words = np.array([hashed("0" if low[a].isdigit() else low[a:b]) for a, b in spans], np.uint64)
        start = np.concatenate([np.array([a for a, _ in spans], np.int64), starts])
        code = np.concatenate([words, (cast.kind[standing][at] + 1).astype(np.uint64)])
        order = np.argsort(start, kind="stable")
        start, code = start[order], code[order]
        powers = np.cumprod(np.full(len(code) + 1, _BASE, np.uint64), dtype=np.uint64)[: len(code)]
        folded = np.concatenate([np.zeros(1, np.uint64), np.cumsum(code * powers, dtype=np.uint64)])
        return Units(start, code, folded)

    @cached_property
    def _inverse(self) -> UInts:
        inverse = np.uint64(pow(int(_BASE), -1, 2**64))
        return np.cumprod(np.full(len(self.code) + 1, inverse, np.uint64), dtype=np.uint64)

    def place(self, at: Ints) -> Ints:
        """Return the number of the first unit that begins at or after the offsets."""
        return np.searchsorted(self.start, at)

    def code_at(self, place: Ints, low: Ints, high: Ints) -> UInts:
        """Return the code of units by number; 0 outside `low <= place < high`."""
        inside = (place >= low) & (place < high)
        padded = np.append(self.code, np.uint64(0))
        return np.where(inside, padded[np.clip(place, 0, len(self.code))], np.uint64(0))

    def stretch(self, first: Ints, last: Ints) -> UInts:
        """Return a number for the units `first` to `last`, the same for equal stretches."""
        last = np.maximum(first, last)
        return (self.folded[last] - self.folded[first]) * self._inverse[np.minimum(first, len(self.code))]


_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Table:
    """The pairs of a document."""

    frame: Frame
    scenes: tuple[Scene, ...]
    cast: Cast
    cues: Cues
    units: Units
    x: Ints
    y: Ints
    """[pairs] numbers of the actors, through the document."""
    allowed: Bools
    """[pairs, KINDS] which claims their kinds allow."""
    lone: Ints
    """Numbers of the actors that may be approved by nobody named."""
    at: tuple[tuple[int, int, int], ...]
    """Of each pair: number of the scene, index of x, index of y."""
    votes: "Ballots"

    @cached_property
    def forward(self) -> Bools:
        """Whether x stands before y."""
        return self.x < self.y

    @cached_property
    def one(self) -> Ints:
        """The actor that stands first."""
        return np.minimum(self.x, self.y)

    @cached_property
    def two(self) -> Ints:
        """The actor that stands second."""
        return np.maximum(self.x, self.y)

    @cached_property
    def same_list(self) -> Bools:
        """Whether both stand in one list."""
        same: Bools = self.cast.group[self.x] == self.cast.group[self.y]
        return same

    @cached_property
    def gap(self) -> tuple[Ints, Ints]:
        """Where the stretch between their lists, or between the two of one list, begins and ends."""
        cast, one, two = self.cast, self.one, self.two
        start = np.where(self.same_list, cast.end[one], cast.group_end[one])
        end = np.where(self.same_list, cast.start[two], cast.group_start[two])
        return start, np.maximum(start, end)

    @cached_property
    def outside(self) -> tuple[Ints, Ints]:
        """Where the first list begins and the second ends."""
        return self.cast.group_start[self.one], np.maximum(self.gap[1], self.cast.group_end[self.two])

    @cached_property
    def marks(self) -> Ints:
        """Offsets of commas and semicolons."""
        text = self.frame.text
        return np.array([at for at, sign in enumerate(text) if sign in ",;"], np.int64)

    def clause(self, start: Ints, end: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Return where the clauses of stretches begin and end, inside `low` and `high`."""
        first = np.concatenate([[-1], self.marks])[np.searchsorted(self.marks, start)] + 1
        last = np.concatenate([self.marks, [len(self.frame.text)]])[np.searchsorted(self.marks, end)]
        return np.maximum(first, low), np.minimum(last, high)


@dataclass(frozen=True, eq=False)
class Ballots:
    """What the rules say of pairs, as rows."""

    pair: Ints
    kind: Ints
    rule: Ints
    """Hash of the pattern."""
    confidence: npt.NDArray[np.float32]
    here: Bools
    """Whether the evidence touches the pair's own scene."""
    status: Ints
    """Number of the status that the rule gives."""


def table(frame: Frame, scenes: Sequence[Scene], shapes: Shapes, book: Cuebook, votes: Votes) -> Table:
    """Return the pairs of a document.

    Parameters
    ----------
    frame : Frame
        With the names that the scenes were made of.
    scenes : Sequence of Scene
        See `ingest.learned.candidates.scenes`.
    votes : Votes
        What the rules say, see `votes_of`.
    """
    names = {name: number for number, name in enumerate(dict.fromkeys(a.name for s in scenes for a in s.actors))}
    cast = _cast(scenes, names)
    x: list[int] = []
    y: list[int] = []
    at: list[tuple[int, int, int]] = []
    lone: list[int] = []
    base = 0
    for number, scene in enumerate(scenes):
        for one, two, _ in pairs(scene, shapes):
            x.append(base + one.index)
            y.append(base + two.index)
            at.append((number, one.index, two.index))
        lone.extend(base + a.index for a in scene.actors if a.end > a.start and shapes.alone(a.kind))
        base += len(scene.actors)
    allowed = np.zeros((len(ENTITIES), len(ENTITIES), len(KINDS)), bool)
    for i, first in enumerate(ENTITIES):
        for j, second in enumerate(ENTITIES):
            allowed[i, j, list(shapes.allowed(first, second))] = True
    xs, ys = np.array(x, np.int64), np.array(y, np.int64)
    ballots = _ballots(cast, xs, ys, names, votes)
    return Table(
        frame, tuple(scenes), cast, book.find(frame.text, frame.names), Units.of(frame.text, cast), xs, ys,
        allowed[cast.kind[xs], cast.kind[ys]], np.array(lone, np.int64), tuple(at), ballots,
    )  # fmt: skip


def _cast(scenes: Sequence[Scene], names: Mapping[str, int]) -> Cast:
    rows: list[tuple[int, ...]] = []
    group = 0
    for number, scene in enumerate(scenes):
        edges = scene.edges
        first = len(rows) + sum(actor.how in CARRIED for actor in scene.actors)
        for actor in scene.actors:
            start, end = edges[actor.group]
            rows.append(
                (
                    number, actor.start, actor.end, ENTITIES.index(actor.kind), actor.generic, HOWS.index(actor.how),
                    group + actor.group, actor.size, actor.how in CARRIED, names[actor.name], start, end,
                    _ahead(scene, actor, start), _behind(scene, actor, end), scene.start, scene.end, first,
                )
            )  # fmt: skip
        group += 1 + max((actor.group for actor in scene.actors), default=0)
    columns = list(np.array(rows, np.int64).reshape(-1, 17).T)
    scene_, start_, end_, kind, generic, how, group_, size, carried, *rest = columns
    return Cast(scene_, start_, end_, kind, generic, how, group_, size, carried.astype(bool), *rest)


_NEXT = 12
"""Actors that are looked at for the next one outside a list; lists are runs, so this seldom matters."""


def _ahead(scene: Scene, actor: Actor, start: int) -> int:
    first = actor.index - 1
    while first >= 0 and scene.actors[first].group == actor.group and actor.index - first < _NEXT:
        first -= 1
    return next(
        (a.end for a in reversed(scene.actors[max(0, first - 3) : first + 1]) if a.end > a.start and a.end <= start),
        scene.start,
    )


def _behind(scene: Scene, actor: Actor, end: int) -> int:
    following = scene.actors[actor.index + 1 : actor.index + 1 + _NEXT]
    return next(
        (a.start for a in following if a.group != actor.group and a.start >= end and a.end > a.start), scene.end
    )


def _ballots(cast: Cast, x: Ints, y: Ints, names: Mapping[str, int], votes: Votes) -> Ballots:
    key = cast.name[x] * (len(names) + 1) + cast.name[y]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    pair: list[int] = []
    rest: list[tuple[int, int, float, bool, int]] = []
    for (kind, first, second), said in votes.items():
        if first not in names or second not in names:
            continue
        wanted = names[first] * (len(names) + 1) + names[second]
        low, high = np.searchsorted(ordered, [wanted, wanted + 1])
        for row in order[low:high].tolist():
            actor = x[row]
            here = said.start < cast.scene_end[actor] and cast.scene_start[actor] < said.end
            pair.append(row)
            status = STATUSES.index(said.status)
            rest.append((KINDS.index(kind), hashed(said.pattern), said.confidence, bool(here), status))
    return Ballots(
        np.array(pair, np.int64),
        np.array([kind for kind, *_ in rest], np.int64),
        np.array([rule for _, rule, *_ in rest], np.int64),
        np.array([stated for _, _, stated, *_ in rest], np.float32),
        np.array([inside for *_, inside, _ in rest], bool),
        np.array([status for *_, status in rest], np.int64),
    )


def votes_of(said: Sequence[Said]) -> Votes:
    """Return what the rules say pair by pair; of several claims the surest, then the first."""
    votes: dict[tuple[str, str, str], Said] = {}
    for claim in sorted(said, key=lambda c: (-c.confidence, c.start, c.end, c.pattern)):
        for ends in sorted(claim.pairs):
            if len(ends) == 1:
                role = claim.roles[0][0] if len(claim.roles) == 1 or claim.roles[0][1] else claim.roles[1][0]
                first = ONTOLOGY.claim(claim.kind).roles[0]
                told = (ends[0], "") if role == first else ("", ends[0])
                votes.setdefault((claim.kind, *told), claim)
                continue
            votes.setdefault((claim.kind, ends[0], ends[1]), claim)
            if not ONTOLOGY.claim(claim.kind).directed:
                votes.setdefault((claim.kind, ends[1], ends[0]), claim)
    return votes
