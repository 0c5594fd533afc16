"""The trivial view behind the same web server, set the same way, alone: no middleware, no walls (the owner’s role).

`python -m bench.trivial UNIT PORT`; started by network.py.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any

from egide.interfaces.commands import shares
from egide.interfaces.commands.serve import THREADS, in_turns
from egide.platform.database.processes import die_with_parent

WORKERS = 2


def load() -> Callable[..., Any]:
    """Will return the WSGI application of a worker process."""
    die_with_parent(signal.SIGTERM, parent=os.getppid())
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIRequest

    from bench.limits import trivial_view

    view = trivial_view(int(sys.argv[1]))

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = view(WSGIRequest(environ)).content
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
        return [body]

    return in_turns(application)


def main() -> None:
    """Will serve until it is told to stop."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    shares.opened(WORKERS)
    Granian(
        "bench.trivial:application",
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main()
