"""The command `innonet`."""

import atexit
import gc
import os
import sys

from innonet.names import foreign_package


def main() -> None:
    """Run the command line, after a look at whether its packages are its own."""
    if problem := foreign_package():
        sys.stderr.write(problem + "\n")
        sys.exit(1)
    # Hardly anything loaded at the start is garbage: to look for it every 700 objects is a tenth of a short answer.
    gc.set_threshold(100_000)
    # Nor is anything at the end, where Python would look for it three times over: a fifth of a short answer.
    atexit.register(gc.freeze)
    # Texts are read one a core; a second level of threads inside numpy would only stand in their way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from innonet.cli import run

    run()


if __name__ == "__main__":
    main()
