"""The scanner hook before a real clamd: clean, infected, too long, down; never a pass without an answer.

The EICAR string is built at run time (servers.py), and the signature base knows nothing else.
"""

import socket
import threading
from collections.abc import Callable

import pytest
from pytest_django import Settings

from egide.platform.storage.models import ScanState
from egide.platform.storage.scanner import SILENT, TOO_LONG, Verdict, begin_scan
from tests.platform.storage.servers import EICAR, Clamd


@pytest.fixture(params=["unix", "tcp"])
def scanner(request: pytest.FixtureRequest, clamd: Clamd, settings: Settings) -> Clamd:
    settings.CLAMD_ADDRESS = getattr(clamd, request.param)
    return clamd


def verdict_on(*pieces: bytes) -> Verdict:
    scan = begin_scan()
    for piece in pieces:
        scan.feed(piece)
    return scan.verdict()


def test_it_says_clean(scanner: Clamd) -> None:
    assert verdict_on(b"Madame, ", b"Monsieur") == Verdict(ScanState.CLEAN)


def test_it_names_the_threat(scanner: Clamd) -> None:
    verdict = verdict_on(EICAR)

    assert verdict.state is ScanState.INFECTED
    assert "Eicar-Test" in verdict.detail


def test_it_finds_a_threat_cut_in_two_pieces(scanner: Clamd) -> None:
    assert verdict_on(EICAR[:20], EICAR[20:]).state is ScanState.INFECTED


def test_it_quarantines_what_the_scanner_finds_too_long(scanner: Clamd) -> None:
    piece = bytes(1024 * 1024)

    assert verdict_on(*[piece] * (scanner.stream_limit // len(piece) + 4)) in (
        Verdict(ScanState.QUARANTINED, TOO_LONG),
        Verdict(ScanState.QUARANTINED, SILENT),  # its answer may be lost with the connection it resets
    )


def test_it_says_not_scanned_without_scanner(settings: Settings) -> None:
    settings.CLAMD_ADDRESS = ""

    assert verdict_on(EICAR) == Verdict(ScanState.NOT_SCANNED)


@pytest.mark.parametrize("address", ["unix:/nulle/part.sock", "127.0.0.1:1", "sans-port", "::"])
def test_it_quarantines_when_the_scanner_is_down_or_misconfigured(settings: Settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address

    assert verdict_on(b"bonjour") == Verdict(ScanState.QUARANTINED, SILENT)


def answering(settings: Settings, behave: Callable[[socket.socket], None]) -> threading.Thread:
    """Will put a scanner that misbehaves on a real socket."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_ADDRESS = f"127.0.0.1:{listener.getsockname()[1]}"

    def serve() -> None:
        line, _ = listener.accept()
        with listener, line:
            behave(line)

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


def hang_up(line: socket.socket) -> None:
    line.recv(10)


def say_nonsense(line: socket.socket) -> None:
    line.recv(100)
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n\0")


def say_ok_then_hang_up(line: socket.socket) -> None:
    line.recv(10)
    line.sendall(b"stream: OK\0")
    line.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("behave", [hang_up, say_nonsense])
def test_it_quarantines_on_a_broken_dialogue(
    settings: Settings, behave: Callable[[socket.socket], None]
) -> None:
    thread = answering(settings, behave)

    assert verdict_on(b"bonjour").state is ScanState.QUARANTINED
    thread.join()


def test_it_does_not_believe_an_ok_about_a_part_of_the_file(settings: Settings) -> None:
    thread = answering(settings, say_ok_then_hang_up)
    scan = begin_scan()
    scan.feed(b"x")
    thread.join()

    for _ in range(64):
        scan.feed(bytes(1024 * 1024))

    assert scan.verdict().state is ScanState.QUARANTINED
