"""Filing a document in a second dossier of the same compartment, and taking it out: it follows the longest.

The document stays where it lives: nothing is copied, and whoever opens the other dossier does not gain the first.
"""

from datetime import date, datetime

from django.db.models.query import QuerySet

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models_keeping import Filing
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain


def file_also(*, document: Document, into: Dossier, actor_code: str, now: datetime) -> Filing:
    """Will file the document in the other dossier too; both journals say so.

    :raises Refused: its own dossier, another compartment, or it is there already.
    """
    if into.pk == document.dossier_id:
        raise Refused("Le document est déjà dans ce dossier.")
    if into.compartment_id != document.compartment_id:
        raise Refused("Un document se classe aussi dans un dossier du même secteur seulement.")
    if Filing.objects.filter(dossier=into, document=document, withdrawn_at=None).exists():
        raise Refused(f"Le document est déjà classé dans {into.number}.")
    made = Filing.objects.create(
        dossier=into, compartment_id=into.compartment_id, document=document, filed_at=now, filed_by=actor_code
    )
    _journal(document, into, ("document.filed", "document.received_filing"), now)
    return made


def withdraw_filing(*, document: Document, out_of: Dossier, actor_code: str, now: datetime) -> None:
    """Will take the document out of the other dossier; its own is untouched.

    :raises Refused: it is not filed there.
    """
    found = Filing.objects.filter(dossier=out_of, document=document, withdrawn_at=None).first()
    if found is None:
        raise Refused(f"Le document n’est pas classé dans {out_of.number}.")
    found.withdrawn_at, found.withdrawn_by = now, actor_code
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _journal(document, out_of, ("document.unfiled", "document.lost_filing"), now)


def filings_of(document: Document) -> "QuerySet[Filing]":
    """Will return where else the document stands, with those dossiers, oldest filing first."""
    rows = Filing.objects.filter(document=document, withdrawn_at=None)
    return rows.select_related("dossier").order_by("filed_at", "pk")


def filed_in(dossier: Dossier) -> "QuerySet[Filing]":
    """Will return the documents of other dossiers that stand in this one too."""
    rows = Filing.objects.filter(dossier=dossier, withdrawn_at=None)
    return rows.select_related("document__dossier").order_by("filed_at", "pk")


def kept_until(document: Document) -> date | None:
    """Will return the last day on which something keeps the document; None while one of its dossiers has no end."""
    days = [document.dossier.semi_active_until]
    days += [filing.dossier.semi_active_until for filing in filings_of(document)]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _journal(document: Document, other: Dossier, codes: tuple[str, str], now: datetime) -> None:
    # Two chains are locked: always in the order of the dossiers.
    entries = ((document.dossier_id, codes[0], other.pk), (other.pk, codes[1], document.dossier_id))
    for dossier_id, code, counterpart in sorted(entries):
        append(
            chain=dossier_chain(dossier_id),
            compartment_id=document.compartment_id,
            dossier_id=dossier_id,
            code=code,
            data={"rank": document.rank, "other": counterpart},
            at=now,
        )
