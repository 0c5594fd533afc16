"""The scene of the mail's tests: an Office message in the queue, and a real server to receive it.

Time is fixed; the worker acts as the scheduler, as in the house.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.mail.composing import Attachment, compose, new_message_id
from egide.platform.mail.content import content
from egide.platform.mail.conversation import Server
from egide.platform.mail.models import Message, State
from egide.platform.mail.outbox import enqueue
from egide.platform.mail.transmission import transmit
from tests.database import Pair
from tests.patience import SECONDS
from tests.platform.mail.server import Inbox, smtp_server

NOW = datetime(2026, 3, 20, 18, 5, tzinfo=UTC)
PDF = b"%PDF-1.7\n.\n..\n" + bytes(range(256)) * 40

Queue = Callable[..., Message]


@pytest.fixture
def queue(fresh: Pair) -> Queue:
    """Will commit a message in the queue, in the Office's compartment."""

    def make(recipients: tuple[str, ...] = ("elise@exemple.test",), compartment: str = "office") -> Message:
        email = compose(
            sender="Office des professions du Québec <info@office.test>",
            recipients=recipients,
            subject="Accusé de réception",
            body="Bonjour,\n.\nVoici notre lettre.\n",
            date=NOW,
            message_id=new_message_id(domain="office.test"),
            attachments=[Attachment("Accusé de réception.pdf", PDF)],
        )
        with acting_as(service("scheduler")):
            place = Compartment.objects.get(code=compartment)
            return enqueue(email=email, compartment_id=place.pk, now=NOW)

    return make


@pytest.fixture
def smtp() -> Iterator[tuple[Inbox, int]]:
    """A server that accepts everything until told otherwise."""
    with smtp_server() as running:
        yield running


def kept_bytes(message: Message) -> bytes:
    """Will read the bytes kept in the store."""
    with acting_as(service("scheduler")):
        return content(message)


def server(port: int) -> Server:
    """Will name the tests' server."""
    return Server(host="127.0.0.1", port=port, hello="test", timeout=SECONDS, final_timeout=SECONDS)


def send(message: Message, port: int, *, now: datetime = NOW, **options: object) -> State | None:
    """Will make one attempt as the scheduler."""
    actor = service("scheduler")
    return transmit(message_pk=message.pk, actor=actor, now=now, server=server(port), **options)  # type: ignore[arg-type]


def reread(message: Message) -> Message:
    """Will read the message again as the scheduler."""
    with acting_as(service("scheduler"), read_only=True):
        return Message.objects.get(pk=message.pk)
