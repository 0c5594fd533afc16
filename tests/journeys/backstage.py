"""Behind the screen: what the database holds, past the walls; the worker's process.

The browser's event loop must not meet the ORM: whatever reads the database does so in a thread of its own.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import pypdfium2
from django.db import connections
from django.utils import timezone

from egide.kernel.dossiers.actions import assign
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle import verify
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.storage import store
from tests.cast import Cast
from tests.database import as_owner

ELISE = "elise.tremblay@exemple.ca"
Result = TypeVar("Result")


def aside(work: Callable[[], Result]) -> Result:
    """Will run the work in a thread of its own, and close what it opened."""

    def run() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


def today() -> str:
    """Will return the Office's day, as a person types it."""
    return timezone.localdate().isoformat()


def stored_letter(number: str, template: str) -> tuple[bytes, str]:
    """Will return the bytes of an approved letter as they are stored, and the hash that was approved."""

    def read() -> tuple[bytes, str]:
        with as_owner():
            letter = Letter.objects.get(dossier__number=number, template=template)
            assert letter.version is not None
            return store.read_all(stored=letter.version.stored), letter.sha256

    return aside(read)


def anomalies() -> list[str]:
    """Will return what `egide verify` would print."""

    def prove() -> list[str]:
        with as_owner():
            return list(verify.run(number=None, since=None, progress=lambda done, total: None))

    return aside(prove)


def open_dossier(cast: Cast, *, title: str = "Absence de nouvelles du syndic") -> str:
    """Will open the dossier of a request of Élise's, given to Nadia, by the real actions; returns its number."""
    now = timezone.now()
    intake, bruno = service("public_intake"), cast.actor("bruno")
    answers = {
        "title": title,
        "email": ELISE,
        "summary": "Aucune nouvelle depuis mars.",
        "mechanism": "syndic",
    }
    with acting_as(intake):
        request = actions.submit_request(
            actor=intake, name="Élise Tremblay", order=cast.order, answers=answers, now=now
        )
    with acting_as(bruno):
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request,
            now=now,
        )
        assign(dossier=dossier, to=cast.user("nadia"), now=now)
    return dossier.number


# --- Letters that arrive --------------------------------------------------------------------------------
def letter_in(raw: bytes) -> tuple[EmailMessage, bytes]:
    """Will return a message as the person's mail program reads it, and the PDF joined to it."""
    message = message_from_bytes(raw, policy=policy.default)
    (pdf,) = message.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    content: bytes = pdf.get_content()
    return message, content


def words_of(pdf: bytes) -> str:
    """Will return the words of a PDF, spaces made plain."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return re.sub(r"\s+", " ", text)


# --- The worker -----------------------------------------------------------------------------------------
@contextmanager
def worker(smtp_port: int, log: Path) -> Iterator[None]:
    """Will run `egide worker` over the test's databases; it must stop gently when told to."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
        "DATABASE_URL": _url("default"),
        "KEYS_DATABASE_URL": _url("keys"),
        "EGIDE_SMTP_HOST": "127.0.0.1",
        "EGIDE_SMTP_PORT": str(smtp_port),
    }
    command = [sys.executable, "-m", "egide.interfaces.commands", "worker"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield
            assert process.poll() is None, log.read_text()
            process.send_signal(signal.SIGTERM)
            assert process.wait(40) == 0, log.read_text()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    assert "Traceback" not in log.read_text(), log.read_text()


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
