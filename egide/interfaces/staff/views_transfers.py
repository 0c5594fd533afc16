"""Transfers to the archives: the list, one of them, its slip, its papers, its packages, the acknowledgment.

Each view translates, calls once, translates back.
"""

import tempfile

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse

from egide.interfaces.staff import forms_disposal as asked
from egide.interfaces.staff.disposal_finding import slip_of, transferable_of
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_disposal import list_of
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.interfaces.staff.pages_transfers import crumbs, transfer_page, transfers_page
from egide.kernel.disposal import slips
from egide.kernel.disposal.models import DispositionList
from egide.kernel.disposal.packages import FORMS, write_package
from egide.kernel.disposal.printing import labels_pdf, slip_pdf
from egide.kernel.disposal.rights import require_preparer
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

HERE = "transfers"


class PackageForm(forms.Form):
    """The form of a package."""

    form = forms.ChoiceField(
        label="Forme du paquet", choices=FORMS, error_messages={"required": "Choisissez."}
    )


@page(action="disposal")
def transfers(request: HouseRequest) -> HttpResponse:
    """Will list the transfers."""
    return _sheet(request, transfers_page(request.actor))


@page(action="disposal")
def transfer(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will show one transfer."""
    return _sheet(request, transfer_page(request.actor, list_of(request.actor, listed)))


@page(action="disposal", methods=("GET", "POST"))
def transfer_slip(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will prepare and sign the slip."""
    found = list_of(request.actor, listed)
    initial = {"media": "documents numériques", "boxes": 1, "years": 0, "restrictions": slips.RESTRICTIONS}
    form = asked.SlipForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            slips.make_slip(
                actor=request.actor, listed=found, boxes=said["boxes"], media=said["media"],
                restrictions=said["restrictions"], years=said["years"], now=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le bordereau est prêt.")
            return go_to(request, _url(found))
    return _form(
        request, found, form, "Préparer le bordereau", "Signer le bordereau", "transfer_slip",
        "Les autres champs viennent des dossiers\u00a0: unité, quantité, titre, classe, dates.",
    )  # fmt: skip


@page(action="disposal", methods=("GET", "POST"))
def transfer_ack(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will note that the archives received it."""
    found = list_of(request.actor, listed)
    form = asked.AcknowledgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            slips.acknowledge(actor=request.actor, slip=slip_of(found), now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le versement est reconnu.")
            return go_to(request, _url(found))
    return _form(
        request, found, form, "Noter la reconnaissance", "Noter la reconnaissance", "transfer_ack",
        "Les archives ont vérifié les paquets et signé le bordereau.",
    )  # fmt: skip


@page(action="disposal")
def transfer_pdf(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will give the slip as a PDF."""
    slip = slip_of(list_of(request.actor, listed))
    return _pdf(slip_pdf(slip), f"bordereau-{slip.number}.pdf")


@page(action="disposal")
def transfer_labels(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will give the labels of the boxes as a PDF."""
    slip = slip_of(list_of(request.actor, listed))
    return _pdf(labels_pdf(slip), f"etiquettes-{slip.number}.pdf")


@page(action="disposal", methods=("GET", "POST"))
def transfer_package(request: HouseRequest, *, listed: str, place: int) -> HttpResponseBase:
    """Will write the package of one dossier and give it."""
    found = list_of(request.actor, listed)
    require_preparer(request.actor, found.compartment_id)
    item = transferable_of(found, place)
    form = PackageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        target = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
        name = write_package(
            number=item.dossier.number, compartment_id=found.compartment_id, form=form.cleaned_data["form"],
            target=target, now=request.now,
        )  # fmt: skip
        target.seek(0)
        return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    return _form(
        request, found, form, f"Paquet de {item.dossier.number}", "Préparer le paquet", "transfer_package",
        "Le dossier entier en un fichier ZIP, vérifié avant d’être remis. Le journal du dossier en garde la trace.",
        place=item.place,
    )  # fmt: skip


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _url(listed: DispositionList) -> str:
    return reverse("staff:transfer", kwargs={"listed": listed.number})


def _sheet(request: HouseRequest, shown: object) -> HttpResponse:
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=HERE))


def _form(
    request: HouseRequest, listed: DispositionList, form: forms.Form, title: str, submit: str, name: str, lead: str,
    **more: int,
) -> HttpResponse:  # fmt: skip
    shown = FormPage(
        title=title, lead=lead, form=form, submit=submit, back=_url(listed), downloads=name == "transfer_package",
        url=reverse(f"staff:{name}", kwargs={"listed": listed.number, **more}),
        crumbs=crumbs(Crumb(label=listed.number, url=_url(listed)), Crumb(label=title)),
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=HERE)
    )
