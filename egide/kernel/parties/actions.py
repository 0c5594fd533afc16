"""Adding a party to a dossier.

Names and addresses are content: they stay in the party's row, never in a journal event.
"""

from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.platform.journal.append import append, dossier_chain


def add_person(*, dossier: Dossier, role: PartyRole, name: str, now: datetime, **contact: str) -> Party:
    """Will add a person; `contact` takes email, phone, address, language, preferred_channel."""
    party = Party.objects.create(**ranked(Party, dossier), role=role, name=name, **contact)
    _journal(dossier, party, now)
    return party


def add_order(*, dossier: Dossier, order: ProfessionalOrder, now: datetime) -> Party:
    """Will add the order concerned, with the address where the Office writes to it."""
    party = Party.objects.create(
        **ranked(Party, dossier), role=PartyRole.ORDER, order=order, name=order.name, email=order.email
    )
    _journal(dossier, party, now)
    return party


def party_of_role(dossier: Dossier, role: str) -> Party | None:
    """Will return the first party with this role."""
    return Party.objects.filter(dossier_id=dossier.pk, role=role).order_by("rank").first()


def _journal(dossier: Dossier, party: Party, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="party.added",
        data={"rank": party.rank, "role": str(party.role)},
        at=now,
    )
