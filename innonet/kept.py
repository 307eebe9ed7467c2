"""Networks kept in the user's cache, so that the same question, asked again, need not derive its view again.

One file a view, as `graph.exchange.json` writes it, beside what the bundled server keeps of the same ledger. Its name
is a hash over all that a network follows from: the ledger's revision, the view and the code that derives. So what is
found is what would be derived now; what is missing or broken off is derived, and where nothing can be kept nobody need
know.
"""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

import graph
from graph.errors import DocumentError, InnonetError
from graph.exchange import json
from graph.network import Network

KEPT = 8  # Views of one ledger; as many as the bundled server keeps databases.


def kept(home: Path, key: object, derive: Callable[[], Network]) -> Network:
    """Return the network that `derive` would, from the cache if it is there.

    Parameters
    ----------
    home : Path
        The ledger's folder in the cache; made if missing.
    key : object
        Revision and view; what is equal must print alike.
    derive : callable
        Makes the network where the cache has none; its errors are raised and nothing is kept.
    """
    path = home / "networks" / f"{_name(key)}.json"
    try:
        network = json.read(path)
    except DocumentError:
        network = derive()
        with contextlib.suppress(OSError, InnonetError):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)  # as the server's: what notices say is not for all
            json.write(network, path)
            _prune(path.parent)
    else:
        with contextlib.suppress(OSError):
            path.touch()
    return network


def _name(key: object) -> str:
    digest = hashlib.sha256(repr(key).encode())
    for file in (*sorted(Path(graph.__file__).parent.iterdir()), Path(json.__file__)):
        if file.is_file():  # code and ontology: read, and not asked for its date, which an installer may set
            digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def _prune(folder: Path) -> None:
    """Throw away the networks that nobody has asked for the longest time."""
    newest_first = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT:]:
        path.unlink(missing_ok=True)
