"""What the president sees of an exchange submitted to her: what is asked, the matter, its documents. Nothing beside.

Called inside `reading_submitted`: PostgreSQL shows the submitted dossiers only, whatever is asked here.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from egide.interfaces.staff.forms_ombudsman import OrientationForm
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.documents.models import DocumentVersion
from egide.modules.ombudsman.models import OmbudsmanExchange, Submission
from egide.modules.ombudsman.queries import recommendations
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.platform.storage.models import ScanState
from egide.ui import formats
from egide.ui.pages import Cell, Column, Crumb, Fact, Table

TITLE = "Soumis à la présidence"
OPENABLE = (ScanState.CLEAN, ScanState.NOT_SCANNED)
LONGEST_NUMBER = 40


def list_page(actor: Actor, *, today: date) -> Sheet:
    """Will list what is submitted to the reader, newest first."""
    rows = list(_standing(actor).order_by("-submitted_at"))
    table = Table(
        caption=TITLE,
        columns=(
            Column(label="Depuis", narrow=True),
            Column(label="Échange"),
            Column(label="Ce qui est demandé"),
        ),
        rows=tuple(
            (
                Cell(
                    text=formats.short_day(formats.local(row.submitted_at).date(), today=today),
                    detail="orientation donnée" if row.orientation else "orientation attendue",
                ),
                Cell(
                    text=row.dossier.title,
                    detail=row.dossier.number,
                    url=reverse("staff:ombudsman_submitted_matter", kwargs={"number": row.dossier.number}),
                ),
                Cell(text=row.words),
            )
            for row in rows
        ),
    )
    return Sheet(
        title=TITLE,
        sub="Échanges avec le Protecteur du citoyen que l’équipe des plaintes vous soumet. Vous ne voyez que ceux-là.",
        crumbs=(Crumb(label=TITLE),),
        sections=(
            Section(
                title="Échanges soumis",
                table=table if rows else None,
                empty="Rien ne vous est soumis. L’équipe vous soumet un échange quand elle attend une orientation.",
            ),
        ),
    )


def submission_of(actor: Actor, number: str) -> Submission:
    """Will return the standing submission of this exchange to the reader.

    :raises NotVisible: nothing of that number is submitted to her.
    """
    if len(number) > LONGEST_NUMBER or "\x00" in number:
        raise NotVisible
    found = _standing(actor).filter(dossier__number=number.upper()).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, kw_only=True)
class SubmittedPage:
    """The exchange, and the orientation that may be given."""

    sheet: Sheet
    form: OrientationForm
    url: str
    again: bool


def matter_page(submission: Submission, *, form: OrientationForm, today: date) -> SubmittedPage:
    """Will show the exchange as she may read it, with the form of her orientation."""
    url = reverse("staff:ombudsman_submitted_matter", kwargs={"number": submission.dossier.number})
    return SubmittedPage(
        sheet=_sheet(submission, today=today), form=form, url=url, again=bool(submission.orientation)
    )


def _sheet(submission: Submission, *, today: date) -> Sheet:
    dossier = submission.dossier
    own = OmbudsmanExchange.objects.get(pk=dossier.pk)
    told = tuple(
        Fact(
            term=f"N°\u00a0{row.rank}",
            value=row.text,
            detail=" · ".join(
                filter(None, (row.get_answer_display() if row.answer else "sans réponse", row.reasons))
            ),
        )
        for row in recommendations(dossier)
    )
    return Sheet(
        title=dossier.title,
        sub=f"{dossier.number} · {state_label(dossier.kind, dossier.state)}",
        crumbs=(Crumb(label=TITLE, url=reverse("staff:ombudsman_submitted")), Crumb(label=dossier.number)),
        sections=(
            Section(
                title="Ce que l’équipe vous demande",
                lines=(submission.words,),
                facts=(
                    Fact(term="Soumis", value=formats.moment(submission.submitted_at, today=today)),
                    Fact(
                        term="Votre orientation",
                        value=submission.orientation or "Pas encore donnée",
                        detail=formats.moment(submission.oriented_at, today=today)
                        if submission.oriented_at
                        else "",
                    ),
                ),
            ),
            Section(
                title="Demande du Protecteur du citoyen",
                lines=tuple(part.strip() for part in own.text.splitlines() if part.strip()),
                facts=(
                    Fact(term="Nature", value=own.get_nature_display()),
                    Fact(term="Sujet", value=own.subject_name),
                    Fact(
                        term="Date demandée",
                        value=formats.day(own.asked_on) if own.asked_on else "Aucune\u00a0: cible interne",
                    ),
                ),
            ),
            Section(title="Recommandations", facts=told, empty="Aucune recommandation."),
            _documents(submission),
        ),
    )


def version_of(submission: Submission, rank: int) -> DocumentVersion:
    """Will return the newest readable version of a document of the exchange.

    :raises NotVisible: it has none of this rank.
    """
    found = (
        DocumentVersion.objects.filter(dossier_id=submission.dossier_id, document__rank=min(rank, 2**31 - 1))
        .select_related("stored", "document")
        .order_by("-number")
        .first()
    )
    if found is None or found.stored.is_destroyed or found.stored.scan_state not in OPENABLE:
        raise NotVisible
    return found


def _documents(submission: Submission) -> Section:
    rows = (
        DocumentVersion.objects.filter(dossier_id=submission.dossier_id)
        .select_related("document", "stored")
        .order_by("document_id", "-number")
        .distinct("document_id")
    )
    table = Table(
        caption="Documents",
        columns=(Column(label="Document"), Column(label="Ajouté", narrow=True)),
        rows=tuple(
            (
                Cell(
                    text=row.document.title,
                    url=reverse(
                        "staff:ombudsman_submitted_file",
                        kwargs={"number": submission.dossier.number, "rank": row.document.rank},
                    )
                    if row.stored.scan_state in OPENABLE and not row.stored.is_destroyed
                    else "",
                ),
                Cell(text=formats.day(formats.local(row.added_at).date())),
            )
            for row in rows
        ),
    )
    return Section(title="Documents", table=table if table.rows else None, empty="Aucun document.")


def _standing(actor: Actor) -> "QuerySet[Submission]":
    return Submission.objects.filter(user_id=actor.user_id or 0, withdrawn_at=None).select_related("dossier")
