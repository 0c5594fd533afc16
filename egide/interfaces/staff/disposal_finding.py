"""Finding a line of a disposition list, its certificate, its slip, a hold, by what an address or a form says.

Absent is a 404: what the reader does not reach does not exist here.
"""

from egide.interfaces.staff.pages_disposal import list_of
from egide.interfaces.staff.pages_holds import reach
from egide.kernel.disposal.models import Certificate, DispositionList, ListItem, Outcome, Slip
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Hold
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import NotVisible, Refused

LARGEST = 2**31 - 1


def item_of(found: DispositionList, place: int) -> ListItem:
    """Will find a line by its place in the list.

    :raises NotVisible: the list has none there.
    """
    rows = ListItem.objects.filter(disposition_list=found, place=min(place, LARGEST))
    item = rows.select_related("dossier").first()
    if item is None:
        raise NotVisible
    return item


def transferable_of(found: DispositionList, place: int) -> ListItem:
    """Will find a line that goes, or went, to the archives.

    :raises NotVisible: the list has none there.
    """
    rows = ListItem.objects.filter(disposition_list=found, outcome__in=(Outcome.CHOSEN, Outcome.TRANSFERRED))
    item = rows.filter(place=min(place, LARGEST)).select_related("dossier").first()
    if item is None:
        raise NotVisible
    return item


def certificate_of(actor: Actor, number: str) -> Certificate:
    """Will find the certificate of a list.

    :raises NotVisible: none yet, or not for this reader.
    """
    found = list_of(actor, number)
    rows = Certificate.objects.filter(disposition_list=found).select_related("disposition_list__unit__site")
    certificate = rows.first()
    if certificate is None:
        raise NotVisible
    return certificate


def slip_of(listed: DispositionList) -> Slip:
    """Will find the transfer slip of a list.

    :raises NotVisible: none yet.
    """
    rows = Slip.objects.filter(disposition_list=listed).select_related("disposition_list__unit__site")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def compartment_of(pk: int) -> Compartment:
    """Will return a compartment that the reader's role names."""
    return Compartment.objects.get(pk=pk)


def document_to_hold(dossier: Dossier, rank: int | None) -> Document | None:
    """Will find the one document that a hold is for; without a rank, the whole dossier is.

    :raises Refused: the dossier has no such document.
    """
    if not rank:
        return None
    found = Document.objects.filter(dossier_id=dossier.pk, rank=rank).first()
    if found is None:
        raise Refused(f"Ce dossier n’a pas de document numéro {rank}.")
    return found


def standing_hold(dossier: Dossier, rank: int) -> Hold:
    """Will find a hold that still stands.

    :raises NotVisible: none has this rank.
    """
    hold = Hold.objects.filter(dossier_id=dossier.pk, rank=min(rank, LARGEST), lifted_at=None).first()
    if hold is None:
        raise NotVisible
    return hold


def dossier_seen(actor: Actor, number: str) -> Dossier:
    """Will find a dossier whose holds the reader follows.

    :raises NotVisible: none here has this number.
    """
    found = Dossier.objects.filter(reach(actor), number=number.upper()[:40]).first()
    if found is None:
        raise NotVisible
    return found
