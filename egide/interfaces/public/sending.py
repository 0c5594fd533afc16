"""From valid answers to a request kept by the interventions module: one call, the person's own words.

It translates; what is kept and how is the module's business.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile

from egide.interfaces.public.drafts import Draft
from egide.interfaces.public.forms import ContactStep, RecourseStep
from egide.kernel.parties.models import ProfessionalOrder
from egide.modules.interventions.actions import Upload, submit_request
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor

CONSENT = "2026-1"  # the version of the consent's wording (forms.CONSENT)
DERIVED_TITLES = {
    "no_news": "Absence de nouvelles du syndic",
    "no_complaint": "Décision du syndic de ne pas porter plainte",
    "not_yet": "Recours à exercer auprès d’un ordre",
    "awaiting_review": "Attente de l’avis du comité de révision",
}
DEFAULT_TITLE = "Demande d’intervention"


def send(
    *,
    actor: Actor,
    draft: Draft,
    recourse: RecourseStep,
    contact: ContactStep,
    files: Iterable[UploadedFile],
    now: datetime,
) -> Request:
    """Will keep the request and return it; the same draft sent again returns the same request.

    :raises RefusedFiles: a file cannot be kept; nothing is.
    """
    order = recourse.chosen_order
    return submit_request(
        actor=actor,
        name=contact.cleaned_data["name"],
        order=ProfessionalOrder.objects.get(pk=order.id) if order else None,
        answers=answers_of(draft, recourse, contact),
        uploads=[Upload(stream=file.chunks(), file_name=file.name or "") for file in files],
        form_key=draft.form_key,
        now=now,
    )


def answers_of(draft: Draft, recourse: RecourseStep, contact: ContactStep) -> dict[str, str]:
    """Will return the answers as received, dates as AAAA-MM-JJ, and a title when none was given."""
    values = draft.values
    situation = values["situation"]
    return {
        "situation": situation,
        "mechanism": values["mechanism"],
        "order": values.get("order", ""),
        "inquiry_requested_on": _iso(recourse.cleaned_data.get("inquiry_requested_on")),
        "syndic_decided_on": _iso(recourse.cleaned_data.get("syndic_decided_on")),
        "summary": values["summary"].strip(),
        "wish": values["wish"].strip(),
        "title": " ".join(values["title"].split()) or DERIVED_TITLES.get(situation, DEFAULT_TITLE),
        "email": contact.cleaned_data["email"],
        "phone": contact.cleaned_data["phone"],
        "address": contact.cleaned_data["address"],
        "preferred_channel": contact.cleaned_data["preferred_channel"],
        "consent": CONSENT,
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
