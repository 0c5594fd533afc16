"""Recording a dated fact: it meets what waits for it and starts what binds to it, in one transaction.

The caller holds the dossier's row lock.
"""

from datetime import date, datetime

from egide.kernel import registry
from egide.kernel.deadlines.duedates import refresh_next, settle, start
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.law.deadlines import Deadline, Fact, LetterSent
from egide.platform.journal.append import append, dossier_chain


def record_fact(
    *, dossier: Dossier, fact: Fact, occurred_on: date, actor_code: str, now: datetime
) -> FactRecord:
    """Will write the fact down, meet the deadlines that wait for it and start those that bind to it."""
    record = _write(dossier, fact.code, occurred_on, actor_code, now)
    for deadline in _deadlines(dossier):
        if fact in deadline.met_by_any:
            settle(dossier=dossier, deadline=deadline, on=occurred_on, now=now)
    for deadline in _deadlines(dossier):
        if deadline.starts_on == fact:
            start(dossier=dossier, deadline=deadline, fact=record, now=now)
    refresh_next(dossier)
    return record


def record_letter_sent(
    *, dossier: Dossier, template: str, sent_on: date, actor_code: str, now: datetime
) -> FactRecord:
    """Will write down that a letter left, and meet the deadlines that wait for it."""
    record = _write(dossier, f"letter_sent:{template}", sent_on, actor_code, now)
    for deadline in _deadlines(dossier):
        if LetterSent(template) in deadline.met_by_any:
            settle(dossier=dossier, deadline=deadline, on=sent_on, now=now)
    refresh_next(dossier)
    return record


def recorded_codes(dossier: Dossier) -> frozenset[str]:
    """Will return the codes of the facts of the dossier that stand (not withdrawn)."""
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    return frozenset(rows.values_list("code", flat=True))


def _deadlines(dossier: Dossier) -> tuple[Deadline, ...]:
    return registry.module_of_kind(dossier.kind).deadlines


def _write(dossier: Dossier, code: str, occurred_on: date, actor_code: str, now: datetime) -> FactRecord:
    record = FactRecord.objects.create(
        **placed(dossier), code=code, occurred_on=occurred_on, recorded_at=now, recorded_by=actor_code
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="fact.recorded",
        data={"fact": code, "occurred_on": occurred_on.isoformat()},
        at=now,
    )
    return record
