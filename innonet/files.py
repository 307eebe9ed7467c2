"""Write a file whole or not at all."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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


def write_json(path: Path, passage: Mapping[str, Any]) -> Path:
    """Write a passage as one JSON file and return where it lies."""
    text = json.dumps(passage, ensure_ascii=False, indent=2) + "\n"
    return write(path, text.encode("utf-8", "surrogatepass"))
