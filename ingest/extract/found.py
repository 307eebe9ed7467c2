"""A name found in the clean text, before it becomes a `Mention` of the source."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A name, or a class word, at `text[start:end]` of the clean text."""

    start: int
    end: int
    kind: str
    generic: bool = False
    academician: bool = False
    weight: int = 0
    """Of two that overlap the heavier stands; of equals the longer, then the earlier."""


def settle(found: Iterable[Found], taken: Iterable[Found] = ()) -> list[Found]:
    """Return the names that stand where several overlap, in the order of the text."""
    from bisect import bisect_left, insort

    starts: list[int] = []
    kept: dict[int, Found] = {}

    def free(item: Found) -> bool:
        at = bisect_left(starts, item.start)
        before = at > 0 and kept[starts[at - 1]].end > item.start
        after = at < len(starts) and starts[at] < item.end
        return not (before or after)

    def keep(item: Found) -> None:
        insort(starts, item.start)
        kept[item.start] = item

    for item in taken:
        if free(item):
            keep(item)
    for item in sorted(set(found), key=lambda f: (-f.weight, f.start - f.end, f.start, f.kind, f.generic)):
        if free(item):
            keep(item)
    return [kept[start] for start in starts]
