"""Mail taken out of a box: messages a second kept whole and encrypted, then read and entered in the register.

A real IMAP server (Dovecot) on this machine, one worker's code in this process; the reading is the confined child's.
"""

import imaplib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import connections
from django.utils import timezone

from bench.report import Goal, rate
from bench.surroundings import Place
from egide.modules.correspondence.models import Mailbox
from egide.modules.correspondence.reading_mail import read_box
from egide.modules.correspondence.taking import visit_box
from egide.modules.correspondence.tasks import intake_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.reading import reader

MESSAGES, WITH_FILE = 600, 6  # one in six carries a file of 60 kB
WORDS = "Bonjour, je vous écris au sujet de ma demande d’enquête, restée sans réponse. " * 30


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure the taking and the reading, beside the bare fetching of the same messages."""
    if shutil.which("dovecot") is None:
        raise RuntimeError("Dovecot est absent : le courriel n’est pas mesuré.")
    from tests.platform.mail.dovecot import imap_server

    with tempfile.TemporaryDirectory(prefix="egide-imap-") as home, imap_server(Path(home)) as server:
        _fill(server)
        settings.MAILBOX_SECRETS = {"ESSAI": server.password}
        bare = MESSAGES / _bare(server)
        box, now = _box(server), timezone.now()
        _warm()
        began = time.perf_counter()
        taken = visit_box(box=box, actor=intake_of(box), now=now, most=MESSAGES)
        kept = time.perf_counter() - began
        began = time.perf_counter()
        done = _read(box, now, until=lambda: True)
        entered = time.perf_counter() - began
        box, spent = _box(server), time.process_time()
        began = time.perf_counter()
        visiting = Thread(target=_visit, args=(box, now))
        visiting.start()
        landed = _read(box, now, until=lambda: not visiting.is_alive())
        whole = time.perf_counter() - began
        spent = time.process_time() - spent
    yield rate(
        f"courriels pris d’une boîte, gardés et chiffrés ({taken})",
        taken / kept,
        unit="messages/s",
        limit="les mêmes, seulement lus du serveur",
        limit_value=bare,
        goal=Goal(value_least=50),
    )
    yield rate(
        f"les mêmes, lus par l’enfant et inscrits au registre ({done})",
        done / entered,
        unit="messages/s",
    )
    load = f"charge de la machine {os.getloadavg()[0]:.1f} pour {os.cpu_count()} cœurs"
    yield rate(
        f"bout en bout, un travailleur qui prend et lit à la fois ({landed}; {load})",
        landed / whole,
        unit="messages/s",
        goal=Goal(value_least=50),
    )
    yield rate("temps de processeur du travailleur, par message", spent * 1000 / landed, unit="ms")


def _box(server: object) -> Mailbox:
    with acting_as(service("mail_intake")):
        # Each measure has a box of its own: what was taken once is not taken again.
        own = f"mesure-{time.time_ns()}"
        box = Mailbox.objects.create(
            code=own,
            name="Mesure",
            address="mesure@office.example",
            host=server.host,  # type: ignore[attr-defined]
            port=server.port,  # type: ignore[attr-defined]
            encrypted=False,
            account=own,
            secret="ESSAI",
            unit=Unit.objects.earliest("pk"),
        )
    return Mailbox.objects.select_related("unit").get(pk=box.pk)


def _visit(box: Mailbox, now: datetime) -> None:
    try:
        visit_box(box=box, actor=intake_of(box), now=now, most=MESSAGES)
    finally:
        connections.close_all()


def _read(box: Mailbox, now: datetime, *, until: Callable[[], bool]) -> int:
    """What the job of reading does, asked again until nothing more comes."""
    done = 0
    while True:
        over = until()
        read = read_box(box=box, actor=intake_of(box), now=now)
        done += read
        if over and not read:
            return done
        if not read:
            time.sleep(0.02)


def _warm() -> None:
    # A child of a house at work is there already.
    with reader.borrowed(), reader.borrowed():
        pass


def _fill(server: object) -> None:
    with imaplib.IMAP4(server.host, server.port, timeout=30) as imap:  # type: ignore[attr-defined]
        imap.login(server.user, server.password)  # type: ignore[attr-defined]
        for number in range(MESSAGES):
            imap.append("INBOX", "", "", _message(number))


def _message(number: int) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Personne {number} <personne{number}@courriel.example>"
    message["To"] = "accueil@office.example"
    message["Subject"] = f"Ma demande n° {number}"
    message["Message-ID"] = f"<mesure-{number}@courriel.example>"
    message.set_content(WORDS)
    if number % WITH_FILE == 0:
        content = b"%PDF-1.4\n" + bytes((n * 7 + number) % 251 for n in range(60_000))
        message.add_attachment(content, maintype="application", subtype="pdf", filename=f"piece-{number}.pdf")
    return message.as_bytes()


def _bare(server: object) -> float:
    with imaplib.IMAP4(server.host, server.port, timeout=30) as imap:  # type: ignore[attr-defined]
        imap.login(server.user, server.password)  # type: ignore[attr-defined]
        imap.select("INBOX", readonly=True)
        began = time.perf_counter()
        imap.fetch("1:*", "(BODY.PEEK[])")
        return time.perf_counter() - began
