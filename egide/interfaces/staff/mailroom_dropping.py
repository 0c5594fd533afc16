"""A file dropped on the mail room: kept byte for byte as a piece that waits, with what can be proposed from it.

An e-mail proposes its sender, its dates, its subject and its text, and gives its attachments as files of their
own; any other file is a scanned letter. A person confirms everything.
"""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from egide.kernel.dossiers.models import Channel
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.models import MailPiece
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.names import extension
from egide.platform.text.emails import MOST_BYTES, Email, UnreadableEmail, read_email

LONGEST_TEXT = 8_000  # what the field « Ce que la personne demande » takes
MOST_SEPARATED = 40


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
    email, warnings = _read(content, name)
    piece = register.enter_piece(actor=actor, entry=_entry(email, site, now), now=now)
    try:
        register.keep_file(piece=piece, stream=[content], file_name=name, actor=actor, now=now)
    except StorageProblem as problem:
        raise NotKept(problem.sentence) from problem
    if email is not None:
        warnings += _separate(piece, email, actor, now)
        piece.proposed = {"summary": email.text[:LONGEST_TEXT]}
        piece.save(update_fields=["proposed"])
    return piece, tuple(warnings)


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


def _read(content: bytes, name: str) -> tuple[Email | None, list[str]]:
    if extension(name) != "eml":
        return None, []
    if len(content) > MOST_BYTES:
        return None, [
            f"Ce courriel dépasse {MOST_BYTES // 1024 // 1024}\u00a0Mo\u00a0: il est gardé, rien n’en est proposé."
        ]
    try:
        email = read_email(content)
    except UnreadableEmail as problem:
        if not content:
            raise NotKept(problem.sentence) from problem
        return None, [f"{problem.sentence} Le fichier est gardé tel quel."]
    return email, list(email.warnings)


def _entry(email: Email | None, site: str, now: datetime) -> register.Entry:
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


def _separate(piece: MailPiece, email: Email, actor: Actor, now: datetime) -> list[str]:
    warnings = []
    for attachment in email.attachments[:MOST_SEPARATED]:
        try:
            register.keep_file(
                piece=piece, stream=[attachment.content], file_name=attachment.name, actor=actor, now=now
            )
        except StorageProblem as problem:
            warnings.append(
                f"«\u00a0{attachment.name}\u00a0» reste dans le courriel d’origine\u00a0: {problem.sentence}"
            )
    if len(email.attachments) > MOST_SEPARATED:
        warnings.append(
            f"Seules les {MOST_SEPARATED} premières pièces jointes sont séparées; les autres restent dans le courriel."
        )
    return warnings
