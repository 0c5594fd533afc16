"""Moves that follow from a fact rather than from a person: a reply that left makes the dossier « replied ».

Such a transition is declared `by=SCHEDULER`; it runs here, after the change, in a job of its own.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

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


def ask_to_advance(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will ask for the moves that may follow from what just happened."""
    enqueue(advance_dossier, actor=service("scheduler"), dossier=dossier.pk)
