"""What is put in the queue stays as it was, behind the walls, and asks for its own dispatch."""

import contextlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.mail import tasks
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.content import content
from egide.platform.mail.errors import MessageTooLarge
from egide.platform.mail.models import Message, State
from egide.platform.mail.outbox import enqueue, mail_domain
from egide.platform.mail.recovery import due
from egide.platform.mail.transmission import held
from egide.platform.storage.errors import KeyUnavailable
from tests.platform.mail.conftest import NOW, Queue, reread
from tests.platform.mail.server import Inbox


def put(compartment: str = "office", *, text: str = "Bonjour", **changes: Any) -> Message:
    """Will queue a message in the current transaction."""
    email = compose(
        sender="info@office.test", recipients=["elise@exemple.test"], subject="Objet", body=text, date=NOW,
        message_id=new_message_id(domain="office.test"),
    )  # fmt: skip
    place = Compartment.objects.get(code=compartment)
    return enqueue(email=email, compartment_id=place.pk, now=NOW, **changes)


@pytest.mark.usefixtures("db")
def test_it_keeps_the_message_and_asks_for_its_dispatch_in_one_transaction() -> None:
    objects = [uuid4()]
    with acting_as(service("scheduler")):
        message = put(attachments=objects)

        kept = Message.objects.get(pk=message.pk)
        assert (kept.state, kept.attempts, kept.attachments) == (State.QUEUED, 0, objects)
        assert content(kept).count(kept.message_id.encode()) == 1
        assert _jobs() == [{"actor": "service:scheduler", "message": message.pk}]


@pytest.mark.usefixtures("db")
def test_a_rollback_leaves_neither_message_nor_job() -> None:
    with acting_as(service("scheduler")):
        with contextlib.suppress(LookupError), transaction.atomic():
            put()
            raise LookupError

        assert not Message.objects.exists()
        assert _jobs() == []


@pytest.mark.usefixtures("db")
def test_it_refuses_what_no_server_would_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egide.platform.mail.outbox.MAX_BYTES", 2_000)
    with acting_as(service("scheduler")), pytest.raises(MessageTooLarge, match="dépassent"):
        put(text="x" * 2_001)


@pytest.mark.usefixtures("db")
def test_another_compartment_does_not_see_it_and_its_own_does() -> None:
    commissioner = Compartment.objects.get(code="commissioner").pk
    office = Compartment.objects.get(code="office").pk
    with acting_as(service("scheduler")):
        message = put("commissioner")

    with acting_as(service("scheduler", compartment_id=commissioner)):
        assert Message.objects.filter(pk=message.pk).exists()
    with acting_as(service("scheduler", compartment_id=office)):
        assert not Message.objects.filter(pk=message.pk).exists()
        with pytest.raises(KeyUnavailable), transaction.atomic():
            put("commissioner")


@pytest.mark.usefixtures("db")
def test_its_bytes_never_change_and_it_is_never_deleted() -> None:
    with acting_as(service("scheduler")):
        message = put()

        for change in (
            {"stored_id": uuid4()},
            {"recipients": ["farid@exemple.test"]},
            {"message_id": "<x@y.test>"},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                Message.objects.filter(pk=message.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).delete()
        assert Message.objects.filter(pk=message.pk).update(last_error="une panne") == 1


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "lost"},
        {"state": "sent", "finished_at": NOW},
        {"state": "uncertain", "data_began_at": NOW},
        {"state": "queued", "data_began_at": NOW},
        {"state": "sending", "finished_at": NOW},
    ],
)
@pytest.mark.usefixtures("db")
def test_the_database_refuses_a_state_without_its_dates(impossible: dict[str, Any]) -> None:
    with acting_as(service("scheduler")):
        message = put()

        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**impossible)


@pytest.mark.usefixtures("db")
def test_only_what_is_due_is_taken_oldest_first() -> None:
    with acting_as(service("scheduler")):
        late, first, later = put(), put(), put()
        Message.objects.filter(pk=first.pk).update(due_at=NOW - timedelta(hours=1))
        Message.objects.filter(pk=later.pk).update(due_at=NOW + timedelta(minutes=1))

        assert [message.pk for message in due(now=NOW)] == [first.pk, late.pk]


def test_the_minute_round_takes_up_what_waits(queue: Queue, smtp: tuple[Inbox, int], settings: Any) -> None:
    inbox, settings.EMAIL_PORT = smtp
    settings.EMAIL_HOST = "127.0.0.1"
    message = queue()
    _run_the_job_away()

    tasks.minute_round.function(actor=service("scheduler"), now=NOW)

    (job,) = _jobs()
    tasks.transmit_message.function(actor=service("scheduler"), now=NOW, message=job["message"])
    assert reread(message).state == State.SENT
    assert len(inbox.accepted) == 1


@pytest.mark.usefixtures("fresh")
def test_the_lock_of_a_message_goes_with_its_block() -> None:
    with held(12) as first:
        assert first

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and objid = 12")
        assert cursor.fetchone() == (0,)


def test_the_domain_of_the_identifiers_is_the_offices(settings: Any) -> None:
    settings.MAIL_FROM = "Office des professions du Québec <info@office.example>"

    assert mail_domain() == "office.example"


def _jobs() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'mail.transmit' order by id")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def _run_the_job_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
