"""Boxes and shelves: opening a box, sealing it, putting it on a shelf, with its history.

What goes in a box is in filing.py. A shelf takes no more boxes than it can.
"""

from datetime import datetime

from django.utils import timezone

from egide.kernel.dossiers.numbering import take_number
from egide.kernel.paper.models import Box, BoxMove, BoxState, Place
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

PREFIX = "BTE"
STANDING = (BoxState.OPEN, BoxState.SEALED)


def open_place(
    *, compartment: Compartment, code: str, site: Site, room: str, shelf: str, capacity: int
) -> Place:
    """Will enter a shelf.

    :raises Refused: its code is taken, or this shelf of this room is entered already.
    """
    known = Place.objects.filter(compartment=compartment)
    if known.filter(code=code).exists():
        raise Refused(f"Le code {code} désigne déjà une tablette.")
    if known.filter(site=site, room=room, shelf=shelf).exists():
        raise Refused("Cette tablette de ce local est déjà inscrite.")
    return Place.objects.create(
        compartment=compartment, code=code, site=site, room=room, shelf=shelf, capacity=capacity
    )


def open_box(*, unit: Unit, label: str, capacity: int, now: datetime) -> Box:
    """Will open an empty box of the unit; its number comes last in the transaction."""
    box = Box(
        compartment_id=unit.compartment_id, unit=unit, label=label.strip(), capacity=capacity, opened_at=now
    )
    box.number = take_number(compartment=unit.compartment, prefix=PREFIX, year=timezone.localtime(now).year)
    box.save()
    _journal(box, "paper.box_opened", now)
    return box


def put_on_shelf(*, box: Box, place: Place, actor_code: str, now: datetime) -> None:
    """Will put the box on the shelf; nothing happens when it stands there already.

    :raises Refused: the shelf is closed or full, or the box is no longer in the house.
    """
    _must_stand(box)
    if box.place_id == place.pk:
        return
    # The shelf's row is the lock: two people do not put the last box each.
    held = Place.objects.select_for_update().get(pk=place.pk)
    if held.closed_on:
        raise Refused("Cette tablette n’est plus utilisée.")
    if Box.objects.filter(place=held, state__in=STANDING).count() >= held.capacity:
        raise Refused(f"La tablette {held.code} est pleine\u00a0: elle prend {held.capacity} boîtes.")
    box.place = held
    _save(box, "place")
    BoxMove.objects.create(compartment_id=box.compartment_id, box=box, place=held, at=now, by=actor_code)
    _journal(box, "paper.box_moved", now, place=held.code)


def seal_box(*, box: Box, now: datetime) -> None:
    """Will close the box: nothing goes in or out any more.

    :raises Refused: it is empty, or not open.
    """
    if box.state != BoxState.OPEN:
        raise Refused("Cette boîte n’est pas ouverte.")
    if not box.parts.exists():
        raise Refused("Une boîte vide ne se scelle pas.")
    box.state = BoxState.SEALED
    _save(box, "state")
    _journal(box, "paper.box_sealed", now)


def unseal_box(*, box: Box, now: datetime) -> None:
    """Will open a sealed box again.

    :raises Refused: it is not sealed.
    """
    if box.state != BoxState.SEALED:
        raise Refused("Cette boîte n’est pas scellée.")
    box.state = BoxState.OPEN
    _save(box, "state")
    _journal(box, "paper.box_unsealed", now)


def _must_stand(box: Box) -> None:
    if box.state not in STANDING:
        raise Refused("Cette boîte n’est plus dans la maison.")


def _save(box: Box, name: str) -> None:
    box.version += 1
    box.save(update_fields=[name, "version"])


def _journal(box: Box, code: str, now: datetime, **data: str) -> None:
    append(
        chain=access_chain(box.compartment.code, now),
        compartment_id=box.compartment_id,
        code=code,
        data={"box": box.number, **data},
        at=now,
    )
