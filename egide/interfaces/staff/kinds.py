"""What the kinds of dossiers say of themselves: their words for a state, a compartment, a next step.

Read from the declarations alone: pure, no query, and no kind is named here.
"""

from datetime import date

from egide.kernel import registry
from egide.kernel.dossiers.models import Confidentiality, Dossier
from egide.kernel.gate.verdicts import may_as
from egide.law import roles
from egide.law.lifecycles import Lifecycle, Transition
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Badge

SEALED = frozenset(
    {
        Confidentiality.COMMISSIONER,
        Confidentiality.DISCIPLINE,
        Confidentiality.LEGAL_PRIVILEGE,
        Confidentiality.PRESIDENCY,
    }
)
COMPARTMENTS = {place.code: place.name for place in roles.COMPARTMENTS}


def module_of(dossier: Dossier) -> Module:
    """Will return the module that declares the dossier's kind."""
    return registry.module_of_kind(dossier.kind)


def lifecycle_of_kind(kind: str) -> Lifecycle:
    """Will return the lifecycle of a kind of dossier."""
    lifecycle = registry.module_of_kind(kind).lifecycle
    assert lifecycle is not None  # system checks refuse a kind without a lifecycle
    return lifecycle


def state_label(kind: str, state: str) -> str:
    """Will say a state in French; a code that is no longer declared is shown as it is."""
    lifecycle = lifecycle_of_kind(kind)
    return lifecycle.state(state).label if lifecycle.has_state(state) else state


def expected(actor: Actor, dossier: Dossier, *, today: date) -> Transition | None:
    """Will return the transition that the step expects of this reader, guards apart: a list asks no facts."""
    leaving = lifecycle_of_kind(dossier.kind).leaving(dossier.state, today=today)
    return next((t for t in leaving if t.primary and may_as(actor, dossier, t.roles).allowed), None)


def access_badges(dossier: Dossier, compartment_code: str) -> tuple[Badge, ...]:
    """Will return the badges that say who may read: the class, and the wall that is not the Office's."""
    label = str(Confidentiality(dossier.confidentiality).label)
    behind = compartment_code != roles.OFFICE.code
    mark = Badge(label=label, tone="sealed" if behind or dossier.confidentiality in SEALED else "idle")
    if not behind:
        return (mark,)
    return (
        Badge(label=f"Scellé\u00a0: {COMPARTMENTS.get(compartment_code, compartment_code)}", tone="sealed"),
        mark,
    )


def compartment_code(actor: Actor, dossier: Dossier) -> str:
    """Will return the code of the dossier's compartment, from where the reader works."""
    held = {a.compartment_id: a.compartment_code for a in actor.roles}
    return held.get(dossier.compartment_id, "")
