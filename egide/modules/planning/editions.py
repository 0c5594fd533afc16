"""Presenting a report to the authority: figures and texts frozen, the PDF made; then approving those very bytes.

Frozen when presented and not when approved: the authority approves the report and what follows from it, so what
it reads must be what it approves. Sent back, the report is counted again when it is presented again.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from egide.kernel.documents.actions import add_document, add_version, stream_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.planning.counting import StreamFigures, count, freeze, may_count, sha256, thawed
from egide.modules.planning.journaling import journal
from egide.modules.planning.models import Contribution, Edition
from egide.modules.planning.printing import report_pdf
from egide.modules.planning.queries import (
    foreign_streams,
    period_of,
    publications_of,
    report_of,
    standing_edition,
    streams_of,
)
from egide.modules.planning.telling import texts_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused, Stale

POURABLE = ("preparation", "comments", "revision", "submitted")


def release_stream(*, actor: Actor, dossier: Dossier, stream: str, now: datetime) -> Contribution:
    """Will pour the totals of a stream that another compartment keeps; of a presented report, the PDF is made again.

    :raises Refused: the actor does not read that stream, or the report does not take figures any more.
    :raises RenderingFailed: the report cannot be set.
    """
    report = report_of(dossier)
    wanted = next((one for one in foreign_streams(report) if one.code == stream), None)
    if wanted is None or dossier.state not in POURABLE:
        raise Refused("Ce rapport n’attend pas de chiffres pour ce volet.")
    if actor.user_id is None or not may_count(actor, wanted, home=report.compartment.code):
        raise Refused(
            f"Les chiffres «\u00a0{wanted.label}\u00a0» sont versés par une personne qui lit tout ce volet."
        )
    kept = count(wanted, period_of(report), by=actor.name, now=now).poured().frozen()
    poured, _ = Contribution.objects.update_or_create(
        dossier_id=dossier.pk,
        stream=wanted.code,
        defaults={
            **placed(dossier),
            "figures": kept,
            "sha256": sha256(kept),
            "released_at": now,
            "released_by_id": actor.user_id,
        },
    )
    journal(dossier, "released", now, stream=wanted.code, label=wanted.label, sha256=poured.sha256)
    standing = standing_edition(dossier)
    if dossier.state == "submitted" and standing is not None:
        own = [one for one in thawed(standing.figures) if one.stream.code != wanted.code]
        _freeze(dossier, [*own, StreamFigures.thaw(kept)], standing.reason, standing.frozen_by, now)
    touch(dossier)
    return poured


def present(*, actor: Actor, dossier: Dossier, reason: str = "", now: datetime) -> Edition:
    """Will freeze the figures and the texts, make the PDF and submit it; `reason` says what an erratum corrects.

    :raises Refused: wrong step, wrong role, a text is missing, a comment is not treated, an erratum without reason.
    :raises RenderingFailed: the report cannot be set.
    """
    if dossier.state != "revision":
        raise Refused("Un rapport est présenté à la fin de sa révision.")
    if publications_of(dossier).exists() and not reason.strip():
        raise Refused("Une version a déjà été publiée\u00a0: dites ce que celle-ci corrige.")
    report = report_of(dossier)
    foreign = foreign_streams(report)
    own = [
        count(one, period_of(report), by=actor.name, now=now)
        for one in streams_of(report)
        if one not in foreign
    ]
    poured = Contribution.objects.filter(dossier_id=dossier.pk, stream__in=report.streams)
    figures = [*own, *(StreamFigures.thaw(one.figures) for one in poured)]
    edition = _freeze(dossier, figures, reason.strip()[:2000], actor.code, now)
    run(actor=actor, dossier=dossier, code="submit", answers={}, now=now)
    return edition


def approve_report(*, actor: Actor, dossier: Dossier, seen: str, now: datetime) -> Edition:
    """Will approve the bytes that were read; `seen` is their hash, as the page showed it.

    :raises Refused: wrong step, wrong role, the actor's own work, figures that were not poured, or altered.
    :raises Stale: the report was presented again since the page was shown.
    """
    edition = standing_edition(dossier)
    if edition is None or edition.approved_at is not None or actor.user_id is None:
        raise Refused("Aucune version n’attend d’approbation.")
    if seen != edition.pdf_sha256 or hashlib.sha256(pdf_bytes(edition)).hexdigest() != seen:
        raise Stale("Le rapport a changé depuis que vous l’avez ouvert. Relisez-le avant de l’approuver.")
    check_frozen(edition)
    signatory = User.objects.get(pk=actor.user_id)
    edition.approved_at, edition.approved_by = now, signatory
    edition.signed_as = ", ".join(part for part in (signatory.full_name, signatory.job_title) if part)[:250]
    edition.save(update_fields=["approved_at", "approved_by", "signed_as"])
    run(actor=actor, dossier=dossier, code="approve", answers={}, now=now)
    journal(dossier, "approved", now, edition=edition.rank, pdf=edition.pdf_sha256)
    return edition


def check_frozen(edition: Edition) -> None:
    """Will stop what follows when the figures are no longer those that were presented: the workbook is made of them.

    :raises Refused: their hash is not the one kept with them.
    """
    if sha256(edition.figures) != edition.figures_sha256:
        raise Refused(
            "Les chiffres conservés ne sont pas ceux qui ont été présentés\u00a0: rien n’est fait. Avisez les systèmes."
        )


def pdf_bytes(edition: Edition) -> bytes:
    """Will return the bytes that were presented, as they are stored."""
    return b"".join(stream_version(edition.pdf))


def _freeze(
    dossier: Dossier, figures: Sequence[StreamFigures], reason: str, presented_by: str, now: datetime
) -> Edition:
    Edition.objects.filter(dossier_id=dossier.pk, approved_at=None, set_aside_at=None).update(
        set_aside_at=now
    )
    kept, figures_sha256 = freeze(figures)
    edition = Edition(
        **ranked(Edition, dossier),
        figures=kept,
        figures_sha256=figures_sha256,
        texts=texts_of(dossier),
        reason=reason,
        frozen_at=now,
        frozen_by=presented_by,
    )
    pdf = report_pdf(
        dossier=dossier, report=report_of(dossier), edition=edition, day=timezone.localtime(now).date()
    )
    edition.pdf = _stored(dossier, edition, pdf, presented_by, now)
    edition.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    edition.save()
    journal(dossier, "frozen", now, edition=edition.rank, figures=figures_sha256, pdf=edition.pdf_sha256)
    return edition


def _stored(dossier: Dossier, edition: Edition, pdf: bytes, by: str, now: datetime) -> DocumentVersion:
    title = f"{dossier.title} (PDF)"[:200]
    common: dict[str, Any] = {
        "dossier": dossier,
        "stream": [pdf],
        "file_name": f"{dossier.number}-{edition.rank}.pdf",
        "actor_code": by,
        "now": now,
    }
    printed = Document.objects.filter(dossier_id=dossier.pk, origin=Origin.LETTER, title=title).first()
    if printed is not None:
        return add_version(document=printed, **common)
    return add_document(title=title, origin=Origin.LETTER, **common)
