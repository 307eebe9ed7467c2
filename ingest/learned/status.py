"""At which step of the lifecycle a claim stands: a multinomial regression over the cues in its stretch and clauses.

    双方拟共建种业研究院      拟 before the last cue of the kind, 共建: planned

What the rules say of the stretch (`ingest.extract.status`) is a feature among others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.extract.status import statuses
from ingest.learned.candidates import KINDS
from ingest.learned.cues import FLAGS, STATUSES, Ints
from ingest.learned.hashed import Rows, joined, key, spread
from ingest.learned.linear import Linear
from ingest.learned.softmax import log_softmax
from ingest.learned.table import Table, UInts
from ingest.learned.weights import Array

Floats = npt.NDArray[np.float32]
_FORMER, _DONE, _DENIAL = (FLAGS.index(name) for name in ("former", "done", "denial"))
_NONE = len(STATUSES)
_NEAR = 6
_BEFORE, _AFTER = 10, 6
"""Units that are looked at before and after the cue of the kind."""


@dataclass(frozen=True, eq=False)
class StatusModel:
    """Weights of a column a status."""

    linear: Linear

    def logits(self, table: Table, told: "Told") -> Floats:
        """Return the log-probabilities [claims, STATUSES] of what `told` speaks of."""
        return log_softmax(self.linear.logits(*features(table, told), len(told.kind)))

    def arrays(self) -> dict[str, Array]:
        """Return the model as it is kept, see `ingest.learned.weights`."""
        return self.linear.arrays("status")

    @staticmethod
    def of(arrays: Mapping[str, Array]) -> "StatusModel":
        """Return what `arrays` were made of."""
        return StatusModel(Linear.of(arrays, "status"))


@dataclass(frozen=True, eq=False)
class Told:
    """Claims whose status is asked: a kind, and the two actors or, of an approval by nobody named, one."""

    kind: Ints
    x: Ints
    """Numbers of the actors in `Table.cast`; -1 for nobody named."""
    y: Ints
    vote: Ints
    """Number of the status that a rule gives the pair as that kind of claim; one past the last for none."""


def of_pairs(table: Table, pair: Ints, kind: Ints) -> Told:
    """Return pairs of a table as what is told of them."""
    votes = np.full((len(table.x), len(KINDS)), _NONE, np.int64)
    # A vote with its evidence in the scene holds before one from elsewhere.
    for here in (False, True):
        some = table.votes.here == here
        votes[table.votes.pair[some], table.votes.kind[some]] = table.votes.status[some]
    return Told(kind, table.x[pair], table.y[pair], votes[pair, kind])


def of_lone(table: Table, thing: Ints) -> Told:
    """Return things that are approved by nobody named, by their number in `Table.lone`."""
    kind = np.full(len(thing), KINDS.index("APPROVES"))
    return Told(kind, np.full(len(thing), -1), table.lone[thing], np.full(len(thing), _NONE))


def features(table: Table, told: Told) -> Rows:
    """Return the sparse features of claims, see `ingest.learned.hashed`."""
    count = len(told.kind)
    every = np.arange(count)
    rows = _Claims(table, told)
    plain = [(every, np.broadcast_to(keys, (count,))) for keys in rows.plain()]
    return joined([*plain, *rows.worded()])


class _Claims:
    def __init__(self, table: Table, told: Told) -> None:
        self.table, self.told = table, told
        cast, self.kind = table.cast, told.kind
        x, y = np.where(told.x < 0, told.y, told.x), told.y
        self.x, self.y = x, y
        self.low, self.high = cast.scene_start[y], cast.scene_end[y]
        self.start = np.maximum(np.minimum(cast.start[x], cast.start[y]), self.low)
        self.end = np.maximum(cast.end[x], cast.end[y])
        self.clause = table.clause(self.start, self.end, self.low, self.high)
        # Also the verb that follows the last name: 双方签约.
        self.around = (np.maximum(self.clause[0], self.low), np.minimum(self.clause[1], self.end + 20))

    def plain(self) -> Iterator[UInts]:
        cast, told, kind = self.table.cast, self.told, self.kind
        document = self.table.frame.document
        english = np.int64(document.language == "en")
        yield key("kind", kind)
        yield key("kind language", kind, english)
        yield key("x", kind, cast.kind[self.x], told.x < 0)
        yield key("y", kind, cast.kind[self.y], cast.generic[self.y])
        yield key("how", kind, cast.how[self.x], cast.how[self.y])
        yield key("vote", told.vote)
        yield key("vote kind", told.vote, kind)
        rule, signed = self._rules()
        yield key("rule", rule)
        yield key("rule kind", rule, kind)
        yield key("rule vote", rule, told.vote)
        yield key("signed", signed, kind)
        yield key("document", self._share("planned"), kind)
        yield key("document is", self._most(), kind)
        yield key("year", self._years(), kind)
        yield from self._beside()

    def _rules(self) -> tuple[Ints, Ints]:
        """Return what the rules read in each stretch, and whether the sentence tells of a signing."""
        text, language = self.table.frame.text, self.table.frame.document.language
        reader = statuses(self.table.frame.knowledge, language)
        known: dict[tuple[int, ...], tuple[int, int]] = {}
        for span in zip(*(part.tolist() for part in (self.start, self.end, self.low, self.high)), strict=True):
            if span not in known:
                start, end, low, high = span
                read = reader.of(text, start, end, "", (low, high))
                signed = reader.signed(text, (low, high), start)
                known[span] = tuple(STATUSES.index(s) if s else _NONE for s in (read, signed))  # type: ignore[assignment]
        found = [known[s] for s in zip(*(p.tolist() for p in (self.start, self.end, self.low, self.high)), strict=True)]
        columns = np.array(found, np.int64).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]

    def _share(self, status: str) -> np.int64:
        """Return how much of a document speaks of a status: three steps."""
        cues = self.table.cues.statuses
        share = cues[:, STATUSES.index(status)].sum() / max(1, cues.any(1).sum())
        return np.int64(np.digitize(share, [0.15, 0.4]))

    def _most(self) -> np.int64:
        """Return the status that most cues of the document speak of; one past the last for none."""
        counts = self.table.cues.statuses.sum(0)
        return np.int64(counts.argmax() if counts.any() else _NONE)

    def _years(self) -> Ints:
        """Return 2 where the clause names a year after that of the document, 1 for that year or an earlier one."""
        published = self.table.frame.document.published
        text = self.table.frame.text
        if published is None:
            return np.zeros(len(self.kind), np.int64)
        years = []
        for start, end in zip(*(part.tolist() for part in self.clause), strict=True):
            named = [int(text[at - 4 : at]) for at in _year_signs(text, start, end)]
            years.append(0 if not named else 2 if max(named) > published.year else 1)
        return np.array(years, np.int64)

    def _beside(self) -> Iterator[UInts]:
        """Yield what stands beside the kind's own cue nearest to the end, and the last status before it."""
        cues, units = self.table.cues, self.table.units
        own = np.full(len(self.kind), -1, np.int64)
        first, last = cues.between(*self.around)
        for row, (a, b, kind) in enumerate(zip(first.tolist(), last.tolist(), self.kind.tolist(), strict=True)):
            told = np.flatnonzero(cues.kinds[a:b, kind])
            if len(told):
                distance = np.abs(cues.start[a + told] - self.end[row])
                own[row] = a + told[int(distance.argmin())]
        has = own >= 0
        at = np.where(has, own, 0)
        ends = np.append(cues.end, 0)[np.minimum(at, len(cues.end))]
        starts = np.append(cues.start, 0)[np.minimum(at, len(cues.start))]
        place, after = units.place(starts), units.place(ends)
        low, high = units.place(self.low), units.place(self.high)
        before = units.code_at(place - 1, low, high)
        follows = units.code_at(after, low, high)
        words = np.append(cues.word, 0)[np.minimum(at, len(cues.word))]
        yield key("own", has, np.where(has, words, 0), self.kind)
        yield key("own before", np.where(has, before, np.uint64(0)))
        yield key("own before 2", np.where(has, before, np.uint64(0)), units.code_at(place - 2, low, high))
        yield key("own after", np.where(has, follows, np.uint64(0)))
        self.own = (np.where(has, starts, self.start), np.where(has, ends, self.end))
        last_status = self._last_status(first, np.where(has, own, last))
        yield key("last before own", last_status)
        yield key("last before own kind", last_status, self.kind)

    def _last_status(self, first: Ints, last: Ints) -> Ints:
        """Return the status of the last cue before another one, in its clauses; one past the last for none."""
        told = self.table.cues.statuses
        speaks = np.flatnonzero(told.any(1))
        place = np.searchsorted(speaks, last) - 1
        at = speaks[np.maximum(place, 0)] if len(speaks) else np.zeros(len(last), np.int64)
        found = (place >= 0) & (at >= first) if len(speaks) else np.zeros(len(last), bool)
        status = told[at].argmax(1) if len(speaks) else at
        return np.where(found, status, _NONE)

    def worded(self) -> Iterator[Rows]:
        cues, kind = self.table.cues, self.kind
        yield from self._units()
        yield from self._neighbours()
        for name, stretch in {
            "in": (self.start, self.end),
            "clause": self.clause,
            "around": self.around,
            "scene": (self.low, self.high),
            "ahead": (np.maximum(self.start - _NEAR, self.low), self.start),
        }.items():
            rows, at = spread(*cues.between(*stretch))
            yield rows, key(f"{name} word", cues.word[at])
            speaks = cues.statuses[at].any(1)
            told, where = rows[speaks], at[speaks]
            yield told, key(f"{name} word kind", cues.word[where], kind[told])
            row, status = np.nonzero(cues.statuses[at])
            yield rows[row], key(f"{name} status", status)
            yield rows[row], key(f"{name} status kind", status, kind[rows[row]])
            row, flag = np.nonzero(cues.flags[at])
            yield rows[row], key(f"{name} flag", flag, kind[rows[row]])

    def _units(self) -> Iterator[Rows]:
        """Yield the words before and after the nearest cue of the kind, alone and by twos: 将, 了, has been."""
        units = self.table.units
        codes = np.append(units.code, np.uint64(0))
        low, high = units.place(self.clause[0]), units.place(self.clause[1])
        start, end = units.place(self.own[0]), units.place(self.own[1])
        for name, first, last in (
            ("before", np.maximum(low, start - _BEFORE), start),
            ("after", end, np.minimum(high, end + _AFTER)),
            ("all", low, high),
        ):
            rows, at = spread(first, last)
            yield rows, key(f"unit {name}", codes[at])
            yield rows, key(f"units {name}", codes[at], codes[np.minimum(at + 1, len(codes) - 1)])
            if name != "all":
                yield rows, key(f"unit {name} kind", codes[at], self.kind[rows])

    def _neighbours(self) -> Iterator[Rows]:
        """Yield the statuses that the sentences before and after, and the first one, speak of."""
        cast, cues = self.table.cast, self.table.cues
        scenes = self.table.scenes
        number = cast.scene[self.y]
        starts = np.array([scene.start for scene in scenes], np.int64)
        ends = np.array([scene.end for scene in scenes], np.int64)
        first = np.zeros(len(number), np.int64)
        for name, other in (("ahead", number - 1), ("next", number + 1), ("first", first)):
            there = (other >= 0) & (other < len(scenes)) & (other != number)
            at = np.clip(other, 0, len(scenes) - 1)
            rows, place = spread(*cues.between(np.where(there, starts[at], 0), np.where(there, ends[at], 0)))
            row, status = np.nonzero(cues.statuses[place])
            yield rows[row], key(f"{name} scene", status)
            yield rows[row], key(f"{name} scene kind", status, self.kind[rows[row]])


def _year_signs(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("年", start, end)
    while at >= 0:
        if at >= 4 and text[at - 4 : at].isdecimal() and text[at - 4 : at].isascii():
            yield at
        at = text.find("年", at + 1, end)
