"""Finding a box, a shelf, a part or a check by what its label or its address says; absent is a 404 or a sentence.

A dossier's row is locked before its part moves, as for every act on a dossier.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper import labels
from egide.kernel.paper.codes import PART, read_label
from egide.kernel.paper.models import Box, Check, Loan, Part, Place
from egide.kernel.paper.shelving import STANDING
from egide.law.access import Role
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Site, Unit, User
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


def loan_of(number: str, rank: int, *, lock: bool = False) -> Loan:
    """Will find a loan by its dossier's number and its rank there.

    :raises NotVisible: none here has them.
    """
    rows = Loan.objects.select_related("part", "dossier", "borrower")
    rows = rows.filter(dossier__number=number, rank=min(rank, LARGEST))
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def standing_loan(part: Part) -> Loan | None:
    """Will find the loan of a part that is out."""
    return Loan.objects.filter(part=part, returned_at=None).select_related("part", "dossier").first()


def running_check(place: Place) -> Check | None:
    """Will find the check of a shelf that goes on."""
    return Check.objects.filter(place=place, ended_at=None).first()


def places_of(actor: Actor, wanted: Iterable[Role]) -> set[int]:
    """Will return the compartments where the actor holds one of the roles."""
    codes = {role.code for role in wanted}
    return {a.compartment_id for a in actor.roles if a.role in codes}


def unit_of(code: str) -> Unit:
    """Will return a unit that a form offered."""
    return Unit.objects.select_related("compartment").get(code=code)


def site_of(code: str) -> Site:
    """Will return a site that a form offered."""
    return Site.objects.get(code=code)


def compartment_of(actor: Actor, wanted: Iterable[Role]) -> Compartment:
    """Will return the compartment where the actor keeps paper: the first of theirs."""
    return Compartment.objects.get(pk=min(places_of(actor, wanted)))


def units_offered(actor: Actor, wanted: Iterable[Role]) -> tuple[tuple[str, str], ...]:
    """Will return the units of the compartments where the actor holds one of the roles."""
    rows = Unit.objects.filter(compartment_id__in=places_of(actor, wanted)).order_by("name")
    return tuple(rows.values_list("code", "name"))


def sites_offered() -> tuple[tuple[str, str], ...]:
    """Will return the sites of the Office."""
    return tuple(Site.objects.order_by("name").values_list("code", "name"))


def borrowers(actor: Actor, wanted: Iterable[Role], today: date) -> tuple[tuple[str, str], ...]:
    """Will return the people of those compartments; who may read the dossier is decided at the loan."""
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    people = User.objects.filter(
        held, memberships__unit__compartment_id__in=places_of(actor, wanted), is_active=True, external=False
    ).distinct()
    rows = people.order_by("full_name").values_list("public_id", "full_name")
    return tuple((str(code), name) for code, name in rows)


def borrower_of(code: str) -> User:
    """Will return the person that a form offered."""
    return User.objects.get(public_id=code)


def labels_of_box(box: Box) -> list[labels.Printed]:
    """Will return the label of a box, then those of its parts."""
    parts = Part.objects.filter(box=box, ended_on=None).select_related("dossier")
    ordered = parts.order_by("dossier__number", "rank")[: labels.MOST - 1]
    return [labels.of_box(box), *(labels.of_part(part) for part in ordered)]


def labels_of_shelf(place: Place) -> list[labels.Printed]:
    """Will return the label of a shelf, then those of its boxes."""
    boxes = Box.objects.filter(place=place, state__in=STANDING).select_related("unit").order_by("number")
    return [labels.of_place(place), *(labels.of_box(one) for one in boxes[: labels.MOST - 1])]


def labels_of_dossier(dossier: Dossier) -> list[labels.Printed]:
    """Will return the labels of the parts of a dossier that are still in the house."""
    rows = (
        Part.objects.filter(dossier_id=dossier.pk, ended_on=None).select_related("dossier").order_by("rank")
    )
    return [labels.of_part(part) for part in rows[: labels.MOST]]
