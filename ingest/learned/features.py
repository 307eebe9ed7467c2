"""Dense features of (pair, claim kind), for the trees.

One row tells the same things about every kind, so that rare kinds learn from frequent ones.

Beside order, distance and list there are the kind's own cue words between and around the two, who else could fill a
role, what the rules say, and what the linear models say of this pair and of its rivals.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from ingest.learned.candidates import ENTITIES, KINDS
from ingest.learned.cues import FLAGS, Ints
from ingest.learned.hashed import inside
from ingest.learned.table import FAR, Table

Floats = npt.NDArray[np.float32]
NEVER = -9.0
"""Logit of a claim that the kinds of the two do not allow."""
_TITLE, _POLICY, _DENIAL, _FORMER = (FLAGS.index(name) for name in ("title", "policy", "denial", "former"))
_SOLID = np.array([kind not in {"Person", "Group", "Programme", "Event", "Field"} for kind in ENTITIES])
_PERSON = ENTITIES.index("Person")


def rows_of(table: Table, linear: Floats, pair: Ints, kind: Ints, priors: Floats) -> Floats:
    """Return the dense features of some (pair, kind).

    Parameters
    ----------
    table : Table
        The pairs of a document.
    linear : array [pairs, KINDS]
        Logits of the linear models; `NEVER` where the kinds of the two do not allow a claim.
    pair, kind : array [rows]
        Which rows are wanted.
    priors : array [KINDS, ENTITIES, ENTITIES]
        How often each kind of claim links two kinds of entities, as a logarithm.

    Returns
    -------
    array [rows, features]
    """
    return np.stack([values for _, values in _named(table, linear, pair, kind, priors)], 1).astype(np.float32)


def names_of(table: Table, linear: Floats, priors: Floats) -> tuple[str, ...]:
    """Return the names of the features, in order."""
    none = np.zeros(0, np.int64)
    return tuple(name for name, _ in _named(table, linear, none, none, priors))


Named = Iterator[tuple[str, npt.NDArray[np.generic]]]


def _named(table: Table, linear: Floats, pair: Ints, kind: Ints, priors: Floats) -> Named:
    cast, x, y = table.cast, table.x, table.y
    yield "kind", kind
    yield "kind of x", cast.kind[x[pair]]
    yield "kind of y", cast.kind[y[pair]]
    yield "prior", priors[kind, cast.kind[x[pair]], cast.kind[y[pair]]]
    for name, values in _plain(table):
        yield name, values[pair]
    yield from _own(table, pair, kind)
    yield from _rules(table, pair, kind)
    for name, logits in _rivals(table, linear):
        yield name, logits[pair, kind]
    yield "linear best other kind", best_other(linear)[pair, kind]


def _plain(table: Table) -> Named:
    cast, x, y, one, two = table.cast, table.x, table.y, table.one, table.two
    low, high = cast.scene_start[x], cast.scene_end[x]
    (gap, stop), (left, right) = table.gap, table.outside
    marks = table.marks
    yield "english", np.full(len(x), table.frame.document.language == "en")
    yield "forward", table.forward
    yield "gap", np.minimum(stop - gap, 200)
    yield "commas", np.searchsorted(marks, stop) - np.searchsorted(marks, gap)
    yield "same list", table.same_list
    yield "size x", cast.size[x]
    yield "size y", cast.size[y]
    yield "generic x", cast.generic[x]
    yield "generic y", cast.generic[y]
    yield "how x", cast.how[x]
    yield "how y", cast.how[y]
    first = np.minimum(cast.first[x], len(cast.group) - 1)
    yield "head x", cast.group[x] == cast.group[first]
    yield "head y", cast.group[y] == cast.group[first]
    yield "place x", np.maximum(x - first, -1)
    yield "place y", np.maximum(y - first, -1)
    yield "scene length", high - low
    yield "scene from start", np.minimum(low, 2000)
    yield "scene number", np.minimum(cast.scene[x], 30)
    count = np.bincount(cast.scene, minlength=1)
    yield "actors", count[cast.scene[x]]
    yield "inside", inside(table)
    ends, starts = table.clause(left, left, low, high)[0], table.clause(right, right, low, high)[1]
    yield "clause before", left - ends
    yield "clause after", starts - right
    for name, at in (("x", x), ("y", y)):
        before, _ = table.clause(cast.group_start[at], cast.group_end[at], low, high)
        yield f"opens clause {name}", (cast.ahead[at] <= before) & ~cast.carried[at]
        yield f"from clause {name}", np.minimum(cast.group_start[at] - before, FAR)
    yield from _between(table, one, two)
    yield from _flags(table, low, high, gap, stop, left, right)
    yield from _repeated(table)


def _between(table: Table, one: Ints, two: Ints) -> Named:
    """Who stands between the lists of the two."""
    cast = table.cast
    lists = np.unique(cast.group, return_index=True)[1]
    opens = lists[cast.group]
    follows = np.append(lists, len(cast.group))[cast.group + 1]
    first = np.maximum(np.where(table.same_list, two, follows[one]), np.minimum(cast.first[one], len(cast.group)))
    last = np.where(table.same_list, two, opens[two])
    last = np.maximum(first, last)

    def counted(chosen: npt.NDArray[np.bool_]) -> Callable[[Ints, Ints], Ints]:
        sums = np.concatenate([[0], np.cumsum(chosen)])
        return lambda a, b: sums[b] - sums[a]

    names = ~cast.generic.astype(bool)
    yield "between", counted(np.ones(len(cast.group), bool))(first, last)
    yield "organisations between", counted(_SOLID[cast.kind] & names)(first, last)
    yield "persons between", counted(cast.kind == _PERSON)(first, last)
    yield "lists between", np.maximum(cast.group[two] - cast.group[np.minimum(first, two)], 0)
    by_kind = np.concatenate(
        [np.zeros((1, len(ENTITIES)), np.int64), np.cumsum(np.eye(len(ENTITIES), dtype=np.int64)[cast.kind], 0)]
    )
    for name, at in (("x", table.x), ("y", table.y)):
        kind = cast.kind[at]
        yield f"rivals of {name}", by_kind[last, kind] - by_kind[first, kind]


def _flags(table: Table, low: Ints, high: Ints, gap: Ints, stop: Ints, left: Ints, right: Ints) -> Named:
    cues = table.cues
    sums = np.concatenate([np.zeros((1, len(FLAGS)), np.int64), np.cumsum(cues.flags, 0)])

    def count(start: Ints, end: Ints, flag: int) -> Ints:
        first, last = cues.between(start, end)
        counted: Ints = sums[last, flag] - sums[first, flag]
        return counted

    titles = cues.start[cues.flags[:, _TITLE]]
    closes = cues.end[cues.flags[:, _TITLE]]
    clause = table.clause(left, right, low, high)
    yield "title between", count(gap, stop, _TITLE)
    yield "title opens gap", np.isin(gap, titles) & (stop > gap)
    yield "title closes gap", np.isin(stop, closes) & (stop > gap)
    yield "title follows", np.isin(right, titles) | np.isin(right + 1, titles)
    yield "title precedes", np.isin(left, closes) | np.isin(left - 1, closes)
    yield "policy before", count(clause[0], left, _POLICY)
    yield "policy between", count(gap, stop, _POLICY)
    yield "policy in scene", count(low, high, _POLICY)
    yield "denial between", count(gap, stop, _DENIAL)
    yield "denial in clause", count(*clause, _DENIAL)
    yield "denial in scene", count(low, high, _DENIAL)
    yield "former", count(clause[0], right, _FORMER)


def _repeated(table: Table) -> Named:
    """How often the names stand in the document, and how often in one scene."""
    cast = table.cast
    standing = (cast.end > cast.start) & (cast.how == 0)
    names = int(cast.name.max(initial=-1)) + 1
    times = np.bincount(cast.name[standing], minlength=names)
    first = np.full(names, len(cast.scene), np.int64)
    np.minimum.at(first, cast.name[standing], cast.scene[standing])
    for name, at in (("x", table.x), ("y", table.y)):
        yield f"times {name}", times[cast.name[at]]
        yield f"new {name}", cast.scene[at] <= first[cast.name[at]]
    both = standing[table.x] & standing[table.y]
    pair = cast.name[table.x] * names + cast.name[table.y]
    kinds, back = np.unique(pair, return_inverse=True)
    yield "times together", np.bincount(back, weights=both, minlength=len(kinds))[back]


def _own(table: Table, pair: Ints, kind: Ints) -> Named:
    """Where the kind's own cue words stand."""
    cues, cast = table.cues, table.cast
    count = len(cues.start)
    sums = np.concatenate([np.zeros((1, len(KINDS)), np.int64), np.cumsum(cues.kinds, 0)])
    any_kind = np.concatenate([[0], np.cumsum(cues.kinds.any(1))])
    ends = np.where(cues.kinds, cues.end[:, None], -1)
    last = (
        np.concatenate([np.full((1, len(KINDS)), -1), np.maximum.accumulate(ends, 0)])
        if count
        else np.full((1, len(KINDS)), -1)
    )
    beyond = len(table.frame.text) + 10 * FAR
    starts = np.where(cues.kinds, cues.start[:, None], beyond)
    following = np.concatenate([np.minimum.accumulate(starts[::-1], 0)[::-1], np.full((1, len(KINDS)), beyond)])
    x, y, one, two = table.x[pair], table.y[pair], table.one[pair], table.two[pair]
    low, high = cast.scene_start[x], cast.scene_end[x]
    gap, stop = table.gap[0][pair], table.gap[1][pair]
    left, right = table.outside[0][pair], table.outside[1][pair]
    clause = table.clause(left, right, low, high)
    stretches = {
        "between": (gap, stop),
        "left": (np.maximum(clause[0], cast.ahead[one]), left),
        "right": (right, np.minimum(clause[1], cast.behind[two])),
        "left clause": (clause[0], left),
        "right clause": (right, clause[1]),
        "scene": (low, high),
    }
    for name, (start, end) in stretches.items():
        a, b = cues.between(start, end)
        own = sums[b, kind] - sums[a, kind]
        yield f"own {name}", own
        if name in {"between", "right", "scene"}:
            yield f"other {name}", any_kind[b] - any_kind[a] - own
        if name == "between":
            yield "own opens gap", np.minimum(np.where(own > 0, following[a, kind] - gap, FAR), FAR)
            yield "own closes gap", np.minimum(np.where(own > 0, stop - last[b, kind], FAR), FAR)
    for name, at in (("x", x), ("y", y)):
        a = np.searchsorted(cues.start, cast.group_start[at])
        b = np.searchsorted(cues.start, cast.group_end[at])
        before, after = cast.group_start[at] - last[a, kind], following[b, kind] - cast.group_end[at]
        yield f"own before {name}", np.minimum(np.where(last[a, kind] > low, before, FAR), FAR)
        yield f"own after {name}", np.minimum(np.where(following[b, kind] < high, after, FAR), FAR)


