"""Takes the messages of a unit's box: whole, byte for byte, encrypted, each once, whatever stops half-way.

A small batch is one transaction: its messages and how far the box was read commit together. A worker killed before
takes them again; the bytes that no row names are swept. Nothing is opened here.
"""

import imaplib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings

from egide.modules.correspondence.models import Arrival, Mailbox, ReceivedEmail
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.mail import mailbox as servers
from egide.platform.mail.fetching import Batch, Taken, batches
from egide.platform.storage import store
from egide.platform.storage.errors import StorageProblem

MOST = 1_000  # messages of one visit; the next round goes on
TOO_LARGE = "Ce message est plus grand que ce qui peut être gardé\u00a0: il reste dans la boîte."
EMPTY = "Ce message est vide\u00a0: il reste dans la boîte."
NO_SECRET = "Aucun mot de passe n’est configuré sous le nom «\u00a0{name}\u00a0»."
SILENT = "La boîte ne répond pas\u00a0: {words}"

log = logging.getLogger(__name__)


def visit_box(
    *,
    box: Mailbox,
    actor: Actor,
    now: datetime,
    most: int = MOST,
    kept: Callable[[], object] = lambda: None,
) -> int:
    """Will take what came since the last visit and return how many messages; a failure is written on the box.

    Must be called outside a transaction; `actor` acts in the compartment of the box's unit alone. `kept` is called
    after each small batch: its reading need not wait for the others.
    """
    taken = 0
    error = ""
    try:
        for batch in batches(
            server_of(box),
            uid_validity=box.uid_validity,
            after=box.last_uid,
            largest=settings.UPLOAD_LIMIT_MB * 1024 * 1024,
            most=most,
            now=now,
        ):
            taken += keep_batch(box=box, batch=batch, actor=actor, now=now)
            kept()
    except (OSError, imaplib.IMAP4.error, LookupError) as problem:
        error = (
            str(problem.args[0]) if isinstance(problem, LookupError) else SILENT.format(words=_words(problem))
        )
    _visited(box, taken, error, actor, now)
    return taken


def server_of(box: Mailbox) -> servers.Mailbox:
    """Will return what is needed to reach the box; its password is in the settings alone.

    :raises LookupError: no password has the name that the box gives.
    """
    if box.secret not in settings.MAILBOX_SECRETS:
        raise LookupError(NO_SECRET.format(name=box.secret))
    return servers.Mailbox(
        host=box.host,
        port=box.port,
        user=box.account,
        password=settings.MAILBOX_SECRETS[box.secret],
        folder=box.folder,
        encrypted=box.encrypted,
    )


def keep_batch(*, box: Mailbox, batch: Batch, actor: Actor, now: datetime) -> int:
    """Will keep some messages in one transaction, those that are already there left out; how many are new."""
    sealed = [(one, _sealed(one)) for one in batch.messages]
    with acting_as(actor):
        row = (
            Mailbox.objects.select_for_update(of=("self",)).select_related("unit__compartment").get(pk=box.pk)
        )
        known = set(_places(row, batch))
        new = [(one, kept) for one, kept in sealed if one.uid not in known]
        place = row.unit.compartment
        kept_ones = [kept for _, kept in new if kept is not None]
        stored = iter(store.keep_all(kept_ones, compartment=place, actor_code=actor.code, now=now))
        ReceivedEmail.objects.bulk_create(
            ReceivedEmail(
                mailbox=row,
                compartment=place,
                uid_validity=batch.uid_validity,
                uid=one.uid,
                stored=next(stored) if kept is not None else None,
                arrived_at=one.arrived_at,
                taken_at=now,
                became=Arrival.LEFT if kept is None else Arrival.UNREAD,
                detail="" if kept else (EMPTY if one.raw == b"" else TOO_LARGE),
            )
            for one, kept in new
        )
        row.uid_validity = batch.uid_validity
        row.last_uid = max([one.uid for one in batch.messages], default=row.last_uid)
        row.taken += len(new)
        row.save(update_fields=["uid_validity", "last_uid", "taken"])
    box.uid_validity, box.last_uid = row.uid_validity, row.last_uid
    return len(new)


def _places(box: Mailbox, batch: Batch) -> Iterable[int]:
    rows = ReceivedEmail.objects.filter(
        mailbox=box, uid_validity=batch.uid_validity, uid__in=[one.uid for one in batch.messages]
    )
    return rows.values_list("uid", flat=True)


def _sealed(one: Taken) -> store.Sealed | None:
    if not one.raw:
        return None
    try:
        # A message is never opened as a file: what it looks like refuses nothing.
        return store.seal(stream=[one.raw], file_name=f"courriel-{one.uid}.eml", any_type=True)
    except StorageProblem:
        return None


def _visited(box: Mailbox, taken: int, error: str, actor: Actor, now: datetime) -> None:
    changed = {"visited_at": now, "last_error": error[:500]} | ({} if error else {"read_at": now})
    with acting_as(actor):
        Mailbox.objects.filter(pk=box.pk).update(**changed)
    if error:
        log.warning("Boîte %s\u00a0: %s", box.code, error)


def _words(problem: Exception) -> str:
    said = problem.args[0] if problem.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(problem)
    return "".join(c if c.isprintable() else " " for c in text)[:300] or type(problem).__name__
