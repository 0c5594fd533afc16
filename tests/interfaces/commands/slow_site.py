"""A small site behind the same web server, set as `egide serve` sets it: one long download, one page.

`python -m tests.interfaces.commands.slow_site PORT`; started by test_turns.py.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any

from egide.interfaces.commands.serve import AT_ONCE, THREADS
from egide.interfaces.commands.turns import Turns
from egide.platform.database.processes import die_with_parent

PIECE, PIECES = b"x" * 1_000_000, 60


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Will send sixty million bytes, or two."""
    if environ["PATH_INFO"] == "/long":
        start("200 OK", [("Content-Length", str(len(PIECE) * PIECES))])
        return (PIECE for _ in range(PIECES))
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def load() -> Callable[..., Any]:
    """Will return the site of one process."""
    die_with_parent(signal.SIGTERM, parent=os.getppid())
    return Turns(application, most=AT_ONCE)


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "tests.interfaces.commands.slow_site:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)
