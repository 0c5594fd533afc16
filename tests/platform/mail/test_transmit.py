"""One attempt at a message against a real server: what is committed, and what is tried again by itself.

The kills are in test_killed.py.
"""

import socket
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from threading import Thread

import pytest

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.conversation import Server
from egide.platform.mail.models import State
from egide.platform.mail.outcomes import Outcome, forget, on_outcome
from egide.platform.mail.transmission import BACKOFF, transmit
from tests.patience import SECONDS
from tests.platform.mail.conftest import NOW, PDF, Queue, kept_bytes, reread, send
from tests.platform.mail.server import Inbox


def test_it_delivers_exactly_the_kept_bytes_once(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    inbox, port = smtp
    message = queue()

    assert send(message, port) is State.SENT

    assert inbox.accepted == [kept_bytes(message)]
    assert inbox.envelopes == [("info@office.test", ["elise@exemple.test"])]
    kept = reread(message)
    assert kept.sent_response.startswith("250 ")
    assert kept.attempts == 1
    assert kept.data_began_at >= NOW
    assert kept.finished_at >= kept.data_began_at
    received = message_from_bytes(inbox.accepted[0], policy=default)
    assert received["Message-ID"] == message.message_id
    assert next(iter(received.iter_attachments())).get_content() == PDF


def test_it_sends_a_sent_message_no_second_time(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    inbox, port = smtp
    message = queue()
    send(message, port)

    assert send(message, port, now=NOW + timedelta(days=9)) is State.SENT

    assert inbox.calls["DATA"] == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_it_waits_and_tries_again_after_a_passing_refusal(
    queue: Queue, smtp: tuple[Inbox, int], step: str
) -> None:
    inbox, port = smtp
    inbox.answers[step] = "451 4.7.1 Greylisted"
    message = queue()

    assert send(message, port) is State.QUEUED

    waiting = reread(message)
    assert "451" in waiting.last_error
    assert waiting.data_began_at is None
    assert timedelta(minutes=1) <= waiting.due_at - NOW < timedelta(minutes=2)
    assert send(message, port) is State.QUEUED  # not due yet: not even an attempt
    assert inbox.calls["MAIL"] == 1
    inbox.answers.clear()
    assert send(message, port, now=NOW + timedelta(minutes=5)) is State.SENT
    assert len(inbox.accepted) == 1


def test_it_waits_when_nobody_answers_and_fails_after_the_last_attempt(queue: Queue) -> None:
    message = queue()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        now = NOW
        for delay in BACKOFF:
            assert send(message, port, now=now) is State.QUEUED
            now += timedelta(minutes=delay + 1)

        assert send(message, port, now=now) is State.FAILED

    assert reread(message).attempts == len(BACKOFF) + 1


def test_it_fails_at_once_when_one_recipient_is_refused_for_good(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    inbox, port = smtp
    inbox.answers["RCPT absent@exemple.test"] = "550 5.1.1 No such user"
    message = queue(recipients=("elise@exemple.test", "absent@exemple.test"))

    assert send(message, port) is State.FAILED

    assert inbox.calls["DATA"] == 0  # all or nobody: the file never says « sent » for half of them
    assert "absent@exemple.test" in reread(message).last_error


@pytest.mark.parametrize("answer", ["451 4.3.0 Try later", "554 5.6.0 Refused content"])
def test_it_never_tries_again_by_itself_after_a_clear_refusal_of_the_data(
    queue: Queue, smtp: tuple[Inbox, int], answer: str
) -> None:
    inbox, port = smtp
    inbox.answers["DATA"] = answer
    message = queue()

    assert send(message, port) is State.FAILED

    assert answer[:3] in reread(message).last_error
    assert send(message, port, now=NOW + timedelta(days=1)) is State.FAILED
    assert inbox.calls["DATA"] == 1


def test_it_is_uncertain_when_the_connection_falls_after_the_body(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    inbox, port = smtp
    inbox.answers["DATA"] = "drop"
    message = queue()

    assert send(message, port) is State.UNCERTAIN

    inbox.answers.clear()
    assert send(message, port, now=NOW + timedelta(days=1)) is State.UNCERTAIN
    assert inbox.calls["DATA"] == 1


def test_it_is_uncertain_when_the_process_is_interrupted_inside_data_and_adds_no_line_to_the_letter(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    inbox, port = smtp
    message = queue()

    def stop(name: str) -> None:
        if name == "half_sent":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(message, port, phase=stop)

    assert reread(message).state == State.SENDING  # recover() will say uncertain: see test_killed.py
    assert inbox.accepted == []


def test_it_never_falls_back_to_clear_text(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    inbox, port = smtp
    message = queue()
    demanding = Server(host="127.0.0.1", port=port, starttls=True, hello="test", timeout=SECONDS)

    state = transmit(message_pk=message.pk, actor=service("scheduler"), now=NOW, server=demanding)

    assert state is State.QUEUED
    assert inbox.calls == {}
    assert "chiffrement" in reread(message).last_error


def test_it_leaves_a_message_that_another_worker_holds(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    inbox, port = smtp
    message = queue()
    found: list[object] = []

    def meanwhile(name: str) -> None:
        if name == "connected":
            second = Thread(target=lambda: found.append(_elsewhere(message.pk, port)))
            second.start()
            second.join(SECONDS)

    assert send(message, port, phase=meanwhile) is State.SENT

    assert found == [State.SENDING]
    assert len(inbox.accepted) == 1


def test_it_tells_the_listeners_in_the_transaction_of_the_change(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    message = queue()
    seen: list[Outcome] = []
    on_outcome(seen.append)
    try:
        send(message, smtp[1])
    finally:
        forget(seen.append)

    assert [(outcome.message.pk, outcome.state) for outcome in seen] == [(message.pk, State.SENT)]


def test_it_does_not_record_the_outcome_that_a_listener_could_not_take(
    queue: Queue, smtp: tuple[Inbox, int]
) -> None:
    message = queue()

    def broken(outcome: Outcome) -> None:
        raise LookupError("no such letter")

    on_outcome(broken)
    try:
        with pytest.raises(LookupError):
            send(message, smtp[1])
    finally:
        forget(broken)

    assert reread(message).state == State.SENDING


def test_it_refuses_to_run_inside_a_transaction(queue: Queue, smtp: tuple[Inbox, int]) -> None:
    message = queue()

    with acting_as(service("scheduler")), pytest.raises(RuntimeError):
        send(message, smtp[1])


def _elsewhere(message_pk: int, port: int) -> State | None:
    from django.db import connections

    try:
        server = Server(host="127.0.0.1", port=port, hello="test")
        return transmit(message_pk=message_pk, actor=service("scheduler"), now=NOW, server=server)
    finally:
        connections.close_all()
