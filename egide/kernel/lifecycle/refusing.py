"""What closes a transition: the step, the role, the module's guards, and the guards of every module.

One place for `run()` and for the screens, so that a button never promises what the action refuses.
"""

from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may_as
from egide.kernel.lifecycle.snapshot import KernelFacts, kernel_facts, module_facts
from egide.law.effects import CancelDeadline, CloseDossier, RecordFact
from egide.law.lifecycles import Lifecycle, Transition
from egide.platform.accounts.actors import Actor

Answers = dict[str, str]


def not_offered(
    *, lifecycle: Lifecycle, actor: Actor, dossier: Dossier, transition: Transition, today: date
) -> str | None:
    """Will say why the transition is not for this step, this day or this person, or nothing."""
    if transition not in lifecycle.leaving(dossier.state, today=today):
        label = lifecycle.state(dossier.state).label
        return f"«\u00a0{transition.label}\u00a0» n’est pas offert à l’étape «\u00a0{label}\u00a0»."
    verdict = may_as(actor, dossier, transition.roles)
    return None if verdict.allowed else verdict.reason


def refusals(dossier: Dossier, transition: Transition, *, today: date, answers: Answers) -> tuple[str, ...]:
    """Will give the sentence of every guard that refuses, the module's then the house's; none means allowed."""
    kernel = kernel_facts(dossier, today=today, answers=answers)
    return refusals_given(transition, kernel, module_facts(dossier, kernel))


def fitted(dossier: Dossier, transition: Transition, *, today: date) -> Transition:
    """Will give the transition with the only choices that this dossier may be given; nothing is read without need."""
    if all(field.fitting is None for field in transition.fields):
        return transition
    return transition.narrowed(module_facts(dossier, kernel_facts(dossier, today=today, answers={})))


def refusals_given(transition: Transition, kernel: KernelFacts, own: object) -> tuple[str, ...]:
    """Will do the same over a picture of the dossier already taken, the kernel's and the module's own."""
    return (*transition.refusals(own), *_open_deadlines(transition, kernel))


def _open_deadlines(transition: Transition, kernel: KernelFacts) -> tuple[str, ...]:
    # A closed dossier whose clock still runs would be late for ever, and nobody would look at it again.
    if not any(isinstance(effect, CloseDossier) for effect in transition.effects):
        return ()
    cancelled = {effect.code for effect in transition.effects if isinstance(effect, CancelDeadline)}
    facts = {effect.fact for effect in transition.effects if isinstance(effect, RecordFact)}
    running = [
        deadline.label
        for deadline in kernel.running
        if deadline.code not in cancelled and not facts & set(deadline.met_by_any)
    ]
    return tuple(f"Une échéance court encore\u00a0: {label.lower()}." for label in dict.fromkeys(running))
