"""Turns: few pages are made at once, and neither a slow download nor a slow upload holds the others.

The last test has a real server, its four slow readers, and a page asked meanwhile.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from egide.interfaces.commands.turns import Places, Turns
from egide.platform.database.processes import wait_until
from tests.patience import SECONDS
from tests.ports import own_port

SITE = "tests.interfaces.commands.slow_site"


class House:
    """An application that says how many of its pages are being made, and waits to be let go."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.lock, self.go = threading.Lock(), threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.go.wait(SECONDS)
        with self.lock:
            self.inside -= 1
        return [b"page"]


def asked(turns: Turns, method: str, times: int) -> list[threading.Thread]:
    def ask() -> None:
        turns({"REQUEST_METHOD": method}, print)

    threads = [threading.Thread(target=ask) for _ in range(times)]
    for thread in threads:
        thread.start()
    return threads


def finish(house: House, threads: list[threading.Thread]) -> None:
    house.go.set()
    for thread in threads:
        thread.join(SECONDS)


def test_two_pages_are_made_at_once_and_the_others_follow() -> None:
    house = House()
    threads = asked(Turns(house, most=2, longest=SECONDS), "GET", 6)

    assert wait_until(lambda: house.inside == 2, seconds=SECONDS)
    time.sleep(0.05)
    assert house.inside == 2
    finish(house, threads)
    assert house.most == 2
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.parametrize(("method", "longest"), [("POST", SECONDS), ("GET", 0.01)])
def test_a_body_to_receive_or_a_long_page_keeps_nobody_waiting(method: str, longest: float) -> None:
    house = House()
    threads = asked(Turns(house, most=1, longest=longest), method, 4)

    assert wait_until(lambda: house.inside == 4, seconds=SECONDS)
    finish(house, threads)


def test_a_place_goes_to_whoever_has_waited_longest() -> None:
    places, came = Places(1, longest=SECONDS), list[int]()
    first = places.take()

    def wait(n: int) -> None:
        place = places.take()
        came.append(n)
        places.leave(place)

    threads = [threading.Thread(target=wait, args=(n,)) for n in range(6)]
    for n, thread in enumerate(threads):
        thread.start()
        assert wait_until(lambda n=n: places.waiting == n + 1, seconds=SECONDS)
    places.leave(first)
    for thread in threads:
        thread.join(SECONDS)

    assert came == [0, 1, 2, 3, 4, 5]


def test_what_lasts_gives_its_place_up_once() -> None:
    places = Places(1, longest=0.05)
    long = places.take()
    second = places.take()  # the long one goes on beside it
    places.leave(long)  # no place is free for that
    third = places.take()

    assert second.since >= long.since + 0.05
    assert third.since >= second.since + 0.05


def test_a_page_that_fails_leaves_its_turn() -> None:
    def broken(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError

    turns = Turns(broken, most=1, longest=SECONDS)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            turns({"REQUEST_METHOD": "GET"}, print)


@contextmanager
def served(*, processes: int = 1) -> Iterator[int]:
    """A server of so many processes, until the end of the block; its port."""
    port = own_port()
    root = Path(__file__).parents[3]
    process = subprocess.Popen([sys.executable, "-m", SITE, str(port), str(processes)], cwd=root)
    try:
        assert wait_until(lambda: answers(port), seconds=SECONDS)
        yield port
    finally:
        process.terminate()
        process.wait(SECONDS)


@pytest.fixture
def site() -> Iterator[int]:
    with served() as port:
        yield port


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return line.recv(12).endswith(b"200")
    except OSError:
        return False


def test_four_slow_downloads_leave_the_house_open(site: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", site), timeout=SECONDS) for _ in range(4)]
    try:
        for line in slow:  # each reads its first bytes, then nothing more
            line.sendall(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
            assert line.recv(12).endswith(b"200")
        time.sleep(0.3)

        # These lines are never read: a page that waited for one of them would never come.
        assert all(answers(site) for _ in range(5))
    finally:
        for line in slow:
            line.close()
