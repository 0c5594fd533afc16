"""What the kernel asks of a complaint to the Commissioner: facts for the guards, fields for the letters.

The dossier has already passed the gate.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from egide.kernel.deadlines.duedates import RUNNING
from egide.kernel.deadlines.models import DueDate
from egide.kernel.deadlines.periods import Period, period_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.letterheads import contacts_of
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import (
    addressees,
    everyone_was_sent,
    is_open,
    recommendations,
)
from egide.law.dates_fr import plain_date, rank
from egide.modules.admission_complaints.delegating import refusal
from egide.modules.admission_complaints.guards import Facts
from egide.modules.admission_complaints.law import GROUNDS, PROGRESS_NOTICE
from egide.modules.admission_complaints.models import AdmissionComplaint
from egide.platform.accounts.acting import current_actor

PROGRESS_RULE = "admission_complaints.progress_notice"
REASONS_RULE = "admission_complaints.reasons"
# The answer by which whoever drafts a progress notice says on which day.
DRAFTED_ON = "redige_le"
INDEPENDENCE = (
    "Le Commissaire à l’admission aux professions exerce ses fonctions de manière indépendante de l’Office des "
    "professions du Québec, qui n’a pas accès à votre dossier."
)
TO_PARTIES = (
    "Le Commissaire à l’admission aux professions exerce ses fonctions de manière indépendante de l’Office des "
    "professions du Québec, qui n’a pas accès au dossier."
)


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    actor, place = current_actor(), dossier.compartment_id
    rows = recommendations(dossier)
    return Facts(
        assigned=kernel.assigned,
        reachable=is_reachable(dossier),
        explanation_sent="out_of_scope" in kernel.letters_sent,
        reasons_sent="reasons" in kernel.letters_sent,
        conclusions_leaving=bool({"conclusions", "conclusions_party"} & kernel.letters_leaving),
        conclusions_sent="conclusions" in kernel.letters_sent,
        parties_told="conclusions_party" in kernel.letters_sent or not addressees(dossier),
        recommendations=len(rows),
        recommendations_open=sum(is_open(row) for row in rows),
        recommendation_letters_sent=everyone_was_sent(dossier, rows),
        no_examine=refusal(actor, "examine", compartment_id=place, on=kernel.today),
        no_refuse=refusal(actor, "refuse", compartment_id=place, on=kernel.today),
        motive=kernel.answer("motive"),
        outcome=kernel.answer("outcome"),
    )


def details(dossier: Dossier) -> AdmissionComplaint:
    """Will return what the dossier adds to the kernel's."""
    return AdmissionComplaint.objects.get(pk=dossier.pk)


def is_reachable(dossier: Dossier) -> bool:
    """Will tell whether the person left somewhere to write to."""
    person = party_of_role(dossier, PartyRole.REQUESTER)
    return person is not None and bool(person.email or person.address)


def running_notice(dossier: Dossier) -> DueDate | None:
    """Will return the progress notice that is due next, with its calendar, or none once the examination ended."""
    rows = DueDate.objects.filter(dossier_id=dossier.pk, rule=PROGRESS_RULE, status__in=RUNNING)
    return rows.select_related("calendar").order_by("occurrence", "rank").first()


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use, from the file and from what was just typed."""
    ground = next((g for g in GROUNDS if g.code == answers.get("outcome")), None)
    told = ground.wording if ground else ""
    reasons = DueDate.objects.filter(dossier_id=dossier.pk, rule=REASONS_RULE).order_by("-rank").first()
    return {
        **contacts_of(dossier),
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "responsable": dossier.assignee.full_name if dossier.assignee else "le bureau du Commissaire",
        "independance": INDEPENDENCE,
        "independance_partie": TO_PARTIES,
        "parties": ", ".join(party.name for party in addressees(dossier)) or "la partie visée",
        "motif": " ".join(part for part in (told, answers.get("motive", "")) if part),
        "conclusion": told,
        "explication": answers.get("motive", ""),
        "faits_retenus": answers.get("faits_retenus", ""),
        "demarche": answers.get("destination", "") or "Nous n’avons pas d’autre démarche à vous indiquer.",
        "decision_du": plain_date(reasons.starts_on) if reasons else "",
        **_recommended_words(recommendations(dossier)),
        **_progress(dossier, answers.get(DRAFTED_ON, "")),
    }


def notice_to_write(dossier: Dossier, on: date) -> Period | None:
    """Will give the period of the notice that is written that day: the day's own, or the next one when it is met."""
    due = running_notice(dossier)
    if due is None:
        return None
    period = period_of(due, PROGRESS_NOTICE, on=on)
    return period if period.number >= due.occurrence else period_of(due, PROGRESS_NOTICE, on=due.measured_on)


def _progress(dossier: Dossier, day: str) -> dict[str, str]:
    period = notice_to_write(dossier, date.fromisoformat(day)) if day else None
    if period is None:
        return {}
    return {
        "avis_rang": ordinal_notice(period.number),
        "avis_numero": str(period.number),
        "periode": f"du {plain_date(period.opens_on)} au {plain_date(period.last_on)}",
        "etape": _STEPS.get(dossier.state, "à l’étude"),
    }


def ordinal_notice(number: int) -> str:
    """Will write the place of a notice in its series: « premier », « deuxième »."""
    return "premier" if number == 1 else rank(number)


def _recommended_words(rows: Sequence[Recommendation]) -> dict[str, str | Sequence[str]]:
    listed = [f"À {row.party.name}\u00a0: {' '.join(row.text.split())}" for row in rows]
    none = "" if rows else "Le Commissaire ne formule pas de recommandation."
    return {"recommandations": listed, "sans_recommandation": none}


_STEPS = {
    "received": "à l’étape de la réception",
    "preliminary_review": "à l’étape de l’examen sommaire",
    "inquiry": "à l’étape de l’enquête",
    "facilitation": "à l’étape de la facilitation avec la partie visée",
    "drafting_conclusions": "à l’étape de la rédaction des conclusions",
}
