"""The Commissioner's door: the complaint of anyone in the world, its receipt, the public summaries, the English help.

A complaint goes straight behind his wall; the page never reads it again, and the Office never sees it.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public import receipt_secrets
from egide.interfaces.public.admission_forms import AdmissionComplaintForm
from egide.interfaces.public.admission_sending import secret_again, submit
from egide.interfaces.public.countries import countries
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.frame import TITLES, PublicPage, show, trail
from egide.interfaces.public.limits import limited
from egide.interfaces.public.orders import KnownOrder, known_orders
from egide.interfaces.public.receipt_secrets import Secret
from egide.interfaces.public.receipts import Receipt, seal, unseal
from egide.interfaces.public.sent_once import AGAIN, new_key, same_browser, sending_of, sent_before
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.passes.actions import IssuedPass
from egide.law.concerns import CALM_SENTENCE, HELP_LINES, HelpLine, concern_in
from egide.modules.admission_work.summaries import published_summaries
from egide.platform.errors.failures import NotVisible
from egide.platform.sendings.remembering import first_receipt, remember
from egide.platform.storage.joined import RefusedFiles
from egide.ui.formats import day

REJECTED, TOO_OFTEN = 422, 429


@dataclass(frozen=True, kw_only=True)
class AdmissionPage(PublicPage):
    """The form; `help`: the English help is switched on."""

    form: AdmissionComplaintForm
    orders: tuple[KnownOrder, ...]
    countries: tuple[str, ...]
    help: bool
    too_often: bool = False


@dataclass(frozen=True, kw_only=True)
class AdmissionReceivedPage(PublicPage):
    """The receipt: the number, and while the browser carries it, the secret that follows the complaint."""

    reference: str
    received_on: str
    secret: Secret | None
    confirmed: bool
    reachable: bool
    sent_before: bool
    calm: str = ""
    help_lines: tuple[HelpLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """One published summary."""

    heading: str
    received: str
    closed: str
    issue: tuple[str, ...]
    conclusions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SummariesPage(PublicPage):
    """What the Commissioner publishes of the complaints that he examined."""

    summaries: tuple[Told, ...]


@limited
@page(
    action="public.admission_complaint",
    to=Audience.PUBLIC,
    methods=("GET", "POST"),
    acts_as="public_intake",
)
def admission_complaint(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the form, or send what was written to the Commissioner."""
    today, orders = timezone.localdate(request.now), known_orders()
    if request.method != "POST":
        form = AdmissionComplaintForm(today=today, form_key=new_key(request))
        return _show(request, form, orders, 200)
    form = AdmissionComplaintForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _show(request, form, orders, REJECTED)
    if getattr(request, "sent_too_often", False):
        return _show(request, form, orders, TOO_OFTEN)
    given = form.cleaned_data
    sending = sending_of(request, given)
    if earlier := first_receipt(sending, now=request.now):
        told = unseal(earlier)
        # Who was written to has the first link: a new one would close it.
        mine = same_browser(request, given["form_key"]) and not told.confirmed
        again = secret_again(number=told.reference, now=request.now) if mine else None
        return _received(earlier, told.reference, again, before=True)
    try:
        kept = submit(
            actor=request.actor, form=form, orders=orders, files=given["attachments"], now=request.now
        )
    except RefusedFiles as problem:
        for name, sentence in problem.files:
            form.add_error("attachments", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")
        return _show(request, form, orders, REJECTED)
    receipt = Receipt(
        reference=kept.number,
        received_on=today,
        confirmed=kept.confirmed,
        anonymous=not (given["email"] or given["address"] or given["phone"]),
        help=concern_in(given["facts"]) is not None,
    )
    remember(sending, sealed := seal(receipt), now=request.now)
    return _received(sealed, kept.number, kept.issued)


@page(action="public.admission_received", to=Audience.PUBLIC)
def received(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the receipt of a complaint.

    :raises NotVisible: the address was not made by us.
    """
    receipt = unseal(kwargs["token"])
    shown = AdmissionReceivedPage(
        title="Le Commissaire a reçu votre plainte",
        crumbs=trail(last=TITLES["admission_complaint"]),
        reference=receipt.reference,
        received_on=day(receipt.received_on, weekday=True),
        secret=receipt_secrets.carried(request, reference=receipt.reference),
        confirmed=receipt.confirmed,
        reachable=not receipt.anonymous,
        sent_before=sent_before(request),
        calm=CALM_SENTENCE if receipt.help else "",
        help_lines=HELP_LINES if receipt.help else (),
    )
    response = show(request, "admission_received", shown)
    response["Cache-Control"] = "private, no-store"  # a shared computer must not bring the secret back
    return response


@page(action="public.admission_help", to=Audience.PUBLIC)
def english_help(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will explain the form in English, where the installation switched it on.

    :raises NotVisible: it is off, as it is unless somebody says otherwise.
    """
    if not settings.ADMISSION_ENGLISH_HELP:
        raise NotVisible
    shown = PublicPage(title="Help with the form", crumbs=trail(last="Help in English"))
    return show(request, "admission_help", shown)


@page(action="public.admission_summaries", to=Audience.PUBLIC)
def summaries(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the published summaries, the newest first."""
    told = tuple(
        Told(
            heading=one.permit,
            received=day(one.received_on),
            closed=day(one.closed_on),
            issue=_paragraphs(one.issue),
            conclusions=_paragraphs(one.conclusions),
        )
        for one in published_summaries()
    )
    shown = SummariesPage(
        title=TITLES["admission_summaries"], crumbs=trail(last=TITLES["admission_summaries"]), summaries=told
    )
    return show(request, "admission_summaries", shown)


def _received(
    sealed: str, number: str, issued: IssuedPass | None, *, before: bool = False
) -> HttpResponseRedirect:
    address = reverse("public:admission_received", args=[sealed])
    response = HttpResponseRedirect(f"{address}{AGAIN * before}", status=303)
    if issued is not None:
        receipt_secrets.carry(response, reference=number, issued=issued, path=address)
    return response


def _show(
    request: HouseRequest, form: AdmissionComplaintForm, orders: tuple[KnownOrder, ...], status: int
) -> HttpResponseBase:
    choose_again(form, "attachments", request.FILES)
    shown = AdmissionPage(
        title=TITLES["admission_complaint"],
        crumbs=trail(last=TITLES["admission_complaint"]),
        form=form,
        orders=orders,
        countries=countries(),
        help=settings.ADMISSION_ENGLISH_HELP,
        too_often=status == TOO_OFTEN,
    )
    response = show(request, "admission_complaint", shown, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())
