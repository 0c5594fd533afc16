"""The connections of a web process, lent to the thread that answers: those that were used last go first.

Each connection keeps plans and what it knows of the tables, some ten megabytes that a processor has at hand while it
serves again and again. Eight threads that each kept their own would come back to each one cold, eight requests later.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Lending:
    """The application, each of whose answers borrows connections; a stream keeps them until it is closed."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._free: list[Sequence[BaseDatabaseWrapper]] = []  # those used last at the end
        self._guard = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Will answer with the connections that were used last, or new ones when others hold them all."""
        self._borrow()
        try:
            answer = self._application(environ, start_response)
        except BaseException:
            self.give_back()
            raise
        if _is_whole(answer):
            self.give_back()
            return answer
        return _Stream(answer, self)

    def _borrow(self) -> None:
        if connections.all(initialized_only=True):
            return  # those of a stream whose reader left, and which nobody closed
        with self._guard:
            lent = self._free.pop() if self._free else []
        for one in lent:
            connections[one.alias] = one

    def give_back(self) -> None:
        """Will keep the connections of this thread for the next answer, whichever thread makes it."""
        used = connections.all(initialized_only=True)
        for one in used:
            if not one.allow_thread_sharing:
                one.inc_thread_sharing()  # one thread after another, never two at once
            del connections[one.alias]
        with self._guard:
            self._free.append(used)

    def close(self) -> None:
        """Will close those that nobody holds."""
        with self._guard:
            free, self._free = self._free, []
        for lent in free:
            for one in lent:
                one.close()


class _Stream:
    """What is sent piece by piece, with the connections that it may still ask."""

    def __init__(self, pieces: Iterable[bytes], lending: Lending) -> None:
        self._pieces, self._lending = pieces, lending

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        """Will close what it was made from, then give the connections back."""
        try:
            if close := getattr(self._pieces, "close", None):
                close()
        finally:
            self._lending.give_back()


def _is_whole(answer: Iterable[bytes]) -> bool:
    # Django says of its own answers whether they are still to be made.
    return isinstance(answer, list) or not getattr(answer, "streaming", True)
