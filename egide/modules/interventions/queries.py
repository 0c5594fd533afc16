"""Reads of the module: the facts that guards look at, the fields of its letters, the requests waiting.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.law.dates_fr import plain_date
from egide.modules.interventions.law import GROUNDS, REVIEW_REQUEST
from egide.modules.interventions.lifecycle import Facts
from egide.modules.interventions.models import InterventionDetails, Request, Situation

LISTS = ("precisions", "verifications", "constats")


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(
        assigned=kernel.assigned,
        acknowledged="acknowledgment" in kernel.letters_sent,
        reply_drafted="reasoned_reply" in kernel.letters_drafted,
        reply_leaving="reasoned_reply" in kernel.letters_leaving,
        reply_sent="reasoned_reply" in kernel.letters_sent,
        refusal_sent="not_admissible" in kernel.letters_sent,
        withdrawn="withdrawn" in kernel.recorded,
        motive=kernel.answer("motive"),
    )


def details(dossier: Dossier) -> InterventionDetails:
    """Will return what the dossier adds to the kernel's."""
    return InterventionDetails.objects.select_related("order").get(pk=dossier.pk)


def waiting_requests() -> QuerySet[Request]:
    """Will return the requests from the form that nobody has opened or set aside, oldest first."""
    waiting = Request.objects.filter(dossier=None, set_aside_at=None)
    return waiting.select_related("order").order_by("received_at")


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use, from the file and from what was just typed."""
    own = details(dossier)
    lead = dossier.assignee.full_name if dossier.assignee else "le secrétariat"
    fields: dict[str, str | Sequence[str]] = {
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "ordre": with_article(own.order.name) if own.order else "un ordre professionnel",
        "responsable": lead,
        "date_reponse": _due(dossier, "interventions.reply"),
        "resume": own.summary,
        "suites": answers.get("suites", ""),
        **_recourse(own),
        **_refusal(answers),
    }
    for name in ("date_precisions", "nouvelle_date"):
        if answers.get(name):
            fields[name] = plain_date(date.fromisoformat(answers[name]))
    for name in LISTS:
        if answers.get(name):
            fields[name] = [line.strip() for line in answers[name].splitlines() if line.strip()]
    return fields


def with_article(name: str) -> str:
    """Will put the article before an order's name inside a sentence: « l’Ordre… », « le Barreau… », « la Chambre… »."""
    if name[:1] in "AEIOUÉÈ":
        return f"l’{name}"
    return f"{'la' if name.startswith('Chambre') else 'le'} {name}"


def review_last_day(decided_on: date) -> date:
    """Will return the last day to ask for the review committee's opinion: raw, never rolled forward."""
    return decided_on + timedelta(days=REVIEW_REQUEST.term_on(decided_on).length)


def _due(dossier: Dossier, rule: str) -> str:
    due = DueDate.objects.filter(dossier_id=dossier.pk, rule=rule).values_list("raw_date", flat=True).first()
    return plain_date(due) if due else ""


def _refusal(answers: Mapping[str, str]) -> dict[str, str]:
    ground = next((g for g in GROUNDS if g.code == answers.get("outcome")), None)
    if ground is None:
        return {}
    motive = " ".join(part for part in (ground.wording, answers.get("motive", "")) if part)
    return {"motif": motive, "demarche": answers.get("destination", ""), "delai": ""}


def _recourse(own: InterventionDetails) -> dict[str, str]:
    if own.situation == Situation.NO_COMPLAINT and own.syndic_decided_on:
        last_day = review_last_day(own.syndic_decided_on)
        return {
            "recours": "Demande d’avis au comité de révision de l’ordre (art. 123.4, à valider)",
            "date_recours": plain_date(last_day),
            "precisions_recours": "Ce délai court à compter du jour où vous avez reçu la décision du syndic.",
        }
    return {
        "recours": "Demande d’enquête au syndic de l’ordre, ou suivi de votre demande",
        "date_recours": "Aucune date limite à notre connaissance",
        "precisions_recours": "",
    }
