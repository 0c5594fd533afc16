"""A line of a list of boxes: the box, the shelf where it stands, and what it holds of a dossier.

Each exists once: a box has as many lines as things that it holds. The acts are those of kernel/paper.
"""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.imports.checking import Record
from egide.kernel.imports.locating import MOST_BOXES, MOST_CAPACITY, whole
from egide.kernel.imports.models import Outcome
from egide.kernel.paper import filing, shelving
from egide.kernel.paper.models import LONGEST_LABEL, Box, Medium, Place
from egide.platform.accounts.models import Compartment, Site
from egide.platform.errors.failures import Refused

if TYPE_CHECKING:
    from egide.kernel.imports.taking import Taker

BOX, PART = "box", "part"


def take_box(taker: "Taker", record: Record, *, now: datetime) -> tuple[Outcome, Dossier | None]:
    """Will open the box when it is not there yet, shelve it, and enter the part that the line describes.

    :raises Refused: the box or the shelf is full, or an action of paper says no.
    """
    box, opened = _box(taker, record, now=now)
    if not record.dossier:
        return (Outcome.TAKEN if opened else Outcome.ALREADY), None
    dossier = open_dossier(actor=taker.actor, number=record.dossier, action="add_document", lock=True)
    values = record.values
    text = "\n".join((record.number, dossier.number, values["part"]))
    key = hashlib.sha256(text.encode()).hexdigest()
    if taker.item(PART, key) is not None:
        return Outcome.ALREADY, dossier
    part = filing.add_part(
        dossier=dossier,
        label=values["part"],
        medium=Medium(values["medium"]),
        main=True,
        thickness=whole(values["thickness"], MOST_CAPACITY) or 1,
        actor_code=taker.actor.code,
        now=now,
    )
    filing.put_in_box(part=part, box=box, actor_code=taker.actor.code, now=now)
    taker.keep(PART, key, now=now, dossier=dossier, box=box, fingerprint=record.fingerprint)
    return Outcome.TAKEN, dossier


def _box(taker: "Taker", record: Record, *, now: datetime) -> tuple[Box, bool]:
    known = taker.item(BOX, record.key)
    if known is not None and known.box is not None:
        return known.box, False
    assert record.unit is not None  # a line without one was refused
    box = shelving.open_box(
        unit=record.unit,
        label=f"{record.number} · {record.values['label']}"[:LONGEST_LABEL],
        capacity=whole(record.values["capacity"], MOST_CAPACITY) or 1,
        now=now,
    )
    if record.values.get("place"):
        place = _place(record, record.unit.compartment)
        shelving.put_on_shelf(box=box, place=place, actor_code=taker.actor.code, now=now)
    taker.keep(BOX, record.key, now=now, box=box)
    return box, True


def _place(record: Record, compartment: Compartment) -> Place:
    values = record.values
    known = Place.objects.filter(compartment=compartment, code=values["place"]).first()
    if known is not None:
        return known
    site = Site.objects.filter(code=values.get("site", "")).first()
    if site is None:
        raise Refused("Le lieu de la tablette est inconnu.")
    return shelving.open_place(
        compartment=compartment,
        code=values["place"],
        site=site,
        room=values["room"],
        shelf=values["shelf"],
        capacity=whole(values["places"], MOST_BOXES) or 1,
    )
