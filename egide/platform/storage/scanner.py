"""The antivirus hook: bytes pass by it on their way to the store, and its answer closes or opens the file.

None configured: « non analysé ». Configured but silent: quarantine, never a pass. Speaks clamd's INSTREAM.
"""

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from egide.platform.storage.models import ScanState

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0
SILENT = "L’analyseur ne répond pas."
TOO_LONG = "Le fichier dépasse ce que l’analyseur accepte."


@dataclass(frozen=True)
class Verdict:
    """What the scanner said; `detail` names the threat, or why there is no answer."""

    state: ScanState
    detail: str = ""


class Scan(Protocol):
    """One file's passage before the scanner."""

    def feed(self, data: bytes) -> None:
        """Will show the next bytes."""

    def verdict(self) -> Verdict:
        """Will return the answer on all the bytes, and close."""

    def abandon(self) -> None:
        """Will close without an answer; safe to call after `verdict`."""


def begin_scan() -> Scan:
    """Will start a scan with the configured scanner; one that is down gives a quarantine, not an error."""
    return ClamScan(settings.CLAMD_ADDRESS) if settings.CLAMD_ADDRESS else NoScan()


class NoScan:
    """No scanner is configured."""

    def feed(self, data: bytes) -> None:
        """Will ignore the bytes."""

    def verdict(self) -> Verdict:
        """Will say so."""
        return Verdict(ScanState.NOT_SCANNED)

    def abandon(self) -> None:
        """Will do nothing."""


class ClamScan:
    """One INSTREAM dialogue with clamd at `unix:/path` or `host:port`."""

    def __init__(self, address: str) -> None:
        self._socket: socket.socket | None = None
        self._whole = True
        with suppress(OSError, ValueError):
            self._socket = _connected(address)
            self._socket.sendall(b"zINSTREAM\0")

    def feed(self, data: bytes) -> None:
        """Will send the bytes; once the scanner has hung up, they go nowhere."""
        if self._socket is not None and data:
            self._send(struct.pack("!I", len(data)) + data)

    def verdict(self) -> Verdict:
        """Will end the stream and read the answer."""
        if self._socket is None:
            return Verdict(ScanState.QUARANTINED, SILENT)
        self._send(struct.pack("!I", 0))
        answer = self._answer()
        self.abandon()
        verdict = _understood(answer)
        if verdict.state is ScanState.CLEAN and not self._whole:
            return Verdict(ScanState.QUARANTINED, SILENT)  # « OK » about a part of the file is worth nothing
        return verdict

    def abandon(self) -> None:
        """Will hang up."""
        if self._socket is not None:
            self._socket.close()

    def _send(self, data: bytes) -> None:
        assert self._socket is not None
        if not self._whole:
            return
        try:
            self._socket.sendall(data)
        except OSError:  # an answer may already be waiting (« size limit exceeded »): verdict() reads it
            self._whole = False

    def _answer(self) -> str:
        assert self._socket is not None
        answer = b""
        with suppress(OSError):
            while not answer.endswith(b"\0") and (piece := self._socket.recv(4096)):
                answer += piece
        return answer.rstrip(b"\0").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
    else:
        host, _, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _understood(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict(ScanState.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(ScanState.INFECTED, said.removesuffix(" FOUND")[:200])
    if "size limit exceeded" in said:
        return Verdict(ScanState.QUARANTINED, TOO_LONG)
    return Verdict(ScanState.QUARANTINED, f"Réponse de l’analyseur : {said}"[:200] if said else SILENT)
