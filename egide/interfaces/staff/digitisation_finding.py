"""Finding a lot, one of its pieces, the documents that may stand in for it, by what an address or a form says.

Absent is a 404: a lot of another compartment does not exist here.
"""

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.paper_finding import LARGEST
from egide.kernel.digitisation.models import Item, Lot
from egide.kernel.documents.models import Document
from egide.kernel.gate.verdicts import may
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Link

LISTED = 2_000  # lots of one register
SHOWN = 300  # documents of a dossier, newest first


def lot_of(number: str, *, lock: bool = False) -> Lot:
    """Will find a lot by its number.

    :raises NotVisible: none here has it.
    """
    rows = Lot.objects.select_related(
        "unit", "compartment", "operator", "attester", "authoriser", "declaration"
    ).filter(number=number)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def all_lots() -> list[Lot]:
    """Will return every lot that the reader sees, oldest first.

    :raises Refused: more than a printed register takes.
    """
    rows = list(Lot.objects.select_related("unit").order_by("number")[: LISTED + 1])
    if len(rows) > LISTED:
        raise Refused(f"Le registre imprimé prend {LISTED} lots au plus.")
    return rows


def item_of(lot: Lot, place: int) -> Item:
    """Will find a piece by its place in the lot.

    :raises NotVisible: the lot has none there.
    """
    rows = Item.objects.filter(lot=lot, place=min(place, LARGEST)).select_related(
        "dossier", "part", "version"
    )
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def documents_offered(actor: Actor, item: Item) -> tuple[tuple[str, str], ...]:
    """Will return the documents of the piece's dossier, by number; their titles, to whom the dossier opens."""
    documents = Document.objects.filter(dossier_id=item.dossier_id).order_by("-rank")[:SHOWN]
    told = may(actor, item.dossier, "read").allowed
    return tuple(
        (str(d.rank), f"Document n°\u00a0{d.rank}" + (f", {d.title}" if told else "")) for d in documents
    )


def picture_of(actor: Actor, item: Item) -> tuple[Link, ...]:
    """Will lead to the document that stands in for the piece, whoever may open it: it is compared with the paper."""
    if item.version is None or not may(actor, item.dossier, "read").allowed:
        return ()
    rank = Document.objects.values_list("rank", flat=True).get(pk=item.version.document_id)
    url = of_dossier("document", item.dossier.number, rank=rank)
    return (Link(label=f"Voir l’image\u00a0: document n°\u00a0{rank}", url=url),)


def document_of(item: Item, rank: str) -> Document:
    """Will return the document that the form offered."""
    return Document.objects.get(dossier_id=item.dossier_id, rank=int(rank))
