"""How a lot moves: the checks that every step makes, the row that tells it, the entry of the journal.

Serves actions.py; the caller holds the lot's row lock.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from egide.kernel.digitisation.life import LIFE, LotFacts
from egide.kernel.digitisation.models import LONGEST, Item, Lot, Step, Verdict
from egide.kernel.documents.models import ReadingState
from egide.kernel.gate.verdicts import reserved_to
from egide.kernel.paper.models import Loan
from egide.kernel.records.models import Hold
from egide.law.access import Role
from egide.law.lifecycles import Transition
from egide.platform.accounts.acting import acting_as, current_actor
from egide.platform.accounts.actors import Actor, service
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append, dossier_chain

HIDDEN = (
    "Ce lot compte une partie d’un dossier qui vous est fermé\u00a0: une autre personne fait cette étape."
)
READ = (ReadingState.READ, ReadingState.PARTIAL)


def obstacle(*, actor: Actor, lot: Lot, step: Transition, facts: LotFacts, now: datetime) -> str:
    """Will say what keeps this person from this step today; nothing when the step may be made."""
    if not holds_one(actor, lot, step.roles):
        return reserved_to(step.roles)
    if lot.state not in step.sources:
        return f"Le lot est «\u00a0{lot.get_state_display()}\u00a0»\u00a0: cette étape n’est pas offerte."
    if facts.hidden:  # the guards would not look at it: a conflict must not open what a hold keeps closed
        return HIDDEN
    return next(iter(step.refusals(facts)), "")


def holds_one(actor: Actor, lot: Lot, wanted: tuple[Role, ...]) -> bool:
    """Will tell whether the actor holds one of the roles where the lot lives."""
    codes = {role.code for role in wanted}
    return any(a.role in codes and a.compartment_id == lot.compartment_id for a in actor.roles)


def facts_of(actor: Actor, lot: Lot, *, now: datetime) -> LotFacts:
    """Will build what the guards look at; the same few queries whatever the size of the lot."""
    items = Item.objects.filter(lot=lot)
    counted = items.aggregate(
        items=Count("pk"),
        without=Count("pk", filter=Q(version=None)),
        wrong=Count("pk", filter=~Q(pages_in=F("pages_out")) & Q(version__isnull=False)),
        to_check=Count("pk", filter=Q(sampled=True, verdict=Verdict.WAITING)),
        rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
        unread=Count("pk", filter=~Q(version__reading__in=READ)),
    )
    dossiers = items.values("dossier_id")
    today = timezone.localdate(now)
    own = actor.user_id is not None
    return LotFacts(
        items=counted["items"],
        hidden=_all_of(lot) - counted["items"],
        without_picture=counted["without"],
        wrong_count=counted["wrong"],
        to_check=counted["to_check"],
        rejected=counted["rejected"],
        unread=counted["unread"],
        by_operator=own and lot.operator_id == actor.user_id,
        by_attester=own and lot.attester_id == actor.user_id,
        days_left=(lot.quarantine_until - today).days if lot.quarantine_until else 0,
        held=Hold.objects.filter(dossier__in=dossiers, lifted_at=None)
        .values("dossier_id")
        .distinct()
        .count(),
        lent=Loan.objects.filter(part__in=items.values("part_id"), returned_at=None).count(),
    )


def _all_of(lot: Lot) -> int:
    """How many pieces there are, with those of dossiers that a conflict hides from whoever asks."""
    with acting_as(service("scheduler")):
        return Item.objects.filter(lot=lot).count()


def advance(*, lot: Lot, step: str, words: str = "", now: datetime, **changes: Any) -> None:
    """Will make one declared step: the state, these columns, the row that tells it, the journal.

    :raises Refused: the step is not this person's, or not open today.
    """
    actor, transition = current_actor(), LIFE.transition(step)
    why = obstacle(actor=actor, lot=lot, step=transition, facts=facts_of(actor, lot, now=now), now=now)
    if why:
        raise Refused(why)
    for name, value in {"state": transition.target, "version": lot.version + 1, **changes}.items():
        setattr(lot, name, value)
    lot.save(update_fields=["state", "version", *changes])
    tell(lot=lot, kind=step, words=words, now=now)


def tell(*, lot: Lot, kind: str, words: str = "", now: datetime) -> None:
    """Will keep what happened to the lot, and journal it: codes and numbers, the words stay in the step.

    :raises Refused: nobody signs it, or the words are too long.
    """
    actor = current_actor()
    if actor.user_id is None:
        raise Refused("Une étape de numérisation est signée par une personne.")
    said = words.strip()
    if len(said) > LONGEST:
        raise Refused(f"Le texte tient en {LONGEST} caractères.")
    last = Step.objects.filter(lot=lot).aggregate(last=Max("number"))["last"]
    Step.objects.create(
        compartment_id=lot.compartment_id,
        lot=lot,
        number=(last or 0) + 1,
        kind=kind,
        text=said,
        by_id=actor.user_id,
        at=now,
    )
    append(
        chain=access_chain(lot.compartment.code, now),
        compartment_id=lot.compartment_id,
        code=f"digitisation.{kind}",
        data={"lot": lot.number, "state": str(lot.state), "declared": lot.declared_sha256},
        at=now,
    )


def tell_dossiers(*, lot: Lot, code: str, now: datetime) -> None:
    """Will say in the journal of each dossier of the lot what became of its paper, dossiers in ascending id."""
    for item in Item.objects.filter(lot=lot).select_related("part").order_by("dossier_id", "rank"):
        append(
            chain=dossier_chain(item.dossier_id),
            compartment_id=item.compartment_id,
            dossier_id=item.dossier_id,
            code=code,
            data={"rank": item.part.rank, "lot": lot.number},
            at=now,
        )
