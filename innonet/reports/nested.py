"""Which regions lie in which: a tie between a city and its own province crosses no border that is known."""

from collections.abc import Iterable

from ingest.extract.knowledge import load_knowledge
from ingest.extract.places import Places


def lying_in(regions: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return region → the places that it lies in, itself not among them: 呼和浩特市 → 内蒙古自治区.

    By the list of places that reading goes by: a prefecture lies in its province, and a name that begins with another
    place lies in that (北京市海淀区 in 北京市). Of a county by itself the list does not tell the province.
    """
    places = Places(load_knowledge())
    return {region: frozenset(_above(region, places)) for region in regions}


def _above(region: str, places: Places) -> set[str]:
    found: set[str] = set()
    at = 0
    for start, end in places.find(region):
        if start != at:
            break
        at, form = end, region[start:end]
        # Names of counties repeat: 北京市朝阳区 lies in 北京市, and not in every 朝阳区.
        if end < len(region) or places.levels[form] != "county":
            name = places.official(form)
            found |= {name, places.province_of.get(name, name)}
    return found - {region}
