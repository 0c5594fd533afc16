"""The carrier of questions and answers: the service of hand-overs, in one compartment for one act.

Nothing of the sender crosses but what the caller passes; rows of the other side are found by their key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from egide.kernel.consulting.models import Consultation, Question
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue

# The service that carries hand-overs: the only one that may act in every compartment, narrowed to one each time.
CARRIER = "handover"


@contextmanager
def carried_into(compartment_id: int) -> Iterator[Actor]:
    """Will run the block as the carrier, in this compartment only."""
    with acting_as(service(CARRIER, compartment_id=compartment_id)) as carrier:
        yield carrier


def asked_side(consultation: Consultation) -> Question:
    """Will lock and return the question of a consultation; to be called in the asked compartment."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("compartment", "unit")
    return rows.get(key=consultation.key)


def asking_side(question: Question) -> tuple[Dossier, Consultation]:
    """Will lock and return the dossier and the consultation; to be called in the asking compartment."""
    consultation = Consultation.objects.get(key=question.key)
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("compartment").get(
        pk=consultation.dossier_id
    )  # fmt: skip
    return dossier, Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def lock_asking(question: Question) -> None:
    """Will lock the asking dossier before the question, in the order that the asking side takes them."""
    with carried_into(question.asker_id):
        asking_side(question)


def note_question(question: Question, code: str, now: datetime, **data: JsonValue) -> None:
    """Will journal what happened on the asked side: a number, never a word of it."""
    append(
        chain=access_chain(question.compartment.code, now),
        compartment_id=question.compartment_id,
        code=code,
        data={"number": question.number, "unit": question.unit.code, **data},
        at=now,
    )
