"""Keeps the demonstration's processes together: starts them, restarts one that dies, stops them in order.

Each child is tied to this process: if it is killed, even by kill -9, the kernel stops them.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType

import click

from egide.platform.database import processes

_COMMAND = (sys.executable, "-m", "egide.interfaces.commands")
_STOP_SECONDS = 30.0
# A part that keeps dying says something: after this many restarts in a minute, stop and show it.
_RESTARTS_ALLOWED, _WINDOW_SECONDS = 3, 60.0


class Stopped(Exception):
    """The operator, or the system, asked for the end."""


@dataclass
class Part:
    """One child process: its French name and its `egide` arguments."""

    name: str
    arguments: tuple[str, ...]
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    _started: list[float] = field(default_factory=list, repr=False)

    def start(self) -> None:
        """Will start the process in its own session, out of reach of the terminal's Ctrl-C."""
        self._started = [at for at in self._started if time.monotonic() - at < _WINDOW_SECONDS]
        self._started.append(time.monotonic())
        self._process = subprocess.Popen(
            [*_COMMAND, *self.arguments],
            start_new_session=True,
            preexec_fn=processes.tied_to_me(signal.SIGTERM),
        )

    def is_dead(self) -> bool:
        """Will say whether the process ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def keeps_dying(self) -> bool:
        """Will say whether it was restarted too often to go on."""
        return len(self._started) > _RESTARTS_ALLOWED

    def stop(self) -> None:
        """Will ask the process to end, then end its whole session."""
        if self._process is None:
            return
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        self.sweep()
        self._process.wait()

    def sweep(self) -> None:
        """Will kill what remains of its session, for instance the web processes of a killed server."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def run_step(*arguments: str) -> None:
    """Will run one `egide` command to its end.

    :raises click.ClickException: it failed; it has already said why.
    """
    process = subprocess.Popen([*_COMMAND, *arguments], preexec_fn=processes.tied_to_me(signal.SIGTERM))
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if code != 0:
        raise click.ClickException(f"L’étape «\u00a0{' '.join(arguments)}\u00a0» a échoué (code {code}).")


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Will turn the first Ctrl-C, closed terminal or `kill` into Stopped; the next ones change nothing."""

    def stop(signum: int, frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    usual = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)


def supervise(parts: list[Part], *, look: Callable[[], None]) -> None:
    """Will `look` and restart what dies, each second, until Stopped; then stop the parts in their order.

    :raises click.ClickException: a part keeps dying.
    """
    try:
        for part in parts:
            part.start()
        while True:
            time.sleep(1)
            look()
            for part in parts:
                if part.is_dead():
                    _restart(part)
    finally:
        for part in parts:
            part.stop()


def _restart(part: Part) -> None:
    part.sweep()
    if part.keeps_dying():
        raise click.ClickException(f"{part.name} s’arrête sans cesse\u00a0: voyez les messages ci-dessus.")
    click.echo(f"{part.name} s’est arrêté de façon imprévue; nouveau démarrage.", err=True)
    part.start()
