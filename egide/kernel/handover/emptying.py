"""What a hand-over takes out of an open dossier: what was received, and the people. The receipt says where it went.

Serves decision 0018. The history, the letters that left and the notes stay: they are what this side did.
"""

from datetime import datetime

from egide.kernel.documents.forgetting import forget_reading
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.models import Receipt
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.storage.destruction import destroy

NOBODY, PIECE, TITLE = "Personne remise", "Pièce remise", "Dossier transféré"


def pieces_received(dossier: Dossier) -> list[DocumentVersion]:
    """Will list the newest version of each document that came from outside, letters and own work apart."""
    received = DocumentVersion.objects.filter(
        dossier_id=dossier.pk, document__origin=Origin.RECEIVED, stored__destroyed_at=None
    )
    newest = received.order_by("document_id", "-number").distinct("document_id")
    return sorted(newest.select_related("document", "stored"), key=lambda each: each.document.rank)


def people_named(dossier: Dossier) -> list[Party]:
    """Will list the people of the dossier, the orders apart: they are public."""
    return list(Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank"))


def empty_dossier(*, dossier: Dossier, receipt: Receipt, now: datetime) -> None:
    """Will destroy the bytes of what was received, under the receipt's number, and take the names away."""
    received = DocumentVersion.objects.filter(
        dossier_id=dossier.pk, document__origin__in=(Origin.RECEIVED, Origin.EXTRACTED)
    )
    taken = list(received.values_list("pk", flat=True))
    forget_reading(versions=taken, decision=receipt.number, now=now)
    for version in received.select_related("stored", "document"):
        destroy(object_id=version.stored_id, decision=receipt.number, now=now)
        version.document.title = f"{PIECE}, reçu {receipt.number}"
        version.document.save(update_fields=["title"])
        version.file_name = PIECE
        version.save(update_fields=["file_name"])
    for party in people_named(dossier):
        party.name, party.email, party.phone, party.address = NOBODY, "", "", ""
        party.save()
    dossier.title = f"{TITLE}, reçu {receipt.number}"
    touch(dossier, "title", "title_key")
