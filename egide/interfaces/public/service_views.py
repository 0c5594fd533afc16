"""What concerns the Office itself: a complaint or a comment on its services, and how to disclose a wrongdoing.

A complaint goes straight behind the wall of the president’s bureau; the page never reads it again.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.frame import TITLES, PublicPage, show, trail
from egide.interfaces.public.limits import limited
from egide.interfaces.public.offices import Office, offices
from egide.interfaces.public.receipts import Receipt, seal, unseal
from egide.interfaces.public.sent_once import AGAIN, new_key, sending_of, sent_before
from egide.interfaces.public.service_forms import ServiceComplaintForm
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.handover.parcels import Person
from egide.law.concerns import CALM_SENTENCE, HELP_LINES, HelpLine, concern_in
from egide.modules.admission_staff.actions import submit_staff_complaint
from egide.modules.service_complaints.actions import Submitted, submit_service_complaint
from egide.platform.sendings.remembering import first_receipt, remember
from egide.platform.storage.joined import RefusedFiles, Upload
from egide.ui.formats import day

REJECTED, TOO_OFTEN = 422, 429
# Who reads it, told by the prefix of the number: the receipt is all that the page knows.
READERS = {"CAS": "Le Commissaire, et lui seul,"}


@dataclass(frozen=True, kw_only=True)
class ServicePage(PublicPage):
    """The form."""

    form: ServiceComplaintForm
    too_often: bool = False


@dataclass(frozen=True, kw_only=True)
class ServiceReceivedPage(PublicPage):
    """The number to keep; `ombudsman`: the person is offered the Protecteur du citoyen."""

    reference: str
    received_on: str
    ombudsman: bool
    sent_before: bool
    reader: str = "Le Bureau de la présidence"
    calm: str = ""
    help_lines: tuple[HelpLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DisclosurePage(PublicPage):
    """Where the designated officer is reached."""

    offices: tuple[Office, ...]


@limited
@page(
    action="public.service_complaint",
    to=Audience.PUBLIC,
    methods=("GET", "POST"),
    acts_as="public_intake",
)
def service_complaint(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the form, or send what was written to the president’s bureau."""
    if request.method != "POST":
        return _show(request, ServiceComplaintForm(form_key=new_key(request)), 200)
    form = ServiceComplaintForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, REJECTED)
    if getattr(request, "sent_too_often", False):
        return _show(request, form, TOO_OFTEN)
    given = form.cleaned_data
    sending = sending_of(request, given)
    if earlier := first_receipt(sending, now=request.now):
        return _received(earlier, before=True)
    try:
        kept = _keep(request, given)
    except RefusedFiles as problem:
        for name, sentence in problem.files:
            form.add_error("attachments", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")
        return _show(request, form, REJECTED)
    receipt = Receipt(
        reference=kept.number,
        received_on=kept.received_on,
        ombudsman=kept.ombudsman,
        help=concern_in(given["text"]) is not None,
    )
    remember(sending, sealed := seal(receipt), now=request.now)
    return _received(sealed)


@page(action="public.service_received", to=Audience.PUBLIC)
def service_received(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the receipt of a complaint or a comment.

    :raises NotVisible: the address was not made by us.
    """
    receipt = unseal(kwargs["token"])
    shown = ServiceReceivedPage(
        title="Nous avons reçu votre message",
        crumbs=trail(last=TITLES["service_complaint"]),
        reference=receipt.reference,
        received_on=day(receipt.received_on, weekday=True),
        ombudsman=receipt.ombudsman,
        sent_before=sent_before(request),
        reader=READERS.get(receipt.reference.partition("-")[0], "Le Bureau de la présidence"),
        calm=CALM_SENTENCE if receipt.help else "",
        help_lines=HELP_LINES if receipt.help else (),
    )
    return show(request, "service_received", shown)


@page(action="public.disclosure", to=Audience.PUBLIC)
def disclosure(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will say how to disclose a wrongdoing, and to whom; nothing is received here."""
    shown = DisclosurePage(
        title=TITLES["disclosure"], crumbs=trail(last=TITLES["disclosure"]), offices=offices()
    )
    return show(request, "disclosure", shown)


def _keep(request: HouseRequest, given: dict[str, Any]) -> Submitted:
    uploads = [Upload(stream=file.chunks(), file_name=file.name or "") for file in given["attachments"]]
    reached = {name: given[name] for name in ("name", "email", "phone", "address")}
    if given["concerns_admission_staff"]:
        # To the Commissioner in person: the president's bureau never holds it, not even for a moment.
        made = submit_staff_complaint(
            person=Person(**reached), text=given["text"].strip(), uploads=uploads, now=request.now
        )
        return Submitted(number=made.number, received_on=made.received_on, ombudsman=False)
    return submit_service_complaint(
        actor=request.actor,
        **reached,
        nature=given["nature"],
        about=given["about"],
        concerns_presidency=given["concerns_presidency"],
        concerns_commissioner=given["concerns_commissioner"],
        text=given["text"].strip(),
        uploads=uploads,
        now=request.now,
    )


def _received(sealed: str, *, before: bool = False) -> HttpResponseRedirect:
    address = reverse("public:service_received", args=[sealed])
    return HttpResponseRedirect(f"{address}{AGAIN * before}", status=303)


def _show(request: HouseRequest, form: ServiceComplaintForm, status: int) -> HttpResponseBase:
    choose_again(form, "attachments", request.FILES)
    shown = ServicePage(
        title=TITLES["service_complaint"],
        crumbs=trail(last=TITLES["service_complaint"]),
        form=form,
        too_often=status == TOO_OFTEN,
    )
    response = show(request, "service_complaint", shown, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
