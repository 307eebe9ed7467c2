"""The driver alone, for a process that hands it no arrays and no tables.

Where numpy, pandas and pyarrow are installed, the driver takes them along when it is imported, to know parameters of
their types: half of the time of a short question, whose parameters are words and numbers.
"""

import sys

NEEDLESS = ("numpy", "pandas", "pyarrow")


def import_driver() -> None:
    """Import `neo4j` as if `NEEDLESS` were not installed; it goes without them for the rest of the process.

    All else may still import them. Where one is loaded already, the driver takes it: it costs nothing any more.
    """
    absent = [name for name in NEEDLESS if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own mark of what an import shall not find
    try:
        import graph.store.trouble  # noqa: F401  the only part of the house, with the store, that imports the driver
    finally:
        for name in absent:
            del sys.modules[name]
