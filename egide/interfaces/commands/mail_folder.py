"""A small real SMTP server for the demonstration: what the house sends lands in a folder, as files.

Never for production: it accepts everything and delivers nothing further.
"""

import asyncio
import itertools
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Folder:
    """Keeps each message as NNNNNN.eml; the folder can be opened with any mail program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(len(list(folder.glob("*.eml"))) + 1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Will write the message down, then accept it."""
        content: Any = envelope.content
        path = self.folder / f"{next(self._numbers):06d}.eml"
        await asyncio.to_thread(path.write_bytes, content)
        return "250 2.0.0 Message conserve"


@contextmanager
def serving(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """Will serve inside the block and give the port (chosen by the system when 0)."""
    controller = Controller(Folder(folder), hostname=host, port=port or free_port(host))
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def free_port(host: str = "127.0.0.1") -> int:
    """Will return a port that nothing uses at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
