"""A file dropped on the mail room: kept byte for byte as a piece that waits, with what can be proposed from it.

An e-mail is read by the child: it proposes its sender, its dates, its subject and its text, and gives its attachments
as files of their own; any other file is a scanned letter. A person confirms everything.
"""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from egide.kernel.dossiers.models import Channel
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.models import MailPiece
from egide.modules.correspondence.reading_mail import told_of
from egide.modules.correspondence.told import Told
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site
from egide.platform.reading import limits
from egide.platform.reading.problems import Busy, ReadingProblem
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.names import extension
from egide.platform.text.emails import MOST_BYTES

LONGEST_TEXT = 8_000  # what the field « Ce que la personne demande » takes


class NotKept(Exception):
    """Nothing was kept, and the sentence says why."""


def keep_dropped(
    *, file: UploadedFile, actor: Actor, site: str, now: datetime
) -> tuple[MailPiece, tuple[str, ...]]:
    """Will enter a piece for the file and return it with sentences about what could not be taken out of it.

    :raises NotKept: empty, too large, refused or infected.
    """
    try:
        content = b"".join(file.chunks())
    except StorageProblem as problem:
        raise NotKept(problem.sentence) from problem
    name = str(file.name or "document")
    told, warnings = _read(content, name)
    piece = register.enter_piece(actor=actor, entry=_entry(told, site, now), now=now)
    try:
        register.keep_file(piece=piece, stream=[content], file_name=name, actor=actor, now=now)
    except StorageProblem as problem:
        raise NotKept(problem.sentence) from problem
    if told is not None:
        register.keep_sealed(piece=piece, sealed=told.files, actor=actor, now=now)
        piece.proposed = {"summary": told.text[:LONGEST_TEXT]}
        piece.save(update_fields=["proposed"])
    return piece, warnings


def proposals(piece: MailPiece) -> dict[str, Any]:
    """Will return what the form of a waiting piece starts with."""
    return {
        "channel": piece.medium,
        "site": piece.site.code,
        "received_on": piece.received_on,
        "document_on": piece.document_on,
        "name": piece.sender,
        "email": piece.sender_email,
        "phone": piece.sender_phone,
        "address": piece.sender_address,
        "title": piece.subject[:200],
        "original_at": piece.original_at,
        "summary": str(piece.proposed.get("summary", "")),
    }


def _read(content: bytes, name: str) -> tuple[Told | None, tuple[str, ...]]:
    if extension(name) != "eml" or not content:
        return None, ()
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        return None, (f"Ce courriel dépasse {most}\u00a0Mo\u00a0: il est gardé, rien n’en est proposé.",)
    try:
        told = told_of([content], patience=limits.PATIENCE)
    except Busy as busy:
        raise NotKept(busy.sentence) from busy
    except ReadingProblem as problem:
        return None, (problem.sentence,)
    if not told.readable:
        return None, tuple(f"{one} Le fichier est gardé tel quel." for one in told.warnings)
    return told, told.warnings


def _entry(email: Told | None, site: str, now: datetime) -> register.Entry:
    today = timezone.localdate(now)
    place = Site.objects.filter(code=site).first() or Site.objects.earliest("pk")
    if email is None:
        return register.Entry(medium=Channel.POST, site=place, received_on=today)
    sent = _day(email.sent_at, today)
    return register.Entry(
        medium=Channel.EMAIL,
        site=place,
        received_on=_day(email.received_at, today) or sent or today,
        sender=email.sender_name or email.sender_email.partition("@")[0],
        sender_email=email.sender_email,
        subject=email.subject[:300],
        document_on=sent,
    )


def _day(at: datetime | None, today: date) -> date | None:
    """The day on the Office's clock; a header that speaks of the future, or of long ago, proposes nothing."""
    if at is None:
        return None
    day = timezone.localdate(at)
    return day if register.EARLIEST < day <= today else None
