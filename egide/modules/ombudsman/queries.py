"""Reads of the module: the facts that guards look at, the fields of its letters, the network on a day.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.law.dates_fr import plain_date
from egide.modules.ombudsman.lifecycle import Facts
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation, Respondent, Submission
from egide.modules.ombudsman.vocabulary import Answered


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    found = list(recommendations(dossier))
    return Facts(
        assigned=kernel.assigned,
        answer_leaving="answer" in kernel.letters_leaving,
        answer_sent="answer" in kernel.letters_sent,
        recommendations=len(found),
        unanswered=sum(not each.answer for each in found),
        undone=sum(
            each.answer in (Answered.ACCEPTED, Answered.PARTLY) and not each.done_on for each in found
        ),
        motive=kernel.answer("motive"),
    )


def details(dossier: Dossier) -> OmbudsmanExchange:
    """Will return what the dossier adds to the kernel's."""
    return OmbudsmanExchange.objects.get(pk=dossier.pk)


def recommendations(dossier: Dossier) -> "QuerySet[Recommendation]":
    """Will return the recommendations of the exchange, in the order in which they came."""
    return Recommendation.objects.filter(dossier_id=dossier.pk).select_related("document").order_by("rank")


def submissions(dossier: Dossier) -> "QuerySet[Submission]":
    """Will return what was put before the president, newest first."""
    return Submission.objects.filter(dossier_id=dossier.pk).select_related("user").order_by("-rank")


def respondents_on(day: date, *, compartment_id: int) -> "QuerySet[Respondent]":
    """Will return the network as it stands that day."""
    rows = Respondent.objects.filter(
        Q(until=None) | Q(until__gt=day), compartment_id=compartment_id, since__lte=day
    )
    return rows.select_related("user", "unit").order_by("number")


def respondent_for(subject: str, *, day: date, compartment_id: int) -> Respondent | None:
    """Will return who answers for the subject that day: the one named last, when there are several."""
    # A network is a few people: the subjects are compared here, behind a wall nothing else would use an index.
    found = [row for row in respondents_on(day, compartment_id=compartment_id) if subject in row.subjects]
    return max(found, key=lambda row: (row.since, row.number), default=None)


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use."""
    own = details(dossier)
    return {
        "reference_pc": own.their_reference or dossier.number,
        "responsable": dossier.assignee.full_name if dossier.assignee else "l’équipe des plaintes",
        "reponse": answers.get("reponse", ""),
        "recommandations": tuple(_told(each) for each in recommendations(dossier)),
    }


def _told(each: Recommendation) -> str:
    first = each.text.strip().split("\n", 1)[0].rstrip(".")
    answer = str(Answered(each.answer).label).lower() if each.answer else "à l’étude"
    parts = [f"Recommandation {each.rank} — {first}\u00a0: {answer}"]
    if each.reasons:
        parts.append(each.reasons.strip().replace("\n", " ").rstrip("."))
    if each.done_on:
        parts.append(f"Réalisée le {plain_date(each.done_on)}")
    elif each.follow_up_on:
        parts.append(f"Suivi prévu le {plain_date(each.follow_up_on)}")
    return ". ".join(parts) + "."
