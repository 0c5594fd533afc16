"""Recording a decision, marking it notified, withdrawing it while nobody outside knows it.

The label comes from the module's grounds when the code names one. Once notified it cannot be taken back.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel import registry
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import PartyRole
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
    _journal(dossier, decision, "decision.recorded", now)
    return decision


def mark_notified(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will date the notification of the decisions that this letter, drafted since, told the person.

    A letter drafted before a decision (an acknowledgment that was waiting) says nothing of it; nor does one
    to an order, which is not the person.
    """
    if letter.recipient.role == PartyRole.ORDER:
        return
    told = Decision.objects.filter(
        dossier_id=dossier.pk, notified_on=None, withdrawn_at=None, decided_at__lte=letter.drafted_at
    )
    for decision in told.order_by("rank"):
        decision.notified_on = on
        decision.save(update_fields=["notified_on"])
        _journal(dossier, decision, "decision.notified", now, on=on.isoformat())


def withdraw_decision(*, dossier: Dossier, rank: int, now: datetime) -> None:
    """Will say that the decision no longer stands; the row and both entries of the journal remain."""
    decision = Decision.objects.get(dossier_id=dossier.pk, rank=rank)
    decision.withdrawn_at = now
    decision.save(update_fields=["withdrawn_at"])
    _journal(dossier, decision, "decision.withdrawn", now)


def _journal(dossier: Dossier, decision: Decision, code: str, now: datetime, **more: str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"code": decision.code, "rank": decision.rank, **more},
        at=now,
    )
