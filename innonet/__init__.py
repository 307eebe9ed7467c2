"""The front door of innonet: the command line and the notebook's object.

import innonet
project = innonet.open("hohhot.db")
project.add("notices/")
project.query("partners", name="CAAS")
"""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innonet.project import Project

__version__ = "0.1.0"


def open(path: str | PathLike[str] = "innonet.db") -> "Project":
    """Return the project whose ledger is the file `path`; the file is made by the first `add`."""
    from innonet.names import foreign_package

    if problem := foreign_package():
        raise ImportError(problem)
    from innonet.project import Project

    return Project(path)