def _rules(table: Table, pair: Ints, kind: Ints) -> Named:
    """Yield what the rules say: of this kind here, of this kind in another scene, of another kind here."""
    votes = table.votes
    here = np.zeros((len(table.x), len(KINDS)), np.float32)
    away = np.zeros_like(here)
    np.maximum.at(here, (votes.pair[votes.here], votes.kind[votes.here]), votes.confidence[votes.here])
    np.maximum.at(away, (votes.pair[~votes.here], votes.kind[~votes.here]), votes.confidence[~votes.here])
    yield "rule", here[pair, kind]
    yield "rule elsewhere", away[pair, kind]
    yield "rule of other kind", best_other(here)[pair, kind]


def best_other(values: Floats) -> Floats:
    """Return for each kind the largest value of the other kinds."""
    if values.shape[0] == 0:
        return values
    order = np.partition(values, -2, axis=1)
    top, second = order[:, -1:], order[:, -2:-1]
    return np.where(values == top, second, top)


def _rivals(table: Table, linear: Floats) -> Iterator[tuple[str, Floats]]:
    """Yield what the linear models say of the pair, and of those that would fill the same role.

    Yields for each view an array [pairs, KINDS]: the pair's own logit, the best of other lists with the same x, with
    the same y, the mean of the pair's list on either side, the reverse pair, the best of the same names in any scene.
    """
    cast, x, y = table.cast, table.x, table.y
    yield "linear", linear
    for name, fixed, other in (("x", x, y), ("y", y, x)):
        best, mean = _beside(linear, fixed, cast.group[other])
        yield f"linear rivals of {name}", best
        yield f"linear list of {name}", mean
    size = len(cast.group) + 1
    order = np.argsort(x * size + y)
    back = np.clip(np.searchsorted((x * size + y)[order], y * size + x), 0, max(len(x) - 1, 0))
    reverse = order[back] if len(x) else order
    matches = (x[reverse] == y) & (y[reverse] == x)
    yield "linear reverse", np.where(matches[:, None], linear[reverse], np.float32(NEVER))
    names = cast.name[x] * (int(cast.name.max(initial=0)) + 1) + cast.name[y]
    yield "linear anywhere", _largest(linear, np.unique(names, return_inverse=True)[1])


