"""The paper parts of a dossier: entering one, putting it in a box or on a shelf, taking it out, ending it.

The caller holds the dossier's row; the box's row is locked here, so that it is never filled twice over.
"""

from datetime import date, datetime

from django.db.models import Sum

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper.models import Box, BoxState, Medium, Part, PartMove, Place
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

ENDED = "Cette partie n’est plus dans la maison\u00a0: elle ne se déplace plus."
SEALED = "La boîte {number} n’est pas ouverte\u00a0: rien n’y entre et rien n’en sort."


def add_part(
    *,
    dossier: Dossier,
    label: str,
    medium: Medium,
    main: bool,
    thickness: int,
    actor_code: str,
    now: datetime,
) -> Part:
    """Will enter a part that exists on paper; `thickness` in millimetres says what room it takes."""
    part = Part.objects.create(
        **ranked(Part, dossier),
        label=label.strip(),
        medium=medium,
        main=main,
        thickness=thickness,
        added_at=now,
        added_by=actor_code,
    )
    _journal(part, "paper.part_added", now, medium=medium)
    return part


def put_in_box(*, part: Part, box: Box, actor_code: str, now: datetime) -> None:
    """Will put the part in the box.

    :raises Refused: it has left the house or is lent, one of the boxes is closed, or there is no room left.
    """
    _must_move(part)
    if part.box_id == box.pk:
        return
    held = Box.objects.select_for_update().get(pk=box.pk)
    if held.state != BoxState.OPEN:
        raise Refused(SEALED.format(number=held.number))
    room = room_left(held)
    if part.thickness > room:
        raise Refused(
            f"La boîte {held.number} n’a plus que {room}\u00a0mm de libre; cette partie en demande {part.thickness}."
        )
    _move(part, held, None, actor_code, now)
    _journal(part, "paper.part_boxed", now, box=held.number)


def put_on_shelf(*, part: Part, place: Place, actor_code: str, now: datetime) -> None:
    """Will put the part on a shelf, outside any box.

    :raises Refused: it has left the house or is lent, its box is sealed, or the shelf is closed.
    """
    _must_move(part)
    if place.closed_on:
        raise Refused("Cette tablette n’est plus utilisée.")
    if part.place_id != place.pk:
        _move(part, None, place, actor_code, now)
        _journal(part, "paper.part_shelved", now, place=place.code)


def take_out(*, part: Part, actor_code: str, now: datetime) -> None:
    """Will take the part out of its box or off its shelf: it is at hand, in no place.

    :raises Refused: it has left the house or is lent, or its box is sealed.
    """
    _must_move(part)
    if part.box_id or part.place_id:
        _move(part, None, None, actor_code, now)
        _journal(part, "paper.part_taken_out", now)


def end_part(*, part: Part, on: date, now: datetime) -> None:
    """Will say that the part was destroyed or transferred: its row and its history stay.

    :raises Refused: it is lent, or has ended already.
    """
    if part.ended_on:
        raise Refused(ENDED)
    _must_be_back(part)
    part.ended_on = on
    part.save(update_fields=["ended_on"])
    _journal(part, "paper.part_ended", now, on=on.isoformat())


def room_left(box: Box) -> int:
    """Will return the millimetres that are free in the box."""
    taken = Part.objects.filter(box=box, ended_on=None).aggregate(total=Sum("thickness"))["total"] or 0
    return max(0, box.capacity - taken)


def _must_move(part: Part) -> None:
    if part.ended_on:
        raise Refused(ENDED)
    _must_be_back(part)
    if part.box is not None and part.box.state != BoxState.OPEN:
        raise Refused(SEALED.format(number=part.box.number))


def _must_be_back(part: Part) -> None:
    if part.loans.filter(returned_at=None).exists():
        raise Refused("Cette partie est prêtée\u00a0: consignez d’abord son retour.")


def _move(part: Part, box: Box | None, place: Place | None, actor_code: str, now: datetime) -> None:
    part.box, part.place = box, place
    part.save(update_fields=["box", "place"])
    PartMove.objects.create(
        dossier_id=part.dossier_id,
        compartment_id=part.compartment_id,
        part=part,
        box=box,
        place=place,
        at=now,
        by=actor_code,
    )


def _journal(part: Part, code: str, now: datetime, **data: str) -> None:
    append(
        chain=dossier_chain(part.dossier_id),
        compartment_id=part.compartment_id,
        dossier_id=part.dossier_id,
        code=code,
        data={"rank": part.rank, **data},
        at=now,
    )
