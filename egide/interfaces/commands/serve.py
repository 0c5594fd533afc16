"""`egide serve`: the web server. Refuses to start when the database role could step over the walls.

Behind a proxy in production; the demonstration calls it too.
"""

import gc
import os
import signal
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from egide.interfaces.commands import shares, surroundings
from egide.interfaces.commands.french import FrenchCommand
from egide.interfaces.commands.turns import Turns, at_once
from egide.platform.database.processes import die_with_parent

THREADS = 8  # of each process; those that make no page send downloads and receive uploads


@click.command(cls=FrenchCommand, help="Sert les pages web.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option(
    "--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535), help="Port web."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processus.")
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64), help="Fils par processus."
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Will serve until it is told to stop."""
    with surroundings.database():
        surroundings.django()
        surroundings.refuse_unsafe_database()
        _serve(host=host, port=port, workers=workers, threads=threads)


def _serve(*, host: str, port: int, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    shares.opened(workers)
    Granian(
        "egide.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        # A long download may finish; a stuck request may not hold the stop for ever.
        workers_kill_timeout=10,
        # Its warnings are advice, in English, on the number of threads: turns.py is the answer.
        log_level=LogLevels.error,
    ).serve(target_loader=load, wrap_loader=False)


def load() -> Callable[..., Any]:
    """Will load the application in a worker process, which dies with its supervisor, even by kill -9."""
    die_with_parent(signal.SIGTERM, parent=os.getppid())
    # By name: the application is config's, which stands above this layer.
    application: Callable[..., Any] = import_module("egide.config.wsgi").application
    # What was loaded stays for good: looking for garbage among it at each hundredth page would be felt.
    gc.collect()
    gc.freeze()
    return in_turns(application)


def in_turns(application: Callable[..., Any]) -> Turns:
    """Will return the application as one of the server’s processes serves it."""
    from egide.platform.database.lending import Lending

    return Turns(Lending(application), most=at_once(shares.announced()), shares=shares.joined())
