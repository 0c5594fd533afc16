"""Finding a box, a shelf, a part or a check by what its label or its address says; absent is a 404 or a sentence.

A dossier's row is locked before its part moves, as for every act on a dossier.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper.codes import PART, read_label
from egide.kernel.paper.models import Box, Check, Part, Place
from egide.platform.errors.failures import NotVisible, Refused

LARGEST = 2**31 - 1


def box_of(number: str, *, lock: bool = False) -> Box:
    """Will find a box by its number.

    :raises NotVisible: none here has it.
    """
    rows = Box.objects.select_related("unit", "compartment", "place__site").filter(number=number)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def shelf_of(code: str) -> Place:
    """Will find a shelf by its code.

    :raises NotVisible: none here has it.
    """
    found = Place.objects.select_related("site").filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def check_of(number: int, *, lock: bool = False) -> Check:
    """Will find a check by its number.

    :raises NotVisible: none here has it.
    """
    rows = Check.objects.select_related("place__site").filter(number=min(number, LARGEST))
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def part_of(text: str, *, lock: bool = False) -> Part:
    """Will find a part by its label.

    :raises Refused: the label is not understood, or no part here has it.
    """
    label = read_label(text)
    if label is None or label.kind != PART:
        raise Refused("Cette étiquette n’est pas celle d’une partie de dossier\u00a0: EG/P/INT-2026-00004/1.")
    dossiers = Dossier.objects.filter(number=label.number)
    dossier = (dossiers.select_for_update() if lock else dossiers).first()
    part = (
        Part.objects.filter(dossier=dossier, rank=min(label.rank, LARGEST))
        .select_related("dossier", "box")
        .first()
        if dossier
        else None
    )
    if part is None:
        raise Refused("Aucune partie inscrite ne porte cette étiquette.")
    return part
