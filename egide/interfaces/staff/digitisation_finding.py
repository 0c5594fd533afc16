"""Finding a lot, one of its pieces, the documents that may stand in for it, by what an address or a form says.

Absent is a 404: a lot of another compartment does not exist here.
"""

from egide.interfaces.staff.paper_finding import LARGEST
from egide.kernel.digitisation.models import Item, Lot
from egide.kernel.documents.models import Document
from egide.platform.errors.failures import NotVisible, Refused

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


def documents_offered(item: Item) -> tuple[tuple[str, str], ...]:
    """Will return the documents of the piece's dossier, by number: their titles are not shown here."""
    documents = Document.objects.filter(dossier_id=item.dossier_id).order_by("-rank")[:SHOWN]
    return tuple((str(d.rank), f"Document n°\u00a0{d.rank}") for d in documents)


def document_of(item: Item, rank: str) -> Document:
    """Will return the document that the form offered."""
    return Document.objects.get(dossier_id=item.dossier_id, rank=int(rank))
