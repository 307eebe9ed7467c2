"""The formats in which a network leaves, by the names that people give on the command line."""

from collections.abc import Callable, Mapping

from graph.errors import UsageError
from graph.exchange import gexf, graphml, json, tables
from graph.network import Network

_ONE_FILE: Mapping[str, Callable[[Network], bytes]] = {
    "graphml": graphml.to_bytes,
    "gexf": gexf.to_bytes,
    "json": json.to_bytes,
}
FORMATS = (*_ONE_FILE, "csv")


def exported(network: Network, format: str) -> dict[str, bytes]:
    """Return the network in `format` as files: name → content; a format of one file has the one name "".

    Raises
    ------
    UsageError
        If there is no such format.
    """
    if format == "csv":
        return tables.to_bytes(network)
    if format not in _ONE_FILE:
        raise UsageError(f"There is no format {format!r}. Use {', '.join(FORMATS)}.")
    return {"": _ONE_FILE[format](network)}
