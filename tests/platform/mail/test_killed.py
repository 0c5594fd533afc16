"""A worker killed by the machine at each step: nothing is lost in silence, nothing leaves twice by itself.

Each kill is a real process that sends itself SIGKILL between two steps of a real conversation.
"""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import User
from egide.platform.database.processes import wait_until
from egide.platform.mail.errors import NotResendable
from egide.platform.mail.models import Message, State
from egide.platform.mail.outbox import resend
from egide.platform.mail.outcomes import Outcome, forget, on_outcome
from egide.platform.mail.recovery import recover
from egide.platform.mail.transmission import held
from tests.database import as_owner
from tests.patience import SECONDS
from tests.platform.mail.conftest import NOW, Queue, kept_bytes, reread, send
from tests.platform.mail.server import Inbox

BEFORE_DATA = ("claimed", "connected", "greeted", "addressed")
AFTER_DATA = ("marked", "data_begun", "half_sent", "body_sent", "accepted")


@pytest.mark.parametrize("step", BEFORE_DATA)
def test_it_sends_by_itself_once_what_a_worker_killed_before_data_left(
    queue: Queue, smtp: tuple[Inbox, int], step: str
) -> None:
    inbox, port = smtp
    message = queue()
    _kill(message, port, step)
    assert reread(message).state == State.SENDING  # committed before connecting

    assert [item.state for item in _recover()] == [State.QUEUED]

    assert send(message, port) is State.SENT
    assert len(inbox.accepted) == 1


@pytest.mark.parametrize("step", AFTER_DATA)
def test_it_asks_a_person_about_what_a_worker_killed_after_data_left(
    queue: Queue, smtp: tuple[Inbox, int], step: str
) -> None:
    inbox, port = smtp
    message = queue()
    seen: list[Outcome] = []
    on_outcome(seen.append)
    _kill(message, port, step)
    already = _settled(inbox, expected=int(step == "accepted"))

    assert [item.state for item in _recover()] == [State.UNCERTAIN]
    forget(seen.append)

    assert [outcome.state for outcome in seen] == [State.UNCERTAIN]
    assert "peut-être" in reread(message).last_error
    assert send(message, port) is State.UNCERTAIN  # no worker touches it any more
    assert len(inbox.accepted) == already
    with acting_as(service("scheduler")):
        resend(message=message, by=_person(), now=NOW)
    assert send(message, port) is State.SENT
    assert inbox.accepted[-1] == kept_bytes(message)  # the same Message-ID: the recipient's server may merge
    assert len(inbox.accepted) == already + 1


def test_it_knows_a_message_sent_when_the_worker_dies_after_the_commit(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    message = queue()
    _kill(message, smtp[1], "recorded")

    assert _recover() == []

    assert reread(message).state == State.SENT


def test_it_leaves_alone_what_a_living_worker_holds(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    message = queue()
    _kill(message, smtp[1], "addressed")
    other = connections.create_connection("default")
    usual, connections["default"] = connections["default"], other
    try:
        with held(message.pk) as alive:
            assert alive
            connections["default"] = usual
            assert _recover() == []
            connections["default"] = other
    finally:
        other.close()
        connections["default"] = usual

    assert [item.state for item in _recover()] == [State.QUEUED]


def test_it_gives_up_a_message_that_stops_every_worker(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    message = queue()
    with as_owner():
        Message.objects.filter(pk=message.pk).update(attempts=9)
    _kill(message, smtp[1], "connected")

    assert [item.state for item in _recover()] == [State.FAILED]


@pytest.mark.parametrize("final", [State.SENT, State.QUEUED])
def test_it_refuses_to_resend_what_is_sent_or_waiting(
    queue: Queue, smtp: tuple[Inbox, int], final: State
) -> None:
    message = queue()
    if final is State.SENT:
        send(message, smtp[1])

    with acting_as(service("scheduler")), pytest.raises(NotResendable):
        resend(message=message, by=_person(), now=NOW)

    assert reread(message).state == final


def _kill(message: Message, port: int, step: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
        "DATABASE_URL": _address("default"),
        "KEYS_DATABASE_URL": _address("keys"),
    }
    arguments = [str(port), str(message.pk), step, NOW.isoformat()]
    worker = subprocess.run(
        [sys.executable, "-m", "tests.platform.mail.worker", *arguments],
        env=environment, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert worker.returncode == -signal.SIGKILL, worker.stderr
    _left_by_the_dead(message)


def _left_by_the_dead(message: Message) -> None:
    """Will wait until PostgreSQL has noticed that its client is dead: within milliseconds, not at the same instant."""

    def let_go() -> bool:
        with held(message.pk) as free:
            return free

    assert wait_until(let_go, seconds=SECONDS), "the dead worker still holds its message"


def _address(alias: str) -> str:
    database = settings.DATABASES[alias]
    return f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"


def _recover() -> list[Message]:
    return recover(actor=service("scheduler"), now=NOW)


def _settled(inbox: Inbox, *, expected: int) -> int:
    assert wait_until(lambda: len(inbox.accepted) >= expected, seconds=SECONDS)
    return len(inbox.accepted)


def _person() -> User:
    with as_owner():
        return User.objects.get_or_create(email="bruno@office.test", defaults={"full_name": "Bruno"})[0]
