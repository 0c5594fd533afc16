"""What is done while a mandate runs: progress, parts of the work, result, a revised date, opinions of the approvers.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle’s.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.kernel.deadlines.giving import give_date
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.notices.actions import notify
from egide.modules.mandates.journaling import journal
from egide.modules.mandates.law import DUE
from egide.modules.mandates.models import (
    OfficeMandate,
    Opinion,
    Priority,
    Progress,
    Revision,
    Task,
    Verdict,
)
from egide.modules.mandates.naming import check_nameable, may_name, refresh_named
from egide.modules.mandates.opening import check_day
from egide.modules.mandates.queries import approvers_of, chain_of, delivery_of, mandate_of
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused

OVER = ("approved", "closed", "cancelled")
MOST_TASKS = 100


def tell_progress(*, actor: Actor, dossier: Dossier, percent: int, words: str, now: datetime) -> Progress:
    """Will write down where the work stands, in percent, and why.

    :raises Refused: the mandate is over, or a percentage out of bounds.
    """
    _check_running(dossier)
    if not 0 <= percent <= 100:
        raise Refused("L’avancement va de 0 à 100\u00a0%.")
    made = Progress.objects.create(
        **ranked(Progress, dossier), percent=percent, words=words.strip(), told_at=now, told_by=actor.name
    )
    OfficeMandate.objects.filter(pk=dossier.pk).update(percent=percent)
    touch(dossier)
    journal(dossier, "progress", now, percent=percent)
    return made


def write_result(*, dossier: Dossier, text: str, now: datetime) -> None:
    """Will write what is delivered and where to find it.

    :raises Refused: the mandate is delivered or over, or nothing is said.
    """
    _check_running(dossier)
    if dossier.state == "delivered":
        raise Refused("Le mandat est livré\u00a0: son résultat ne change plus pendant l’approbation.")
    if not text.strip():
        raise Refused("Dites ce qui est livré, et où le trouver.")
    if approvers_of(dossier).filter(user_id__in=sorted(current_actor().stands_for())).exists():
        raise Refused(
            "Vous approuvez ce mandat\u00a0: son résultat s’écrit par les personnes qui y travaillent."
        )
    OfficeMandate.objects.filter(pk=dossier.pk).update(result=text.strip())
    touch(dossier)
    journal(dossier, "result", now)


def edit(*, dossier: Dossier, purpose: str, deliverable: str, priority: str, now: datetime) -> None:
    """Will correct what is asked, while nothing is delivered.

    :raises Refused: the mandate is delivered or over.
    """
    _check_running(dossier)
    if dossier.state == "delivered":
        raise Refused("Le mandat est livré\u00a0: ce qui est demandé ne change plus.")
    OfficeMandate.objects.filter(pk=dossier.pk).update(
        purpose=purpose.strip(), deliverable=deliverable.strip(), priority=Priority(priority)
    )
    touch(dossier)
    journal(dossier, "edited", now)


def revise(*, actor: Actor, dossier: Dossier, due_on: date, reason: str, now: datetime) -> Revision:
    """Will move the date; the first one given stays visible, and lateness is measured on both.

    :raises Refused: delivered or over, the same date, a date that has passed, or no reason.
    """
    _check_running(dossier)
    if dossier.state == "delivered":
        raise Refused("Le mandat est livré\u00a0: sa date ne change plus.")
    own = mandate_of(dossier)
    if due_on == own.due_on:
        raise Refused("C’est déjà la date du mandat.")
    if not reason.strip():
        raise Refused("Dites pourquoi la date change.")
    check_day(due_on, today=timezone.localtime(now).date())
    give_date(dossier=dossier, deadline=DUE, on=due_on, now=now)
    made = Revision.objects.create(
        **ranked(Revision, dossier),
        former=own.due_on,
        due_on=due_on,
        reason=reason.strip(),
        revised_at=now,
        revised_by=actor.name,
    )
    OfficeMandate.objects.filter(pk=dossier.pk).update(due_on=due_on)
    touch(dossier)
    journal(dossier, "revised", now, former=own.due_on.isoformat(), due_on=due_on.isoformat())
    told = {dossier.assignee_id, *dossier.named} - {None, actor.user_id}
    notify(
        user_ids=[one for one in told if one is not None],
        dossier=dossier,
        code="office_mandate.revised",
        now=now,
    )
    return made


def add_task(*, dossier: Dossier, text: str, owner: User | None, due_on: date | None, now: datetime) -> Task:
    """Will add a part of the work; its owner sees the mandate from then on.

    :raises Refused: the mandate is over, nothing is said, or somebody who may not be named.
    """
    _check_running(dossier)
    if not text.strip():
        raise Refused("Dites ce qu’il y a à faire.")
    if Task.objects.filter(dossier_id=dossier.pk).count() >= MOST_TASKS:
        raise Refused(f"Un mandat a {MOST_TASKS} sous-tâches au plus\u00a0: ouvrez un autre mandat.")
    if owner is not None:
        check_nameable(dossier, owner, now)
        if owner.pk not in (*dossier.named, dossier.assignee_id) and not may_name(dossier):
            raise Refused(
                f"{owner.full_name} ne voit pas encore ce mandat\u00a0: demandez à la personne responsable du mandat "
                "de lui confier cette part."
            )
    if due_on is not None:
        check_day(due_on, today=timezone.localtime(now).date())
    made = Task.objects.create(
        **ranked(Task, dossier), text=" ".join(text.split())[:300], owner=owner, due_on=due_on, added_at=now
    )
    refresh_named(dossier)
    journal(dossier, "task_added", now, rank=made.rank)
    if owner is not None:
        notify(user_ids=(owner.pk,), dossier=dossier, code="office_mandate.task", now=now)
    return made


def settle_task(*, actor: Actor, dossier: Dossier, task: Task, as_done: bool, now: datetime) -> None:
    """Will finish a part, or withdraw it when it no longer has to be done.

    :raises Refused: the mandate is over, or the part is settled already.
    """
    _check_running(dossier)
    if task.done_at or task.withdrawn_at:
        raise Refused("Cette sous-tâche est déjà terminée ou retirée.")
    task.done_at, task.withdrawn_at = (now, None) if as_done else (None, now)
    task.settled_by = actor.name[:60]
    task.save(update_fields=["done_at", "withdrawn_at", "settled_by"])
    refresh_named(dossier)
    journal(dossier, "task_done" if as_done else "task_withdrawn", now, rank=task.rank)


def reopen_task(*, dossier: Dossier, task: Task, now: datetime) -> None:
    """Will take a part up again: it was finished by mistake.

    :raises Refused: the mandate is delivered or over, or the part is open.
    """
    _check_running(dossier)
    if dossier.state == "delivered" or task.done_at is None:
        raise Refused("Cette sous-tâche ne se reprend pas.")
    task.done_at, task.settled_by = None, ""
    task.save(update_fields=["done_at", "settled_by"])
    refresh_named(dossier)
    journal(dossier, "task_reopened", now, rank=task.rank)


def give_opinion(*, actor: Actor, dossier: Dossier, verdict: str, words: str, now: datetime) -> Opinion:
    """Will keep what the actor says of the delivery, then let the mandate go where the chain sends it.

    An actor who replaces an approver today speaks for them; the name of who really spoke is kept.

    :raises Refused: nothing is delivered, not in the chain, not one’s turn, one’s own work, or no words for a return.
    """
    delivery = delivery_of(dossier)
    if dossier.state != "delivered" or delivery is None:
        raise Refused("Aucune livraison n’attend d’approbation.")
    if dossier.assignee_id in actor.stands_for():
        raise Refused("On n’approuve pas son propre travail.")
    waiting = next((link for link in chain_of(dossier) if not link.approved), None)
    if waiting is None or waiting.approver.user_id not in actor.stands_for():
        name = waiting.approver.user.full_name if waiting else ""
        raise Refused(f"C’est à {name} de se prononcer." if name else "Personne n’est attendu.")
    if verdict == Verdict.RETURNED and not words.strip():
        raise Refused("Dites ce qui est à corriger.")
    made = Opinion.objects.create(
        **ranked(Opinion, dossier),
        approver=waiting.approver,
        delivery=delivery,
        verdict=Verdict(verdict),
        words=words.strip(),
        given_at=now,
        given_by=actor.name[:60],
    )
    touch(dossier)
    journal(
        dossier, "opinion", now, approver=waiting.approver.rank, verdict=str(Verdict(verdict).label).lower()
    )
    advance(actor=service("scheduler"), dossier=dossier, now=now)
    _tell(dossier, now)
    return made


def tell_approvers(*, dossier: Dossier, now: datetime) -> None:
    """Will tell the next of the chain that the delivery waits for them."""
    waiting = next((link for link in chain_of(dossier) if not link.approved), None)
    if dossier.state == "delivered" and waiting is not None:
        notify(
            user_ids=(waiting.approver.user_id,), dossier=dossier, code="office_mandate.to_approve", now=now
        )


def _tell(dossier: Dossier, now: datetime) -> None:
    tell_approvers(dossier=dossier, now=now)
    if dossier.assignee_id and dossier.state in ("approved", "returned"):
        code = f"office_mandate.{dossier.state}"
        notify(user_ids=(dossier.assignee_id,), dossier=dossier, code=code, now=now)


def _check_running(dossier: Dossier) -> None:
    if dossier.state in OVER:
        raise Refused("Ce mandat est terminé\u00a0: rouvrez-le pour y travailler de nouveau.")
