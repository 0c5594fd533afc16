"""Whom a dossier may recommend something to: an order of the house's list, or another body with its address.

They are parties of the dossier; the caller decides at which steps one may be added.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import add_order, add_person
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.platform.errors.failures import BadInput


def order_named(slug: str) -> ProfessionalOrder | None:
    """Will find an order by its slug; None when none is named.

    :raises BadInput: an order that does not exist.
    """
    if not slug:
        return None
    order = ProfessionalOrder.objects.filter(slug=slug).first()
    if order is None:
        raise BadInput("Cet ordre professionnel n’existe pas.")
    return order


def add_addressee(
    *,
    dossier: Dossier,
    order: ProfessionalOrder | None,
    name: str = "",
    email: str = "",
    address: str = "",
    now: datetime,
) -> None:
    """Will add the order, or else the body, to the parties of the dossier."""
    if order is not None:
        add_order(dossier=dossier, order=order, now=now)
        return
    add_person(
        dossier=dossier,
        role=PartyRole.BODY,
        name=name.strip()[:200],
        email=email.strip(),
        address=address.strip()[:1000],
        preferred_channel="email" if email.strip() else "post",
        now=now,
    )
