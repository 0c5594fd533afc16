"""A report's page, and what changes its place: figures poured, presented, approved, published, taken back.

Each view translates, calls once, translates back.
"""

from dataclasses import replace
from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_moves import ReasonForm
from egide.interfaces.staff.forms_reports import PresentForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import Step, step
from egide.interfaces.staff.pages_report import report_page
from egide.interfaces.staff.views_intranet import PDF, SHEETS, attached
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.planning.access import KIND
from egide.modules.planning.editions import approve_report, pdf_bytes, present, release_stream
from egide.modules.planning.models import Edition
from egide.modules.planning.publishing import publish_report, unpublish_report
from egide.modules.planning.queries import publications_of, report_of
from egide.modules.planning.workbook import write_report
from egide.platform.errors.failures import NotVisible
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond


@page(action="read", opens=True)
def report(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the report."""
    check_report(dossier)
    shown = report_page(request.actor, dossier, now=request.now)
    return respond(request, "staff/report.html", shown, frame=frame(request, current="reports"))


@page(action="read", opens=True, methods=("GET", "POST"))
def release(request: HouseRequest, *, dossier: Dossier, stream: str) -> HttpResponse:
    """Will pour the figures of a stream that another compartment keeps."""
    check_report(dossier)
    if request.method == "POST":
        release_stream(actor=request.actor, dossier=dossier, stream=stream, now=request.now)
        messages.success(request, "Les chiffres sont versés au rapport\u00a0: des totaux, aucun dossier.")
    return back(request, dossier)


@page(action="prepare", opens=True, methods=("GET", "POST"))
def present_report(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will say what is going to be frozen, then present the report to the authority."""
    check_report(dossier)
    form = PresentForm(
        request.POST if request.method == "POST" else None, erratum=publications_of(dossier).exists()
    )
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        present(actor=request.actor, dossier=dossier, reason=reason, now=request.now)
        messages.success(
            request, "Le rapport est présenté\u00a0: ses chiffres sont figés et son PDF est fait."
        )
        return back(request, dossier)
    shown = report_step(
        dossier,
        title="Présenter à l’autorité",
        form=form,
        url=of_dossier("report_present", dossier.number),
        consequences=(
            "Les chiffres sont comptés une dernière fois, puis figés avec leur requête et leur heure.",
            "Le PDF est produit\u00a0: c’est lui, à l’octet près, que l’autorité approuve.",
            "Les textes ne changent plus, à moins d’un retour en révision.",
        ),
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="approve", opens=True, methods=("GET", "POST"))
def approve(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will approve the bytes that were read."""
    check_report(dossier)
    if request.method == "POST":
        approve_report(
            actor=request.actor, dossier=dossier, seen=request.POST.get("seen", ""), now=request.now
        )
        messages.success(request, "Le rapport est approuvé. Il peut être publié à l’intranet.")
    return back(request, dossier)


@page(action="publish", opens=True, methods=("GET", "POST"))
def publish(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will publish the approved version."""
    check_report(dossier)
    if request.method == "POST":
        publish_report(actor=request.actor, dossier=dossier, now=request.now)
        messages.success(request, "Le rapport est à l’intranet\u00a0: tout le personnel peut le lire.")
    return back(request, dossier)


@page(action="publish", opens=True, methods=("GET", "POST"))
def unpublish(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask why, then take every version off the intranet."""
    check_report(dossier)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        unpublish_report(actor=request.actor, dossier=dossier, reason=reason, now=request.now)
        messages.success(request, "Le rapport n’est plus à l’intranet.")
        return back(request, dossier)
    shown = report_step(
        dossier,
        title="Retirer de l’intranet",
        form=form,
        url=of_dossier("report_unpublish", dossier.number),
        lead="Toutes ses versions cessent d’être lisibles. Elles restent au dossier, avec la raison du retrait.",
        danger=True,
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="read", opens=True)
def edition_pdf(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponseBase:
    """Will give the bytes of an edition, as they were presented."""
    edition = _edition(dossier, rank)
    return attached(pdf_bytes(edition), PDF, f"{dossier.number}-{edition.rank}.pdf")


@page(action="read", opens=True)
def edition_sheets(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponseBase:
    """Will give the figures of an edition as a workbook."""
    edition, sheets = _edition(dossier, rank), BytesIO()
    write_report(sheets, dossier=dossier, report=report_of(dossier), edition=edition)
    return attached(sheets.getvalue(), SHEETS, f"{dossier.number}-{edition.rank}.xlsx")


def check_report(dossier: Dossier) -> None:
    """Will stop an address that names a dossier of another kind.

    :raises NotVisible: the dossier is no report.
    """
    if dossier.kind != KIND:
        raise NotVisible


def report_step(dossier: Dossier, **shown: object) -> Step:
    """Will build a page of one form under the report's page."""
    made = step(dossier, **shown)  # type: ignore[arg-type]
    url = of_dossier("report", dossier.number)
    trail = (
        Crumb(label="Rapports", url="/travail/rapports/"),
        Crumb(label=dossier.number, url=url),
        Crumb(label=made.title),
    )
    return replace(made, back=url, crumbs=trail)


def form_page(request: HouseRequest, shown: Step, *, status: int = 200) -> HttpResponse:
    """Will answer with a page of one form."""
    return respond(request, "staff/step.html", shown, status=status, frame=frame(request, current="reports"))


def back(request: HouseRequest, dossier: Dossier) -> HttpResponse:
    """Will go back to the report's page."""
    return go_to(request, of_dossier("report", dossier.number))


def _edition(dossier: Dossier, rank: int) -> Edition:
    check_report(dossier)
    return of_rank(Edition, dossier, rank)