def _largest(values: Floats, group: Ints) -> Floats:
    """Return for each row the largest values of its group."""
    if not len(group):
        return values
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    largest = np.maximum.reduceat(values[order], starts)
    return largest[group]


def _beside(values: Floats, fixed: Ints, other: Ints) -> tuple[Floats, Floats]:
    """Return for each row two views of the rows that share `fixed`.

    The largest values of those with another `other`, and the mean of those with the same.
    """
    if not len(fixed):
        return values, values
    lists, of_row = np.unique(fixed * (int(other.max()) + 1) + other, return_inverse=True)
    order = np.argsort(of_row, kind="stable")
    starts = np.flatnonzero(np.diff(of_row[order], prepend=-1))
    best = np.maximum.reduceat(values[order], starts)
    mean = np.add.reduceat(values[order], starts) / np.bincount(of_row)[:, None].astype(np.float32)
    owner = lists // (int(other.max()) + 1)
    opens = np.flatnonzero(np.diff(owner, prepend=-1))
    whose = np.cumsum(np.diff(owner, prepend=owner[0]) > 0)
    top = np.maximum.reduceat(best, opens)[whose]
    rest = np.where(best == top, np.float32(NEVER), best)
    second = np.maximum.reduceat(rest, opens)[whose]
    return np.where(best == top, second, top)[of_row], mean[of_row].astype(np.float32)
