"""Write a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from graph.errors import InnonetError


def write(path: Path, content: bytes) -> Path:
    """Write `content` to `path` through a neighbour and a rename, and return `path`; its folder is made if missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        neighbour = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            neighbour.chmod(0o666 & ~_umask())
            neighbour.replace(path)
        except BaseException:
            neighbour.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InnonetError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    return path


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
