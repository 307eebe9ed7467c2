"""Names as people type them → the names that the network knows."""

from rapidfuzz import fuzz, process

from graph.errors import EntityUnknown
from graph.network import Network

NEAREST = 5


def known_name(network: Network, typed: str) -> str:
    """Return the alias that `typed` stands for: itself, or the one that differs in case, width or blanks only.

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
    raise EntityUnknown(typed, nearest(aliases, typed))


def nearest(aliases: set[str], typed: str) -> tuple[str, ...]:
    """Return up to five names that look like `typed`, nearest first; those that contain it before those like it."""
    ranked = process.extract(typed, sorted(aliases), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=55)
    return tuple(name for name, _, _ in ranked)


def _fold(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
