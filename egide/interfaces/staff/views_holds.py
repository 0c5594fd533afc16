"""Holds: the list of those that stand, placing one, lifting one with its reason.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from egide.interfaces.staff.disposal_finding import document_to_hold, dossier_seen, standing_hold
from egide.interfaces.staff.forms_disposal import HoldForm, WhyForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_holds import crumbs, dossier_to_hold, holds_page
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.disposal.rights import PLACERS
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.records.holds import lift_holds, place_hold
from egide.kernel.records.models import HoldKind
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

HERE = "holds"
UNKNOWN = "Aucun dossier de ce numéro n’est à votre portée. Vérifiez le numéro."


@page(action="hold")
def holds(request: HouseRequest) -> HttpResponse:
    """Will list the holds that stand."""
    shown = holds_page(request.actor, now=request.now)
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=HERE))


@page(action="hold", to=PLACERS, methods=("GET", "POST"))
def hold_place(request: HouseRequest) -> HttpResponse:
    """Will hold a dossier, or one of its documents."""
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        initial={"number": request.GET.get("dossier", "")[:40]},
    )
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            dossier = dossier_to_hold(request.actor, told["number"])
            document = document_to_hold(dossier, told["document"])
            kind = HoldKind(told["kind"])
            place_hold(
                dossier=dossier, reason=str(kind.label), kind=kind, why=told["reason"], document=document,
                actor_code=request.actor.code, now=request.now,
            )  # fmt: skip
        except NotVisible:
            form.add_error("number", UNKNOWN)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"{dossier.number} est gelé\u00a0: rien n’y peut être détruit.")
            return go_to(request, reverse("staff:holds"))
    shown = FormPage(
        title="Geler un dossier",
        lead="Rien du dossier ne pourra être détruit tant que le gel tient. On continue d’y travailler.",
        form=form,
        url=reverse("staff:hold_place"),
        back=reverse("staff:holds"),
        submit="Geler",
        crumbs=crumbs(Crumb(label="Geler un dossier")),
    )
    return _form(request, shown)


@page(action="hold", methods=("GET", "POST"))
def hold_lift(request: HouseRequest, *, held: str, rank: int) -> HttpResponse:
    """Will lift one hold, with its reason."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    dossier = (
        dossier_to_hold(request.actor, held)
        if request.method == "POST"
        else dossier_seen(request.actor, held)
    )
    hold = standing_hold(dossier, rank)
    if form.is_bound and form.is_valid():
        lift_holds(
            dossier=dossier, ranks=[hold.rank], actor_code=request.actor.code, why=form.cleaned_data["reason"],
            now=request.now,
        )  # fmt: skip
        messages.success(request, f"Le gel de {dossier.number} est levé.")
        return go_to(request, reverse("staff:holds"))
    shown = FormPage(
        title="Lever un gel",
        sub=f"{dossier.number}, {hold.get_kind_display()}",
        lead="Le dossier pourra de nouveau être éliminé au terme de sa conservation, s’il n’a pas d’autre gel.",
        form=form,
        url=reverse("staff:hold_lift", kwargs={"held": dossier.number, "rank": hold.rank}),
        back=reverse("staff:holds"),
        submit="Lever ce gel",
        crumbs=crumbs(Crumb(label="Lever")),
    )
    return _form(request, shown)


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=HERE)
    )
