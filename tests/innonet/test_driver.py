"""The driver comes alone, and hides nothing from others."""

import subprocess
import sys

ALONE = """
import sys
from innonet.driver import NEEDLESS, import_driver
import_driver()
import neo4j
print(neo4j.__name__, [name for name in NEEDLESS if name in sys.modules])
import numpy
print(numpy.array([1, 2]).sum())
"""


def test_the_driver_brings_no_arrays_along_and_who_wants_them_still_finds_them():
    ran = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == ["neo4j []", "3"]
