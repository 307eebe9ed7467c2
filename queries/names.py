"""Names as people type them → the names that the network knows."""

from collections.abc import Iterable

from graph.errors import EntityUnknown
from graph.folding import all_folded, folded
from graph.network import Network

NEAREST = 5
SHORTEST = 4
"""Signs that the beginning of a name needs to stand for it."""


def known_name(network: Network, typed: str) -> str:
    """Return the alias that `typed` stands for: itself, or one that differs in case, width, blanks or script only.

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
    if same := network.spellings.get(folded(typed)):
        return min(same)
    if (name := begun(network, typed)) is not None:
        return name
    raise EntityUnknown(typed, nearest(network.aliases, typed))


def begun(network: Network, typed: str) -> str | None:
    """Return the name of the only entity whose name begins with `typed`; None if it is a name itself, or short."""
    beginning = folded(typed)
    if len(beginning) < SHORTEST or typed in network.aliases or network.has(typed):
        return None
    found = set()
    for spelt, aliases in network.spellings.items():
        if spelt.startswith(beginning):
            bearers = {entity.name for alias in aliases for entity in network.aliases[alias] if not entity.placeholder}
            if bearers and spelt == beginning:
                return None
            found |= bearers
    return found.pop() if len(found) == 1 else None


def region_name(network: Network, typed: str) -> str:
    """Return the part of a region's name that `typed` stands for: of a region's other names the one shown, else itself.

    Actors carry the name of their region that is shown; a part of it finds several regions, as 吉林 does, however the
    part is spelt: see `graph.folding`.
    """
    regions = [
        entity
        for alias in network.spellings.get(folded(typed), ())
        for entity in network.aliases[alias]
        if entity.kind == "Region"
    ]
    if any(typed in region.name for region in regions):
        return typed
    if regions:
        return min(regions, key=lambda region: (-len(network.ties_of(region.id)), region.id)).name
    shown = sorted({entity.region for entity in network.entities if entity.region})
    return typed if any(typed in name for name in shown) else _spelt_so(shown, folded(typed)) or typed


def _spelt_so(names: list[str], part: str) -> str | None:
    """Return the part of the first of `names` that is spelt as `part`, a folded text."""
    for name, fold in zip(names, all_folded(names), strict=True):
        if part in fold:
            parts = [name[start:end] for start in range(len(name)) for end in range(start + 1, len(name) + 1)]
            return next((written for written in parts if folded(written) == part), None)
    return None


def nearest(aliases: Iterable[str], typed: str) -> tuple[str, ...]:
    """Return up to five names that look like `typed`, nearest first; those that contain it before those like it."""
    from rapidfuzz import fuzz, process  # only mistyped names need it

    ranked = process.extract(typed, sorted(aliases), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=55)
    return tuple(name for name, _, _ in ranked)
