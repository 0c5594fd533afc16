"""What happens to the record when a dossier closes, reopens, or is held.

The dates of retention come from law/retention.py; here they are put on the dossier with the closing day.
"""

from datetime import date, datetime

from egide.kernel import registry
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Hold
from egide.law.retention import RetentionProof, RetentionRule, retention_dates
from egide.platform.errors.failures import Refused


def rule_of(dossier: Dossier) -> RetentionRule:
    """Will return the retention rule that the dossier follows.

    :raises Refused: the dossier's series is not among its module's rules.
    """
    rules = {rule.series: rule for rule in registry.module_of_kind(dossier.kind).retention}
    if dossier.retention_series not in rules:
        raise Refused("Ce dossier n’a pas de règle de conservation : il ne peut pas être fermé.")
    return rules[dossier.retention_series]


def close_records(*, dossier: Dossier, on: date) -> RetentionProof:
    """Will date the closure and compute until when the dossier is active and semi-active."""
    proof = retention_dates(rule_of(dossier), trigger_on=on)
    dossier.closed_on = on
    dossier.active_until, dossier.semi_active_until = proof.active_until, proof.semi_active_until
    dossier.disposition = proof.disposition.value
    dossier.save(update_fields=["closed_on", "active_until", "semi_active_until", "disposition"])
    return proof


def reopen_records(*, dossier: Dossier) -> None:
    """Will take the closing date and the retention dates away: the dossier is active again."""
    dossier.closed_on = dossier.active_until = dossier.semi_active_until = None
    dossier.disposition = ""
    dossier.save(update_fields=["closed_on", "active_until", "semi_active_until", "disposition"])


def place_hold(*, dossier: Dossier, reason: str, actor_code: str, now: datetime) -> Hold:
    """Will forbid the disposition of the dossier for this reason."""
    return Hold.objects.create(**ranked(Hold, dossier), reason=reason, placed_at=now, placed_by=actor_code)


def lift_hold(*, dossier: Dossier, reason: str, actor_code: str, now: datetime) -> None:
    """Will end the hold placed for this reason."""
    Hold.objects.filter(dossier_id=dossier.pk, reason=reason, lifted_at=None).update(
        lifted_at=now, lifted_by=actor_code
    )
