"""The command `innonet`."""

import sys

from innonet.names import foreign_package


def main() -> None:
    """Run the command line, after a look at whether its packages are its own."""
    if problem := foreign_package():
        sys.stderr.write(problem + "\n")
        sys.exit(1)
    from innonet.cli import run

    run()


if __name__ == "__main__":
    main()
