"""Whether the packages that stand on our names are ours.

`graph`, `ingest`, `queries` and `viz` are everyday words. A `graph.py` in an analyst's own folder hides ours from
`python -m` and from notebooks; another distribution may own one of the names. Either would fail much later with a
message that helps nobody, so it is looked at first and named in one line.
"""

import importlib.util
from pathlib import Path

OURS = ("graph", "ingest", "queries", "viz")


def foreign_package() -> str | None:
    """Return one sentence naming the first package that is not ours and what to do, or None if all four are."""
    home = Path(__file__).resolve().parent.parent
    for name in OURS:
        spec = importlib.util.find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None:
            return f"innonet's own package {name!r} is missing. Install innonet again, in an environment of its own."
        if origin.parent.parent != home:
            return (
                f"{origin} hides innonet's own package {name!r}. Rename that file, or run innonet from another folder."
            )
        if b"innonet" not in origin.read_bytes()[:200]:  # each of our packages says so in its first line
            return (
                f"{_owner(name)} also installs a package called {name!r} and has overwritten innonet's own. "
                "Install innonet in an environment of its own."
            )
    return None


def _owner(name: str) -> str:
    from importlib.metadata import packages_distributions

    owners = [owner for owner in packages_distributions().get(name, []) if owner != "innonet"]
    return f"The distribution {owners[0]!r}" if owners else "Another distribution"
