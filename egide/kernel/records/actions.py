"""What happens to the record when a dossier closes or reopens: its closing day and its retention dates.

The dates of retention come from law/retention.py. What forbids a disposition is in holds.py.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.law.retention import RetentionProof, RetentionRule, retention_dates
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

COLUMNS = ("retention_series", "closed_on", "active_until", "semi_active_until", "disposition")
DATES = ("closed_on", "active_until", "semi_active_until")

# What a closing or a reopening replaced, as plain JSON: the journal keeps it, so that undo can put it back.
Picture = dict[str, Any]


def rule_of(dossier: Dossier) -> RetentionRule:
    """Will return the retention rule that the dossier follows.

    :raises Refused: the dossier's series is not among its module's rules.
    """
    rules = {rule.series: rule for rule in registry.module_of_kind(dossier.kind).retention}
    if dossier.retention_series not in rules:
        raise Refused("Ce dossier n’a pas de règle de conservation : il ne peut pas être fermé.")
    return rules[dossier.retention_series]


def close_records(*, dossier: Dossier, on: date) -> RetentionProof:
    """Will date the closure and compute until when the dossier is active and semi-active.

    :raises Refused: the dossier has no retention rule.
    """
    proof = retention_dates(rule_of(dossier), trigger_on=on)
    dossier.closed_on = on
    dossier.active_until, dossier.semi_active_until = proof.active_until, proof.semi_active_until
    dossier.disposition = proof.disposition.value
    dossier.save(update_fields=list(COLUMNS))
    return proof


def reopen_records(*, dossier: Dossier) -> None:
    """Will take the closing date and the retention dates away: the dossier is active again."""
    dossier.closed_on = dossier.active_until = dossier.semi_active_until = None
    dossier.disposition = ""
    dossier.save(update_fields=list(COLUMNS))


def set_series(*, dossier: Dossier, series: str) -> None:
    """Will make the dossier follow another series; a closed one takes the dates of its new rule at once.

    :raises Refused: the module has no such series.
    """
    dossier.retention_series = series
    if dossier.closed_on:
        close_records(dossier=dossier, on=dossier.closed_on)
    rule_of(dossier)
    dossier.save(update_fields=["retention_series"])


def picture(dossier: Dossier) -> Picture:
    """Will return what closing, reopening and a change of series may change."""
    values = {name: getattr(dossier, name) for name in COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def restore_records(*, dossier: Dossier, before: Picture, now: datetime) -> None:
    """Will put the closing day, the series and the dates back as the picture tells them."""
    for name in COLUMNS:
        value = before[name]
        setattr(dossier, name, date.fromisoformat(value) if name in DATES and value else value)
    dossier.save(update_fields=list(COLUMNS))
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="records.restored",
        data=before,
        at=now,
    )
