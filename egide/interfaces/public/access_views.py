"""Asking for access to a document, or to one’s own information: one page, no account, a receipt with a secret.

What is sent goes straight behind the wall of the access unit; these pages never read it again.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public import receipt_secrets
from egide.interfaces.public.access_forms import AccessRequestForm
from egide.interfaces.public.access_sending import reply_by, secret_again, send
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.frame import TITLES, PublicPage, show, trail
from egide.interfaces.public.limits import limited
from egide.interfaces.public.receipt_secrets import Secret
from egide.interfaces.public.receipts import Receipt, seal, unseal
from egide.interfaces.public.sent_once import AGAIN, new_key, same_browser, sending_of, sent_before
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.passes.actions import IssuedPass
from egide.platform.sendings.remembering import first_receipt, remember
from egide.platform.storage.joined import RefusedFiles
from egide.ui.formats import day

REJECTED, TOO_OFTEN = 422, 429
PATH = "/acces/recue/"


@dataclass(frozen=True, kw_only=True)
class AccessPage(PublicPage):
    """The form."""

    form: AccessRequestForm
    too_often: bool = False


@dataclass(frozen=True, kw_only=True)
class AccessReceivedPage(PublicPage):
    """The number to keep, the day of the answer, and the secret while the browser carries it."""

    reference: str
    received_on: str
    reply_by: str
    secret: Secret | None
    confirmed: bool
    sent_before: bool


@limited
@page(action="public.access_request", to=Audience.PUBLIC, methods=("GET", "POST"), acts_as="public_intake")
def access_request(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the form, or send what was written to the person in charge of access."""
    if request.method != "POST":
        return _show(request, AccessRequestForm(form_key=new_key(request)), 200)
    form = AccessRequestForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, REJECTED)
    if getattr(request, "sent_too_often", False):
        return _show(request, form, TOO_OFTEN)
    sending = sending_of(request, form.cleaned_data)
    if earlier := first_receipt(sending, now=request.now):
        told = unseal(earlier)
        # Who was written to has the first link: a new one would close it.
        mine = same_browser(request, form.cleaned_data["form_key"]) and not told.confirmed
        again = secret_again(number=told.reference, now=request.now) if mine else None
        return _received(earlier, told.reference, again, before=True)
    try:
        kept = send(form=form, now=request.now)
    except RefusedFiles as problem:
        for name, sentence in problem.files:
            form.add_error("attachments", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")
        return _show(request, form, REJECTED)
    sealed = seal(Receipt(reference=kept.number, received_on=kept.received_on, confirmed=kept.confirmed))
    remember(sending, sealed, now=request.now)
    return _received(sealed, kept.number, kept.issued)


@page(action="public.access_received", to=Audience.PUBLIC)
def access_received(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the receipt of an access request.

    :raises NotVisible: the address was not made by us.
    """
    receipt = unseal(kwargs["token"])
    shown = AccessReceivedPage(
        title="Nous avons reçu votre demande d’accès",
        crumbs=trail(last=TITLES["access_request"]),
        reference=receipt.reference,
        received_on=day(receipt.received_on, weekday=True),
        reply_by=day(reply_by(receipt.received_on), weekday=True),
        secret=receipt_secrets.carried(request, reference=receipt.reference),
        confirmed=receipt.confirmed,
        sent_before=sent_before(request),
    )
    response = show(request, "access_received", shown)
    response["Cache-Control"] = "private, no-store"  # a shared computer must not bring the secret back
    return response


def _received(
    sealed: str, number: str, issued: IssuedPass | None, *, before: bool = False
) -> HttpResponseRedirect:
    address = reverse("public:access_received", args=[sealed])
    response = HttpResponseRedirect(f"{address}{AGAIN * before}", status=303)
    if issued is not None:
        receipt_secrets.carry(response, reference=number, issued=issued, path=PATH)
    return response


def _show(request: HouseRequest, form: AccessRequestForm, status: int) -> HttpResponseBase:
    choose_again(form, "attachments", request.FILES)
    shown = AccessPage(
        title=TITLES["access_request"],
        crumbs=trail(last=TITLES["access_request"]),
        form=form,
        too_often=status == TOO_OFTEN,
    )
    response = show(request, "access_request", shown, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
