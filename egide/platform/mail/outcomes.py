"""Who wants to know how a dispatch ended: a small registry, filled when the applications load.

Serves the kernel's letters, which this layer may not import. Called inside the transaction of the change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from egide.platform.mail.models import Message, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message that has just become sent, failed or uncertain."""

    message: Message
    state: State
    at: datetime


Listener = Callable[[Outcome], None]
_listeners: list[Listener] = []


def on_outcome(listener: Listener) -> Listener:
    """Will call `listener` at each outcome, in the same transaction: if it raises, neither is recorded.

    Usable as a decorator; registering twice changes nothing.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def forget(listener: Listener) -> None:
    """Will stop calling the listener."""
    _listeners.remove(listener)


def tell(message: Message, *, at: datetime) -> None:
    """Will call every listener, in the order of registration."""
    outcome = Outcome(message=message, state=State(message.state), at=at)
    for listener in tuple(_listeners):
        listener(outcome)
