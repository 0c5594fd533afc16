"""What a person may do next on a dossier: each transition with the reasons that close it, for the screen.

The same guards and roles as `run()`: the screen never promises what the action refuses.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may_as
from egide.kernel.lifecycle.refusing import not_offered, refusals, refusals_given
from egide.kernel.lifecycle.running import lifecycle_of
from egide.kernel.lifecycle.snapshot import kernel_facts, module_facts
from egide.law.lifecycles import Transition
from egide.platform.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A transition at the dossier's step; `reasons` is empty when it can be done now."""

    transition: Transition
    reasons: tuple[str, ...]


def offers(*, actor: Actor, dossier: Dossier, today: date) -> tuple[Offer, ...]:
    """Will list the transitions of the step that the actor's roles allow; guards say why some must wait.

    A guard that only misses the transition's own answers is silent here: the form will ask for them.
    """
    leaving = [
        t
        for t in lifecycle_of(dossier).leaving(dossier.state, today=today)
        if may_as(actor, dossier, t.roles).allowed
    ]
    if not leaving:
        return ()
    kernel = kernel_facts(dossier, today=today, answers=Promised())
    own = module_facts(dossier, kernel)
    return tuple(Offer(transition=t, reasons=refusals_given(t, kernel, own)) for t in leaving)


def closed_by(*, actor: Actor, dossier: Dossier, transition: Transition, today: date) -> tuple[str, ...]:
    """Will say why this transition cannot be begun now (step, role, guards); nothing: its form may be shown."""
    lifecycle = lifecycle_of(dossier)
    closed = not_offered(
        lifecycle=lifecycle, actor=actor, dossier=dossier, transition=transition, today=today
    )
    if closed:
        return (closed,)
    return refusals(dossier, transition, today=today, answers=Promised())


class Promised(dict[str, str]):
    """Answers that the form is going to ask for: taken as given while the button is drawn."""

    def get(self, key: str, default: object = None) -> str:
        """Will answer anything that is asked."""
        return "…"
