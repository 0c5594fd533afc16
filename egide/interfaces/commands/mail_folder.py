"""A small real SMTP server for the demonstration: what the house sends lands in a folder, as files.

Never for production: it accepts everything and delivers nothing further.
"""

import asyncio
import itertools
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


class Served(Controller):
    """A controller that may be given port 0: its own is then the one that the system bound."""

    def _trigger_server(self) -> None:
        # It calls the port that it was given, to check that it serves.
        if isinstance(self.server, asyncio.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """Will serve inside the block and give the port (chosen by the system when 0)."""
    controller = Served(Folder(folder), hostname=host, port=port)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()
