"""Requests shared evenly between the processes of `egide serve`.

The system deals new connections by chance and a browser keeps hers: the people of the busier process would wait longer.
Each process writes in a memory that they share how many requests it holds; one that holds more than another, while
somebody waits, ends a connection politely with its answer. What it came from connects again, and is dealt anew.
"""

import fcntl
import mmap
import os
import threading
from contextlib import suppress

TOLD = "EGIDE_SERVE_SHARES"  # where the shared memory is, for the processes that the server starts
UNEVEN = 2  # requests more than another process: moving one makes both more alike
_SIZE = 4  # bytes of a count


class Shares:
    """The counts of all the processes, and which one is ours."""

    def __init__(self, descriptor: int, processes: int, slot: int) -> None:
        self._descriptor = descriptor  # kept open: it holds the place
        self._slot = slot
        self._counts = memoryview(mmap.mmap(descriptor, processes * _SIZE)).cast("I")
        self._counts[slot] = 0
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Will count one request more."""
        self._add(1)

    def leave(self) -> None:
        """Will count one request less."""
        self._add(-1)

    def is_uneven(self) -> bool:
        """Will say whether this process holds so many more than another that one had better go there."""
        return self._counts[self._slot] - min(self._counts) >= UNEVEN

    def close(self) -> None:
        """Will give the place back, as the end of the process does."""
        self._counts.release()
        os.close(self._descriptor)

    def _add(self, change: int) -> None:
        with self._lock:  # of our own threads; no other process writes here
            self._counts[self._slot] += change


def opened(processes: int) -> None:
    """Will make the memory, in the process that starts the others; it goes with that process, however it ends."""
    descriptor = os.memfd_create("egide-serve")
    os.truncate(descriptor, processes * _SIZE)
    os.environ[TOLD] = f"/proc/{os.getpid()}/fd/{descriptor} {processes}"


def announced() -> int:
    """Will say how many processes serve together."""
    return int(os.environ.get(TOLD, "").partition(" ")[2] or 1)


def joined() -> Shares | None:
    """Will take a place in it; None for a process alone, or one that starts before another has ended.

    None too where the system hides it: the house then serves as it did, with nothing shared.
    """
    processes = announced()
    if processes < 2:
        return None
    try:
        descriptor = os.open(os.environ[TOLD].partition(" ")[0], os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    for slot in range(processes):
        # The lock is the kernel’s: a process killed -9 lets go of it.
        with suppress(BlockingIOError):
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SIZE, slot * _SIZE)
            return Shares(descriptor, processes, slot)
    os.close(descriptor)
    return None
