"""The Commissioner's house: his works, his letterhead, the certificates of openings; and the totals, for everyone.

Each view translates, calls once, translates back.
"""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.forms_admission_work import LetterheadForm, WorkForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.orders import chosen_orders, order_choices
from egide.interfaces.staff.pages_admission_work import HOUSE, house_page, openings_page, totals_page
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.interfaces.staff.views_intranet import PDF, attached
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.letterheads import edit_letterhead, own_letterhead
from egide.law import roles
from egide.modules.admission_work.access import KIND
from egide.modules.admission_work.actions import NewWork, edit_work, open_work
from egide.modules.admission_work.openings import read_certificate
from egide.modules.admission_work.queries import details
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")
HIS = (roles.COMMISSIONER, roles.ADMISSION_ANALYST)
CURRENT = "commissioner_house"
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@page(action="read", to=HIS)
def house(request: HouseRequest) -> HttpResponse:
    """Will show where the Commissioner's own tools are."""
    return respond(
        request, "staff/records_sheet.html", house_page(request.actor), frame=frame(request, current=CURRENT)
    )


@page(action="read_published")
def totals(request: HouseRequest) -> HttpResponse:
    """Will show the totals that the Office may know."""
    return respond(
        request, "staff/records_sheet.html", totals_page(), frame=frame(request, current="admission_totals")
    )


@page(action="open", to=HIS, methods=BOTH)
def work_new(request: HouseRequest) -> HttpResponse:
    """Will ask what the work is, then open it."""
    form = WorkForm(
        request.POST if request.method == "POST" else None,
        orders=list(order_choices()),
        known={},
        opened=False,
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        work = NewWork(
            nature=said["nature"],
            title=said["title"],
            subject=said["subject"],
            due_on=said["due_on"],
            orders=chosen_orders(said["orders"]),
        )
        dossier = open_work(actor=request.actor, work=work, now=request.now)
        messages.success(request, f"Le travail {dossier.number} est ouvert.")
        return go_to(request, dossier_url(dossier.number))
    shown = FormPage(
        title="Ouvrir un travail",
        lead="Vérification, étude, avis ou suivi de la formation d’appoint, de votre propre initiative.",
        form=form,
        url=reverse("staff:work_new"),
        back=HOUSE.url,
        submit="Ouvrir le travail",
        crumbs=(HOUSE, Crumb(label="Ouvrir un travail")),
    )
    return _form(request, shown)


@page(action="edit_work", opens=True, methods=BOTH)
def work_edit(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will correct the subject, the target and the orders of a work.

    :raises NotVisible: the dossier is no work of the Commissioner.
    """
    if dossier.kind != KIND:
        raise NotVisible
    own = details(dossier)
    known = {"subject": own.subject, "due_on": own.due_on.isoformat() if own.due_on else ""}
    form = WorkForm(
        request.POST if request.method == "POST" else None,
        orders=list(order_choices()),
        known=known,
        opened=True,
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        edit_work(
            dossier=dossier,
            subject=said["subject"],
            due_on=said["due_on"],
            orders=chosen_orders(said["orders"]),
            now=request.now,
        )
        messages.success(request, "Le travail est modifié.")
        return go_to(request, dossier_url(dossier.number))
    shown = FormPage(
        title="Modifier le travail",
        sub=f"{dossier.number}, {dossier.title}",
        lead="Les ordres choisis s’ajoutent à ceux du dossier.",
        form=form,
        url=reverse("staff:work_edit", kwargs={"number": dossier.number}),
        back=dossier_url(dossier.number),
        submit="Enregistrer",
        version=dossier.version,
        crumbs=(Crumb(label=dossier.number, url=dossier_url(dossier.number)), Crumb(label="Modifier")),
    )
    return _form(request, shown)


@page(action="read", to=(roles.COMMISSIONER,))
def openings(request: HouseRequest) -> HttpResponse:
    """Will list the monthly certificates."""
    return respond(
        request, "staff/records_sheet.html", openings_page(), frame=frame(request, current=CURRENT)
    )


@page(action="read", to=(roles.COMMISSIONER,), methods=("POST",))
def certificate(request: HouseRequest, *, month: str) -> HttpResponse:
    """Will give a month's certificate; a POST, since the opening is written in the journal.

    :raises NotVisible: that month has none.
    """
    found = MONTH.fullmatch(month)
    if found is None:
        raise NotVisible
    made, pdf = read_certificate(month=date(int(found[1]), int(found[2]), 1), now=request.now)
    return attached(pdf, PDF, f"consultations-{made.month:%Y-%m}.pdf")


@page(action="edit", to=(roles.COMMISSIONER,), methods=BOTH)
def letterhead(request: HouseRequest) -> HttpResponse:
    """Will change under whose name the Commissioner's letters leave.

    :raises NotVisible: the compartment has no letterhead of its own.
    """
    places = sorted(a.compartment_id for a in request.actor.roles if a.role == roles.COMMISSIONER.code)
    own = own_letterhead(places[0])
    if own is None:
        raise NotVisible
    names = ("organization", "line", "address", "phone", "email")
    form = LetterheadForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(own, name) for name in names},
    )
    if form.is_bound and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        try:
            edit_letterhead(own=own, now=request.now, **{name: said[name] for name in names})
        except Refused as refusal:
            form.add_error("organization", refusal.what)
        else:
            messages.success(request, "L’en-tête est modifié. Les lettres déjà approuvées ne changent pas.")
            return go_to(request, HOUSE.url)
    shown = FormPage(
        title="En-tête de vos lettres",
        lead="Le logo est un fichier de l’installation; sans fichier, un emblème neutre est imprimé, jamais celui de "
        "l’Office.",
        form=form,
        url=reverse("staff:admission_letterhead"),
        back=HOUSE.url,
        submit="Enregistrer l’en-tête",
        crumbs=(HOUSE, Crumb(label="En-tête")),
    )
    return _form(request, shown)


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    return respond(
        request,
        "staff/records_form.html",
        shown,
        status=422 if shown.form.is_bound else 200,
        frame=frame(request, current=CURRENT),
    )
