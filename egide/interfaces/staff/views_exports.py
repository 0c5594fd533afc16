"""Taking a table or a dossier out: at once when it is short, by a job otherwise; one's own files, and no other's.

Each view translates, calls once, translates back; the bytes stream after the transaction, without the ORM.
"""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.filters import EVERY_DAY, misread
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_exports import exports_page
from egide.interfaces.staff.pages_moves import step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import keeping
from egide.kernel.exports.asking import ask, ask_for_bag
from egide.kernel.exports.models import Format
from egide.kernel.exports.sources import table_of
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import BadInput
from egide.platform.storage import store
from egide.platform.storage.downloads import content_disposition, download
from egide.ui.respond import go_to, respond

HERE = "exports"
TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}
BAG_LEAD = (
    "Un seul fichier ZIP, un sac BagIt\u00a0: les documents dans chacune de leurs versions, les lettres telles "
    "qu’elles sont parties, les messages, les notes, les échéances avec leur preuve, les décisions et le journal, "
    "avec ce qu’il faut pour vérifier que rien n’a changé. Il contient ce que vous pouvez lire, et le journal "
    "garde la trace de sa sortie."
)
UNREAD = "La date «\u00a0{typed}\u00a0» n’a pas été comprise. Écrivez-la ainsi\u00a0: 2026-04-01."
QUEUED = "Le fichier est en préparation\u00a0: un avis vous dira quand il sera prêt."
SEVERAL = "{count} fichiers sont en préparation, un par compartiment\u00a0: un avis vous dira quand ils seront prêts."


@page(action="work")
def exports(request: HouseRequest) -> HttpResponse:
    """Will list one's own exports."""
    shown = exports_page(request.actor, now=request.now)
    return respond(
        request, "staff/exports.html", shown, ("exportations",), frame=frame(request, current=HERE)
    )


@page(action="work", methods=("GET", "POST"))
def seen(request: HouseRequest) -> HttpResponse:
    """Will note that the outcomes were seen."""
    if request.method != "POST":  # back from a sign-in that interrupted the click
        return redirect("staff:exports")
    keeping.mark_seen(actor=request.actor, now=request.now)
    return go_to(request, reverse("staff:exports"))


@page(action="list", methods=("GET", "POST"))
def ask_for(request: HouseRequest) -> HttpResponseBase:
    """Will give the file, or have it made; `source` or `liste` names the table."""
    if request.method != "POST":
        return redirect("staff:exports")
    told = request.POST
    source = table_of(told.get("source", "") or f"list.{told.get('liste', '')}")
    if told.get("format", "") not in TYPES:
        raise BadInput("Le format demandé n’est pas offert.")
    form = Format(told["format"])
    filters = source.kept({name: str(value) for name, value in told.items()})
    if unread := misread(filters, EVERY_DAY):
        raise BadInput(UNREAD.format(typed=unread[0][1]))
    made = ask(actor=request.actor, source=source, form=form, filters=filters, now=request.now)
    if isinstance(made, int):
        messages.success(request, QUEUED if made == 1 else SEVERAL.format(count=made))
        return go_to(request, reverse("staff:exports"))
    headers = {
        "Content-Disposition": content_disposition(made.name),
        "Content-Length": str(made.size),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(made.file, content_type=TYPES[form], headers=headers)


@page(action="export", opens=True, methods=("GET", "POST"))
def bag(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will say what the bag holds, then have it made."""
    if request.method == "POST":
        ask_for_bag(actor=request.actor, dossier=dossier, now=request.now)
        messages.success(request, QUEUED)
        return go_to(request, reverse("staff:exports"))
    shown = step(
        dossier,
        title="Sortir le dossier complet",
        form=Form(),
        lead=BAG_LEAD,
        url=of_dossier("bag", dossier.number),
        submit="Préparer le sac",
    )
    return respond(request, "staff/step.html", shown, frame=frame(request, current=dossier.kind))


@page(action="work", methods=("GET", "POST"))
def export_file(request: HouseRequest, *, export: UUID) -> HttpResponseBase:
    """Will stream the file; a POST, because each download is journaled."""
    found = keeping.export_of(request.actor, export, lock=request.method == "POST")
    if request.method != "POST":
        return redirect("staff:exports")
    stored = keeping.take(actor=request.actor, export=found, now=request.now)
    return download(stored=stored, stream=store.open_stream(stored=stored))


@page(action="work", methods=("GET", "POST"))
def export_keep(request: HouseRequest, *, export: UUID) -> HttpResponse:
    """Will move the end of a file."""
    found = keeping.export_of(request.actor, export, lock=request.method == "POST")
    if request.method == "POST":
        try:
            day = date.fromisoformat(request.POST.get("jusqu_au", "")[:10])
        except ValueError:
            raise BadInput("Choisissez le dernier jour où garder le fichier.") from None
        keeping.keep_until(export=found, day=day, now=request.now)
        messages.success(request, "La date de fin est changée.")
    return go_to(request, reverse("staff:exports"))


@page(action="work", methods=("GET", "POST"))
def export_remove(request: HouseRequest, *, export: UUID) -> HttpResponse:
    """Will cancel what is under way, or destroy the file."""
    found = keeping.export_of(request.actor, export, lock=request.method == "POST")
    if request.method == "POST":
        keeping.remove(export=found, now=request.now)
        messages.success(request, "C’est retiré\u00a0: il n’en reste rien à télécharger.")
    return go_to(request, reverse("staff:exports"))


@page(action="work", methods=("GET", "POST"))
def export_again(request: HouseRequest, *, export: UUID) -> HttpResponse:
    """Will have an interrupted file made again."""
    found = keeping.export_of(request.actor, export, lock=request.method == "POST")
    if request.method == "POST":
        keeping.start_again(actor=request.actor, export=found, now=request.now)
        messages.success(request, QUEUED)
    return go_to(request, reverse("staff:exports"))
