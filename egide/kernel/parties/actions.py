"""Adding a party to a dossier, and correcting where it is written to.

Names and addresses are content: they stay in the party's row, never in a journal event.
"""

from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import detect
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.platform.journal.append import append, dossier_chain


def add_person(*, dossier: Dossier, role: PartyRole, name: str, now: datetime, **contact: str) -> Party:
    """Will add a person; `contact` takes email, phone, address, civility, language, preferred_channel.

    A member of the staff who is this person loses access to the dossier at once.
    """
    party = Party.objects.create(**ranked(Party, dossier), role=role, name=name, **contact)
    _journal(dossier, party, now)
    detect(dossier=dossier, now=now)
    return party


def add_order(*, dossier: Dossier, order: ProfessionalOrder, now: datetime) -> Party:
    """Will add the order concerned, with the address where the Office writes to it."""
    party = Party.objects.create(
        **ranked(Party, dossier), role=PartyRole.ORDER, order=order, name=order.name, email=order.email
    )
    _journal(dossier, party, now)
    return party


def correct_contact(*, dossier: Dossier, party: Party, email: str, address: str, now: datetime) -> None:
    """Will replace the addresses where the party is written to; the journal says that it was, not what."""
    party.email, party.address = email.strip(), address.strip()
    party.preferred_channel = "email" if party.email else "post"
    party.save(
        update_fields=["email", "email_key", "address", "address_key", "postal_key", "preferred_channel"]
    )
    _journal(dossier, party, now, code="party.contact_corrected")
    detect(dossier=dossier, now=now)


def party_of_role(dossier: Dossier, role: str) -> Party | None:
    """Will return the first party with this role."""
    return Party.objects.filter(dossier_id=dossier.pk, role=role).order_by("rank").first()


def parties_of_role(dossier: Dossier, role: str) -> list[Party]:
    """Will return every party with this role, in order."""
    return list(Party.objects.filter(dossier_id=dossier.pk, role=role).order_by("rank"))


def attach_proof(*, dossier: Dossier, party: Party, document_rank: int, now: datetime) -> None:
    """Will say which document of the dossier proves that the person may act for another."""
    party.proof_rank = document_rank
    party.save(update_fields=["proof_rank"])
    _journal(dossier, party, now, code="party.proof_attached")


def _journal(dossier: Dossier, party: Party, now: datetime, *, code: str = "party.added") -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={
            "rank": party.rank,
            "role": str(party.role),
            "label": str(PartyRole(party.role).label).lower(),
        },
        notes={"name": party.name} if code == "party.added" and party.name else {},
        at=now,
    )
