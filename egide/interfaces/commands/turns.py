"""A few pages made at a time in each process, however many connections are open.

Threads of one process share one interpreter: eight pages made at once take longer, all together, than two by two.
A thread that only sends (a download to a slow line) or receives (an upload) has no turn and keeps nobody waiting.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PATIENCE = 0.25  # seconds; beyond, the page is made anyway: a long one must not hold the house
ASKS_ONLY = frozenset({"GET", "HEAD"})  # no body to wait for


class Turns:
    """The application, whose pages are made at most `most` at a time; what it streams is sent outside of any turn."""

    def __init__(self, application: Application, *, most: int, patience: float = PATIENCE) -> None:
        self._application = application
        self._free = threading.Semaphore(most)
        self._patience = patience

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Will wait for a turn, make the page, and leave the turn before the first byte is sent."""
        if environ.get("REQUEST_METHOD") not in ASKS_ONLY:
            return self._application(environ, start_response)
        took = self._free.acquire(timeout=self._patience)
        try:
            return self._application(environ, start_response)
        finally:
            if took:
                self._free.release()
