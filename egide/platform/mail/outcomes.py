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
ReturnListener = Callable[[Message, datetime], None]
_listeners: list[Listener] = []
_returns: list[ReturnListener] = []


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


def on_return(listener: ReturnListener) -> ReturnListener:
    """Will call `listener(message, at)` when a server gives a message back for good, in the same transaction."""
    if listener not in _returns:
        _returns.append(listener)
    return listener


def tell_return(message: Message, *, at: datetime) -> None:
    """Will call every listener of the returns, in the order of registration."""
    for listener in tuple(_returns):
        listener(message, at)
