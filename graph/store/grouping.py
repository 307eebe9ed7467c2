"""Things in groups and in batches, as they come."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def grouped(things: Iterable[T], key: Callable[[T], K]) -> Iterator[tuple[K, list[T]]]:
    """Yield the things of each key together; keys in the order in which they are first met."""
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    yield from groups.items()


def batches(things: Iterable[T], most: int, weigh: Callable[[T], int] = lambda _: 1) -> Iterator[list[T]]:
    """Yield the things in lists that weigh at most `most` together, or of one thing that alone weighs more."""
    batch: list[T] = []
    weight = 0
    for thing in things:
        each = weigh(thing)
        if batch and weight + each > most:
            yield batch
            batch, weight = [], 0
        batch.append(thing)
        weight += each
    if batch:
        yield batch
