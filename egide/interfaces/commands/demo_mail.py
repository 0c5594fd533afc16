"""`egide demo-mail` (hidden): the demonstration's mail server, one part of `egide demo`.

What the house sends lands as files in the demonstration's folder « mail »; nothing leaves the machine.
"""

import os
import signal
import threading
from pathlib import Path

import click

from egide.interfaces.commands.french import FrenchCommand


@click.command(cls=FrenchCommand, name="demo-mail", hidden=True)
@click.option("--port", default=1025, type=click.IntRange(1, 65535))
def command(port: int) -> None:
    """Will serve until told to stop."""
    from egide.interfaces.commands.mail_folder import serving

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving(Path(os.environ["EGIDE_HOME"]) / "mail", port=port):
        stop.wait()
