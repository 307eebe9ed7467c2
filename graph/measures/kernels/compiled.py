"""How a loop is compiled, and how its parts are shared among cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

PARTS = 8
"""Parts that work is cut into."""


def compiled(function: F) -> F:
    """Return the function compiled without the interpreter's lock, kept on disk where there is a place for it.

    Division by zero gives infinity, as in numpy: a check before each division would keep loops from running in vectors.
    """
    try:
        return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # numba finds no folder that it may write to
        return cast(F, numba.njit(nogil=True, error_model="numpy")(function))


def in_parts(work: Callable[[int], Any]) -> list[Any]:
    """Return what `work` gives for each part, in order, on as many cores as there are."""
    with ThreadPoolExecutor(min(PARTS, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, range(PARTS)))
