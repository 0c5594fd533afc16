"""One account: its functions from day to day, its name, its ways in.

Each view translates, calls once, translates back.
"""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import key_of, roles_offered, units_offered, words_of
from egide.interfaces.administration.elevated import administered, administration_frame, trail
from egide.interfaces.administration.finding import find, unit_of
from egide.interfaces.administration.forms import EndRoleForm, MoveForm, NameForm, RoleForm
from egide.interfaces.administration.pages import FormPage
from egide.interfaces.administration.pages_person import ACCESS
from egide.interfaces.administration.pages_person import person_page as built
from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts import administering, tasks
from egide.platform.accounts.models import Membership, User
from egide.platform.accounts.telling import places_of, tell
from egide.platform.errors.failures import BadInput, Refused
from egide.ui.respond import go_to, respond

FORM = "administration/form.html"


@administered("GET")
def person_page(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will show the account."""
    shown = built(actor=request.actor, user=find(person), now=request.now)
    return respond(
        request, "administration/person.html", shown, frame=administration_frame(request, "accounts")
    )


@administered("GET", "POST")
def rename(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will correct the name and the title."""
    user = find(person)
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"full_name": user.full_name, "job_title": user.job_title},
    )
    return _asked(
        request,
        user,
        form,
        title="Corriger le nom",
        name="rename",
        act=lambda given: administering.rename(actor=request.actor, user=user, now=request.now, **given),
        done="Le compte est corrigé.",
    )


@administered("GET", "POST")
def give(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will give a role in a unit."""
    user = find(person)
    form = RoleForm(
        units_offered(request.actor),
        roles_offered(),
        request.POST if request.method == "POST" else None,
        initial={"since": timezone.localdate(request.now)},
    )
    return _asked(
        request,
        user,
        form,
        title="Donner une fonction",
        name="give_role",
        act=lambda given: administering.give_role(
            actor=request.actor, user=user, now=request.now, **given | {"unit": unit_of(given["unit"])}
        ),
        done="La fonction est donnée.",
    )


@administered("GET", "POST")
def end(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will end a role: the last day is asked."""
    user = find(person)
    held = _held(request, user)
    form = EndRoleForm(
        _choices(request, held),
        request.POST if request.method == "POST" else None,
        initial={"last_day": timezone.localdate(request.now)},
    )

    def act(given: dict[str, Any]) -> None:
        membership = held[given["held"]]
        until = given["last_day"] + administering.ONE_DAY
        administering.end_role(actor=request.actor, held=membership, until=until, now=request.now)

    return _asked(
        request, user, form, title="Retirer une fonction", name="end_role", act=act, done="La fin est notée."
    )


@administered("GET", "POST")
def move(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will end one function and begin another the next day."""
    user = find(person)
    held = _held(request, user)
    form = MoveForm(
        _choices(request, held),
        units_offered(request.actor),
        roles_offered(),
        request.POST if request.method == "POST" else None,
        initial={"since": timezone.localdate(request.now)},
    )

    def act(given: dict[str, Any]) -> None:
        administering.move(
            actor=request.actor,
            held=held[given["held"]],
            unit=unit_of(given["unit"]),
            role=given["role"],
            since=given["since"],
            now=request.now,
        )

    return _asked(
        request, user, form, title="Déplacer", name="move", act=act, done="Le déplacement est noté."
    )


@administered("POST")
def access(request: HouseRequest, *, person: UUID) -> HttpResponseBase:
    """Will do what a button of the account’s page asks: invite again, second factor, tries, reopen."""
    user, asked = find(person), request.POST.get("acte", "")
    if asked not in ACCESS:
        raise BadInput("Ce formulaire ne dit pas quoi faire.")
    if asked == "reopen":
        administering.reopen(actor=request.actor, user=user, now=request.now)
        letter = tasks.INVITATION
    else:
        administering.check_account(request.actor, user, now=request.now)
        letter = _done(request, user, asked)
    if letter:
        tasks.ask(person=user.public_id, letter=letter)
    messages.success(request, ACCESS[asked].done)
    return go_to(request, reverse("administration:person", kwargs={"person": user.public_id}))


def _done(request: HouseRequest, user: User, asked: str) -> str:
    if asked == "factor":
        administering.reset_second_factor(actor=request.actor, user=user, now=request.now)
        return tasks.FACTOR_RESET
    if asked == "invite" and not user.is_active:
        raise Refused("Un compte fermé ne reçoit pas d’invitation. Rouvrez-le d’abord.")
    if asked == "limits":
        get_adapter()._delete_login_attempts_cached_email(request, email=user.email)
    places = places_of(user, request.actor, on=timezone.localdate(request.now))
    tell(ACCESS[asked].code, places=places, now=request.now, user=user.pk)
    return tasks.INVITATION if asked == "invite" else ""


def _held(request: HouseRequest, user: User) -> dict[str, Membership]:
    places = administering.administered(request.actor)
    rows = administering.running(user, on=timezone.localdate(request.now))
    return {key_of(row): row for row in rows if row.unit.compartment_id in places and row.until is None}


def _choices(request: HouseRequest, held: dict[str, Membership]) -> list[tuple[str, str]]:
    today = timezone.localdate(request.now)
    return [(key, words_of(row, today)) for key, row in held.items()]


def _asked(
    request: HouseRequest, user: User, form: Any, *, title: str, name: str, act: Any, done: str
) -> HttpResponseBase:
    back = reverse("administration:person", kwargs={"person": user.public_id})
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, done)
            return go_to(request, back)
    shown = FormPage(
        title=title,
        lead=user.full_name,
        crumbs=trail((user.full_name, back), (title, "")),
        form=form,
        url=reverse(f"administration:{name}", kwargs={"person": user.public_id}),
        submit=title,
        back=back,
    )
    status = 422 if form.is_bound else 200
    return respond(request, FORM, shown, status=status, frame=administration_frame(request, "accounts"))
