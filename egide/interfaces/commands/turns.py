"""A few pages made at a time in each process, however many connections are open.

Threads of one process share one interpreter: eight pages made at once take longer, all together, than one by one.
First come, first served: a thread that has just made a page does not pass before those that wait. A thread that only
sends (a download to a slow line) or receives (an upload) has no turn and keeps nobody waiting; a page that lasts gives
its turn up.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from egide.interfaces.commands.shares import Shares

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

LONGEST = 0.1  # seconds; a page that lasts longer goes on beside the next one, and holds the house no more
ASKS_ONLY = frozenset({"GET", "HEAD"})  # no body to wait for


def at_once(processes: int) -> int:
    """Will return how many pages one of so many processes makes at a time: together, one for each processor."""
    return max(1, len(os.sched_getaffinity(0)) // processes)


class Place:
    """A place that was given, since when."""

    def __init__(self) -> None:
        self.since = time.monotonic()


class Places:
    """So many places, handed on in the order in which they were asked for; each is kept `longest` seconds at most."""

    def __init__(self, most: int, *, longest: float = LONGEST) -> None:
        self._guard = threading.Lock()
        self._most = most
        self._longest = longest
        self._held: deque[Place] = deque()  # the oldest first
        self._waiting: deque[_Waiter] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    def take(self) -> Place:
        """Will wait for a place."""
        with self._guard:
            if len(self._held) < self._most:
                return self._given()
            waiter = _Waiter()
            self._waiting.append(waiter)
        while not waiter.called.acquire(timeout=self._patience()):
            self._take_back()
        return waiter.place

    def leave(self, place: Place) -> None:
        """Will hand the place on to the one who has waited longest, or keep it free."""
        with self._guard:
            if place in self._held:  # else it was taken back already
                self._held.remove(place)
                self._hand_on()

    def _patience(self) -> float:
        with self._guard:
            return max(0.0, self._held[0].since + self._longest - time.monotonic()) if self._held else 0.0

    def _take_back(self) -> None:
        with self._guard:
            if self._held and time.monotonic() - self._held[0].since >= self._longest:
                self._held.popleft()
                self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            waiter = self._waiting.popleft()
            waiter.place = self._given()
            waiter.called.release()

    def _given(self) -> Place:
        self._held.append(Place())
        return self._held[-1]


class _Waiter:
    place: Place

    def __init__(self) -> None:
        self.called = threading.Lock()
        self.called.acquire()


class Turns:
    """The application, whose pages are made at most `most` at a time; what it streams is sent outside of any turn."""

    def __init__(
        self, application: Application, *, most: int, longest: float = LONGEST, shares: Shares | None = None
    ) -> None:
        self._application = application
        self._places = Places(most, longest=longest)
        self._shares = shares

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Will wait for a turn, make the page, and leave the turn before the first byte is sent."""
        if environ.get("REQUEST_METHOD") not in ASKS_ONLY:
            return self._application(environ, start_response)
        if self._shares is None:
            return self._in_turn(environ, start_response)
        self._shares.enter()
        try:
            return self._in_turn(environ, self._moving(start_response, self._shares))
        finally:
            self._shares.leave()

    def _in_turn(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        place = self._places.take()
        try:
            return self._application(environ, start_response)
        finally:
            self._places.leave(place)

    def _moving(self, start_response: Callable[..., Any], shares: Shares) -> Callable[..., Any]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if self._places.waiting and shares.is_uneven():
                headers = [*headers, ("Connection", "close")]
            return start_response(status, headers, *rest)

        return start
