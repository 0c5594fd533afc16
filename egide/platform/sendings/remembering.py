"""A form sent again gives the receipt of its first sending: by the key of the form shown, else by the same words.

A browser that goes back may show the same form, or ask for it again and put the words back in: both are one sending.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connection
from django.utils.encoding import force_bytes

from egide.platform.sendings.models import SentForm

KEPT = timedelta(days=30)
# The same words from the same browser: after that, they are a new request.
SAME_WORDS = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What identifies one sending; `words` is empty when the browser is not known."""

    key: str
    words: str = ""
    files: str = ""


def first_receipt(sending: Sending, *, now: datetime) -> str:
    """Will return the receipt of the first sending, or nothing; of two at once, the second waits for the first."""
    if not sending.key:
        return ""
    for name in sorted({sending.key, sending.words} - {""}):
        _wait(name)
    found = SentForm.objects.filter(key=sending.key).first() or _same_words(sending, now)
    return _opened(found) if found else ""


def remember(sending: Sending, receipt: str, *, now: datetime) -> None:
    """Will keep the receipt of a form, in the transaction of what it made."""
    if sending.key:
        SentForm.objects.update_or_create(
            key=sending.key,
            defaults={
                "words": sending.words,
                "files": sending.files,
                "receipt": _fernet().encrypt(receipt.encode()),
                "sent_at": now,
            },
        )


def forget(*, now: datetime) -> int:
    """Will delete the sendings of more than thirty days; returns how many."""
    return SentForm.objects.filter(sent_at__lt=now - KEPT).delete()[0]


def _same_words(sending: Sending, now: datetime) -> SentForm | None:
    if not sending.words:
        return None
    rows = SentForm.objects.filter(words=sending.words, sent_at__gte=now - SAME_WORDS)
    # A browser that goes back does not put files back in: none is the same, other ones are not.
    if sending.files:
        rows = rows.filter(files=sending.files)
    return rows.order_by("-sent_at", "-pk").first()


def _opened(row: SentForm) -> str:
    try:
        return _fernet().decrypt(bytes(row.receipt)).decode()
    except InvalidToken:  # the installation's secret was changed, and the former one not kept
        return ""


def _wait(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sent:{name}"])


def _fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"egide.sendings" + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
