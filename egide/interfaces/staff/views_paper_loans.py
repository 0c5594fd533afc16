"""Loans of paper parts: lending, taking back, prolonging, each by the label of the part.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_paper import DueForm, LabelForm, LendForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_paper import KEEPERS, LOANS, PAPER, crumbs, loan_keys
from egide.interfaces.staff.paper_finding import borrower_of, borrowers, loan_of, part_of, standing_loan
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.paper import lending
from egide.platform.errors.failures import Refused
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def lend_part(request: HouseRequest) -> HttpResponse:
    """Will lend a part."""
    today = timezone.localdate(request.now)
    data = request.POST if request.method == "POST" else None
    form = LendForm(
        borrowers(request.actor, KEEPERS, today),
        today=today,
        data=data,
        label=request.GET.get("partie", "")[:60],
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            lending.lend(
                part=part_of(said["label"], lock=True),
                borrower=borrower_of(said["borrower"]),
                due_on=said["due_on"],
                actor_code=request.actor.code,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le prêt est consigné.")
            return go_to(request, _list())
    return _form(request, form, "Prêter une partie", reverse("staff:paper_lend"), "Consigner le prêt")


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def return_part(request: HouseRequest) -> HttpResponse:
    """Will take a part back."""
    form = LabelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            part = part_of(form.cleaned_data["label"], lock=True)
            loan = standing_loan(part)
            if loan is None:
                raise Refused("Cette partie n’est pas prêtée.")
            lending.take_back(loan=loan, actor_code=request.actor.code, now=request.now)
        except Refused as refusal:
            form.add_error("label", refusal.what)
        else:
            where = f"la boîte {part.box.number}" if part.box else "sa place"
            messages.success(request, f"Le retour est consigné\u00a0: remettez la partie dans {where}.")
            return go_to(request, _list())
    return _form(request, form, "Consigner un retour", reverse("staff:paper_return"), "Consigner le retour")


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def prolong_loan(request: HouseRequest, *, of: str, rank: int) -> HttpResponse:
    """Will move the day of return of a loan."""
    loan = loan_of(of, rank, lock=request.method == "POST")
    form = DueForm(
        request.POST if request.method == "POST" else None, initial={"due_on": loan.due_on.isoformat()}
    )
    if form.is_bound and form.is_valid():
        try:
            lending.prolong(loan=loan, due_on=form.cleaned_data["due_on"], now=request.now)
        except Refused as refusal:
            form.add_error("due_on", refusal.what)
        else:
            messages.success(request, f"À rapporter le {formats.day(loan.due_on)}.")
            return go_to(request, _list())
    lead = f"{loan.dossier.number}, partie {loan.part.rank}, prêtée à {loan.borrower.full_name}."
    url = reverse("staff:paper_prolong", kwargs=loan_keys(loan))
    return _form(request, form, "Prolonger le prêt", url, "Prolonger", lead=lead)


def _list() -> str:
    return f"{reverse('staff:paper')}?voir={LOANS}"


def _form(
    request: HouseRequest, form: Any, title: str, url: str, submit: str, *, lead: str = ""
) -> HttpResponse:
    shown = PlainForm(
        title=title,
        lead=lead,
        url=url,
        submit=submit,
        back=_list(),
        crumbs=crumbs(Crumb(label=title)),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=PAPER)
    )
