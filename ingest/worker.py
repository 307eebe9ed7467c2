"""Untrusted documents are read in a process that can be killed.

The parent starts `python -P -m ingest.worker` (-P: a `graph.py` in the user's folder must not be imported), sends one
path a line and gets one line of JSON back, over two pipes that nothing else inherits. The child lives in a session of
its own, within limits of memory, processor time and files, and is killed with its group when an answer is late. One
child reads up to `TURNS` documents and is replaced after a failure.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from graph.errors import DocumentError
from ingest.readers.page import Page, from_json, to_json
from ingest.readers.read import SIMPLE, format_of, page_of, read
from ingest.readers.source import load, shown

MEMORY = 1024**3
"""Bytes of address space."""
PROCESSOR_SECONDS = 20
"""For one document; a report of hundreds of pages takes some of them, a bomb all."""
WALL_SECONDS = 60.0
"""For one document; the machine may be busy, so more than the processor's."""
TURNS = 50
"""Documents that one child reads before another takes over."""
LONGEST_ANSWER = 256 * 1024 * 1024
"""Bytes of JSON."""


class SafeReader:
    """Reads documents in a child process that is kept warm; a context manager.

    >>> with SafeReader() as reader:
    ...     reader.read(Path("missing.pdf"))
    Traceback (most recent call last):
    graph.errors.DocumentError: missing.pdf: there is no such file. Check the path.
    """

    def __init__(self, wall_seconds: float = WALL_SECONDS, processor_seconds: int = PROCESSOR_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._processor_seconds = processor_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._turns = 0

    def __enter__(self) -> Self:
        """Return the reader itself; the child starts with the first document that needs one."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def read(self, path: Path) -> Page:
        """Return the page of the file at `path`, as `ingest.readers.read.read` does.

        Text, csv and passages are read here: decoding is all that happens to them, in linear time. Everything that
        needs a parser goes to the child.

        Raises
        ------
        DocumentError
            As from `read`; also if the file keeps its reader busy too long, takes too much memory or breaks it.
        """
        source = load(path)
        if format_of(source) in SIMPLE:
            return page_of(source)
        return self._read_in_child(path)

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        # It ends by itself when its input closes; whatever it has started is killed with its group.
        _kill(child)

    def _read_in_child(self, path: Path) -> Page:
        if self._turns >= TURNS:
            self.close()
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child, self._turns = _start(), 0
        self._turns += 1
        child = self._child
        wanted = {"path": os.fspath(path.absolute()), "seconds": self._processor_seconds}
        try:
            answer = _exchange(child, json.dumps(wanted).encode() + b"\n", self._wall_seconds)
        except TimeoutError:
            self.close()
            raise DocumentError(
                shown(path), f"took longer than {self._wall_seconds:.0f} s to read, so it was left."
            ) from None
        except (EOFError, OSError):
            self.close()
            raise DocumentError(shown(path), self._why_ended(child)) from None
        if "error" in answer:
            raise DocumentError(shown(path), answer["error"])
        return from_json(answer["page"])

    def _why_ended(self, child: subprocess.Popen[bytes]) -> str:
        if child.returncode == -signal.SIGXCPU:
            return f"takes more than {self._processor_seconds} s of processor time to read, so it was left."
        return "breaks the program that reads it, so it was left. Save it in another format."


def read_safely(path: Path) -> Page:
    """Return the page of the file at `path`, read in a child process; for many files keep a `SafeReader` warm."""
    with SafeReader() as alone:
        return alone.read(path)


def _start() -> subprocess.Popen[bytes]:
    # One thread each: the libraries would otherwise reserve address space for every core.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "ingest.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        close_fds=True,
        start_new_session=True,
        env=environment,
    )


def _exchange(child: subprocess.Popen[bytes], request: bytes, seconds: float) -> dict[str, Any]:
    """Send one line and return the answer to it; TimeoutError, EOFError or OSError if none comes."""
    if child.stdin is None or child.stdout is None:
        raise EOFError
    child.stdin.write(request)
    until = time.monotonic() + seconds
    pieces: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while not (pieces and pieces[-1].endswith(b"\n")):
            if not selector.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            piece = os.read(child.stdout.fileno(), 1 << 16)
            size += len(piece)
            if not piece or size > LONGEST_ANSWER:
                raise EOFError
            pieces.append(piece)
    answer: dict[str, Any] = json.loads(b"".join(pieces))
    return answer


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):  # it has ended, and its group with it
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


# ---------------------------------------------------------------- in the child


def main() -> None:
    """Answer one line of JSON on standard output for every line on standard input, until it closes."""
    answers = _private_output()
    _limit()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _limit_processor(request["seconds"])
        answers.write(json.dumps(_answer(request["path"])).encode() + b"\n")
        answers.flush()


def _answer(path: str) -> dict[str, Any]:
    try:
        return {"page": to_json(read(Path(path)))}
    except DocumentError as error:
        return {"error": str(error).removeprefix(f"{error.path}: ")}
    except MemoryError:
        return {"error": f"takes more than {MEMORY >> 20} MiB of memory to read, so it was left."}
    except Exception as error:  # whatever a library throws at a crafted file is one line for the user
        return {"error": f"breaks the program that reads it ({type(error).__name__}). Save it in another format."}


def _private_output() -> BinaryIO:
    """Return the pipe to the parent, and point standard output elsewhere: a library that prints must not garble it."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _limit_processor(seconds: int) -> None:
    """Give the next document its seconds; the limit counts from the start of the process."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


if __name__ == "__main__":
    main()
