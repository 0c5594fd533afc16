"""Shares: people whom chance has sent to the busier process are led to the other, and nobody loses an answer.

A real server of two processes, and browsers that keep their connections; a process killed -9 gives its place back.
"""

import http.client
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from egide.interfaces.commands import shares
from egide.platform.database.processes import wait_until
from tests.interfaces.commands.test_turns import served
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]
BROWSERS = 6
HOLD = """
from egide.interfaces.commands import shares
ours = shares.joined()
ours.enter()
ours.enter()
print("joined", flush=True)
input()
"""

JOIN = "from egide.interfaces.commands import shares; print(shares.joined())"


@pytest.fixture
def port() -> Iterator[int]:
    """A server of two processes."""
    with served(processes=2) as number:
        yield number


def ask(line: http.client.HTTPConnection) -> str:
    """Will ask for the slow page, connecting again if it must; tells which process made it."""
    line.request("GET", "/slow")
    answer = line.getresponse()
    assert answer.status == 200
    return answer.read().decode()


def all_on_one(port: int) -> list[http.client.HTTPConnection]:
    """Connections that chance has all sent to the same process."""
    dealt: dict[str, list[http.client.HTTPConnection]] = {}
    for _ in range(20 * BROWSERS):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        same = dealt.setdefault(ask(line), [])
        same.append(line)
        if len(same) == BROWSERS:
            for other in (line for lines in dealt.values() if lines is not same for line in lines):
                other.close()
            return same
    raise AssertionError("one process takes everything")


def test_browsers_of_the_busier_process_are_led_to_the_other(port: int) -> None:
    lines = all_on_one(port)
    last: dict[int, str] = {}
    done, failed = threading.Event(), list[Exception]()

    def browse(n: int) -> None:
        try:
            while not done.is_set():
                last[n] = ask(lines[n])
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=browse, args=(n,)) for n in range(BROWSERS)]
    for thread in threads:
        thread.start()
    try:
        assert wait_until(lambda: sorted(Counter(last.values()).values()) == [3, 3], seconds=SECONDS)
    finally:
        done.set()
        for thread in threads:
            thread.join(SECONDS)
        for line in lines:
            line.close()
    assert failed == []


def test_a_browser_alone_keeps_its_connection(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        assert len({ask(line) for _ in range(10)}) == 1
        assert line.sock is not None  # never ended by the server
    finally:
        line.close()


def test_a_killed_process_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shares.TOLD, "")
    shares.opened(2)
    ours = shares.joined()
    assert ours is not None
    try:
        for _ in range(2):
            ours.enter()
            other = subprocess.Popen(
                [sys.executable, "-c", HOLD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            with other:
                assert other.stdout is not None
                assert other.stdout.readline() == b"joined\n"
                assert not ours.is_uneven()  # one or two here, two there
                third = subprocess.run(
                    [sys.executable, "-c", JOIN], cwd=ROOT, capture_output=True, timeout=SECONDS
                )
                assert third.stdout == b"None\n"  # it serves all the same
                other.send_signal(signal.SIGKILL)
    finally:
        ours.close()


def test_a_process_alone_shares_with_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shares.TOLD, "")
    assert shares.joined() is None
    shares.opened(1)
    assert shares.joined() is None
