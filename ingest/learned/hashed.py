"""Sparse features of pairs, for the linear models: what stands between, beside and around two names, each as 32 bits.

A feature is a template (`between`: a cue word between the two) with its values; the hash of both is its key. Nothing is
looked up by word, so that a text costs a few array passes, whatever the number of pairs.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ingest.learned.cues import FLAGS, Bools, Ints, hashed
from ingest.learned.table import Table, UInts

Rows = tuple[Ints, UInts]
"""Rows and keys, one after another: row `rows[i]` has feature `keys[i]`."""
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
_TITLE, _POLICY, _DENIAL = (FLAGS.index(name) for name in ("title", "policy", "denial"))
LENGTHS = np.array([1, 2, 3, 4, 7, 12, 20, 40, 80])
"""Borders of the buckets of distances, in signs."""
WHOLE = 14
"""Units of a stretch that is a feature as a whole."""
SEVERAL = 16
"""Cues of a stretch that are looked at; of more the first and last half."""


def key(template: str, *values: npt.ArrayLike) -> UInts:
    """Return the keys of a template with values, element by element."""
    mixed = np.full(1, hashed(template), np.uint64)
    for value in values:
        mixed = (mixed ^ np.asarray(value).astype(np.uint64)) * _SPREAD
        mixed = mixed ^ (mixed >> np.uint64(29))
    return np.asarray((mixed * _SPREAD) >> np.uint64(32), np.uint64)


def of_pairs(table: Table) -> Rows:
    """Return the features of all pairs of a document."""
    count = len(table.x)
    every = np.arange(count)
    told = [(every, np.broadcast_to(keys, (count,))) for keys in _Pairs(table).plain()]
    return joined([*told, *_Pairs(table).worded()])


def of_lone(table: Table) -> Rows:
    """Return the features of the things that may be approved by nobody named."""
    count = len(table.lone)
    every = np.arange(count)
    told = [(every, np.broadcast_to(keys, (count,))) for keys in _Lone(table).plain()]
    return joined([*told, *_Lone(table).worded()])


def joined(told: list[Rows]) -> Rows:
    """Return features by row, each once."""
    rows = np.concatenate([rows for rows, _ in told]).astype(np.uint64)
    keys = np.concatenate([keys for _, keys in told])
    both = np.sort((rows << np.uint64(32)) | keys)
    both = both[np.concatenate([[True], both[1:] != both[:-1]])] if len(both) else both
    return (both >> np.uint64(32)).astype(np.int64), both & np.uint64(0xFFFFFFFF)


def spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return (row, number) of every number from `first` to before `last`; of long ranges the two ends."""
    length = np.maximum(last - first, 0)
    taken = np.minimum(length, SEVERAL)
    rows = np.repeat(np.arange(len(first)), taken)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(taken) - taken, taken)
    skipped = np.where(within >= SEVERAL // 2, length[rows] - taken[rows], 0)
    return rows, first[rows] + within + skipped


def _set(said: Bools) -> tuple[Ints, Ints]:
    rows, columns = np.nonzero(said)
    return rows, columns


class _Pairs:
    def __init__(self, table: Table) -> None:
        self.table, self.cast = table, table.cast
        self.o = table.forward
        cast, x, y = self.cast, table.x, table.y
        self.kx, self.ky = cast.kind[x], cast.kind[y]
        self.low, self.high = cast.scene_start[x], cast.scene_end[x]
        self.left, self.right = table.outside
        self.gap = table.gap
        self.clause = table.clause(self.left, self.right, self.low, self.high)
        self.english = int(table.frame.document.language == "en")

    def plain(self) -> Iterator[UInts]:
        """Yield one key a pair for each template that always speaks."""
        cast, x, y, o = self.cast, self.table.x, self.table.y, self.o
        one, two = self.table.one, self.table.two
        yield key("bias", np.zeros(len(x), np.int64))
        yield key("kinds", self.kx, self.ky)
        yield key("order", o)
        yield key("kinds order", self.kx, self.ky, o)
        yield key("kinds language", self.kx, self.ky, o, np.int64(self.english))
        yield key("generic", cast.generic[x], cast.generic[y])
        yield key("how", cast.how[x], cast.how[y])
        yield key("how x", cast.how[x], self.kx, self.ky)
        yield key("how y", cast.how[y], self.kx, self.ky)
        yield key("head x", cast.group[x] == cast.group[np.minimum(cast.first[x], len(cast.group) - 1)], o)
        yield key("head y", cast.group[y] == cast.group[np.minimum(cast.first[y], len(cast.group) - 1)], o)
        yield key("list", self.table.same_list, np.minimum(cast.size[x], 3), np.minimum(cast.size[y], 3))
        length = np.digitize(self.gap[1] - self.gap[0], LENGTHS)
        # Carried actors come first and stand nowhere: only lists of the text count as between.
        apart = cast.group[two] - np.maximum(cast.group[one], cast.group[np.maximum(cast.first[one] - 1, 0)]) - 1
        apart = np.clip(np.where(cast.carried[two], 0, apart), 0, 4)
        marks = self.table.marks
        commas = np.minimum(np.searchsorted(marks, self.gap[1]) - np.searchsorted(marks, self.gap[0]), 3)
        yield key("length", o, length)
        yield key("apart", o, apart)
        yield key("apart kinds", o, apart, self.kx, self.ky)
        yield key("commas", o, commas)
        yield key("scene", np.digitize(self.high - self.low, [12, 25, 50, 90, 150]), self.kx, self.ky)
        yield from self._stretches(apart)
        names = self._endings()
        for width in (1, 2, 4):
            yield key(f"ends x {width}", names[width][cast.name[x]], self.kx)
            yield key(f"ends y {width}", names[width][cast.name[y]], self.ky)
        yield key("inside", *self._inside())

    def _stretches(self, apart: Ints) -> Iterator[UInts]:
        units, o, kx, ky = self.table.units, self.o, self.kx, self.ky
        low, high = units.place(self.low), units.place(self.high)
        first, last = units.place(self.gap[0]), units.place(self.gap[1])
        short = last - first <= WHOLE
        whole = np.where(short, units.stretch(first, last), np.uint64(1))
        yield key("whole", o, whole, np.minimum(last - first, WHOLE + 1))
        yield key("whole kinds", o, whole, np.minimum(last - first, WHOLE + 1), kx, ky)
        left, right = units.place(self.left), units.place(self.right)
        inner = {n: units.code_at(first + n - 1, first, last) for n in (1, 2)}
        outer = {n: units.code_at(last - n, first, last) for n in (1, 2, 3)}
        before = {n: units.code_at(left - n, low, high) for n in (1, 2)}
        after = {n: units.code_at(right + n - 1, low, high) for n in (1, 2, 3)}
        for name, found in (("inner", inner), ("outer", outer), ("before", before), ("after", after)):
            yield key(f"{name} 1", o, found[1])
            yield key(f"{name} 2", o, found[1], found[2])
            if 3 in found:
                yield key(f"{name} 3", o, found[1], found[2], found[3])
        yield key("edges", o, inner[1], outer[1])
        yield key("after kinds", o, after[1], after[2], kx, ky)
        yield key("before kinds", o, before[1], kx, ky)
        yield key("outer kinds", o, outer[1], outer[2], kx, ky, np.minimum(apart, 1))
        yield key("at start", o, left <= low)

    def _endings(self) -> dict[int, Ints]:
        """Return by width the hashes of the last signs of each name."""
        names: dict[str, int] = {}
        for scene in self.table.scenes:
            for actor in scene.actors:
                names.setdefault(actor.name, len(names))
        return {width: np.array([hashed(name[-width:].lower()) for name in names], np.int64) for width in (1, 2, 4)}

    def _inside(self) -> tuple[Ints, Ints]:
        return inside(self.table), self.o.astype(np.int64)

    def worded(self) -> Iterator[Rows]:
        """Yield keys of the cues between, beside and around, and of what the rules say."""
        cues, cast, o, kx, ky = self.table.cues, self.cast, self.o, self.kx, self.ky
        first, last = cues.between(*self.gap)
        rows, at = spread(first, last)
        word = cues.word[at]
        yield rows, key("between", o[rows], word)
        yield rows, key("between kinds", o[rows], kx[rows], ky[rows], word)
        yield rows, key("between next", o[rows], word, np.append(cues.word, 0)[np.minimum(at + 1, last[rows])])
        some = np.flatnonzero(last > first)
        yield some, key("between first", o[some], cues.word[first[some]])
        yield some, key("between last", o[some], cues.word[last[some] - 1], kx[some], ky[some])
        yield self._kinds("between of", rows, at)
        stretches = {
            "left": (np.maximum(self.clause[0], cast.ahead[self.table.one]), self.left),
            "right": (self.right, np.minimum(self.clause[1], cast.behind[self.table.two])),
            "left clause": (self.clause[0], self.left),
            "right clause": (self.right, self.clause[1]),
        }
        for name, stretch in stretches.items():
            rows, at = spread(*cues.between(*stretch))
            yield rows, key(name, o[rows], cues.word[at])
            if " " not in name:
                yield rows, key(f"{name} kinds", o[rows], kx[rows], ky[rows], cues.word[at])
            yield self._kinds(f"{name} of", rows, at)
        rows, at = spread(*cues.between(self.low, self.high))
        yield self._kinds("scene of", rows, at)
        yield self._kinds("scene of kinds", rows, at, kx, ky, o.astype(np.int64))
        yield from self._flags(rows, at)
        ballots = self.table.votes
        yield ballots.pair, key("rule", ballots.rule, ballots.here)
        yield ballots.pair, key("rule kind", ballots.kind, ballots.here)

    def _kinds(self, template: str, rows: Ints, at: Ints, *columns: Ints) -> Rows:
        told, kind = _set(self.table.cues.kinds[at])
        row = rows[told]
        return row, key(template, self.o[row], kind, *(column[row] for column in columns))

    def _flags(self, rows: Ints, at: Ints) -> Iterator[Rows]:
        cues = self.table.cues
        inside = (cues.start[at] >= self.gap[0][rows]) & (cues.start[at] < self.gap[1][rows])
        before = cues.start[at] < self.left[rows]
        for name, flag in (("title", _TITLE), ("policy", _POLICY), ("denial", _DENIAL)):
            said = cues.flags[at, flag]
            where = np.where(inside, 0, np.where(before, 1, 2))
            told = rows[said]
            yield told, key(name, self.o[told], where[said])
        title = cues.flags[at, _TITLE]
        for name, here in (
            ("title opens", cues.start[at] == self.gap[0][rows]),
            ("title closes", cues.end[at] == self.gap[1][rows]),
            ("title follows", cues.start[at] - self.right[rows] <= 1),
        ):
            told = rows[title & here & (inside | (cues.start[at] >= self.right[rows]))]
            yield told, key(name, self.o[told], self.kx[told], self.ky[told])


class _Lone:
    def __init__(self, table: Table) -> None:
        self.table, self.cast, self.who = table, table.cast, table.lone
        cast, who = self.cast, self.who
        self.kind = cast.kind[who]
        self.low, self.high = cast.scene_start[who], cast.scene_end[who]
        self.left, self.right = cast.group_start[who], cast.group_end[who]
        self.clause = table.clause(self.left, self.right, self.low, self.high)

    def plain(self) -> Iterator[UInts]:
        cast, who, units = self.cast, self.who, self.table.units
        yield key("lone", np.zeros(len(who), np.int64))
        yield key("lone kind", self.kind)
        yield key("lone how", cast.how[who], cast.generic[who], np.minimum(cast.size[who], 3))
        yield key("lone place", np.clip(who - cast.first[who], 0, 3), self.kind)
        low, high = units.place(self.low), units.place(self.high)
        left, right = units.place(self.left), units.place(self.right)
        before = [units.code_at(left - n, low, high) for n in (1, 2, 3)]
        after = [units.code_at(right + n, low, high) for n in (0, 1, 2)]
        for n in (1, 2, 3):
            yield key(f"lone before {n}", *before[:n])
            yield key(f"lone after {n}", *after[:n])

    def worded(self) -> Iterator[Rows]:
        cues, cast, who = self.table.cues, self.cast, self.who
        for name, stretch in {
            "left": (np.maximum(self.clause[0], cast.ahead[who]), self.left),
            "right": (self.right, np.minimum(self.clause[1], cast.behind[who])),
            "left clause": (self.clause[0], self.left),
            "right clause": (self.right, self.clause[1]),
            "scene": (self.low, self.high),
        }.items():
            rows, at = spread(*cues.between(*stretch))
            yield rows, key(f"lone {name}", cues.word[at])
            told, kind = _set(cues.kinds[at])
            yield rows[told], key(f"lone {name} of", kind)
            told, flag = _set(cues.flags[at])
            yield rows[told], key(f"lone {name} flag", flag)


def inside(table: Table) -> Ints:
    """Return 1 where y's name stands in x's, 2 where it leads it, 3 where x's stands in y's, 4 where it leads it."""
    names = list(dict.fromkeys(a.name for scene in table.scenes for a in scene.actors))
    one, two = table.cast.name[table.x], table.cast.name[table.y]
    pairs, back = np.unique(one * len(names) + two, return_inverse=True)
    told = np.zeros(len(pairs), np.int64)
    for at, pair in enumerate(pairs.tolist()):
        a, b = names[pair // len(names)], names[pair % len(names)]
        if b in a:
            told[at] = 2 if a.startswith(b) else 1
        elif a in b:
            told[at] = 4 if b.startswith(a) else 3
    return told[back]
