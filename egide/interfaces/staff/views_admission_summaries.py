"""The way of a public summary: written, checked by another, approved and published, taken back.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.forms_admission_work import CheckForm, SummaryForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_admission_summaries import (
    form_page,
    known_of,
    list_page,
    summary_page,
    summary_url,
)
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.interfaces.staff.views_admission_work import BOTH, CURRENT, HIS
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.admission_work.summaries import (
    COMPLAINT,
    Told,
    check_summary,
    finds_in,
    publish_summary,
    send_back,
    summary_of,
    withdraw_summary,
    write_summary,
)
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

WRITE, CHECK, PUBLISH, WITHDRAW, BACK = "rediger", "verifier", "publier", "retirer", "retourner"


@page(action="read", to=HIS)
def summaries(request: HouseRequest) -> HttpResponse:
    """Will list the concluded complaints and the state of their summaries."""
    return respond(
        request, "staff/records_sheet.html", list_page(request.actor), frame=frame(request, current=CURRENT)
    )


@page(action="act", opens=True)
def summary(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the summary of a complaint.

    :raises NotVisible: the dossier is no complaint to the Commissioner.
    """
    _check(dossier)
    shown = summary_page(request.actor, dossier)
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=CURRENT))


@page(action="act", opens=True, methods=BOTH)
def step(request: HouseRequest, *, dossier: Dossier, step: str) -> HttpResponse:
    """Will make one step of the way.

    :raises NotVisible: no such step, or the dossier is no complaint to the Commissioner.
    """
    _check(dossier)
    if step == WRITE:
        return _write(request, dossier)
    if step == CHECK:
        return _verify(request, dossier)
    if request.method != "POST":
        return go_to(request, summary_url(dossier.number))
    if step == PUBLISH:
        publish_summary(actor=request.actor, dossier=dossier, now=request.now)
        messages.success(request, "Le résumé est publié.")
    elif step == WITHDRAW:
        withdraw_summary(actor=request.actor, dossier=dossier, now=request.now)
        messages.success(request, "Le résumé n’est plus publié.")
    elif step == BACK:
        send_back(dossier=dossier, now=request.now)
        messages.success(request, "Le résumé est retourné à la rédaction.")
    else:
        raise NotVisible
    return go_to(request, summary_url(dossier.number))


def _write(request: HouseRequest, dossier: Dossier) -> HttpResponse:
    form = SummaryForm(request.POST if request.method == "POST" else None, initial=known_of(dossier))
    if form.is_bound and form.is_valid():
        try:
            write_summary(
                actor=request.actor, dossier=dossier, told=Told(**form.cleaned_data), now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le résumé est enregistré. Une autre personne le vérifie.")
            return go_to(request, summary_url(dossier.number))
    shown = form_page(
        dossier,
        form,
        step=WRITE,
        title="Rédiger le résumé",
        lead="Écrivez pour quelqu’un qui ne connaît pas le dossier, sans rien qui fasse reconnaître la personne.",
        submit="Enregistrer le résumé",
    )
    return _form(request, shown)


def _verify(request: HouseRequest, dossier: Dossier) -> HttpResponse:
    own = summary_of(dossier)
    if own is None:
        raise NotVisible
    form = CheckForm(request.POST if request.method == "POST" else None, finds=finds_in(dossier, own))
    if form.is_bound and form.is_valid():
        try:
            check_summary(
                actor=request.actor,
                dossier=dossier,
                accepted=form.cleaned_data.get("accepted", []),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le résumé est vérifié. Le Commissaire l’approuve.")
            return go_to(request, summary_url(dossier.number))
    shown = form_page(
        dossier,
        form,
        step=CHECK,
        title="Vérifier le résumé",
        lead=" ".join((own.permit, "—", own.issue, own.conclusions)),
        submit="Ce texte ne fait reconnaître personne",
    )
    return _form(request, shown)


def _check(dossier: Dossier) -> None:
    if dossier.kind != COMPLAINT:
        raise NotVisible


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    return respond(
        request,
        "staff/records_form.html",
        shown,
        status=422 if shown.form.is_bound else 200,
        frame=frame(request, current=CURRENT),
    )
