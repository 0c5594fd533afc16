"""Giving a document another title: the bytes and the name of the file stay as they came.

The journal keeps both titles, in notes that a lawful destruction can delete.
"""

from datetime import datetime

from egide.kernel.documents.models import Document, Origin
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LONGEST_TITLE = 200
A_LETTER = "Une lettre produite ici garde le titre qu’elle portait quand elle a été approuvée."


def rename(*, document: Document, title: str, now: datetime) -> None:
    """Will give the document this title; the caller holds the dossier's row lock.

    :raises Refused: it is a letter of ours, or the title is empty or too long.
    """
    title = " ".join(title.split())
    if document.origin == Origin.LETTER:
        raise Refused(A_LETTER)
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Refused(f"Un titre compte de 1 à {LONGEST_TITLE} caractères.")
    if title == document.title:
        return
    former, document.title = document.title, title
    document.save(update_fields=["title"])
    append(
        chain=dossier_chain(document.dossier_id),
        compartment_id=document.compartment_id,
        dossier_id=document.dossier_id,
        code="document.renamed",
        data={"rank": document.rank},
        notes={"former": former, "title": title},
        at=now,
    )
