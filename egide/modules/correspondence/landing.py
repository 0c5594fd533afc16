"""Puts one message of a box where it belongs: its dossier's conversation, the unit's box, or nowhere twice.

A message joins a conversation only when its sender is someone of the dossier; otherwise it waits and says why. What
a machine wrote answers nothing. One transaction for each message: done once, or not at all.
"""

from datetime import datetime, timedelta
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.conversing import put_in_dossier, writer_of
from egide.modules.correspondence.models import (
    Arrival,
    Doubt,
    MailFile,
    MailPiece,
    Medium,
    ReceivedEmail,
    Work,
)
from egide.modules.correspondence.told import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.mail.models import Message as SentMessage
from egide.platform.mail.returns import note
from egide.platform.storage.errors import StorageProblem

LONGEST_TEXT = 8_000  # what the form of the mail room takes
UNTITLED = "(sans objet)"
CHUNK = 1024 * 1024


def land(*, email_id: int, told: Told, actor: Actor, now: datetime) -> bool:
    """Will say what the message is and put it there, in one transaction; False when it was already done."""
    with acting_as(actor):
        email = _waiting(email_id)
        if email is None:
            return False
        email.message_id, email.body_sha256 = told.message_id, told.body_sha256
        if told.report is not None and _is_return(told, now):
            return _settled(email, Arrival.RETURN)
        if _is_our_own(told):
            return _settled(email, Arrival.OWN)
        if (before := _seen_before(email)) is not None:
            return _settled(email, Arrival.AGAIN, piece=before.piece)
        # The dossier first: its row is the lock of all that hangs from it, the register's number comes after.
        dossier, party = writer_of(told)
        doubt = _doubt(told, dossier, party)
        machine = bool(told.automatic)
        piece = _entered(email, told, actor, now, doubt=doubt, named=dossier, machine=machine)
        warnings = (*told.warnings, *_separated(piece, told, actor, now))
        _keep_words(piece, told, warnings)
        if machine:
            return _settled(email, Arrival.AUTOMATIC, piece=piece, detail=" ".join(warnings))
        if dossier is not None and party is not None and not doubt:
            put_in_dossier(piece=piece, dossier=dossier, party=party, text=told.text, actor=actor, now=now)
            return _settled(email, Arrival.JOINED, piece=piece, detail=" ".join(warnings))
        return _settled(email, Arrival.PIECE, piece=piece, detail=" ".join(warnings))


def enter_unread(*, email_id: int, sentence: str, actor: Actor, now: datetime) -> bool:
    """Will enter a message that could not be read: it waits in the unit's box with the sentence that says why."""
    with acting_as(actor):
        email = _waiting(email_id)
        if email is None:
            return False
        piece = _entered(email, Told(), actor, now, doubt="", named=None, machine=False)
        _keep_words(piece, Told(), (sentence,))
        return _settled(email, Arrival.PIECE, piece=piece, detail=sentence)


def _waiting(email_id: int) -> ReceivedEmail | None:
    rows = ReceivedEmail.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("stored", "mailbox__unit__site", "compartment")
    return rows.filter(pk=email_id, became=Arrival.UNREAD).first()


def _is_return(told: Told, now: datetime) -> bool:
    # What left is known by its compartment; all of them give the same address to the servers.
    assert told.report is not None
    return note(told.report, actor=service("mail_intake"), now=now) is not None


def _is_our_own(told: Told) -> bool:
    # The reader of a message knows its identifier: its sender must be ours too.
    sent = SentMessage.objects.filter(message_id=told.message_id).values_list("sender", flat=True)
    return bool(told.message_id) and told.sender_email.casefold() in {one.casefold() for one in sent}


def _seen_before(email: ReceivedEmail) -> ReceivedEmail | None:
    """The same message twice in one box: the same identifier over the same body, or a box that numbers anew."""
    others = ReceivedEmail.objects.filter(mailbox_id=email.mailbox_id).exclude(pk=email.pk)
    done = others.exclude(became__in=(Arrival.UNREAD, Arrival.LEFT)).select_related("piece").order_by("pk")
    if email.message_id and (
        found := done.filter(message_id=email.message_id, body_sha256=email.body_sha256).first()
    ):
        return found
    assert email.stored is not None
    moved = done.exclude(uid_validity=email.uid_validity)
    return moved.filter(body_sha256=email.body_sha256, stored__sha256=email.stored.sha256).first()


def _doubt(told: Told, dossier: Dossier | None, party: Any) -> str:
    if told.automatic:
        return ""
    if told.away:
        return Doubt.AUTOMATIC
    return Doubt.SENDER if dossier is not None and party is None else ""


def _entered(
    email: ReceivedEmail,
    told: Told,
    actor: Actor,
    now: datetime,
    *,
    doubt: str,
    named: Dossier | None,
    machine: bool,
) -> MailPiece:
    unit = email.mailbox.unit
    entry = register.Entry(
        medium=Medium.EMAIL,
        site=unit.site,
        received_on=_day(email, now),
        sender=told.sender_name or told.sender_email.partition("@")[0],
        sender_email=told.sender_email,
        addressee=email.mailbox.address[:200],
        subject=told.subject or UNTITLED,
        document_on=_written_on(told, now),
        original_at=f"Boîte {email.mailbox.address}"[:200],
    )
    more = {"unit": unit, "doubt": doubt, "named": named, "automatic": machine}
    if machine:
        # Kept and found again, and it waits for nobody: a machine answers nothing.
        more |= {"work": Work.FILED, "settled_at": now}
    piece = register.enter_piece(actor=actor, entry=entry, compartment=email.compartment, more=more, now=now)
    assert email.stored is not None  # constraint of the table: only what stayed in the box has none
    MailFile.objects.create(piece=piece, compartment=email.compartment, stored=email.stored, rank=1)
    return piece


def _separated(piece: MailPiece, told: Told, actor: Actor, now: datetime) -> list[str]:
    warnings = []
    for name, file in told.files:
        try:
            with transaction.atomic():  # what is refused leaves no row behind
                register.keep_file(piece=piece, stream=_chunks(file), file_name=name, actor=actor, now=now)
        except StorageProblem as problem:
            warnings.append(
                f"«\u00a0{name}\u00a0» reste dans le courriel d’origine\u00a0: {problem.sentence}"
            )
    return warnings


def _chunks(file: IO[bytes]) -> Any:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _keep_words(piece: MailPiece, told: Told, warnings: tuple[str, ...]) -> None:
    piece.proposed = {"summary": told.text[:LONGEST_TEXT]}
    if warnings:
        piece.proposed["warnings"] = list(warnings)
    piece.save(update_fields=["proposed"])


def _settled(
    email: ReceivedEmail, became: Arrival, *, piece: MailPiece | None = None, detail: str = ""
) -> bool:
    email.became, email.piece, email.detail = became, piece, detail[:500]
    email.save(update_fields=["became", "piece", "detail", "message_id", "body_sha256"])
    return True


def _day(email: ReceivedEmail, now: datetime) -> Any:
    # The server's own day; a folder copied from elsewhere may carry none that is possible.
    day = timezone.localdate(min(email.arrived_at, now))
    return day if day >= register.EARLIEST else timezone.localdate(email.taken_at)


def _written_on(told: Told, now: datetime) -> Any:
    if told.sent_at is None or told.sent_at > now + timedelta(days=1):
        return None
    day = min(timezone.localdate(told.sent_at), timezone.localdate(now))
    return day if day >= register.EARLIEST else None
