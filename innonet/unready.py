"""Importing a library without what it would bring along and we do not use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unready(*packages: str) -> Iterator[None]:
    """Let imports in this block find none of `packages`, but those that are loaded already.

    For a process of our own: what is imported here goes without them for good. The driver takes numpy, pandas and
    pyarrow along where they are installed, for parameters of their types; half of the time of a short question.
    """
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None there means: not to be found
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
