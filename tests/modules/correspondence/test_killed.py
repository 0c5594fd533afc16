"""A worker killed -9 while mail comes in: each message is kept once, entered once, and none is lost.

Real processes over a clone, a real IMAP server; the numbers of the register follow each other without a hole.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from egide.modules.correspondence.models import Arrival, MailFile, MailPiece
from egide.modules.correspondence.reading_mail import TOGETHER
from egide.modules.correspondence.tasks import ask_visit
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.database.processes import wait_until
from egide.platform.jobs.stalled import requeue_stalled
from egide.platform.mail.mailbox import Mailbox as Server
from tests.cast import seed_office
from tests.database import Pair, TestServer, as_owner
from tests.locks import gate
from tests.modules.correspondence.boxes import box_of, bytes_of, emails, pieces
from tests.patience import SECONDS
from tests.platform.mail.dovecot import deliver, imap_server

MESSAGES, WITH_FILE = 90, 10
START = (
    "from datetime import timedelta; import django; django.setup(); "
    "from egide.platform.jobs.worker import run_worker; "
    "run_worker(queues=['mail', 'reading'], signature_every=timedelta(seconds=0.2))"
)
_ALIASES = {"DATABASE_URL": "default", "KEYS_DATABASE_URL": "keys"}


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="egide-imap-") as home, imap_server(Path(home)) as running:
        yield running


@pytest.fixture
def worker(fresh: Pair, server: Server) -> Iterator[Any]:
    """What starts a worker; none is left behind."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        places = {name: connections[alias].settings_dict for name, alias in _ALIASES.items()}
        urls = {
            name: f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
            for name, place in places.items()
        }
        own = {
            "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
            "EGIDE_MAILBOX_ESSAI": server.password,
        }
        process = subprocess.Popen(
            [sys.executable, "-c", START], env={**os.environ, **own, **urls}, cwd=Path(__file__).parents[3]
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(SECONDS)


def test_a_worker_killed_while_mail_comes_in_loses_nothing_and_doubles_nothing(
    fresh: Pair, test_server: TestServer, server: Server, worker: Any, settings: Any
) -> None:
    seed_office()
    sent = [_message(number) for number in range(MESSAGES)]
    for raw in sent:
        deliver(server, raw)
    box = box_of(server, settings)
    with acting_as(service("mail_intake")):
        ask_visit(box)

    owner = test_server.cluster.url("egide_owner", fresh.default)
    # Some land in one transaction: the worker dies in its second one at the earliest.
    further = f"(select count(*) from correspondence_mailpiece) > {TOGETHER}"
    with gate(owner, before="insert on correspondence_mailpiece", once=further) as waiting:
        killed = worker()
        _until(waiting)
        killed.send_signal(signal.SIGKILL)
        killed.wait(SECONDS)
        assert 0 < _count(MailPiece) <= TOGETHER + 1
    with acting_as(service("scheduler")):
        requeue_stalled(now=timezone.now(), after=timedelta(0))
    worker()
    _until(lambda: _count(MailPiece) == MESSAGES)

    assert [bytes_of(box, email) for email in emails()] == sent
    assert {email.became for email in emails()} == {Arrival.PIECE}
    assert len({email.piece_id for email in emails()}) == MESSAGES
    year = timezone.localdate().year
    assert sorted(piece.number for piece in pieces()) == [
        f"COR-{year}-{number:05d}" for number in range(1, MESSAGES + 1)
    ]
    assert {piece.subject for piece in pieces()} == {f"Demande {number}" for number in range(MESSAGES)}
    assert _count(MailFile) == MESSAGES + MESSAGES // WITH_FILE


def _message(number: int) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Personne {number} <p{number}@courriel.example>"
    message["Subject"] = f"Demande {number}"
    message["Message-ID"] = f"<tue-{number}@courriel.example>"
    message.set_content("Bonjour.")
    if number % WITH_FILE == 0:
        message.add_attachment(f"Pièce {number}".encode(), "text", "plain", filename=f"piece-{number}.txt")
    return message.as_bytes()


def _count(model: Any) -> int:
    with as_owner():
        return int(model.objects.count())


def _until(done: Any) -> None:
    assert wait_until(done, seconds=SECONDS)
