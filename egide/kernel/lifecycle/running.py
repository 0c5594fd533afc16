"""`run()`: one transition of one dossier, under its row lock: roles, guards, state, effects, journal.

Nothing else changes a dossier's state; `undoing.py` compensates, `replaying.py` proves.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may_as
from egide.kernel.lifecycle.answers import checked_answers
from egide.kernel.lifecycle.effects import Applying, apply
from egide.kernel.lifecycle.snapshot import module_facts
from egide.law.lifecycles import Lifecycle, Transition
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import append, dossier_chain


def run(*, actor: Actor, dossier: Dossier, code: str, answers: Mapping[str, str], now: datetime) -> None:
    """Will make the transition, or say in French why not.

    :raises NotVisible: the lifecycle has no such transition.
    :raises Refused: wrong step, wrong role, or a guard's sentence.
    """
    lifecycle = lifecycle_of(dossier)
    if not lifecycle.has_transition(code):
        raise NotVisible
    transition = lifecycle.transition(code)
    today = timezone.localtime(now).date()
    _check_step(lifecycle, dossier, transition, today)
    verdict = may_as(actor, dossier, transition.roles)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    given = checked_answers(transition, answers)
    refusals = transition.refusals(module_facts(dossier, today=today, answers=given))
    if refusals:
        raise Refused(" ".join(refusals))
    _move(actor, dossier, lifecycle, transition, given, now)


def lifecycle_of(dossier: Dossier) -> Lifecycle:
    """Will return the lifecycle that governs the dossier's kind."""
    lifecycle = registry.module_of_kind(dossier.kind).lifecycle
    assert lifecycle is not None  # system checks refuse a kind without a lifecycle
    return lifecycle


def _check_step(lifecycle: Lifecycle, dossier: Dossier, transition: Transition, today: object) -> None:
    if dossier.state not in transition.sources or transition not in lifecycle.leaving(
        dossier.state, today=today
    ):  # type: ignore[arg-type]
        label = lifecycle.state(dossier.state).label
        raise Refused(f"« {transition.label} » n’est pas offert à l’étape « {label} ».")


def _move(
    actor: Actor,
    dossier: Dossier,
    lifecycle: Lifecycle,
    transition: Transition,
    answers: Mapping[str, str],
    now: datetime,
) -> None:
    source = dossier.state
    dossier.state, dossier.entered_at = transition.target, now
    dossier.version += 1
    dossier.save(update_fields=["state", "entered_at", "version"])
    applying = Applying(actor=actor, dossier=dossier, answers=answers, now=now)
    results = [apply(effect, applying) for effect in transition.effects]
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="lifecycle.moved",
        data={
            "transition": transition.code,
            "from": source,
            "to": transition.target,
            "declaration": lifecycle.version,
            "effects": [result for result in results if result],
        },
        notes={name: text for name, text in answers.items() if text},
        at=now,
    )
