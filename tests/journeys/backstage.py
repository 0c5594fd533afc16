"""Behind the screen: what the database holds, past the walls; the letters that arrived; the worker's process.

The browser's event loop must not meet the ORM: whatever reads the database does so in a thread of its own.
"""

import os
import re
import signal
import subprocess
import sys
import time
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

from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle import verify
from egide.platform.storage import store
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.patience import SECONDS
from tests.platform.mail.server import Inbox

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


def number_in(text: str) -> str:
    """Will return the first number of a request for intervention in a text."""
    found = re.search(r"INT-\d{4}-\d{5}", text)
    assert found is not None, text
    return found[0]


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


def session(cast: Cast, name: str) -> str:
    """Will return the session of a member of the staff who signed in with both factors."""
    return aside(lambda: client_of(cast.user(name)).cookies["egide_session"].value)


# --- Letters that arrive --------------------------------------------------------------------------------
def arrival(inbox: Inbox, *, to: str, subject: str, after: int = 0) -> bytes:
    """Will wait for a message to this address whose subject has this word, past the first `after` ones."""
    limit = time.monotonic() + SECONDS
    while True:
        for (_, addresses), raw in list(zip(inbox.envelopes, inbox.accepted, strict=False))[after:]:
            read = message_from_bytes(raw, policy=policy.default)
            if to in addresses and subject in str(read["Subject"]):
                return raw
        assert time.monotonic() < limit, list(inbox.envelopes[after:])
        time.sleep(0.1)


def last_to(inbox: Inbox, address: str) -> bytes:
    """Will return the last message sent to this address alone; others may get theirs meanwhile."""
    arrived = zip(inbox.envelopes, inbox.accepted, strict=False)
    return [raw for (_, addresses), raw in arrived if addresses == [address]][-1]


def link_in(raw: bytes) -> tuple[EmailMessage, str]:
    """Will return a message without anything joined to it, and the path of the one link that it gives."""
    message = message_from_bytes(raw, policy=policy.default)
    assert not list(message.iter_attachments())
    (link,) = re.findall(r"https?://[^/\s]+(/(?:suivi|reponse)/\S+)", text_of(message))
    return message, link


def text_of(message: EmailMessage | bytes) -> str:
    """Will return the words of a message, as its reader sees them."""
    if isinstance(message, bytes):
        message = message_from_bytes(message, policy=policy.default)
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


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
            assert process.wait(SECONDS) == 0, log.read_text()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    assert "Traceback" not in log.read_text(), log.read_text()


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
