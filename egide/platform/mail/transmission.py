"""Hands one queued message to the server, committing what is known before each step that cannot be undone.

Until DATA a failure retries by itself; once DATA has begun nothing does: an answer, or a person, decides.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.db import connection

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.mail.content import content
from egide.platform.mail.conversation import Conversation, Refused, Server, quoted
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import tell

# Minutes to wait after each failure before DATA; after the last one the message has failed (1.6 days).
BACKOFF = (1, 5, 15, 60, 120, 240, 480, 720, 720)
# « mail »: the class of the advisory locks that say « a living worker holds this message ».
LOCKS = 0x6D61696C

Phase = Callable[[str], None]


@dataclass(slots=True)
class _Clock:
    # The instant is passed in once; a slow server must still not finish at the minute it started.
    start: datetime
    zero: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=time.monotonic() - self.zero)


def transmit(
    *,
    message_pk: int,
    actor: Actor,
    now: datetime,
    server: Server | None = None,
    phase: Phase = lambda name: None,
) -> State | None:
    """Will try once to send the message, and return its state (None: not visible to the actor).

    Must be called outside a transaction: each change of state commits by itself. A message that is not
    queued, not due or held by another worker is left alone. `phase` is told each step as it is passed.
    """
    if connection.in_atomic_block:
        raise RuntimeError("transmit() commits its own transactions: call it outside any")
    with held(message_pk) as mine:
        claimed = _claim(message_pk, actor, now) if mine else None
        if claimed is None:
            return _state_of(message_pk, actor)
        return _Dispatch(claimed, actor, _Clock(now), phase).run(server or Server.configured())


class _Dispatch:
    """One attempt at one message."""

    def __init__(self, claimed: "_Claimed", actor: Actor, clock: _Clock, phase: Phase) -> None:
        self.message, self.content = claimed.message, claimed.content
        self.actor, self.clock, self.phase = actor, clock, phase

    def run(self, server: Server) -> State:
        self.phase("claimed")
        conversation = Conversation(server)
        try:
            state = self._before_data(conversation)
            if state is None:
                state = self._data(conversation)
            if state is not State.UNCERTAIN:
                conversation.leave()
            return state
        finally:
            conversation.close()

    def _before_data(self, conversation: Conversation) -> State | None:
        try:
            conversation.connect()
            self.phase("connected")
            conversation.greet()
            self.phase("greeted")
            conversation.address(self.message.sender, self.message.recipients)
            self.phase("addressed")
        except (Refused, SMTPException, OSError) as error:
            return self._retry_or_fail(error)
        # From here on a dead worker leaves a doubt: it is written down, and committed, before DATA.
        if not self._change(State.SENDING, data_began_at=self.clock.now()):
            return State(_state_of(self.message.pk, self.actor) or State.UNCERTAIN)
        self.phase("marked")
        return None

    def _data(self, conversation: Conversation) -> State:
        body = quoted(self.content)
        half = len(body) // 2
        try:
            conversation.begin_data()
            self.phase("data_begun")
            conversation.send_part(body[:half])
            self.phase("half_sent")
            conversation.send_part(body[half:])
            self.phase("body_sent")
            response = conversation.end_data()
            self.phase("accepted")
        except Refused as error:  # a clear no: nothing was taken, and a person decides what follows
            return self._finish(State.FAILED, last_error=str(error))
        except (SMTPException, OSError) as error:
            return self._finish(State.UNCERTAIN, last_error=_words(error))
        return self._finish(State.SENT, sent_response=response, last_error="")

    def _retry_or_fail(self, error: Exception) -> State:
        delays = BACKOFF[self.message.attempts - 1 : self.message.attempts]
        if not delays or getattr(error, "permanent", False):
            return self._finish(State.FAILED, last_error=_words(error))
        due_at = self.clock.now() + timedelta(minutes=delays[0])
        self._change(State.QUEUED, due_at=due_at, last_error=_words(error))
        return State.QUEUED

    def _finish(self, state: State, **changes: str) -> State:
        self._change(state, finished_at=self.clock.now(), **changes)
        self.phase("recorded")
        return state

    def _change(self, state: State, **changes: object) -> bool:
        with acting_as(self.actor):
            # The attempt's number is the token: a worker given up for dead cannot speak for the next one.
            mine = Message.objects.filter(
                pk=self.message.pk, state=State.SENDING, attempts=self.message.attempts
            )
            changed = mine.update(state=state, **changes) == 1
            if changed and "finished_at" in changes:
                self.message.refresh_from_db()
                tell(self.message, at=self.clock.now())
        return changed


@contextmanager
def held(message_pk: int) -> Iterator[bool]:
    """Will hold the message's lock for this connection; False when a living worker has it.

    PostgreSQL frees the lock when the connection dies: no lease to wait for, no clock to trust.
    """
    key = [LOCKS, message_pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", key)
        (mine,) = cursor.fetchone() or (False,)
    try:
        yield bool(mine)
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s, %s)", key)


@dataclass(frozen=True, slots=True)
class _Claimed:
    message: Message
    content: bytes


def _claim(message_pk: int, actor: Actor, now: datetime) -> _Claimed | None:
    with acting_as(actor):
        ready = Message.objects.select_for_update().filter(pk=message_pk, state=State.QUEUED, due_at__lte=now)
        message = ready.first()
        if message is None:
            return None
        message.state, message.sending_at, message.attempts = State.SENDING, now, message.attempts + 1
        message.save(update_fields=["state", "sending_at", "attempts"])
        # Read before « sending » is committed: what cannot be read stays in the queue.
        return _Claimed(message, content(message))


def _state_of(message_pk: int, actor: Actor) -> State | None:
    with acting_as(actor, read_only=True):
        state = Message.objects.filter(pk=message_pk).values_list("state", flat=True).first()
    return State(state) if state else None


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
