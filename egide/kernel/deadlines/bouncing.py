"""A letter that came back met nothing: its fact is withdrawn, and the deadlines that it had met run again.

Follows `events.LETTER_BOUNCED`. A posted copy meets them anew, on the day when it is posted.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel import registry
from egide.kernel.deadlines.duedates import refresh_next, rule_code
from egide.kernel.deadlines.facts import withdraw_fact
from egide.kernel.deadlines.models import DueDate, FactRecord, Status
from egide.kernel.deadlines.storing import change
from egide.kernel.dossiers.models import Dossier
from egide.law.deadlines import Deadline, Fact, LetterSent

SETTLED = (Status.MET, Status.LATE)


def unmeet(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will take back what the sending of this letter, on that day, had met; twice told, once done."""
    record = _fact_of(dossier, f"letter_sent:{letter.template}", on)
    if record is None:
        return
    withdraw_fact(dossier=dossier, record_id=record.pk, now=now)
    bound = LetterSent(letter.template)
    for deadline in registry.module_of_kind(dossier.kind).deadlines:
        if bound in deadline.met_by_any:
            _run_again(dossier, deadline, on, now)
    refresh_next(dossier)


def _run_again(dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> None:
    rows = DueDate.objects.filter(
        dossier_id=dossier.pk, rule=rule_code(dossier, deadline), status__in=SETTLED, settled_on=on
    )
    due = rows.order_by("-occurrence", "-rank").first()
    # A series has gone on to its next period: that one still runs, and the missed notice stays in the journal.
    if due is None or deadline.recurs is not None:
        return
    other = _met_otherwise(dossier, deadline, due.starts_on)
    if other is None:
        change(dossier=dossier, due=due, code="deadline.reopened", status=Status.OPEN, on=None, now=now)
    elif other != on:
        status = Status.MET if other <= due.measured_on else Status.LATE
        change(dossier=dossier, due=due, code="deadline.settled", status=status, on=other, now=now)


def _met_otherwise(dossier: Dossier, deadline: Deadline, since: date) -> date | None:
    """The first day, since the deadline started, of another fact or letter that meets it and still stands."""
    codes = [_code(bound) for bound in deadline.met_by_any]
    standing = FactRecord.objects.filter(
        dossier_id=dossier.pk, code__in=codes, withdrawn_at=None, occurred_on__gte=since
    )
    return standing.order_by("occurred_on").values_list("occurred_on", flat=True).first()


def _code(bound: Fact | LetterSent) -> str:
    return f"letter_sent:{bound.template}" if isinstance(bound, LetterSent) else bound.code


def _fact_of(dossier: Dossier, code: str, on: date) -> FactRecord | None:
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=code, occurred_on=on, withdrawn_at=None)
    return rows.order_by("-pk").first()
