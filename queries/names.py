"""Names as people type them → the names that the network knows."""

from collections.abc import Iterable

from graph.errors import EntityUnknown
from graph.network import Network

NEAREST = 5
SHORTEST = 4
"""Signs that the beginning of a name needs to stand for it."""


def known_name(network: Network, typed: str) -> str:
    """Return the alias that `typed` stands for: itself, or the one that differs in case, width or blanks only.

    The beginning of a name, from four signs on, stands for it where the names of one entity only begin so.

    Raises
    ------
    EntityUnknown
        With the nearest names, where no alias fits.
    """
    if typed in network.aliases:
        return typed
    if network.has(typed):
        return network.entity(typed).name
    wanted = _fold(typed)
    folded = sorted(alias for alias in network.aliases if _fold(alias) == wanted)
    if folded:
        return folded[0]
    if (name := begun(network, typed)) is not None:
        return name
    raise EntityUnknown(typed, nearest(network.aliases, typed))


def begun(network: Network, typed: str) -> str | None:
    """Return the name of the only entity whose name begins with `typed`; None if it is a name itself, or short."""
    folded = _fold(typed)
    if len(folded) < SHORTEST or typed in network.aliases or network.has(typed):
        return None
    found = set()
    for entity in network.entities:
        aliases = [] if entity.placeholder else [_fold(alias) for alias in entity.aliases]
        if folded in aliases:
            return None
        if any(alias.startswith(folded) for alias in aliases):
            found.add(entity.name)
    return found.pop() if len(found) == 1 else None


def nearest(aliases: Iterable[str], typed: str) -> tuple[str, ...]:
    """Return up to five names that look like `typed`, nearest first; those that contain it before those like it."""
    from rapidfuzz import fuzz, process  # only mistyped names need it

    ranked = process.extract(typed, sorted(aliases), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=55)
    return tuple(name for name, _, _ in ranked)


def _fold(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
