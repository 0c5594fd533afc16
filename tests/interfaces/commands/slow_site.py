"""A small site behind the same web server, set as `egide serve` sets it: one long download, one page, one slow page.

`python -m tests.interfaces.commands.slow_site PORT [PROCESSES]`; started by test_turns.py and test_shares.py.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from egide.interfaces.commands import shares
from egide.interfaces.commands.serve import THREADS, in_turns
from egide.platform.database.processes import die_with_parent

PIECE, PIECES = b"x" * 1_000_000, 60


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Will send sixty million bytes, or two, or after a while which process this is."""
    if environ["PATH_INFO"] == "/long":
        start("200 OK", [("Content-Length", str(len(PIECE) * PIECES))])
        return (PIECE for _ in range(PIECES))
    if environ["PATH_INFO"] == "/slow":
        time.sleep(0.02)
        who = str(os.getpid()).encode()
        start("200 OK", [("Content-Length", str(len(who)))])
        return [who]
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def load() -> Callable[..., Any]:
    """Will return the site of one process."""
    die_with_parent(signal.SIGTERM, parent=os.getppid())
    return in_turns(application)


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    shares.opened(processes)
    Granian(
        "tests.interfaces.commands.slow_site:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)
