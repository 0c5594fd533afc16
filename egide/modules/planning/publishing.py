"""Publishing an approved report on the intranet, and taking it back with a reason.

A publication is a copy of the approved bytes: the whole staff reads it, and nothing of the file it comes from.
"""

import hashlib
from datetime import datetime
from io import BytesIO

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.planning.editions import check_frozen, pdf_bytes
from egide.modules.planning.journaling import journal
from egide.modules.planning.models import Publication
from egide.modules.planning.queries import period_of, publications_of, report_of, standing_edition
from egide.modules.planning.streams import discreet_home
from egide.modules.planning.workbook import write_report
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused


def publish_report(*, actor: Actor, dossier: Dossier, now: datetime) -> Publication:
    """Will copy the approved bytes to the intranet as the next version; earlier versions stay readable.

    :raises Refused: wrong step, wrong role, or nothing approved.
    """
    edition = standing_edition(dossier)
    if edition is None or edition.approved_at is None:
        raise Refused("Aucune version n’est approuvée.")
    pdf, sheets = pdf_bytes(edition), BytesIO()
    if hashlib.sha256(pdf).hexdigest() != edition.pdf_sha256:
        raise Refused(
            "Le PDF conservé n’est pas celui qui a été approuvé\u00a0: rien n’est publié. Avisez les systèmes."
        )
    check_frozen(edition)
    report = report_of(dossier)
    # From a discreet house the approved PDF leaves and nothing else: the workbook keeps every number.
    if not discreet_home(report.compartment.code):
        write_report(sheets, dossier=dossier, report=report, edition=edition)
    elif not report.mask_small:
        raise Refused("Les petits nombres de cette version ne sont pas masqués\u00a0: elle ne sort pas.")
    # Published again after a withdrawal: a new version, so that the history stays whole.
    made = Publication.objects.create(
        **ranked(Publication, dossier),
        edition=edition,
        number=dossier.number,
        title=dossier.title,
        period=period_of(report).label,
        until=report.until,
        reason=edition.reason,
        pdf=pdf,
        pdf_sha256=edition.pdf_sha256,
        workbook=sheets.getvalue(),
        approved_on=timezone.localtime(edition.approved_at).date(),
        approved_as=edition.signed_as,
        published_at=now,
        published_by=actor.code,
    )
    run(actor=actor, dossier=dossier, code="publish", answers={}, now=now)
    journal(dossier, "published", now, version=made.rank, edition=edition.rank, pdf=made.pdf_sha256)
    return made


def unpublish_report(*, actor: Actor, dossier: Dossier, reason: str, now: datetime) -> int:
    """Will take every version off the intranet, with the reason, and return how many.

    :raises Refused: wrong step, wrong role, no reason, or nothing is published.
    """
    standing = list(publications_of(dossier).filter(withdrawn_at=None))
    if not standing:
        raise Refused("Rien de ce rapport n’est à l’intranet.")
    for one in standing:
        one.withdrawn_at, one.withdrawn_reason = now, reason.strip()[:2000]
        one.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        journal(dossier, "unpublished", now, version=one.rank)
    run(actor=actor, dossier=dossier, code="unpublish", answers={"motive": reason}, now=now)
    return len(standing)


def on_the_intranet() -> QuerySet[Publication]:
    """Will return what the whole staff reads, newest period first, without the bytes; the wall does the choosing.

    `sheets` is the length of the workbook: none leaves some houses.
    """
    rows = Publication.objects.filter(withdrawn_at=None).defer("pdf", "workbook")
    rows = rows.annotate(sheets=Length("workbook"))
    return rows.order_by("-until", "number", "-rank")


def published(number: str, version: int) -> Publication:
    """Will return a version that stands on the intranet, with its bytes.

    :raises NotVisible: there is none.
    """
    rows = Publication.objects.filter(withdrawn_at=None, number=number.upper()[:40])
    found = rows.filter(rank=min(version, 2**31 - 1)).first() if "\x00" not in number else None
    if found is None:
        raise NotVisible
    return found
