"""A few pages made at a time in each process, however many connections are open.

Threads of one process share one interpreter: eight pages made at once take longer, all together, than two by two.
First come, first served: a thread that has just made a page does not pass before those that wait. A thread that only
sends (a download to a slow line) or receives (an upload) has no turn and keeps nobody waiting.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PATIENCE = 0.25  # seconds; beyond, the page is made anyway: a long one must not hold the house
ASKS_ONLY = frozenset({"GET", "HEAD"})  # no body to wait for


class Places:
    """So many places, handed on in the order in which they were asked for."""

    def __init__(self, most: int) -> None:
        self._held = threading.Lock()
        self._free = most
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    def take(self, *, patience: float) -> bool:
        """Will wait for a place, so many seconds at most; tells whether it was given."""
        with self._held:
            if self._free:
                self._free -= 1
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=patience):
            return True
        with self._held:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        return True  # called at the very moment when the patience ended

    def leave(self) -> None:
        """Will hand the place on to the one who has waited longest, or keep it free."""
        with self._held:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Turns:
    """The application, whose pages are made at most `most` at a time; what it streams is sent outside of any turn."""

    def __init__(self, application: Application, *, most: int, patience: float = PATIENCE) -> None:
        self._application = application
        self._places = Places(most)
        self._patience = patience

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Will wait for a turn, make the page, and leave the turn before the first byte is sent."""
        if environ.get("REQUEST_METHOD") not in ASKS_ONLY:
            return self._application(environ, start_response)
        took = self._places.take(patience=self._patience)
        try:
            return self._application(environ, start_response)
        finally:
            if took:
                self._places.leave()
