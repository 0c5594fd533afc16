"""What happened in the kernel, told to whoever must follow: a small registry, filled at start-up.

So a sent letter can move a dossier on without letters knowing the lifecycle. Called in the same transaction.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Listener = Callable[..., None]
LETTER_SENT = "letter.sent"

_listeners: dict[str, list[Listener]] = {}


def follow(event: str, listener: Listener) -> None:
    """Will call `listener(dossier=…, letter=…, on=…, now=…)` at each such event; twice registered is once called."""
    known = _listeners.setdefault(event, [])
    if listener not in known:
        known.append(listener)


def announce(event: str, *, dossier: Any, letter: Any, on: date, now: datetime) -> None:
    """Will tell the followers, in the order of registration; if one fails, nothing of the change is kept."""
    for listener in tuple(_listeners.get(event, ())):
        listener(dossier=dossier, letter=letter, on=on, now=now)
