"""Boxes of e-mails: the list, adding one, correcting it, pausing it, reading it now.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse

from egide.interfaces.administration.elevated import administered, administration_frame
from egide.interfaces.administration.forms_mailboxes import MailboxForm
from egide.interfaces.administration.pages_mailboxes import box_url, mailbox_page, mailboxes_page, units
from egide.kernel.gate.pages import HouseRequest
from egide.modules.correspondence import mailboxes as boxes
from egide.modules.correspondence.models import Mailbox
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

FIELDS = ("name", "address", "host", "port", "encrypted", "account", "folder", "authority", "secret", "unit")
CURRENT = "mailboxes"


@administered("GET", "POST")
def mailboxes(request: HouseRequest) -> HttpResponseBase:
    """Will list the boxes, and add one."""
    form = MailboxForm(units(request.actor), data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = boxes.add_box(
                actor=request.actor,
                code=form.cleaned_data["code"],
                facts=_facts(form.cleaned_data),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(
                request,
                f"La boîte «\u00a0{made.name}\u00a0» est ajoutée\u00a0: elle sera lue dans deux minutes.",
            )
            return go_to(request, reverse("administration:mailboxes"))
    return respond(
        request,
        "administration/mailboxes.html",
        mailboxes_page(request.actor, form, now=request.now),
        status=422 if form.is_bound else 200,
        frame=administration_frame(request, CURRENT),
    )


@administered("GET", "POST")
def mailbox(request: HouseRequest, *, box: str) -> HttpResponseBase:
    """Will show one box, and correct it."""
    found = _found(request.actor, box)
    known = {name: getattr(found, name) for name in FIELDS} | {"unit": found.unit.code}
    data = request.POST if request.method == "POST" else None
    form = MailboxForm(units(request.actor), data=data, initial=known, known=True)
    if form.is_bound and form.is_valid():
        try:
            boxes.correct_box(
                actor=request.actor, box=found, facts=_facts(form.cleaned_data), now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La boîte est corrigée.")
            return go_to(request, box_url(found))
    return respond(
        request,
        "administration/mailbox.html",
        mailbox_page(found, form, now=request.now),
        status=422 if form.is_bound else 200,
        frame=administration_frame(request, CURRENT),
    )


@administered("POST")
def mailbox_read(request: HouseRequest, *, box: str) -> HttpResponseBase:
    """Will ask for a visit at once."""
    found = _found(request.actor, box)
    asked = boxes.read_now(box=found)
    said = "La lecture est demandée\u00a0: revenez dans un instant." if asked else "Une lecture attend déjà."
    messages.success(request, said)
    return go_to(request, box_url(found))


@administered("POST")
def mailbox_pause(request: HouseRequest, *, box: str) -> HttpResponseBase:
    """Will pause the box, or begin again."""
    found = _found(request.actor, box)
    boxes.pause_box(actor=request.actor, box=found, active=not found.active, now=request.now)
    messages.success(request, "La boîte est reprise." if found.active else "La boîte est suspendue.")
    return go_to(request, box_url(found))


def _found(actor: Actor, code: str) -> Mailbox:
    found = boxes.box_of(actor, code)
    if found is None:
        raise NotVisible
    return found


def _facts(given: dict[str, Any]) -> boxes.BoxFacts:
    return boxes.BoxFacts(**{name: given[name] for name in FIELDS})
