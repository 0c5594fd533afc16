"""Scanning again what waits in quarantine, once the scanner answers.

Serves the periodic job and the button of whoever watches over documents; the verdict alone opens a file.
"""

from datetime import datetime

from django.db import transaction

from egide.platform.storage.models import ScanState, StoredObject
from egide.platform.storage.scanner import Verdict, begin_scan
from egide.platform.storage.store import open_unchecked


def rescan(*, stored: StoredObject, now: datetime) -> Verdict:
    """Will show the object to the scanner again, record its answer on the row and return it.

    A scanner that stays silent leaves the quarantine as it is, and so does the absence of a scanner: what was
    quarantined is never opened by removing it.
    """
    scan = begin_scan()
    try:
        with open_unchecked(stored=stored) as stream:
            for chunk in stream:
                scan.feed(chunk)
        verdict = scan.verdict()
    finally:
        scan.abandon()
    if verdict.state in (ScanState.CLEAN, ScanState.INFECTED):
        stored.scan_state, stored.scan_detail, stored.scanned_at = verdict.state, verdict.detail, now
        stored.save(update_fields=["scan_state", "scan_detail", "scanned_at"])
    return verdict


def rescan_quarantined(*, now: datetime, limit: int = 100) -> int:
    """Will scan again the oldest quarantined objects that the actor sees; returns how many left quarantine.

    Stops at the first silence of the scanner: it will be asked again at the next turn.
    """
    freed = 0
    waiting = StoredObject.objects.filter(scan_state=ScanState.QUARANTINED, destroyed_at=None)
    for stored in waiting.order_by("stored_at", "pk")[:limit]:
        with transaction.atomic():
            verdict = rescan(stored=stored, now=now)
        if verdict.state not in (ScanState.CLEAN, ScanState.INFECTED):
            break
        freed += 1
    return freed
