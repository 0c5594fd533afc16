"""A box for the tests: one row, a real Dovecot behind it, and what the house does with it in one call.

The password stands in the settings, as in the house.
"""

from datetime import datetime
from typing import Any

from egide.modules.correspondence.models import Mailbox, MailPiece, ReceivedEmail
from egide.modules.correspondence.reading_mail import read_box
from egide.modules.correspondence.taking import visit_box
from egide.modules.correspondence.tasks import intake_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.mail.mailbox import Mailbox as Server
from egide.platform.storage import store
from tests.cast import NOW
from tests.database import as_owner


def box_of(server: Server, settings: Any, *, unit: str = "secretariat", code: str = "accueil") -> Mailbox:
    """Will create the row of a box that this server holds."""
    settings.MAILBOX_SECRETS = {**settings.MAILBOX_SECRETS, "ESSAI": server.password}
    with as_owner():
        return Mailbox.objects.create(
            code=code,
            name="Accueil",
            address="accueil@office.example",
            host=server.host,
            port=server.port,
            encrypted=False,
            account=f"{server.user}",
            folder=server.folder,
            secret="ESSAI",
            unit=Unit.objects.get(code=unit),
        )


def take(box: Mailbox, *, now: datetime = NOW) -> int:
    """Will visit the box and read all that it gave."""
    fresh = Mailbox.objects.select_related("unit").get(pk=box.pk)
    taken = visit_box(box=fresh, actor=intake_of(fresh), now=now)
    while read_box(box=fresh, actor=intake_of(fresh), now=now):
        pass
    return taken


def emails() -> list[ReceivedEmail]:
    """Will return every message taken, in order."""
    with as_owner():
        return list(
            ReceivedEmail.objects.select_related("stored", "piece__dossier", "piece__named").order_by("pk")
        )


def pieces() -> list[MailPiece]:
    """Will return every line of every register, in order."""
    with as_owner():
        return list(
            MailPiece.objects.select_related("compartment", "unit", "dossier", "named").order_by("pk")
        )


def bytes_of(box: Mailbox, email: ReceivedEmail) -> bytes:
    """Will read back what was kept of a message."""
    assert email.stored is not None
    with acting_as(intake_of(box)), store.open_unchecked(stored=email.stored) as stream:
        return b"".join(stream)
