"""`run()`: one transition of one dossier, under its row lock: roles, guards, state, effects, journal.

Nothing else changes a dossier's state; `undoing.py` compensates, `replaying.py` proves.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from egide.kernel import events, registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.answers import Period, checked_answers
from egide.kernel.lifecycle.effects import Applying, apply
from egide.kernel.lifecycle.refusing import fitted, not_offered, refusals
from egide.law.lifecycles import Lifecycle, Transition
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue


def run(*, actor: Actor, dossier: Dossier, code: str, answers: Mapping[str, str], now: datetime) -> None:
    """Will make the transition, or say in French why not.

    :raises NotVisible: the lifecycle has no such transition.
    :raises Refused: wrong step, wrong role, an answer that cannot be kept, or a guard's sentence.
    """
    transition = transition_of(dossier, code)
    lifecycle, today = lifecycle_of(dossier), timezone.localtime(now).date()
    closed = not_offered(
        lifecycle=lifecycle, actor=actor, dossier=dossier, transition=transition, today=today
    )
    if closed:
        raise Refused(closed)
    asked = fitted(dossier, transition, today=today)
    given = checked_answers(asked, answers, period=Period.of(dossier, today=today))
    found = refusals(dossier, transition, today=today, answers=given)
    if found:
        raise Refused(" ".join(found))
    _move(actor, dossier, lifecycle, transition, given, now)


def lifecycle_of(dossier: Dossier) -> Lifecycle:
    """Will return the lifecycle that governs the dossier's kind."""
    lifecycle = registry.module_of_kind(dossier.kind).lifecycle
    assert lifecycle is not None  # system checks refuse a kind without a lifecycle
    return lifecycle


def transition_of(dossier: Dossier, code: str) -> Transition:
    """Will return a transition of the dossier's lifecycle, a retired one included.

    :raises NotVisible: the lifecycle has no such transition.
    """
    lifecycle = lifecycle_of(dossier)
    if not lifecycle.has_transition(code):
        raise NotVisible
    return lifecycle.transition(code)


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
    results: list[JsonValue] = [apply(effect, applying) for effect in transition.effects]
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
            "effects": results,
        },
        notes={name: text for name, text in answers.items() if text},
        at=now,
    )
    events.announce(events.MOVED, dossier=dossier, letter=None, on=timezone.localtime(now).date(), now=now)
