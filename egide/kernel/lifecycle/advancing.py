"""Moves that follow from a fact rather than from a person: a reply that left makes the dossier « replied ».

Such a transition is declared `by=SCHEDULER`; it runs here, after the change, in a job of its own.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.refusing import refusals
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.law.roles import SCHEDULER
from egide.platform.accounts.actors import Actor, service
from egide.platform.jobs.app import enqueue, task


@task(name="lifecycle.advance", retry=5)
def advance_dossier(*, dossier: int, now: datetime) -> None:
    """Will make the moves that now follow by themselves; nothing to do is a good answer."""
    row = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier).first()
    if row is not None:
        advance(actor=service("scheduler"), dossier=row, now=now)


def advance(*, actor: Actor, dossier: Dossier, now: datetime) -> None:
    """Will run the first of the system's transitions of the step whose guards all agree."""
    today = timezone.localtime(now).date()
    for transition in lifecycle_of(dossier).leaving(dossier.state, today=today):
        if transition.roles != (SCHEDULER,):
            continue
        if not refusals(dossier, transition, today=today, answers={}):
            run(actor=actor, dossier=dossier, code=transition.code, answers={}, now=now)
            return


@task(name="lifecycle.dates", queue="housekeeping", cron="23 9 * * *", acts_as="scheduler")
def advance_by_date(*, now: datetime) -> None:
    """Will ask, each morning, for the moves that a date alone may open (9 h 23 UTC is 4 h 23 or 5 h 23)."""
    for dossier in _at_a_dated_step(timezone.localtime(now).date()):
        enqueue(advance_dossier, actor=service("scheduler"), dossier=dossier)


def _at_a_dated_step(today: date) -> tuple[int, ...]:
    found: list[int] = []
    for module in registry.modules():
        if module.kind is None or module.lifecycle is None:
            continue
        states = {
            state for t in module.lifecycle.transitions if t.dated and t.in_use(today) for state in t.sources
        }
        rows = Dossier.objects.filter(kind=module.kind.code, state__in=states, closed_on=None)
        found += rows.order_by("pk").values_list("pk", flat=True)
    return tuple(found)


def ask_to_advance(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will ask for the moves that may follow from what just happened."""
    enqueue(advance_dossier, actor=service("scheduler"), dossier=dossier.pk)
