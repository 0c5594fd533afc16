"""One act on the zones of a redaction, and its exact undoing.

Serves boxes.py and suggesting.py; the caller holds the dossier's row lock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import Box, BoxOrigin, BoxState, PageLook, Redaction, State, Stroke
from egide.platform.accounts.acting import current_actor
from egide.platform.errors.failures import NotVisible, Refused

WORK = "add_document"  # the action of the dossier's policy: a redaction ends in a new document
MOST_BOXES = 5_000
_KEPT = ("page", "x0", "y0", "x1", "y1", "ground", "state", "accepted_by_id")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A zone to be: where, why, and what it would hide."""

    page: int
    rect: Rect
    ground: str
    origin: BoxOrigin
    kind: str = ""
    why: str = ""
    words: str = ""


def check_may(dossier: Dossier) -> int:
    """Will return who acts, when they may work on the dossier.

    :raises Refused: it is not for this person, or nobody signs.
    """
    actor = current_actor()
    verdict = may(actor, dossier, WORK)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if actor.user_id is None:
        raise Refused("Un caviardage est signé par une personne.")
    return actor.user_id


def check_prepares(dossier: Dossier, redaction: Redaction) -> int:
    """Will return who acts, when zones may still change.

    :raises Refused: the redaction is with its second reader, read, or ended.
    """
    by = check_may(dossier)
    if redaction.state != State.PREPARING:
        raise Refused(
            f"Le caviardage est «\u00a0{redaction.get_state_display()}\u00a0»\u00a0: ses zones ne changent plus."
        )
    return by


def boxes_of(redaction: Redaction, numbers: Iterable[int]) -> list[Box]:
    """Will return these zones, removed ones excluded.

    :raises NotVisible: one of them does not exist.
    """
    wanted = set(numbers)
    found = list(redaction.boxes.filter(number__in=wanted).exclude(state=BoxState.REMOVED))
    if not wanted or len(found) != len(wanted):
        raise NotVisible
    return found


def add(
    *,
    dossier: Dossier,
    redaction: Redaction,
    boxes: Iterable[Proposed],
    state: BoxState,
    by: int,
    now: datetime,
) -> list[Box]:
    """Will add zones in one stroke.

    :raises Refused: the redaction would hold too many of them.
    """
    proposed = list(boxes)
    last = redaction.boxes.aggregate(last=Max("number"))["last"] or 0
    if last + len(proposed) > MOST_BOXES:
        raise Refused(f"Un caviardage tient en {MOST_BOXES} zones\u00a0: cherchez un mot plus précis.")
    accepted = by if state == BoxState.ACCEPTED else None
    made = Box.objects.bulk_create(
        Box(
            **placed(dossier), redaction=redaction, number=last + index, page=one.page,
            x0=one.rect.x0, y0=one.rect.y0, x1=one.rect.x1, y1=one.rect.y1, ground=one.ground, origin=one.origin,
            kind=one.kind, why=one.why, words=one.words[:2000], state=state, accepted_by_id=accepted,
        )
        for index, one in enumerate(proposed, start=1)
    )  # fmt: skip
    if made:
        _keep(dossier, redaction, {box.number: None for box in made}, by, now)
        if accepted:
            _forget_looks(redaction, {box.page for box in made})
    return made


def change(
    *, dossier: Dossier, redaction: Redaction, boxes: Iterable[Box], by: int, now: datetime, **values: Any
) -> None:
    """Will give these zones other values, in one stroke."""
    found = list(boxes)
    _keep(dossier, redaction, {box.number: held(box) for box in found}, by, now)
    Box.objects.filter(pk__in=[box.pk for box in found]).update(**values)
    _forget_looks(redaction, {box.page for box in found})


def undo_last(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will take the last act on the zones back, exactly.

    :raises Refused: nothing is left to undo, or zones do not change any more.
    """
    check_prepares(dossier, redaction)
    stroke = redaction.strokes.filter(undone_at=None).order_by("-number").first()
    if stroke is None:
        raise Refused("Il n’y a rien à annuler.")
    pages = set()
    for box in redaction.boxes.filter(number__in=[int(number) for number in stroke.before]):
        pages.add(box.page)
        for name, value in (stroke.before[str(box.number)] or {"state": BoxState.REMOVED}).items():
            setattr(box, name, value)
        box.save(update_fields=[name.removesuffix("_id") for name in _KEPT])
    stroke.undone_at = now
    stroke.save(update_fields=["undone_at"])
    _forget_looks(redaction, pages)


def held(box: Box) -> dict[str, Any]:
    """Will return what undoing gives back to a zone."""
    return {name: getattr(box, name) for name in _KEPT}


def _keep(dossier: Dossier, redaction: Redaction, before: Mapping[int, Any], by: int, now: datetime) -> None:
    last = redaction.strokes.aggregate(last=Max("number"))["last"] or 0
    Stroke.objects.create(
        **placed(dossier),
        redaction=redaction,
        number=last + 1,
        by_id=by,
        at=now,
        before={str(number): value for number, value in before.items()},
    )


def _forget_looks(redaction: Redaction, pages: set[int]) -> None:
    # What was seen is not what is there any more.
    PageLook.objects.filter(redaction=redaction, page__in=pages).delete()
