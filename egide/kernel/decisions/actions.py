"""Recording a decision, and marking it notified: from then on it cannot be taken back.

The label comes from the module's grounds when the code names one.
"""

from datetime import date, datetime

from egide.kernel import registry
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.actors import Actor
from egide.platform.journal.append import append, dossier_chain


def record_decision(*, dossier: Dossier, code: str, motive: str, actor: Actor, now: datetime) -> Decision:
    """Will keep what was decided and why."""
    grounds = {ground.code: ground.label for ground in registry.module_of_kind(dossier.kind).grounds}
    decision = Decision.objects.create(
        **ranked(Decision, dossier),
        code=code,
        label=grounds.get(code, code),
        motive=motive,
        decided_at=now,
        decided_by_id=actor.user_id,
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="decision.recorded",
        data={"code": code, "rank": decision.rank},
        at=now,
    )
    return decision


def mark_notified(*, dossier: Dossier, on: date, now: datetime) -> None:
    """Will date the notification of the decisions that the person has now received by letter."""
    Decision.objects.filter(dossier_id=dossier.pk, notified_on=None, withdrawn_at=None).update(notified_on=on)
