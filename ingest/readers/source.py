"""The bytes of one file, taken with care: regular files only, of a bearable size, never through a link."""

import errno
import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from graph.errors import DocumentError

LARGEST = 64 * 1024 * 1024
"""Bytes; a notice has a few thousand, a long report with pictures some million."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, with the names to use for it."""

    data: bytes
    path: str
    """For messages, on one line."""
    name: str
    """The file's own name, safe to show."""
    suffix: str
    """In lower case, dot included."""

    @property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def shown(path: str | os.PathLike[str]) -> str:
    """Return `path` on one line: bytes that are no text, control and direction signs become �."""
    text = os.fspath(path).encode("utf-8", "replace").decode("utf-8")
    return "".join("�" if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else sign for sign in text)


def load(path: Path, largest: int = LARGEST) -> Source:
    """Return the bytes of the file at `path`.

    Raises
    ------
    DocumentError
        If it is missing, empty, too large, unreadable or no regular file. A symbolic link is refused, so that an
        unpacked archive cannot point at other files of the machine; so are pipes and devices, which never end.
    """
    name = shown(path)
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise DocumentError(name, _why(error)) from None
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(name, "is a folder. Give the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(name, "is no regular file but a pipe, socket or device. Save its content to a file.")
        if status.st_size > largest:
            raise DocumentError(name, _too_large(status.st_size, largest))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise DocumentError(name, _why(error)) from None
    finally:
        os.close(handle)
    if len(data) > largest:  # it grew while it was read
        raise DocumentError(name, _too_large(len(data), largest))
    if not data.strip():
        raise DocumentError(name, "is empty. Save or download it again.")
    own = Path(os.fspath(path)).name
    return Source(data, name, shown(own), Path(shown(own)).suffix.lower())


def _too_large(size: int, largest: int) -> str:
    return f"has {size / 2**20:.0f} MiB, and at most {largest / 2**20:.0f} MiB are read. Split it."


def _why(error: OSError | ValueError) -> str:
    code = error.errno if isinstance(error, OSError) else None
    match code:
        case errno.ENOENT | errno.ENOTDIR:
            return "there is no such file. Check the path."
        case errno.EACCES | errno.EPERM:
            return "it may not be read (permission denied). Change its permissions."
        case errno.ELOOP:
            return "is a symbolic link, and links are not followed. Give the file itself."
        case errno.ENAMETOOLONG:
            return "the name is too long for this file system. Rename it."
        case errno.ENXIO:
            return "is no regular file but a pipe, socket or device. Save its content to a file."
        case None:
            return "the path holds a NUL sign. Check the path."
    return (
        f"it cannot be read ({error.strerror if isinstance(error, OSError) else error}). Check the disk and the path."
    )
