"""Recommendations of an exchange: entered, answered with reasons, carried out with evidence.

The follow-up target is the nearest of their dates; it is met when nothing is left to do. Under the dossier's lock.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.kernel.deadlines.duedates import RUNNING
from egide.kernel.deadlines.facts import record_fact, recorded_codes
from egide.kernel.deadlines.giving import give_date
from egide.kernel.deadlines.models import DueDate
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.modules.ombudsman.law import FOLLOW_UP, FOLLOWED, RECOMMENDED
from egide.modules.ombudsman.models import Recommendation
from egide.modules.ombudsman.queries import recommendations
from egide.modules.ombudsman.vocabulary import Answered
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue


def add_recommendation(*, dossier: Dossier, text: str, received_on: date, now: datetime) -> Recommendation:
    """Will enter a recommendation, word for word.

    :raises Refused: the exchange is closed, or the day precedes it or is to come.
    """
    _open(dossier)
    _past(received_on, now)
    if received_on < dossier.received_on:
        raise Refused("La recommandation ne peut pas précéder la demande.")
    made = Recommendation.objects.create(
        **ranked(Recommendation, dossier), text=text.strip(), received_on=received_on
    )
    touch(dossier)
    _journal(dossier, "ombudsman.recommendation_added", now, rank=made.rank)
    return made


def answer_recommendation(
    *,
    dossier: Dossier,
    recommendation: Recommendation,
    answer: str,
    reasons: str,
    follow_up_on: date | None,
    on: date,
    now: datetime,
) -> None:
    """Will record what the Office answers, why, and when it will be followed; a later answer replaces it.

    :raises Refused: the exchange is closed, the reasons are missing, it is done, or an accepted one has no date.
    """
    _open(dossier)
    chosen = Answered(answer)
    if recommendation.done_on:
        raise Refused("Cette recommandation est réalisée\u00a0: sa réponse ne change plus.")
    if not reasons.strip():
        raise Refused("Donnez les raisons de la réponse.")
    if chosen is not Answered.REFUSED and follow_up_on is None:
        raise Refused("Donnez la date à laquelle l’Office en rendra compte.")
    if follow_up_on is not None and follow_up_on < on:
        raise Refused("La date de suivi précède la réponse.")
    recommendation.answer, recommendation.reasons, recommendation.answered_on = chosen, reasons.strip(), on
    recommendation.follow_up_on = None if chosen is Answered.REFUSED else follow_up_on
    recommendation.save()
    touch(dossier)
    _journal(
        dossier, "ombudsman.recommendation_answered", now, rank=recommendation.rank, answer=str(chosen.value)
    )
    _aim(dossier, now)


def mark_done(
    *,
    dossier: Dossier,
    recommendation: Recommendation,
    on: date,
    evidence: str,
    document: Document | None = None,
    actor_code: str,
    now: datetime,
) -> None:
    """Will record that it was carried out, that day, with its evidence: words, and a document of the exchange.

    :raises Refused: it was not accepted, it is done already, the evidence is missing, or the day precedes its answer or
        is to come.
    """
    _open(dossier)
    _past(on, now)
    if recommendation.answer not in (Answered.ACCEPTED, Answered.PARTLY):
        raise Refused("Seule une recommandation acceptée, en tout ou en partie, se réalise.")
    if recommendation.done_on:
        raise Refused("Cette recommandation est déjà réalisée.")
    if not evidence.strip():
        raise Refused("Dites ce qui montre qu’elle est réalisée.")
    if recommendation.answered_on and on < recommendation.answered_on:
        raise Refused("La réalisation ne peut pas précéder la réponse.")
    recommendation.done_on, recommendation.evidence, recommendation.document = on, evidence.strip(), document
    recommendation.save()
    touch(dossier)
    _journal(dossier, "ombudsman.recommendation_done", now, rank=recommendation.rank, on=on.isoformat())
    left = [each for each in recommendations(dossier) if _waits(each)]
    if left:
        _aim(dossier, now)
    elif RECOMMENDED.code in recorded_codes(dossier):
        record_fact(dossier=dossier, fact=FOLLOWED, occurred_on=on, actor_code=actor_code, now=now)


def aim_at_follow_up(*, dossier: Dossier, now: datetime) -> None:
    """Will set the follow-up target once the step that starts it was made."""
    _aim(dossier, now)


def _aim(dossier: Dossier, now: datetime) -> None:
    days = [each.follow_up_on for each in recommendations(dossier) if _waits(each) and each.follow_up_on]
    standing = DueDate.objects.filter(
        dossier_id=dossier.pk, rule=f"ombudsman.{FOLLOW_UP.code}", status__in=RUNNING
    ).first()
    # Before the team takes note of the recommendation nothing starts; the same date again moves nothing.
    if not days or RECOMMENDED.code not in recorded_codes(dossier):
        return
    if standing is None or standing.due_date != min(days):
        give_date(dossier=dossier, deadline=FOLLOW_UP, on=min(days), now=now)


def _waits(each: Recommendation) -> bool:
    return each.answer != Answered.REFUSED and each.done_on is None


def _open(dossier: Dossier) -> None:
    if dossier.closed_on is not None:
        raise Refused("L’échange est clos\u00a0: rouvrez-le d’abord.")


def _past(day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise Refused("Cette date est dans l’avenir.")


def _journal(dossier: Dossier, code: str, now: datetime, **data: JsonValue) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
