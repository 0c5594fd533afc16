"""Accounts: the list, with a search, and opening one by an invitation.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import roles_offered, units_offered
from egide.interfaces.administration.elevated import administered, administration_frame, trail
from egide.interfaces.administration.finding import unit_of
from egide.interfaces.administration.forms import NewAccountForm
from egide.interfaces.administration.pages import FormPage
from egide.interfaces.administration.pages_accounts import accounts_page
from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts import tasks
from egide.platform.accounts.administering import Opened, create_account
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to, respond

FORM = "administration/form.html"


@administered("GET")
def accounts(request: HouseRequest) -> HttpResponseBase:
    """Will list the accounts that match what is searched."""
    shown = accounts_page(actor=request.actor, asked=request.GET, today=timezone.localdate(request.now))
    return respond(
        request, "administration/accounts.html", shown, frame=administration_frame(request, "accounts")
    )


@administered("GET", "POST")
def new(request: HouseRequest) -> HttpResponseBase:
    """Will open an account and ask for its invitation."""
    today = timezone.localdate(request.now)
    form = NewAccountForm(
        units_offered(request.actor),
        roles_offered(),
        request.POST if request.method == "POST" else None,
        initial={"since": today},
    )
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        given["unit"] = unit_of(given["unit"])
        try:
            user = create_account(actor=request.actor, opened=Opened(**given), now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            tasks.ask(person=user.public_id, letter=tasks.INVITATION)
            messages.success(
                request, f"Le compte de {user.full_name} est ouvert; l’invitation part par courriel."
            )
            return go_to(request, reverse("administration:person", kwargs={"person": user.public_id}))
    shown = FormPage(
        title="Ouvrir un compte",
        lead="La personne reçoit un lien pour choisir son mot de passe; personne d’autre ne le connaît.",
        crumbs=trail(("Ouvrir un compte", "")),
        form=form,
        url=reverse("administration:new_account"),
        submit="Ouvrir le compte et envoyer l’invitation",
        back=reverse("administration:accounts"),
    )
    status = 422 if form.is_bound else 200
    return respond(request, FORM, shown, status=status, frame=administration_frame(request, "accounts"))
