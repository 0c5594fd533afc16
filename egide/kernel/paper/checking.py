"""Checking a shelf: each label scanned is compared with what is entered there; what is missing shows at the end.

A label may be read by a camera, by a hand scanner that types, or typed; twice the same counts once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from egide.kernel.paper.codes import BOX, read_label
from egide.kernel.paper.models import Box, Check, CheckLine, Found, Place
from egide.kernel.paper.shelving import STANDING, put_on_shelf
from egide.platform.errors.failures import Refused

LONGEST_CODE = 60


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """What one scan found, and whether it was new."""

    line: CheckLine
    new: bool


def start_check(*, place: Place, actor_code: str, now: datetime) -> Check:
    """Will begin the check of a shelf.

    :raises Refused: one is under way there.
    """
    held = Place.objects.select_for_update().get(pk=place.pk)
    if Check.objects.filter(place=held, ended_at=None).exists():
        raise Refused("Une vérification de cette tablette est déjà en cours.")
    last = Check.objects.filter(compartment_id=held.compartment_id).aggregate(last=Max("number"))["last"]
    return Check.objects.create(
        compartment_id=held.compartment_id,
        number=(last or 0) + 1,
        place=held,
        started_at=now,
        started_by=actor_code,
    )


def scan(*, check: Check, text: str, now: datetime) -> Scanned:
    """Will note one label.

    :raises Refused: the check has ended, or nothing was read.
    """
    _must_run(check)
    said = " ".join(text.split())[:LONGEST_CODE]
    if not said:
        raise Refused("Rien n’a été lu\u00a0: visez l’étiquette de plus près, ou tapez son numéro.")
    label = read_label(said)
    box: Box | None = None
    if label and label.kind == BOX:  # numbers are counted in each compartment
        box = Box.objects.filter(compartment_id=check.compartment_id, number=label.number).first()
    found = _kind_of(box, check)
    line, new = CheckLine.objects.get_or_create(
        check_of=check,
        code=str(label) if label else said,
        defaults={
            "compartment_id": check.compartment_id,
            "box": box,
            "found": found,
            "seen_at": now,
        },
    )
    return Scanned(line=line, new=new)


def missing(check: Check) -> "QuerySet[Box]":
    """Will return the boxes entered on the shelf that no scan has seen."""
    seen = CheckLine.objects.filter(check_of=check).exclude(box=None).values("box_id")
    return Box.objects.filter(place_id=check.place_id, state__in=STANDING).exclude(pk__in=seen)


def correct(*, check: Check, actor_code: str, now: datetime) -> int:
    """Will enter on this shelf the boxes that were seen here and entered elsewhere; returns how many.

    :raises Refused: the shelf is full.
    """
    _must_run(check)
    rows = CheckLine.objects.filter(check_of=check, found=Found.MISPLACED).select_related(
        "box", "check_of__place"
    )
    moved = 0
    for line in rows.order_by("pk"):
        if line.box is not None:
            put_on_shelf(box=line.box, place=check.place, actor_code=actor_code, now=now)
            line.found = Found.EXPECTED
            line.save(update_fields=["found"])
            moved += 1
    return moved


def end_check(*, check: Check, now: datetime) -> None:
    """Will end the check; what was not seen stays listed as missing.

    :raises Refused: it has ended already.
    """
    _must_run(check)
    check.ended_at = now
    check.save(update_fields=["ended_at"])


def _kind_of(box: Box | None, check: Check) -> Found:
    if box is None:
        return Found.UNKNOWN
    return Found.EXPECTED if box.place_id == check.place_id else Found.MISPLACED


def _must_run(check: Check) -> None:
    if check.ended_at:
        raise Refused("Cette vérification est terminée.")
