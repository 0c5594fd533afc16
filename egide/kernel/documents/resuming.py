"""Readings that wait and that no job carries any more: of a restored backup, of an older release, or given up.

Asked for again each hour, some at a time; a reading that is already in the queue is left alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection

from egide.kernel.documents.models import DocumentVersion, Page, ReadingState
from egide.kernel.documents.models_reading import PageSource
from egide.kernel.documents.reading import UNDER_WAY, defer_reading, lock_of

AFTER = timedelta(hours=1)
AT_ONCE = 500  # readings asked for in one turn
_QUEUED = "select lock from procrastinate_jobs where status in ('todo', 'doing') and lock = any(%s)"


def ask_forgotten(*, now: datetime) -> int:
    """Will ask again for the oldest readings without a job, and return how many."""
    waiting = DocumentVersion.objects.filter(
        reading__in=UNDER_WAY, added_at__lt=now - AFTER, stored__destroyed_at=None
    )
    rows = list(waiting.order_by("added_at", "pk")[:AT_ONCE])
    queued = _queued(rows)
    forgotten = [row for row in rows if lock_of(row) not in queued]
    for version in forgotten:
        defer_reading(version, part=_part(version))
    return len(forgotten)


def _part(version: DocumentVersion) -> str:
    if version.reading == ReadingState.WAITING:
        return "open"
    pictures = Page.objects.filter(version=version, source=PageSource.OCR, words__isnull=True)
    return "ocr" if pictures.exists() else "pages"


def _queued(rows: Iterable[DocumentVersion]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_QUEUED, [[lock_of(row) for row in rows]])
        return {lock for (lock,) in cursor.fetchall()}
