"""Things in groups and in batches, as they come."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def grouped(things: Iterable[T], key: Callable[[T], K]) -> Iterator[tuple[K, list[T]]]:
    """Yield the things of each key together; keys in the order in which they are first met."""
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    yield from groups.items()


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
