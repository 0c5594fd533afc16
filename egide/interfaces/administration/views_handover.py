"""A departure: what the person still holds is handed over, then the roles end and the account closes.

Nothing closes while work is left; the same page says what is left, and shows one line for each result.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.elevated import administered, administration_frame
from egide.interfaces.administration.finding import find
from egide.interfaces.administration.forms import LeaveForm
from egide.interfaces.administration.pages_handover import LeavePage, chosen_in, leave_page
from egide.interfaces.administration.work import Done, hand_over, held_by, left_out_of_sight
from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts import administering, tasks
from egide.platform.accounts.models import User
from egide.platform.accounts.telling import places_of, tell
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to, respond

PAGE = "administration/leave.html"


@administered("GET", "POST")
def leave(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will show what is held, hand over what is chosen, or close when nothing is left."""
    # The account’s row is taken on each POST: two administrators never hand over twice.
    user, today = find(person, lock=request.method == "POST"), timezone.localdate(request.now)
    done: tuple[Done, ...] = ()
    form = LeaveForm(request.POST if "fermer" in request.POST else None, initial={"last_day": today})
    if request.method == "POST" and "remettre" in request.POST:
        done = _hand_over(request, user)
    elif form.is_bound and form.is_valid():
        try:
            return _close(request, user, form)
        except Refused as refusal:
            form.add_error(None, refusal.what)
    status = 422 if form.is_bound else 200
    return _shown(request, user, form, done, status=status)


def _hand_over(request: HouseRequest, user: User) -> tuple[Done, ...]:
    today = timezone.localdate(request.now)
    held = held_by(user, on=today)
    chosen = chosen_in(request.POST, actor=request.actor, user=user, held=held, today=today)
    done = hand_over(actor=request.actor, user=user, held=held, chosen=chosen, now=request.now)
    if done:
        places = places_of(user, request.actor, on=today)
        given = sum(not line.stayed for line in done)
        tell("account.handed_over", places=places, now=request.now, user=user.pk, given=given)
    else:
        messages.info(request, "Aucune personne n’a été choisie : rien n’a été remis.")
    return done


def _close(request: HouseRequest, user: User, form: LeaveForm) -> HttpResponseBase:
    today = timezone.localdate(request.now)
    held = held_by(user, on=today)
    if held.total:
        raise Refused("Tout n’est pas remis : choisissez à qui va ce qui reste, puis fermez.")
    if left_out_of_sight(user, held):
        raise Refused(
            "Il reste du travail que vous ne pouvez pas voir (autre secteur, ou conflit d’intérêts "
            "déclaré). L’administration de ce secteur doit d’abord les remettre."
        )
    last = form.cleaned_data["last_day"]
    # « Today or before » closes at once: who is leaving does not keep the keys until midnight.
    until = today if last <= today else last + administering.ONE_DAY
    closed = administering.close(actor=request.actor, user=user, until=until, now=request.now)
    if closed:
        tasks.ask(person=user.public_id, letter=tasks.CLOSED)
        messages.success(request, f"Le compte de {user.full_name} est fermé.")
    else:
        messages.success(
            request, f"Le départ de {user.full_name} est noté; ses fonctions prennent fin à la date dite."
        )
    return go_to(request, reverse("administration:person", kwargs={"person": user.public_id}))


def _shown(
    request: HouseRequest, user: User, form: LeaveForm, done: tuple[Done, ...], *, status: int
) -> HttpResponseBase:
    shown: LeavePage = leave_page(
        actor=request.actor, user=user, form=form, done=done, today=timezone.localdate(request.now)
    )
    return respond(request, PAGE, shown, status=status, frame=administration_frame(request, "accounts"))
