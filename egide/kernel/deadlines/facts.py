"""Recording a dated fact: it meets what waits for it and starts what binds to it, in one transaction.

The caller holds the dossier's row lock. Withdrawing a fact serves undo; its deadlines are restoring.py's.
"""

from dataclasses import dataclass
from datetime import date, datetime

from egide.kernel import registry
from egide.kernel.deadlines.duedates import Settled, end_series, refresh_next, settle, start
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.deadlines.storing import Picture
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.actions import fact_told
from egide.law.deadlines import Deadline, Fact, LetterSent
from egide.platform.journal.append import append, dossier_chain


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A fact that was written down, and what it changed."""

    fact: FactRecord
    before: tuple[Picture, ...]
    started: tuple[int, ...]


def record_fact(
    *, dossier: Dossier, fact: Fact, occurred_on: date, actor_code: str, now: datetime
) -> Recorded:
    """Will write the fact down, meet the deadlines that wait for it and start those that bind to it."""
    record = _write(dossier, fact.code, occurred_on, actor_code, now)
    settled = _settle_all(dossier, fact, occurred_on, now)
    # One without a length waits for the date that someone gives it (giving.py).
    bound = [each for each in _deadlines(dossier) if each.starts_on == fact and each.terms]
    started = [start(dossier=dossier, deadline=deadline, fact=record, now=now).rank for deadline in bound]
    refresh_next(dossier)
    return Recorded(fact=record, before=settled.before, started=(*settled.started, *started))


def record_letter_sent(
    *, dossier: Dossier, template: str, sent_on: date, actor_code: str, now: datetime
) -> Recorded:
    """Will write down that a letter left, and meet the deadlines that wait for it."""
    record = _write(dossier, f"letter_sent:{template}", sent_on, actor_code, now)
    settled = _settle_all(dossier, LetterSent(template), sent_on, now)
    refresh_next(dossier)
    return Recorded(fact=record, before=settled.before, started=settled.started)


def withdraw_fact(*, dossier: Dossier, record_id: int, now: datetime) -> None:
    """Will say that the fact no longer stands; the row and both entries of the journal remain."""
    record = FactRecord.objects.get(dossier_id=dossier.pk, pk=record_id)
    record.withdrawn_at = now
    record.save(update_fields=["withdrawn_at"])
    _journal(dossier, "fact.withdrawn", record, now)
    fact_told(dossier=dossier, fact=record.code, now=now)


def recorded_codes(dossier: Dossier) -> frozenset[str]:
    """Will return the codes of the facts of the dossier that stand (not withdrawn)."""
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    return frozenset(rows.values_list("code", flat=True))


def _settle_all(dossier: Dossier, bound: Fact | LetterSent, on: date, now: datetime) -> Settled:
    waiting = [deadline for deadline in _deadlines(dossier) if bound in deadline.met_by_any]
    each = [settle(dossier=dossier, deadline=deadline, on=on, now=now) for deadline in waiting]
    ending = [deadline for deadline in _deadlines(dossier) if bound in deadline.ends_on]
    each += [end_series(dossier=dossier, deadline=deadline, on=on, now=now) for deadline in ending]
    return Settled(
        before=tuple(past for one in each for past in one.before),
        started=tuple(rank for one in each for rank in one.started),
    )


def _deadlines(dossier: Dossier) -> tuple[Deadline, ...]:
    return registry.module_of_kind(dossier.kind).deadlines


def _write(dossier: Dossier, code: str, occurred_on: date, actor_code: str, now: datetime) -> FactRecord:
    record = FactRecord.objects.create(
        **placed(dossier), code=code, occurred_on=occurred_on, recorded_at=now, recorded_by=actor_code
    )
    _journal(dossier, "fact.recorded", record, now)
    fact_told(dossier=dossier, fact=record.code, now=now)
    return record


def _journal(dossier: Dossier, code: str, record: FactRecord, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"fact": record.code, "occurred_on": record.occurred_on.isoformat()},
        at=now,
    )
