"""Keeps what Python compiles between the processes of the tests, and from one run to the next.

Three workers and some sixty programs start in a run; each would compile the house and its tests anew where the
environment forbids compiled files beside the sources. They are kept with the tests' server instead.
"""

import os
import sys

from egide.platform.database import places


def keep() -> None:
    """Will keep compiled files, here and in every process started from here."""
    if not sys.dont_write_bytecode:
        return  # the usual place, beside the sources
    folder = str(places.home("test").with_name(places.home("test").name + "-compiled"))
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder
