"""What happened in the kernel, told to whoever must follow: a small registry, filled at start-up.

So a sent letter can move a dossier on without letters knowing the lifecycle. Called in the same transaction.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Listener = Callable[..., None]
LETTER_SENT = "letter.sent"
# An e-mail that came back: `on` is the day when the letter was believed sent.
LETTER_BOUNCED = "letter.bounced"
# Someone outside wrote through a secret link: the citizen, or an order that answers a letter.
MESSAGE_RECEIVED = "message.received"
# The staff wrote to someone outside, in the dossier's conversation.
MESSAGE_POSTED = "message.posted"

# Someone of the staff lost a dossier to a conflict of interest; there is no letter.
CONFLICT_ENDED = "conflict.ended"
# A transition moved a dossier to another step; there is no letter.
MOVED = "dossier.moved"
# The last step of a dossier was taken back; there is no letter.
UNDONE = "dossier.undone"

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


def announce_message(
    *, dossier: Any, message: Any, on: date, now: datetime, event: str = MESSAGE_RECEIVED
) -> None:
    """Will tell the followers of a message, as `listener(dossier=…, message=…, on=…, now=…)`."""
    for listener in tuple(_listeners.get(event, ())):
        listener(dossier=dossier, message=message, on=on, now=now)
