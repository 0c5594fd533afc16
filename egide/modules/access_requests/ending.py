"""The end of recourses: each morning, closed requests whose last recourse is presumed closed release what they held.

The latest reading of each clock is waited for; the fact that is recorded starts the retention of the dossier.
"""

from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from egide.kernel.consulting.holding import end_consultations
from egide.kernel.deadlines.facts import record_fact
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import lift_what_was_touched
from egide.kernel.records.models import Hold, HoldKind
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.law import END_OF_RECOURSES
from egide.modules.access_requests.recourses import over_on
from egide.platform.accounts.actors import Actor, service
from egide.platform.jobs.app import enqueue, task
from egide.platform.journal.append import append, dossier_chain

WHY = "Fin des recours de la demande d’accès"


@task(name="access_requests.recourses", queue="housekeeping", cron="37 9 * * *", acts_as="scheduler")
def end_recourses(*, now: datetime) -> None:
    """Will ask, each morning, for the end of the recourses that ran out (9 h 37 UTC is 4 h 37 or 5 h 37)."""
    for dossier in closed_and_waiting():
        if is_over(dossier, today=timezone.localtime(now).date()):
            enqueue(end_recourses_of, actor=service("scheduler"), dossier=dossier.pk)


@task(name="access_requests.recourses_of", retry=5)
def end_recourses_of(*, dossier: int, now: datetime) -> None:
    """Will end the recourses of one dossier, unless it was reopened meanwhile."""
    row = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier, kind=KIND).first()
    if row is not None and row.closed_on and is_over(row, today=timezone.localtime(now).date()):
        end_of(actor=service("scheduler"), dossier=row, now=now)


def closed_and_waiting() -> tuple[Dossier, ...]:
    """Will return the closed requests whose recourses nobody has yet seen end."""
    ended = FactRecord.objects.filter(
        dossier_id=OuterRef("pk"),
        code=END_OF_RECOURSES.code,
        withdrawn_at=None,
        recorded_at__gte=OuterRef("entered_at"),
    )
    rows = Dossier.objects.filter(kind=KIND, closed_on__isnull=False).exclude(Exists(ended))
    return tuple(rows.order_by("pk"))


def is_over(dossier: Dossier, *, today: date) -> bool:
    """Will tell whether no recourse remains, by the latest reading; a request never decided leaves none."""
    last = over_on(dossier)
    return last is None or today > last


def end_of(*, actor: Actor, dossier: Dossier, now: datetime) -> int:
    """Will lift what the request had held and start the retention; returns how many dossiers are free again."""
    last = over_on(dossier) or dossier.closed_on or timezone.localtime(now).date()
    touched = Hold.objects.filter(kind=HoldKind.ACCESS, reason=dossier.number, lifted_at=None)
    keys = sorted(set(touched.values_list("dossier_id", flat=True)) - {dossier.pk})
    others = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    lift_what_was_touched(dossiers=others, by_dossier=dossier, actor_code=actor.code, why=WHY, now=now)
    end_consultations(dossier=dossier, now=now)  # what units picked is held under their own question’s number
    record_fact(dossier=dossier, fact=END_OF_RECOURSES, occurred_on=last, actor_code=actor.code, now=now)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="access.recourses_ended",
        data={"on": last.isoformat(), "lifted": len(keys)},
        at=now,
    )
    return len(keys)
