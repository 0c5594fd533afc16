"""Holds on the dossiers whose documents were picked: the number of the question is their word, on each side.

The asking dossier's own number never crosses, so that `hold_what_is_touched` cannot be called as it is.
"""

from datetime import datetime

from egide.kernel.consulting.asking import withdraw_both
from egide.kernel.consulting.crossing import asked_side, carried_into
from egide.kernel.consulting.models import WAITING, Consultation, Question
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import lift_holds, place_hold, standing
from egide.kernel.records.models import HoldKind
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor

WHY = "Un document de ce dossier est remis en réponse à la question {number}."
ENDED = "La demande pour laquelle des documents avaient été cherchés est terminée."


def hold_source(*, dossier: Dossier, question: Question, now: datetime) -> None:
    """Will hold the dossier of a picked document, once for a question; the dossier's row is locked."""
    if standing(dossier, question.number):
        return
    place_hold(
        dossier=dossier,
        reason=question.number,
        kind=HoldKind.ACCESS,
        why=WHY.format(number=question.number),
        actor_code=current_actor().code,
        now=now,
    )


def end_consultations(*, dossier: Dossier, now: datetime) -> None:
    """Will withdraw what still waits and lift every hold that the consultations of this dossier had placed.

    For the module whose request ends; the dossier's row is locked.
    """
    rows = Consultation.objects.filter(dossier_id=dossier.pk).select_related("unit").order_by("rank")
    for consultation in rows:
        if consultation.state in WAITING:
            withdraw_both(dossier, consultation, ENDED, now)
        with carried_into(consultation.unit.compartment_id) as carrier:
            _lift(asked_side(consultation), carrier, now)


def hold_again(*, dossier: Dossier, now: datetime) -> None:
    """Will place again what `end_consultations` lifted, when the end of the request is undone."""
    for consultation in Consultation.objects.filter(dossier_id=dossier.pk).select_related("unit"):
        with carried_into(consultation.unit.compartment_id):
            question = asked_side(consultation)
            for source in _sources(question):
                hold_source(dossier=source, question=question, now=now)


def _lift(question: Question, carrier: Actor, now: datetime) -> None:
    for source in _sources(question):
        ranks = standing(source, question.number)
        lift_holds(dossier=source, ranks=ranks, actor_code=carrier.code, why=ENDED, now=now)


def _sources(question: Question) -> list[Dossier]:
    picked = question.files.filter(dossier__isnull=False).values("dossier_id")
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=picked).order_by("pk")
    return list(rows)
