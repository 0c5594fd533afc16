"""How much one person may have on its way: bytes of a file, files at once, time to finish.

Serves everybody's disk: what is announced is counted, whether or not it arrives.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum

from egide.kernel.uploads.failures import TooLong, TooManyOpen
from egide.kernel.uploads.models import State, Upload
from egide.platform.storage.errors import MIB
from egide.platform.storage.sweep import DELAY

# The nightly sweep takes the keys that no stored object claims after this long: an upload lives no longer.
LIFE = DELAY
MOST_OPEN = 60
MOST_BYTES = 4  # times the longest file


def longest() -> int:
    """Will return the length of the longest file that may be sent in parts, in bytes."""
    return int(settings.LARGE_UPLOAD_LIMIT_MB) * MIB


def check_room(*, user_id: int, length: int, now: datetime) -> None:
    """Will stop one upload too many; two at once by the same person wait for each other.

    :raises TooLong: the file is longer than the house takes. :raises TooManyOpen: too much is unfinished.
    """
    if length > longest():
        raise TooLong(f"Le fichier dépasse la limite de {weight(longest())}. Rien n’a été conservé.")
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('uploads', %s))", [user_id])
    held = Upload.objects.filter(user_id=user_id, state=State.RECEIVING, expires_at__gt=now).aggregate(
        files=Count("pk"), size=Sum("length")
    )
    if held["files"] >= MOST_OPEN:
        raise TooManyOpen(
            f"Vous avez déjà {held['files']} envois inachevés\u00a0: terminez-les ou annulez-les d’abord."
        )
    if (held["size"] or 0) + length > MOST_BYTES * longest():
        raise TooManyOpen(
            f"Vos envois inachevés dépassent déjà {weight(MOST_BYTES * longest())} en tout\u00a0: "
            "terminez-les ou annulez-les d’abord."
        )


def weight(size: int) -> str:
    """Will write a limit as « 2 Go » or « 50 Mo », with a non-breaking space."""
    if size >= 1024 * MIB:
        return f"{size / (1024 * MIB):.1f}".removesuffix(".0").replace(".", ",") + "\u00a0Go"
    return f"{max(size // MIB, 1)}\u00a0Mo"
