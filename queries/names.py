"""Names as people type them → the names that the network knows."""

from rapidfuzz import fuzz, process

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
    aliases = {alias for entity in network.entities for alias in entity.aliases}
    if typed in aliases:
        return typed
    if network.has(typed):
        return network.entity(typed).name
    folded = sorted(alias for alias in aliases if _fold(alias) == _fold(typed))
    if folded:
        return folded[0]
    if (name := begun(network, typed)) is not None:
        return name
    raise EntityUnknown(typed, nearest(aliases, typed))


def begun(network: Network, typed: str) -> str | None:
    """Return the name of the only entity whose name begins with `typed`; None if it is a name itself, or short."""
    folded = _fold(typed)
    if len(folded) < SHORTEST or network.has(typed):
        return None
    found = set()
    for entity in network.entities:
        aliases = [] if entity.placeholder else [_fold(alias) for alias in entity.aliases]
        if folded in aliases:
            return None
        if any(alias.startswith(folded) for alias in aliases):
            found.add(entity.name)
    return found.pop() if len(found) == 1 else None


def nearest(aliases: set[str], typed: str) -> tuple[str, ...]:
    """Return up to five names that look like `typed`, nearest first; those that contain it before those like it."""
    ranked = process.extract(typed, sorted(aliases), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=55)
    return tuple(name for name, _, _ in ranked)


def _fold(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
