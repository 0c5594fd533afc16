"""From valid answers to a request kept by the interventions module: one call, the person's own words.

It translates; what is kept and how is the module's business.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from egide.interfaces.public.approximations import When
from egide.interfaces.public.confirmations import can_write_to, confirm
from egide.interfaces.public.consents import consent_on
from egide.interfaces.public.drafts import USUALLY, Draft
from egide.interfaces.public.forms import RecourseStep
from egide.interfaces.public.forms_contact import ContactStep
from egide.interfaces.public.sent_once import kept_as
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.kernel.passes.actions import IssuedPass, issue_request_pass
from egide.modules.interventions.actions import ANONYMOUS, submit_request
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.platform.storage.joined import Upload

DERIVED_TITLES = {
    "no_news": "Absence de nouvelles du syndic",
    "no_complaint": "Décision du syndic de ne pas porter plainte",
    "not_yet": "Recours à exercer auprès d’un ordre",
    "awaiting_review": "Attente de l’avis du comité de révision",
}
DATED_RECOURSES = ("review_requested", "private_complaint", "conciliation")
CO_REQUESTER = "co_requester"
NO_CHANNEL = ""  # an anonymous person reads the answer with the follow-up link
DEFAULT_TITLE = "Demande d’intervention"
# A form sent twice in a row (a double click, a lost answer) shows a secret that works; later, nobody at the
# same computer gets one by going back to the page: the lost link is sent to the known address instead.
SECOND_LOOK = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The request kept, the secret that follows it, and whether an e-mail confirms it."""

    request: Request
    issued: IssuedPass | None = None
    confirmed: bool = False
    # The same form had made it: nothing more was kept.
    before: bool = False


def send(
    *,
    actor: Actor,
    draft: Draft,
    recourse: RecourseStep,
    contact: ContactStep,
    files: Iterable[UploadedFile],
    same_browser: bool,
    now: datetime,
) -> Sent:
    """Will keep the request, give the person a secret to follow it, and confirm by e-mail when she gave one.

    The same draft sent again returns the same request; a new secret only while the first may not have been seen,
    and to the browser that was shown the form.

    :raises RefusedFiles: a file cannot be kept; nothing is.
    """
    order = recourse.chosen_order
    kept = submit_request(
        actor=actor,
        name=_name(contact),
        order=ProfessionalOrder.objects.get(pk=order.id) if order else None,
        answers=answers_of(draft, recourse, contact, on=timezone.localdate(now)),
        uploads=[Upload(stream=file.chunks(), file_name=file.name or "") for file in files],
        form_key=kept_as(draft.form_key),
        now=now,
    )
    email = contact.cleaned_data.get("email", "")
    reached = bool(email) and can_write_to(email)
    before = kept.received_at != now
    if before and (now - kept.received_at > SECOND_LOOK or not same_browser):
        return Sent(request=kept, confirmed=reached, before=True)
    issued = issue_request_pass(
        compartment=kept.compartment, reference=kept.reference, actor_code=actor.code, now=now
    )
    if reached and not before:  # not again for the same form sent twice
        confirm(kept=kept, issued=issued, to=email, now=now)
    return Sent(request=kept, issued=issued, confirmed=reached, before=before)


def answers_of(draft: Draft, recourse: RecourseStep, contact: ContactStep, *, on: date) -> dict[str, Any]:
    """Will return the answers as received, dates as AAAA-MM-JJ, and a title when none was given.

    Only the questions that were asked for add to the usual ones: see `_recourse_answers`, `_people_answers`.
    """
    values, given = draft.values, contact.cleaned_data
    situation = values["situation"]
    return {
        "situation": situation,
        "mechanism": values["mechanism"],
        "order": values.get("order", ""),
        **_dated("inquiry_requested", recourse.cleaned_data.get("inquiry_requested_on")),
        **_dated("syndic_decided", recourse.cleaned_data.get("syndic_decided_on")),
        "summary": values["summary"].strip(),
        "wish": values["wish"].strip(),
        "title": " ".join(values["title"].split()) or DERIVED_TITLES.get(situation, DEFAULT_TITLE),
        "email": given.get("email", ""),
        "phone": given.get("phone", ""),
        "address": given.get("address", ""),
        "preferred_channel": given.get("preferred_channel", NO_CHANNEL),
        "consent": consent_on(on).version,
        **_recourse_answers(recourse),
        **_people_answers(contact),
    }


def _name(contact: ContactStep) -> str:
    """Will name who asks: the person represented, when somebody acts for her."""
    given = contact.cleaned_data
    return str(given.get("represented") or given.get("name") or ANONYMOUS)


def _dated(name: str, when: When | None) -> dict[str, str]:
    """Will keep a day; or the words as typed, and the days between which they stand when these are known."""
    kept = {f"{name}_on": when.day.isoformat() if when and when.day else ""}
    if when and when.about:
        kept[f"{name}_about"] = when.about
        if when.first and when.last:
            kept[f"{name}_between"] = f"{when.first.isoformat()}/{when.last.isoformat()}"
    return kept


def _recourse_answers(recourse: RecourseStep) -> dict[str, Any]:
    """Will keep the other orders by slug, and the other steps already taken with their dates."""
    given = recourse.cleaned_data
    kept: dict[str, Any] = {}
    if recourse.other_orders:
        kept["other_orders"] = [order.slug for order in recourse.other_orders]
    for name in DATED_RECOURSES:
        if given.get(name):
            kept |= _dated(name, given[name])
    if given.get("other_recourse"):
        kept["other_recourse"] = given["other_recourse"].strip()
    return kept


def _people_answers(contact: ContactStep) -> dict[str, Any]:
    """Will keep for whom the request is made, and everybody else who is part of it."""
    given, who = contact.cleaned_data, contact.who_asks
    kept: dict[str, Any] = {} if who == USUALLY else {"who": who}
    if who in {"representative", "parent"}:
        reached = {name: given[name] for name in ("name", "email", "phone", "address") if given.get(name)}
        kept["people"] = [{"role": PartyRole.REPRESENTATIVE.value, **reached}]
    elif contact.signing:
        kept["people"] = [
            {"role": CO_REQUESTER, **{name: value for name, value in asdict(person).items() if value}}
            for person in contact.signing
        ]
    if given.get("accommodations"):
        kept["accommodations"] = given["accommodations"].strip()
    return kept
