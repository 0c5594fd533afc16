"""Ports for the servers that tests start in processes of their own, which must be told a number beforehand.

A server of this process binds to port 0 and reads what it was given: it needs nothing of this.
"""

import fcntl
import itertools
import os
import socket
import tempfile
from pathlib import Path

# Below what Linux lends to whoever binds to port 0 or calls out (32768 and up): nobody is given one of these between
# the look and the server's start, nor while a server that was killed starts again.
_FIRST, _AFTER = 10_000, 20_000
# From a place of one's own, one after the other: a port left a moment ago is the last to be tried again.
_START = _FIRST + os.getpid() * 7 % (_AFTER - _FIRST)
_numbers = itertools.cycle((*range(_START, _AFTER), *range(_FIRST, _START)))


def own_port(*, beside: int = 0) -> int:
    """Will return a port that is this process's until it ends; `beside`: the one that much higher is free as well."""
    folder = Path(tempfile.gettempdir()) / f"egide-test-ports-{os.geteuid()}"
    folder.mkdir(exist_ok=True)
    number: int
    for number in itertools.islice(_numbers, _AFTER - _FIRST):
        # Held, open, until this process ends: two processes never choose the same one.
        lock = os.open(folder / str(number), os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for one in {number, number + beside}:
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", one))
        except OSError:
            os.close(lock)
            continue
        return number
    raise AssertionError(f"no free port from {_FIRST} to {_AFTER}")
