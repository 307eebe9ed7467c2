"""Telling whether a process noted in a file is still that process: ids are given out again, start times are not."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def start_mark(pid: int) -> str | None:
    """Return when the process `pid` started, in the system's own words; None if it does not run (a zombie does not).

    On Windows, where nothing tells without extra libraries, a process that may be opened is marked `runs`.
    """
    with contextlib.suppress(ChildProcessError, AttributeError):
        os.waitpid(pid, os.WNOHANG)  # A child of ours that ended would stay a zombie as long as we live.
    if sys.platform.startswith("linux"):
        try:
            # The name, in brackets, may hold blanks; the fields after it are state (third) and start time (22nd).
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else fields[19]
    if sys.platform == "win32":
        try:
            os.kill(pid, 0)
        except OSError:
            return None
        return "runs"
    said = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, started = said.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else started.strip()


def runs(pid: int, mark: str | None) -> bool:
    """Return whether `pid` is still the process that had this start mark."""
    return mark is not None and start_mark(pid) == mark


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time that `pid` has used; None where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def end(pid: int, mark: str | None, *, hard: bool = False) -> None:
    """Ask the process to end, or end it at once where `hard`; nothing happens if the id is someone else's by now."""
    if not runs(pid, mark):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL if hard and hasattr(signal, "SIGKILL") else signal.SIGTERM)


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the one lock at `path`; it falls when the holder dies, however it dies."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            yield
