"""Absences: one’s own, and those of the unit one heads; who takes over, and the return.

Everybody of the staff has this page; the rules are in platform/accounts/absences.py.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.finding import person_of
from egide.interfaces.administration.forms import AbsenceForm
from egide.interfaces.administration.pages_absences import absences_page, colleagues_offered, concerned
from egide.interfaces.staff.frame import frame
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.accounts.absences import end_absence, enter_absence
from egide.platform.errors.failures import BadInput, Refused
from egide.ui.respond import go_to, respond


@page(action="absence", methods=("GET", "POST"))
def absences(request: HouseRequest) -> HttpResponseBase:
    """Will show the absences that one may enter, and enter one."""
    today = timezone.localdate(request.now)
    people = concerned(request.actor, on=today)
    own = next((str(user.public_id) for user in people if user.pk == request.actor.user_id), "")
    form = AbsenceForm(
        [(str(user.public_id), user.full_name) for user in people],
        colleagues_offered(people, on=today),
        request.POST if request.method == "POST" else None,
        initial={"person": own},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        by = {str(user.public_id): user for user in people}
        try:
            entered = enter_absence(
                actor=request.actor,
                user=by[given["person"]],
                replacement=person_of(given["replacement"]),
                since=given["since"],
                last_day=given["last_day"],
                reason=given["reason"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            by_whom = entered.replacement
            said = f" {by_whom.full_name} prend le relais." if by_whom else " Personne ne prend le relais."
            messages.success(request, f"L’absence de {entered.user.full_name} est consignée.{said}")
            return go_to(request, reverse("administration:absences"))
    status = 422 if form.is_bound else 200
    shown = absences_page(request.actor, people, form, today=today)
    return respond(
        request,
        "administration/absences.html",
        shown,
        status=status,
        frame=frame(request, current="absences"),
    )


@page(action="absence", methods=("POST",))
def back(request: HouseRequest) -> HttpResponseBase:
    """Will end an absence, or cancel one that has not begun."""
    try:
        public_id = UUID(request.POST.get("absence", ""))
    except ValueError as error:
        raise BadInput("Ce formulaire ne dit pas quelle absence prend fin.") from error
    ended = end_absence(actor=request.actor, public_id=public_id, now=request.now)
    messages.success(
        request,
        f"L’absence de {ended.user.full_name} est annulée."
        if ended.cancelled_at
        else f"{ended.user.full_name} est de retour : ses dossiers et ses fonctions lui reviennent.",
    )
    return go_to(request, reverse("administration:absences"))
